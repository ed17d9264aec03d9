import re

import pytest
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual, assertInHTML

from leads.models import ConsentNotice, ContactCard
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def _render(tag, **context):
    return Template("{% load leads %}" + tag).render(Context(context))


def _field(html, name):
    return re.search(rf'<input[^>]* name="{name}"[^>]*?value="([^"]*)"', html)[1]


def test_inquiry_form_knows_the_article_it_stands_on():
    article = ArticleFactory()

    html = _render("{% inquiry_form article %}", article=article)

    assert _field(html, "article") == str(article.pk)
    assert _field(html, "source_path") == f"/news/{article.pk}/"
    assert 'method="post" action="/inquiry/"' in html


def test_inquiry_form_asks_for_the_six_things_under_english_names():
    html = _render("{% inquiry_form article %}", article=ArticleFactory())

    names = re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"', html)
    assert set(names) == {
        *("need", "detail", "use", "tax", "company", "contact", "phone", "consent"),
        *("csrfmiddlewaretoken", "article", "source_path", "website"),
    }


def test_inquiry_form_labels_every_visible_field():
    html = _render("{% inquiry_form article %}", article=ArticleFactory())

    labelled = set(re.findall(r'<label[^>]* for="(\w+)"', html))
    for name in ("detail", "use", "tax", "company", "contact", "phone"):
        assert f'id="id_{name}"' in html
        assert f"id_{name}" in labelled


def test_inquiry_form_shows_the_newest_notice_beside_an_unticked_box():
    newest = ConsentNotice.objects.create(text="保存期限由两年改为一年。")

    html = _render("{% inquiry_form article %}", article=ArticleFactory())

    assert "保存期限由两年改为一年。" in html
    assert _field(html, "consent") == str(newest.pk)
    assert "checked" not in html


def test_inquiry_form_holds_nothing_that_belongs_to_one_visitor(monkeypatch):
    monkeypatch.setattr("django.core.signing.time.time", lambda: 1_790_000_000)
    article = ArticleFactory()

    first = _render("{% inquiry_form article %}", article=article)
    second = _render("{% inquiry_form article %}", article=article)

    assertHTMLEqual(first, second)


def test_contact_card_shows_tappable_phones_in_one_spelling():
    ContactCard(pk=1, name="林予安", service_phone="4000000123", mobile="+8613800138000").save()

    html = _render("{% contact_card %}")

    assertInHTML("林予安", html)
    shown = re.findall(r'href="(tel:[^"]*)"', html)
    assert sorted(set(shown)) == ["tel:+8613800138000", "tel:4000000123"]
    assert "400-000-0123" in html
    assert "138 0013 8000" in html


def test_contact_card_is_marked_as_an_advertisement():
    ContactCard(pk=1, name="林予安", mobile="13800138000").save()

    assert "广告" in _render("{% contact_card %}")


def test_contact_card_names_the_code_of_the_article_to_say_on_the_phone():
    ContactCard(pk=1, name="林予安", mobile="13800138000").save()
    article = ArticleFactory()

    html = _render("{% contact_card article %}", article=article)

    assert article.short_code in html
    assert article.short_code not in _render("{% contact_card %}")


def test_contact_card_offers_the_wechat_id_to_copy():
    ContactCard(pk=1, name="林予安", wechat_id="lanwan-zhaoshang").save()

    html = _render("{% contact_card %}")

    assert re.search(r"<button[^>]* data-copy=\"lanwan-zhaoshang\"", html)


def test_contact_card_escapes_what_staff_typed():
    ContactCard(pk=1, name='<b>林"予安', wechat_id='"><script>').save()

    html = _render("{% contact_card %}")

    assert "<b>林" not in html
    assert "<script>" not in html


def test_empty_contact_card_shows_no_phone_and_leads_to_the_form():
    html = _render("{% contact_card %}")

    assert "tel:" not in html
    assert 'href="/inquiry/"' in html
