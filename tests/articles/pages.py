"""Reads an answer's HTML, so that tests can say which element must hold what."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def read_page(response) -> Element:
    """The tree of a page whose elements are all closed, as ours are; see Element.find."""
    reader = _Reader()
    reader.feed(response.content.decode())
    reader.close()
    return reader.builder.close()


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def links(element: Element) -> list[tuple[str, str]]:
    """The links below the element: text and address."""
    return [(text(link), link.get("href")) for link in element.iter("a")]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.builder = TreeBuilder()

    def handle_starttag(self, tag, attrs):
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_endtag(self, tag):
        self.builder.end(tag)

    def handle_data(self, data):
        self.builder.data(data)
