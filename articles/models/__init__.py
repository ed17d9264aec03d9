from .article import Article, ArticleQuerySet, ArticleTag, OldAddress
from .image import Image, upload_path
from .readership import DailyViews
from .site import Generation, SiteSettings
from .topic import Category, Tag

__all__ = [
    "Article",
    "ArticleQuerySet",
    "ArticleTag",
    "Category",
    "DailyViews",
    "Generation",
    "Image",
    "OldAddress",
    "SiteSettings",
    "Tag",
    "upload_path",
]
