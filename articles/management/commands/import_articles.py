import gzip
import io
import zlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.importing import import_articles

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
            size = file.stat().st_size
            with file.open("rb") as raw:
                bar = tqdm(total=size, unit="B", unit_scale=True, disable=verbosity == 0)
                with bar:
                    result = import_articles(_lines(raw, bar))
        except (OSError, EOFError, zlib.error) as error:
            raise CommandError(f"{file} 无法读完：{error}。已读到的部分已经写入。") from error
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


def _lines(raw, bar):
    """The lines of a plain or gzip file, moving the bar by the bytes read from the disk."""
    is_gzip = raw.peek(2)[:2] == b"\x1f\x8b"
    for line in io.BufferedReader(gzip.GzipFile(fileobj=raw)) if is_gzip else raw:
        yield line
        bar.update(raw.tell() - bar.n)
