from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from leads.forms import InquiryForm
from leads.models import ConsentNotice, Inquiry
from tests.factories import ArticleFactory

from .payloads import corpus, payload, token_made

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


def _saved(**kwargs):
    form = InquiryForm(payload(**kwargs))
    assert form.errors == {}
    return form.save()


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("need", "请选择一项需求。"),
        ("contact", "请留下您的称呼，例如：王先生。"),
        ("phone", "请留下联系电话，我们才能回复您。"),
        ("consent", "请阅读说明并勾选同意，否则我们不能使用您的联系方式。"),
    ],
)
def test_form_says_in_chinese_what_is_missing(field, message):
    form = InquiryForm(payload(**{field: ""}))

    assert form.errors == {field: [message]}


def test_form_needs_nothing_but_need_contact_phone_and_consent():
    inquiry = _saved(detail="", use="", tax="", company="", source_path="")

    assert (inquiry.need, inquiry.contact, inquiry.phone) == (
        "rent_factory",
        "梁小姐",
        "138 0013 8000",
    )


def test_form_refuses_a_need_that_is_not_listed():
    form = InquiryForm(payload(need="rent_office"))

    assert form.errors == {"need": ["请从列出的需求中选一项。"]}


def test_form_refuses_a_phone_that_nobody_can_dial():
    form = InquiryForm(payload(phone="微信13800138000"))

    assert form.errors == {
        "phone": ["这个号码好像不对：请填 11 位手机号、带区号的固话，或 400 电话。"]
    }


@pytest.mark.parametrize("field", ["use", "tax", "company"])
def test_form_takes_short_fields_of_100_characters_and_no_more(field):
    fits = InquiryForm(payload(**{field: "厂" * 100}))
    too_long = InquiryForm(payload(**{field: "厂" * 101}))

    assert fits.errors == {}
    assert too_long.errors == {
        field: ["确保该变量包含不超过 100 字符 (目前字符数 101)。"],
    }


def test_form_offers_an_unticked_consent():
    assert InquiryForm()["consent"].value() is None


def test_form_stores_what_was_typed():
    inquiry = _saved()

    stored = Inquiry.objects.values("need", "detail", "use", "tax", "company", "contact", "phone")
    assert stored.get(pk=inquiry.pk) == {
        "need": "rent_factory",
        "detail": "首层 3000㎡，层高 8 米，用电 500kVA",
        "use": "五金加工",
        "tax": "年纳税约 200 万元",
        "company": "横塘海桐五金厂",
        "contact": "梁小姐",
        "phone": "138 0013 8000",
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"website": "https://dailishang.example"}, "填写了隐藏字段"),
        ({"csrfmiddlewaretoken": ""}, "缺少有效的表单标记"),
        ({"csrfmiddlewaretoken": "form:1tXyZa:zaojia"}, "缺少有效的表单标记"),
        ({"csrfmiddlewaretoken": "标记" * 3000}, "缺少有效的表单标记"),
    ],
)
def test_suspicion_names_the_reason_and_keeps_the_lead(changes, reason):
    assert _saved(**changes).suspicion == reason


@pytest.mark.parametrize(
    ("age", "reason"),
    [
        (0, "填写过快"),
        (1, "填写过快"),
        (5, ""),
        (29 * DAY, ""),
        (31 * DAY, "表单页面已打开过久"),
    ],
)
def test_suspicion_judges_the_age_of_the_form(age, reason):
    token = token_made(seconds_ago=age)

    assert _saved(csrfmiddlewaretoken=token).suspicion == reason


def test_suspicion_is_not_fooled_by_a_token_with_another_time():
    text, _, signature = token_made(seconds_ago=31 * DAY).split(":")
    _, fresh, _ = token_made(seconds_ago=60).split(":")

    inquiry = _saved(csrfmiddlewaretoken=f"{text}:{fresh}:{signature}")

    assert inquiry.suspicion == "缺少有效的表单标记"


def test_form_remembers_the_article_it_stood_on():
    article = ArticleFactory()

    inquiry = _saved(article=str(article.pk), source_path=f"/news/{article.pk}/")

    assert inquiry.article == article
    assert inquiry.source_path == f"/news/{article.pk}/"


@pytest.mark.parametrize(
    "number",
    ["abc", "-1", "0", "1.5", "1e3", "99999999999999999999", "9" * 18, "²", "٣", "1 OR 1=1"],
)
def test_made_up_article_number_becomes_none_and_keeps_the_lead(number):
    ArticleFactory(pk=1)

    assert _saved(article=number).article is None


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft", "published_at": None},
        {"status": "review"},
        {"published_at": timezone.now() + timedelta(days=2)},
    ],
)
def test_article_that_never_was_public_becomes_none_and_keeps_the_lead(hidden):
    article = ArticleFactory(**hidden)

    assert _saved(article=str(article.pk)).article is None


@pytest.mark.parametrize(
    "gone", [{"status": "archived"}, {"expires_at": timezone.now() - timedelta(minutes=5)}]
)
def test_article_that_went_offline_meanwhile_still_won_the_lead(gone):
    article = ArticleFactory(title="横塘厂房放租", **gone)

    inquiry = _saved(article=str(article.pk))

    assert (inquiry.article, inquiry.source_title) == (article, "横塘厂房放租")


@pytest.mark.parametrize("field", ["article", "source_path", "website", "csrfmiddlewaretoken"])
def test_nul_byte_in_a_field_that_nobody_sees_does_not_cost_the_lead(field):
    assert InquiryForm(payload(**{field: "/news/7/\x00"})).errors == {}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("/news/1284/", "/news/1284/"),
        ("/search/?q=厂房&page=2", "/search/?q=厂房&page=2"),
        ("", ""),
        ("news/1284/", ""),
        ("//evil.example/", ""),
        ("/\\evil.example/", ""),
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("/news/\n1284/", ""),
        ("/\t/evil.example/", ""),
        ("/" + "长" * 400, "/" + "长" * 299),
    ],
)
def test_source_path_is_a_local_path_or_nothing(sent, kept):
    assert _saved(source_path=sent).source_path == kept


def test_source_path_never_leads_off_the_site():
    complete = payload()
    for sent in corpus("redirect"):
        form = InquiryForm(complete | {"source_path": sent})
        form.is_valid()

        # As a browser reads it: back slashes are slashes.
        kept = form.cleaned_data.get("source_path", "").replace("\\", "/")
        assert not kept or (kept[0] == "/" and not urlsplit(kept).netloc), sent


def test_consent_stores_the_version_that_was_shown():
    shown = ConsentNotice.current()
    ConsentNotice.objects.create(text="保存期限由两年改为一年。")

    assert _saved(consent=str(shown.pk)).consent == shown


@pytest.mark.parametrize("box", ["on", "true", "999999", "9" * 30, "٣", "-1"])
def test_consent_without_a_known_version_counts_for_the_newest(box):
    newest = ConsentNotice.objects.create(text="保存期限由两年改为一年。")

    assert _saved(consent=box).consent == newest
