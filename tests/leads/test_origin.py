import pytest
from django.test import RequestFactory

from leads.origin import is_foreign


def _request(**headers):
    return RequestFactory(headers={"host": "testserver", **headers}).post("/inquiry/")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"origin": "http://testserver"},
        {"origin": "https://testserver"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
    ],
)
def test_request_from_our_own_pages_or_without_a_word_is_not_foreign(headers):
    assert is_foreign(_request(**headers)) is False


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "https://changfang-daili.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:8001"},
        {"origin": "http://evil.example/testserver"},
        {"origin": "testserver"},
        {"origin": "null"},
        {"origin": ""},
        {"sec-fetch-site": "same-site", "origin": "http://yunying.testserver"},
    ],
)
def test_request_from_another_site_is_foreign(headers):
    assert is_foreign(_request(**headers)) is True


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "http://[testserver]", "：//", "\x00"]
)
def test_malformed_origin_is_foreign_and_no_error(origin):
    assert is_foreign(_request(origin=origin)) is True
