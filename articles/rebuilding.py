"""Makes the whole index behind related articles and copies anew.

Four steps, each in batches of its own transactions, so that the site goes on meanwhile:

1. count in how many articles each term occurs;
2. write each article's terms and shingles, by which the others find it;
3. find the groups of near-copies, in one ordered walk through the shingles;
4. rank each article's list, from the index read into memory once (about 600 bytes an article).

A run that was cut off in the second step, the longest, goes on there.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, groupby, islice

from django.db import connection, transaction
from django.db.models import Max

from . import copies, copy_groups, indexing, postings, ranking, text
from .models import (
    Article,
    ArticleIndex,
    ArticleTag,
    Corpus,
    RelatedChoice,
    RelatedRefresh,
    ShinglePosting,
    Term,
    TermPosting,
)

BATCH = 1000

Progress = Callable[[Iterable, str, int], Iterable]  # wraps an iterable of a known length


def rebuild_related(progress: Progress = lambda items, title, total: items) -> int:
    """Rebuild everything and return the number of articles indexed."""
    waiting = set(RelatedRefresh.objects.values_list("pk", flat=True))
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    corpus = Corpus.load()
    if not corpus.rebuild_position:
        corpus.articles = published.count()
        corpus.counted_until = published.aggregate(last=Max("pk"))["last"] or 0
        corpus.save()
        _count_terms(progress(_analysed(published), "词频", corpus.articles))
        ArticleIndex.objects.exclude(article__status=Article.Status.PUBLISHED).delete()
        # Readers do not notice: they are shown the stored lists.
        TermPosting.objects.all().delete()
        ShinglePosting.objects.all().delete()
    _index(published, corpus, progress)
    _group(progress)
    count = _rank(progress)
    Corpus.objects.filter(pk=1).update(rebuild_position=0, counted_until=0)
    RelatedRefresh.objects.filter(pk__in=waiting).delete()
    return count


def _analysed(articles) -> Iterator[tuple[Article, Counter, str]]:
    """Articles in the order of their numbers, with their terms and their normalised text."""
    rows = articles.only("title", "body", "published_at", "updated_at").order_by("pk")
    last = 0
    # Batch by batch: SQLite lets nobody write who still reads from before another's writing.
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        tags = _tag_names(batch)
        for article in batch:
            title, body = text.normalise(article.title), indexing.index_text(article)
            yield article, text.term_frequencies(title, tags[article.pk], body), body
        last = batch[-1].pk


def _tag_names(articles):
    names = defaultdict(list)
    links = ArticleTag.objects.filter(content_object__in=articles).order_by("pk")
    for pk, name in links.values_list("content_object_id", "tag__name"):
        names[pk].append(name)
    return names


def _batches(items, size=BATCH):
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def _count_terms(analysed):
    documents = Counter()
    for _, frequencies, _ in analysed:
        documents.update(frequencies.keys())
    known = dict(Term.objects.values_list("text", "pk"))
    Term.objects.bulk_create(
        (Term(pk=pk, text=term, articles=documents[term]) for term, pk in known.items()),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["articles"],
        batch_size=BATCH,
    )
    new = (Term(text=term, articles=n) for term, n in documents.items() if term not in known)
    Term.objects.bulk_create(new, batch_size=BATCH)


def _index(published, corpus, progress):
    vocabulary = {
        term: (pk, count) for term, pk, count in Term.objects.values_list("text", "pk", "articles")
    }
    left = published.filter(pk__gt=corpus.rebuild_position)
    for batch in _batches(progress(_analysed(left), "索引", left.count()), BATCH * 5):
        _write(batch, vocabulary, corpus.articles)


@transaction.atomic
def _write(batch, vocabulary, articles):
    position = batch[-1][0].pk
    batch = _unchanged(batch)
    pks = [article.pk for article, _, _ in batch]
    old = ArticleIndex.objects.in_bulk(pks)
    terms, shingles, old_terms, old_shingles, rows = set(), set(), set(), set(), []
    for article, frequencies, body in batch:
        row = _index_row(article, frequencies, body, vocabulary, articles)
        if before := old.get(article.pk):
            row.density, row.related = before.density, before.related
            for keys, gone in zip(
                (old_terms, old_shingles), indexing.posting_keys_of(before), strict=True
            ):
                keys |= gone
        for keys, new in zip((terms, shingles), indexing.posting_keys_of(row), strict=True):
            keys |= new
        rows.append(row)
    postings.remove(TermPosting, old_terms - terms)
    postings.remove(ShinglePosting, old_shingles - shingles)
    postings.add(TermPosting, terms)
    postings.add(ShinglePosting, shingles)
    ArticleIndex.objects.filter(pk__in=pks).delete()
    ArticleIndex.objects.bulk_create(rows, batch_size=BATCH)
    Corpus.objects.filter(pk=1).update(rebuild_position=position)


def _unchanged(batch):
    """Those that nobody saved since they were read: a save has indexed its article itself."""
    pks = [article.pk for article, _, _ in batch]
    published = Article.objects.filter(pk__in=pks, status=Article.Status.PUBLISHED)
    times = dict(published.values_list("pk", "updated_at"))
    return [entry for entry in batch if times.get(entry[0].pk) == entry[0].updated_at]


def _index_row(article, frequencies, body, vocabulary, articles):
    known = {term: number for term, number in frequencies.items() if term in vocabulary}
    documents = {term: vocabulary[term][1] for term in known}
    vector = ranking.weigh(known, documents, articles)
    return ArticleIndex(
        article_id=article.pk,
        day=indexing.day_of(article),
        copy_group=article.pk,
        terms=ranking.pack({vocabulary[term][0]: weight for term, weight in vector}),
        shingles=copies.pack(text.shingles(body)),
    )


def _group(progress):
    """Name each article's group of near-copies after the one that stands for it."""
    samples = {
        pk: copies.unpack(bytes(data))
        for pk, data in ArticleIndex.objects.values_list("pk", "shingles").iterator()
    }
    least = copies.NEAR_COPY_JACCARD * copies.SAMPLE_ROOM
    groups = _Groups()
    pairs = _sharing_pairs()
    for low, high in progress(pairs, "近似文章", len(pairs)):
        if low not in samples or high not in samples or groups[low] == groups[high]:
            continue
        if copies.compare_samples(samples[low], samples[high])[0] >= least:
            (_, one), (_, other) = indexing.windows_of([low, high])
            if copies.compare(one, other)[0] >= copies.NEAR_COPY_JACCARD:
                groups.join(low, high)
    for members in groups.members():
        rows = Article.objects.filter(pk__in=members)
        representative = copy_groups.elected(rows.values_list("pk", "source_name", "published_at"))
        ArticleIndex.objects.filter(pk__in=members).update(copy_group=representative)


