"""A rebuild while editors and the worker go on."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from articles import indexing
from articles.indexing import index_article, refresh_related, unindex_article
from articles.models import Article, Corpus, RelatedRefresh
from articles.rebuilding import rebuild_related

from .stories import ALL, LAMPS, PARK, groups, stray_postings, write

pytestmark = pytest.mark.django_db


def _meanwhile(title, action):
    """A progress during which ``action`` happens once, after the first item under ``title``."""

    def progress(items, shown, total):
        for number, item in enumerate(items):
            yield item
            if (number, shown) == (0, title):
                action()

    return progress


def test_rebuild_serves_those_that_waited_and_keeps_those_that_came_meanwhile():
    first, second = write(PARK[0]), write(PARK[1])
    indexing.enqueue([first.pk])

    rebuild_related(_meanwhile("排序", lambda: indexing.enqueue([second.pk])))

    assert list(RelatedRefresh.objects.values_list("pk", flat=True)) == [second.pk]


def test_rebuild_does_not_bring_back_what_goes_meanwhile():
    gone, hidden, stays = (write(story) for story in PARK[:3])

    def change():
        Article.objects.filter(pk=hidden.pk).update(status="archived")
        for article in (gone, hidden):
            unindex_article(article)
        gone.delete()

    rebuild_related(_meanwhile("索引", change))

    assert groups() == {stays.pk: stays.pk}


def test_rebuild_does_not_undo_an_edit_made_meanwhile():
    article = write(PARK[0])

    def edit():
        article.body = f"<p>{LAMPS[0].text}</p>"
        article.save()
        index_article(article)

    rebuild_related(_meanwhile("索引", edit))
    while refresh_related():
        pass

    assert indexing.find_copy(LAMPS[0].text).article_id == article.pk


def test_rebuild_counts_once_what_the_worker_indexes_meanwhile():
    articles = [write(story) for story in PARK]
    indexing.enqueue([article.pk for article in articles])

    rebuild_related(_meanwhile("词频", refresh_related))

    assert Corpus.load().articles == len(PARK)


def test_rebuild_takes_in_what_is_published_meanwhile():
    articles = [write(story) for story in PARK[:3]]

    def publish_more():
        articles.append(write(PARK[3]))
        index_article(articles[-1])

    rebuild_related(_meanwhile("索引", publish_more))

    assert groups() == {article.pk: article.pk for article in articles}
    assert stray_postings() == set()
    assert Corpus.load().articles == 4


# Articles are read one by one while another connection writes after each of them.
BESIDE_A_WRITER = """
import sqlite3, sys, django
django.setup()
from articles import rebuilding

def progress(items, title, total):
    for item in items:
        yield item
        other.execute("UPDATE articles_article SET view_count = view_count + 1")
        other.commit()

rebuilding.BATCH = 1
rebuilding._batches.__defaults__ = (1,)
other = sqlite3.connect(sys.argv[1])
sys.exit(rebuilding.rebuild_related(progress) != 15)
"""


def test_rebuild_goes_on_while_another_process_writes(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has one lock for all")
    for story in ALL:
        write(story)
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as site:
        site.executescript("".join(connection.connection.iterdump()))

    environment = {"DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "zsnews.settings"}
    run = subprocess.run(
        [sys.executable, "-c", BESIDE_A_WRITER, path],
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )

    assert (run.returncode, run.stderr[-300:]) == (0, "")
