from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .article import Article


class DailyViews(models.Model):
    """How often an article was read on one day by readers of one source."""

    class Source(models.TextChoices):
        SEARCH = "search", "搜索引擎"
        WECHAT = "wechat", "微信"
        SITE = "site", "本站"
        LINK = "link", "其他网站"
        DIRECT = "direct", "直接访问"

    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        related_name="daily_views",
        db_index=False,  # the unique constraint begins with it
    )
    day = models.DateField("日期")
    source = models.CharField("来源", max_length=10, choices=Source)
    count = models.PositiveIntegerField("次数", default=0)
    # How many of them the article's own total already holds.
    counted = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "每日浏览"
        constraints = [
            models.UniqueConstraint(fields=["article", "day", "source"], name="daily_views_one_row")
        ]
        indexes = [
            models.Index(fields=["day"], name="daily_views_day"),
            # The worker's question: what is not in the totals yet?
            models.Index(
                fields=["id"], name="daily_views_uncounted", condition=Q(count__gt=F("counted"))
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.get_source_display()} {self.count}"

    @classmethod
    def record(cls, article, source):
        """Count one more view today; exact under concurrency, since the database adds."""
        row = {"article": article, "day": timezone.localdate(), "source": source}
        if not cls.objects.filter(**row).update(count=F("count") + 1):
            cls.objects.bulk_create([cls(**row)], ignore_conflicts=True)
            cls.objects.filter(**row).update(count=F("count") + 1)
