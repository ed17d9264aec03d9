import pytest

from articles import admin
from articles.indexing import refresh_related
from articles.models import Article, RelatedChoice
from tests.factories import UserFactory

from .stories import PARK, counts, groups, listed, payload, publish, stray_postings, write

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(UserFactory(group="编辑"))


def _act(client, action, *articles):
    chosen = {"action": action, "_selected_action": [a.pk for a in articles], "post": "yes"}
    return client.post(LIST, chosen)


def test_publishing_in_the_admin_indexes_the_article_with_its_tags(client):
    publish(PARK[0])

    client.post(f"{LIST}add/", payload(PARK[1], status="published", tags="锁具之乡"))

    article = Article.objects.get(title=PARK[1].title)
    assert article.pk in groups()
    assert counts()[1]["锁具之乡"] == 1
    assert stray_postings() == set()


def test_draft_in_the_admin_is_not_indexed(client):
    client.post(f"{LIST}add/", payload(PARK[0]))

    assert (Article.objects.count(), groups(), counts()) == (1, {}, (0, {}))


def test_status_set_back_in_the_admin_takes_the_article_out(client):
    article = publish(PARK[0])

    client.post(f"{LIST}{article.pk}/change/", payload(PARK[0]))

    assert (groups(), counts(), stray_postings()) == ({}, (0, {}), set())


def test_saving_that_cannot_index_saves_nothing(client, monkeypatch):
    monkeypatch.setattr(admin, "index_article", lambda article: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.post(f"{LIST}add/", payload(PARK[0], status="published"))

    assert Article.objects.count() == 0


@pytest.mark.parametrize("action", ["archive", "delete_selected"])
def test_bulk_action_takes_articles_out_and_their_neighbours_forget_them(client, action):
    articles = [publish(story) for story in PARK[:4]]
    refresh_related()

    _act(client, action, *articles[:2])
    refresh_related()

    assert set(groups()) == {articles[2].pk, articles[3].pk}
    assert (listed(articles[2]), listed(articles[3])) == ([articles[3].pk], [articles[2].pk])
    assert (counts()[0], stray_postings()) == (2, set())


def test_bulk_publishing_indexes(client):
    articles = [write(story, status="draft") for story in PARK[:3]]

    _act(client, "publish", *articles)

    assert set(groups()) == {article.pk for article in articles}
    assert stray_postings() == set()


@pytest.mark.parametrize(
    ("action", "name"), [("archive", "index_article"), ("delete_selected", "")]
)
def test_bulk_action_that_fails_leaves_article_and_index_in_step(client, monkeypatch, action, name):
    articles = [publish(story) for story in PARK[:3]]
    calls = iter([admin.unindex_article] * 2)
    monkeypatch.setattr(admin, "index_article", lambda article: next(calls)(article))
    monkeypatch.setattr(admin, "unindex_article", lambda article: next(calls)(article))

    with pytest.raises(StopIteration):
        _act(client, action, *articles)

    published = Article.objects.filter(status="published").values_list("pk", flat=True)
    assert set(groups()) == set(published)


def test_deleting_in_the_admin_takes_the_article_out(client):
    article, other = publish(PARK[0]), publish(PARK[1])
    RelatedChoice.objects.create(article=other, other=article)

    client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})
    refresh_related()

    assert (groups(), listed(other)) == ({other.pk: other.pk}, [])
    assert (counts()[0], stray_postings()) == (1, set())
