"""Loads the demo: the invented city of 澜湾, its news, and twelve leads."""

import random
import re
import tomllib
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from tqdm import tqdm

from articles.images import save_upload
from articles.jobs import add_up_views
from articles.models import Article, Category, DailyViews, OldAddress, SiteSettings
from articles.rebuilding import rebuild_related
from leads.models import ConsentNotice, ContactCard, Inquiry

from .drawings import VARIANTS, draw

CONTENT = Path(__file__).parent / "content"
CATEGORY_FILES = ("parks", "projects", "policy", "factories", "land", "industry")
_drawing = cache(draw)  # the same few pictures stand in many articles
IMAGE_LINE = re.compile(r"\[\[image (\w+)\|([^|\]]*)\|([^\]]*)\]\]")


def load_demo() -> None:
    """Fill an empty site; all of it, or nothing when it is cut off."""
    now = timezone.now()
    with transaction.atomic():
        _load_settings()
        for position, name in enumerate(tqdm(CATEGORY_FILES, desc="演示内容", unit="栏目")):
            data = tomllib.loads((CONTENT / f"{name}.toml").read_text())
            category = Category.objects.create(position=position, **data["category"])
            for number, entry in enumerate(data["article"]):
                _load_article(category, entry, number, now)
        _load_views(now)
        for entry in tomllib.loads((CONTENT / "inquiries.toml").read_text())["inquiry"]:
            _load_inquiry(entry, now)
    add_up_views()
    rebuild_related()


def _load_settings():
    SiteSettings(
        pk=1,
        name="澜湾产业网",
        tagline="看懂一座制造业城市",
        description="澜湾产业网报道澜湾市的园区、招商、厂房与土地，为企业选址提供线索。",
        icp_number="粤ICP备00000000号-1",
        police_number="粤公网安备 44000000000000号",
    ).save()
    card = ContactCard(
        pk=1,
        name="林予安",
        title="产业招商顾问",
        service_phone="400-000-0123",
        mobile="13800138000",
        wechat_id="lanwan-demo",
    )
    qr_code = BytesIO()
    segno.make("https://example.com/wechat/lanwan-demo").save(qr_code, kind="png", scale=8)
    card.wechat_qr.save("wechat-demo.png", ContentFile(qr_code.getvalue()), save=False)
    card.save()


def _load_article(category, entry, number, now):
    published_at = now - timedelta(days=entry["days_ago"])
    status = entry.get("status", "published")
    is_dated = status in {"published", "scheduled"}
    article = Article(
        category=category,
        title=entry["title"],
        standfirst=entry["standfirst"],
        body=IMAGE_LINE.sub(lambda match: _figure(*match.groups(), number), entry["body"]),
        byline=entry["byline"],
        source_name=entry["source_name"],
        original_title=entry.get("original_title", ""),
        original_author=entry.get("original_author", ""),
        status="published" if is_dated else status,
        published_at=published_at if is_dated else None,
        is_pinned=entry.get("pinned", False),
        cover=_picture(entry["cover"], number) if "cover" in entry else None,
        cover_alt=entry.get("cover_alt", ""),
        created_by=get_user_model().objects.filter(username="writer").first(),
    )
    if "event_days_ago" in entry:
        article.event_date = timezone.localdate(now - timedelta(days=entry["event_days_ago"]))
    article.save()
    article.tags.set(entry["tags"])
    OldAddress.objects.create(path=f"/post/{article.pk}.html", article=article)


def _figure(scene, alt, caption, number):
    image = _picture(scene, number + 1)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">'
        "<figcaption>{}</figcaption></figure>",
        *(image.file.url, alt, image.width, image.height, caption),
    )


def _picture(scene, number):
    return save_upload(ContentFile(_drawing(scene, number % VARIANTS)), alt=scene)


def _load_views(now):
    """Two weeks of readers for each public article, more for the newer ones."""
    dice = random.Random(2026)  # noqa: S311 - the same demo each time
    today = timezone.localdate(now)
    rows = []
    for article in Article.objects.public(now).only("published_at"):
        age = (now - article.published_at).days
        for day in range(min(age, 13) + 1):
            for source in DailyViews.Source:
                count = int(dice.expovariate(1) * 60 / (3 + day))
                rows.append(
                    DailyViews(
                        article=article,
                        day=today - timedelta(days=day),
                        source=source,
                        count=count + 1,
                    )
                )
    DailyViews.objects.bulk_create(rows)


def _load_inquiry(entry, now):
    hours_ago, title = entry.pop("hours_ago"), entry.pop("article")
    article = Article.objects.filter(title=title).first()
    Inquiry.objects.create(
        **entry,
        article=article,
        source_title=title,
        source_path=article.get_absolute_url() if article else "/inquiry/",
        consent=ConsentNotice.current(),
        created_at=now - timedelta(hours=hours_ago),
    )
