import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.indexing import find_copy
from articles.line_file import LineFile
from articles.models import Article


class Command(BaseCommand):
    help = "逐行读入 JSON 对象（id、title、body），输出各自抄自哪一篇已发布文章（id、match）。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, verbosity, **options):
        try:
            source = LineFile(file, show_progress=verbosity > 1)
        except OSError as error:
            raise CommandError(f"{file} 打不开：{error}") from error
        with source:
            for number, line in enumerate(source, start=1):
                if line.strip():
                    self.stdout.write(json.dumps(self.look_up(number, line), ensure_ascii=False))
        if source.error:
            raise CommandError(f"{file} 无法读完：{source.error}。")

    def look_up(self, number, line):
        try:
            record = json.loads(line)
            key, body = record["id"], record["body"]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise CommandError(f"第 {number} 行不是含有 id 和 body 的 JSON 对象。") from None
        match = find_copy(str(body))
        return {"id": key, "match": match and self.name_of(match.article_id)}

    def name_of(self, pk):
        external_id = Article.objects.values_list("external_id", flat=True).get(pk=pk)
        return external_id or str(pk)
