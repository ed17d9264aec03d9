"""Related articles and copies: quality on labelled news, cost at any size.

    python -m tests.benchmarks.bench_related quality
    python -m tests.benchmarks.bench_related cost --articles 100000

``quality`` imports the labelled articles of ../shared/related into an empty database and prints
what its scorer says. ``cost`` fills a database with ``populate``, rebuilds the index, and prints
the time of the rebuild, of one lookup and of one save, and the bytes of the index an article.
The database is a new SQLite file in a temporary folder, or an empty one that DATABASE_URL names.
"""

import argparse
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

LABELLED = Path(__file__).parents[3] / "shared" / "related"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["quality", "cost"])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--lookups", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zsnews-bench-") as folder:
        if options.what == "cost":
            set_up(folder, "cost")
            cost(options.articles, options.lookups)
        elif not LABELLED.exists():
            sys.exit(f"No labelled data at {LABELLED}")
        elif "ZSNEWS_BENCH_STEP" in os.environ:
            set_up(folder, "quality")
            globals()[os.environ["ZSNEWS_BENCH_STEP"]](Path(folder))
        else:  # each step in a process of its own, with a database of its own
            for step in ("quality_of_lists", "quality_of_copies"):
                environment = os.environ | {"ZSNEWS_BENCH_STEP": step}
                subprocess.run([sys.executable, "-m", __spec__.name, "quality"], env=environment)


def set_up(folder, name):
    import django
    from django.core.management import call_command

    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/{name}.sqlite3")
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
    os.environ["DJANGO_SETTINGS_MODULE"] = "zsnews.settings"
    django.setup()
    call_command("migrate", verbosity=0)


@contextmanager
def timed(title):
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(
        f"{title}: {time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} s CPU",
        flush=True,
    )


def quality_of_lists(folder):
    from django.core.management import call_command

    with timed("import"):
        call_command("import_articles", LABELLED / "dev_docs.jsonl.gz", verbosity=0)
    with timed("rebuild"):
        call_command("rebuild_related", verbosity=0)
    run = folder / "run.jsonl"
    with run.open("w") as out:
        call_command("export_related", stdout=out)
    score("related", "--qrels", LABELLED / "dev_qrels.json", "--run", run)


def quality_of_copies(folder):
    from django.core.management import call_command

    held_back = set(json.loads((LABELLED / "dev_dup_truth.json").read_text())["held_back"])
    published = folder / "published.jsonl"
    with gzip.open(LABELLED / "dev_docs.jsonl.gz", "rt") as lines, published.open("w") as out:
        out.writelines(line for line in lines if json.loads(line)["id"] not in held_back)
    call_command("import_articles", published, verbosity=0)
    call_command("rebuild_related", verbosity=0)
    predictions = folder / "pred.jsonl"
    with timed("2,700 copy checks"), predictions.open("w") as out:
        call_command("find_copies", LABELLED / "dev_dup_incoming.jsonl.gz", stdout=out)
    score("dup", "--truth", LABELLED / "dev_dup_truth.json", "--pred", predictions)


def score(*arguments):
    subprocess.run([sys.executable, LABELLED / "bench.py", *arguments], check=True)


def cost(articles, lookups):
    from django.core.management import call_command

    from articles import indexing
    from articles.models import Article, ArticleIndex

    with timed(f"populate {articles:,}"):
        call_command("populate", articles=articles, verbosity=0)
    with timed("rebuild"):
        call_command("rebuild_related", verbosity=0)
    ids = list(ArticleIndex.objects.values_list("pk", flat=True))
    sample = random.Random(1).sample(ids, min(lookups, len(ids)))
    for title in ("lookup, first pass", "lookup, warm"):
        print_times(title, indexing.make_list, sample)
    saved = Article.objects.prefetch_related("tags").in_bulk(sample[:100])
    print_times("save (index_article)", indexing.index_article, saved.values())
    print_sizes(len(ids))


def print_times(title, function, items):
    times = []
    for item in items:
        start = time.perf_counter()
        function(item)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    median, p95 = statistics.median(times), times[int(len(times) * 0.95)]
    print(f"{title}: median {median:.1f} ms, p95 {p95:.1f} ms", flush=True)


def print_sizes(articles):
    from django.db import connection

    tables = ("term", "termposting", "shingleposting", "articleindex")
    for table in (f"articles_{name}" for name in tables):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_total_relation_size(%s)", [table])
            else:
                sql = "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master"
                cursor.execute(f"{sql} WHERE tbl_name = %s)", [table])
            (size,) = cursor.fetchone()
        print(f"{table}: {size / articles:.0f} bytes an article")


if __name__ == "__main__":
    main()
