import gzip
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, ArticleIndex
from articles.related import related_articles
from tests.factories import ArticleFactory

from .stories import ALL, COPY, DIGEST, LAMPS, OTHERS, PARK, publish, write

pytestmark = pytest.mark.django_db


def _call(name, *args):
    out = StringIO()
    call_command(name, *args, stdout=out, verbosity=0)
    return out.getvalue().splitlines()


def _lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def _incoming(key, body):
    return {"id": key, "title": "来稿", "body": body}


def _find_copies(path, content):
    path.write_bytes(content)
    return [json.loads(line) for line in _call("find_copies", path)]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "incoming.jsonl"


def test_rebuild_related_says_how_many():
    for story in PARK:
        write(story)
    write(OTHERS[0], status="draft")

    assert _call("rebuild_related") == ["已为 5 篇文章重建索引。"]
    assert ArticleIndex.objects.count() == 5


def test_export_related_of_nothing_is_nothing():
    assert _call("export_related") == []


def test_export_related_says_what_the_pages_show():
    articles = ArticleFactory.create_batch(12, title="古镇灯饰展吸引采购商", external_id=None)
    for number, article in enumerate(articles[:10]):
        Article.objects.filter(pk=article.pk).update(
            external_id=f"n-{number}",
            title=f"第{number}届古镇灯饰展吸引采购商",
            body=f"<p>{LAMPS[number % 5].text}</p><p>{'第' * number}{OTHERS[number % 3].text}</p>",
        )
    _call("rebuild_related")
    yesterday = timezone.now() - timedelta(days=1)
    Article.objects.filter(pk=articles[0].pk).update(expires_at=yesterday + timedelta(hours=23.5))
    Article.objects.filter(pk=articles[1].pk).update(status="archived")

    exported = {line["id"]: line["related"] for line in map(json.loads, _call("export_related"))}

    public = Article.objects.public()
    assert list(exported) == [a.external_id or str(a.pk) for a in public.order_by("pk")]
    for article in public:
        related = exported[article.external_id or str(article.pk)]
        shown = [other.external_id or str(other.pk) for other in related_articles(article)]
        assert related
        assert shown[: len(related)] == related


def test_export_related_names_at_most_8():
    for n in range(11):
        publish(PARK[n % 5], title=f"{PARK[n % 5].title}{n}", body=f"<p>五金厂房交付{n}</p>" * 2)
    _call("rebuild_related")

    lines = [json.loads(line)["related"] for line in _call("export_related")]

    assert max(map(len, lines)) <= 8


def test_export_related_before_the_lists_are_made():
    article = write(PARK[0], external_id="甲-1")

    assert _call("export_related") == ['{"id": "甲-1", "related": []}']
    assert related_articles(article) == []


def test_find_copies_tells_copy_part_and_neither(file):
    for story in ALL:
        publish(story, external_id=story.title, published_at=timezone.now())
    Article.objects.filter(external_id=LAMPS[1].title).update(external_id=None)
    unnamed = Article.objects.get(title=LAMPS[1].title).pk

    found = _find_copies(
        file,
        _lines(
            _incoming("copy", PARK[0].text),
            _incoming("part", DIGEST.text.split("\n")[2] + "\n" + DIGEST.text.split("\n")[3]),
            _incoming("whole", PARK[3].text + OTHERS[1].text),
            _incoming("unnamed", LAMPS[1].text),
            _incoming("none", "南区幼儿园今起报名，三百个学位按积分录取。"),
        ),
    )

    assert [(line["id"], line["match"]) for line in found] == [
        ("copy", PARK[0].title),
        ("part", DIGEST.title),
        ("whole", PARK[3].title),
        ("unnamed", str(unnamed)),
        ("none", None),
    ]


def test_find_copies_reads_gzip_and_passes_over_blank_lines(file):
    publish(PARK[0], external_id="a-1")
    content = b"\n" + _lines(_incoming(7, COPY.text)) + b"  \r\n"

    assert _find_copies(file, gzip.compress(content)) == [{"id": 7, "match": "a-1"}]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b"7", b'"x"', b'{"id": 1}', b'{"body": ""}', b"\xff", b"[" * 100_000]
)
def test_find_copies_names_a_bad_line(file, line):
    with pytest.raises(CommandError, match=r"^第 2 行不是含有 id 和 body 的 JSON 对象。$"):
        _find_copies(file, _lines(_incoming(1, "")) + line)


def test_find_copies_without_a_file_or_with_a_broken_one(file):
    with pytest.raises(CommandError, match="打不开"):
        _call("find_copies", file)
    with pytest.raises(CommandError, match="无法读完"):
        _find_copies(file, gzip.compress(_lines(_incoming(1, "")) * 9)[:-9])
