"""Articles from another system: one JSON object a line, plain or gzip.

``{"id", "title", "body", "category", "tags", "time", "source"}``; other keys are ignored. The
key is ``id``: the same record again changes nothing, a changed one updates its article. Each
record is written whole or not at all, and a refused one never stops the rest.
"""

import hashlib
import json
import unicodedata
from collections import ChainMap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from .cleaning import body_from_import
from .indexing import enqueue
from .models import Article, ArticleTag, Category, Tag
from .tags import parse_tags

MAX_BODY_BYTES = 2 * 1024 * 1024
BATCH_SIZE = 100  # records in one transaction; they are parsed before it, since it holds a lock
UNCATEGORISED = "未分类"


class RefusedError(Exception):
    """Why one record cannot be taken, in Chinese, for the person who runs the import."""


@dataclass
class ImportResult:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)  # line number, reason
    scheduled: int = 0  # of those stored, how many are dated in the future


@dataclass(frozen=True)
class Record:
    """One line, checked and cleaned."""

    external_id: str
    title: str
    body: str
    category: str
    tags: tuple[str, ...]
    published_at: datetime | None
    source_name: str
    digest: str


def import_articles(lines: Iterable[bytes]) -> ImportResult:
    """Store the articles of ``lines`` (JSON in UTF-8, one object each) and count what happened.

    Lines are written in transactions of BATCH_SIZE, each record in a savepoint of its own: a
    kill loses the batch it hits and no half article stays. Blank lines are passed over.
    """
    return _Importer().run(lines)


def parse_record(line: bytes) -> Record:
    """Check and clean one line. Raises RefusedError with the reason."""
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedError("不是 UTF-8 编码") from None
    except (ValueError, RecursionError):
        raise RefusedError("不是合法的 JSON") from None
    if not isinstance(data, dict):
        raise RefusedError("不是 JSON 对象")

    title = _one_line(data, "title", required=True, limit=200)
    raw_body = _text(data, "body", required=True)
    if len(raw_body.encode()) > MAX_BODY_BYTES:
        raise RefusedError("正文超过 2 MB")
    body = body_from_import(raw_body, title=title)
    if not body:
        raise RefusedError("正文为空")
    cleaned = {
        "external_id": _external_id(data),
        "title": title,
        "body": body,
        "category": _one_line(data, "category", limit=20) or UNCATEGORISED,
        "tags": _tags(data),
        "published_at": _time(data),
        "source_name": _one_line(data, "source", limit=60),
    }
    digest = hashlib.sha256(json.dumps(cleaned, default=str).encode()).hexdigest()
    return Record(**cleaned, digest=digest)


class _Importer:
    """One run: the names already looked up, the keys already seen, and the counts."""

    def __init__(self):
        self.result = ImportResult()
        self.seen: set[str] = set()
        self.categories: dict[str, int] = {}
        self.tags = _TagNames()

    def run(self, lines):
        numbered = enumerate(lines, start=1)
        while batch := list(islice(numbered, BATCH_SIZE)):
            self.store_batch(list(self.parsed(batch)))
        return self.result

    @transaction.atomic
    def store_batch(self, records):
        keys = [record.external_id for _, record in records]
        known = {
            article.external_id: article
            for article in Article.objects.filter(external_id__in=keys).defer("body")
        }
        self.stored = []
        for number, record in records:
            article = known.get(record.external_id)
            if article and article.import_digest == record.digest:
                self.result.unchanged += 1
                continue
            try:
                with transaction.atomic():
                    self.store(record, article)
            except DatabaseError as error:
                # Some names may have been rolled back with the record, or made by somebody else.
                self.categories.clear()
                self.tags = _TagNames()
                self.result.refused.append((number, f"数据库不接受：{error}"))
        enqueue(self.stored, reindex=True)  # the worker indexes them, or rebuild_related does

    def parsed(self, batch):
        for number, line in batch:
            if not line.strip():
                continue
            try:
                record = parse_record(line)
                if record.external_id in self.seen:
                    raise RefusedError(f"编号 {record.external_id} 在文件中重复")
            except RefusedError as error:
                self.result.refused.append((number, str(error)))
            else:
                self.seen.add(record.external_id)
                yield number, record

    def store(self, record, article):
        is_new = article is None
        if is_new:
            article = Article(external_id=record.external_id, status=Article.Status.PUBLISHED)
        article.title = record.title
        article.body = record.body
        article.category_id = self.category_id(record.category)
        article.source_name = record.source_name
        article.published_at = record.published_at or article.published_at
        article.import_digest = record.digest
        article.save()
        self.tags.link(article, record.tags, is_new=is_new)
        self.stored.append(article.pk)
        self.result.created += is_new
        self.result.updated += not is_new
        is_published = article.status == Article.Status.PUBLISHED
        self.result.scheduled += is_published and article.published_at > timezone.now()

    def category_id(self, name):
        if name not in self.categories:
            category = Category.objects.filter(name=name).first() or _new_category(name)
            self.categories[name] = category.pk
        return self.categories[name]


