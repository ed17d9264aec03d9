"""Excerpts: what a reader of a list is told of an article."""

import re
from collections.abc import Iterator

from .text import letters, plain_text

SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]*")

# What portals and news desks put around an article, and no reader wants in an excerpt.
BOILERPLATE = re.compile(
    r"^(?:[▲△▼↑↓◆●■★]|原标题[:：]|原题[:：]|来源[:：]|作者[:：]|编辑[:：]|责任编辑|责编|"
    r"(?:文|图|图文|文图|摄影|供图)\s*[/／|｜:：]|由内容质量、互动评论|更多报道|更多精彩|点击(?:上方|蓝字)|"
    r"(?:扫码|长按|关注).{0,12}(?:公众号|二维码)|【?(?:免责|版权)声明)"
)
# "南岸观察讯 记者 李某 通讯员 王某 3月28日，…": the credit goes, the sentence stays. A name ends
# at a space, a bracket or a date; 记者从市招商局获悉 is no credit but the news itself.
_NAME = r"[\u4e00-\u9fff]{2,4}?(?=[\s、）):：]|\d+月)"
CREDIT = re.compile(
    r"^(?:\S{2,12}[讯电])?\s*[（(]?(?:本报|本网|全媒体)*记者\s*"
    rf"{_NAME}(?:[\s、]+(?:通讯员|实习生)?\s*{_NAME})*[）):：]*\s*"
)


def excerpt(*, title: str, standfirst: str, body: str, limit: int = 110) -> str:
    """Return at most ``limit`` characters that tell a reader of a list what the article says.

    The standfirst where there is one, else the first real sentences of the body (HTML): no
    portal boilerplate, no captions, no reporter's credit, not the title again, and no sentence
    that an earlier one already contains. Cut at the end of a sentence where one lies in the
    second half, else with an ellipsis.
    """
    source = standfirst if standfirst.strip() else plain_text(body)
    taken: list[str] = []
    length = 0
    for sentence in _sentences(source, title):
        if any(sentence.rstrip("。！？") in earlier for earlier in taken):
            continue
        taken.append(sentence)
        length += len(sentence)
        if length >= limit:
            break
    return _cut("".join(taken), limit)


def _sentences(text: str, title: str) -> Iterator[str]:
    for line in text.split("\n"):
        line = line.replace("\u3000", " ").strip()
        if BOILERPLATE.match(line) or letters(line) == letters(title):
            continue
        for match in SENTENCE.finditer(CREDIT.sub("", line)):
            sentence = match[0].strip()
            if letters(sentence) not in ("", letters(title)):
                yield sentence


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    end = max(head.rfind(mark) for mark in "。！？")
    return head[: end + 1] if end >= limit // 2 else head.rstrip("，、：；（“") + "…"
