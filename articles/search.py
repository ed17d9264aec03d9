"""Site search. A first version: substrings of title, standfirst, tags and body."""

import html
import re

from django.db.models import Q

from .models import Article, ArticleQuerySet

MAX_WORDS = 5


def search_articles(query: str) -> ArticleQuerySet:
    """Return the public articles that hold every word of ``query``, newest first."""
    words = query.split()[:MAX_WORDS]
    if not words:
        return Article.objects.none()
    articles = Article.objects.public()
    for word in words:
        articles = articles.filter(
            Q(title__icontains=word)
            | Q(standfirst__icontains=word)
            | _in_body(word)
            | Q(pk__in=Article.objects.filter(tags__name__iexact=word).values("pk"))
        )
    return articles


def _in_body(word):
    """In the body's words, as it is stored: HTML, whose own names are in ASCII."""
    stored = html.escape(word, quote=False)
    if stored.isascii():
        # The plain comparison first: it is cheap, and spares most rows the pattern.
        return Q(body__icontains=stored) & Q(body__iregex=rf"(^|>)[^<]*{re.escape(stored)}")
    return Q(body__icontains=stored)
