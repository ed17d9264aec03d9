from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.importing import import_articles
from articles.line_file import LineFile

MAX_REFUSALS_SHOWN = 50


class Command(BaseCommand):
    help = (
        "导入文章：每行一个 JSON 对象（id、title、body、category、tags、time、source），"
        "文件可为 .gz。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, verbosity, **options):
        try:
            source = LineFile(file, show_progress=verbosity > 0)
        except OSError as error:
            raise CommandError(f"{file} 打不开：{error}") from error
        with source:
            result = import_articles(source)
        self.report(result)
        if source.error:
            raise CommandError(f"{file} 无法读完：{source.error}。已读到的部分已经写入。")

    def report(self, result):
        self.stdout.write(
            f"新增 {result.created}，更新 {result.updated}，未变 {result.unchanged}，"
            f"拒绝 {len(result.refused)}。"
        )
        if result.scheduled:
            self.stdout.write(f"其中 {result.scheduled} 篇的时间在将来，届时才会公开。")
        for number, reason in result.refused[:MAX_REFUSALS_SHOWN]:
            self.stdout.write(f"第 {number} 行：{reason}")
        if (more := len(result.refused) - MAX_REFUSALS_SHOWN) > 0:
            self.stdout.write(f"……另有 {more} 行被拒绝。")
