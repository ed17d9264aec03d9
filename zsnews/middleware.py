"""What holds for every request: who the client is, how forms are read, the security headers."""

import base64
import hashlib
import re
from functools import cache
from ipaddress import ip_address

from django.conf import settings
from django_prose_editor.widgets import importmap

# 203.0.113.7:5678 or [2001:db8::7]:5678
PORT = re.compile(r"^(?:(\d+\.\d+\.\d+\.\d+)|\[([0-9a-fA-F:.]+)\]):\d+$")


class TrustedProxyMiddleware:
    """Put the client's own address into REMOTE_ADDR, believing only the configured proxies.

    X-Forwarded-For is read from the right, past the proxies that we trust: the first other
    address is the client. From anybody else the forwarding headers are dropped, so that a visitor
    can claim neither an address nor https.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        meta = request.META
        if _is_trusted(meta.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            client = next((hop for hop in reversed(hops) if not _is_trusted(hop)), "")
            if address := _address(client):
                meta["REMOTE_ADDR"] = str(address)
        else:
            meta.pop("HTTP_X_FORWARDED_FOR", None)
            meta.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)


class Utf8FormsMiddleware:
    """Read every form as UTF-8, as our pages send it, whatever encoding the request claims."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.encoding = "utf-8"
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Send the Content-Security-Policy and the Permissions-Policy with every answer."""

    permissions_policy = ", ".join(
        f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        in_admin = request.path_info.startswith("/admin/")
        policy = admin_policy() if in_admin else public_policy()
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", self.permissions_policy)
        return response


@cache
def public_policy() -> str:
    return _as_header(settings.SECURE_CSP)


@cache
def admin_policy() -> str:
    """The policy for staff: the editor's import map is an inline script, allowed by its hash."""
    policy = settings.SECURE_CSP_ADMIN
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", str(importmap), flags=re.DOTALL)
    hashes = [f"'sha256-{_sha256(script)}'" for script in scripts]
    return _as_header(policy | {"script-src": [*policy["script-src"], *hashes]})


def _as_header(policy: dict[str, list[str]]) -> str:
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _address(text: str):
    """The address, or None.

    Without the port that some proxies add; an IPv4 one also where a dual-stack socket wraps it.
    """
    try:
        address = ip_address(PORT.sub(r"\1\2", text))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(text: str) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)
