"""The worker's job: new lists for those that a saved neighbour asked for."""

import pytest

from articles import indexing
from articles.importing import import_articles
from articles.indexing import posting_keys_of, refresh_related, unindex_article
from articles.jobs import JOBS, refresh_waiting_lists
from articles.models import Article, ArticleIndex, RelatedRefresh

from .records import record_line
from .stories import LAMPS, PARK, groups, listed, publish, stray_postings, write

pytestmark = pytest.mark.django_db


def _waiting():
    return set(RelatedRefresh.objects.values_list("pk", flat=True))


def _index():
    return list(ArticleIndex.objects.order_by("pk").values())


def test_lists_of_others_follow_by_the_job():
    first = publish(PARK[0])
    refresh_related()
    second = publish(PARK[1])
    assert (listed(first), _waiting()) == ([], {first.pk})

    assert refresh_related() == 1

    assert (listed(first), _waiting()) == ([second.pk], set())


def test_lists_of_others_forget_what_was_taken_out():
    first, second = publish(PARK[0]), publish(PARK[1])
    refresh_related()
    assert listed(first) == [second.pk]

    unindex_article(second)
    refresh_related()

    assert listed(first) == []


def test_job_that_is_killed_loses_nothing(monkeypatch):
    articles = [publish(story) for story in PARK]
    waiting = _waiting()
    real = indexing.make_list
    monkeypatch.setattr(indexing, "make_list", lambda pk: real(pk) if pk == min(waiting) else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refresh_related()
    assert _waiting() == waiting - {min(waiting)}
    monkeypatch.undo()

    refresh_related()

    others = {article.pk for article in articles}
    assert all(set(listed(article)) == others - {article.pk} for article in articles)


def test_job_twice_makes_nothing_twice():
    for story in PARK:
        publish(story)
    refresh_related()
    before = _index()

    assert refresh_related() == 0
    assert _index() == before


def test_job_stops_when_its_time_is_over_and_goes_on_at_the_next_call():
    indexing.enqueue([write(story).pk for story in PARK[:3]])

    assert refresh_related(seconds=0) == 1
    assert refresh_related() >= 2
    assert len(groups()) == 3


def test_job_outlives_an_article_that_is_deleted_meanwhile(monkeypatch):
    first, second = publish(PARK[0]), publish(PARK[1])
    indexing.enqueue([first.pk, second.pk])
    real = indexing.make_list

    def make_list(pk):
        Article.objects.filter(pk=second.pk).delete()  # as another process would
        return real(pk)

    monkeypatch.setattr(indexing, "make_list", make_list)
    refresh_related()

    assert _waiting() == set()


def test_job_indexes_what_an_import_brought():
    lines = [record_line(id=n, title=s.title, body=s.text) for n, s in enumerate(PARK[:2])]
    import_articles(lines)
    first, second = Article.objects.order_by("pk")
    assert (_waiting(), groups()) == ({first.pk, second.pk}, {})

    refresh_waiting_lists()

    assert groups() == {first.pk: first.pk, second.pk: second.pk}
    refresh_waiting_lists()
    assert (listed(first), listed(second)) == ([second.pk], [first.pk])
    assert stray_postings() == set()


def test_job_indexes_anew_what_an_import_changed():
    import_articles([record_line(body=PARK[0].text)])
    refresh_waiting_lists()
    before = posting_keys_of(ArticleIndex.objects.get())

    import_articles([record_line(body=LAMPS[0].text)])
    refresh_waiting_lists()

    terms, shingles = posting_keys_of(ArticleIndex.objects.get())
    assert (terms != before[0], shingles.isdisjoint(before[1])) == (True, True)


def test_job_is_called_each_second():
    assert JOBS[refresh_waiting_lists] == 1
