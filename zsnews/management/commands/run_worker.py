import signal
import threading

from django.core.management.base import BaseCommand, CommandError

from zsnews import worker


class Command(BaseCommand):
    help = "运行后台任务，直到收到停止信号。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="每项任务只运行一次就退出")

    def handle(self, *, once, **options):
        jobs = worker.collect_jobs()
        if once:
            succeeded = [worker.call(job) for job in jobs]
            if not all(succeeded):
                raise CommandError("有任务失败，详见日志。")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"后台任务已启动：{'、'.join(job.__name__ for job in jobs)}")
        self.stdout.flush()
        worker.run(jobs, stop)
