"""How editors type tags: any usual Chinese or Latin separator divides them."""

import re
import unicodedata

SEPARATORS = re.compile(r"[，、；,;\n\r\t]+")


def parse_tags(text: str) -> list[str]:
    """Split what an editor typed into tag names, in order and without repeats.

    Spaces stay inside a tag (``LED 照明``), runs of them count as one, quotes around a tag go.

    >>> parse_tags("中山，厂房、招商; 厂房")
    ['中山', '厂房', '招商']
    """
    tags = {}
    for part in SEPARATORS.split(text or ""):
        part = unicodedata.normalize("NFKC", part)  # ＬＥＤ and LED are one
        name = " ".join(part.strip('"“” \u3000').split())
        tags.setdefault(name.casefold(), name)
    return [name for name in tags.values() if name]


def join_tags(tags) -> str:
    """Show tags in a text field so that ``parse_tags`` reads the same ones back."""
    return "，".join(tag.name for tag in tags)
