import re
from unittest import mock

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from leads.models import ConsentNotice, Inquiry
from tests.factories import ArticleFactory, InquiryFactory

from .payloads import payload

pytestmark = pytest.mark.django_db


def _message_beside(response, field):
    """The error that a screen reader reads out with this field."""
    html = response.content.decode()
    assert f'aria-describedby="id_{field}_error"' in html
    return re.search(rf'id="id_{field}_error"[^>]*>([^<]*)<', html)[1]


def test_inquiry_is_stored_and_thanked_for(client):
    article = ArticleFactory()

    response = client.post(
        "/inquiry/", payload(article=str(article.pk), source_path=f"/news/{article.pk}/")
    )

    inquiry = Inquiry.objects.get()
    assertRedirects(response, f"/inquiry/sent/{inquiry.reference}/")
    assert inquiry.article == article
    assert inquiry.source_path == f"/news/{article.pk}/"
    assert (inquiry.status, inquiry.suspicion) == ("new", "")


def test_inquiry_is_stored_before_it_is_thanked_for(client, monkeypatch):
    monkeypatch.setattr("leads.views.redirect", mock.Mock(side_effect=ConnectionResetError))

    with pytest.raises(ConnectionResetError):
        client.post("/inquiry/", payload())

    assert Inquiry.objects.get().company == "横塘海桐五金厂"


def test_inquiry_page_shows_a_blank_form_that_knows_where_it_stands(client):
    response = client.get("/inquiry/")

    assertContains(response, 'name="source_path" value="/inquiry/"', count=1)
    assertContains(response, 'name="article" value=""', count=1)
    assertNotContains(response, "checked")


def test_inquiry_without_phone_and_need_keeps_the_rest_and_says_why(client):
    response = client.post("/inquiry/", payload(phone="", need="", detail="层高<8米>"))

    assert response.status_code == 422
    assert _message_beside(response, "phone") == "请留下联系电话，我们才能回复您。"
    assert _message_beside(response, "need") == "请选择一项需求。"
    assertContains(response, 'value="横塘海桐五金厂"', status_code=422)
    assertContains(response, 'value="梁小姐"', status_code=422)
    assertContains(response, "层高&lt;8米&gt;</textarea>", status_code=422)
    assert not Inquiry.objects.exists()


def test_inquiry_with_a_bad_phone_keeps_it_and_the_choice_and_the_article(client):
    article = ArticleFactory()

    response = client.post("/inquiry/", payload(phone="138001", article=str(article.pk)))

    assert _message_beside(response, "phone").startswith("这个号码好像不对")
    assertContains(response, 'value="138001"', status_code=422)
    assertContains(response, f'name="article" value="{article.pk}"', status_code=422)
    html = response.content.decode()
    assert re.findall(r'value="(\w+)"[^>]*? checked', html) == ["rent_factory", "1"]


def test_inquiry_agreed_to_an_old_notice_must_agree_to_the_new_one_when_shown_again(client):
    newer = ConsentNotice.objects.create(text="保存期限由两年改为一年。")

    response = client.post("/inquiry/", payload(phone="", consent="1"))

    box = re.search(r'<input type="checkbox" name="consent"[^>]*>', response.content.decode())[0]
    assert f'value="{newer.pk}"' in box
    assert "checked" not in box


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_inquiry_from_another_site_is_shown_again_and_not_stored(client, headers):
    response = client.post("/inquiry/", payload(), headers=headers)

    assertContains(response, "这份表单不是从本站页面提交的", status_code=403)
    assertContains(response, 'value="横塘海桐五金厂"', status_code=403)
    assertContains(response, 'value="138 0013 8000"', status_code=403)
    assert not Inquiry.objects.exists()


def test_inquiry_sent_again_from_our_own_page_is_stored(client):
    response = client.post("/inquiry/", payload(), headers={"sec-fetch-site": "cross-site"})
    shown = {field.name: field.value() for field in response.context["form"]}

    client.post("/inquiry/", shown, headers={"sec-fetch-site": "same-origin"})

    assert Inquiry.objects.get().company == "横塘海桐五金厂"


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}]
)
def test_inquiry_is_stored_with_or_without_a_word_from_the_browser(client, headers):
    response = client.post("/inquiry/", payload(), headers=headers)

    assert response.status_code == 302
    assert Inquiry.objects.count() == 1


def test_no_answer_sets_a_cookie_or_varies_on_one(client):
    sent = f"/inquiry/sent/{InquiryFactory().reference}/"

    answers = [
        client.get("/inquiry/"),
        client.get(sent),
        client.post("/inquiry/", payload()),
        client.post("/inquiry/", payload(phone="")),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 302, 422]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 4
    assert ["Cookie" in answer.headers.get("Vary", "") for answer in answers] == [False] * 4


def test_inquiry_page_costs_few_queries(client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get("/inquiry/")


def test_inquiry_page_takes_no_other_method(client):
    response = client.put("/inquiry/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_sent_page_shows_the_reference_and_nothing_personal(client):
    inquiry = InquiryFactory(
        article=ArticleFactory(),
        company="石桥顺砚五金加工店",
        contact="李老板",
        phone="139 0013 9000",
        detail="冲床六台",
        use="五金冲压",
        tax="年纳税约 80 万元",
        note="嫌远",
    )

    response = client.get(f"/inquiry/sent/{inquiry.reference}/")

    assertContains(response, inquiry.reference)
    for private in ("company", "contact", "phone", "phone_e164", "detail", "use", "tax", "note"):
        assertNotContains(response, getattr(inquiry, private))
    assertContains(response, f'href="/news/{inquiry.article_id}/"')


def test_sent_page_does_not_link_to_an_article_that_was_taken_down(client):
    inquiry = InquiryFactory(article=ArticleFactory(status="archived"))

    response = client.get(f"/inquiry/sent/{inquiry.reference}/")

    assertNotContains(response, f"/news/{inquiry.article_id}/")


@pytest.mark.parametrize("reference", ["33333333", "1", "梁小姐", "3333333333333333", "%00"])
def test_sent_page_of_an_unknown_reference_is_not_found(client, reference):
    InquiryFactory(reference="3K7MPQXY")

    assert client.get(f"/inquiry/sent/{reference}/").status_code == 404
