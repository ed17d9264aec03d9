import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from leads.models import ConsentNotice, ContactCard, Inquiry, new_reference, validate_phone
from tests.factories import ArticleFactory, InquiryFactory

pytestmark = pytest.mark.django_db


def test_reference_uses_only_characters_that_are_easy_to_read_out():
    references = [new_reference() for _ in range(400)]

    assert set("".join(references)) == set("34679ACDEFGHJKMNPQRTUVWXY")
    assert {len(reference) for reference in references} == {8}


def test_reference_is_unique():
    inquiry = InquiryFactory()

    assert InquiryFactory().reference != inquiry.reference
    with pytest.raises(IntegrityError), transaction.atomic():
        InquiryFactory(reference=inquiry.reference)


def test_inquiry_keeps_path_when_article_is_deleted():
    inquiry = InquiryFactory(article=ArticleFactory(), source_path="/news/7/")

    inquiry.article.delete()
    inquiry.refresh_from_db()

    assert inquiry.article is None
    assert inquiry.source_path == "/news/7/"


def test_inquiry_stores_the_phone_as_typed_and_in_international_form():
    inquiry = InquiryFactory(phone="０７６０－８８３３２２１１转801")

    inquiry.refresh_from_db()

    assert inquiry.phone == "０７６０－８８３３２２１１转801"
    assert inquiry.phone_e164 == "+8676088332211"
    assert inquiry.phone_link == "tel:+8676088332211;ext=801"


def test_inquiry_brings_the_international_form_along_when_one_column_is_saved():
    inquiry = InquiryFactory(phone="13800138000", note="已加微信")

    inquiry.phone = "139 0013 9000"
    inquiry.note = "不存这一列"
    inquiry.save(update_fields=["phone"])
    inquiry.refresh_from_db()

    assert inquiry.phone_e164 == "+8613900139000"
    assert inquiry.note == "已加微信"


def test_inquiry_with_an_unreadable_phone_is_stored_all_the_same():
    inquiry = InquiryFactory(phone="请加微信 haitong-wujin")

    inquiry.refresh_from_db()

    assert (inquiry.phone_e164, inquiry.phone_link) == ("", "")


def test_inquiries_come_newest_first_and_those_of_one_moment_by_number():
    first = InquiryFactory()
    second = InquiryFactory(created_at=first.created_at)
    third = InquiryFactory()

    assert list(Inquiry.objects.all()) == [third, second, first]


def test_inquiry_is_named_by_reference_and_need():
    inquiry = InquiryFactory(reference="3K7MPQXY", need="buy_land")

    assert str(inquiry) == "3K7MPQXY 买土地"
    assert inquiry.get_absolute_url() == "/inquiry/sent/3K7MPQXY/"


def test_needs_have_stable_codes_and_chinese_labels():
    assert Inquiry.Need.choices == [
        ("rent_factory", "租厂房"),
        ("buy_factory", "买厂房"),
        ("rent_land", "租土地"),
        ("buy_land", "买土地"),
        ("settle", "项目落户"),
        ("other", "其他"),
    ]


def test_current_notice_is_the_newest_version():
    migrated = ConsentNotice.current()

    newer = ConsentNotice.objects.create(text="保存期限由两年改为一年。")

    assert migrated.text.startswith("谁在收集：")
    assert ConsentNotice.current() == newer


def test_notice_that_somebody_agreed_to_cannot_be_deleted():
    notice = InquiryFactory().consent

    with pytest.raises(ProtectedError):
        notice.delete()


def test_contact_card_shows_each_phone_in_one_spelling():
    card = ContactCard(service_phone="400-012-3021", mobile="+86 138-0013-8000")

    assert card.phones == [
        ("招商热线", "400-012-3021", "tel:4000123021"),
        ("手机", "138 0013 8000", "tel:+8613800138000"),
    ]


def test_contact_card_leaves_out_what_is_not_filled_in():
    assert ContactCard(mobile="13800138000").phones == [
        ("手机", "138 0013 8000", "tel:+8613800138000")
    ]
    assert ContactCard().phones == []


@pytest.mark.parametrize("field", ["name", "service_phone", "mobile", "wechat_id", "wechat_qr"])
def test_contact_card_with_any_way_to_reach_us_is_not_empty(field):
    assert not ContactCard(**{field: "13800138000"}).is_empty


def test_contact_card_is_one_row_with_defaults_before_it_is_saved():
    card = ContactCard.load()

    assert card.is_empty
    assert card.invitation.startswith("请说明您的需求、用途、税收、公司、联系人、手机号")
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactCard(pk=2).save()


def test_contact_card_refuses_a_phone_that_nobody_can_dial():
    card = ContactCard(pk=1, mobile="138001380")

    with pytest.raises(ValidationError) as caught:
        card.full_clean()

    assert list(caught.value.message_dict) == ["mobile"]


def test_validate_phone_says_in_chinese_what_to_fill_in():
    message = "请填写正确的电话号码，手机、固话（带区号）或 400 电话均可。"

    with pytest.raises(ValidationError, match=message):
        validate_phone("微信同号")
