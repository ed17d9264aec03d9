import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.safestring import SafeString

from articles.models import SiteSettings
from articles.templatetags.articles import page_numbers, qr_code
from tests.factories import CategoryFactory


def _render(source, **context):
    return Template("{% load articles %}" + source).render(Context(context))


@pytest.mark.django_db
def test_site_settings_are_those_saved(django_assert_num_queries):
    SiteSettings(pk=1, name="横塘产业网").save()

    with django_assert_num_queries(1):
        assert _render("{% site_settings as site %}{{ site.name }}") == "横塘产业网"


@pytest.mark.django_db
def test_categories_come_in_their_order(django_assert_num_queries):
    CategoryFactory(name="土地", position=2)
    CategoryFactory(name="园区", position=1)

    source = "{% categories as nav %}{% for category in nav %}{{ category }} {% endfor %}"
    with django_assert_num_queries(1):
        assert _render(source) == "园区 土地 "


def test_absolute_url_begins_with_the_address_of_the_site(settings):
    settings.SITE_URL = "https://news.example"

    assert _render("{% absolute_url path %}", path="/news/7/?a=1") == (
        "https://news.example/news/7/?a=1"
    )


def test_absolute_url_is_escaped():
    assert _render("{% absolute_url path %}", path='/"><i>') == (
        "http://testserver/&quot;&gt;&lt;i&gt;"
    )


@pytest.mark.parametrize(
    "text", ["https://news.example/news/7/", "</svg><script>alert(1)</script>"]
)
def test_qr_code_is_an_svg_without_the_text(text):
    svg = qr_code(text)

    assert isinstance(svg, SafeString)
    assert (svg[:5], svg.count("<title>二维码</title>"), text in svg) == ("<svg ", 1, False)


def test_qr_code_differs_for_each_text():
    assert qr_code("https://news.example/news/7/") != qr_code("https://news.example/news/8/")


def test_qr_code_has_no_inline_style():
    assert "style=" not in qr_code("https://news.example/news/7/")


@pytest.mark.parametrize(
    ("pages", "number", "numbers"),
    [
        (1, 1, [1]),
        (7, 4, [1, 2, 3, 4, 5, 6, 7]),
        (50, 1, [1, 2, 3, "…", 50]),
        (50, 25, [1, "…", 23, 24, 25, 26, 27, "…", 50]),
        (50, 50, [1, "…", 48, 49, 50]),
    ],
)
def test_page_numbers_leave_out_what_is_far(pages, number, numbers):
    page = Paginator(range(pages), 1).page(number)

    assert list(page_numbers(page)) == numbers
