"""Groups of near-copies, each of which the lists show one of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.indexing import index_article, refresh_related, unindex_article
from articles.related import related_articles

from .stories import COPY, DIGEST, LAMPS, PARK, Story, groups, listed, publish

pytestmark = pytest.mark.django_db


def _ago(hours):
    return timezone.now() - timedelta(hours=hours)


def test_copies_are_one_group_and_parts_are_not():
    part, whole, original, copy = map(publish, [LAMPS[0], DIGEST, PARK[0], COPY])

    assert groups() == {part.pk: part.pk, whole.pk: whole.pk} | dict.fromkeys(
        [original.pk, copy.pk], original.pk
    )


@pytest.mark.parametrize("copy_first", [True, False])
@pytest.mark.parametrize(
    ("original", "copy", "name"),
    [
        ({}, {"source_name": "横塘发布"}, "copy"),
        ({"source_name": "横塘发布"}, {}, "original"),
        ({"source_name": "横塘发布"}, {"source_name": "南岸观察"}, "original"),
        ({}, {}, "original"),
    ],
)
def test_group_is_named_after_a_source_else_the_earliest(original, copy, name, copy_first):
    stories = [(PARK[0], original, _ago(9)), (COPY, copy, _ago(2))]
    articles = {
        story: publish(story, published_at=time, **fields)
        for story, fields, time in (reversed(stories) if copy_first else stories)
    }

    expected = articles[COPY if name == "copy" else PARK[0]]

    assert set(groups().values()) == {expected.pk}


def test_group_is_renamed_when_the_one_that_stands_for_it_goes():
    earliest, middle, last = (
        publish(Story(f"{COPY.title}{n}", COPY.text), published_at=_ago(9 - n)) for n in range(3)
    )
    other = publish(PARK[1])
    assert (set(groups().values()), listed(other)) == ({earliest.pk, other.pk}, [earliest.pk])

    unindex_article(earliest)
    refresh_related()

    assert groups() == {middle.pk: middle.pk, last.pk: middle.pk, other.pk: other.pk}
    assert listed(other) == [middle.pk]


@pytest.mark.parametrize("edited", [0, 1], ids=["original", "copy"])
def test_article_that_is_rewritten_leaves_its_group(edited):
    pair = [publish(PARK[0], published_at=_ago(9)), publish(COPY)]
    pair[edited].body = f"<p>{LAMPS[0].text}</p>"
    pair[edited].save()

    index_article(pair[edited])

    assert groups() == {article.pk: article.pk for article in pair}


@pytest.mark.parametrize(
    "fields", [{"published_at": _ago(-9), "source_name": "横塘发布"}, {"expires_at": _ago(1)}]
)
def test_public_copy_is_shown_where_the_one_that_stands_for_it_is_not_public(fields):
    publish(PARK[0], **{"published_at": _ago(99)} | fields)
    public = publish(COPY)
    for story in LAMPS:
        publish(story)

    assert related_articles(publish(PARK[1]))[:1] == [public]
