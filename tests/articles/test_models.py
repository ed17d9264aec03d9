from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Category, DailyViews, OldAddress, SiteSettings
from tests.factories import ArticleFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_category_with_articles_cannot_be_deleted():
    article = ArticleFactory()

    with pytest.raises(ProtectedError):
        article.category.delete()


def test_site_settings_start_with_their_defaults_and_store_nothing():
    site = SiteSettings.load()

    assert (site.pk, site.name) == (1, "产业资讯网")
    assert SiteSettings.objects.count() == 0


def test_site_settings_load_what_was_saved():
    SiteSettings(pk=1, name="横塘产业网", police_number="粤公网安备 44200002440000号").save()

    site = SiteSettings.load()

    assert (site.name, site.police_code) == ("横塘产业网", "44200002440000")


def test_database_refuses_a_second_row_of_site_settings():
    with pytest.raises(IntegrityError):
        SiteSettings.objects.create(pk=2)


def test_daily_views_record_adds_to_the_row_of_day_and_source(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2024, 3, 28))
    article, other = ArticleFactory.create_batch(2)

    for read, source in [(article, "search"), (article, "search"), (article, "wechat")]:
        DailyViews.record(read, source)
    DailyViews.record(other, "search")

    rows = DailyViews.objects.order_by("pk").values_list("article", "day", "source", "count")
    assert sorted(rows) == [
        (article.pk, date(2024, 3, 28), "search", 2),
        (article.pk, date(2024, 3, 28), "wechat", 1),
        (other.pk, date(2024, 3, 28), "search", 1),
    ]


@pytest.mark.parametrize(
    ("name", "slug"), [("LED 照明", "led-照明"), ("厂房", "厂房"), ("！！", "tag"), ("😀", "tag")]
)
def test_tag_slug_is_readable(name, slug):
    assert TagFactory(name=name).slug == slug


def test_tag_slug_is_unique():
    slugs = [TagFactory(name=name).slug for name in ("！", "？", "LED照明", "LED照明！")]

    assert slugs == ["tag", "tag-1", "led照明", "led照明-1"]


@pytest.mark.parametrize("name", ["厂" * 100, "㍿" * 100], ids=["long", "longer when normalised"])
def test_tag_slug_fits_its_column(name):
    slugs = [TagFactory(name=name).slug, TagFactory(name=name[:-1] + "！").slug]

    assert [slug for slug in slugs if len(slug) > 100] == []


@pytest.mark.parametrize("slug", ["Parks", "园区", "a_b", "-a", "a--b", "a b", "a/b", ""])
def test_category_slug_is_plain_ascii(slug):
    with pytest.raises(ValidationError):
        Category(name="园区", slug=slug).full_clean()


@pytest.mark.parametrize("path", ["/post/128.html", "/?id=12", "/旧闻/12", "/a?b=1&c=2"])
def test_old_address_takes_a_path_of_this_site(path):
    OldAddress(path=path, article=ArticleFactory()).full_clean()


@pytest.mark.parametrize("path", ["post/1", "//evil.example/", "/", "/a b", "/a#b", "https://a/"])
def test_old_address_refuses_what_is_no_path_of_this_site(path):
    with pytest.raises(ValidationError):
        OldAddress(path=path, article=ArticleFactory()).full_clean()
