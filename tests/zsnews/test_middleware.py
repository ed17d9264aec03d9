import base64
import hashlib
import re
from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tests.factories import UserFactory
from zsnews.middleware import TrustedProxyMiddleware

ADMIN_PAGES = ["/admin/", "/admin/articles/article/add/", "/admin/leads/inquiry/"]


@pytest.fixture
def proxies(settings):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]


def _passed_on(peer, **headers):
    """What the views see of a request that came from ``peer``."""
    seen = []
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR=peer)
    TrustedProxyMiddleware(lambda passed: seen.append(passed) or HttpResponse())(request)
    return seen[0]


def test_untrusted_peer_can_claim_neither_an_address_nor_https(proxies, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    request = _passed_on("203.0.113.9", x_forwarded_for="198.51.100.1", x_forwarded_proto="https")

    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert "X-Forwarded-For" not in request.headers
    assert "X-Forwarded-Proto" not in request.headers
    assert not request.is_secure()


def test_without_proxies_nobody_is_believed(settings):
    settings.TRUSTED_PROXIES = []

    request = _passed_on("127.0.0.1", x_forwarded_for="198.51.100.1")

    assert request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert "X-Forwarded-For" not in request.headers


def test_trusted_proxy_says_that_the_client_used_https(proxies, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert _passed_on("10.0.0.2", x_forwarded_proto="https").is_secure()


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, 10.0.0.7, 10.0.0.3", "198.51.100.1"),
        ("1.1.1.1, 198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("127.0.0.1, 198.51.100.1", "198.51.100.1"),
        (" 198.51.100.1 ,10.0.0.3", "198.51.100.1"),
        ("2001:db8::1, fd00::2", "2001:db8::1"),
    ],
)
def test_client_is_the_nearest_address_that_is_not_our_proxy(proxies, forwarded, client):
    assert _passed_on("10.0.0.2", x_forwarded_for=forwarded).META["REMOTE_ADDR"] == client


@pytest.mark.parametrize(
    "forwarded",
    [
        "",
        ",",
        "unknown",
        "198.51.100.1, unknown",
        "10.0.0.3",
        "1' OR 1=1",
        "999.1.1.1",
        "，",
        "::g",
    ],
)
def test_junk_from_a_trusted_proxy_leaves_the_proxys_address(proxies, forwarded):
    assert _passed_on("10.0.0.2", x_forwarded_for=forwarded).META["REMOTE_ADDR"] == "10.0.0.2"


@pytest.mark.parametrize("peer", ["", "unix:", "not-an-address"])
def test_peer_without_an_address_is_not_trusted(proxies, peer):
    request = _passed_on(peer, x_forwarded_for="198.51.100.1")

    assert request.META["REMOTE_ADDR"] == peer


def test_proxy_on_a_dual_stack_socket_is_trusted_too(proxies):
    request = _passed_on("::ffff:10.0.0.2", x_forwarded_for="198.51.100.1")

    assert request.META["REMOTE_ADDR"] == "198.51.100.1"


def _policy(response):
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split("; ")]
    return {directive: sources for directive, *sources in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/inquiry/", "/mei-you-zhe-ye/"])
def test_public_pages_allow_only_what_is_ours(client, path):
    response = client.get(path)

    assert _policy(response) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    assert response.headers["Permissions-Policy"] == (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    )
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_admin_pages_allow_every_inline_script_of_theirs_and_no_other(client, path):
    client.force_login(UserFactory(is_superuser=True))

    response = client.get(path)

    html = response.content.decode()
    inline = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", html, flags=re.DOTALL)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in inline
        if text.strip()
    }
    script_src = _policy(response)["script-src"]
    assert hashes <= set(script_src)
    assert [source for source in script_src if not source.startswith("'sha256-")] == ["'self'"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_admin_editor_page_holds_the_import_map(client):
    client.force_login(UserFactory(is_superuser=True))

    html = client.get("/admin/articles/article/add/").content.decode()

    assert html.count('<script type="importmap"') == 1
    assert html.index('<script type="importmap"') < html.index('type="module"')


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*ADMIN_PAGES, "/admin/login/"])
def test_admin_pages_use_no_inline_style_or_handler(client, path):
    client.force_login(UserFactory(is_superuser=True))

    html = client.get(path, follow=True).content.decode()

    assert re.findall(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|href=\"javascript:", html) == []
