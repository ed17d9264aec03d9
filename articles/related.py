"""Which other articles a reader of one would read next: what the worker stored, as it is shown."""

from .indexing import unpack_list
from .models import Article, ArticleIndex, RelatedChoice, Term
from .ranking import unpack
from .text import BIGRAM_MARK, letters

LIMIT = 8
CANDIDATES = 40
SHOWN_TERMS = 6


def related_articles(article: Article, limit: int = LIMIT) -> list[Article]:
    """Return up to ``limit`` other public articles, best first, ready for cards.

    The stored list holds twice as many as are shown, so that one that has expired costs nothing.
    Where it is too short, or not made yet, the newest of the category follow, but none whose
    title says the same as one above. Two queries, and one more where the list is too short.
    """
    stored = ArticleIndex.objects.filter(pk=article.pk).values_list("related", flat=True).first()
    ids = listed_ids(stored)
    public = Article.objects.public().for_cards()
    found = public.in_bulk(ids)
    related = [found[pk] for pk in ids if pk in found][:limit]
    if len(related) < limit:
        related = _with_others(article, related, _newest_of_category(article, related))[:limit]
    return related


def _newest_of_category(article, related):
    """What may follow a list that is too short: no copy of what it has, nothing excluded."""
    groups = ArticleIndex.objects.filter(pk__in=[article.pk, *(other.pk for other in related)])
    excluded = RelatedChoice.objects.filter(article=article, kind=RelatedChoice.Kind.EXCLUDE)
    return (
        Article.objects.public()
        .for_cards()
        .in_category(article.category_id)
        .exclude(pk=article.pk)
        .exclude(pk__in=excluded.values("other"))
        .exclude(index__copy_group__in=groups.values("copy_group"))[:CANDIDATES]
    )


def listed_ids(stored: bytes | None) -> list[int]:
    """The ids of a stored list, best first; none for a list that was not made yet."""
    return [pk for pk, _ in unpack_list(bytes(stored))] if stored else []


def _with_others(article, related, others):
    seen = {letters(article.title), *(letters(other.title) for other in related)}
    found = list(related)
    for other in others:
        if (title := letters(other.title)) not in seen:
            seen.add(title)
            found.append(other)
    return found


def explain_related(article: Article) -> list[tuple[Article, float, list[str]]]:
    """The stored list with each article's score and the words that it shares, weightiest first.

    For editors; a title bigram counts as a word. Four queries.
    """
    row = ArticleIndex.objects.filter(pk=article.pk).first()
    if row is None:
        return []
    listed = unpack_list(bytes(row.related))
    vectors = {
        pk: _vector(terms)
        for pk, terms in ArticleIndex.objects.filter(pk__in=[pk for pk, _ in listed]).values_list(
            "pk", "terms"
        )
    }
    mine = _vector(row.terms)
    shared = {pk: _shared(mine, vectors.get(pk, {})) for pk, _ in listed}
    names = Term.objects.in_bulk({term for terms in shared.values() for term in terms})
    articles = Article.objects.defer("body").in_bulk(shared)
    return [
        (articles[pk], score, [names[term].text.lstrip(BIGRAM_MARK) for term in shared[pk]])
        for pk, score in listed
        if pk in articles
    ]


def _vector(terms):
    return dict(zip(*unpack(bytes(terms)), strict=True))


def _shared(mine, theirs):
    common = mine.keys() & theirs.keys()
    return sorted(common, key=lambda term: -mine[term] * theirs[term])[:SHOWN_TERMS]
