"""Which other articles a reader of one would read next."""

from django.db.models import Count, Q

from .models import Article

LIMIT = 8
CANDIDATES = 40


def related_articles(article: Article, limit: int = LIMIT) -> list[Article]:
    """Return up to ``limit`` other public articles, best first, ready for cards.

    First those that share the most tags, of equals the newest; where they are too few, the newest
    of the same category. Articles whose title says the same, but for spaces and punctuation, are
    one. Three bounded queries.
    """
    public = Article.objects.public().exclude(pk=article.pk).for_cards()
    tag_ids = list(article.tags.values_list("pk", flat=True))
    shared = Count("tags", filter=Q(tags__in=tag_ids))
    by_tags = (
        public.filter(tags__in=tag_ids)
        .annotate(shared=shared)
        .order_by("-shared", "-published_at", "-pk")[:CANDIDATES]
        if tag_ids
        else []
    )
    related = _distinct(article, by_tags, limit)
    if len(related) < limit:
        newest = public.in_category(article.category_id)[:CANDIDATES]
        related = _distinct(article, [*related, *newest], limit)
    return related


def _distinct(article, candidates, limit):
    seen = {_bare(article.title)}
    found = []
    for candidate in candidates:
        if (bare := _bare(candidate.title)) not in seen:
            seen.add(bare)
            found.append(candidate)
    return found[:limit]


def _bare(title):
    return "".join(filter(str.isalnum, title)).casefold()
