"""Keeps the index behind related articles and copies in step with the articles.

``index_article`` is called wherever an article is saved, in the same transaction: it writes the
article's terms and shingles, finds its near-copies and makes its own list. The lists of others
follow through ``refresh_related``, a job of the worker. ``rebuilding`` makes everything anew.

Document frequencies are counted as articles come and go. An edit leaves them as they are: the
words that it adds or drops are few, and a rebuild counts them again.
"""

import math
import time
from array import array
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import copies, copy_groups, postings, ranking, text
from .cleaning import sanitise
from .models import (
    Article,
    ArticleIndex,
    Corpus,
    RelatedChoice,
    RelatedRefresh,
    ShinglePosting,
    Term,
    TermPosting,
)

NEIGHBOURS = 60  # best candidates whose lists may change: 97.6 % of those that do
REFRESH_SECONDS = 1.0  # how long one call of refresh_related may take


@dataclass(frozen=True)
class CopyMatch:
    """The published article that a text was taken from."""

    article_id: int
    jaccard: float
    containment: float


@transaction.atomic
def index_article(article: Article) -> None:
    """Bring the index up to date with a saved article and its tags.

    Only published articles are indexed, scheduled ones among them; any other is taken out.
    """
    if article.status != Article.Status.PUBLISHED:
        unindex_article(article)
        return
    corpus = _locked_corpus()
    old = ArticleIndex.objects.filter(pk=article.pk).first()
    body = index_text(article)
    frequencies = text.term_frequencies(
        text.normalise(article.title), [tag.name for tag in article.tags.all()], body
    )
    if old is None and article.pk > corpus.counted_until:
        corpus.articles += 1
        corpus.save(update_fields=["articles"])
        _count_terms(frequencies, +1)
    else:
        _add_terms(frequencies, articles=1)
    vector = _vector(frequencies, corpus.articles)
    sample = text.shingles(body)
    _replace_postings(article.pk, old, vector, sample)
    ArticleIndex.objects.update_or_create(
        pk=article.pk,
        defaults={
            "day": day_of(article),
            "terms": ranking.pack(vector),
            "shingles": copies.pack(sample),
            "copy_group": old.copy_group if old else article.pk,
        },
    )
    copy_groups.regroup(article.pk, near_copies(article.pk, body, sample))
    listed = [other for other, _ in unpack_list(bytes(old.related))] if old else []
    enqueue([*make_list(article.pk)[:NEIGHBOURS], *listed])


@transaction.atomic
def unindex_article(article: Article) -> None:
    """Take an article out of the index; those that may have listed it get new lists."""
    old = ArticleIndex.objects.filter(pk=article.pk).first()
    if old is None:
        return
    corpus = _locked_corpus()
    corpus.articles -= 1
    corpus.save(update_fields=["articles"])
    frequencies = text.term_frequencies(
        text.normalise(article.title),
        [tag.name for tag in article.tags.all()],
        index_text(article),
    )
    _count_terms(frequencies, -1)
    neighbours = [other for other, _ in _candidates(old)][:NEIGHBOURS]
    _replace_postings(article.pk, old, {}, [])
    RelatedRefresh.objects.filter(pk=article.pk).delete()
    old.delete()
    copy_groups.elect(old.copy_group)
    enqueue(neighbours)


def refresh_related(seconds: float = REFRESH_SECONDS) -> int:
    """Make the lists anew that are waiting, for about so long; return how many were made.

    Each list is a transaction of its own, which also takes it off the queue: a kill loses nothing.
    """
    deadline = time.monotonic() + seconds
    count = 0
    # New texts first: each asks for new lists around it, and those are made once.
    for waiting in list(RelatedRefresh.objects.order_by("-reindex", "pk")[:500]):
        start = time.monotonic()
        with transaction.atomic():
            _locked_corpus()  # in line with the savings, that none slips in between
            RelatedRefresh.objects.filter(pk=waiting.pk).delete()
            if ArticleIndex.objects.filter(pk=waiting.pk).exists() and not waiting.reindex:
                make_list(waiting.pk)
            elif article := Article.objects.filter(pk=waiting.pk).first():
                index_article(article)
        count += 1
        if time.monotonic() > deadline:
            break
        # As long a pause as the work: SQLite has one lock for all, and a lead may wait for it.
        time.sleep(time.monotonic() - start)
    return count


