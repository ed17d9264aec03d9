import pytest

from articles.models import Article, Image
from tests.factories import ArticleFactory, CategoryFactory, UserFactory

from .pages import read_page, text
from .pictures import picture, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ADD = "/admin/articles/article/add/"


@pytest.fixture(autouse=True)
def writer(client):
    user = UserFactory(group="写稿")
    client.force_login(user)
    return user


def _payload(**changes):
    fields = {"title": "横塘交付厂房", "body": "<p>六栋厂房交付。</p>", "status": "draft"}
    return fields | {"category": CategoryFactory().pk} | changes


def test_cover_upload_becomes_the_cover(client, writer):
    payload = _payload(cover_upload=upload(picture()), cover_alt="园区航拍")

    client.post(ADD, payload)

    article = Article.objects.get()
    assert (article.cover.alt, article.cover_alt) == ("园区航拍", "园区航拍")
    assert (article.cover.uploaded_by, Image.objects.count()) == (writer, 1)


def test_cover_upload_replaces_the_chosen_cover(client, writer):
    client.post(ADD, _payload(cover_upload=upload(picture())))
    article = Article.objects.get()

    other = upload(picture(color=(200, 30, 30)))
    client.post(
        f"/admin/articles/article/{article.pk}/change/",
        _payload(cover=article.cover.pk, cover_upload=other),
    )

    assert Article.objects.get().cover == Image.objects.latest("pk") != article.cover


def test_cover_upload_is_kept_when_another_field_is_wrong(client):
    response = client.post(ADD, _payload(title="", cover_upload=upload(picture())))

    image = Image.objects.get()
    form = response.context["adminform"].form
    assert list(form.errors) == ["title"]
    chosen = read_page(response).findall(".//select[@name='cover']/option[@selected]")
    assert [option.get("value") for option in chosen] == [str(image.pk)]

    client.post(ADD, _payload(cover=image.pk))
    assert Article.objects.get().cover == image


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg/>", "无法识别这张图片，请上传 JPG、PNG 或 WebP 格式。"),
        (picture()[:-30], "无法识别这张图片，请上传 JPG、PNG 或 WebP 格式。"),
        (picture(kind="GIF"), "无法识别这张图片，请上传 JPG、PNG 或 WebP 格式。"),
        (b"", "所提交的是空文件。"),
    ],
    ids=["svg", "truncated", "gif", "empty"],
)
def test_broken_cover_is_refused_beside_its_field(client, data, message):
    response = client.post(ADD, _payload(cover_upload=upload(data)))

    row = read_page(response).find(".//div[@class='form-row errors field-cover_upload']")
    assert text(row.find(".//ul[@class='errorlist']")) == message
    assert [Article.objects.count(), Image.objects.count()] == [0, 0]


def test_cover_takes_its_text_from_the_picture(client):
    client.post(ADD, _payload(cover_upload=upload(picture()), cover_alt="园区航拍"))
    image = Image.objects.get()

    client.post(ADD, _payload(cover=image.pk))

    assert list(Article.objects.values_list("cover_alt", flat=True)) == ["园区航拍", "园区航拍"]


def test_cover_is_shown_in_the_form(client, writer):
    client.post(ADD, _payload(cover_upload=upload(picture())))
    article = Article.objects.get()

    page = read_page(client.get(f"/admin/articles/article/{article.pk}/change/"))

    preview = page.find(".//div[@class='form-row field-cover_preview']//img")
    assert preview.get("src") == article.cover.thumbnail.url


def test_image_list_shows_thumbnails(client, writer):
    client.post(ADD, _payload(cover_upload=upload(picture())))

    page = read_page(client.get("/admin/articles/image/"))

    sources = [image.get("src") for image in page.findall(".//table[@id='result_list']//img")]
    assert sources == [Image.objects.get().thumbnail.url]


def test_image_in_use_cannot_be_deleted(client):
    client.force_login(UserFactory(group="编辑"))
    payload = _payload(cover_upload=upload(picture()))
    inlines = ("old_addresses", "related_choices")
    forms = {f"{name}-{kind}_FORMS": 0 for name in inlines for kind in ("TOTAL", "INITIAL")}
    client.post(ADD, payload | forms)
    image = Image.objects.get()

    client.post(f"/admin/articles/image/{image.pk}/delete/", {"post": "yes"})

    assert Image.objects.get() == image


def test_cover_is_not_needed(client):
    article = ArticleFactory.build()

    client.post(ADD, _payload(title=article.title))

    assert Article.objects.get().cover is None
