from datetime import timedelta

import pytest
from django.utils import timezone

from articles.search import search_articles
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "横塘园区开园"},
        {"standfirst": "横塘园区今日开园。"},
        {"body": "<p>昨日，横塘园区开园。</p>"},
        {"tags": ["横塘园区"]},
    ],
)
def test_search_finds_a_word_wherever_it_stands(fields):
    article = ArticleFactory(**fields)
    ArticleFactory()

    assert list(search_articles("横塘园区")) == [article]


def test_search_wants_every_word():
    both = ArticleFactory(title="海桐灯饰扩产", tags=["厂房租赁"])
    ArticleFactory(title="海桐灯饰落户")
    ArticleFactory(tags=["厂房租赁"])

    assert list(search_articles("海桐  厂房租赁")) == [both]


def test_search_is_public_only():
    hour = timedelta(hours=1)
    for fields in (
        {"status": "draft"},
        {"status": "review"},
        {"status": "archived"},
        {"published_at": timezone.now() + hour},
        {"published_at": timezone.now() - 2 * hour, "expires_at": timezone.now() - hour},
    ):
        ArticleFactory(title="海桐灯饰", tags=["海桐灯饰"], **fields)

    assert list(search_articles("海桐灯饰")) == []


def test_search_shows_an_article_once_and_the_newest_first():
    old = ArticleFactory(title="海桐", tags=["海桐", "海桐灯饰"])
    new = ArticleFactory(title="海桐", published_at=old.published_at + timedelta(minutes=1))

    assert list(search_articles("海桐")) == [new, old]


@pytest.mark.parametrize("query", ["led", "LED", "Led"])
def test_search_takes_either_case(query):
    in_title = ArticleFactory(title="LED 照明展", published_at=timezone.now())
    tagged = ArticleFactory(tags=["Led"])

    assert list(search_articles(query)) == [in_title, tagged]


@pytest.mark.parametrize("query", ["", "   ", "\u3000"])
def test_search_for_nothing_finds_nothing(query):
    ArticleFactory()

    assert list(search_articles(query)) == []


@pytest.mark.parametrize("query", ["%", "_", "\\", "'", '"', "');--", "😀", "厂" * 3000])
def test_search_takes_signs_for_what_they_are(query):
    ArticleFactory(title="横塘厂房")

    assert list(search_articles(query)) == []


def test_search_takes_an_ampersand_in_the_body():
    article = ArticleFactory(body="<p>海桐设立 R&amp;D 中心。</p>")

    assert list(search_articles("R&D")) == [article]


def test_search_does_not_find_markup():
    ArticleFactory(body="<p><strong>横塘</strong>开园。</p>")

    assert list(search_articles("strong")) == []


def test_search_heeds_the_first_five_words(django_assert_num_queries):
    article = ArticleFactory(title="甲乙丙丁戊")

    with django_assert_num_queries(1):
        assert list(search_articles("甲 乙 丙 丁 戊 己 庚")) == [article]