def enqueue(article_ids, *, reindex: bool = False) -> None:
    """Ask the worker for new lists of these articles, or to index them, if their text is new."""
    known = Article.objects.filter(pk__in=article_ids).values_list("pk", flat=True)
    rows = [RelatedRefresh(article_id=pk, reindex=reindex) for pk in sorted(known)]
    if reindex:
        conflict = {
            "update_conflicts": True,
            "unique_fields": ["article"],
            "update_fields": ["reindex"],
        }
    else:
        conflict = {"ignore_conflicts": True}
    RelatedRefresh.objects.bulk_create(rows, **conflict)


def make_list(article_id: int) -> list[int]:
    """Rank and store the list of an indexed article; return its candidates, best first."""
    row = ArticleIndex.objects.get(pk=article_id)
    found = [other for other, _ in _candidates(row)]
    me = _item(row.article_id, row.terms, row.day, row.copy_group, row.density)
    ranked, density = ranking.rank(me, read_items(found))
    choices = dict(
        RelatedChoice.objects.filter(article_id=article_id).values_list("other_id", "kind")
    )
    groups = _groups_of([*choices, *(pk for pk, _ in ranked)])
    shown_for = copy_groups.shown_of_groups(set(groups.values()))
    shown = copy_groups.representatives(ranked, groups, shown_for)
    row.related = pack_list(as_editors_chose(shown, choices, groups))
    row.density = density
    row.save(update_fields=["related", "density"])
    return found


def find_copy(body: str, exclude: int | None = None) -> CopyMatch | None:
    """Return the published article that a text (HTML or plain) was taken from, if there is one."""
    body = text.normalise(text.plain_text(sanitise(body)))
    sample = text.shingles(body)
    others = copies.promising(set(sample), _sharing(sample, exclude))
    match = copies.best_match(text.windows(body), windows_of(others)) if others else None
    return CopyMatch(*match) if match else None


def near_copies(article_id: int, body: str, sample: list[int]) -> list[int]:
    """The ids of the indexed near-copies of an article with this normalised text."""
    sharing = _sharing(sample, article_id)
    others = copies.promising(set(sample), sharing, copies.NEAR_COPY_JACCARD, math.inf)
    return copies.near_copies(text.windows(body), windows_of(others)) if others else []


def index_text(article: Article) -> str:
    """The normalised words of an article's body, tables and captions left out."""
    return text.normalise(text.plain_text(article.body))


def day_of(article: Article) -> int:
    """The day of publication as a number, to tell how far apart two articles are."""
    return timezone.localtime(article.published_at).toordinal()


def read_items(article_ids) -> list[ranking.Item]:
    rows = ArticleIndex.objects.filter(pk__in=article_ids).values_list(
        "article_id", "terms", "day", "copy_group", "density"
    )
    return [_item(*row) for row in rows]


def pack_list(ranked: list[tuple[int, float]]) -> bytes:
    """A list [(article id, score)] as bytes, four for each id and then four for each score."""
    ids, scores = [pk for pk, _ in ranked], [score for _, score in ranked]
    return array("I", ids).tobytes() + array("f", scores).tobytes()


def unpack_list(data: bytes) -> list[tuple[int, float]]:
    """The reverse of ``pack_list``."""
    view, middle = memoryview(data), len(data) // 2
    return list(zip(view[:middle].cast("I"), view[middle:].cast("f"), strict=True))


def _item(article_id, terms, day, group, density):
    return ranking.Item(article_id, ranking.unpack(bytes(terms)), day, group, density)


