import re

import taggit.models
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from zsnews.admin import SingleRowAdmin

from .forms import ArticleForm, RelatedChoiceFormSet
from .indexing import find_copy, index_article, unindex_article
from .models import Article, Category, Image, OldAddress, RelatedChoice, SiteSettings, Tag
from .related import LIMIT, explain_related

admin.site.unregister(taggit.models.Tag)  # articles.Tag stands in for it


class OldAddressInline(admin.TabularInline):
    model = OldAddress
    fields = ["path"]
    extra = 0
    verbose_name_plural = "旧地址（会永久跳转到本文）"


class StateFilter(admin.SimpleListFilter):
    """The states as editors speak of them: published ones are on the site, waiting or over."""

    title = "状态"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        status = Article.Status
        return [
            (status.DRAFT, status.DRAFT.label),
            (status.REVIEW, status.REVIEW.label),
            ("public", "已发布"),
            ("scheduled", "定时发布"),
            ("expired", "已到期"),
            (status.ARCHIVED, status.ARCHIVED.label),
        ]

    def queryset(self, request, queryset):
        published = queryset.filter(status=Article.Status.PUBLISHED)
        now = timezone.now()
        match self.value():
            case None:
                return queryset
            case "public":
                return published.filter(pk__in=Article.objects.public(now).values("pk"))
            case "scheduled":
                return published.filter(published_at__gt=now)
            case "expired":
                return published.filter(expires_at__lte=now, published_at__lte=now)
            case status:
                return queryset.filter(status=status)


