"""From foreign markup or plain text to the clean HTML that an article may hold.

Pure functions: text in, text out, no database. ``sanitise`` is the one allow-list of the site;
``SanitisedHTMLField`` calls it on every way into the database.
"""

import html
import re

import nh3

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "pre", "code"),
    *("strong", "b", "em", "i", "u", "s", "sub", "sup"),
    *("ul", "ol", "li", "a", "img", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "*": set(),  # nh3 would let title and lang through everywhere
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
MAX_PASSES = 4
MAX_DEPTH = 200  # of nested tags
NUMERIC = {"width", "height", "colspan", "rowspan", "start"}

# nh3 serialises every attribute as name="value", which makes these patterns exact.
_ATTRIBUTES = r'(?:\s+[\w-]+="[^"]*")*'
_IMAGE_WITHOUT_SOURCE = re.compile(rf'<img(?!{_ATTRIBUTES}\s+src="){_ATTRIBUTES}\s*/?>')
_BLOCK_TAG = re.compile(r"(</?(?:p|h[234]|li|ul|ol|figure|blockquote)>)")
_BLANK = re.compile(r"(?:\s|&nbsp;|<br>)*")

_BLOCK_START = re.compile(r"<(?:p|div|h[1-6]|ul|ol|dl|table|section|blockquote)(?=[\s/>])", re.I)
_INLINE_START = re.compile(r"<(?:a|b|br|em|font|i|img|s|span|strong|sub|sup|u)(?=[\s/>])", re.I)
_LINE_END = re.compile(r"<br\s*/?>|\n", re.I)
# What a foreign page is made of -> what we make of it.
_RENAMED = dict.fromkeys(
    ("div", "section", "article", "center", "main", "header", "footer", "dt", "dd"), "p"
) | {
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
}
_RENAMED_TAG = re.compile(rf"<(/?)({'|'.join(_RENAMED)})>")
_FIRST_BLOCK = re.compile(r"<(p|h2)>(.*?)</\1>", re.S)
_INDENT = re.compile(r"(<(?:p|li|td|th|h[234])>)(?:\s|&nbsp;|\u3000)+")
_TAG = re.compile(r"<[^<>]+>")
_NESTING_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSED_BY_ITSELF = {
    *("p", "li", "dt", "dd", "td", "th", "tr", "br", "hr", "img", "input", "meta", "link", "col"),
}
_CONTROL = re.compile(r"[\x00-\x20]+")
_SPACE = re.compile(r"[\s\u3000\xa0]+")


def sanitise(markup: str) -> str:
    """Return the HTML that may be stored and shown: the allow-list above and nothing else.

    Images stay only with a path on this site, links only with http, https, mailto, tel or a path
    on this site. Elements that this leaves empty go too. Idempotent; any text is accepted.
    """
    if not markup:
        return ""
    clean = _flat(_storable(markup))
    for _ in range(MAX_PASSES):  # a tag that goes may change how the rest is nested
        before, clean = clean, _cleaner.clean(clean)
        if clean == before:
            break
    return _without_empty_blocks(_IMAGE_WITHOUT_SOURCE.sub("", clean)).strip()


def body_from_import(text: str, *, title: str = "") -> str:
    """Turn an imported body, plain text with newlines or HTML, into clean HTML.

    Wrappers become paragraphs, indents of full-width spaces go, and so does a first paragraph
    that only says the title again.
    """
    if _BLOCK_START.search(text):
        markup = body_from_html(text)
    elif _INLINE_START.search(text):
        lines = _LINE_END.split(text)
        markup = body_from_html("".join(f"<p>{line}</p>" for line in lines))
    else:
        markup = body_from_plain_text(text)
    first = _FIRST_BLOCK.match(markup)
    if title and first and _same_words(first[2], title):
        markup = markup[first.end() :].lstrip()
    return markup


def body_from_plain_text(text: str) -> str:
    """One paragraph a line; the text is escaped, so that no markup in it comes alive."""
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return sanitise("\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line))


def body_from_html(markup: str) -> str:
    """Clean HTML of a web page: wrappers become paragraphs, headings fit ours, indents go."""
    markup = _foreign_cleaner.clean(_flat(_storable(markup)))
    markup = _RENAMED_TAG.sub(lambda tag: f"<{tag[1]}{_RENAMED[tag[2]]}>", markup)
    return sanitise(_INDENT.sub(r"\1", sanitise(markup)))


def _storable(text):
    """Without what no database takes: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _flat(markup):
    """The markup, or only its text where tags nest deeper than any article: cleaning such a
    thing takes time that grows with the square of the depth.
    """
    depth = 0
    for closing, tag in _NESTING_TAG.findall(markup):
        depth = max(0, depth - 1) if closing else depth + (tag.lower() not in _CLOSED_BY_ITSELF)
        if depth > MAX_DEPTH:
            return html.escape(_TAG.sub(" ", markup), quote=False)
    return markup


def _without_empty_blocks(markup):
    """Drop blocks with nothing in them, and those that this empties; one pass, however deep."""
    kept: list[str] = []
    hollow: list[int] = []  # where the open blocks start that hold nothing yet, outermost first
    for part in _BLOCK_TAG.split(markup):
        if part.startswith("</") and _BLOCK_TAG.fullmatch(part) and hollow:
            del kept[hollow.pop() :]
            continue
        if _BLOCK_TAG.fullmatch(part) and not part.startswith("</"):
            hollow.append(len(kept))
        elif not _BLANK.fullmatch(part):
            hollow.clear()
        kept.append(part)
    return "".join(kept)


def _same_words(markup: str, title: str) -> bool:
    def words(text):
        return _SPACE.sub("", html.unescape(_TAG.sub("", text)))

    return words(markup) == words(title)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Drop what the allow-list of names lets through but its value makes unfit."""
    if name in NUMERIC:
        return value if value.isascii() and value.isdigit() and len(value) < 6 else None
    if name in {"href", "src"}:
        target = _CONTROL.sub("", value).replace("\\", "/")  # as a browser reads it
        if target.startswith("//") or (tag == "img" and not target.startswith("/")):
            return None
    return value


def _cleaner_of(tags):
    return nh3.Cleaner(
        tags=tags,
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        clean_content_tags={
            *("script", "style", "title", "textarea", "noscript", "iframe", "template"),
        },
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


_cleaner = _cleaner_of(TAGS)
_foreign_cleaner = _cleaner_of(TAGS | _RENAMED.keys())
