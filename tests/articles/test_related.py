from datetime import timedelta

import pytest
from django.utils import timezone

from articles.related import related_articles
from tests.factories import ArticleFactory, CategoryFactory

pytestmark = pytest.mark.django_db


def _ago(hours):
    return timezone.now() - timedelta(hours=hours)


def test_related_articles_share_tags_first_and_most_of_them_foremost():
    article = ArticleFactory(tags=["厂房", "灯饰", "招商"])
    one_old = ArticleFactory(tags=["厂房"], published_at=_ago(9))
    one_new = ArticleFactory(tags=["灯饰", "别的"], published_at=_ago(2))
    two = ArticleFactory(tags=["招商", "厂房"], published_at=_ago(20))
    ArticleFactory(tags=["别的"])

    assert related_articles(article) == [two, one_new, one_old]


def test_related_articles_fill_up_with_the_newest_of_the_category():
    article = ArticleFactory(tags=["厂房"])
    older = ArticleFactory(category=article.category, published_at=_ago(9))
    newer = ArticleFactory(category=article.category, published_at=_ago(2))
    tagged = ArticleFactory(category=article.category, tags=["厂房"], published_at=_ago(20))
    ArticleFactory()

    assert related_articles(article) == [tagged, newer, older]


def test_related_articles_are_public():
    article = ArticleFactory(tags=["厂房"])
    for fields in (
        {"status": "draft"},
        {"status": "review"},
        {"status": "archived"},
        {"published_at": timezone.now() + timedelta(hours=1)},
        {"published_at": _ago(2), "expires_at": _ago(1)},
    ):
        ArticleFactory(tags=["厂房"], category=article.category, **fields)
    public = ArticleFactory(tags=["厂房"], category=article.category)

    assert related_articles(article) == [public]


def test_related_articles_of_an_article_that_stands_alone_are_none():
    ArticleFactory()

    assert related_articles(ArticleFactory()) == []


@pytest.mark.parametrize(
    "title", ["横塘开园 首批企业进驻", "横塘开园，首批企业进驻！", "“横塘”开园\u3000首批企业进驻"]
)
def test_related_articles_hold_no_copy_of_the_article(title):
    article = ArticleFactory(title="横塘开园首批企业进驻", tags=["厂房"])
    ArticleFactory(title=title, tags=["厂房"], category=article.category)

    assert related_articles(article) == []


def test_related_articles_hold_one_of_two_copies():
    article = ArticleFactory(tags=["厂房"])
    ArticleFactory(title="LED 展开幕", tags=["厂房"], published_at=_ago(9))
    newer = ArticleFactory(title="led展 开幕", tags=["厂房"], published_at=_ago(2))

    assert related_articles(article) == [newer]


@pytest.mark.parametrize(("limit", "count"), [(3, 3), (8, 8), (20, 10)])
def test_related_articles_are_bounded(limit, count):
    article = ArticleFactory(tags=["厂房"])
    ArticleFactory.create_batch(5, tags=["厂房"])
    ArticleFactory.create_batch(5, category=article.category)

    related = related_articles(article, limit)

    assert (len(related), len({other.pk for other in related})) == (count, count)


@pytest.mark.parametrize("count", [1, 3])
def test_related_articles_and_their_cards_take_three_queries(django_assert_num_queries, count):
    article = ArticleFactory(tags=["厂房", "灯饰"])
    ArticleFactory.create_batch(count, tags=["厂房"])
    ArticleFactory.create_batch(count, category=article.category)

    with django_assert_num_queries(3):
        cards = [(other.category.name, other.cover) for other in related_articles(article)]

    assert len(cards) == 2 * count


def test_related_articles_without_tags_are_of_the_category():
    other = ArticleFactory(category=CategoryFactory(), tags=["厂房"])

    assert related_articles(ArticleFactory(category=other.category)) == [other]
