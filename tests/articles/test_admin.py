from datetime import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.models import Article, OldAddress
from tests.factories import ArticleFactory, CategoryFactory, UserFactory

from .pages import read_page

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
MARCH = timezone.make_aware(datetime(2024, 3, 28, 10, 0))


@pytest.fixture
def writer(client):
    user = UserFactory(group="写稿")
    client.force_login(user)
    return user


@pytest.fixture
def editor(client):
    user = UserFactory(group="编辑")
    client.force_login(user)
    return user


def _payload(**changes):
    fields = {
        "title": "横塘交付厂房",
        "body": "<p>六栋厂房交付。</p>",
        "category": changes.pop("category", None) or CategoryFactory().pk,
        "status": "draft",
        "old_addresses-TOTAL_FORMS": 0,
        "related_choices-TOTAL_FORMS": 0,
        "related_choices-INITIAL_FORMS": 0,
        "old_addresses-INITIAL_FORMS": 0,
    }
    return fields | changes


def _change(article):
    return f"{LIST}{article.pk}/change/"


def _errors(response):
    return response.context["adminform"].form.errors


def _messages(response):
    return [str(message) for message in response.context["messages"]]


def test_writer_sees_own_articles_only(client, writer):
    own = ArticleFactory(created_by=writer, status="draft")
    ArticleFactory(created_by=UserFactory(group="写稿"), status="draft")
    ArticleFactory()

    assert list(client.get(LIST).context["cl"].result_list) == [own]


def test_writer_cannot_open_the_article_of_another(client, writer):
    article = ArticleFactory(status="draft", created_by=UserFactory())

    for response in (client.get(_change(article)), client.post(_change(article), _payload())):
        assert (response.status_code, response.url) == (302, "/admin/")


def test_writer_writes_a_draft_of_his_own(client, writer):
    response = client.post(f"{LIST}add/", _payload(tags="横塘镇，LED 照明", standfirst="摘要"))

    article = Article.objects.get()
    assert (response.status_code, response.url) == (302, LIST)
    assert (article.created_by, article.status, article.standfirst) == (writer, "draft", "摘要")
    assert sorted(article.tags.names()) == ["LED 照明", "横塘镇"]


@pytest.mark.parametrize("status", ["published", "archived"])
def test_writer_cannot_publish(client, writer, status):
    article = ArticleFactory(created_by=writer, status="review", published_at=None)

    response = client.post(_change(article), _payload(status=status))

    assert list(_errors(response)) == ["status"]
    assert Article.objects.get().status == "review"


def test_writer_cannot_set_what_belongs_to_publishing(client, writer):
    times = {"published_at_0": "2024-03-28", "published_at_1": "10:00", "is_pinned": "on"}

    client.post(f"{LIST}add/", _payload(**times))

    article = Article.objects.get()
    assert (article.published_at, article.is_pinned) == (None, False)


@pytest.mark.parametrize("status", ["published", "archived"])
def test_writer_reads_and_cannot_change_what_was_published(client, writer, status):
    article = ArticleFactory(created_by=writer, status=status, title="原来的标题")

    assert client.get(_change(article)).context["has_change_permission"] is False
    assert client.post(_change(article), _payload()).status_code == 403
    assert Article.objects.get().title == "原来的标题"


def test_writer_can_neither_bulk_publish_nor_delete(client, writer):
    article = ArticleFactory(created_by=writer, status="draft")

    client.post(LIST, {"action": "publish", "_selected_action": [article.pk]})
    client.post(
        LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    )
    deletion = client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})

    assert deletion.status_code == 403
    assert Article.objects.get().status == "draft"


def test_editor_publishes_and_the_time_is_filled_in(client, editor):
    article = ArticleFactory(status="review", published_at=None, created_by=UserFactory())
    before = timezone.now()

    response = client.post(_change(article), _payload(status="published"))

    assert response.status_code == 302
    changed = Article.objects.get()
    assert (changed.status, changed.created_by) == ("published", article.created_by)
    assert before <= changed.published_at <= timezone.now()


