import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from leads.models import ConsentNotice, ContactCard, Inquiry
from tests.factories import ArticleFactory, InquiryFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/leads/inquiry/"


@pytest.fixture
def sales(client):
    client.force_login(UserFactory(group="销售"))
    return client


def _change(inquiry):
    return f"{LIST}{inquiry.pk}/change/"


def _shown(response):
    return list(response.context["cl"].result_list)


def test_sales_sees_the_leads_with_the_article_that_won_each(sales):
    article = ArticleFactory(title="横塘镇标准厂房二期交付")
    won = InquiryFactory(article=article, phone="0760-88332211")
    direct = InquiryFactory(source_path="/inquiry/")

    response = sales.get(LIST)

    assert _shown(response) == [direct, won]
    assertContains(response, f'<a href="/news/{article.pk}/">横塘镇标准厂房二期交付</a>', count=1)
    assertContains(response, '<a href="tel:+8676088332211">0760-88332211</a>', count=1)
    assertContains(response, ">/inquiry/<", count=1)


@pytest.mark.parametrize(
    "query",
    ["3K7MPQXY", "海桐", "梁小姐", "138 0013 8000", "13800138000", "龙门铣"],
)
def test_sales_finds_a_lead_by_what_is_known_of_it(sales, query):
    known = InquiryFactory(
        reference="3K7MPQXY",
        company="横塘海桐五金厂",
        contact="梁小姐",
        phone="138 0013 8000",
        detail="两台龙门铣",
    )
    InquiryFactory(company="石桥顺砚五金加工店", contact="李老板", phone="139 0013 9000")

    assert _shown(sales.get(LIST, {"q": query})) == [known]


def test_sales_finds_a_lead_by_its_phone_in_another_spelling(sales):
    known = InquiryFactory(phone="１３８００１３８０００")
    InquiryFactory(phone="139 0013 9000")

    assert _shown(sales.get(LIST, {"q": "138-0013-8000"})) == [known]


@pytest.mark.parametrize("query", ["%", "'; DROP TABLE", "厂" * 2000, "\x00", "\\", "\ufffd"])
def test_search_for_anything_is_answered(sales, query):
    assert sales.get(LIST, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "filters",
    [{"status__exact": "viewing"}, {"need__exact": "buy_land"}, {"suspect": "yes"}],
)
def test_sales_filters_the_leads(sales, filters):
    wanted = InquiryFactory(status="viewing", need="buy_land", suspicion="填写过快")
    InquiryFactory(status="new", need="settle")

    assert _shown(sales.get(LIST, filters)) == [wanted]


def test_sales_leaves_out_the_suspects(sales):
    honest = InquiryFactory()
    InquiryFactory(suspicion="填写过快")

    assert _shown(sales.get(LIST, {"suspect": "no"})) == [honest]


def test_sales_reads_everything_that_was_typed(sales):
    inquiry = InquiryFactory(
        article=ArticleFactory(title="横塘镇标准厂房二期交付"),
        source_path="/news/7/",
        need="buy_factory",
        detail="首层 3000㎡",
        use="减速机壳体加工",
        tax="年纳税约 300 万元",
        suspicion="填写过快",
    )

    response = sales.get(_change(inquiry))

    for name in ("reference", "detail", "use", "tax", "company", "contact", "phone", "source_path"):
        assertContains(response, getattr(inquiry, name))
    for text in ("买厂房", "横塘镇标准厂房二期交付", "第 1 版", "填写过快"):
        assertContains(response, text)


def test_typed_text_is_escaped_for_sales(sales):
    attack = '<img src=x onerror="alert(1)">'
    inquiry = InquiryFactory(company=attack, contact=attack[:50], phone=attack, detail=attack)

    assertNotContains(sales.get(LIST), "<img src=x")
    assertNotContains(sales.get(_change(inquiry)), "<img src=x")


