import pytest
from django.test import Client
from django.utils import timezone

from articles.models import DailyViews
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("referrer", "source"),
    [
        ("", "direct"),
        ("https://www.baidu.com/", "search"),
        ("http://testserver/category/parks/", "site"),
        ("\x00", "direct"),
        ("x" * 3000, "direct"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_record_view_counts_a_reader_of_a_page_without_cookies(referrer, source):
    article = ArticleFactory(pk=90007)

    response = Client(enforce_csrf_checks=True).post("/news/90007/view/", {"referrer": referrer})

    assert (response.status_code, response.content, response.cookies) == (204, b"", {})
    row = DailyViews.objects.get()
    assert (row.article, row.day, row.source, row.count) == (
        article,
        timezone.localdate(),
        source,
        1,
    )


def test_record_view_is_not_for_following_links(client):
    ArticleFactory(pk=90007)

    assert [client.get("/news/90007/view/").status_code, DailyViews.objects.count()] == [405, 0]


@pytest.mark.parametrize("path", ["/news/8/view/", "/news/99999999999999999999/view/"])
def test_record_view_of_no_article_is_not_found(client, path):
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_record_view_of_an_article_that_is_not_public_counts_nothing(client, status):
    ArticleFactory(pk=90007, status=status)

    assert [client.post("/news/90007/view/").status_code, DailyViews.objects.count()] == [404, 0]


def test_record_view_adds_up(client):
    ArticleFactory(pk=90007)

    for _ in range(3):
        client.post("/news/90007/view/")

    assert DailyViews.objects.get().count == 3