def test_editor_is_told_of_an_error_when_publishing(client, editor):
    article = ArticleFactory(status="draft", published_at=None)

    response = client.post(_change(article), _payload(status="published", title=""))

    assert _errors(response) == {"title": ["这个字段是必填项。"]}


def test_editor_schedules_in_local_time(client, editor):
    times = {"published_at_0": "2099-01-01", "published_at_1": "08:00"}

    client.post(f"{LIST}add/", _payload(status="published", **times))

    assert Article.objects.get().published_at == timezone.make_aware(datetime(2099, 1, 1, 8))


def test_editor_is_told_that_an_article_cannot_end_before_it_begins(client, editor):
    times = {
        "published_at_0": "2024-03-28",
        "published_at_1": "10:00",
        "expires_at_0": "2024-03-28",
        "expires_at_1": "09:00",
    }

    response = client.post(f"{LIST}add/", _payload(status="published", **times))

    assert _errors(response) == {"__all__": ["下线时间必须晚于发布时间。"]}


def test_editor_who_publishes_now_is_told_that_the_end_is_past(client, editor):
    times = {"expires_at_0": "2024-03-28", "expires_at_1": "09:00"}

    response = client.post(f"{LIST}add/", _payload(status="published", **times))

    assert (response.status_code, Article.objects.count()) == (200, 0)


def test_editor_keeps_the_tags_that_the_form_shows(client, editor):
    article = ArticleFactory(tags=["LED 照明", "厂房"])

    page = read_page(client.get(_change(article)))
    shown = page.find(".//input[@name='tags']").get("value")

    assert sorted(shown.split("，")) == ["LED 照明", "厂房"]


def test_editor_is_told_of_a_tag_that_is_too_long(client, editor):
    response = client.post(f"{LIST}add/", _payload(tags="厂" * 101))

    assert (response.status_code, Article.objects.count()) == (200, 0)
    assert list(_errors(response)) == ["tags"]


def test_editor_gives_an_article_old_addresses(client, editor):
    inline = {"old_addresses-TOTAL_FORMS": 1, "old_addresses-0-path": "/?id=12"}

    client.post(f"{LIST}add/", _payload(**inline))

    assert list(OldAddress.objects.values_list("path", "article__title")) == [
        ("/?id=12", "横塘交付厂房")
    ]


def test_body_from_the_form_is_sanitised(client, editor):
    client.post(f"{LIST}add/", _payload(body="<p onclick='go()'>文</p><script>alert(1)</script>"))

    assert Article.objects.get().body == "<p>文</p>"


def test_bulk_publish_reports_how_many(client, editor):
    articles = [
        ArticleFactory(status="draft", published_at=None),
        ArticleFactory(status="archived", published_at=MARCH),
        ArticleFactory(status="published", published_at=MARCH),
    ]
    chosen = {"action": "publish", "_selected_action": [article.pk for article in articles]}

    response = client.post(LIST, chosen, follow=True)

    assert _messages(response) == ["已发布 2 篇文章。"]
    assert Article.objects.public().count() == 3
    assert Article.objects.filter(published_at=MARCH).count() == 2
    assert list(LogEntry.objects.values_list("change_message", flat=True)) == ["已发布", "已发布"]


def test_bulk_publish_leaves_what_has_already_ended(client, editor):
    ended = ArticleFactory(status="draft", published_at=None, expires_at=MARCH)
    draft = ArticleFactory(status="draft", published_at=None)
    chosen = {"action": "publish", "_selected_action": [ended.pk, draft.pk]}

    response = client.post(LIST, chosen, follow=True)

    assert response.status_code == 200
    assert list(Article.objects.public()) == [draft]


def test_bulk_archive_takes_articles_off_the_site(client, editor):
    article = ArticleFactory(published_at=MARCH)

    chosen = {"action": "archive", "_selected_action": [article.pk]}
    response = client.post(LIST, chosen, follow=True)

    assert _messages(response) == ["已下线 1 篇文章。"]
    assert list(Article.objects.values_list("status", "published_at")) == [("archived", MARCH)]
