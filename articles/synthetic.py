"""Makes articles for measurements at a scale that no editor reaches. Pure: texts in, data out.

``Corpus(texts).article(n)`` depends on the texts, the seed and n alone: any part of a corpus can
be made again. Real sentences lend their grammar; the words in them are drawn anew.

- Words: strings that the texts repeat, told by accessor variety (Feng, Chen, Deng and Zheng 2004,
  Computational Linguistics 30), then those of rjieba's dictionary, then coined names. rjieba
  finds 116,000 in 10,000 articles; their number grows with the power 0.57 (Heaps' law).
- Their frequencies: p(rank) ~ 1 / (rank + SHIFT), Zipf's law with Mandelbrot's correction (1953).
- An article: 28 of the 40 terms of its story and 102 of the language at large, as often as OWN_TF
  and OTHER_TF say; so the work on related articles (issue 3) found it in Chinese news.
- Stories: p(size) ~ 1 / size, up to 30 articles, a good 8 on average.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice, product
from random import Random

import rjieba

COMMON_WORD, COMMON_SHARE = "园区", 0.30  # of the articles
RARE_WORD, RARE_EVERY = "珐琅", 5_000  # articles

BLOCK = 1_000  # articles planned together; no story reaches beyond its block
DAYS = 8 * 365  # how far back the dates go
LARGEST_STORY, STORY_DAYS = 30, 6  # articles; mean days from the start to an article
COPY_SHARE = 0.023  # of the articles after the first of their story: 2 % of all
VOCABULARY, SHIFT, STORY_SHIFT = 25_000, 20, 100  # a story has rarer words
STORY_NAMES, STORY_TOPICS, STORY_TAGS = 6, 34, 7
OWN_TERMS, OWN_TF = 28, (1, 1, 2, 3, 10)
OTHER_TERMS, OTHER_TF = 102, (1, 1, 1, 2, 9)
PARAGRAPHS, SENTENCES = (4, 14), (2, 5)  # of an article, of a paragraph

# What stays of a sentence when its words are taken out, with digits and punctuation.
FUNCTION = (
    "的了在是和与及或把被将从到对为以由也都就还而但这那有不再又很更最并等之其只要会能可用按他她它们"
    "一二三四五六七八九十百千万亿两半几多少每各个家项次年月日元米吨亩台栋层条人天时上下里中后前内外"
)
RUN = re.compile(f"[^\\W{FUNCTION}已没做说来去过让给向于a-zA-Z0-9_]+")
SURNAMES = "陈林黄李张王吴刘梁何郑郭罗谢邓许曾彭潘蔡孟覃骆温柳岑"
ENDINGS = ("镇", "街道", "新区", "大道", "工业区", "股份", "科技", "集团", "电子", "精密")


@dataclass
class SyntheticArticle:
    """Planned first, without title and body; the articles of one story share the lists."""

    terms: list[str]
    tags: list[str]
    category: int  # from 0, the commonest
    days_ago: float
    original: "SyntheticArticle | None" = None  # which this one nearly repeats
    number: int = 0
    title: str = ""
    body: str = ""  # clean HTML, <p> only


class Corpus:
    """One endless corpus; keeps the plan of the last block, so ask for neighbours in a row."""

    def __init__(self, texts: Iterable[str], *, categories: int = 6, seed: int = 1):
        text = "\n".join(["", *texts, ""])
        self.seed, self.categories, self.block = seed, categories, None
        self.frames, common = frames_of(text), words_of(text)
        letters = Counter("".join(common)).most_common(600)
        self.letters = [letter for letter, _ in letters if letter not in COMMON_WORD]
        rarer = list(filter(rjieba.has_word, map("".join, product(self.letters, repeat=2))))
        Random(seed).shuffle(rarer)  # noqa: S311
        self.words = list(dict.fromkeys(common + rarer))  # commonest first

    def article(self, number: int) -> SyntheticArticle:
        """Make article ``number``, from 1; 0.5 ms of CPU."""
        block, place = divmod(number - 1, BLOCK)
        if block != self.block:
            self.block, self.plan = block, self._plan(block)
        planned, dice = self.plan[place], self._dice(number)
        paragraphs = self._paragraphs((planned.original or planned).number, planned.terms)
        if planned.original:
            paragraphs = _copied(paragraphs, dice)
        more_tags = (self.tag(number, dice) for _ in range(dice.randint(0, 3)))
        return replace(
            planned,
            tags=list(dict.fromkeys([*dice.sample(planned.tags, 3), *more_tags])),
            title=_title(planned.terms, dice),
            body="\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        )

    def _dice(self, *names):
        return Random("/".join(map(str, (self.seed, *names))))  # noqa: S311 - always the same

    def _plan(self, block):
        """The stories of a block, their articles mixed as a newsroom writes them."""
        dice, plan = self._dice("block", block), []
        while len(plan) < BLOCK:
            size = min(_rank(dice, LARGEST_STORY, shift=1) + 1, BLOCK - len(plan))
            plan += self._story(block, size, dice)
        dice.shuffle(plan)
        for number, planned in enumerate(plan, start=block * BLOCK + 1):
            planned.number = number
        return plan

    def _story(self, block, size, dice):
        """The articles of one story lie days apart, copies only hours after their original."""
        terms = [self.name(dice) for _ in range(STORY_NAMES)]
        terms += [self.word(dice, STORY_SHIFT) for _ in range(STORY_TOPICS)]
        tags = list(dict.fromkeys(self.tag(block * BLOCK + 1, dice) for _ in range(STORY_TAGS)))
        shared = terms, tags, _rank(dice, self.categories, shift=1)
        start, originals, copies = dice.random() * DAYS, [], []
        for place in range(size):
            if place and dice.random() < COPY_SHARE:
                first = dice.choice(originals)
                age = max(0, first.days_ago - dice.random())
                copies.append(SyntheticArticle(*shared, age, first))
            else:
                age = start - min(start * dice.random(), dice.expovariate(1 / STORY_DAYS))
                originals.append(SyntheticArticle(*shared, age))
        return originals + copies

    def _paragraphs(self, number, terms):
        """The text of an original."""
        dice = self._dice("text", number)
        lengths = [dice.randint(*SENTENCES) for _ in range(dice.randint(*PARAGRAPHS))]
        frames = dice.choices(self.frames, k=sum(lengths))
        terms = dice.sample(terms, OWN_TERMS)
        terms += (self.word(dice) for _ in range(OTHER_TERMS))
        tf = dice.choices(OWN_TF, k=OWN_TERMS) + dice.choices(OTHER_TF, k=OTHER_TERMS)
        words = dice.choices(terms, tf, k=sum(gaps for _, gaps in frames))
        for _ in range(dice.randint(1, 6) if dice.random() < COMMON_SHARE else 0):
            words[dice.randrange(len(words))] = COMMON_WORD
        if number % RARE_EVERY == RARE_EVERY // 2:
            words[dice.randrange(len(words))] = RARE_WORD
        words = iter(words)
        sentences = iter([frame % tuple(islice(words, gaps)) for frame, gaps in frames])
        return ["".join(islice(sentences, length)) for length in lengths]

    def word(self, dice: Random, shift: int = SHIFT) -> str:
        rank = _rank(dice, VOCABULARY, shift)
        return self.words[rank] if rank < len(self.words) else self._coined(rank)

    def name(self, dice: Random) -> str:
        """A person, a place or a company; at most five characters."""
        coined = self._coined(dice.randrange(len(self.letters) ** 2))
        return dice.choice((dice.choice(SURNAMES) + coined, coined + dice.choice(ENDINGS)))

    def tag(self, number: int, dice: Random) -> str:
        """By Zipf's law from those in use at article ``number``: 950 at 1,000, 15,000 at 1e6."""
        return self.words[_rank(dice, min(int(60 * number**0.4), len(self.words)), SHIFT)]

    def _coined(self, rank):
        size = len(self.letters)
        pair = rank * 7919 % size**2  # a prime: another pair for each rank
        return self.letters[pair // size] + self.letters[pair % size]


def words_of(text: str, variety: int = 3) -> list[str]:
    """Strings of 2 to 4 characters with at least ``variety`` different neighbours on each side."""
    counts, before, after = Counter(), defaultdict(set), defaultdict(set)
    for run in RUN.finditer(text):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(start + 4, run.end()) + 1):
                word = text[start:end]
                counts[word] += 1
                before[word].add(text[start - 1])
                after[word].add(text[end])
    reserved = re.compile(f"{COMMON_WORD}|[{RARE_WORD}]|^{COMMON_WORD[1]}")  # also across words
    words = [word for word, _ in counts.most_common() if not reserved.search(word)]
    return [word for word in words if min(len(before[word]), len(after[word])) >= variety]


