from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum
from django.utils import timezone

from articles.management.commands import populate
from articles.models import Article, ArticleTag, Category, DailyViews, Tag
from articles.synthetic import Corpus

pytestmark = pytest.mark.django_db


def _populate(articles, **options):
    out = StringIO()
    call_command("populate", articles=articles, stdout=out, verbosity=0, **options)
    return out.getvalue().strip()


def _rows():
    fields = ("external_id", "title", "body", "status", "category__name", "view_count")
    return list(Article.objects.order_by("pk").values_list(*fields))


def _tags():
    return list(ArticleTag.objects.order_by("pk").values_list("content_object__title", "tag__name"))


def test_populate_makes_that_many_articles():
    assert _populate(300) == "新增 300 篇，原有 0 篇。"
    assert set(Article.objects.values_list("external_id", flat=True)) == {
        f"synthetic-{number}" for number in range(1, 301)
    }


def test_populate_goes_on_where_it_stopped():
    _populate(30)
    first = _rows()

    assert _populate(50) == "新增 20 篇，原有 30 篇。"
    assert _rows()[:30] == first
    assert Article.objects.count() == 50


def test_populate_fills_holes():
    _populate(30)
    Article.objects.filter(external_id="synthetic-7").delete()

    assert _populate(30) == "新增 1 篇，原有 29 篇。"


def test_populate_makes_the_same_articles_again():
    _populate(40)
    first = _rows(), _tags()
    Article.objects.all().delete()

    _populate(20)
    _populate(40)

    assert (_rows(), _tags()) == first


def test_populate_makes_others_with_another_seed():
    _populate(20)
    first = {row[2] for row in _rows()}
    Article.objects.all().delete()

    _populate(20, seed=2)

    assert first.isdisjoint(row[2] for row in _rows())


def test_populate_leaves_whole_batches_when_it_is_killed(monkeypatch):
    monkeypatch.setattr(populate, "BLOCK", 20)
    article = Corpus.article

    def killed(corpus, number):
        if number == 50:
            raise KeyboardInterrupt
        return article(corpus, number)

    monkeypatch.setattr(Corpus, "article", killed)
    with pytest.raises(KeyboardInterrupt):
        _populate(100)

    assert Article.objects.count() == 40
    assert Article.objects.filter(pk__in=ArticleTag.objects.values("content_object")).count() == 40


def test_populate_writes_a_batch_whole_or_not_at_all(monkeypatch):
    def killed(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(populate.DailyViews.objects, "bulk_create", killed)
    with pytest.raises(KeyboardInterrupt):
        _populate(20)

    assert (Article.objects.count(), Tag.objects.count(), ArticleTag.objects.count()) == (0, 0, 0)


def test_populate_makes_valid_articles():
    _populate(60)

    for article in Article.objects.all():
        article.full_clean()
        made = article.excerpt, article.body
        article.save()
        article.refresh_from_db()
        assert (article.excerpt, article.body) == made
        assert article.excerpt
    for tag in Tag.objects.all():
        tag.full_clean()


def test_populate_publishes_all_but_the_drafts():
    _populate(400)

    drafts = Article.objects.filter(status=Article.Status.DRAFT, published_at=None)
    assert 4 <= drafts.count() <= 24
    assert Article.objects.public().count() == 400 - drafts.count()


def test_populate_tags_each_article_with_three_to_six():
    _populate(100)

    counts = ArticleTag.objects.values("content_object").annotate(tags=Count("pk"))
    assert set(counts.values_list("tags", flat=True)) == {3, 4, 5, 6}
    assert counts.count() == 100


def test_populate_takes_the_categories_and_tags_that_are_there():
    _populate(10)
    tag = Tag.objects.get(pk=ArticleTag.objects.first().tag_id)
    Article.objects.all().delete()
    Tag.objects.exclude(pk=tag.pk).delete()
    Category.objects.filter(slug="parks").update(name="园区新闻")

    _populate(10)

    assert Category.objects.count() == 6
    assert Category.objects.get(slug="parks").name == "园区新闻"
    assert ArticleTag.objects.filter(tag=tag).exists()


def test_populate_counts_the_views_of_popular_articles_by_day():
    _populate(500)
    popular = Article.objects.filter(view_count__gte=populate.POPULAR)

    totals = DailyViews.objects.values("article").annotate(total=Sum("count"))
    assert dict(totals.values_list("article", "total")) == dict(
        popular.values_list("pk", "view_count")
    )
    assert popular.count() >= 2
    assert not DailyViews.objects.filter(day__gt=timezone.localdate()).exists()
    assert not DailyViews.objects.filter(count=0).exists()


def test_populate_shows_a_progress_bar(capsys):
    call_command("populate", articles=3, stdout=StringIO())

    assert "3/3" in capsys.readouterr().err


@pytest.mark.parametrize("articles", [0, -1])
def test_populate_refuses_to_make_none(articles):
    with pytest.raises(CommandError, match="至少为 1"):
        _populate(articles)
