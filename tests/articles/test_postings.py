import pytest

from articles import copies, postings, ranking
from articles.models import ShinglePosting, TermPosting

pytestmark = pytest.mark.django_db

LAST = 2**63 - 1


def _stored(model=TermPosting):
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def test_read_answers_all_ranges_in_the_order_of_their_keys():
    postings.add(TermPosting, [31, 3, 12, 2, 30, 11, 41])

    found = postings.read(TermPosting, [(30, 39), (0, 9), (50, 59), (10, 19)], 10)

    assert found == [2, 3, 11, 12, 30, 31]


def test_read_takes_both_ends_of_a_range():
    postings.add(TermPosting, range(10, 20))

    assert postings.read(TermPosting, [(12, 14)], 10) == [12, 13, 14]


def test_read_takes_the_first_keys_of_each_range():
    postings.add(TermPosting, range(100))

    assert postings.read(TermPosting, [(50, 99), (0, 49)], 2) == [0, 1, 50, 51]


@pytest.mark.parametrize(("count", "queries"), [(0, 0), (1, 1), (400, 1), (401, 2), (801, 3)])
def test_read_asks_for_400_ranges_at_once(django_assert_num_queries, count, queries):
    keys = [10 * number for number in range(count)]
    postings.add(ShinglePosting, keys)

    with django_assert_num_queries(queries):
        found = postings.read(ShinglePosting, ((key, key + 9) for key in keys), 3)

    assert found == keys


def test_read_knows_the_tables_apart():
    postings.add(TermPosting, [1])
    postings.add(ShinglePosting, [2])

    assert postings.read(TermPosting, [(0, 9)], 9) == [1]


def test_read_gives_the_heaviest_and_newest_articles_of_a_term():
    weights = [(9, 1), (9, 2), (80, 1)]
    keys = [ranking.posting_key(7, weight, article) for weight, article in weights]
    neighbours = [ranking.posting_key(6, 1, 1), ranking.posting_key(8, 255, 9)]
    postings.add(TermPosting, keys + neighbours)

    found = postings.read(TermPosting, [ranking.posting_range(7)], 2)

    assert found == [ranking.posting_key(7, 80, 1), ranking.posting_key(7, 9, 2)]


def test_postings_take_the_largest_keys():
    shingle, article = 2**32 - 1, copies.ARTICLE_MASK
    term = ranking.posting_key(2**ranking.TERM_BITS - 1, 0, 0)
    postings.add(ShinglePosting, [copies.posting_key(shingle, article)])
    postings.add(TermPosting, [term])

    assert postings.read(ShinglePosting, [copies.posting_range(shingle)], 1) == [LAST]
    assert postings.read(TermPosting, [(term, LAST)], 1) == [term] == [LAST]


def test_add_keeps_what_is_there():
    postings.add(TermPosting, [1, 2])

    postings.add(TermPosting, {2, 3})

    assert _stored() == [1, 2, 3]


def test_remove_takes_out_those_named_and_no_others():
    postings.add(TermPosting, [1, 2, 3])
    postings.add(ShinglePosting, [2])

    postings.remove(TermPosting, {2, 99})

    assert (_stored(), _stored(ShinglePosting)) == ([1, 3], [2])


def test_add_and_remove_take_more_than_one_statement_holds():
    postings.add(TermPosting, range(6_000))
    assert len(_stored()) == 6_000

    postings.remove(TermPosting, range(1, 6_000))
    assert _stored() == [0]


@pytest.mark.parametrize("change", [postings.add, postings.remove])
def test_no_keys_are_no_change(change):
    postings.add(TermPosting, [1])

    change(TermPosting, [])

    assert _stored() == [1]
