import pytest

from articles import indexing, rebuilding
from articles.indexing import index_article, refresh_related
from articles.models import (
    Article,
    ArticleIndex,
    Corpus,
    RelatedChoice,
    RelatedRefresh,
    ShinglePosting,
    Term,
    TermPosting,
)
from articles.rebuilding import rebuild_related

from .stories import (
    ALL,
    COPY,
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


def _rows():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def _index():
    """What the index knows of each article, but for lists and densities."""
    return list(ArticleIndex.objects.order_by("pk").values("pk", "day", "terms", "shingles"))


def test_rebuild_of_nothing():
    assert rebuild_related() == 0
    assert counts() == (0, {})


def test_rebuild_indexes_what_is_published_and_nothing_else():
    articles = [write(story) for story in ALL]
    hidden = [write(story, status="draft") for story in OTHERS]

    assert rebuild_related() == len(ALL)

    copy = articles[ALL.index(COPY)].pk
    assert groups() == {a.pk: a.pk for a in articles} | {copy: articles[0].pk}
    assert stray_postings() == set()
    assert (Corpus.load().articles, counts()[1]["灯饰"]) == (len(ALL), 6)
    assert all(listed(a)[:1] for a in articles[:12])
    assert {a.pk for a in hidden}.isdisjoint(pk for a in articles for pk in listed(a))


def test_rebuild_twice_changes_nothing():
    for story in ALL:
        write(story)
    rebuild_related()
    before = _rows()

    rebuild_related()

    assert _rows() == before


def test_rebuild_counts_as_saving_one_by_one_does():
    for story in ALL:
        publish(story)
    before = counts()

    rebuild_related()

    assert counts() == before


def test_rebuild_agrees_with_saving_once_the_words_are_counted():
    articles = [publish(story) for story in ALL]
    for article in articles:
        index_article(article)
    while refresh_related():
        pass
    before = _index(), groups(), {a.pk: listed(a)[:3] for a in articles[:10]}

    rebuild_related()

    after = {pk: set(others) for pk, others in before[2].items()}
    assert (_index(), groups()) == before[:2]
    for article in articles[:10]:
        assert len(after[article.pk] & set(listed(article)[:4])) >= 2
    assert stray_postings() == set()


@pytest.mark.parametrize(
    ("step", "calls"),
    [
        *[("_count_terms", 0), ("_write", 0), ("_write", 1), ("_write", 2)],
        *[("_group", 0), ("_rank", 0), ("_write_lists", 0)],
    ],
)
def test_rebuild_that_is_cut_off_goes_on_and_ends_the_same(monkeypatch, step, calls):
    monkeypatch.setattr(rebuilding, "BATCH", 1)  # so five articles are written at once
    for story in ALL:
        write(story)
    rebuild_related()
    uninterrupted = _rows()
    for model in (ArticleIndex, TermPosting, ShinglePosting, Corpus):
        model.objects.all().delete()  # terms keep their numbers, to be compared
    real, left = getattr(rebuilding, step), iter(range(calls))

    def cut(*args):
        return 1 / 0 if next(left, None) is None else real(*args)

    monkeypatch.setattr(rebuilding, step, cut)
    with pytest.raises(ZeroDivisionError):
        rebuild_related()
    monkeypatch.setattr(rebuilding, step, real)

    rebuild_related()

    assert _rows() == uninterrupted


def test_rebuild_that_is_cut_off_writes_nothing_twice(monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 1)
    for story in ALL:
        write(story)
    real, written = rebuilding._write, []

    def write_two_batches(batch, *args):
        if len(written) == 10:
            raise InterruptedError
        written.extend(article.pk for article, _, _ in batch)
        real(batch, *args)

    monkeypatch.setattr(rebuilding, "_write", write_two_batches)
    with pytest.raises(InterruptedError):
        rebuild_related()
    assert Corpus.load().rebuild_position == written[-1]
    steps = []

    monkeypatch.setattr(rebuilding, "_write", real)
    rebuild_related(lambda items, title, total: steps.append((title, total)) or items)

    assert steps[0] == ("索引", len(ALL) - 10)
    assert Corpus.load().rebuild_position == 0


def test_rebuild_keeps_to_the_editors_choices():
    articles = [write(story) for story in PARK]
    stranger = write(OTHERS[0])
    choices = articles[0].related_choices
    choices.create(other=articles[1], kind=RelatedChoice.Kind.EXCLUDE)
    choices.create(other=stranger, kind=RelatedChoice.Kind.PIN)

    rebuild_related()

    assert listed(articles[0])[0] == stranger.pk
    assert articles[1].pk not in listed(articles[0])


def test_rebuild_repairs_what_was_changed_behind_its_back():
    original, copy, rewritten = publish(PARK[0]), publish(COPY), publish(LAMPS[0])
    hidden = publish(LAMPS[1])
    Article.objects.filter(pk=rewritten.pk).update(body=f"<p>{OTHERS[0].text}</p>")
    Article.objects.filter(pk=hidden.pk).update(status="archived")
    original.delete()

    rebuild_related()

    assert groups() == {copy.pk: copy.pk, rewritten.pk: rewritten.pk}
    assert indexing.find_copy(OTHERS[0].text).article_id == rewritten.pk


def test_rebuild_leaves_no_posting_of_what_was_deleted_behind_its_back():
    publish(PARK[0]).delete()

    rebuild_related()

    assert stray_postings() == set()
