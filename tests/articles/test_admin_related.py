import pytest

from articles.models import Article, RelatedChoice
from tests.factories import UserFactory

from .pages import links, read_page, text
from .stories import (
    COPY,
    DIGEST,
    LAMPS,
    OTHERS,
    PARK,
    listed,
    payload,
    publish,
    write,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


@pytest.fixture
def editor(client):
    user = UserFactory(group="编辑")
    client.force_login(user)
    return user


@pytest.fixture
def chief(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def _choice(number, other, kind):
    prefix = f"related_choices-{number}"
    return {f"{prefix}-other": other.pk, f"{prefix}-kind": kind, f"{prefix}-id": ""}


def _resave(client, article, story, **changes):
    fields = {"status": "published", "published_at_0": "2024-03-28", "published_at_1": "10:00"}
    return client.post(f"{LIST}{article.pk}/change/", payload(story, **fields | changes))


def _messages(client):
    page = read_page(client.get(LIST))
    return [item for item in page.iter("li") if item.get("class") in {"success", "warning"}]


def _related_list(client, article):
    page = read_page(client.get(f"{LIST}{article.pk}/change/"))
    return page.find(".//div[@class='form-row field-related_list']//div[@class='readonly']")


@pytest.mark.parametrize(
    ("original", "draft", "share"), [(PARK[0], COPY, "93%"), (DIGEST, LAMPS[0], "100%")]
)
def test_draft_that_copies_is_saved_with_a_warning(client, editor, original, draft, share):
    original = publish(original)

    client.post(f"{LIST}add/", payload(draft))

    warning, success = sorted(_messages(client), key=lambda item: item.get("class") == "success")
    assert text(warning) == f"正文与已发布的 《{original}》 有 {share} 相同，请核对是否重复。"
    assert links(warning) == [(f"《{original}》", original.get_absolute_url())]
    assert success.get("class") == "success"
    assert Article.objects.filter(title=draft.title, status="draft").exists()


def test_title_in_a_warning_is_escaped(client, editor):
    publish(PARK[0], title="<b>横塘</b>")

    client.post(f"{LIST}add/", payload(COPY))

    (warning,) = [item for item in _messages(client) if item.get("class") == "warning"]
    assert "《<b>横塘</b>》" in text(warning)


@pytest.mark.parametrize("draft", [PARK[1], OTHERS[0]])
def test_draft_of_its_own_is_saved_without_a_warning(client, editor, draft):
    publish(PARK[0])

    client.post(f"{LIST}add/", payload(draft))

    assert [item.get("class") for item in _messages(client)] == ["success"]


def test_article_is_no_copy_of_itself_or_of_a_draft(client, editor):
    article = publish(PARK[0])
    write(COPY, status="draft")

    _resave(client, article, PARK[0])

    assert [item.get("class") for item in _messages(client)] == ["success"]


@pytest.mark.parametrize("user", [{"group": "编辑"}, {"group": "主管"}, {"is_superuser": True}])
def test_editor_pins_and_excludes(client, user):
    client.force_login(UserFactory(**user))
    articles = [publish(story) for story in PARK[:3]]
    stranger = publish(OTHERS[0])
    choices = _choice(0, stranger, "pin") | _choice(1, articles[1], "exclude")
    total = {"related_choices-TOTAL_FORMS": 2}

    response = _resave(client, articles[0], PARK[0], **choices | total)

    assert response.status_code == 302
    assert listed(articles[0]) == [stranger.pk, articles[2].pk]


def test_pin_can_be_taken_back(client, chief):
    article, stranger = publish(PARK[0]), publish(OTHERS[0])
    pin = RelatedChoice.objects.create(article=article, other=stranger)
    form = {
        "related_choices-TOTAL_FORMS": 1,
        "related_choices-INITIAL_FORMS": 1,
        "related_choices-0-id": pin.pk,
        "related_choices-0-article": article.pk,
        "related_choices-0-DELETE": "on",
    }

    _resave(client, article, PARK[0], **_choice(0, stranger, "pin") | form)

    assert listed(article) == []


def test_no_choice_of_the_article_itself_or_of_another_twice(client, chief):
    article, other = publish(PARK[0]), publish(PARK[1])
    for choices in (
        _choice(0, article, "pin"),
        _choice(0, other, "pin") | _choice(1, other, "pin"),
    ):
        total = {"related_choices-TOTAL_FORMS": len(choices) // 3}

        assert _resave(client, article, PARK[0], **choices | total).status_code == 200
    assert RelatedChoice.objects.count() == 0


def test_editor_sees_why_each_article_is_listed(client, editor):
    for story in LAMPS:
        publish(story)
    article, *_ = [publish(story) for story in PARK]
    RelatedChoice.objects.create(article=article, other=publish(OTHERS[0]))
    _resave(client, article, PARK[0])

    items = [text(item) for item in _related_list(client, article).iter("li")]

    assert items[0] == f"{OTHERS[0].title} 编辑置顶 · 0.00"
    assert {item.split()[0] for item in items[1:5]} == {story.title for story in PARK[1:]}
    assert any("、五金" in item for item in items)
    assert len(items) <= 8


def test_draft_has_no_list_yet(client, editor):
    article = write(PARK[0], status="draft")

    assert text(_related_list(client, article)) == "发布后生成"
    assert text(read_page(client.get(f"{LIST}add/"))).count("发布后生成") == 1
