from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import OldAddress
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return ArticleFactory(pk=90007)


def _old(path, article):
    return OldAddress.objects.create(path=path, article=article)


@pytest.mark.parametrize(
    "path",
    [
        "/post/128.html",
        "/post/128",
        "/show.asp?id=12",
        "/?id=12",
        "/旧闻/128.html",
        "/a-b_c.d/~e/",
        "/list?page=1&id=2",
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_old_address_redirects_for_good(client, article, method, path):
    _old(path, article)

    response = getattr(client, method)(path)

    assert (response.status_code, response.get("Location")) == (301, "/news/90007/")
    assert response.cookies == {}


def test_old_address_redirects_with_a_query_of_its_own(client, article):
    _old("/post/128.html", article)

    assert client.get("/post/128.html?from=wechat").get("Location") == "/news/90007/"


def test_old_address_with_a_query_wins_over_the_path_alone(client, article):
    _old("/show.asp", ArticleFactory())
    _old("/show.asp?id=12", article)

    assert client.get("/show.asp?id=12").get("Location") == "/news/90007/"


@pytest.mark.parametrize("path", ["/show.asp?id=13", "/show.asp", "/SHOW.asp?id=12", "/show.asp/"])
def test_old_address_is_no_other_address(client, article, path):
    _old("/show.asp?id=12", article)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "review"},
        {"status": "archived"},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
        {"status": "draft", "published_at": None},
    ],
    ids=["draft", "review", "archived", "scheduled", "expired", "never published"],
)
def test_old_address_of_an_article_that_is_not_public_is_not_found(client, fields):
    _old("/post/128.html", ArticleFactory(**fields))

    assert client.get("/post/128.html").status_code == 404


def test_old_address_does_not_hide_a_living_page(client, article):
    _old("/archive/", article)

    assert client.get("/archive/").status_code == 200


def test_old_address_is_not_for_posting(client, article):
    _old("/post/128.html", article)

    assert client.post("/post/128.html").status_code == 404


def test_living_page_is_not_looked_up(client, article, django_assert_num_queries):
    with django_assert_num_queries(4):  # the months, the settings, the categories, the card
        client.get("/archive/")


@pytest.mark.parametrize(
    "path",
    ["/%00.html", "/post/%00?id=%00", "/%ff%fe", "/" + "a" * 3000, "/%F0%9F%98%80", "/'--"],
    ids=lambda path: path[:20],
)
def test_unheard_of_address_is_not_found(client, path):
    assert client.get(path).status_code == 404
