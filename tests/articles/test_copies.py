import math

import pytest

from articles.copies import (
    ARTICLE_MASK,
    CANDIDATES,
    FULL_CANDIDATES,
    MAX_POSTINGS,
    best_match,
    candidates,
    compare,
    compare_samples,
    near_copies,
    pack,
    posting_key,
    posting_range,
    promising,
    unpack,
)
from articles.text import normalise, shingles, windows

REPORT = (
    "横塘镇昨夜遭遇暴雨，三小时降雨一百四十毫米，旧工业区六条街道积水。镇里凌晨两点启动应急响应，"
    "转移低洼处的职工和居民八百余人，安置在学校和体育馆。受淹的四十多家五金厂连夜抢运原料，"
    "供电部门切断了三台箱变的电源。到今晨七点，积水大部分退去，清淤队开始进场，"
    "受损情况正在统计，保险公司在现场设立了理赔点。气象台预计，最强的降雨已经过去，午后转为阵雨。"
)
OTHER_REPORT = (
    "一场暴雨让横塘的五金老板们彻夜未眠。记者凌晨三点赶到旧工业区时，水已经没过膝盖，"
    "工人正用叉车把一卷卷钢带垫高。“再涨二十公分，机床就泡了。”做合页的李老板嗓子已经喊哑。"
    "天亮后水退了，他的车间里留下一层黄泥，两台冲床进水，估计要停工一个星期。"
)


def _windows(text):
    return windows(normalise(text))


@pytest.mark.parametrize("sample", [set(), {0}, {7, 2**32 - 1, 149827909}])
def test_unpack_reads_what_pack_wrote(sample):
    assert unpack(pack(sorted(sample))) == sample
    assert len(pack(sample)) == 4 * len(sample)


def test_unpack_refuses_half_a_shingle():
    with pytest.raises(ValueError, match="bytes length"):
        unpack(pack([7])[:-1])


@pytest.mark.parametrize("shingle", [0, 149827909, 2**32 - 1])
def test_posting_keys_of_a_shingle_fill_its_range(shingle):
    first, last = posting_range(shingle)

    assert first < posting_key(shingle, 1) < posting_key(shingle, 2)
    assert posting_key(shingle, ARTICLE_MASK) == last < posting_range(shingle + 1)[0]
    assert last < 2**63


def test_candidates_share_most_shingles_first():
    held = {1: [10], 2: [10, 20, 30], 3: [20, 30]}
    keys = sorted(posting_key(shingle, article) for article in held for shingle in held[article])

    assert candidates(keys) == [2, 3, 1]
    assert candidates(keys, exclude=2) == [3, 1]


def test_candidates_ignore_boilerplate():
    boilerplate = [posting_key(10, article) for article in range(1, MAX_POSTINGS + 2)]

    assert candidates([*boilerplate, posting_key(20, 7)]) == [7]


def test_candidates_count_a_shingle_up_to_its_bound():
    shared = [posting_key(10, article) for article in range(1, MAX_POSTINGS + 1)]

    found = candidates([*shared, posting_key(20, 40)])

    assert (found[0], len(found)) == (40, CANDIDATES)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({1, 2, 3, 4}, {1, 2, 3, 4}, (1, 1)),
        ({1, 2, 3, 4}, {3, 4, 5, 6}, (1 / 3, 1 / 2)),
        ({1, 2}, {1, 2, 3, 4}, (1 / 2, 1)),
        ({1, 2}, {3}, (0, 0)),
        (set(), {3}, (0, 0)),
        (set(), set(), (0, 0)),
    ],
)
def test_compare_measures_likeness_and_being_a_part(one, other, expected):
    assert compare(one, other) == compare(other, one) == expected


def test_compare_samples_looks_where_both_are_complete():
    long_text = {10, 20, 30}  # of a text whose sample ends at 30 for its bound
    short_text = {10, 20, 40, 50}

    assert compare_samples(long_text, short_text) == compare({10, 20, 30}, {10, 20})


@pytest.mark.parametrize("other", [set(), {7}])
def test_compare_samples_of_nothing_is_nothing(other):
    assert compare_samples(set(), other) == compare_samples(other, set()) == (0, 0)


def _sample(start, stop):
    return {*range(start, stop), 1000}  # all complete up to 1000


def test_promising_leaves_room_below_the_limits():
    alike, unlike = (1, _sample(70, 170)), (2, _sample(85, 185))
    part, half_a_part = (3, _sample(0, 10)), (4, _sample(94, 114))

    assert promising(_sample(0, 100), [alike, unlike, part, half_a_part]) == [3, 1, 4]


def test_promising_by_jaccard_alone():
    others = [(1, _sample(70, 170)), (2, _sample(85, 185)), (3, _sample(0, 10))]

    assert promising(_sample(0, 100), others, containment=math.inf) == [1]


def test_promising_are_the_likeliest_and_few():
    others = [(article, set(range(article, 100))) for article in range(20)]

    assert promising(set(range(100)), others) == list(range(FULL_CANDIDATES))


def test_best_match_has_the_highest_jaccard():
    others = [(1, set(range(50))), (2, set(range(90))), (3, set(range(80)))]

    assert best_match(set(range(100)), others) == (2, 0.9, 1)


def test_best_match_is_the_earliest_of_equals():
    others = [(9, {1, 2, 3}), (4, {1, 2, 3}), (6, {1, 2, 3})]

    assert best_match({1, 2, 3}, others) == (4, 1, 1)


@pytest.mark.parametrize("others", [[], [(1, set())], [(1, set(range(90, 200)))]])
def test_best_match_of_an_original_is_none(others):
    assert best_match(set(range(100)), others) is None


def test_best_match_of_nothing_is_none():
    assert best_match(set(), [(1, {1, 2}), (2, set())]) is None


def test_near_copies_are_alike_and_no_part_is():
    others = [(1, set(range(60))), (2, set(range(59))), (3, set(range(20, 110)))]

    assert near_copies(set(range(100)), others) == [1, 3]


@pytest.mark.parametrize(
    "draft",
    [
        "来源：南岸观察\n" + REPORT + "\n点击上方蓝字关注我们。",
        REPORT[100:],
        REPORT.replace("最", "蕞").replace("的", "滴").replace("，", ","),
        REPORT[90:] + REPORT[:90],
        REPORT[:60] + OTHER_REPORT[:40],
    ],
    ids=["boilerplate", "first part cut", "substituted", "reordered", "part of another"],
)
def test_an_edited_copy_is_found_among_reports_of_the_event(draft):
    published = {1: OTHER_REPORT, 2: REPORT}
    samples = [(article, set(shingles(normalise(text)))) for article, text in published.items()]

    likely = promising(set(shingles(normalise(draft))), samples)
    match = best_match(_windows(draft), [(i, _windows(published[i])) for i in likely])

    assert match[0] == 2


def test_two_reports_of_an_event_are_no_copies():
    assert best_match(_windows(OTHER_REPORT), [(1, _windows(REPORT))]) is None
