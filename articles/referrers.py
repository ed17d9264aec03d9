"""Where a reader came from, told from the address of the page before."""

from urllib.parse import urlsplit

from .models import DailyViews

SEARCH_ENGINES = (
    "baidu.com",
    "sogou.com",
    "so.com",
    "sm.cn",
    "bing.com",
    "google.com",
    "google.com.hk",
    "toutiao.com",
)
WECHAT = ("weixin.qq.com", "mp.weixin.qq.com", "servicewechat.com")


def reader_source(referrer: str, own_host: str) -> DailyViews.Source:
    """Name the source of a visit; ``referrer`` is an address, empty for a direct visit."""
    try:
        host = (urlsplit(referrer).hostname or "").lower()
    except ValueError:  # a broken IPv6 address, say
        host = ""
    if not host:
        return DailyViews.Source.DIRECT
    if host == own_host.partition(":")[0].lower():
        return DailyViews.Source.SITE
    if _belongs_to(host, WECHAT):
        return DailyViews.Source.WECHAT
    if _belongs_to(host, SEARCH_ENGINES):
        return DailyViews.Source.SEARCH
    return DailyViews.Source.LINK


def _belongs_to(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
