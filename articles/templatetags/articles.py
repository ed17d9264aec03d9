"""What templates, those of other apps too, may ask of the articles."""

import segno
from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

from ..models import Category, SiteSettings

register = template.Library()


@register.simple_tag
def site_settings():
    return SiteSettings.load()


@register.simple_tag
def categories():
    return Category.objects.all()


@register.simple_tag
def absolute_url(path):
    return f"{settings.SITE_URL}{path}"


@register.simple_tag
def qr_code(text):
    """An inline SVG of the QR code that says ``text``."""
    svg = segno.make(text, error="l").svg_inline(
        scale=4, border=2, omitsize=True, svgclass="qr", lineclass=None, title="二维码"
    )
    return mark_safe(svg)  # noqa: S308 - drawn by segno; the text is modules, not markup


@register.simple_tag
def page_numbers(page):
    """The numbers to link below a list, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
