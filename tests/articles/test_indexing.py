from datetime import timedelta

import pytest
from django.utils import timezone

from articles import copies, indexing
from articles.indexing import index_article, unindex_article
from articles.models import (
    Article,
    ArticleIndex,
    Corpus,
    RelatedRefresh,
    ShinglePosting,
    Term,
    TermPosting,
)

from .stories import (
    LAMPS,
    OTHERS,
    PARK,
    counts,
    groups,
    listed,
    publish,
    stray_postings,
    write,
)

pytestmark = pytest.mark.django_db

TABLES = [ArticleIndex, TermPosting, ShinglePosting, Term, Corpus, RelatedRefresh]
DAY = timedelta(days=1)


def _rows():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def _waiting():
    return set(RelatedRefresh.objects.values_list("pk", flat=True))


def _edit(article, story):
    article.title, article.body = story.title, f"<p>{story.text}</p>"
    article.save()
    index_article(article)


def test_publishing_writes_terms_shingles_and_own_list():
    first, second = publish(PARK[0]), publish(PARK[1])

    row = ArticleIndex.objects.get(pk=second.pk)
    assert indexing.posting_keys_of(row)[0]
    assert copies.unpack(bytes(row.shingles))
    assert stray_postings() == set()
    assert listed(second) == [first.pk]
    assert Corpus.load().articles == 2
    assert counts()[1] | {"厂房": 2, "锁具": 1, "五金": 2} == counts()[1]


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_published_leaves_no_trace(status):
    publish(PARK[0])
    before = _rows()

    publish(PARK[1], status=status)

    assert _rows() == before


def test_scheduled_article_is_indexed_beforehand():
    article = publish(PARK[0], published_at=timezone.now() + DAY)

    assert groups() == {article.pk: article.pk}


@pytest.mark.parametrize("failing", ["near_copies", "make_list", "enqueue"])
def test_indexing_that_fails_leaves_no_trace(monkeypatch, failing):
    publish(PARK[0])
    article = write(PARK[1])
    before = _rows()
    monkeypatch.setattr(indexing, failing, lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        index_article(article)

    assert _rows() == before


def test_unindexing_that_fails_leaves_no_trace(monkeypatch):
    article = publish(PARK[0])
    before = _rows()
    monkeypatch.setattr(indexing, "enqueue", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        unindex_article(article)

    assert _rows() == before


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_unpublishing_takes_the_article_out_and_frees_the_counts(status):
    publish(PARK[0])
    before = counts()
    article = publish(PARK[1], tags=["五金", "锁具之乡"])
    Article.objects.filter(pk=article.pk).update(status=status)

    index_article(Article.objects.get(pk=article.pk))

    assert counts() == before
    assert article.pk not in groups()
    assert stray_postings() == set()


def test_unindexing_twice_or_before_indexing_changes_nothing():
    article = publish(PARK[0])
    unindex_article(article)
    before = _rows()

    unindex_article(article)
    unindex_article(write(PARK[1]))

    assert _rows() == before


def test_saving_again_without_a_change_changes_no_posting_and_no_count():
    article = publish(PARK[0])
    before = _rows()

    index_article(article)

    assert _rows() == before


def test_an_edit_replaces_the_postings_exactly():
    article = publish(PARK[0])
    publish(LAMPS[0])
    articles = Corpus.load().articles

    _edit(article, LAMPS[1])

    assert stray_postings() == set()
    assert ShinglePosting.objects.filter(
        pk__in=indexing.posting_keys_of(ArticleIndex.objects.get(pk=article.pk))[1]
    ).exists()
    assert Corpus.load().articles == articles


def test_words_that_an_edit_brings_in_are_found():
    article = publish(OTHERS[0])
    _edit(article, PARK[0])  # none of its words was ever seen

    other = publish(PARK[1])

    assert listed(other) == [article.pk]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("！", ""),
        ("厂房", "<p>厂房</p>"),
        ("……", f"<p>{'，。！？' * 250_000}</p>"),
        ("橫塘LED灯饰 Show", "<p>橫塘 LED 燈飾 and 灯饰 show，買賣双方 signed。</p>"),
        ("横塘", f"<p>{' '.join(f'w{n:x}' for n in range(40_000))}</p>"),
    ],
    ids=["nothing", "one word", "punctuation", "mixed", "40,000 different words"],
)
def test_any_text_can_be_indexed_and_taken_out(title, body):
    publish(PARK[0])
    before = counts()

    article = publish(PARK[1], title=title, body=body)

    assert article.pk in groups()
    assert stray_postings() == set()
    unindex_article(article)
    assert (counts(), stray_postings()) == (before, set())
