"""The index behind related articles and copies. ``indexing`` writes it, nobody else does."""

from django.db import models
from django.db.models import F, Q

from zsnews.models import SingleRow

from .article import Article


class Term(models.Model):
    """A word of the vocabulary, and how many indexed articles have it."""

    text = models.CharField(max_length=32, unique=True)
    articles = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.text


class TermPosting(models.Model):
    """That an article has a term, and how heavily: all of it in the key, ranking.posting_key."""

    def __str__(self):
        return str(self.pk)


class ShinglePosting(models.Model):
    """That an article has a piece of text: all of it in the key, copies.posting_key."""

    def __str__(self):
        return str(self.pk)


class ArticleIndex(models.Model):
    """What lookups know of a published article, in the byte formats of ranking and copies."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="index"
    )
    day = models.IntegerField()  # of publication, counted from the year 1
    # The article that stands for all near-copies of this one, or this one itself.
    copy_group = models.BigIntegerField(db_index=True)
    density = models.FloatField(null=True)
    terms = models.BinaryField()
    shingles = models.BinaryField()
    related = models.BinaryField(default=b"")

    def __str__(self):
        return f"index of {self.article_id}"


class RelatedRefresh(models.Model):
    """An article whose list of related articles the worker is to make anew."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    reindex = models.BooleanField(default=False)  # its text is new too, from an import

    def __str__(self):
        return f"refresh of {self.article_id}"


class RelatedChoice(models.Model):
    """An editor's word on one related article: always first, or never."""

    class Kind(models.TextChoices):
        PIN = "pin", "置顶"
        EXCLUDE = "exclude", "不再推荐"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_choices")
    other = models.ForeignKey(
        Article, verbose_name="相关文章", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField("处理", max_length=8, choices=Kind, default=Kind.PIN)

    class Meta:
        verbose_name = verbose_name_plural = "相关文章的人工调整"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_choice_once"),
            models.CheckConstraint(
                condition=~Q(article=F("other")),
                name="related_choice_of_another",
                violation_error_message="不能选择文章自己。",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.other}"


class Corpus(SingleRow):
    """How many articles the terms were counted over, and how far a rebuild has come."""

    articles = models.PositiveIntegerField(default=0)
    # Up to this number a rebuild that is going on has counted the articles itself.
    counted_until = models.BigIntegerField(default=0)
    rebuild_position = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.articles} articles"
