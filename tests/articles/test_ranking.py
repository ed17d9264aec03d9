import math

import pytest

from articles import ranking
from articles.ranking import (
    ARTICLE_MASK,
    CANDIDATES,
    INDEX_TERMS,
    LIST_ITEMS,
    MAX_POSTINGS,
    MAX_WEIGHT,
    TERM_BITS,
    VECTOR_TERMS,
    Item,
    candidates,
    dot,
    estimated_density,
    pack,
    posting_key,
    posting_keys,
    posting_range,
    query_terms,
    rank,
    unpack,
    weigh,
)

# Weights of a two-term vector of length 1: cosines 0.8 and 0.6 with its two axes.
LONG, SHORT = 204, 153


def _item(pk, vector, **kwargs):
    return Item(pk, unpack(pack(vector)), group=kwargs.pop("group", pk), **kwargs)


def _order(me, *others):
    return [pk for pk, _ in rank(me, others)[0]]


def _scores(me, *others):
    return dict(rank(me, others)[0])


def test_weigh_gives_rare_and_frequent_terms_the_most():
    frequencies = {"厂房": 4, "合页": 4, "交付": 1}
    documents = {"厂房": 20, "合页": 2, "交付": 20}
    raw = {"合页": 2 * math.log(1001 / 4), "厂房": 2 * math.log(1001 / 22)}
    raw["交付"] = raw["厂房"] / 2
    length = math.hypot(*raw.values())

    vector = weigh(frequencies, documents, 1000)

    assert vector == [(term, round(weight / length * MAX_WEIGHT)) for term, weight in raw.items()]


def test_weigh_halves_what_no_other_article_has():
    vector = dict(weigh({"横塘": 1, "蕞大": 1}, {"横塘": 2, "蕞大": 1}, 10**6))

    assert vector["横塘"] / vector["蕞大"] == pytest.approx(2, rel=0.1)


def test_weigh_takes_an_unknown_term_for_a_new_one():
    assert weigh({"横塘": 1, "厂房": 3}, {"厂房": 9}, 50) == weigh(
        {"横塘": 1, "厂房": 3}, {"厂房": 9, "横塘": 1}, 50
    )


def test_weigh_gives_a_term_of_every_article_the_least():
    assert weigh({"中山": 90, "厂房": 1}, {"中山": 50, "厂房": 10}, 50) == [
        ("厂房", 255),
        ("中山", 1),
    ]


def test_weigh_keeps_the_heaviest_terms():
    frequencies = {f"词{i:03}": i + 1 for i in range(200)}

    vector = weigh(frequencies, {}, 1000)

    assert [term for term, _ in vector] == [f"词{i}" for i in range(199, 199 - VECTOR_TERMS, -1)]
    assert math.hypot(*(weight for _, weight in vector)) == pytest.approx(MAX_WEIGHT, rel=0.01)


def test_weigh_orders_equal_terms_by_name_whatever_came_first():
    assert weigh({"乙": 1, "甲": 1}, {}, 9) == weigh({"甲": 1, "乙": 1}, {}, 9)


@pytest.mark.parametrize("articles", [0, 1, 2])
def test_weigh_of_the_first_articles(articles):
    assert [weight for _, weight in weigh({"厂房": 2, "横塘": 2}, {}, articles)] == [180, 180]


def test_weigh_of_no_terms_is_empty():
    assert weigh({}, {}, 1000) == []


@pytest.mark.parametrize("vector", [{}, {1: 255}, {2**TERM_BITS - 1: 1, 7: 200, 300: 255}])
def test_unpack_reads_what_pack_wrote(vector):
    data = pack(vector)

    terms, weights = unpack(data)

    assert (terms, list(weights)) == (list(vector), list(vector.values()))
    assert len(data) == 5 * len(vector)


def test_posting_keys_sort_by_term_then_heaviest_then_newest():
    postings = [(7, 255, 3), (7, 200, 9), (7, 200, 4), (7, 1, 8), (8, 255, 1)]

    keys = [posting_key(*posting) for posting in postings]

    assert keys == sorted(keys)


@pytest.mark.parametrize("term", [0, 7, 2**TERM_BITS - 1])
def test_posting_keys_of_a_term_fill_its_range(term):
    first, last = posting_range(term)

    assert first == posting_key(term, MAX_WEIGHT, ARTICLE_MASK)
    assert last == posting_key(term, 0, 0) == posting_range(term + 1)[0] - 1
    assert 0 <= first < last < 2**63