def frames_of(text: str) -> list[tuple[str, int]]:
    """Sentences with a gap, "%s", for every two characters of their words; and the gaps."""
    sentences = re.findall(r"[^。！？\n]+[。！？]", text.replace("%", "%%"))
    frames = [RUN.sub(lambda run: "%s" * max(1, len(run[0]) // 2), text) for text in sentences]
    whole = (frame for frame in frames if frame.count("“") == frame.count("”"))
    return [(frame, frame.count("%s")) for frame in whole if 3 <= frame.count("%s") <= 20]


def _rank(dice, size, shift):
    """A rank below ``size`` with p(rank) ~ 1 / (rank + shift)."""
    return int(shift * (size / shift + 1) ** dice.random()) - shift


def _title(terms, dice):
    """Of 14 to 30 characters."""
    title, length = "", dice.randint(14, 25)
    for place, word in enumerate(dice.sample(terms, 13)):
        if len(title) < length:
            title += "，" * (place == 3) + word
    return title


def _copied(paragraphs, dice):
    """As other sites take an article over: a paragraph lost, marks changed, a line of their own."""
    lost = dice.choice(paragraphs)
    kept = [text.replace("，", dice.choice("，,")) for text in paragraphs if text != lost]
    return [*kept, "（本文转载自合作媒体，版权归原作者所有。）"]
