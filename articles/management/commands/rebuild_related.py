from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.rebuilding import rebuild_related


class Command(BaseCommand):
    help = "重建相关文章和近似文章的索引；中断后再次运行会接着做。"

    def handle(self, *, verbosity, **options):
        def progress(items, title, total):
            return tqdm(items, desc=title, total=total, unit="篇", disable=verbosity == 0)

        count = rebuild_related(progress)
        self.stdout.write(f"已为 {count} 篇文章重建索引。")
