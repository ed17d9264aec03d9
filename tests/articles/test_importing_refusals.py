import pytest

from articles.importing import ImportResult, import_articles
from articles.models import Article

from .records import record_line

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": "a-1", "title": ', "不是合法的 JSON"),
        (b"[" * 100_000, "不是合法的 JSON"),
        (record_line(title="海桐").replace("海桐".encode(), b"\x00"), "不是合法的 JSON"),
        ("{'id': 1}".encode("utf-16"), "不是 UTF-8 编码"),
        (record_line().decode().encode("gb18030"), "不是 UTF-8 编码"),
        (b'["a-1"]', "不是 JSON 对象"),
        (b"null", "不是 JSON 对象"),
        (record_line(id=None), "id 缺失或不是文字"),
        (record_line(id=" "), "id 缺失或不是文字"),
        (record_line(id=True), "id 缺失或不是文字"),
        (record_line(id=1.5), "id 缺失或不是文字"),
        (record_line(id="a" * 101), "id 超过 100 个字符"),
        (record_line(id="a\x00"), "id 含有空字符（NUL）"),
        (record_line(title=None), "title 缺失或不是文字"),
        (record_line(title=["横塘"]), "title 缺失或不是文字"),
        (record_line(title=" \n"), "title 为空"),
        (record_line(title="厂" * 201), "title 超过 200 个字符"),
        (record_line(title="横塘\x00"), "title 含有空字符（NUL）"),
        (record_line(title="x").replace(b'"x"', b'"\\ud83d"'), "title 含有残缺的字符"),
        (record_line(body=7), "body 缺失或不是文字"),
        (record_line(body=""), "body 为空"),
        (record_line(body="<p>&nbsp;</p>"), "正文为空"),
        (record_line(title="横塘开园", body="横塘开园"), "正文为空"),
        (record_line(body="正文\x00"), "body 含有空字符（NUL）"),
        (record_line(body="厂" * (2 * 1024 * 1024 // 3 + 1)), "正文超过 2 MB"),
        (record_line(category=5), "category 缺失或不是文字"),
        (record_line(category="类" * 21), "category 超过 20 个字符"),
        (record_line(category="园区\x00"), "category 含有空字符（NUL）"),
        (record_line(tags=5), "tags 不是文字列表"),
        (record_line(tags=["厂房", 5]), "tags 不是文字列表"),
        (record_line(tags={"厂房": 1}), "tags 不是文字列表"),
        (record_line(tags=["厂\x00房"]), "tags 含有空字符（NUL）"),
        (record_line(tags=["厂" * 101]), "标签超过 100 个字符"),
        (record_line(time="昨天"), "time 不是日期：昨天"),
        (record_line(time="2024-02-30"), "time 不是日期：2024-02-30"),
        (record_line(time="0001-01-01T00:00:00"), "time 不是日期：0001-01-01T00:00:00"),
        (record_line(time=1774663200), "time 不是日期：1774663200"),
        (record_line(source={}), "source 缺失或不是文字"),
        (record_line(source="源" * 61), "source 超过 60 个字符"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_import_refuses_a_bad_line_and_takes_the_rest(line, reason):
    result = import_articles([record_line(id="before"), line, record_line(id="after")])

    assert result == ImportResult(created=2, refused=[(2, reason)])
    assert sorted(Article.objects.values_list("external_id", flat=True)) == ["after", "before"]


@pytest.mark.parametrize("again", ["a-1", " a-1 "])
def test_import_refuses_the_second_line_of_an_id(again):
    result = import_articles([record_line(), record_line(id=again, title="同一编号的另一篇")])

    assert result == ImportResult(created=1, refused=[(2, "编号 a-1 在文件中重复")])
    assert Article.objects.get().title == "横塘交付首批厂房"


def test_import_takes_an_id_whose_first_line_was_refused():
    result = import_articles([record_line(body=""), record_line()])

    assert result == ImportResult(created=1, refused=[(1, "body 为空")])
