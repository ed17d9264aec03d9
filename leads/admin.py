import re

from django.contrib import admin
from django.utils.html import format_html

from zsnews.admin import SingleRowAdmin

from .models import ConsentNotice, ContactCard, Inquiry
from .phones import parse_phone


class SuspicionFilter(admin.SimpleListFilter):
    title = "是否可疑"
    parameter_name = "suspect"

    def lookups(self, request, model_admin):
        return [("no", "正常"), ("yes", "可疑")]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.exclude(suspicion="")
        if self.value() == "no":
            return queryset.filter(suspicion="")
        return queryset


@admin.register(Inquiry)
class InquiryAdmin(admin.ModelAdmin):
    """The sales desk: what the visitor typed stays as it is, staff add status and note."""

    list_display = ["created_at", "need", "company", "contact", "call", "won_by", "stage"]
    list_display_links = ["created_at", "need"]
    list_filter = ["status", "need", SuspicionFilter, "created_at"]
    search_fields = [
        "reference",
        "company",
        "contact",
        "phone",
        "phone_e164",
        "detail",
        "source_title",
    ]
    search_help_text = "按编号、公司、联系人、电话、要求、来源文章或它的编号（A1027）查找"
    show_full_result_count = False
    list_per_page = 50
    radio_fields = {"status": admin.HORIZONTAL}
    fieldsets = [
        (None, {"fields": ["reference", "created_at", "status", "note"]}),
        (
            "客户填写",
            {"fields": ["need", "detail", "use", "tax", "company", "contact", "call", "phone"]},
        ),
        ("来源", {"fields": ["won_by", "source_path", "consent", "suspicion"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article").defer("article__body")

    def get_search_results(self, request, queryset, search_term):
        """A telephone number is found in whatever spelling, an article by the code A1027."""
        if code := re.fullmatch(r"A(\d{1,18})", search_term.strip(), re.I | re.A):
            return queryset.filter(article=code[1]), False
        return super().get_search_results(
            request, queryset, parse_phone(search_term) or search_term
        )

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        shown = [name for _, options in self.fieldsets for name in options["fields"]]
        return [name for name in shown if name not in {"status", "note"}]

    @admin.display(description="电话", ordering="phone_e164")
    def call(self, obj):
        return format_html('<a href="{}">{}</a>', obj.phone_link, obj.phone_text)

    @admin.display(description="来源文章", ordering="article")
    def won_by(self, obj):
        if obj.article is None:
            return obj.source_title or obj.source_path or "—"
        if not obj.article.is_public:
            return f"{obj.article}（已不公开）"
        return format_html('<a href="{}">{}</a>', obj.article.get_absolute_url(), obj.article)

    @admin.display(description="状态", ordering="status")
    def stage(self, obj):
        stage = obj.get_status_display()
        return f"{stage}（可疑：{obj.suspicion}）" if obj.suspicion else stage


@admin.register(ContactCard)
class ContactCardAdmin(SingleRowAdmin):
    fieldsets = [
        (None, {"fields": ["name", "title", "invitation"]}),
        ("联系方式", {"fields": ["service_phone", "mobile", "wechat_id", "wechat_qr"]}),
    ]


@admin.register(ConsentNotice)
class ConsentNoticeAdmin(admin.ModelAdmin):
    """Versions: the newest is shown to visitors, none is ever changed."""

    list_display = ["__str__", "created_at"]
    fields = ["text"]

    def get_changeform_initial_data(self, request):
        current = ConsentNotice.current()
        return {"text": current.text if current else ""}

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
