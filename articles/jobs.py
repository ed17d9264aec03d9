"""What the worker runs for the articles. Each job is a short transaction that may be repeated."""

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zsnews.models import SiteGeneration

from . import indexing
from .models import Article, DailyViews, DueCheck

logger = logging.getLogger(__name__)

VIEW_ROWS = 500  # daily rows added up in one transaction


def notice_due_articles(now=None) -> int:
    """Notice what became public or expired since the last look, and say how many articles did.

    Queries apply the times themselves; this is for what is kept outside them, such as a cache.
    """
    now = now or timezone.now()
    check, _ = DueCheck.objects.get_or_create(pk=1)
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    # Two questions: asked as one, neither could use its index.
    due = {
        *published.filter(published_at__gt=check.until, published_at__lte=now).values_list("pk"),
        *published.filter(expires_at__gt=check.until, expires_at__lte=now).values_list("pk"),
    }
    if due:
        with transaction.atomic():
            DueCheck.objects.filter(pk=1).update(until=now)
            SiteGeneration.bump()
        logger.info("%d articles became due or expired", len(due))
    return len(due)


def add_up_views() -> int:
    """Add to the articles' totals what the daily rows have counted since the last time.

    The rows of one day may be thrown away later without a loss to the totals.
    """
    total = 0
    while rows := list(DailyViews.objects.filter(count__gt=F("counted"))[:VIEW_ROWS]):
        with transaction.atomic():
            for row in rows:
                new = row.count - row.counted
                taken = DailyViews.objects.filter(pk=row.pk, counted=row.counted)
                if taken.update(counted=row.count):  # else another worker was faster
                    Article.objects.filter(pk=row.article_id).update(
                        view_count=F("view_count") + new
                    )
                    total += new
    return total


def refresh_waiting_lists() -> int:
    """Make new lists of related articles where a saved neighbour asked for them."""
    return indexing.refresh_related()


# How often the worker calls each job, in seconds.
JOBS = {notice_due_articles: 1, refresh_waiting_lists: 1, add_up_views: 60}
