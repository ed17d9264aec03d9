import pytest
from django.forms import modelform_factory

from articles.models import Article
from tests.factories import ArticleFactory, CategoryFactory

pytestmark = pytest.mark.django_db

DIRTY = '<p onclick="go()">首批厂房交付。<script>alert(1)</script></p>'
CLEAN = "<p>首批厂房交付。</p>"


def _stored_bodies():
    return list(Article.objects.order_by("pk").values_list("body", flat=True))


def test_body_is_sanitised_on_save():
    article = ArticleFactory(body=DIRTY)

    assert article.body == CLEAN
    assert _stored_bodies() == [CLEAN]


def test_body_is_sanitised_on_save_of_some_fields():
    article = ArticleFactory()

    article.body = DIRTY
    article.save(update_fields=["body"])

    assert _stored_bodies() == [CLEAN]


def test_body_is_sanitised_on_bulk_create():
    article = ArticleFactory.build(category=CategoryFactory(), body=DIRTY)

    Article.objects.bulk_create([article])

    assert _stored_bodies() == [CLEAN]


def test_body_is_sanitised_on_bulk_update():
    articles = ArticleFactory.create_batch(2)

    for article in articles:
        article.body = DIRTY
    Article.objects.bulk_update(articles, ["body"])

    assert _stored_bodies() == [CLEAN, CLEAN]


def test_body_is_sanitised_on_queryset_update():
    ArticleFactory()

    Article.objects.update(body=DIRTY)

    assert _stored_bodies() == [CLEAN]


def test_body_is_sanitised_on_update_or_create():
    article = ArticleFactory()

    Article.objects.update_or_create(pk=article.pk, defaults={"body": DIRTY})

    assert _stored_bodies() == [CLEAN]


def test_body_is_sanitised_in_a_form():
    form = modelform_factory(Article, fields=["body"])({"body": DIRTY})

    assert form.is_valid()
    assert form.instance.body == CLEAN


@pytest.mark.parametrize("nothing", ["", "<p></p>", "<p>&nbsp;</p>", "<script>alert(1)</script>"])
def test_body_with_nothing_to_show_is_missing_in_a_form(nothing):
    form = modelform_factory(Article, fields=["body"])({"body": nothing})

    assert list(form.errors) == ["body"]


def test_body_read_back_and_saved_again_is_the_same():
    article = ArticleFactory(body="<p>层高 &lt; 8 米 &amp;amp; 承重</p>")

    Article.objects.get().save()

    assert _stored_bodies() == [article.body]
