"""Groups of near-copies, of which a list of related articles shows one.

A group has the number of the article that stands for it: one with a named source before one
without, then the earliest. An article without copies is a group of its own.
"""

from .models import Article, ArticleIndex


def regroup(article_id, near):
    """Put an article and its near-copies into one group, and those that it parted from right."""
    row = ArticleIndex.objects.get(pk=article_id)
    groups = set(ArticleIndex.objects.filter(pk__in=near).values_list("copy_group", flat=True))
    if row.copy_group not in groups:
        elect(row.copy_group, without=article_id)
        ArticleIndex.objects.filter(pk=article_id).update(copy_group=article_id)
    ArticleIndex.objects.filter(copy_group__in=groups).update(copy_group=article_id)
    elect(article_id)


def elect(group, without=None):
    """Name a group after the member that stands for it: with a named source, then the earliest."""
    rows = ArticleIndex.objects.filter(copy_group=group).exclude(pk=without)
    members = list(rows.values_list("pk", flat=True))
    if members:
        representative = elected(
            Article.objects.filter(pk__in=members).values_list("pk", "source_name", "published_at")
        )
        ArticleIndex.objects.filter(pk__in=members).update(copy_group=representative)


def elected(members) -> int:
    """Of (id, source name, time of publication), the id of the one that stands for its copies."""
    return min(members, key=lambda row: (not row[1], row[2], row[0]))[0]


def shown_of_groups(groups: set[int]) -> dict[int, int]:
    """Which public article readers are shown of each group that has one: {group: article id}.

    The one that gave the group its name, or else, of the others, the one that would.
    """
    members = (
        Article.objects.public()
        .filter(index__copy_group__in=groups)
        .order_by()
        .values_list("index__copy_group", "pk", "source_name", "published_at")
    )
    by_group: dict[int, list] = {}
    for group, *member in members.iterator():
        by_group.setdefault(group, []).append(tuple(member))
    return {group: elected(members) for group, members in by_group.items()}


def representatives(ranked, groups, shown_for):
    """The list with each article replaced by the one that readers are shown of its group."""
    return [(shown_for.get(groups.get(pk), pk), score) for pk, score in ranked]
