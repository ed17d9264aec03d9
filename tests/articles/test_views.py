from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertTemplateUsed

from articles.models import Image
from tests.factories import ArticleFactory, CategoryFactory, TagFactory

from .pages import links, read_page, text

pytestmark = pytest.mark.django_db

MARCH = timezone.make_aware(datetime(2024, 3, 28, 10, 0))
HOUR = timedelta(hours=1)
PUBLIC_PAGES = [
    "/",
    "/news/90007/",
    "/category/parks/",
    "/tag/90005/",
    "/archive/",
    "/archive/2024/3/",
    "/search/",
    "/search/?q=横塘",
]


@pytest.fixture
def site():
    """One article on every page of PUBLIC_PAGES."""
    parks = CategoryFactory(name="园区动态", slug="parks")
    tag = TagFactory(pk=90005, name="厂房")
    return ArticleFactory(
        pk=90007, title="横塘交付厂房", category=parks, tags=[tag], published_at=MARCH
    )


@pytest.fixture
def hidden(site):
    """What must not show on any page of PUBLIC_PAGES."""
    fields = {"category": site.category, "tags": ["厂房"], "is_pinned": True}
    times = {"published_at": MARCH}
    return [
        ArticleFactory(title="横塘草稿", status="draft", **fields, **times),
        ArticleFactory(title="横塘待审", status="review", **fields, **times),
        ArticleFactory(title="横塘下线", status="archived", **fields, **times),
        ArticleFactory(title="横塘定时", published_at=timezone.now() + HOUR, **fields),
        ArticleFactory(title="横塘到期", expires_at=MARCH + HOUR, **fields, **times),
    ]


def _with_cover(**fields):
    number = Image.objects.count()
    names = {"file": f"{number}.webp", "thumbnail": f"{number}-thumb.webp"}
    cover = Image.objects.create(**names, width=6, height=4, sha256=f"{number:064}")
    return ArticleFactory(cover=cover, **fields)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_page_sets_no_cookie_and_varies_on_nothing(client, admin_user, site, path):
    anonymous = client.get(path)
    client.force_login(admin_user)
    staff = client.get(path)

    for response in (anonymous, staff):
        assert (response.status_code, response.cookies, response.get("Vary")) == (200, {}, None)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_page_answers_head_and_refuses_post(client, site, path):
    head = client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_page_shows_nothing_that_is_not_public(client, hidden, path):
    page = read_page(client.get(path))

    assert [article.title for article in hidden if article.title in text(page)] == []


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_page_has_one_heading_and_the_landmarks(client, site, path):
    page = read_page(client.get(path))

    assert [len(page.findall(path)) for path in (".//h1", ".//main", "head/title")] == [1, 1, 1]
    assert page.find(".//a[@href='#main']") is not None
    assert page.get("lang") == "zh-Hans"


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_public_page_of_an_empty_site_is_there(client, path):
    CategoryFactory(slug="parks")
    TagFactory(pk=90005)

    assert client.get(path).status_code == (404 if path == "/news/90007/" else 200)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 8),
        ("/category/parks/", 6),
        ("/tag/90005/", 6),
        ("/archive/", 4),
        ("/archive/2024/3/", 5),
        ("/search/?q=横塘", 5),
    ],
)
@pytest.mark.parametrize("count", [1, 3])
def test_list_page_takes_as_many_queries_for_any_length(
    client, django_assert_num_queries, path, queries, count
):
    parks, tag = CategoryFactory(slug="parks"), TagFactory(pk=90005)
    for number in range(count):
        title = f"横塘第{number}批"
        _with_cover(title=title, category=parks, tags=[tag, "灯饰"], published_at=MARCH)

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.status_code == 200


def test_home_leads_with_the_newest_pinned_article(client):
    pinned = ArticleFactory(is_pinned=True, published_at=MARCH)
    ArticleFactory(is_pinned=True, published_at=MARCH - HOUR)
    newest = ArticleFactory()

    context = client.get("/").context

    assert context["lead"] == pinned
    assert context["latest"][0] == newest


