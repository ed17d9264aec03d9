"""Ranking of related articles: the formula, its constants and where they come from.

Plain data in, plain data out. An article is a vector: its heaviest ``VECTOR_TERMS`` terms
(text.term_frequencies), weighted by

    weight(t) = sqrt(tf) * ln((N + 1) / (df + 2)) * (1/2 if no other article has t)

and scaled to length 1, with tf the weighted occurrences, df the articles that have the term and N
all articles, both counted as articles come and go. One byte a weight costs nothing in nDCG.

Candidates for an article come from the postings of its ``INDEX_TERMS`` heaviest terms: of each,
the ``MAX_POSTINGS`` articles in which the term weighs most (champion lists: Manning, Raghavan,
Schuetze, Introduction to Information Retrieval, 7.1.3), added up. The best are ranked by

    base(c)  = (cos(q, c) - HUBNESS * density(c)) * near(q, c)
    score(c) = (cos(q, c) + FEEDBACK * cos(seeds, c) - HUBNESS * density(c)) * near(q, c)
    near(q, c) = 1 + RECENCY * exp(-days apart / RECENCY_DAYS)

* seeds: the ``SEEDS`` best candidates by base, no two of one copy group, averaged with base as
  their weight (not scaled to length 1 again). This is pseudo-relevance feedback (Rocchio 1971;
  the same book, 9.1.6): what the best answers have in common says what the story is about. It
  needs no data besides the candidates' own vectors.
* density(c): the mean cosine of c and its own ``DENSITY_NEIGHBOURS`` best articles, stored with c.
  Articles of general vocabulary are near to everything; this takes back what is owed to that
  (hubness: Radovanovic et al., JMLR 2010; corrected as CSLS does: Conneau et al., ICLR 2018).
  Where it is not known yet, the asking article's own is taken.
* near: articles of a story cluster in time, but it may last for years: a bonus, never a filter.

Measured on 2,426 queries over DTELS-Bench stories (nDCG@8, copies earn nothing): without feedback
0.859, without hubness 0.866, all of it 0.8695. Every constant stands on a plateau: half or double
of it costs at most 0.003.
"""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

# Terms of a vector. Pruned beat full ones (by 0.006 of nDCG as plain cosine); 50 to 80 are equal.
VECTOR_TERMS = 60
# Of those, the terms that are indexed and looked up: finding needs fewer than ranking.
INDEX_TERMS = 32
# Postings read of a term: a lookup reads INDEX_TERMS * MAX_POSTINGS rows at most, at any size.
MAX_POSTINGS = 400
# Articles whose vectors are read and ranked.
CANDIDATES = 100
# Items of a stored list: twice what is shown, so that an expired one costs nothing.
LIST_ITEMS = 16

# Candidates that speak for the story, and how much they are heard. Flat for 3-5 seeds and 0.7-1.
SEEDS = 3
FEEDBACK = 0.8
# How much of its density a candidate loses. Flat from 0.1 to 0.2.
HUBNESS = 0.2
DENSITY_NEIGHBOURS = 8
# Bonus of the same day, and days in which it falls to 1/e. Flat for 0.5-1 and 90-365 days.
RECENCY = 0.7
RECENCY_DAYS = 200.0

# Widths of the parts of a posting key, 63 bits in all.
TERM_BITS = 24
WEIGHT_BITS = 8
ARTICLE_BITS = 31
MAX_WEIGHT = (1 << WEIGHT_BITS) - 1  # stands for a weight of 1
ARTICLE_MASK = (1 << ARTICLE_BITS) - 1
UNIT = MAX_WEIGHT * MAX_WEIGHT  # stands for a cosine of 1


@dataclass(slots=True)
class Item:
    """An article as ``rank`` sees it."""

    id: int
    vector: tuple[Sequence[int], Sequence[int]]  # term ids and weights, as unpack() gives them
    day: int | None = None  # day number of its date
    group: int = 0  # copy group: the same for near-copies of each other
    density: float | None = None


def weigh(
    frequencies: Mapping[str, float], documents: Mapping[str, int], articles: int
) -> list[tuple[str, int]]:
    """Return the vector of an article as (term, weight from 1 to ``MAX_WEIGHT``), heaviest first.

    ``frequencies`` are the weighted occurrences of its terms, ``documents`` the articles that have
    each, this one included (missing: 1), ``articles`` the number of all.
    """
    weights = []
    for term, frequency in frequencies.items():
        df = documents.get(term, 1)
        rarity = (articles + 1) / (df + 2)
        # A term of every article still stands for it, as the least of its terms.
        weight = math.sqrt(frequency) * math.log(rarity) if rarity > 1 else 0.001
        weights.append((weight / 2 if df < 2 else weight, term))
    weights.sort(key=lambda pair: (-pair[0], pair[1]))
    del weights[VECTOR_TERMS:]
    length = math.sqrt(sum(weight * weight for weight, _ in weights)) or 1.0
    return [(term, max(1, round(weight / length * MAX_WEIGHT))) for weight, term in weights]


def pack(vector: Mapping[int, int]) -> bytes:
    """Return {term id: weight} as bytes: all ids, four each (little-endian), then all weights."""
    return array("I", vector.keys()).tobytes() + bytes(vector.values())


