from datetime import UTC, date, datetime, timedelta

import pytest

from articles.jobs import add_up_views, notice_due_articles
from articles.models import Article, DailyViews, DueCheck
from tests.factories import ArticleFactory
from zsnews.models import SiteGeneration

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 3, 28, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TODAY = date(2024, 3, 28)


@pytest.fixture
def checked():
    """The worker has looked a second before NOW."""
    SiteGeneration.objects.create(pk=1, number=7)
    return DueCheck.objects.create(pk=1, until=NOW - SECOND)


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"published_at": NOW}, 1),
        ({"published_at": NOW - SECOND / 2}, 1),
        ({"published_at": NOW - SECOND}, 0),
        ({"published_at": NOW + SECOND}, 0),
        ({"published_at": NOW - 9 * SECOND, "expires_at": NOW}, 1),
        ({"published_at": NOW - 9 * SECOND, "expires_at": NOW - SECOND}, 0),
        ({"published_at": NOW - 9 * SECOND, "expires_at": NOW + SECOND}, 0),
        ({"published_at": NOW - SECOND / 2, "expires_at": NOW}, 1),
        ({"published_at": NOW, "status": "draft"}, 0),
        ({"published_at": NOW, "status": "archived"}, 0),
    ],
)
def test_notice_due_articles_sees_what_changed_since_the_last_look(checked, fields, due):
    ArticleFactory(**fields)

    assert notice_due_articles(NOW) == due
    assert SiteGeneration.load().number == 7 + due


def test_notice_due_articles_sees_an_article_once(checked):
    ArticleFactory(published_at=NOW)

    assert [notice_due_articles(NOW), notice_due_articles(NOW + SECOND)] == [1, 0]


def test_notice_due_articles_makes_up_for_a_pause(checked):
    ArticleFactory(published_at=NOW + 5 * SECOND)
    ArticleFactory(published_at=NOW + 9 * SECOND, expires_at=NOW + 60 * SECOND)

    assert notice_due_articles(NOW + 3600 * SECOND) == 2
    checked.refresh_from_db()
    assert (SiteGeneration.load().number, checked.until) == (8, NOW + 3600 * SECOND)


def test_notice_due_articles_begins_with_the_first_look():
    ArticleFactory()

    assert notice_due_articles() == 0
    assert SiteGeneration.load().number == 0


def test_notice_due_articles_with_nothing_due_takes_three_queries(
    checked, django_assert_num_queries
):
    ArticleFactory(published_at=NOW - 9 * SECOND)

    with django_assert_num_queries(3):
        notice_due_articles(NOW)


def test_add_up_views_sums_all_days_and_sources():
    article = ArticleFactory()
    for day, source, count in [
        (TODAY, "search", 3),
        (TODAY, "site", 2),
        (date(2023, 1, 1), "link", 5),
    ]:
        DailyViews.objects.create(article=article, day=day, source=source, count=count)

    assert add_up_views() == 10
    assert Article.objects.get().view_count == 10


def test_add_up_views_adds_each_view_once():
    article = ArticleFactory()
    for _ in range(3):
        DailyViews.record(article, "site")
        add_up_views()

    article.refresh_from_db()
    assert article.view_count == 3


def test_add_up_views_keeps_the_total_when_old_days_are_thrown_away():
    article = ArticleFactory()
    DailyViews.objects.create(article=article, day=date(2023, 1, 1), source="site", count=4)
    add_up_views()

    DailyViews.objects.all().delete()
    DailyViews.record(article, "site")
    add_up_views()

    article.refresh_from_db()
    assert article.view_count == 5


def test_add_up_views_touches_only_what_was_read():
    read, unread = ArticleFactory.create_batch(2)
    DailyViews.objects.create(article=read, day=TODAY, source="site", count=4)
    before = dict(Article.objects.values_list("pk", "updated_at"))

    assert [add_up_views(), add_up_views()] == [4, 0]
    assert dict(Article.objects.values_list("pk", "view_count")) == {read.pk: 4, unread.pk: 0}
    assert dict(Article.objects.values_list("pk", "updated_at")) == before
