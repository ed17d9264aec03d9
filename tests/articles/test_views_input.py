import pytest
from pytest_django.asserts import assertTemplateUsed

from articles.models import Article
from tests.factories import ArticleFactory, CategoryFactory

from .pages import links, read_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("", 1),
        ("abc", 1),
        ("1.5", 1),
        ("\x00", 1),
        ("2", 2),
        ("0", 2),
        ("-1", 2),
        ("99999999999999999999", 2),
        ("9" * 5000, 1),
        ("<script>", 1),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_list_page_takes_any_page_number(client, page, number):
    parks = CategoryFactory(slug="parks")
    Article.objects.bulk_create(ArticleFactory.build_batch(21, category=parks))

    response = client.get("/category/parks/", {"page": page})

    assert (response.status_code, response.context["page"].number) == (200, number)


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("", ""),
        ("\x00", ""),
        ("横\x00塘", "横塘"),
        ("横塘  \n 厂房", "横塘 厂房"),
        ("'\"><script>alert(1)</script>", "'\"><script>alert(1)</script>"),
        ("%' OR 1=1 --", "%' OR 1=1 --"),
        ("{{ 7 }}", "{{ 7 }}"),
        ("厂" * 3000, "厂" * 100),
        ("😀" * 50, "😀" * 50),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
    ids=lambda value: repr(value[:20]),
)
def test_search_page_takes_any_query(client, q, query):
    response = client.get("/search/", {"q": q})

    assert (response.status_code, response.context["query"]) == (200, query)
    page = read_page(response)
    assert page.find(".//input[@id='page-search']").get("value") == query
    assert [script.get("src") for script in page.iter("script") if script.text] == []


@pytest.mark.parametrize(
    "path",
    [
        "/news/0/",
        "/news/99999999999999999999/",
        "/news/abc/",
        "/category/parks2/",
        "/category/园区/",
        "/tag/6/",
        "/tag/99999999999999999999/",
        "/archive/2024/0/",
        "/archive/2024/13/",
        "/archive/0/1/",
        "/archive/9999/12/",
        "/archive/99999999999999999999/1/",
        "/nothing.php",
    ],
)
def test_unknown_address_is_not_found(client, path):
    CategoryFactory(name="园区动态", slug="parks")

    response = client.get(path)

    assert (response.status_code, response.cookies) == (404, {})
    assertTemplateUsed(response, "404.html")
    page = read_page(response)
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"
    assert ("园区动态", "/category/parks/") in links(page.find(".//main"))


def test_broken_page_answers_without_the_database(client, monkeypatch, django_assert_num_queries):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.views.Category.objects", None)
    monkeypatch.setattr("articles.views.Article.objects", None)

    with django_assert_num_queries(0):
        response = client.get("/")

    assert response.status_code == 500
    assertTemplateUsed(response, "500.html")
