"""Was a form sent from a page of ours? Told from headers, since our pages set no cookie."""

from urllib.parse import urlsplit


def is_foreign(request) -> bool:
    """True when the browser says that a page of another site sent this request.

    Browsers that say nothing are let through: old ones in apps, and visitors without scripts.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site in {"same-origin", "none"}:
        return False
    if fetch_site == "cross-site":
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != request.get_host()
    except ValueError:  # no address at all
        return True
