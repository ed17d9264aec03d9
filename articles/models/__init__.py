from .article import Article, ArticleQuerySet, ArticleTag, OldAddress, plain_address
from .image import Image, upload_path
from .readership import DailyViews
from .related import (
    ArticleIndex,
    Corpus,
    RelatedChoice,
    RelatedRefresh,
    ShinglePosting,
    Term,
    TermPosting,
)
from .site import DueCheck, SiteSettings
from .topic import Category, Tag

__all__ = [
    "Article",
    "ArticleIndex",
    "ArticleQuerySet",
    "ArticleTag",
    "Category",
    "Corpus",
    "DailyViews",
    "DueCheck",
    "Image",
    "OldAddress",
    "RelatedChoice",
    "RelatedRefresh",
    "ShinglePosting",
    "SiteSettings",
    "Tag",
    "Term",
    "TermPosting",
    "plain_address",
    "upload_path",
]
