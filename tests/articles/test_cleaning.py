import time

import pytest

from articles.cleaning import body_from_import, body_from_plain_text, sanitise


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>园区进度</h2><p>首期<strong>六栋</strong>厂房封顶。</p>",
        "<ul><li>五金</li><li>灯饰</li></ul>",
        '<ol start="3"><li>签约</li></ol>',
        '<p><a href="https://example.com/a?b=1&amp;c=2">公告原文</a></p>',
        '<p><a href="tel:+864000000000">来电</a></p>',
        '<img src="/media/images/2024/01/a.webp" alt="高 &gt; 8 米的厂房" width="800">',
        '<table><tbody><tr><td colspan="2">用地</td></tr></tbody></table>',
        "<figure><figcaption>效果图</figcaption></figure>",
        "亩均税收 30 万元 &amp; 以上",
    ],
)
def test_sanitise_keeps_what_editors_write(markup):
    assert sanitise(markup) == markup


@pytest.mark.parametrize(
    ("markup", "clean"),
    [
        ("<p>正文</p><script>alert(1)</script>", "<p>正文</p>"),
        ("<style>p{color:red}</style><p>正文</p>", "<p>正文</p>"),
        ('<p onclick="go()" style="color:red" id="a" class="b" title="c">正文</p>', "<p>正文</p>"),
        ("<p>正文<!-- 旁注 --></p>", "<p>正文</p>"),
        ('<iframe src="https://example.com/">替代</iframe><p>正文</p>', "<p>正文</p>"),
        ('<a href="javascript:alert(1)">查看</a>', "<a>查看</a>"),
        ('<a href="data:text/html,x">查看</a>', "<a>查看</a>"),
        ('<a href="//evil.example/">查看</a>', "<a>查看</a>"),
        ('<a href="/\\evil.example/">查看</a>', "<a>查看</a>"),
        ('<a href="/news/7/" target="_blank" rel="opener">查看</a>', '<a href="/news/7/">查看</a>'),
        ('<td width="1e9" colspan="999999">x</td>', "x"),
        ("<svg><script>alert(1)</script></svg><p>正文</p>", "<p>正文</p>"),
        ("<p>正文\x00</p>", "<p>正文</p>"),
        ("<p>没有写完", "<p>没有写完</p>"),
    ],
)
def test_sanitise_drops_what_may_do_harm(markup, clean):
    assert sanitise(markup) == clean


@pytest.mark.parametrize(
    "source",
    [
        "https://tracker.example/a.png",
        "//tracker.example/a.png",
        "/\\tracker.example/a.png",
        "/&#9;/tracker.example/a.png",
        "/&#10;/tracker.example/a.png",
        "data:image/png;base64,AAAA",
        "a.png",
        "",
    ],
)
def test_sanitise_drops_image_that_is_not_on_this_site(source):
    assert sanitise(f'<p>外景<img alt="图" src="{source}"></p>') == "<p>外景</p>"


@pytest.mark.parametrize("address", ["/&#9;/evil.example/", "&#1;//evil.example/"])
def test_sanitise_drops_link_that_a_browser_reads_as_another_site(address):
    assert sanitise(f'<p><a href="{address}">查看</a></p>') == "<p><a>查看</a></p>"


@pytest.mark.parametrize(
    "empty",
    [
        "<p></p>",
        "<p>&nbsp;<br></p>",
        "<p><span> </span></p>",
        "<ul><li><p></p></li></ul>",
        '<figure><img src="https://tracker.example/1.gif"></figure>',
    ],
)
def test_sanitise_drops_elements_that_are_or_become_empty(empty):
    assert sanitise(f"<p>正文</p>{empty}") == "<p>正文</p>"


@pytest.mark.parametrize("markup", ["", "   ", "<p></p>", "<script>alert(1)</script>"])
def test_sanitise_of_nothing_to_show_is_empty(markup):
    assert sanitise(markup) == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<p>甲<p>乙<div>丙</div>",
        "<<p>script>alert(1)</<p>script>",
        '<p title="<script>">甲</p>',
        "<table><tr><td>甲<td>乙</table>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<math><mi><mglyph><style><img src=x onerror=alert(1)>",
        "<li><p> </p></li>甲",
        "<p><button><table>",
    ],
)
def test_sanitise_twice_changes_nothing(markup):
    once = sanitise(markup)

    assert sanitise(once) == once


def test_sanitise_of_deeply_nested_lists_takes_no_long_time():
    start = time.process_time()

    sanitise("<ul><li>" * 1500)

    assert time.process_time() - start < 0.5  # seconds; nh3 alone takes a tenth of it


def test_body_from_plain_text_makes_a_paragraph_of_each_line():
    text = "横塘园区开园。\n\n　　首批 20 家企业\u3000进驻。\r\n\t电话 0760-88880000 "

    assert body_from_plain_text(text) == (
        "<p>横塘园区开园。</p>\n<p>首批 20 家企业 进驻。</p>\n<p>电话 0760-88880000</p>"
    )


def test_body_from_plain_text_shows_markup_as_text():
    assert body_from_plain_text("层高<8米> & <script>") == (
        "<p>层高&lt;8米&gt; &amp; &lt;script&gt;</p>"
    )


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("面积<3000亩\n价格>5元", "<p>面积&lt;3000亩</p>\n<p>价格&gt;5元</p>"),
        ("<div>第一段</div><div>第二段</div>", "<p>第一段</p><p>第二段</p>"),
        ("<DIV CLASS=a>第一段</DIV>", "<p>第一段</p>"),
        ("<section><p>第一段</p></section>", "<p>第一段</p>"),
        ("<h1>标题</h1><p>正文</p>", "<h2>标题</h2><p>正文</p>"),
        ("<p>　　第一段</p><p>&nbsp;&nbsp;第二段</p>", "<p>第一段</p><p>第二段</p>"),
        ("<p>第一段</p><script>alert(1)</script>", "<p>第一段</p>"),
        ('<div title="宽>深">第一段</div>', "<p>第一段</p>"),
        ("<h5>小标题</h5><p>正文</p>", "<h4>小标题</h4><p>正文</p>"),
    ],
)
def test_body_from_import_takes_text_and_html(text, body):
    assert body_from_import(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "横塘园区 开园\n首批企业进驻。",
        "　　横塘园区开园\n首批企业进驻。",
        "<p><strong>横塘园区开园</strong></p><p>首批企业进驻。</p>",
        "<h1>横塘园区开园</h1><p>首批企业进驻。</p>",
    ],
)
def test_body_from_import_leaves_out_the_repeated_title(text):
    assert body_from_import(text, title="横塘园区开园") == "<p>首批企业进驻。</p>"


def test_body_from_import_keeps_first_paragraph_that_says_more():
    body = body_from_import("横塘园区开园了\n首批企业进驻。", title="横塘园区开园")

    assert body == "<p>横塘园区开园了</p>\n<p>首批企业进驻。</p>"


@pytest.mark.parametrize("text", ["", " \n ", "<p>　</p>", "<div><script>alert(1)</script></div>"])
def test_body_from_import_of_nothing_to_show_is_empty(text):
    assert body_from_import(text) == ""


@pytest.mark.parametrize(
    "text", ["<p " * 20_000, "<p>正文</p>" + "<div " * 20_000], ids=["p", "div"]
)
def test_body_from_import_of_tags_that_do_not_end_takes_no_long_time(text):
    start = time.process_time()

    body_from_import(text)

    assert time.process_time() - start < 0.5  # seconds