def _sharing_pairs():
    """Pairs of articles, low number first, that share enough shingles that are no boilerplate."""
    shared = Counter()
    walk = ShinglePosting.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH * 10)
    for _, keys in groupby(walk, key=lambda key: key >> copies.ARTICLE_BITS):
        articles = [key & copies.ARTICLE_MASK for key in keys]
        if 1 < len(articles) <= copies.MAX_POSTINGS:
            shared.update(combinations(articles, 2))
    return [pair for pair, count in shared.items() if count >= copies.MIN_SHARED]


def _rank(progress) -> int:
    """First the candidates of all and from them an estimate of each density, then the lists."""
    walk = TermPosting.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH * 10)
    keys = array("q", walk)
    fields = ("pk", "terms", "day", "copy_group")
    rows = {row[0]: row for row in ArticleIndex.objects.order_by("pk").values_list(*fields)}
    groups = {pk: row[3] for pk, row in rows.items()}
    found, density = {}, {}
    for pk, (_, terms, _, group) in progress(rows.items(), "候选", len(rows)):
        vector = dict(zip(*ranking.unpack(bytes(terms)), strict=True))
        near = _postings_of(keys, ranking.query_terms(vector))
        best = [pair for pair in ranking.candidates(vector, near, pk) if pair[0] in rows]
        density[pk] = ranking.estimated_density(best, group, groups)
        found[pk] = array("q", [other for other, _ in best])

    def item(pk):
        _, terms, day, group = rows[pk]
        return ranking.Item(pk, ranking.unpack(bytes(terms)), day, group, density[pk])

    shown_for = copy_groups.shown_of_groups(set(groups.values()))
    choices = defaultdict(dict)
    for pk, other, kind in RelatedChoice.objects.values_list("article_id", "other_id", "kind"):
        choices[pk][other] = kind
    for batch in _batches(progress(rows, "排序", len(rows))):
        lists = []
        for pk in batch:
            ranked, exact = ranking.rank(item(pk), [item(other) for other in found[pk]])
            shown = copy_groups.representatives(ranked, groups, shown_for)
            stored = indexing.pack_list(indexing.as_editors_chose(shown, choices[pk], groups))
            lists.append((stored, exact, pk))
        _write_lists(lists)
    return len(rows)


@transaction.atomic
def _write_lists(lists):
    """Update by the statement itself: bulk_update would take ten times as long."""
    table = ArticleIndex._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET related = %s, density = %s WHERE article_id = %s",  # noqa: S608
            lists,
        )


def _postings_of(keys, terms):
    """The first postings of each term, out of all of them in one sorted array."""
    out = []
    for term in terms:
        low, high = ranking.posting_range(term)
        start = bisect_left(keys, low)
        part = keys[start : start + ranking.MAX_POSTINGS]
        out.extend(part if not part or part[-1] <= high else part[: bisect_left(part, high + 1)])
    return out


class _Groups:
    """Disjoint sets of articles (union-find), each named by its lowest number."""

    def __init__(self):
        self.parent: dict[int, int] = {}

    def __getitem__(self, article):
        while article in self.parent:
            article = self.parent[article]
        return article

    def join(self, one, other):
        low, high = sorted((self[one], self[other]))
        if low != high:
            self.parent[high] = low

    def members(self) -> list[list[int]]:
        sets: dict[int, list[int]] = {}
        for article in self.parent:
            name = self[article]
            sets.setdefault(name, [name]).append(article)
        return list(sets.values())
