import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from zsnews.demo.accounts import ensure_accounts, password_file
from zsnews.demo.loading import load_demo


class Command(BaseCommand):
    help = "准备演示内容和账号，然后运行网站和后台任务，直到按下 Ctrl-C。"

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="只准备，不运行网站")

    def handle(self, *, port, prepare_only, **options):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        passwords = ensure_accounts()
        if not Article.objects.exists():
            load_demo()
        if not prepare_only:
            self.print_accounts(passwords, port)
            self.serve(port)

    def print_accounts(self, passwords, port):
        self.stdout.write(f"\n网站 http://127.0.0.1:{port}/  后台 http://127.0.0.1:{port}/admin/")
        self.stdout.write(f"演示账号（保存在 {password_file().relative_to(settings.BASE_DIR)}）：")
        for username, password in passwords.items():
            self.stdout.write(f"  {username:8} {password}")
        self.stdout.write("按 Ctrl-C 停止。\n")
        self.stdout.flush()

    def serve(self, port):
        """Run web server and worker side by side; when one ends, so does the other."""
        environment = os.environ | {"SERVE_MEDIA": "on"}
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
        web += ["--host", "127.0.0.1", "--port", str(port), "zsnews.wsgi:application"]
        worker = [sys.executable, "manage.py", "run_worker"]
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: sys.exit(0))
        processes = []
        try:
            for command in (web, worker):
                processes.append(subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment))
            while all(process.poll() is None for process in processes):
                time.sleep(0.2)
            raise CommandError(f"网站或后台任务停止了；端口 {port} 是否已被占用？")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()
