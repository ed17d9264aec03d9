"""Text analysis: plain strings in, plain data out. Imports no Django and no sibling.

Two views of an article are made here, both of texts that went through ``normalise``:

* ``term_frequencies``: a bag of words, heavy on the title, for topical similarity (ranking.py);
* ``shingles``: a sample of hashed five-character windows, for copies (copies.py).

Nothing here raises, whatever the string: empty, a megabyte, NUL, lone surrogates, emoji.
"""

import html
import re
import unicodedata
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

# Characters of a text, and of a title, that are analysed. A long feature has 10,000: the bound
# only keeps a pasted megabyte from costing seconds.
MAX_CHARS = 200_000
MAX_TITLE_CHARS = 500

# Occurrences that one in the title counts for: it names the story in some 20 characters where the
# body takes 1,000. Flat between 5 and 12 (nDCG within 0.002).
TITLE_WEIGHT = 10
# The same for a tag, which an editor chose. Neutral where it was measured: tags computed from the
# text.
TAG_WEIGHT = 3
# Characters at the head of the body whose words count twice: news says who, what and where first
# (the inverted pyramid; "Lead-3" is the baseline that summarisers of news fail to beat).
LEAD_CHARS = 200
# Occurrences that a two-character window of the title counts for. Such bigrams survive mistakes
# of the segmentation and catch abbreviations (北溪一号, 北溪1号). Flat between 1 and 4.
BIGRAM_WEIGHT = 2
# Sets a title bigram apart in the vocabulary, so that it has a document frequency of its own.
BIGRAM_MARK = "#"
# Longer "words" are web addresses and hashes.
MAX_TERM_CHARS = 24

# Characters of a window. Five are about three Chinese words: rarely shared by chance, and a
# substituted character spoils only five windows.
SHINGLE_CHARS = 5
# One window in so many is sampled, those with the smallest hashes, so that two texts keep the same
# ones (Broder, On the resemblance and containment of documents, 1997). 1,000 characters keep 65.
SHINGLE_SAMPLING = 16
# Bounds of a sample: a short notice keeps its smallest MIN_SHINGLES, a very long text its smallest
# MAX_SHINGLES. copies.compare_samples() allows for that.
MIN_SHINGLES = 16
MAX_SHINGLES = 512

BLOCK_END = re.compile(
    r"</(?:p|h[1-6]|li|tr|figcaption|blockquote|pre|caption)>|<(?:br|hr)\b[^>]*>", re.I
)
DROPPED = re.compile(r"<(figcaption|table)\b.*?</\1>", re.I | re.S)
TAG = re.compile(r"<[^<>]+>")
SPACE = re.compile(r"[^\S\n]+")

# NFKC maps these too, but a text free of them takes its path that is ten times faster.
WIDE_MARKS = "，：；？！（）％"
NARROW_MARKS = ",:;?!()%"
LETTERS = re.compile(r"[^\W_]+")  # and digits; Chinese characters are letters
NO_LETTERS = re.compile(r"[\W_]+")
SHORT_NUMBER = re.compile(r"[\d.,%]{1,3}")


def plain_text(markup: str) -> str:
    """Return the words of an article's HTML, one block a line, without captions and tables."""
    text = TAG.sub("", BLOCK_END.sub("\n", DROPPED.sub("", markup)))
    lines = (SPACE.sub(" ", line).strip() for line in html.unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)


def letters(text: str) -> str:
    """What two titles have in common that differ in spaces, punctuation and case only."""
    return "".join(filter(str.isalnum, text)).casefold()


def normalise(text: str | None) -> str:
    """Return the one spelling of a text: width, case, Traditional characters, white space.

    At most ``MAX_CHARS`` characters; NUL counts as white space, lone surrogates go.

    >>> normalise("中山ＬＥＤ燈飾，\\u3000開展！")
    '中山led灯饰, 开展!'
    """
    text = (text or "")[:MAX_CHARS].encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
    for wide, narrow in zip(WIDE_MARKS, NARROW_MARKS, strict=True):
        text = text.replace(wide, narrow)
    text = unicodedata.normalize("NFKC", text)[:MAX_CHARS].lower()
    simplified, traditional = _traditional()
    if traditional.search(text):
        text = text.translate(simplified)
    return " ".join(text.split())


@lru_cache(maxsize=1)
def _traditional():
    """Return the table for str.translate() and a pattern that tells whether a text needs it."""
    lines = (Path(__file__).parent / "traditional.txt").read_text(encoding="utf-8").splitlines()
    simplified = dict(pair for line in lines[1:] for pair in line.split())
    return str.maketrans(simplified), re.compile(f"[{''.join(simplified)}]")


def words(text: str) -> list[str]:
    """Return the words of a normalised text that can carry meaning, in order."""
    # Imported late: its dictionary takes 0.2 s and 68 MB, which most processes never need.
    import rjieba

    return list(filter(is_term, rjieba.cut(text, True)))


@lru_cache(maxsize=1 << 17)  # a site's words repeat
def is_term(word: str) -> bool:
    """Say whether a word is a term: no single character (mostly particles), and no 12 or 5%."""
    return (
        2 <= len(word) <= MAX_TERM_CHARS
        and LETTERS.search(word) is not None
        and not SHORT_NUMBER.fullmatch(word)
    )


def title_bigrams(title: str) -> list[str]:
    """Return the overlapping two-character windows of a normalised title, none across a mark."""
    return [run[i : i + 2] for run in LETTERS.findall(title) for i in range(len(run) - 1)]


def term_frequencies(title: str, tags: Iterable[str] | None, body: str) -> Counter[str]:
    """Return {term: weighted occurrences} of an article; title, tags and lead count for more.

    ``title`` and ``body`` are normalised, the tags need not be.
    """
    title = title[:MAX_TITLE_CHARS]
    counts = Counter(words(body))
    counts.update(words(body[:LEAD_CHARS]))
    for word in words(title):
        counts[word] += TITLE_WEIGHT
    for tag in map(normalise, tags or ()):
        if is_term(tag):
            counts[tag] += TAG_WEIGHT
    for bigram in title_bigrams(title):
        counts[BIGRAM_MARK + bigram] += BIGRAM_WEIGHT
    return counts


def shingles(body: str) -> list[int]:
    """Return the sample of ``windows`` that stands for a text in an index, smallest first."""
    hashes = sorted(windows(body))
    sampled = bisect_left(hashes, (1 << 32) // SHINGLE_SAMPLING)
    return hashes[: min(max(sampled, MIN_SHINGLES), MAX_SHINGLES)]


def windows(body: str) -> set[int]:
    """Return the hashed windows (32 bits each) of a normalised text; a shorter text is one window.

    Only letters and digits count, so layout and punctuation do not matter. The hash is CRC-32:
    the same for ever, unlike hash(), and evenly spread over such short strings.
    """
    data = NO_LETTERS.sub("", body).encode("utf-32-le")  # four bytes a character
    if not data:
        return set()
    size = 4 * SHINGLE_CHARS
    starts = range(0, max(4, len(data) - size + 4), 4)
    return set(map(zlib.crc32, [data[i : i + size] for i in starts]))
