from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import slugify
from taggit.models import TagBase

ascii_slug = RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*$", "只能用小写英文字母、数字和连字符。")


class Category(models.Model):
    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.CharField(
        "网址名",
        max_length=40,
        unique=True,
        validators=[ascii_slug],
        help_text="例如 parks，用于网址。",
    )
    position = models.PositiveSmallIntegerField("排序", default=0, help_text="小的在前。")
    description = models.TextField("简介", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:category", args=[self.slug])


class Tag(TagBase):
    description = models.TextField("简介", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标签"
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="tag_name_in_any_case", violation_error_message="已有这个标签。"
            )
        ]

    def get_absolute_url(self):
        return reverse("articles:tag", args=[self.pk])

    def slugify(self, tag, i=None):
        # Public addresses use the number; the slug only has to be unique and readable.
        slug = slugify(tag, allow_unicode=True)[:90] or "tag"  # room for the number
        return slug if i is None else f"{slug}-{i}"
