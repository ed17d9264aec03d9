import json

from django.core.management.base import BaseCommand

from articles.models import Article, ArticleIndex
from articles.related import LIMIT, listed_ids


class Command(BaseCommand):
    help = "导出每篇公开文章的相关文章：每行一个 JSON 对象（id、related）。"

    def handle(self, **options):
        public = Article.objects.public().order_by("pk")
        names = {pk: name or str(pk) for pk, name in public.values_list("pk", "external_id")}
        lists = dict(ArticleIndex.objects.values_list("pk", "related"))
        for pk, name in names.items():
            shown = [names[other] for other in listed_ids(lists.get(pk)) if other in names][:LIMIT]
            self.stdout.write(json.dumps({"id": name, "related": shown}, ensure_ascii=False))
