import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.models import Article, Tag
from tests.factories import ArticleFactory, CategoryFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 3, 28, 9, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def at_nine_thirty(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("fields", "public"),
    [
        ({"status": "published", "published_at": NOW - HOUR}, True),
        ({"status": "draft", "published_at": NOW - HOUR}, False),
        ({"status": "draft", "published_at": None}, False),
        ({"status": "review", "published_at": NOW - HOUR}, False),
        ({"status": "archived", "published_at": NOW - HOUR}, False),
        ({"published_at": NOW}, True),
        ({"published_at": NOW + TICK}, False),
        ({"published_at": NOW - HOUR, "expires_at": NOW + TICK}, True),
        ({"published_at": NOW - HOUR, "expires_at": NOW}, False),
        ({"published_at": NOW - HOUR, "expires_at": NOW - TICK}, False),
        ({"published_at": NOW, "expires_at": NOW + TICK}, True),
        ({"published_at": NOW + HOUR, "expires_at": NOW + 2 * HOUR}, False),
    ],
)
def test_public_and_is_public_agree_on_what_visitors_see(at_nine_thirty, fields, public):
    article = ArticleFactory(**fields)

    assert list(Article.objects.public()) == ([article] if public else [])
    assert article.is_public == public


def test_public_asks_for_another_moment():
    article = ArticleFactory(published_at=NOW, expires_at=NOW + HOUR)

    moments = [NOW - TICK, NOW, NOW + HOUR - TICK, NOW + HOUR]
    seen = [list(Article.objects.public(moment)) for moment in moments]

    assert seen == [[], [article], [article], []]


def test_tagged_finds_articles_of_the_tag_once():
    tagged = ArticleFactory(tags=["厂房", "招商"])
    ArticleFactory(tags=["招商"])

    assert list(Article.objects.tagged(Tag.objects.get(name="厂房"))) == [tagged]


def test_published_during_takes_the_start_and_not_the_end():
    at_start = ArticleFactory(published_at=NOW)
    ArticleFactory(published_at=NOW - TICK)
    ArticleFactory(published_at=NOW + HOUR)

    assert list(Article.objects.published_during(NOW, NOW + HOUR)) == [at_start]


def test_for_cards_reads_no_body_and_needs_no_more_queries(django_assert_num_queries):
    ArticleFactory()

    with django_assert_num_queries(1):
        article = Article.objects.for_cards().get()
        shown = (article.category.name, article.cover, article.get_absolute_url())

    assert shown == (article.category.name, None, f"/news/{article.pk}/")
    assert article.get_deferred_fields() == {"body"}


def test_public_articles_come_newest_first_and_of_equals_the_last_written():
    first, second = ArticleFactory.create_batch(2, published_at=NOW)
    newest = ArticleFactory(published_at=NOW + HOUR)

    assert list(Article.objects.public(NOW + HOUR)) == [newest, second, first]


def test_save_fills_the_time_of_publication(at_nine_thirty):
    assert ArticleFactory(status="published", published_at=None).published_at == NOW


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_save_leaves_the_time_empty_until_publication(status):
    assert ArticleFactory(status=status, published_at=None).published_at is None


def test_save_keeps_the_time_of_publication():
    assert ArticleFactory(published_at=NOW).published_at == NOW


def test_save_of_the_status_alone_stores_the_time_too(at_nine_thirty):
    article = ArticleFactory(status="draft", published_at=None)

    article.status = "published"
    article.save(update_fields=["status"])
    article.refresh_from_db()

    assert (article.status, article.published_at) == ("published", NOW)


def test_save_of_the_body_alone_stores_the_excerpt_and_nothing_else():
    article = ArticleFactory(title="横塘交付厂房", body="<p>六栋厂房交付。</p>")

    article.title, article.body = "别的标题", "<p>八栋厂房交付。</p>"
    article.save(update_fields=["body"])
    article.refresh_from_db()

    assert (article.title, article.excerpt) == ("横塘交付厂房", "八栋厂房交付。")


def test_save_of_no_field_writes_nothing(django_assert_num_queries):
    article = ArticleFactory()

    with django_assert_num_queries(0):
        article.save(update_fields=[])


def test_save_of_an_article_read_without_its_body_keeps_the_excerpt():
    ArticleFactory(body="<p>六栋厂房交付。</p>")

    Article.objects.defer("body").get().save()

    assert Article.objects.get().excerpt == "六栋厂房交付。"


def test_save_of_tags_that_do_not_end_takes_no_long_time():
    start = time.process_time()

    ArticleFactory(body="<table " * 5000)

    assert time.process_time() - start < 0.5  # seconds


def test_save_makes_the_excerpt_of_the_clean_body():
    article = ArticleFactory(body="<style>p{color:red}</style><p>六栋厂房交付。</p>")

    assert article.excerpt == "六栋厂房交付。"


@pytest.mark.parametrize(
    ("standfirst", "lead"),
    [
        ("两期共十二栋。", "两期共十二栋。"),
        ("", ""),
        ("六栋厂房昨日交付。", ""),
        ("六栋厂房昨日交付…", ""),
        (" 六栋厂房昨日交付 ", ""),
        ("六栋厂房昨日交付。\n六家企业领到钥匙。", ""),
    ],
)
def test_lead_does_not_repeat_the_opening_of_the_body(standfirst, lead):
    body = "<p>六栋厂房昨日交付。</p><p>六家企业领到钥匙。</p>"

    assert ArticleFactory.build(standfirst=standfirst, body=body).lead == lead


def test_neighbours_are_public_and_of_the_same_category():
    here = ArticleFactory(published_at=NOW)
    older = ArticleFactory(category=here.category, published_at=NOW - 3 * HOUR)
    newer = ArticleFactory(category=here.category, published_at=NOW + 3 * HOUR)
    ArticleFactory(published_at=NOW - HOUR)
    ArticleFactory(published_at=NOW + HOUR)
    for status in ("draft", "review", "archived"):
        ArticleFactory(category=here.category, published_at=NOW - HOUR, status=status)
    ArticleFactory(category=here.category, published_at=NOW + HOUR, expires_at=NOW + HOUR + TICK)
    ArticleFactory(category=here.category, published_at=timezone.now() + HOUR)

    assert here.neighbours() == (older, newer)


def test_neighbours_at_equal_times_go_by_number():
    category = CategoryFactory()
    first, second, third = ArticleFactory.create_batch(3, category=category, published_at=NOW)

    chain = [article.neighbours() for article in (first, second, third)]

    assert chain == [(None, second), (first, third), (second, None)]


def test_neighbours_take_two_queries(django_assert_num_queries):
    here, *_ = ArticleFactory.create_batch(3, category=CategoryFactory(), published_at=NOW)

    with django_assert_num_queries(2):
        here.neighbours()


def test_short_code_is_the_number_with_a_letter():
    assert Article(pk=1027).short_code == "A1027"


def test_database_refuses_published_article_without_a_time():
    ArticleFactory()

    with pytest.raises(IntegrityError):
        Article.objects.update(published_at=None)


@pytest.mark.parametrize("expires_at", [NOW, NOW - HOUR])
def test_database_refuses_article_that_expires_before_it_is_published(expires_at):
    with pytest.raises(IntegrityError):
        ArticleFactory(published_at=NOW, expires_at=expires_at)


def test_database_refuses_the_same_external_id_twice():
    ArticleFactory(external_id="a-1")

    with pytest.raises(IntegrityError):
        ArticleFactory(external_id="a-1")
