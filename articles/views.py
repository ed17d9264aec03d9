from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .models import Article, Category, DailyViews, Tag
from .referrers import reader_source
from .related import related_articles
from .search import search_articles

PAGE_SIZE = 20
HOME_LATEST = 8
HOME_PER_CATEGORY = 3


@require_safe
def home(request):
    public = Article.objects.public().for_cards()
    lead = public.filter(is_pinned=True).first() or public.first()
    latest = list(public.exclude(pk=lead.pk if lead else None)[:HOME_LATEST])
    shown = [article.pk for article in [lead, *latest] if article]
    categories = [
        (category, public.exclude(pk__in=shown).in_category(category)[:HOME_PER_CATEGORY])
        for category in Category.objects.all()
    ]
    return render(
        request,
        "articles/home.html",
        {"lead": lead, "latest": latest, "categories": categories},
    )


@require_safe
def category(request, slug):
    category = get_object_or_404(Category, slug=slug)
    articles = Article.objects.public().in_category(category)
    return _list_page(request, "articles/category.html", articles, category=category)


@require_safe
def tag(request, pk):
    tag = get_object_or_404(Tag, pk=pk)
    return _list_page(request, "articles/tag.html", Article.objects.public().tagged(tag), tag=tag)


@require_safe
def archive(request):
    months = (
        Article.objects.public()
        .order_by()
        .annotate(month=TruncMonth("published_at"))
        .values("month")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    return render(request, "articles/archive.html", {"months": months})


@require_safe
def archive_month(request, year, month):
    if not (1 <= month <= 12 and 1000 <= year <= 9998):
        raise Http404
    start = timezone.make_aware(datetime(year, month, 1))
    end = timezone.make_aware(datetime(year + month // 12, month % 12 + 1, 1))
    articles = Article.objects.public().published_during(start, end)
    return _list_page(request, "articles/archive_month.html", articles, month=start)


@require_safe
def search(request):
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    articles = search_articles(query)
    return _list_page(request, "articles/search.html", articles, query=query)


@require_safe
def article_detail(request, pk):
    public = Article.objects.public().select_related("category", "cover")
    article = get_object_or_404(public, pk=pk)
    older, newer = article.neighbours()
    return render(
        request,
        "articles/article_detail.html",
        {
            "article": article,
            "tags": article.tags.all(),
            "older": older,
            "newer": newer,
            "related": related_articles(article),
        },
    )


@csrf_exempt  # sent by a script on a page that has no cookie, and changes only a counter
@require_POST
def record_view(request, pk):
    article = get_object_or_404(Article.objects.public().only("pk"), pk=pk)
    DailyViews.record(article, reader_source(request.POST.get("referrer", ""), request.get_host()))
    return HttpResponse(status=204)


def _list_page(request, template, articles, **context):
    page = Paginator(articles.for_cards(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, template, {"page": page, **context})