def _locked_corpus():
    """The counts, locked: savings at the same time queue here, and never in a circle."""
    Corpus.objects.get_or_create(pk=1)
    return Corpus.objects.select_for_update().get(pk=1)


def _count_terms(frequencies, change):
    terms = Term.objects.filter(text__in=frequencies.keys())
    if change > 0:
        _add_terms(frequencies, articles=0)
    else:
        terms = terms.filter(articles__gt=0)
    terms.update(articles=F("articles") + change)


def _add_terms(frequencies, *, articles):
    # Not by ignoring conflicts: PostgreSQL would use up a number for each known term.
    known = Term.objects.filter(text__in=frequencies.keys()).values_list("text", flat=True)
    new = frequencies.keys() - set(known)
    Term.objects.bulk_create(Term(text=term, articles=articles) for term in sorted(new))


def _vector(frequencies, articles):
    """The heaviest terms of an article as {term id: weight}."""
    terms = Term.objects.filter(text__in=frequencies.keys())
    rows = list(terms.values_list("text", "pk", "articles"))
    documents = {term: count for term, _, count in rows}
    ids = {term: pk for term, pk, _ in rows}
    known = {term: number for term, number in frequencies.items() if term in ids}
    return {ids[term]: weight for term, weight in ranking.weigh(known, documents, articles)}


def _replace_postings(article_id, old, vector, sample):
    new_terms = set(ranking.posting_keys(vector, article_id))
    new_shingles = {copies.posting_key(shingle, article_id) for shingle in sample}
    old_terms, old_shingles = posting_keys_of(old) if old else (set(), set())
    postings.remove(TermPosting, old_terms - new_terms)
    postings.remove(ShinglePosting, old_shingles - new_shingles)
    postings.add(TermPosting, new_terms)
    postings.add(ShinglePosting, new_shingles)


def posting_keys_of(row: ArticleIndex) -> tuple[set[int], set[int]]:
    """The keys that an index row has in the two tables of postings."""
    vector = dict(zip(*ranking.unpack(bytes(row.terms)), strict=True))
    terms = set(ranking.posting_keys(vector, row.article_id))
    sample = copies.unpack(bytes(row.shingles))
    return terms, {copies.posting_key(shingle, row.article_id) for shingle in sample}


def _candidates(row):
    vector = dict(zip(*ranking.unpack(bytes(row.terms)), strict=True))
    ranges = map(ranking.posting_range, ranking.query_terms(vector))
    keys = postings.read(TermPosting, ranges, ranking.MAX_POSTINGS)
    return ranking.candidates(vector, keys, row.article_id)


def _sharing(sample, exclude):
    ranges = map(copies.posting_range, sample)
    keys = postings.read(ShinglePosting, ranges, copies.MAX_POSTINGS + 1)
    found = copies.candidates(keys, exclude)
    rows = ArticleIndex.objects.filter(pk__in=found).values_list("article_id", "shingles")
    return [(pk, copies.unpack(bytes(data))) for pk, data in rows]


def windows_of(article_ids):
    bodies = Article.objects.filter(pk__in=article_ids).values_list("pk", "body")
    return [(pk, text.windows(text.normalise(text.plain_text(body)))) for pk, body in bodies]


def _groups_of(article_ids):
    return dict(ArticleIndex.objects.filter(pk__in=article_ids).values_list("pk", "copy_group"))


def as_editors_chose(ranked, choices, groups):
    """The list with the editors' pins first, and without what they excluded or a copy of it.

    choices: {article id: RelatedChoice.Kind}; groups as in ``representatives``.
    """
    pins = [(pk, 0.0) for pk, kind in choices.items() if kind == RelatedChoice.Kind.PIN]
    spoken_for = {groups.get(pk, pk) for pk in choices}
    rest = [(pk, score) for pk, score in ranked if groups.get(pk, pk) not in spoken_for]
    return [*pins, *rest][: ranking.LIST_ITEMS]
