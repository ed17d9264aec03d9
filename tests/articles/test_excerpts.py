import pytest

from articles.excerpts import excerpt


def _excerpt(body, *, title="横塘园区首期厂房交付", standfirst="", **kwargs):
    return excerpt(title=title, standfirst=standfirst, body=body, **kwargs)


def test_excerpt_is_the_standfirst_where_there_is_one():
    text = _excerpt("<p>正文另说别事。</p>", standfirst="六栋厂房本周交付。")

    assert text == "六栋厂房本周交付。"


def test_excerpt_of_blank_standfirst_is_from_the_body():
    assert _excerpt("<p>六栋厂房本周交付。</p>", standfirst=" \n") == "六栋厂房本周交付。"


@pytest.mark.parametrize(
    "line",
    [
        "来源：横塘发布",
        "原标题：横塘交付首批厂房",
        "▲园区航拍图。",
        "责任编辑 陈某",
        "文/图 李某",
        "长按识别二维码关注我们。",
        "更多报道请看专题。",
        "【免责声明】本文仅供参考。",
        "横塘园区首期厂房交付",
    ],
)
def test_excerpt_leaves_out_what_is_no_part_of_the_story(line):
    assert _excerpt(f"<p>{line}</p><p>六栋厂房本周交付。</p>") == "六栋厂房本周交付。"


def test_excerpt_leaves_out_the_credit_and_keeps_the_sentence():
    body = "<p>南岸观察讯 记者 李某 通讯员 王某 3月28日，横塘首批厂房交付。</p>"

    assert _excerpt(body) == "3月28日，横塘首批厂房交付。"


def test_excerpt_says_nothing_twice():
    body = "<p>横塘昨日交付厂房，六家企业领到钥匙。</p><p>六家企业领到钥匙。</p><p>二期动工。</p>"

    assert _excerpt(body) == "横塘昨日交付厂房，六家企业领到钥匙。二期动工。"


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("横塘开园！首批二十家企业进驻", "横塘开园！首批二十家企业进驻"),
        ("横塘开园 首批二十家企业进驻", "横塘开园首批二十家企业进驻"),
        ("横塘园区今日开园", "横塘园区今日开园。"),
    ],
)
def test_excerpt_leaves_out_the_title_however_it_is_punctuated(title, first):
    assert _excerpt(f"<p>{first}</p><p>六栋厂房交付。</p>", title=title) == "六栋厂房交付。"


def test_excerpt_is_cut_at_the_end_of_a_sentence():
    body = "<p>横塘昨日交付首批厂房。六家五金企业当场领到了钥匙。二期工程将于下月动工建设。</p>"

    assert _excerpt(body, limit=30) == "横塘昨日交付首批厂房。六家五金企业当场领到了钥匙。"


def test_excerpt_is_cut_with_an_ellipsis_where_no_sentence_ends():
    body = "<p>横塘昨日交付首批厂房，六家五金企业当场领到了钥匙并开始装修。</p>"

    assert _excerpt(body, limit=12) == "横塘昨日交付首批厂房…"


@pytest.mark.parametrize("length", [109, 110, 111, 500])
def test_excerpt_is_never_longer_than_its_limit(length):
    text = _excerpt(f"<p>{'厂' * length}</p>")

    assert text == ("厂" * length if length <= 110 else "厂" * 109 + "…")


@pytest.mark.parametrize("body", ["", "<table><tbody><tr><td>甲</td></tr></tbody></table>"])
def test_excerpt_of_nothing_is_empty(body):
    assert _excerpt(body) == ""
