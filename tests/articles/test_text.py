import subprocess
import sys
import time

import pytest

from articles.text import (
    LEAD_CHARS,
    MAX_CHARS,
    MAX_SHINGLES,
    MAX_TERM_CHARS,
    MIN_SHINGLES,
    is_term,
    normalise,
    plain_text,
    shingles,
    term_frequencies,
    title_bigrams,
    windows,
    words,
)

SAMPLED = 2**32 // 16  # hashes below this are in every sample
PARAGRAPHS = [
    "横塘五金产业园首期六栋厂房昨日交付，二十家企业的负责人在现场领到钥匙。园区负责人介绍，首期用地"
    "八十六亩，建筑面积十二万平方米，首层层高八米，每平方米承重两吨，是目前全镇承重最大的一批厂房。",
    "“从拿地到交付只用了十四个月。”承建方项目经理说，施工最紧张的时候有六百名工人同时在场，雨季里"
    "仍然每六天完成一层。质监部门对每一栋楼都做了沉降观测，结果全部合格。",
    "首批入驻的企业以锁具、合页和滑轨为主，其中一半来自邻近的旧工业区。做了二十年铰链的陈老板说，"
    "旧厂房的电梯只能载两吨，模具要拆开搬运；搬进新楼以后，十吨的货梯直达每一层，最让他满意。",
    "为了留住这些企业，镇里推出了分期付款的办法：首付三成，余款分五年付清。银行同时提供设备贷款，"
    "利率比往年下调半个百分点。截至上月底，二期工程已经收到四十一份认购意向，超过可售面积。",
    "二期计划下月动工，预计明年年底封顶，届时还会建成食堂、宿舍和一所可以容纳三百名孩子的幼儿园。"
    "公交公司表示，将开通从园区到轻轨站的接驳专线，早晚高峰每十五分钟一班。",
]
STORY = "\n".join(PARAGRAPHS)


def test_plain_text_puts_each_block_on_a_line():
    markup = "<h2>进度</h2><p>首期<b>六栋</b>  封顶。<br>二期动工。</p><ul><li>五金</li></ul>"

    assert plain_text(markup) == "进度\n首期六栋 封顶。\n二期动工。\n五金"


def test_plain_text_leaves_out_captions_and_tables():
    markup = (
        "<figure><figcaption>效果图</figcaption></figure><p>甲</p>"
        "<table><tbody><tr><td>100 亩</td></tr></tbody></table><p>乙</p>"
    )

    assert plain_text(markup) == "甲\n乙"


def test_plain_text_reads_entities_once():
    assert plain_text("<p>R&amp;D 层高&lt;8米 &amp;lt;</p>") == "R&D 层高<8米 &lt;"


@pytest.mark.parametrize("markup", ["", "<p> </p>", "<br>"])
def test_plain_text_of_nothing_is_empty(markup):
    assert plain_text(markup) == ""


@pytest.mark.parametrize(
    "spelling",
    [
        "中山LED灯饰展 3月28日,古镇",
        "中山ＬＥＤ燈飾展　３月２８日，古鎮",
        "  中山led灯饰展\n\n3月28日，古镇\t",
        "中山Led燈飾展\0３月28日，\ud800古鎮",
    ],
)
def test_normalise_gives_a_text_one_spelling(spelling):
    assert normalise(spelling) == "中山led灯饰展 3月28日,古镇"


@pytest.mark.parametrize("text", ["", None, " \u3000\n", "\0", "\ud800\udfff"])
def test_normalise_of_nothing_is_empty(text):
    assert normalise(text) == ""


def test_normalise_bounds_what_grows_by_it():
    assert len(normalise("ﷺ" * 20_000)) <= MAX_CHARS


def test_words_are_those_that_carry_meaning():
    text = normalise("厂房与设备的 2026 年租金，3.5% 起；B2B 平台！")

    assert words(text) == ["厂房", "设备", "2026", "年租金", "3.5%", "b2b", "平台"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("厂房", True),
        ("b2b", True),
        ("2026", True),
        ("的", False),
        ("28", False),
        ("5%", False),
        ("……", False),
        ("__", False),
        ("a" * MAX_TERM_CHARS, True),
        ("a" * (MAX_TERM_CHARS + 1), False),
    ],
)
def test_is_term(word, expected):
    assert is_term(word) is expected


def test_title_bigrams_do_not_cross_a_mark():
    assert title_bigrams("北溪1号,停气! 吨") == ["北溪", "溪1", "1号", "停气"]


