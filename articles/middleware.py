from django.http import HttpResponsePermanentRedirect

from .models import OldAddress, plain_address


class OldAddressMiddleware:
    """Send readers of an address that an article once had to where it is now.

    Looked up only where there is no page, so that living pages pay nothing for it, and for
    addresses such as /?id=128, which the home page would answer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if request.path == "/" and request.GET:
            return _redirect(request) or self.get_response(request)
        response = self.get_response(request)
        return (response.status_code == 404 and _redirect(request)) or response


def _redirect(request):
    path = plain_address(request.path)
    query = plain_address(request.META.get("QUERY_STRING", ""))
    addresses = [f"{path}?{query}", path] if query else [path]
    if "\x00" in addresses[0]:  # PostgreSQL knows no such text
        return None
    found = OldAddress.objects.filter(path__in=addresses).select_related("article")
    old = min(found, key=lambda old: addresses.index(old.path), default=None)
    return HttpResponsePermanentRedirect(old.target) if old and old.target else None
