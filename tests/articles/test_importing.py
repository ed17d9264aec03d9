from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.importing import ImportResult, import_articles
from articles.models import Article, Category, Tag
from tests.factories import ArticleFactory, CategoryFactory

from .records import record_line

pytestmark = pytest.mark.django_db


def _tags(article):
    return sorted(tag.name for tag in article.tags.all())


def test_import_stores_every_field():
    result = import_articles([record_line()])

    article = Article.objects.get()
    assert result == ImportResult(created=1)
    assert (article.external_id, article.title) == ("a-1", "横塘交付首批厂房")
    assert (article.body, article.excerpt) == ("<p>六栋厂房交付。</p>", "六栋厂房交付。")
    assert (article.category.name, _tags(article)) == ("园区动态", ["厂房", "横塘镇"])
    assert article.published_at == datetime(2024, 3, 28, 2, 0, tzinfo=UTC)
    assert (article.source_name, article.is_public) == ("横塘发布", True)


def test_import_of_the_bare_minimum_is_public_now_and_uncategorised():
    before = timezone.now()

    import_articles(['{"id": 7, "title": "海桐扩产", "body": "海桐灯饰扩产。"}'.encode()])

    article = Article.objects.get()
    assert (article.external_id, article.category.name) == ("7", "未分类")
    assert (_tags(article), article.source_name, article.is_public) == ([], "", True)
    assert before <= article.published_at <= timezone.now()


def test_import_counts_blank_lines_and_passes_over_them():
    result = import_articles([b"\n", b"  \r\n", record_line(), b"", b"{"])

    assert result == ImportResult(created=1, refused=[(5, "不是合法的 JSON")])


def test_import_takes_a_file_that_starts_with_a_byte_order_mark():
    assert import_articles([b"\xef\xbb\xbf" + record_line()]) == ImportResult(created=1)


def test_import_takes_a_body_of_exactly_2_mb():
    assert import_articles([record_line(body="a" * (2 * 1024 * 1024))]).refused == []


def test_import_again_touches_nothing():
    lines = [record_line(), record_line(id="a-2", tags=[])]
    import_articles(lines)
    before = list(Article.objects.order_by("pk").values())

    result = import_articles(lines)

    assert result == ImportResult(unchanged=2)
    assert list(Article.objects.order_by("pk").values()) == before


def test_import_of_a_changed_record_updates_its_article():
    import_articles([record_line()])
    article = Article.objects.get()

    changed = record_line(
        title="横塘交付二批厂房", body="八栋。", category="厂房", tags="灯饰", source=""
    )
    result = import_articles([changed])

    article = Article.objects.get(pk=article.pk)
    assert result == ImportResult(updated=1)
    assert (article.title, article.excerpt) == ("横塘交付二批厂房", "八栋。")
    assert (article.category.name, _tags(article)) == ("厂房", ["灯饰"])
    assert article.source_name == ""


def test_import_of_a_changed_record_touches_no_other():
    import_articles([record_line(), record_line(id="a-2")])
    before = Article.objects.filter(external_id="a-2").values().get()

    import_articles([record_line(title="新标题"), record_line(id="a-2")])

    assert Article.objects.filter(external_id="a-2").values().get() == before


def test_import_leaves_articles_of_editors_alone():
    ArticleFactory(title="横塘交付首批厂房", external_id=None)

    assert import_articles([record_line()]) == ImportResult(created=1)
    assert Article.objects.count() == 2


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_import_keeps_the_status_an_editor_gave(status):
    import_articles([record_line()])
    Article.objects.update(status=status, is_pinned=True, byline="本站编辑")

    import_articles([record_line(title="新标题")])

    article = Article.objects.get()
    assert (article.title, article.status) == ("新标题", status)
    assert (article.is_pinned, article.byline) == (True, "本站编辑")