def test_home_without_pinned_article_leads_with_the_newest(client):
    older, newest = ArticleFactory(published_at=MARCH), ArticleFactory()

    response = client.get("/")

    assertTemplateUsed(response, "articles/home.html")
    assert response.context["lead"] == newest
    assert list(response.context["latest"]) == [older]


def test_home_shows_each_article_once(client):
    parks, land = CategoryFactory(position=2), CategoryFactory(position=1)
    _, *others = [
        ArticleFactory(category=parks, published_at=MARCH - number * HOUR) for number in range(10)
    ]

    context = client.get("/").context

    assert list(context["latest"]) == others[:8]
    categories = [(category, list(articles)) for category, articles in context["categories"]]
    assert categories == [(land, []), (parks, others[8:])]


def test_category_page_lists_its_articles_newest_first(client, site):
    newer = ArticleFactory(category=site.category)
    ArticleFactory()

    response = client.get("/category/parks/")

    assertTemplateUsed(response, "articles/category.html")
    assert response.context["category"] == site.category
    assert list(response.context["page"]) == [newer, site]
    assert text(read_page(response).find(".//h1")) == "园区动态"


def test_tag_page_lists_its_articles_newest_first(client, site):
    newer = ArticleFactory(tags=["厂房", "灯饰"])
    ArticleFactory(tags=["灯饰"])

    response = client.get("/tag/90005/")

    assertTemplateUsed(response, "articles/tag.html")
    assert list(response.context["page"]) == [newer, site]
    assert text(read_page(response).find(".//h1")) == "厂房"


def test_archive_counts_articles_by_local_month(client):
    midnight = timezone.make_aware(datetime(2024, 4, 1))
    for moment in (midnight - HOUR, midnight - timedelta(microseconds=1), midnight):
        ArticleFactory(published_at=moment)

    response = client.get("/archive/")

    assertTemplateUsed(response, "articles/archive.html")
    months = [
        (item["month"].strftime("%Y-%m"), item["count"]) for item in response.context["months"]
    ]
    assert months == [("2024-04", 1), ("2024-03", 2)]
    hrefs = [href for _, href in links(read_page(response).find(".//main"))]
    assert [href for href in hrefs if "/archive/2" in href] == [
        "/archive/2024/4/",
        "/archive/2024/3/",
    ]


def test_archive_month_lists_its_articles_newest_first(client):
    midnight = timezone.make_aware(datetime(2024, 4, 1))
    ArticleFactory(published_at=midnight)
    last = ArticleFactory(published_at=midnight - timedelta(microseconds=1))
    first = ArticleFactory(published_at=timezone.make_aware(datetime(2024, 3, 1)))

    response = client.get("/archive/2024/3/")

    assertTemplateUsed(response, "articles/archive_month.html")
    assert list(response.context["page"]) == [last, first]


def test_archive_month_of_december_ends_with_the_year(client):
    article = ArticleFactory(published_at=timezone.make_aware(datetime(2023, 12, 31, 23, 59)))
    ArticleFactory(published_at=timezone.make_aware(datetime(2024, 1, 1)))

    assert list(client.get("/archive/2023/12/").context["page"]) == [article]


def test_search_page_lists_what_was_found(client, site):
    newer = ArticleFactory(title="横塘签约")
    ArticleFactory(title="南岸签约")

    response = client.get("/search/", {"q": " 横塘 "})

    assertTemplateUsed(response, "articles/search.html")
    assert response.context["query"] == "横塘"
    assert list(response.context["page"]) == [newer, site]


def test_lists_are_split_into_pages_of_twenty(client):
    articles = [ArticleFactory(title=f"横塘第{n}批", published_at=MARCH) for n in range(21)]

    response = client.get("/search/", {"q": "横塘", "page": 2})

    assert list(response.context["page"]) == [articles[0]]
    pagination = read_page(response).find(".//nav[@aria-label='分页']")
    assert pagination.find(".//a[@rel='prev']").get("href") == "?q=%E6%A8%AA%E5%A1%98&page=1"
