"""The site from outside: its addresses written out, and what every page owes its visitors."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.asserts import assertContains, assertTemplateUsed

from articles.models import SiteSettings
from leads.models import ContactCard

from .factories import ArticleFactory, CategoryFactory, InquiryFactory, TagFactory

ROOT = Path(__file__).parents[1]

PAGES = [
    "/",
    "/category/parks/",
    "/tag/7/",
    "/news/1284/",
    "/archive/",
    "/archive/2026/3/",
    "/search/",
    "/search/?q=厂房",
    "/inquiry/",
    "/inquiry/sent/3K7MPQXY/",
]


@pytest.fixture
def site(db):
    """One public article, and all that leads to it."""
    SiteSettings(pk=1, name="澜湾产业网", icp_number="粤ICP备00000000号-1").save()
    ContactCard(pk=1, name="林予安", service_phone="4000000123").save()
    article = ArticleFactory(
        pk=1284,
        title="横塘镇标准厂房二期交付",
        category=CategoryFactory(name="园区", slug="parks"),
        published_at=datetime(2026, 3, 12, 1, 30, tzinfo=UTC),
    )
    article.tags.add(TagFactory(pk=7, name="标准厂房"))
    InquiryFactory(article=article, reference="3K7MPQXY")
    return article


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_in_chinese_under_the_name_of_the_site(client, site, path):
    response = client.get(path)

    assertContains(response, '<html lang="zh-Hans">')
    assert re.search(r"<title>[^<]*澜湾产业网</title>", response.content.decode())
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_page_can_be_cached_whole(client, site, path):
    response = client.get(path)

    assert "Set-Cookie" not in response.headers
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PAGES)
def test_page_holds_nothing_that_its_policy_forbids(client, site, path):
    html = client.get(path).content.decode()

    inline = r"<script(?![^>]*\ssrc=)|<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|javascript:"
    foreign = r'<(?:script|link|img)[^>]+(?:src|href)="(?:https?:)?//(?!testserver)'
    assert re.findall(inline, html) == []
    assert re.findall(foreign, html) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_has_landmarks_a_skip_link_and_the_filing_number(client, site, path):
    html = client.get(path).content.decode()

    assert re.search(r'<a [^>]*href="#main"', html)
    for landmark in ('<main [^>]*id="main"', "<header", "<nav", "<footer"):
        assert re.search(landmark, html), landmark
    assert re.search(r'href="https://beian.miit.gov.cn/"[^>]*>粤ICP备00000000号-1</a>', html)


def test_every_local_link_of_every_page_leads_somewhere(client, site):
    pages = "".join(client.get(path).content.decode() for path in PAGES)

    links = set(re.findall(r'href="(/(?!static/|media/)[^"#]*)', pages))

    assert links >= {"/", "/category/parks/", "/tag/7/", "/news/1284/", "/archive/", "/inquiry/"}
    assert [link for link in sorted(links) if client.get(link).status_code != 200] == []


def test_article_page_holds_the_inquiry_form_and_the_contact_card(client, site):
    response = client.get("/news/1284/")

    assertContains(response, 'method="post" action="/inquiry/"', count=1)
    assertContains(response, 'name="article" value="1284"', count=1)
    assertContains(response, 'name="source_path" value="/news/1284/"', count=1)
    assertContains(response, "林予安")
    assertContains(response, 'href="tel:4000000123"')
    assertContains(response, "A1284")


def test_article_page_dates_itself_with_the_year(client, site):
    html = client.get("/news/1284/").content.decode()

    assert re.search(r'<time datetime="2026-03-12T09:30:00\+08:00"[^>]*>[^<]*2026', html)


@pytest.mark.parametrize(
    "path",
    [
        "/mei-you-zhe-ye/",
        "/news/9999/",
        "/news/99999999999999999999999/",
        "/category/mei-you/",
        "/tag/99999999999999999999999/",
        "/archive/2026/13/",
        "/archive/99999/1/",
        "/inquiry/sent/33333333/",
        "/%00/",
        "/厂房/",
        "/" + "长" * 500,
    ],
)
def test_unknown_address_gets_the_sites_own_page_in_chinese(client, site, path):
    response = client.get(path)

    assert response.status_code == 404
    assertTemplateUsed(response, "404.html")
    assertContains(response, "找不到", status_code=404)
    assertContains(response, "澜湾产业网", status_code=404)


def test_error_page_needs_neither_database_nor_context(client, site, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("leads.views.InquiryForm", None)

    response = client.get("/inquiry/")

    assertContains(response, "网站暂时出了点问题", status_code=500)
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def _imports(folder, own_app):
    """(file, module) of every import of ``own_app``'s modules under a folder of the source."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
                if "." not in node.module:
                    names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                if name.split(".")[0] == own_app:
                    yield path.relative_to(ROOT).as_posix(), name


def test_articles_never_import_leads():
    assert list(_imports("articles", "leads")) == []


def test_leads_import_nothing_of_articles_but_the_models():
    assert {module for _, module in _imports("leads", "articles")} == {"articles.models"}


def test_apps_import_nothing_of_the_project_but_its_base_classes():
    imported = {module for app in ("articles", "leads") for _, module in _imports(app, "zsnews")}

    assert imported == {"zsnews.models", "zsnews.admin"}
