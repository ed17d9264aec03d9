"""What the worker runs for the articles. Each job is a short transaction that may be repeated."""

import logging
from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from .models import Article, DailyViews, Generation

logger = logging.getLogger(__name__)


def notice_due_articles(now=None) -> int:
    """Notice what became public or expired since the last look, and say how many articles did.

    Queries apply the times themselves; this is for what is kept outside them, such as a cache.
    """
    now = now or timezone.now()
    generation, _ = Generation.objects.get_or_create(pk=1)
    due = list(_due(generation.checked_until, now).values_list("pk", flat=True))
    if due:
        Generation.objects.filter(pk=1).update(number=F("number") + 1, checked_until=now)
        logger.info("Became due or expired: %s", ", ".join(map(str, due)))
    return len(due)


def _due(since, now):
    return Article.objects.filter(
        Q(published_at__gt=since, published_at__lte=now)
        | Q(expires_at__gt=since, expires_at__lte=now),
        status=Article.Status.PUBLISHED,
    )


def refresh_view_counts(today=None) -> int:
    """Bring the totals on the articles up to date with the daily rows of today and yesterday."""
    today = today or timezone.localdate()
    read = DailyViews.objects.filter(day__gte=today - timedelta(days=1))
    total = (
        DailyViews.objects.filter(article=OuterRef("pk"))
        .order_by()
        .values("article")
        .annotate(total=Sum("count"))
        .values("total")
    )
    return (
        Article.objects.filter(pk__in=read.values("article"))
        .annotate(total=Subquery(total))
        .exclude(view_count=F("total"))
        .update(view_count=Subquery(total))
    )


# How often the worker calls each job, in seconds.
JOBS = {notice_due_articles: 1, refresh_view_counts: 60}
