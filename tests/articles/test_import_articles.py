import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[1] / "data/articles.jsonl"


def _import(path, **options):
    out = StringIO()
    call_command("import_articles", path, stdout=out, verbosity=0, **options)
    return out.getvalue().splitlines()


def _lines(count):
    records = (
        {
            "id": n,
            "title": f"横塘第{n}批厂房交付",
            "body": f"第{n}批厂房交付。",
            "time": "2024-03-28",
        }
        for n in range(count)
    )
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_import_articles_reads_a_plain_file():
    assert _import(SAMPLE) == ["新增 3，更新 0，未变 0，拒绝 0。"]
    assert list(
        Article.objects.order_by("pk").values_list("title", "category__name", "source_name")
    ) == [
        ("横塘镇智能装备园首期六栋厂房封顶", "园区动态", "横塘发布"),
        ("南岸街道推出三宗工业用地 起始价每亩八十万元", "土地出让", ""),
        ("海桐灯饰扩产项目落户", "未分类", ""),
    ]


def test_import_articles_reads_a_gzip_file_whatever_its_name(tmp_path):
    path = tmp_path / "articles.data"
    path.write_bytes(gzip.compress(SAMPLE.read_bytes()))

    assert _import(path) == ["新增 3，更新 0，未变 0，拒绝 0。"]


def test_import_articles_twice_changes_nothing():
    _import(SAMPLE)

    assert _import(SAMPLE) == ["新增 0，更新 0，未变 3，拒绝 0。"]


def test_import_articles_cleans_the_bodies_of_the_sample():
    _import(SAMPLE)

    stored = Article.objects.order_by("pk").values_list("body", flat=True)
    bodies = [body.replace("\n", "") for body in stored]
    assert bodies == [
        "<p>3月28日，横塘镇智能装备园首期六栋标准厂房全部封顶。</p>"
        "<p>园区负责人介绍，首层层高8米，承重每平方米1.5吨。</p>"
        "<p>已有十一家五金企业签订入园意向。</p>",
        "<p>南岸街道本周推出三宗工业用地，合计<strong>一百二十亩</strong>。</p>"
        "<table><tbody><tr><td>地块</td><td>亩数</td></tr>"
        "<tr><td>甲</td><td>45</td></tr></tbody></table>",
        "<p>海桐灯饰的扩产项目落户横塘镇，投资两亿元。</p>",
    ]


def test_import_articles_names_line_and_reason_of_refusals(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_bytes(_lines(1) + b"{\n" + b'{"id": 9}\n')

    assert _import(path) == [
        "新增 1，更新 0，未变 0，拒绝 2。",
        "第 2 行：不是合法的 JSON",
        "第 3 行：title 缺失或不是文字",
    ]


def test_import_articles_names_the_first_50_refusals(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b"{\n" * 53)

    report = _import(path)

    assert (len(report), report[50:]) == (52, ["第 50 行：不是合法的 JSON", "……另有 3 行被拒绝。"])


def test_import_articles_says_what_is_dated_in_the_future(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": 1, "title": "展会", "body": "明年开展。", "time": "2099-01-01"}')

    assert _import(path) == [
        "新增 1，更新 0，未变 0，拒绝 0。",
        "其中 1 篇的时间在将来，届时才会公开。",
    ]


@pytest.mark.parametrize(
    "data", [b"", gzip.compress(b""), b"\n\n"], ids=["empty", "gzip", "blank lines"]
)
def test_import_articles_of_an_empty_file_does_nothing(tmp_path, data):
    path = tmp_path / "articles.jsonl"
    path.write_bytes(data)

    assert _import(path) == ["新增 0，更新 0，未变 0，拒绝 0。"]


@pytest.mark.parametrize("count", [3, 203])
def test_import_articles_keeps_the_whole_lines_of_a_truncated_gzip(tmp_path, count):
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress(_lines(count))[:-8])  # all lines, but no end mark

    with pytest.raises(CommandError) as error:
        _import(path)

    assert str(error.value).endswith("已读到的部分已经写入。")
    assert Article.objects.count() == count


def test_import_articles_stops_at_damaged_gzip(tmp_path):
    path = tmp_path / "articles.jsonl.gz"
    data = bytearray(gzip.compress(_lines(30)))
    data[len(data) // 2 :] = bytes(len(data) // 2)
    path.write_bytes(data)

    with pytest.raises(CommandError, match="无法读完"):
        _import(path)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_import_articles_says_which_file_it_cannot_read(tmp_path, name):
    with pytest.raises(CommandError, match=f"{tmp_path / name} 打不开"):
        _import(tmp_path / name)


def test_import_articles_shows_a_progress_bar(capsys):
    call_command("import_articles", SAMPLE, stdout=StringIO())

    assert "100%" in capsys.readouterr().err
