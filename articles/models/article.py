from urllib.parse import unquote

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from ..cleaning import sanitise
from ..excerpts import excerpt
from ..fields import SanitisedHTMLField
from ..text import plain_text
from .image import Image
from .topic import Category, Tag

local_path = RegexValidator(
    r"^/[^/\s][^\s#]*$", "请填本站路径，以一个 / 开头，例如 /post/128.html。"
)

EXCERPTED = {"title", "standfirst", "body"}


class ArticleQuerySet(models.QuerySet):
    def public(self, now=None):
        """What visitors may see at ``now``, newest first.

        The one definition, for pages, feeds and counts.
        """
        now = now or timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=Article.Status.PUBLISHED,
            published_at__lte=now,
        ).order_by("-published_at", "-pk")

    def in_category(self, category):
        return self.filter(category=category)

    def tagged(self, tag):
        return self.filter(pk__in=ArticleTag.objects.filter(tag=tag).values("content_object_id"))

    def published_during(self, start, end):
        """Published from ``start`` up to, and without, ``end``."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def for_cards(self):
        """With what a list shows of an article, and without its body."""
        return self.select_related("category", "cover").defer("body")


class Article(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        REVIEW = "review", "待审"
        PUBLISHED = "published", "已发布"
        ARCHIVED = "archived", "已下线"

    title = models.CharField("标题", max_length=200)
    standfirst = models.TextField(
        "摘要", max_length=300, blank=True, help_text="一两句话说清要点，不要照抄正文第一段。"
    )
    body = SanitisedHTMLField("正文")
    # Kept beside the body so that lists need not read it; see save().
    excerpt = models.CharField("列表摘要", max_length=200, blank=True, editable=False)
    cover = models.ForeignKey(
        Image,
        verbose_name="封面图",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    cover_alt = models.CharField(
        "封面替代文字",
        max_length=120,
        blank=True,
        help_text="写出图中内容，供看不到图的人使用。",
    )
    category = models.ForeignKey(Category, verbose_name="栏目", on_delete=models.PROTECT)
    tags = TaggableManager(
        "标签", through="ArticleTag", blank=True, help_text="用逗号、顿号、分号或换行分隔。"
    )

    byline = models.CharField("署名", max_length=60, blank=True)
    source_name = models.CharField("来源", max_length=60, blank=True)
    source_url = models.URLField("来源网址", max_length=500, blank=True)
    original_title = models.CharField("原标题", max_length=200, blank=True)
    original_author = models.CharField("原作者", max_length=60, blank=True)
    event_date = models.DateField(
        "事件日期",
        null=True,
        blank=True,
        help_text="与发布日期不同时填写，会显示给读者。",
    )

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        "发布时间",
        null=True,
        blank=True,
        help_text="留空则发布时自动填写；填将来的时间即定时。",
    )
    expires_at = models.DateTimeField(
        "下线时间", null=True, blank=True, help_text="到时自动从网站撤下；一般不填。"
    )
    is_pinned = models.BooleanField("首页头条", default=False)

    meta_title = models.CharField("搜索标题", max_length=80, blank=True, help_text="留空则用标题。")
    meta_description = models.CharField(
        "搜索描述", max_length=200, blank=True, help_text="留空则用摘要。"
    )

    # The sum of the daily rows, brought up to date by the worker.
    view_count = models.PositiveIntegerField("浏览量", default=0, editable=False)
    # Import: the key in the other system, and what the imported record looked like.
    external_id = models.CharField(
        "外部编号", max_length=100, null=True, blank=True, unique=True, editable=False
    )
    import_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作者账号",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文章"
        permissions = [("publish_article", "可以发布文章，并修改所有人的文章")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publishing",
                violation_error_message="下线时间必须晚于发布时间。",
            ),
        ]
        indexes = [
            # Home, archive, feeds: the newest public articles.
            models.Index(
                fields=["-published_at", "-id"],
                name="article_newest",
                condition=Q(status="published"),
            ),
            # The lead story of the home page.
            models.Index(
                fields=["-published_at", "-id"],
                name="article_pinned",
                condition=Q(status="published", is_pinned=True),
            ),
            # A category's list, and the neighbours of an article in it.
            models.Index(
                fields=["category", "-published_at", "-id"],
                name="article_category_newest",
                condition=Q(status="published"),
            ),
            # The worker's question each second: what has just expired?
            models.Index(
                fields=["expires_at"],
                name="article_expiring",
                condition=Q(expires_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Fill the time of publication and the excerpt; who writes in bulk fills them himself."""
        names = kwargs.get("update_fields")
        self.clean()
        if names is None or EXCERPTED & set(names):
            self.body = sanitise(self.body)
            self.excerpt = excerpt(title=self.title, standfirst=self.standfirst, body=self.body)
        if names:
            filled = {"updated_at"}
            filled |= {"published_at"} if "status" in names else set()
            filled |= {"excerpt"} if EXCERPTED & set(names) else set()
            kwargs["update_fields"] = filled.union(names)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.pk])

    def clean(self):
        if self.status == self.Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()

    @property
    def is_public(self):
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at <= now
            and (self.expires_at is None or self.expires_at > now)
        )

    @property
    def lead(self):
        """The standfirst, unless the body begins by saying the same."""
        opening = "".join(plain_text(self.body[:2000]).split())
        standfirst = "".join(self.standfirst.split()).rstrip("。…")
        return "" if opening.startswith(standfirst) else self.standfirst

    @property
    def short_code(self):
        """What a caller can read out on the phone, such as A1027."""
        return f"A{self.pk}"

    def neighbours(self):
        """The public articles before and after this one in its category. Two queries."""
        public = Article.objects.public().in_category(self.category_id).only("title")
        here = Q(published_at=self.published_at)
        older = public.filter(Q(published_at__lt=self.published_at) | here & Q(pk__lt=self.pk))
        newer = public.filter(Q(published_at__gt=self.published_at) | here & Q(pk__gt=self.pk))
        return older.first(), newer.reverse().first()


class ArticleTag(ItemBase):
    tag = models.ForeignKey(
        Tag,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # the unique constraint begins with it
    )
    content_object = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "文章标签"
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="article_tag_once")
        ]


def plain_address(address):
    """A path and query as people write them, whether or not they come percent-encoded."""
    return unquote(address, errors="replace")


class OldAddress(models.Model):
    """An address of the site that this one replaced, or a former one of ours.

    It redirects for good: to an article, wherever that is, or to another path.
    """

    path = models.CharField("旧地址", max_length=300, unique=True, validators=[local_path])
    article = models.ForeignKey(
        Article,
        verbose_name="文章",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="old_addresses",
    )
    to_path = models.CharField(
        "新地址",
        max_length=300,
        blank=True,
        validators=[local_path],
        help_text="不指向文章时填写。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "旧地址"
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=True) ^ Q(to_path=""),
                name="old_address_one_target",
                violation_error_message="请选择文章，或者填写新地址，二者取其一。",
            )
        ]

    def __str__(self):
        return self.path

    def save(self, *args, **kwargs):
        self.path = plain_address(self.path)
        super().save(*args, **kwargs)

    @property
    def target(self):
        """Where readers are sent; empty while the article is not public."""
        if self.article is None:
            return self.to_path
        return self.article.get_absolute_url() if self.article.is_public else ""
