from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertTemplateUsed

from articles.images import save_upload
from articles.models import SiteSettings
from leads.models import ContactCard
from tests.factories import ArticleFactory, CategoryFactory

from .pages import links, read_page, text
from .pictures import picture, upload

pytestmark = pytest.mark.django_db

MARCH = timezone.make_aware(datetime(2024, 3, 28, 10, 0))
HOUR = timedelta(hours=1)


def _article(**fields):
    defaults = {
        "pk": 90007,
        "title": "横塘交付首批厂房",
        "body": "<p>六栋厂房昨日交付。</p><h2>下一步</h2><p>二期动工。</p>",
        "published_at": MARCH,
    }
    return ArticleFactory(**defaults | fields)


def _page(client):
    return read_page(client.get("/news/90007/"))


def test_article_page_gives_its_template_what_it_shows(client):
    article = _article(tags=["厂房"])
    older = ArticleFactory(category=article.category, published_at=MARCH - HOUR)
    newer = ArticleFactory(category=article.category, published_at=MARCH + HOUR)

    response = client.get("/news/90007/")

    assertTemplateUsed(response, "articles/article_detail.html")
    context = response.context
    assert (context["article"], context["older"], context["newer"]) == (article, older, newer)
    assert [tag.name for tag in context["tags"]] == ["厂房"]
    assert context["related"] == [newer, older]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "review"},
        {"status": "archived"},
        {"published_at": timezone.now() + HOUR},
        {"expires_at": MARCH + HOUR},
    ],
    ids=["draft", "review", "archived", "scheduled", "expired"],
)
def test_article_that_is_not_public_has_no_page(client, admin_user, fields):
    _article(**fields)

    client.force_login(admin_user)

    assert client.get("/news/90007/").status_code == 404


def test_article_page_says_where_it_stands(client):
    _article(category=CategoryFactory(name="园区动态", slug="parks"))

    breadcrumb = _page(client).find(".//nav[@aria-label='当前位置']")

    assert links(breadcrumb) == [("首页", "/"), ("园区动态", "/category/parks/")]


def test_article_page_says_who_wrote_it_and_when(client):
    _article(
        byline="本站记者 李文",
        source_name="横塘发布",
        source_url="https://hengtang.example/1",
        event_date=date(2024, 3, 27),
        category=CategoryFactory(name="园区动态", slug="parks"),
        view_count=2034,
    )

    header = _page(client).find(".//article/header")

    assert text(header.find("h1")) == "横塘交付首批厂房"
    assert links(header) == [
        ("横塘发布", "https://hengtang.example/1"),
        ("园区动态", "/category/parks/"),
    ]
    moments = [(time.get("datetime"), text(time)) for time in header.iter("time")]
    assert moments == [
        ("2024-03-28T10:00:00+08:00", "2024年3月28日 10:00"),
        ("2024-03-27", "2024年3月27日"),
    ]
    assert [part in text(header) for part in ("本站记者 李文", "浏览 2034")] == [True, True]


def test_article_page_names_the_original(client):
    _article(original_title="横塘首期厂房封顶", original_author="王方", source_name="横塘发布")

    page = text(_page(client).find(".//main"))

    assert [part in page for part in ("横塘首期厂房封顶", "王方", "横塘发布")] == [True] * 3


def test_article_page_shows_body_as_markup_and_all_else_as_text(client):
    _article(title="<b>横塘</b>", standfirst="<i>两期</i>十二栋。", byline="<u>李文</u>")

    page = _page(client)

    assert [text(heading) for heading in page.findall(".//article//h2")][:1] == ["下一步"]
    assert text(page.find(".//h1")) == "<b>横塘</b>"
    assert [len(page.findall(f".//main//{tag}")) for tag in ("b", "i", "u")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("standfirst", "times"), [("两期共十二栋厂房。", 1), ("六栋厂房昨日交付。", 1)]
)
def test_article_page_says_the_standfirst_once(client, standfirst, times):
    _article(standfirst=standfirst)

    assert text(_page(client).find(".//article[@class='article']")).count(standfirst) == times


def test_article_page_shows_the_cover_with_its_text(client, media):
    cover = save_upload(upload(picture(size=(60, 40))), alt="园区航拍")
    _article(cover=cover, cover_alt="六栋厂房")

    image = _page(client).find(".//article[@class='article']//img")

    assert (image.get("src"), image.get("alt")) == (cover.file.url, "六栋厂房")
    assert (image.get("width"), image.get("height")) == ("60", "40")