def test_term_frequencies_weigh_title_tags_and_lead():
    body = "横塘厂房交付。" + "。" * LEAD_CHARS + "二期厂房动工。"

    assert term_frequencies("横塘厂房", ["五金", "五"], body) == {
        "横塘": 10 + 2,
        "厂房": 10 + 2 + 1,
        "交付": 2,
        "二期": 1,
        "动工": 1,
        "五金": 3,
        "#横塘": 2,
        "#塘厂": 2,
        "#厂房": 2,
    }


def test_term_frequencies_of_traditional_and_simplified_text_meet():
    title, body = "横塘ＬＥＤ灯饰厂开业", "横塘灯饰厂昨日开业，买卖双方签约。"
    other_title, other_body = "橫塘led燈飾廠開業", "橫塘燈飾廠昨日開業，買賣雙方簽約。"

    assert term_frequencies(normalise(title), ["灯饰"], normalise(body)) == term_frequencies(
        normalise(other_title), ["燈飾"], normalise(other_body)
    )


@pytest.mark.parametrize(
    "text", ["", "。，！？……", " \n\u3000", "\0", "\ud800", "🎉🏭", "厂", "a", None, "5%"]
)
def test_text_that_says_nothing_has_no_terms(text):
    text = normalise(text)

    assert term_frequencies(text, None, text) == {}


@pytest.mark.parametrize("unit", ["中国經濟", "word ", "。", "厂", "a", "\ud800", "🎉厂房\0"])
def test_a_megabyte_is_analysed_within_a_second(unit):
    text = unit * (1_000_000 // len(unit))
    words("厂房")  # the dictionary is read once
    start = time.process_time()

    text = normalise(text)
    term_frequencies(text, [text], text)
    shingles(text)

    assert time.process_time() - start < 1


def test_the_dictionary_of_words_is_not_read_at_import():
    code = "import sys, articles.text; sys.exit('rjieba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_windows_are_hashed_the_same_for_ever():
    assert windows("横塘厂房交付") == {999746993, 2578487829}


@pytest.mark.parametrize(("text", "count"), [("", 0), ("。！", 0), ("厂", 1), ("五金产业园", 1)])
def test_windows_of_a_text_shorter_than_one(text, count):
    assert len(windows(text)) == count


def test_shingles_are_the_smallest_windows_in_order():
    story = windows(normalise(STORY))
    sample = shingles(normalise(STORY))

    assert sample == sorted(h for h in story if h < SAMPLED)
    assert len(story) / 24 < len(sample) < len(story) / 10


def test_shingles_of_a_short_text_are_enough_to_compare():
    notice = normalise(PARAGRAPHS[1])

    assert shingles(notice) == sorted(windows(notice))[:MIN_SHINGLES]


def test_shingles_of_a_long_text_are_bounded():
    assert len(shingles("".join(map(chr, range(0x3400, 0x9F00))))) == MAX_SHINGLES


def test_shingles_of_a_part_are_among_those_of_the_whole():
    part = {h for h in shingles(normalise(PARAGRAPHS[2])) if h < SAMPLED}

    assert part
    assert part <= set(shingles(normalise(STORY)))


@pytest.mark.parametrize(
    "edited",
    [
        STORY.replace("，", ", ").replace("。", ". ").replace("“", "「").replace("”", "」"),
        STORY.replace("\n", "").replace("、", " "),
        "\u3000\u3000" + STORY.replace("\n", "\n\n\u3000\u3000"),
        STORY.translate({ord("业"): "業", ord("层"): "層", ord("区"): "區", ord("银"): "銀"}),
        f"【{STORY}】",
    ],
)
def test_shingles_do_not_see_layout_punctuation_and_width(edited):
    assert shingles(normalise(edited)) == shingles(normalise(STORY))


@pytest.mark.parametrize(
    ("edited", "kept"),
    [
        (f"横塘二十家企业喜提新厂房\n{STORY}", 1),
        (f"来源：南岸观察\n{STORY}\n点击上方蓝字关注我们，更多精彩等你来看。", 1),
        ("\n".join(reversed(PARAGRAPHS)), 0.9),
        ("\n".join(PARAGRAPHS[1:]), 0.6),
        ("\n".join(PARAGRAPHS[:2] + PARAGRAPHS[3:]), 0.6),
        (STORY.replace("最", "蕞").replace("的", "滴"), 0.5),
    ],
    ids=["title", "boilerplate", "reordered", "first cut", "third cut", "substituted"],
)
def test_shingles_keep_what_an_edit_leaves(edited, kept):
    story = {h for h in shingles(normalise(STORY)) if h < SAMPLED}

    assert len(story.intersection(shingles(normalise(edited)))) >= kept * len(story)


def test_shingles_of_two_stories_differ():
    race = normalise("南岸镇昨日举行龙舟赛，十二支队伍在三公里的河道上竞渡，两岸站满了观众。")

    assert set(shingles(race)).isdisjoint(windows(normalise(STORY)))
