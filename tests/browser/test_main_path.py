"""From an editor's first word to the salesperson's first call."""

import re
from io import BytesIO

import pytest
from PIL import Image as Pillow

from articles.models import Article
from leads.models import Inquiry
from tests.factories import ArticleFactory, CategoryFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def log_in(page, site, user):
    page.goto(f"{site}/admin/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill("secret")
    page.get_by_role("button", name="登录").click()


def photo():
    buffer = BytesIO()
    Pillow.new("RGB", (1200, 800), "#28766f").save(buffer, "JPEG")
    return {"name": "厂房.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def test_article_is_written_read_and_answered_with_a_lead(site, new_page):
    category = CategoryFactory(name="厂房资讯", slug="factories")
    ArticleFactory(category=category, title="横塘镇三处标准厂房集中放租", tags=["横塘镇"])
    editor, seller = UserFactory(group="编辑"), UserFactory(group="销售")

    desk = new_page()
    log_in(desk, site, editor)
    desk.goto(f"{site}/admin/articles/article/add/")
    desk.get_by_label("标题:", exact=True).fill("临溪镇高标准厂房二期交付")
    desk.get_by_label("摘要:", exact=True).fill("二期四栋厂房通过验收，首层承重两吨。")
    desk.locator(".ProseMirror[contenteditable]").fill("临溪镇工业园二期四栋厂房日前通过竣工验收。")
    desk.get_by_label("栏目").select_option(label="厂房资讯")
    desk.get_by_label("标签").fill("横塘镇、临溪镇；厂房")
    desk.get_by_label("上传封面").set_input_files(photo())
    desk.get_by_label("封面替代文字").fill("阳光下的四栋厂房")
    desk.get_by_label("已发布").check()
    desk.get_by_role("button", name="保存", exact=True).click()
    desk.get_by_text("成功添加", exact=False).wait_for()
    article = Article.objects.get(title="临溪镇高标准厂房二期交付")

    reader = new_page(**PHONE)
    reader.goto(site)
    reader.get_by_role("link", name=article.title).first.click()
    reader.get_by_role("heading", level=1, name=article.title).wait_for()
    assert reader.get_by_role("img", name="阳光下的四栋厂房").is_visible()
    assert reader.get_by_role("link", name="横塘镇三处标准厂房集中放租").count() >= 1

    form = reader.locator("#inquiry form")
    form.get_by_label("租厂房").check()
    form.get_by_label("联系人").fill("王先生")
    form.get_by_label("手机号").fill("１３８ ００１３ ８０００")
    form.get_by_label("公司").fill("海桐五金厂")
    form.get_by_label("我已阅读并同意").check()
    reader.wait_for_timeout(2_500)  # faster than this looks like a robot
    form.get_by_role("button", name="提交").click()
    reader.wait_for_url(re.compile("/inquiry/sent/"))
    inquiry = Inquiry.objects.get()
    assert reader.get_by_text(inquiry.reference).is_visible()
    assert (inquiry.article, inquiry.suspicion) == (article, "")

    sales = new_page()
    log_in(sales, site, seller)
    sales.goto(f"{site}/admin/leads/inquiry/")
    row = sales.get_by_role("row").filter(has_text="海桐五金厂")
    assert row.get_by_role("link", name=article.title).is_visible()
    assert row.locator("a[href='tel:+8613800138000']").is_visible()
    row.get_by_role("link").first.click()
    sales.get_by_label("已联系").check()
    sales.get_by_label("跟进备注").fill("周三下午看房")
    sales.get_by_role("button", name="保存", exact=True).click()
    sales.get_by_text("成功修改", exact=False).wait_for()
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.note) == ("contacted", "周三下午看房")
