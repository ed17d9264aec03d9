from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, SiteSettings
from tests.factories import ArticleFactory, TagFactory, UserFactory

from .pages import read_page, text

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
MARCH = timezone.make_aware(datetime(2024, 3, 28, 10, 0))
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(client):
    user = UserFactory(group="编辑")
    client.force_login(user)
    return user


def _change(article):
    return f"{LIST}{article.pk}/change/"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "draft"}, "草稿"),
        ({"status": "review"}, "待审"),
        ({"status": "archived"}, "已下线"),
        ({"published_at": MARCH}, "已发布"),
        ({"published_at": timezone.now() + HOUR}, "定时发布"),
        ({"published_at": MARCH, "expires_at": MARCH + HOUR}, "已到期"),
    ],
)
def test_article_list_says_the_state(client, editor, fields, state):
    ArticleFactory(**fields)

    page = read_page(client.get(LIST))

    assert text(page.find(".//td[@class='field-state']")) == state


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"published_at": MARCH}, "/news/90007/（电话报号：A90007）"),
        ({"status": "draft", "published_at": None}, "/news/90007/（电话报号：A90007）"),
    ],
)
def test_address_is_shown(client, editor, fields, address):
    article = ArticleFactory(pk=90007, **fields)

    page = read_page(client.get(_change(article)))

    shown = page.find(".//div[@class='form-row field-address']//div[@class='readonly']")
    assert text(shown) == address


@pytest.mark.parametrize(("status", "count"), [("published", 1), ("draft", 0)])
def test_site_is_linked_from_public_articles(client, editor, status, count):
    page = read_page(client.get(_change(ArticleFactory(pk=90007, status=status))))

    assert len(page.findall(".//a[@class='viewsitelink']")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_article_list_takes_as_many_queries_for_any_length(
    client, editor, django_assert_num_queries, count
):
    ArticleFactory.create_batch(count, tags=["厂房"])

    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("q", ["横塘", "摘要", "李文", "横塘发布"])
def test_article_list_is_searched(client, editor, q):
    found = ArticleFactory(
        title="横塘开园", standfirst="摘要", byline="李文", source_name="横塘发布"
    )
    ArticleFactory(title="南岸开园")

    assert list(client.get(LIST, {"q": q}).context["cl"].result_list) == [found]


@pytest.mark.parametrize("q", ["\x00", "'", "%", "😀", "厂" * 3000], ids=lambda q: repr(q)[:9])
def test_article_list_takes_any_search(client, editor, q):
    ArticleFactory()

    assert list(client.get(LIST, {"q": q}).context["cl"].result_list) in (
        [],
        [Article.objects.get()],
    )


@pytest.mark.parametrize("group", ["销售", None])
def test_articles_are_not_for_everybody(client, group):
    client.force_login(UserFactory(group=group))

    assert [client.get(path).status_code for path in (LIST, f"{LIST}add/")] == [403, 403]


@pytest.mark.parametrize(
    ("group", "status"), [("写稿", 403), ("编辑", 403), ("销售", 403), ("主管", 200)]
)
def test_site_settings_are_for_the_supervisor(client, group, status):
    client.force_login(UserFactory(group=group))

    assert client.get("/admin/articles/sitesettings/").status_code == status


def test_site_settings_are_saved_in_their_one_row(client):
    client.force_login(UserFactory(group="主管"))

    client.post("/admin/articles/sitesettings/1/change/", {"name": "横塘产业网"})

    assert list(SiteSettings.objects.values_list("pk", "name")) == [(1, "横塘产业网")]


@pytest.mark.parametrize("model", ["article", "category", "tag", "oldaddress"])
def test_supervisor_can_open_every_desk(client, model):
    client.force_login(UserFactory(group="主管"))

    paths = [f"/admin/articles/{model}/", f"/admin/articles/{model}/add/"]

    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_tag_list_counts_articles(client, editor):
    ArticleFactory.create_batch(2, tags=["厂房"])
    TagFactory(name="灯饰")

    tags = client.get("/admin/articles/tag/").context["cl"].result_list

    assert [(tag.name, tag.count) for tag in tags.order_by("-count")] == [("厂房", 2), ("灯饰", 0)]
