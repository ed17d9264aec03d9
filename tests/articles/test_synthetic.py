import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from articles.cleaning import sanitise
from articles.synthetic import (
    BLOCK,
    COMMON_WORD,
    DAYS,
    RARE_EVERY,
    RARE_WORD,
    Corpus,
    frames_of,
    words_of,
)
from articles.text import plain_text

CONTENT = Path(__file__).parents[2] / "zsnews/demo/content"
TEXTS = [
    plain_text(article["body"])
    for path in sorted(CONTENT.glob("*.toml"))
    for article in tomllib.loads(path.read_text()).get("article", [])
]


@pytest.fixture(scope="module")
def corpus():
    return Corpus(TEXTS)


@pytest.fixture(scope="module")
def articles(corpus):
    return [corpus.article(number) for number in range(1, 2 * BLOCK + 1)]


def _share(articles, test):
    return sum(map(test, articles)) / len(articles)


def _shingles(article):
    text = re.sub(r"\W", "", plain_text(article.body))
    return {text[start : start + 5] for start in range(len(text) - 4)}


def test_article_depends_on_number_and_seed_alone(corpus, articles):
    far, again = corpus.article(900_001), corpus.article(1234)

    assert again == articles[1233]
    assert Corpus(TEXTS).article(900_001) == far
    assert Corpus(TEXTS, seed=2).article(1234).body != again.body


def test_article_has_the_shape_of_news(articles):
    lengths = [len(plain_text(article.body)) for article in articles]
    paragraphs = [article.body.count("<p>") for article in articles]

    assert {len(article.title) for article in articles} <= set(range(14, 31))
    assert 1_100 <= sum(lengths) / len(lengths) <= 1_350
    assert (min(paragraphs), max(paragraphs)) == (4, 14)
    assert {len(set(article.tags)) for article in articles} == {3, 4, 5, 6}
    assert {article.category for article in articles} == set(range(6))


def test_article_body_is_clean(articles):
    assert [a.number for a in articles if sanitise(a.body) != a.body] == []


def test_article_is_at_most_eight_years_old(articles):
    ages = [article.days_ago for article in articles]

    assert 0 <= min(ages) < DAYS / 20
    assert DAYS * 0.95 < max(ages) <= DAYS


def test_common_word_stands_in_three_of_ten(articles):
    assert 0.27 <= _share(articles, lambda article: COMMON_WORD in article.body) <= 0.33


def test_rare_word_stands_in_one_of_five_thousand(corpus):
    middle = RARE_EVERY // 2
    numbers = range(middle - 20, middle + 21)

    assert [n for n in numbers if RARE_WORD in corpus.article(n).body] == [middle]


def test_words_follow_zipf(articles, corpus):
    words = corpus.words[:200]
    found = Counter(word for a in articles for word in words if word in a.body)
    counts = sorted(found.values(), reverse=True)

    assert counts[0] > 4 * counts[100] > 0
    assert counts[9] > 1.5 * counts[60]


def test_story_shares_terms_tags_and_time(articles):
    stories = {}
    for article in articles:
        stories.setdefault(id(article.terms), []).append(article)
    sizes = [len(story) for story in stories.values()]
    spans = [max(a.days_ago for a in s) - min(a.days_ago for a in s) for s in stories.values()]
    largest = max(stories.values(), key=len)
    shared = [len(set(one.tags) & set(other.tags)) for one, other in pairwise(largest)]

    assert (min(sizes), max(sizes)) == (1, 30)
    assert max(spans) < 120  # days
    assert sum(shared) >= len(shared)
    assert sum(any(name in a.body for name in largest[0].terms[:6]) for a in largest) == 30


def test_tags_grow_slowly(articles):
    tags = [{tag for a in part for tag in a.tags} for part in (articles[:BLOCK], articles)]

    assert 400 < len(tags[0]) < len(tags[1]) < 2 * len(tags[0])


def test_near_copies_are_two_in_a_hundred(articles):
    copies = [article for article in articles if article.original]

    assert 0.012 <= len(copies) / len(articles) <= 0.03
    for copy in copies:
        original = articles[copy.original.number - 1]
        theirs, ours = _shingles(original), _shingles(copy)
        assert len(theirs & ours) / len(ours) > 0.85
        assert original.days_ago - 1 <= copy.days_ago <= original.days_ago
        assert original.title != copy.title


def test_articles_of_one_story_are_no_copies(articles):
    by_story = sorted((a for a in articles if not a.original), key=lambda a: id(a.terms))

    for one, other in pairwise(by_story[:400]):
        shared = _shingles(one) & _shingles(other)
        assert len(shared) / min(len(_shingles(one)), len(_shingles(other))) < 0.2


def test_words_are_strings_met_in_different_places():
    text = "\n电机厂。新电机在，旧电机的\n"

    assert words_of(text) == ["电机"]


@pytest.mark.parametrize("word", [COMMON_WORD, f"大{COMMON_WORD}", RARE_WORD, "区域"])
def test_words_leave_out_those_that_are_counted(word):
    assert words_of(f"\n{word}，{word}。{word}\n") == []
    assert words_of(f"\n{word}，{word}。{word}\n".replace(word, "电机")) == ["电机"]


def test_frames_keep_grammar_digits_and_percent_signs():
    text = "他说，设备在厂房里占了30%。短句。"

    assert frames_of(text) == [("他说，%s在%s里%s了30%%。", 3)]