def unpack(data: bytes) -> tuple[list[int], bytes]:
    """Return (term ids, weights) in the order in which they were packed, as ``rank`` reads them.

    ``dict(zip(*unpack(data)))`` is the vector again.
    """
    ids = len(data) // 5 * 4
    return memoryview(data)[:ids].cast("I").tolist(), data[ids:]


def posting_key(term: int, weight: int, article: int) -> int:
    """Return one posting as an integer that sorts by term, then heaviest, then newest first.

    It is the whole row of the index and its primary key: some 14 bytes on SQLite (a rowid), read
    by range in the order wanted, and written through the ORM as any other model.
    """
    return (term << WEIGHT_BITS | MAX_WEIGHT - weight) << ARTICLE_BITS | ARTICLE_MASK - article


def posting_keys(vector: Mapping[int, int], article: int) -> list[int]:
    """Return the postings of an article: what to write for it, and to delete when it goes."""
    return [posting_key(term, vector[term], article) for term in query_terms(vector)]


def posting_range(term: int) -> tuple[int, int]:
    """Return the first and the last key that a posting of the term can have."""
    return posting_key(term, MAX_WEIGHT, ARTICLE_MASK), posting_key(term, 0, 0)


def query_terms(vector: Mapping[int, int]) -> list[int]:
    """Return the ids of the ``INDEX_TERMS`` heaviest terms: to index, and to look up."""
    return sorted(vector, key=lambda term: (-vector[term], term))[:INDEX_TERMS]


def candidates(
    vector: Mapping[int, int], keys: Iterable[int], article: int
) -> list[tuple[int, float]]:
    """Return the ``CANDIDATES`` other articles that share most: (id, cosine), best first.

    ``keys`` are the postings of the vector's ``query_terms``, term by term and at most
    ``MAX_POSTINGS`` of each; the cosine is over these terms. Ties keep the order of the keys.
    """
    scores = {}
    get = scores.get
    term = own = None
    for key in keys:
        head = key >> ARTICLE_BITS
        # The vector is asked once a term, not once a key: an eighth of the time.
        if head >> WEIGHT_BITS != term:
            term = head >> WEIGHT_BITS
            own = vector[term]
        other = key & ARTICLE_MASK
        scores[other] = get(other, 0) + own * (MAX_WEIGHT - (head & MAX_WEIGHT))
    scores.pop(ARTICLE_MASK - article, None)
    best = sorted(scores.items(), key=itemgetter(1), reverse=True)[:CANDIDATES]
    return [(ARTICLE_MASK - other, score / UNIT) for other, score in best]


def estimated_density(
    found: Iterable[tuple[int, float]], group: int, groups: Mapping[int, int]
) -> float:
    """Return an article's density as its ``candidates`` tell it, before any vector is read.

    ``group`` is the article's copy group, ``groups`` the one of each article found. ``rank`` gives
    the exact density.
    """
    best = {}
    for other, score in found:
        if groups[other] != group:
            best.setdefault(groups[other], score)
            if len(best) == DENSITY_NEIGHBOURS:
                break
    return sum(best.values()) / DENSITY_NEIGHBOURS


def dot(one: Mapping[int, float], vector: tuple[Sequence[int], Sequence[int]]) -> float:
    """Return the dot product of {term id: weight} and an unpacked vector; ``UNIT`` is 1.

    Most of the time of a ranking is spent here: a dictionary of the vector would triple it.
    """
    return sum([one[term] * weight for term, weight in zip(*vector, strict=True) if term in one])


def rank(me: Item, others: Iterable[Item]) -> tuple[list[tuple[int, float]], float]:
    """Return the list of an article, (id, score) and best first, and the article's density.

    ``others`` are its candidates. At most ``LIST_ITEMS`` are kept, no near-copy of the article and
    no two of each other.
    """
    query = dict(zip(*me.vector, strict=True))
    pool = [(dot(query, other.vector) / UNIT, other) for other in others if other.group != me.group]
    density = sum(cosine for cosine, _ in _distinct(pool, DENSITY_NEIGHBOURS)) / DENSITY_NEIGHBOURS
    scored = []
    for cosine, other in pool:
        hub = density if other.density is None else other.density
        scored.append((cosine - HUBNESS * hub, _near(me, other), other))
    seeds = _distinct(((own * near, other) for own, near, other in scored), SEEDS)
    story = _average(seeds)
    ranked = (
        ((own + FEEDBACK * dot(story, other.vector) / UNIT) * near, other)
        for own, near, other in scored
    )
    return [(other.id, score) for score, other in _distinct(ranked, LIST_ITEMS)], density


def _near(me, other):
    if me.day is None or other.day is None:
        return 1.0
    return 1.0 + RECENCY * math.exp(-abs(me.day - other.day) / RECENCY_DAYS)


def _distinct(pairs, count):
    """Return the best (score, item), one of each copy group; ties go to the newer article."""
    kept, groups = [], set()
    for score, item in sorted(pairs, key=lambda pair: (-pair[0], -pair[1].id)):
        if item.group not in groups:
            groups.add(item.group)
            kept.append((score, item))
            if len(kept) == count:
                break
    return kept


def _average(seeds):
    """Return the mean {term id: weight} of (score, item), weighted by scores; none below 0."""
    seeds = [(score, item) for score, item in seeds if score > 0]
    total = sum(score for score, _ in seeds)
    mean = {}
    for score, item in seeds:
        share = score / total
        for term, weight in zip(*item.vector, strict=True):
            mean[term] = mean.get(term, 0.0) + share * weight
    return mean