class RelatedChoiceInline(admin.TabularInline):
    model = RelatedChoice
    formset = RelatedChoiceFormSet
    fk_name = "article"
    autocomplete_fields = ["other"]
    extra = 0


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = ["title", "category", "state", "published_at", "view_count", "byline"]
    list_filter = [StateFilter, "category", "is_pinned", "published_at"]
    list_select_related = ["category"]
    search_fields = ["title", "standfirst", "byline", "source_name"]
    search_help_text = "按标题、摘要、署名、来源或编号（A1027）查找"
    show_full_result_count = False
    list_per_page = 50
    autocomplete_fields = ["cover"]
    readonly_fields = ["address", "cover_preview", "related_list", "view_count"]
    radio_fields = {"status": admin.HORIZONTAL}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [RelatedChoiceInline, OldAddressInline]
    actions = ["publish", "archive"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"]}),
        ("归类", {"fields": ["category", "tags"]}),
        ("封面", {"fields": ["cover_preview", "cover_upload", "cover", "cover_alt"]}),
        (
            "署名与来源",
            {
                "fields": [
                    ("byline", "event_date"),
                    ("source_name", "source_url"),
                    ("original_title", "original_author"),
                ]
            },
        ),
        ("发布", {"fields": ["status", ("published_at", "expires_at"), "is_pinned", "address"]}),
        ("相关文章", {"classes": ["collapse"], "fields": ["related_list"]}),
        ("搜索引擎", {"classes": ["collapse"], "fields": ["meta_title", "meta_description"]}),
    ]

    def get_queryset(self, request):
        """Writers see their own articles, those who may publish see all."""
        articles = super().get_queryset(request)
        return articles if _may_publish(request) else articles.filter(created_by=request.user)

    def get_object(self, request, object_id, from_field=None):
        """Lock what is about to be saved, lest it is published between the check and the save."""
        if request.method == "POST" and object_id.isdecimal() and len(object_id) < 19:
            Article.objects.select_for_update().filter(pk=object_id).values_list("pk").first()
        return super().get_object(request, object_id, from_field)

    def get_search_results(self, request, queryset, search_term):
        """The code that callers read out, such as A1027, finds its article."""
        if code := re.fullmatch(r"A(\d{1,18})", search_term.strip(), re.I | re.A):
            return queryset.filter(pk=code[1]), False
        return super().get_search_results(request, queryset, search_term)

    def has_change_permission(self, request, obj=None):
        """A writer's article is out of his hands once it is published or archived."""
        locked = obj and obj.status in {Article.Status.PUBLISHED, Article.Status.ARCHIVED}
        return super().has_change_permission(request, obj) and (not locked or _may_publish(request))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and not _may_publish(request):
            kwargs["choices"] = [
                (status.value, status.label)
                for status in (Article.Status.DRAFT, Article.Status.REVIEW)
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if _may_publish(request):
            return fields
        return [*fields, "published_at", "expires_at", "is_pinned"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)  # the tags are only in place now
        article = form.instance
        index_article(article)
        if match := find_copy(article.body, exclude=article.pk):
            original = Article.objects.only("title").get(pk=match.article_id)
            share = max(match.jaccard, match.containment)
            self.message_user(
                request,
                format_html(
                    '正文与已发布的 <a href="{}">《{}》</a> 有 {} 相同，请核对是否重复。',
                    *(original.get_absolute_url(), original, f"{share:.0%}"),
                ),
                messages.WARNING,
            )

    @transaction.atomic
    def delete_model(self, request, obj):
        unindex_article(obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for article in queryset:
            unindex_article(article)
        super().delete_queryset(request, queryset)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    def has_publish_permission(self, request):
        return _may_publish(request)

    @admin.display(description="状态", ordering="status")
    def state(self, obj):
        if obj.status != Article.Status.PUBLISHED or obj.is_public:
            return obj.get_status_display()
        return "定时发布" if obj.published_at > timezone.now() else "已到期"

    @admin.display(description="网址")
    def address(self, obj):
        if obj.pk is None:
            return "保存后生成"
        url = obj.get_absolute_url()
        link = format_html('<a href="{}">{}</a>', url, url) if obj.is_public else url
        return format_html("{}（电话报号：{}）", link, obj.short_code)

    @admin.display(description="当前封面")
    def cover_preview(self, obj):
        if not obj.cover:
            return "还没有封面"
        return format_html('<img src="{}" alt="" width="240">', obj.cover.thumbnail.url)

    @admin.display(description="自动推荐")
    def related_list(self, obj):
        """What readers are offered, and why: the words in common and the score."""
        explained = explain_related(obj) if obj.pk else []
        if not explained:
            return "发布后生成"
        items = (
            (article.title, "、".join(terms) or "编辑置顶", f"{score:.2f}")
            for article, score, terms in explained[:LIMIT]
        )
        return format_html(
            '<ol class="related-list">{}</ol>',
            format_html_join("", "<li>{} <small>{} · {}</small></li>", items),
        )

    @admin.action(description="发布选中的文章", permissions=["publish"])
    def publish(self, request, queryset):
        ended = queryset.filter(expires_at__lte=timezone.now())
        articles = queryset.exclude(status=Article.Status.PUBLISHED).exclude(pk__in=ended)
        self.set_status(request, articles, Article.Status.PUBLISHED)
        if ended:
            titles = "、".join(f"《{article}》" for article in ended)
            self.message_user(request, f"下线时间已过，没有发布：{titles}", messages.WARNING)

    @admin.action(description="下线选中的文章", permissions=["publish"])
    def archive(self, request, queryset):
        articles = queryset.exclude(status=Article.Status.ARCHIVED)
        self.set_status(request, articles, Article.Status.ARCHIVED)

    def set_status(self, request, articles, status):
        count = 0
        for article in articles:
            with transaction.atomic():
                article.status = status
                article.save(update_fields=["status"])
                index_article(article)
                self.log_change(request, article, status.label)
            count += 1
        self.message_user(request, f"{status.label} {count} 篇文章。", messages.SUCCESS)


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "position"]
    list_editable = ["position"]
    search_fields = ["name"]


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "article_count"]
    search_fields = ["name"]
    fields = ["name", "description"]
    ordering = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(count=Count("article"))

    @admin.display(description="文章数", ordering="count")
    def article_count(self, obj):
        return obj.count


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["preview", "alt", "width", "height", "created_at"]
    list_display_links = ["preview", "alt"]
    search_fields = ["alt", "file"]
    fields = ["preview", "alt"]
    readonly_fields = ["preview"]

    def has_add_permission(self, request):
        return False  # images come in with the articles that show them

    @admin.display(description="图片")
    def preview(self, obj):
        return format_html('<img src="{}" alt="" width="160">', obj.thumbnail.url)


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    list_display = ["path", "article", "to_path"]
    list_select_related = ["article"]
    search_fields = ["path", "article__title"]
    raw_id_fields = ["article"]


@admin.register(SiteSettings)
class SiteSettingsAdmin(SingleRowAdmin):
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description"]}),
        ("备案", {"fields": ["icp_number", "police_number"]}),
        ("页脚与文末", {"fields": ["copyright_text", "takedown_text"]}),
    ]


def _may_publish(request):
    return request.user.has_perm("articles.publish_article")