def test_import_keeps_the_time_when_a_changed_record_has_none():
    import_articles([record_line()])

    import_articles([record_line(title="新标题", time=None)])

    assert Article.objects.get().published_at == datetime(2024, 3, 28, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("time", ["2024-03-28 10:00:00", "2024-03-28T10:00", "2024-03-28T02:00Z"])
def test_import_reads_times_as_local_unless_they_say_otherwise(time):
    import_articles([record_line(time=time)])

    assert Article.objects.get().published_at == datetime(2024, 3, 28, 2, 0, tzinfo=UTC)


def test_import_schedules_what_is_dated_in_the_future():
    tomorrow = timezone.now() + timedelta(days=1)

    result = import_articles([record_line(time=tomorrow.isoformat())])

    assert result == ImportResult(created=1, scheduled=1)
    assert list(Article.objects.public()) == []


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        (["厂房", "LED 照明"], ["LED 照明", "厂房"]),
        ("厂房，LED  照明；厂房", ["LED 照明", "厂房"]),
        (["厂房、LED 照明", "led 照明"], ["LED 照明", "厂房"]),
        ([], []),
        (None, []),
        (["", " ，"], []),
    ],
)
def test_import_reads_tags_from_a_list_or_a_text(tags, names):
    import_articles([record_line(tags=tags)])

    assert _tags(Article.objects.get()) == names


def test_import_uses_tags_and_categories_that_are_there():
    category = CategoryFactory(name="园区动态", slug="parks")
    Tag.objects.create(name="led 照明")

    import_articles([record_line(tags=["LED 照明"]), record_line(id="a-2", tags=["Led 照明"])])

    assert {article.category for article in Article.objects.all()} == {category}
    assert [_tags(article) for article in Article.objects.all()] == [["led 照明"], ["led 照明"]]


def test_import_gives_new_categories_slugs_of_their_own():
    CategoryFactory(name="别的", slug="uncategorised")
    names = ["厂房", "土地", "LED 照明", None]

    import_articles([record_line(id=n, category=name) for n, name in enumerate(names)])

    slugs = dict(Category.objects.exclude(name="别的").values_list("name", "slug"))
    assert slugs == {
        "厂房": "category",
        "土地": "category-2",
        "LED 照明": "led",
        "未分类": "uncategorised-2",
    }


def test_import_rolls_back_a_record_that_the_database_refuses():
    import_articles([record_line(id="b")])
    Article.objects.update(expires_at=datetime(2024, 4, 1, tzinfo=UTC))
    before = list(Article.objects.order_by("pk").values())

    late = record_line(id="b", time="2024-05-01", category="新栏目", tags=["新标签"])
    result = import_articles([record_line(id="a"), late, record_line(id="c", category="新栏目")])

    (refusal,) = result.refused
    assert (result.created, result.updated, refusal[0]) == (2, 0, 2)
    assert list(Article.objects.filter(external_id="b").values()) == before
    assert Article.objects.get(external_id="c").category.name == "新栏目"
    assert list(Tag.objects.filter(name="新标签")) == []


def test_import_leaves_no_article_without_its_tags():
    def lines():
        yield record_line(id="a", tags=[])
        Tag.objects.create(name="标准厂房")  # by an editor, while the import runs
        yield record_line(id="b", tags=["横塘镇", "标准厂房"])

    result = import_articles(lines())

    stored = {article.external_id: _tags(article) for article in Article.objects.all()}
    refused = [number for number, _ in result.refused]
    assert (stored, refused) in [
        ({"a": []}, [2]),
        ({"a": [], "b": ["标准厂房", "横塘镇"]}, []),
    ]


def test_import_needs_as_many_queries_for_each_new_record(django_assert_num_queries):
    import_articles([record_line(id="first")])

    # 7 for the batch (tags, category, known articles, savepoint, queue), 4 for each record.
    with django_assert_num_queries(7 + 4):
        import_articles([record_line(id=1)])
    with django_assert_num_queries(7 + 3 * 4):
        import_articles([record_line(id=n) for n in (2, 3, 4)])
