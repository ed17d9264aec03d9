import signal
import threading

from django.core.management.base import BaseCommand

from zsnews import worker


class Command(BaseCommand):
    help = "运行后台任务，直到收到停止信号。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="每项任务只运行一次就退出")

    def handle(self, *, once, **options):
        jobs = worker.collect_jobs()
        if once:
            for job in jobs:
                worker.call(job)
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"后台任务已启动：{'、'.join(job.__name__ for job in jobs)}")
        worker.run(jobs, stop)