def test_crafted_post_changes_status_and_note_and_nothing_else(sales):
    inquiry = InquiryFactory(article=ArticleFactory(), source_path="/news/7/", suspicion="填写过快")
    fields = [field.attname for field in Inquiry._meta.fields]
    before = Inquiry.objects.values(*fields).get()
    newer = ConsentNotice.objects.create(text="另一版")
    forged = dict.fromkeys(fields, "伪造") | {"need": "other", "consent": newer.pk, "article": ""}

    response = sales.post(_change(inquiry), forged | {"status": "contacted", "note": "已约周三"})

    after = Inquiry.objects.values(*fields).get()
    assert response.status_code == 302
    assert after | {"updated_at": before["updated_at"]} == before | {
        "status": "contacted",
        "note": "已约周三",
    }


def test_sales_cannot_add_or_delete_a_lead(sales):
    inquiry = InquiryFactory()
    delete = {"action": "delete_selected", "_selected_action": inquiry.pk, "post": "yes"}

    assert sales.get(f"{LIST}add/").status_code == 403
    assert sales.post(f"{LIST}{inquiry.pk}/delete/", {"post": "yes"}).status_code == 403
    sales.post(LIST, delete)

    assert Inquiry.objects.get() == inquiry


@pytest.mark.parametrize("group", ["写稿", "编辑"])
def test_writers_and_editors_have_no_access_to_leads(client, group):
    inquiry = InquiryFactory()
    client.force_login(UserFactory(group=group))

    for path in (LIST, _change(inquiry), f"{LIST}{inquiry.pk}/history/", "/admin/leads/"):
        assert client.get(path).status_code in {403, 404}, path
    assertNotContains(client.get("/admin/"), "/admin/leads/")


def test_anonymous_visitor_is_sent_to_the_login(client):
    inquiry = InquiryFactory()

    response = client.get(_change(inquiry))

    assert response.headers["Location"] == f"/admin/login/?next={_change(inquiry)}"


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number_of_leads(sales, django_assert_num_queries, count):
    for _ in range(count):
        InquiryFactory(article=ArticleFactory())

    with django_assert_num_queries(6):
        sales.get(LIST)


def test_list_does_not_read_the_bodies_of_the_articles(sales):
    InquiryFactory(article=ArticleFactory())

    with CaptureQueriesContext(connection) as queries:
        sales.get(LIST)

    assert [query["sql"] for query in queries if '"body"' in query["sql"]] == []


def test_manager_adds_a_notice_that_becomes_the_current_one(client):
    client.force_login(UserFactory(group="主管"))

    client.post("/admin/leads/consentnotice/add/", {"text": "保存期限由两年改为一年。"})

    assert ConsentNotice.current().text == "保存期限由两年改为一年。"


@pytest.mark.parametrize("group", ["销售", "主管", None])
def test_notice_is_never_changed_or_deleted(client, group):
    notice = ConsentNotice.current()
    client.force_login(UserFactory(group=group, is_superuser=group is None))
    path = f"/admin/leads/consentnotice/{notice.pk}"

    assert client.post(f"{path}/change/", {"text": "改过的"}).status_code == 403
    assert client.post(f"{path}/delete/", {"post": "yes"}).status_code == 403

    assert ConsentNotice.objects.get().text == notice.text


def test_manager_edits_the_contact_card_from_the_menu(client):
    client.force_login(UserFactory(group="主管"))
    card = {"name": "林予安", "service_phone": "400-000-0123", "mobile": "13800138000"}

    client.post(reverse("admin:leads_contactcard_changelist"), card)

    assert ContactCard.objects.values(*card).get() == card


def test_sales_cannot_edit_the_contact_card(sales):
    ContactCard(pk=1, name="林予安").save()

    response = sales.post("/admin/leads/contactcard/1/change/", {"name": "冒名者"})

    assert response.status_code == 403
    assert ContactCard.load().name == "林予安"
