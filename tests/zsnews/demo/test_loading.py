import zlib
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from django.db import transaction
from django.test import override_settings
from PIL import Image as Picture

from articles.models import Article, Category, DailyViews, Image, OldAddress, SiteSettings
from articles.text import plain_text
from leads.models import ContactCard, Inquiry
from zsnews.demo import loading
from zsnews.demo.drawings import SCENES, draw

pytestmark = pytest.mark.django_db


def _plain_picture(scene, variant):
    """Stands in for the real drawings, which take many seconds altogether."""
    colour = tuple(zlib.crc32(scene.encode()).to_bytes(4)[:3])
    file = BytesIO()
    Picture.new("RGB", (64, 36), colour).save(file, "png")
    return file.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, loaded once and rolled back after the last test of this file."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        mock.patch.object(loading, "_drawing", _plain_picture),
        transaction.atomic(),
    ):
        loading.load_demo()
        yield
        transaction.set_rollback(True)


def test_demo_has_at_least_sixty_public_articles_over_six_categories():
    assert Article.objects.public().count() >= 60
    assert Category.objects.count() == 6
    for category in Category.objects.all():
        assert Article.objects.public().in_category(category).count() >= 8, category


def test_demo_articles_have_what_a_real_one_has():
    public = Article.objects.public()

    assert public.filter(excerpt="").count() == 0
    assert [article for article in public if not article.tags.exists()] == []
    lengths = [len(plain_text(article.body)) for article in public]
    assert min(lengths) < max(lengths) / 3
    for element in ("<h2>", "<ul>", "<table>", "<img "):
        assert public.filter(body__contains=element).exists(), element


def test_demo_also_has_articles_that_are_not_public():
    hidden = Article.objects.exclude(pk__in=Article.objects.public())

    assert set(hidden.values_list("status", flat=True)) >= {"draft", "review"}


def _shingles(article):
    text = plain_text(article.body).replace("\n", "")
    return {text[start : start + 4] for start in range(len(text) - 3)}


def test_demo_has_two_near_copies():
    shingles = {article.pk: _shingles(article) for article in Article.objects.public()}

    near = [
        (a, b)
        for a in shingles
        for b in shingles
        if a < b and len(shingles[a] & shingles[b]) > 0.7 * len(shingles[a] | shingles[b])
    ]

    assert len(near) == 1


def test_demo_pictures_are_on_the_disk():
    files = [file for image in Image.objects.all() for file in (image.file, image.thumbnail)]

    assert len(files) >= 2 * 8  # a scene counts once here; each picture has its thumbnail
    assert [file.name for file in files if not Path(file.path).is_file()] == []
    assert Article.objects.public().filter(cover=None).count() < 60


def test_demo_inquiries_are_in_every_state():
    inquiries = Inquiry.objects.all()

    assert len(inquiries) == 12
    assert {inquiry.status for inquiry in inquiries} == set(Inquiry.Status)
    assert [inquiry.phone for inquiry in inquiries if not inquiry.phone_e164] == []
    for inquiry in inquiries:
        article = inquiry.article
        assert inquiry.source_path == (f"/news/{article.pk}/" if article else "/inquiry/")


def test_demo_articles_are_reached_by_an_old_address_and_have_readers(client):
    article = Article.objects.public().first()

    response = client.get(OldAddress.objects.get(article=article).path)

    assert response.status_code == 301
    assert response.headers["Location"] == f"/news/{article.pk}/"
    total = sum(DailyViews.objects.filter(article=article).values_list("count", flat=True))
    assert article.view_count > 0
    assert total >= article.view_count


def test_demo_site_has_a_name_and_a_contact_card():
    card = ContactCard.load()

    assert SiteSettings.load().name == "澜湾产业网"
    assert [uri for _, _, uri in card.phones] == ["tel:4000000123", "tel:+8613800138000"]
    assert Path(card.wechat_qr.path).is_file()


def test_demo_asks_only_for_scenes_that_can_be_drawn():
    assert set(Image.objects.values_list("alt", flat=True)) <= set(SCENES)


def test_drawing_is_a_picture_of_the_promised_size():
    picture = Picture.open(BytesIO(draw(next(iter(SCENES)), 0)))

    picture.load()

    assert picture.size == (1280, 720)
