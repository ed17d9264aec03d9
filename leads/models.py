import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from zsnews.models import SingleRow

from .phones import display_phone, parse_phone, phone_uri

# Easily read out on the phone: no 0/O, 1/I/L, 2/Z, 5/S, 8/B.
REFERENCE_ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
REFERENCE_LENGTH = 8


def new_reference():
    """A random number for one inquiry; 25 ** 8 of them, about 37 bits."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


def validate_phone(value):
    if not parse_phone(value):
        raise ValidationError("请填写正确的电话号码，手机、固话（带区号）或 400 电话均可。")


class ContactCard(SingleRow):
    """Whom a reader can call: one row, shown under every article."""

    name = models.CharField("姓名", max_length=20, blank=True)
    title = models.CharField("身份", max_length=40, blank=True, help_text="例如：产业招商顾问")
    service_phone = models.CharField(
        "400 电话", max_length=30, blank=True, validators=[validate_phone]
    )
    mobile = models.CharField("手机", max_length=30, blank=True, validators=[validate_phone])
    wechat_id = models.CharField("微信号", max_length=40, blank=True)
    wechat_qr = models.ImageField("微信二维码", upload_to="contact/", blank=True)
    invitation = models.CharField(
        "引导语",
        max_length=120,
        blank=True,
        default="请说明您的需求、用途、税收、公司、联系人、手机号，以便快速帮您对接资源。",
    )

    class Meta(SingleRow.Meta):
        verbose_name = verbose_name_plural = "联系名片"

    def __str__(self):
        return self.name or "联系名片"

    @property
    def phones(self):
        """The numbers to show, each as label, text and tel: link."""
        numbers = (("招商热线", self.service_phone), ("手机", self.mobile))
        return [(label, display_phone(text), phone_uri(text)) for label, text in numbers if text]

    @property
    def is_empty(self):
        ways = (self.name, self.service_phone, self.mobile, self.wechat_id, self.wechat_qr)
        return not any(ways)


class ConsentNotice(models.Model):
    """What a prospect agreed to. A version is never changed, only followed by the next."""

    text = models.TextField("告知内容", max_length=2000)
    created_at = models.DateTimeField("生效时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "个人信息告知"
        ordering = ["-pk"]

    def __str__(self):
        return f"第 {self.pk} 版"

    @classmethod
    def current(cls):
        """The newest version. One query."""
        return cls.objects.first()


class Inquiry(models.Model):
    """A lead: what somebody who needs a factory or land told us, and how far it got."""

    class Need(models.TextChoices):
        RENT_FACTORY = "rent_factory", "租厂房"
        BUY_FACTORY = "buy_factory", "买厂房"
        RENT_LAND = "rent_land", "租土地"
        BUY_LAND = "buy_land", "买土地"
        SETTLE = "settle", "项目落户"
        OTHER = "other", "其他"

    class Status(models.TextChoices):
        NEW = "new", "新"
        CONTACTED = "contacted", "已联系"
        QUALIFIED = "qualified", "需求确认"
        VIEWING = "viewing", "看房"
        NEGOTIATING = "negotiating", "谈判"
        SIGNED = "signed", "签约"
        LOST = "lost", "流失"
        INVALID = "invalid", "无效"

    reference = models.CharField(
        "编号", max_length=REFERENCE_LENGTH, unique=True, default=new_reference, editable=False
    )
    need = models.CharField("需求", max_length=20, choices=Need)
    detail = models.TextField("具体要求", max_length=1000, blank=True)
    use = models.CharField("用途", max_length=100, blank=True)
    tax = models.CharField("税收", max_length=100, blank=True)
    company = models.CharField("公司", max_length=100, blank=True)
    contact = models.CharField("联系人", max_length=50)
    # As typed; and in one spelling without the extension, for search and matching.
    phone = models.CharField("手机号", max_length=50)
    phone_e164 = models.CharField("国际格式", max_length=20, editable=False, db_index=True)
    consent = models.ForeignKey(
        ConsentNotice, verbose_name="同意的告知", on_delete=models.PROTECT, related_name="+"
    )

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.NEW)
    note = models.TextField("跟进备注", blank=True)

    # Where it came from: the link dies with the article, its title and path stay.
    article = models.ForeignKey(
        "articles.Article",
        verbose_name="来源文章",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    source_title = models.CharField("来源标题", max_length=200, blank=True, editable=False)
    source_path = models.CharField("来源页面", max_length=300, blank=True)
    # Why a robot may have sent it; suspects are kept apart, never thrown away.
    suspicion = models.CharField("可疑原因", max_length=100, blank=True, editable=False)
    created_at = models.DateTimeField("提交时间", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "咨询"
        ordering = ["-created_at", "-pk"]
        indexes = [
            # The sales desk: newest first, all of them or those of one status.
            models.Index(fields=["-created_at", "-id"], name="inquiry_newest"),
            models.Index(fields=["status", "-created_at", "-id"], name="inquiry_status_newest"),
        ]

    def __str__(self):
        return f"{self.reference} {self.get_need_display()}"

    def save(self, *args, **kwargs):
        self.phone_e164 = (parse_phone(self.phone) or "").partition(";")[0]
        if names := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*names, "phone_e164", "updated_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("leads:inquiry_sent", args=[self.reference])

    @property
    def phone_text(self):
        return display_phone(self.phone)

    @property
    def phone_link(self):
        return phone_uri(self.phone)
