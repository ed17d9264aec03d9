import pytest

from articles.referrers import reader_source


@pytest.mark.parametrize(
    ("referrer", "source"),
    [
        ("", "direct"),
        ("关于", "direct"),
        ("http://[::1", "direct"),
        ("https://例\u2100.com/", "direct"),
        ("https://www.baidu.com/link?url=x", "search"),
        ("https://m.baidu.com/s?word=%E5%8E%82%E6%88%BF", "search"),
        ("https://WWW.SO.COM/s?q=1", "search"),
        ("https://cn.bing.com/search?q=1", "search"),
        ("https://www.google.com.hk/", "search"),
        ("https://mp.weixin.qq.com/s/abc", "wechat"),
        ("https://servicewechat.com/wx123/1/page-frame.html", "wechat"),
        ("https://news.example/category/parks/", "site"),
        ("http://NEWS.example:8000/", "site"),
        ("https://other.example/", "link"),
        ("https://notbaidu.com/", "link"),
        ("https://baidu.com.evil.example/", "link"),
        ("https://weixin.qq.com.evil.example/", "link"),
        ("https://evil.example/?https://www.baidu.com/", "link"),
        ("android-app://com.example.reader/", "link"),
    ],
)
def test_reader_source_is_told_from_the_host(referrer, source):
    assert reader_source(referrer, "news.example:8000") == source


def test_reader_source_knows_own_host_without_a_port():
    assert reader_source("https://news.example/", "news.example") == "site"
