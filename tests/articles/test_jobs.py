from datetime import UTC, date, datetime, timedelta

import pytest

from articles.jobs import notice_due_articles, refresh_view_counts
from articles.models import Article, DailyViews, Generation
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 3, 28, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TODAY = date(2024, 3, 28)


@pytest.fixture
def checked():
    """The worker has looked a second before NOW."""
    return Generation.objects.create(pk=1, number=7, checked_until=NOW - SECOND)


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
    checked.refresh_from_db()
    assert checked.number == 7 + due


def test_notice_due_articles_sees_an_article_once(checked):
    ArticleFactory(published_at=NOW)

    assert [notice_due_articles(NOW), notice_due_articles(NOW + SECOND)] == [1, 0]


def test_notice_due_articles_makes_up_for_a_pause(checked):
    ArticleFactory(published_at=NOW + 5 * SECOND)
    ArticleFactory(published_at=NOW + 9 * SECOND, expires_at=NOW + 60 * SECOND)

    assert notice_due_articles(NOW + 3600 * SECOND) == 2
    checked.refresh_from_db()
    assert (checked.number, checked.checked_until) == (8, NOW + 3600 * SECOND)


def test_notice_due_articles_begins_with_the_first_look():
    ArticleFactory()

    assert notice_due_articles() == 0
    assert Generation.objects.get().number == 0


def test_notice_due_articles_with_nothing_due_takes_two_queries(checked, django_assert_num_queries):
    ArticleFactory(published_at=NOW - 9 * SECOND)

    with django_assert_num_queries(2):
        notice_due_articles(NOW)


def test_refresh_view_counts_sums_all_days_and_sources():
    article = ArticleFactory()
    for day, source, count in [
        (TODAY, "search", 3),
        (TODAY, "site", 2),
        (date(2023, 1, 1), "link", 5),
    ]:
        DailyViews.objects.create(article=article, day=day, source=source, count=count)

    assert refresh_view_counts(TODAY) == 1
    assert Article.objects.get().view_count == 10


@pytest.mark.parametrize(("days_ago", "updated"), [(0, 1), (1, 1), (2, 0)])
def test_refresh_view_counts_looks_at_today_and_yesterday(days_ago, updated):
    day = TODAY - timedelta(days=days_ago)
    DailyViews.objects.create(article=ArticleFactory(), day=day, source="site", count=4)

    assert refresh_view_counts(TODAY) == updated


def test_refresh_view_counts_touches_only_what_changed():
    read, unread = ArticleFactory.create_batch(2)
    DailyViews.objects.create(article=read, day=TODAY, source="site", count=4)
    before = dict(Article.objects.values_list("pk", "updated_at"))

    assert [refresh_view_counts(TODAY), refresh_view_counts(TODAY)] == [1, 0]
    assert dict(Article.objects.values_list("pk", "view_count")) == {read.pk: 4, unread.pk: 0}
    assert dict(Article.objects.values_list("pk", "updated_at")) == before