def test_posting_keys_are_of_the_terms_looked_up():
    vector = {term: 1 + term % 50 for term in range(VECTOR_TERMS)}
    heaviest = sorted(vector, key=lambda term: (-vector[term], term))[:INDEX_TERMS]

    assert query_terms(vector) == heaviest
    assert posting_keys(vector, 5) == [posting_key(term, vector[term], 5) for term in heaviest]


def test_candidates_add_up_the_terms_shared():
    query = {1: LONG, 2: SHORT}
    keys = [posting_key(1, 255, 10), posting_key(1, LONG, 11), posting_key(2, SHORT, 11)]

    found = candidates(query, keys, article=99)

    assert found == [(11, pytest.approx(1, rel=0.01)), (10, pytest.approx(0.8, rel=0.01))]


def test_candidates_leave_out_the_article_itself():
    keys = [posting_key(1, 255, 10), posting_key(1, 255, 9)]

    assert candidates({1: 255}, keys, article=10) == [(9, 1)]


def test_candidates_of_an_article_that_shares_nothing_are_none():
    assert candidates({}, [], article=1) == []
    assert candidates({1: 255}, [posting_key(1, 255, 1)], article=1) == []


def test_candidates_of_a_full_index_are_few_and_the_best():
    query = dict.fromkeys(range(INDEX_TERMS), 45)
    keys = [
        posting_key(term, MAX_WEIGHT - place // 2, 1000 * (term + 1) + place)
        for term in range(INDEX_TERMS)
        for place in range(MAX_POSTINGS)
    ]

    found = candidates(query, keys, article=1)

    assert len(found) == CANDIDATES
    assert min(cosine for _, cosine in found) == 45 * 254 / 255**2


def test_estimated_density_counts_each_copy_group_once():
    found = [(1, 0.9), (2, 0.8), (3, 0.7), (4, 0.5)]
    groups = {1: 1, 2: 2, 3: 2, 4: 4}

    assert estimated_density(found, 1, groups) == pytest.approx((0.8 + 0.5) / 8)


def test_estimated_density_is_of_the_eight_best():
    found = [(pk, 1 - pk / 10) for pk in range(1, 10)]

    assert estimated_density(found, 99, {pk: pk for pk in range(1, 10)}) == pytest.approx(4.4 / 8)


def test_dot_is_over_the_terms_of_both():
    assert dot({1: 2, 2: 3.5, 9: 1}, unpack(pack({2: 10, 1: 5, 4: 7}))) == 45


def test_rank_puts_the_nearest_first():
    me = _item(1, {1: 255})

    assert _order(me, _item(2, {1: SHORT, 2: LONG}), _item(3, {1: LONG, 2: SHORT})) == [3, 2]


def test_rank_lists_no_near_copy_of_the_article():
    me = _item(1, {1: 255})

    assert _order(me, _item(2, {1: 255}, group=1), _item(3, {1: LONG, 2: SHORT})) == [3]


def test_rank_lists_the_best_of_a_copy_group():
    me = _item(1, {1: 255})
    copies = [_item(2, {1: SHORT, 2: LONG}, group=2), _item(3, {1: LONG, 2: SHORT}, group=2)]

    assert _order(me, *copies, _item(4, {1: 100, 3: 235})) == [3, 4]


def test_rank_fills_its_list_past_copies():
    me = _item(1, {1: 255})
    copies = [_item(pk, {1: 255}, group=2) for pk in range(2, 50)]
    others = [_item(pk, {1: SHORT, pk: LONG}) for pk in range(50, 50 + CANDIDATES)]

    found = _order(me, *copies, *others)

    assert (found[0], len(found), len(set(found))) == (49, LIST_ITEMS, LIST_ITEMS)


def test_rank_gives_ties_to_the_newer_in_any_order():
    me = _item(1, {1: 255})
    others = [_item(pk, {1: SHORT, 2: LONG}) for pk in range(2, 12)]

    assert _order(me, *others) == _order(me, *reversed(others)) == list(range(11, 1, -1))


def test_rank_hears_what_the_best_have_in_common(monkeypatch):
    me = _item(1, {1: 255})
    seeds = [_item(pk, {1: LONG, 2: SHORT}) for pk in (2, 3, 4)]
    of_the_story, of_another = _item(5, {1: SHORT, 2: LONG}), _item(6, {1: SHORT, 3: LONG})

    assert _order(me, *seeds, of_the_story, of_another)[3:] == [5, 6]
    monkeypatch.setattr(ranking, "FEEDBACK", 0)
    assert _order(me, *seeds, of_the_story, of_another)[3:] == [6, 5]


def test_rank_hears_the_mean_of_the_best():
    me = _item(1, {1: 255})

    scores = _scores(me, _item(2, {1: 255}), _item(3, {1: 255}))

    assert list(scores.values()) == [pytest.approx(1 + 0.8 - 0.2 * 2 / 8)] * 2


def test_rank_hears_the_near_in_time_before_the_alike(monkeypatch):
    monkeypatch.setattr(ranking, "SEEDS", 1)
    me = _item(1, {1: 255}, day=739000)
    alike = _item(2, {1: LONG, 2: SHORT}, day=730000)
    near = _item(3, {1: SHORT, 3: LONG}, day=739000)
    like_near, like_alike = _item(4, {1: 100, 3: 235}), _item(5, {1: 100, 2: 235})

    assert _order(me, alike, near, like_near, like_alike)[-2:] == [4, 5]


def test_rank_hears_a_copied_seed_once():
    me = _item(1, {1: 255})
    copies = [_item(pk, {1: LONG, 2: SHORT}, group=2) for pk in range(2, 9)]
    original, rest = copies[-1], [_item(20, {1: 200, 4: 158}), _item(21, {1: SHORT, 3: LONG})]

    assert _scores(me, *copies, *rest) == _scores(me, original, *rest)


def test_rank_takes_from_an_article_that_is_near_to_everything(monkeypatch):
    me = _item(1, {1: 255})
    special = _item(2, {1: SHORT, 2: LONG}, density=0.1)
    general = _item(3, {1: SHORT, 3: LONG}, density=0.6)

    assert _order(me, general, special) == [2, 3]
    monkeypatch.setattr(ranking, "HUBNESS", 0)
    assert _order(me, general, special) == [3, 2]


def test_rank_takes_an_unknown_density_for_the_askers_own():
    me = _item(1, {1: 255})
    _, density = rank(me, [_item(2, {1: SHORT, 2: LONG})])

    known = _scores(me, _item(2, {1: SHORT, 2: LONG}, density=density))

    assert _scores(me, _item(2, {1: SHORT, 2: LONG})) == known


def test_rank_tells_the_density_of_the_article():
    me = _item(1, {1: 255})
    others = [_item(pk, {1: SHORT, pk: LONG}) for pk in range(2, 6)]
    copies = [_item(9, {1: SHORT, 2: LONG}, group=2), _item(10, {1: 255}, group=1)]

    _, density = rank(me, [*others, *copies])

    assert density == pytest.approx(0.6 * 4 / 8)


def test_rank_prefers_the_same_days_and_keeps_the_old():
    me = _item(1, {1: 255}, day=739000)
    old, unknown, same_day = (
        _item(pk, {1: SHORT, 2: LONG}, day=day)
        for pk, day in [(2, 739000 - 5000), (3, None), (4, 739000)]
    )

    scores = _scores(me, old, unknown, same_day)

    assert list(scores) == [4, 2, 3]
    assert scores[4] / scores[3] == pytest.approx(1.7)
    assert scores[2] / scores[3] == pytest.approx(1)


def test_rank_sees_days_apart_on_both_sides_alike():
    me = _item(1, {1: 255}, day=739000)
    before, after = (_item(pk, {1: 255}, day=739000 + days) for pk, days in [(2, -30), (3, 30)])

    scores = _scores(me, before, after)

    assert scores[2] == scores[3]


def test_rank_of_unlike_articles_is_a_list_all_the_same():
    me = _item(1, {1: 255})

    assert rank(me, [_item(2, {2: 255}), _item(3, {}, density=0.5)]) == (
        [(2, 0), (3, pytest.approx(-0.1))],
        0,
    )


def test_rank_hears_nothing_where_no_article_is_alike():
    assert rank(_item(1, {1: 255}), [_item(2, {2: 255})]) == ([(2, 0)], 0)


def test_rank_of_an_article_that_stands_alone_is_empty():
    assert rank(_item(1, {1: 255}), []) == ([], 0)
    assert rank(_item(1, {}), []) == ([], 0)
