from datetime import timedelta

import pytest
from django.utils import timezone

from articles import indexing
from articles.indexing import index_article, refresh_related
from articles.models import ArticleIndex, RelatedChoice
from articles.related import explain_related, related_articles
from tests.factories import ArticleFactory, CategoryFactory

from .stories import ALL, COPY, LAMPS, OTHERS, PARK, groups, listed, publish, write

pytestmark = pytest.mark.django_db

PIN, EXCLUDE = RelatedChoice.Kind
HIDDEN = [
    {"status": "draft"},
    {"status": "review"},
    {"status": "archived"},
    {"published_at": timezone.now() + timedelta(days=1)},
    {"expires_at": timezone.now() - timedelta(minutes=1)},
]


def _ago(hours):
    return timezone.now() - timedelta(hours=hours)


def _store(article, others):
    """Give the article a list, as the worker would."""
    stored = indexing.pack_list([(other.pk, 1.0) for other in others])
    defaults = {"day": 0, "copy_group": article.pk, "terms": b"", "shingles": b""}
    ArticleIndex.objects.update_or_create(pk=article.pk, defaults=defaults | {"related": stored})


def _choose(article, other, kind):
    RelatedChoice.objects.create(article=article, other=other, kind=kind)
    index_article(article)


def test_lists_hold_the_story_and_no_copies():
    articles = [publish(story) for story in ALL]
    refresh_related()

    park, lamps = [{a.pk for a in articles[start : start + 5]} for start in (0, 5)]
    original, copy = articles[0].pk, articles[ALL.index(COPY)].pk
    for article in articles:
        others = listed(article)
        same = {pk for pk, group in groups().items() if group == groups()[article.pk]}
        assert same.isdisjoint(others)
        assert len(others) == len(set(others))
        assert copy not in others
    assert set(listed(articles[0])[:4]) == park - {original}
    assert set(listed(articles[6])[:4]) == lamps - {articles[6].pk}


def test_pins_come_first_and_exclusions_never():
    articles = [publish(story) for story in PARK]
    stranger = publish(OTHERS[0])
    _choose(articles[0], articles[1], EXCLUDE)
    _choose(articles[0], stranger, PIN)

    publish(LAMPS[0])
    indexing.enqueue([articles[0].pk])
    refresh_related()

    assert listed(articles[0])[0] == stranger.pk
    assert set(listed(articles[0])) == {stranger.pk, *(a.pk for a in articles[2:])}


def test_pin_of_a_copy_takes_the_place_of_the_other():
    article, _, copy = publish(PARK[1]), publish(PARK[0], published_at=_ago(9)), publish(COPY)

    _choose(article, copy, PIN)

    assert listed(article) == [copy.pk]


def test_excluded_article_is_not_filled_in_from_the_category():
    article = publish(PARK[0])
    other = publish(PARK[1], category=article.category)

    _choose(article, other, EXCLUDE)

    assert related_articles(article) == []


def test_copy_under_another_title_is_not_filled_in_from_the_category():
    article = publish(PARK[0])

    publish(COPY, category=article.category)

    assert related_articles(article) == []


def test_related_articles_are_those_stored_in_their_order_at_most_8():
    article, *others = ArticleFactory.create_batch(11)
    _store(article, others[::-1])

    assert related_articles(article) == others[:1:-1]
    assert related_articles(article, 3) == others[:6:-1]


def test_related_articles_are_public_and_others_move_up():
    category = CategoryFactory()
    article = ArticleFactory(category=category)
    hidden = [ArticleFactory(category=category, **fields) for fields in HIDDEN]
    public = ArticleFactory.create_batch(9)
    _store(article, [*hidden[:3], *public[:4], *hidden[3:], *public[4:]])

    assert related_articles(article) == public[:8]


def test_short_list_is_filled_with_the_newest_of_the_category():
    article, relative = ArticleFactory(), ArticleFactory(published_at=_ago(99))
    older, newer = (ArticleFactory(category=article.category, published_at=_ago(n)) for n in (9, 2))
    for fields in HIDDEN:
        ArticleFactory(category=article.category, **fields)
    ArticleFactory()
    _store(article, [relative])

    assert related_articles(article) == [relative, newer, older]


@pytest.mark.parametrize("status", ["draft", "published"])
def test_article_without_a_list_has_the_newest_of_its_category(status):
    article = write(PARK[0], status=status)
    other = write(LAMPS[0], category=article.category)

    assert related_articles(article) == [other]


@pytest.mark.parametrize("of", ["article", "relative", "newest"])
def test_fill_repeats_no_title(of):
    article, relative = write(PARK[0]), write(PARK[1])
    newest = write(LAMPS[0], category=article.category)
    title = {"article": article, "relative": relative, "newest": newest}[of].title
    title = f"“{title[:4]} \u3000{title[4:]}”！"
    ArticleFactory(title=title, category=article.category, published_at=_ago(2))
    _store(article, [relative])

    assert related_articles(article) == [relative, newest]


@pytest.mark.parametrize(("count", "queries"), [(1, 3), (7, 3), (8, 2), (16, 2)])
def test_related_articles_and_their_cards_take_few_queries(
    django_assert_num_queries, count, queries
):
    article, *others = ArticleFactory.create_batch(count + 1)
    ArticleFactory.create_batch(2, category=article.category)
    _store(article, others)

    with django_assert_num_queries(queries):
        cards = [(other.category.name, other.cover) for other in related_articles(article)]

    assert len(cards) == min(count + 2, 8)


@pytest.mark.parametrize("count", [1, 4])
def test_explain_related_names_the_words_in_common(django_assert_num_queries, count):
    for story in LAMPS:
        publish(story)
    article, *_ = articles = [publish(story) for story in PARK[: count + 1]]
    pinned = publish(OTHERS[0])
    _choose(article, pinned, PIN)

    with django_assert_num_queries(4):
        first, *rest = explain_related(article)

    assert first == (pinned, 0.0, [])
    assert set(articles[1:]) <= {other for other, _, _ in rest}
    scores = [score for _, score, _ in rest]
    assert scores == sorted(scores, reverse=True)
    words = next(terms for other, _, terms in rest if other == articles[1])
    assert len(words) == 6
    assert all(word in PARK[0].title + PARK[0].text for word in words)
    assert all(word in PARK[1].title + PARK[1].text for word in words)


def test_explain_related_of_what_is_not_indexed_is_empty():
    assert explain_related(write(PARK[0], status="draft")) == []
