import tomllib
from datetime import timedelta
from random import Random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import reset_queries, transaction
from django.db.models import Q
from django.utils import timezone
from tqdm import tqdm

from articles.excerpts import excerpt
from articles.models import Article, ArticleTag, Category, DailyViews, Tag
from articles.synthetic import BLOCK, Corpus, SyntheticArticle
from articles.text import plain_text

DRAFT_SHARE = 0.03
SOURCED_SHARE = 0.65
SOURCES = ("澜湾产业网", "澜湾日报", "东港发布", "横塘发布", "北岭观察", "石桥在线", "溪口商报")
FEWEST_VIEWS, MOST_VIEWS = 20, 1_000_000
POPULAR = 1_000  # views, from which on the last week is kept by day: one article in fifty
WEEK_SHARE = 0.05  # of all views of an article, those of the last week


class Command(BaseCommand):
    help = (
        "生成供测试性能用的模拟文章，直到共有指定的篇数；中断后再次运行会接着做。"
        "相关文章和搜索的索引随后另行重建。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, required=True, help="模拟文章的总篇数")
        parser.add_argument("--seed", type=int, default=1, help="种子不同，内容不同（默认 1）")

    def handle(self, *, articles, seed, verbosity, **options):
        if articles < 1:
            raise CommandError("--articles 至少为 1。")
        content = _demo_content()
        texts = [text for data in content for text in _texts(data)]
        corpus = Corpus(texts, categories=len(content), seed=seed)
        writer = _Writer([_category(data["category"]) for data in content])
        created = 0
        with tqdm(total=articles, unit="篇", disable=verbosity == 0) as bar:
            for start in range(1, articles + 1, BLOCK):
                numbers = range(start, min(start + BLOCK, articles + 1))
                missing = _missing(numbers)
                writer.write([corpus.article(number) for number in missing], seed)
                created += len(missing)
                bar.update(len(numbers))
                reset_queries()  # which DEBUG would keep
        self.stdout.write(f"新增 {created} 篇，原有 {articles - created} 篇。")


class _Writer:
    """Stores batches, each whole or not at all; remembers the tags."""

    def __init__(self, categories: list[Category]):
        self.categories = categories
        self.now = timezone.now()
        self.tags = dict(Tag.objects.values_list("slug", "pk"))
        self.tags |= dict(Tag.objects.values_list("name", "pk"))

    @transaction.atomic
    def write(self, batch: list[SyntheticArticle], seed: int) -> None:
        articles = Article.objects.bulk_create(self.article(made, seed) for made in batch)
        names = dict.fromkeys(name for made in batch for name in made.tags)
        new = (Tag(name=name, slug=name) for name in names if name not in self.tags)
        self.tags |= {tag.name: tag.pk for tag in Tag.objects.bulk_create(new)}
        ArticleTag.objects.bulk_create(
            ArticleTag(content_object=article, tag_id=self.tags[name])
            for article, made in zip(articles, batch, strict=True)
            for name in made.tags
        )
        popular = (article for article in articles if article.view_count >= POPULAR)
        DailyViews.objects.bulk_create(row for article in popular for row in self.daily(article))

    def article(self, made, seed):
        """A row as Article.save would fill it; by Zipf's law half as many have twice the views."""
        dice = Random(f"{seed}/{made.number}/row")  # noqa: S311 - the same articles each time
        is_draft = dice.random() < DRAFT_SHARE
        is_sourced = dice.random() < SOURCED_SHARE
        views = min(MOST_VIEWS, int(FEWEST_VIEWS / (1 - dice.random())))
        return Article(
            title=made.title,
            body=made.body,
            excerpt=excerpt(title=made.title, standfirst="", body=made.body),
            category=self.categories[made.category],
            status=Article.Status.DRAFT if is_draft else Article.Status.PUBLISHED,
            published_at=None if is_draft else self.now - timedelta(days=made.days_ago),
            source_name=dice.choice(SOURCES) if is_sourced else "",
            view_count=0 if is_draft else views,
            external_id=f"synthetic-{made.number}",
        )

    def daily(self, article):
        """Rows for the days of the last week, and one for all before; their sum is view_count."""
        first_day, today = map(timezone.localdate, (article.published_at, self.now))
        days = [today - timedelta(days=age) for age in range(7)]
        week = [(day, source) for day in days if day > first_day for source in DailyViews.Source]
        count = int(article.view_count * WEEK_SHARE / 7 / len(DailyViews.Source))
        counts = dict.fromkeys(week, count)
        before = max(first_day, today - timedelta(days=7)), DailyViews.Source.SEARCH
        counts[before] = article.view_count - count * len(week)
        for (day, source), count in counts.items():
            row = {"article": article, "day": day, "source": source}
            yield DailyViews(**row, count=count, counted=count)


def _demo_content():
    """The demo's categories with their articles: the words and sentences to begin with."""
    folder = settings.BASE_DIR / "zsnews/demo/content"
    files = [tomllib.loads(path.read_text()) for path in sorted(folder.glob("*.toml"))]
    return [data for data in files if "category" in data]


def _texts(data):
    for article in data["article"]:
        yield from (article["title"], plain_text(article["body"]))


def _category(data):
    """The category of that name or address, made where there is none."""
    same = Category.objects.filter(Q(name=data["name"]) | Q(slug=data["slug"]))
    return same.first() or Category.objects.create(**data)


def _missing(numbers):
    """Those of ``numbers`` that are not in the database yet."""
    keys = {f"synthetic-{number}": number for number in numbers}
    known = Article.objects.filter(external_id__in=keys).values_list("external_id", flat=True)
    return sorted(keys[key] for key in keys.keys() - set(known))
