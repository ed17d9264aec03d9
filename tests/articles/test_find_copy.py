import time

import pytest

from articles.indexing import find_copy
from articles.text import words

from .stories import COPY, DIGEST, LAMPS, PARK, publish

pytestmark = pytest.mark.django_db

TRADITIONAL = str.maketrans("园产业厂昨领钥层积设", "園產業廠昨領鑰層積設")
WIDE = str.maketrans({"，": ", ", "。": ". ", "：": "︰"})


@pytest.mark.parametrize(
    "body",
    [
        PARK[0].text.translate(TRADITIONAL),
        PARK[0].text.translate(WIDE),
        "".join(f"<p>\u3000\u3000{line}</p>" for line in reversed(PARK[0].text.split("\n"))),
        PARK[0].text.replace("最", "蕞") + "\n扫码关注公众号，本文 PDF 版请点击 Read more。",
    ],
    ids=["traditional", "punctuation", "markup and order", "substitution and boilerplate"],
)
def test_find_copy_sees_through_an_edit(body):
    original = publish(PARK[0])
    publish(PARK[1])

    assert find_copy(body).article_id == original.pk
    assert find_copy(body, exclude=original.pk) is None


def test_find_copy_knows_only_what_is_published():
    publish(PARK[0], status="draft")

    assert find_copy(PARK[0].text) is None


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n\u3000",
        "厂房",
        "a",
        "\0",
        "\ud800",
        "，。！？……",
        "<p></p>",
        "5%",
        "🏭",
        "<b",
        "<p>厂",
    ],
)
def test_find_copy_of_next_to_nothing_is_none(body):
    for story in (PARK[0], PARK[1]):
        publish(story)

    assert find_copy(body) is None


@pytest.mark.parametrize(
    "unit", ["园区厂房", "园區LED廠房 ", "，。", "<", "<table", "x", "<p>厂</p>", "\ud800"]
)
def test_a_megabyte_takes_no_longer_than_it_should(unit):
    body = unit * (1_000_000 // len(unit))
    article = publish(PARK[0])
    words("厂房")  # the dictionary is read once
    start = time.process_time()

    assert find_copy(body) is None

    assert time.process_time() - start < 10  # and not minutes
    assert find_copy(PARK[0].text).article_id == article.pk


def test_find_copy_measures_what_is_in_common():
    original, whole = publish(PARK[0]), publish(DIGEST)

    copy, part = find_copy(COPY.text), find_copy(LAMPS[0].text)

    assert (copy.article_id, part.article_id) == (original.pk, whole.pk)
    assert 0.8 < copy.jaccard < copy.containment < 1
    assert (0.3 < part.jaccard < 0.4, part.containment) == (True, 1)


def test_find_copy_names_the_nearest_of_several_else_the_earliest():
    publish(COPY)
    first, _ = publish(PARK[0]), publish(PARK[0])

    assert find_copy(PARK[0].text).article_id == first.pk
