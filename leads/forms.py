from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from articles.models import Article

from .models import ConsentNotice, Inquiry
from .phones import parse_phone

SIGNATURE = "leads.inquiry_form"
TOKEN_MAX_AGE = 30 * 24 * 3600  # seconds; a page may lie in a cache or an open tab for days
MIN_SECONDS = 2  # nobody fills the form in faster than this


def form_token() -> str:
    """A signed time. It is the same for every visitor, so that the page can be cached whole."""
    return signing.TimestampSigner(salt=SIGNATURE).sign("form")


def reusable_token(token: str | None) -> str:
    """The token that a visitor came with, as long as it is good, so that its age counts on."""
    try:
        signing.TimestampSigner(salt=SIGNATURE).unsign(token or "", max_age=TOKEN_MAX_AGE)
    except signing.BadSignature:
        return form_token()
    return token


class PhoneField(forms.CharField):
    """Keeps what was typed, and refuses what ``parse_phone`` cannot read."""

    def validate(self, value):
        super().validate(value)
        if value and not parse_phone(value):
            raise forms.ValidationError(
                "这个号码好像不对：请填 11 位手机号、带区号的固话，或 400 电话。", code="invalid"
            )


class InquiryForm(forms.ModelForm):
    """Everything that a visitor may send us, and every check of it.

    Only what a person can mend is an error. What looks like a robot's doing is noted as
    ``suspicion`` and stored: a lead is never thrown away.
    """

    need = forms.ChoiceField(
        label="需求",
        choices=Inquiry.Need,
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择一项需求。",
            "invalid_choice": "请从列出的需求中选一项。",
        },
    )
    contact = forms.CharField(
        label="联系人",
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "请留下您的称呼，例如：王先生。"},
    )
    phone = PhoneField(
        label="手机号",
        max_length=50,
        widget=forms.TextInput(
            attrs={
                "type": "tel",
                "inputmode": "tel",
                "autocomplete": "tel",
                "placeholder": "手机或座机",
            }
        ),
        error_messages={"required": "请留下联系电话，我们才能回复您。"},
    )
    consent = forms.BooleanField(
        label="我已阅读并同意下面的个人信息使用说明",
        error_messages={"required": "请阅读说明并勾选同意，否则我们不能使用您的联系方式。"},
    )
    article = forms.CharField(required=False, widget=forms.HiddenInput)
    source_path = forms.CharField(required=False, widget=forms.HiddenInput)
    # Hidden from people by the style sheet; robots fill in whatever they find.
    website = forms.CharField(
        label="网址（请留空）",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    csrfmiddlewaretoken = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Inquiry
        fields = ["need", "detail", "use", "tax", "company", "contact", "phone"]
        widgets = {
            "detail": forms.Textarea(
                attrs={"rows": 3, "placeholder": "例如：3000㎡，首层，层高 8 米，用电 500kVA"}
            ),
            "use": forms.TextInput(attrs={"placeholder": "五金加工、仓储"}),
            "tax": forms.TextInput(attrs={"placeholder": "年纳税约 200 万"}),
            "company": forms.TextInput(attrs={"autocomplete": "organization"}),
        }

    def __init__(self, data=None, **kwargs):
        super().__init__(data and _without_nul(data), label_suffix="", **kwargs)

    def clean_article(self):
        """The article the form stood on, or None: a made-up number must not cost us the lead.

        It may have gone offline while the form lay open or in a cache; it still won the lead.
        """
        value = self.cleaned_data["article"]
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            return None
        shown = {Article.Status.PUBLISHED, Article.Status.ARCHIVED}
        articles = Article.objects.filter(status__in=shown, published_at__lte=timezone.now())
        return articles.defer("body").filter(pk=value).first()

    def clean_source_path(self):
        path = self.cleaned_data["source_path"]
        local = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
        return path[:300] if local else ""

    def suspicion(self) -> str:
        """Why a robot may have filled this in, in Chinese; empty when nothing speaks for it."""
        if self.cleaned_data["website"]:
            return "填写了隐藏字段"
        signer = signing.TimestampSigner(salt=SIGNATURE)
        token = self.cleaned_data["csrfmiddlewaretoken"]
        try:
            signer.unsign(token, max_age=TOKEN_MAX_AGE)
        except signing.SignatureExpired:
            return "表单页面已打开过久"
        except signing.BadSignature:
            return "缺少有效的表单标记"
        try:
            signer.unsign(token, max_age=MIN_SECONDS)
        except signing.SignatureExpired:
            return ""
        return "填写过快"

    def agreed_notice(self) -> ConsentNotice:
        """The version that the visitor saw: the box carries its number."""
        shown = self.data.get("consent", "")
        version = shown if shown.isascii() and shown.isdigit() and len(shown) < 10 else None
        return ConsentNotice.objects.filter(pk=version).first() or ConsentNotice.current()

    def save(self):
        inquiry = super().save(commit=False)
        inquiry.article = self.cleaned_data["article"]
        inquiry.source_title = inquiry.article.title if inquiry.article else ""
        inquiry.source_path = self.cleaned_data["source_path"]
        inquiry.suspicion = self.suspicion()
        inquiry.consent = self.agreed_notice()
        inquiry.save()
        return inquiry


def _without_nul(data):
    """No database takes this character and nobody types it; it must not cost us the lead."""
    lists = (
        data.lists()
        if isinstance(data, MultiValueDict)
        else [(name, [value]) for name, value in data.items()]
    )
    return MultiValueDict(
        {name: [value.replace("\x00", "") for value in values] for name, values in lists}
    )