class _TagNames:
    """All tags by name, read once: looking each one up regardless of case would scan them all."""

    def __init__(self):
        rows = list(Tag.objects.values_list("name", "slug", "pk"))
        self.ids = {name.casefold(): pk for name, _, pk in rows}
        self.slugs = {slug for _, slug, _ in rows}

    def link(self, article, names, *, is_new):
        """Give the article exactly these tags; at most three queries, two for a new article."""
        new = [self.new_tag(name) for name in names if name.casefold() not in self.ids]
        created = {tag.name.casefold(): tag.pk for tag in Tag.objects.bulk_create(new)}
        ids = ChainMap(created, self.ids)
        if not is_new:
            ArticleTag.objects.filter(content_object=article).delete()
        ArticleTag.objects.bulk_create(
            ArticleTag(content_object=article, tag_id=ids[name.casefold()]) for name in names
        )
        self.ids.update(created)

    def new_tag(self, name):
        tag = Tag(name=name)
        tag.slug, number = tag.slugify(name), 1
        while tag.slug in self.slugs:
            number += 1
            tag.slug = tag.slugify(name, number)
        self.slugs.add(tag.slug)
        return tag


def _new_category(name):
    slug = "uncategorised" if name == UNCATEGORISED else slugify(name)[:40] or "category"
    base, number = slug, 1
    while Category.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base[:35]}-{number}"
    return Category.objects.create(name=name, slug=slug, position=100)


def _text(data, key, *, required=False, limit=None):
    value = data.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise RefusedError(f"{key} 缺失或不是文字")
    if required and not value.strip():
        raise RefusedError(f"{key} 为空")
    if limit and len(value) > limit:
        raise RefusedError(f"{key} 超过 {limit} 个字符")
    return _storable(value, key)


def _one_line(data, key, *, required=False, limit=None):
    """A text without line breaks and without characters that nobody sees but feeds choke on."""
    value = _text(data, key, required=required, limit=limit)
    value = " ".join("".join(c if c.isspace() else c * (not _is_hidden(c)) for c in value).split())
    if required and not value:
        raise RefusedError(f"{key} 为空")
    return value


def _is_hidden(character):
    return unicodedata.category(character) in {"Cc", "Cf"}


def _storable(value, key):
    if "\x00" in value:
        raise RefusedError(f"{key} 含有空字符（NUL）")
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        raise RefusedError(f"{key} 含有残缺的字符") from None
    return value


def _external_id(data):
    value = data.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise RefusedError("id 缺失或不是文字")
    if len(value) > 100:
        raise RefusedError("id 超过 100 个字符")
    return _storable(value.strip(), "id")


def _tags(data):
    value = data.get("tags") or []
    if isinstance(value, str):
        value = parse_tags(value)
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise RefusedError("tags 不是文字列表")
    names = [name for text in value for name in parse_tags(_storable(text, "tags"))]
    if any(len(name) > 100 for name in names):
        raise RefusedError("标签超过 100 个字符")
    first_spelling = {name.casefold(): name for name in reversed(names)}
    return tuple(dict.fromkeys(first_spelling[name.casefold()] for name in names))


def _time(data):
    value = data.get("time")
    if value in (None, ""):
        return None
    try:
        moment = parse_datetime(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or not 1000 <= moment.year < 2100:
        raise RefusedError(f"time 不是日期：{str(value)[:40]}")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