def test_article_page_links_its_tags(client):
    article = _article(tags=["厂房"])

    chips = _page(client).find(".//ul[@aria-label='标签']")

    assert links(chips) == [("厂房", f"/tag/{article.tags.get().pk}/")]


def test_article_page_says_whom_to_call_and_which_code_to_name(client):
    ContactCard(pk=1, name="周经理", service_phone="400 000 0000", mobile="13800138000").save()
    _article()

    card = _page(client).find(".//aside[@aria-labelledby='contact']")

    phones = [href for _, href in links(card) if href.startswith("tel:")]
    assert phones == ["tel:4000000000", "tel:+8613800138000"]
    assert "A90007" in text(card)


def test_article_page_holds_the_inquiry_form_that_knows_its_article(client):
    _article()

    form = _page(client).find(".//form[@method='post']")

    inputs = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert (form.get("action"), inputs["article"], inputs["source_path"]) == (
        "/inquiry/",
        "90007",
        "/news/90007/",
    )
    named = {"need", "use", "tax", "company", "contact", "phone", "consent"}
    assert named - inputs.keys() == set()


def test_article_page_says_copyright_and_takedown(client):
    SiteSettings(pk=1, copyright_text="转载请注明横塘网。", takedown_text="侵权请来电。").save()
    _article()

    colophon = text(_page(client).find(".//section[@aria-label='版权与来源']"))

    assert colophon == "转载请注明横塘网。 侵权请来电。"


def test_article_page_can_be_shared(client):
    _article()

    share = _page(client).find(".//section[@aria-labelledby='share']")

    assert [text(link) for link in share.iter("a")] == ["微博", "QQ"]
    assert share.find(".//button[@data-copy='http://testserver/news/90007/']") is not None
    assert share.find(".//svg") is not None


def test_article_page_leads_to_its_neighbours(client):
    article = _article()
    older = ArticleFactory(category=article.category, published_at=MARCH - HOUR)
    newer = ArticleFactory(category=article.category, published_at=MARCH + HOUR)

    page = _page(client)

    hrefs = [page.find(f".//a[@rel='{rel}']").get("href") for rel in ("prev", "next")]
    assert hrefs == [f"/news/{older.pk}/", f"/news/{newer.pk}/"]


def test_article_page_without_neighbours_links_none(client):
    _article()

    page = _page(client)

    assert [page.find(f".//a[@rel='{rel}']") for rel in ("prev", "next")] == [None, None]


def test_article_page_shows_eight_related_articles_as_cards(client, media):
    cover = save_upload(upload(picture()))
    article = _article()
    others = [
        ArticleFactory(
            category=article.category,
            cover=cover,
            published_at=MARCH - n * HOUR,
            body="<p>文。</p>",
        )
        for n in range(1, 10)
    ]

    related = _page(client).find(".//section[@aria-labelledby='related']")

    titles = [text(title) for title in related.iter("h3")]
    assert titles == [other.title for other in others[:8]]
    images = [image.get("src") for image in related.iter("img")]
    assert images == [cover.thumbnail.url] * 8
    assert text(related).count("文。") == 8


def test_article_page_describes_itself_to_search_engines(client):
    _article(meta_title="横塘厂房交付", meta_description="横塘首批六栋厂房。")

    head = _page(client).find("head")

    assert text(head.find("title")) == "横塘厂房交付 - 产业资讯网"
    assert head.find("meta[@name='description']").get("content") == "横塘首批六栋厂房。"
    assert head.find("link[@rel='canonical']").get("href") == "http://testserver/news/90007/"
    assert head.find("meta[@property='og:title']").get("content") == "横塘交付首批厂房"


@pytest.mark.parametrize("count", [1, 3])
def test_article_page_takes_as_many_queries_for_any_neighbourhood(
    client, django_assert_num_queries, count
):
    article = _article(tags=["厂房", "灯饰"][:count])
    for number in range(1, count + 1):
        ArticleFactory(category=article.category, published_at=MARCH - number * HOUR)
        ArticleFactory(tags=["厂房"])

    with django_assert_num_queries(10):
        client.get("/news/90007/")
