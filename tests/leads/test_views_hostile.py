"""Whatever is sent to the form is an answer of ours, never an error of the server's.

The test client raises what would be a 500, so each request here is an assertion.
"""

import pytest

from leads.forms import InquiryForm
from leads.models import Inquiry

from .payloads import corpus, payload

pytestmark = pytest.mark.django_db

FIELDS = list(payload())
FREE_TEXT = ["detail", "use", "tax", "company", "contact"]
UNSEEN = ["article", "source_path", "website", "csrfmiddlewaretoken", "consent"]


def _spread(texts, fields, step):
    """Forms with another text in each field; with ``step=1`` every text gets into every field."""
    for start in range(0, len(texts), step):
        yield {name: texts[(start + n) % len(texts)] for n, name in enumerate(fields)}


def test_naughty_strings_in_the_whole_form_are_refused_politely(client):
    for filled_in in _spread(corpus("naughty"), FIELDS, step=len(FIELDS)):
        response = client.post("/inquiry/", filled_in)

        assert response.status_code == 422, filled_in
        assert b"<script>alert" not in response.content


def test_naughty_strings_beside_a_good_phone_are_stored_or_refused():
    complete = payload()
    forms = [
        InquiryForm(complete | filled_in)
        for filled_in in _spread(corpus("naughty"), [*FREE_TEXT, *UNSEEN], step=1)
    ]

    stored = [form.save() for form in forms if form.is_valid()]

    assert 0 < Inquiry.objects.count() == len(stored)
    for form, inquiry in zip([form for form in forms if form.is_valid()], stored, strict=True):
        assert Inquiry.objects.get(pk=inquiry.pk).company == form.cleaned_data["company"]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["\x00", "厂房\x00出租", "厂" * 300_000])
def test_nul_bytes_and_huge_texts_are_answered(client, field, text):
    response = client.post("/inquiry/", payload(**{field: text}))

    assert response.status_code in {302, 422}


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"need": "rent_factory", "phone": "13800138000"}', 422),
        ("application/json", b"\xff\xfe{", 422),
        ("text/plain", b"need=rent_factory", 422),
        ("application/x-www-form-urlencoded", b"contact=%ff%fe%00&phone=%ED%A0%80", 422),
        ("application/x-www-form-urlencoded", b"a=1&" * 1200, 400),
        ("application/x-www-form-urlencoded", b"detail=" + b"1" * (6 << 20), 400),
        ("multipart/form-data; boundary=x", b"--y\r\n", 422),
        ("multipart/form-data", b"need", 400),
        ("", b"need=rent_factory", 422),
    ],
)
def test_body_that_is_no_form_is_answered(client, content_type, body, status):
    response = client.generic("POST", "/inquiry/", body, content_type=content_type)

    assert response.status_code == status
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "base64", "idna", "no-such"])
def test_form_in_a_made_up_encoding_is_answered(client, charset):
    parts = payload(contact=r"+2AA-\ud800").items()
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in parts
    )

    response = client.generic(
        "POST",
        "/inquiry/",
        f"{body}--x--\r\n".encode(),
        content_type=f"multipart/form-data; boundary=x; charset={charset}",
    )

    assert response.status_code in {302, 400, 422}


def test_field_sent_twice_counts_once(client):
    client.post("/inquiry/", payload(contact=["梁小姐", "王先生"], need=["settle", "other"]))

    assert Inquiry.objects.values("contact", "need").get() == {"contact": "王先生", "need": "other"}


def test_file_in_place_of_a_text_is_as_good_as_nothing(client, tmp_path):
    path = tmp_path / "名片.txt"
    path.write_text("梁小姐")

    with path.open("rb") as file:
        response = client.post("/inquiry/", payload(contact=file))

    assert response.status_code == 422


def test_unknown_fields_are_ignored(client):
    client.post("/inquiry/", payload(status="signed", note="已签约", reference="33333333", id="5"))

    inquiry = Inquiry.objects.get()
    assert (inquiry.status, inquiry.note) == ("new", "")
    assert inquiry.reference != "33333333"
