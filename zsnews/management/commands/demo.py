import ctypes
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from zsnews.demo.accounts import ensure_accounts, password_file
from zsnews.demo.loading import load_demo

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def refuse_taken(port):
    """Granian would share a taken port, and half of the requests would go to the other server."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(f"端口 {port} 已被占用，也许演示已在运行。") from None


def end_with_parent():
    """Have the kernel end this process with its parent, even if that one is killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Command(BaseCommand):
    help = "准备演示内容和账号，然后运行网站和后台任务，直到按下 Ctrl-C。"

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="只准备，不运行网站")

    def handle(self, *, port, prepare_only, **options):
        if settings.SITE_URL.startswith("https:"):
            raise CommandError("演示会建立账号并重设它们的密码，不能在正式网站上运行。")
        if not prepare_only:
            refuse_taken(port)
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
        web += ["--blocking-threads", "4"]
        web += ["--host", "127.0.0.1", "--port", str(port), "zsnews.wsgi:application"]
        worker = [sys.executable, "manage.py", "run_worker"]
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: sys.exit(0))
        processes = []
        try:
            for command in (web, worker):
                process = subprocess.Popen(
                    command, cwd=settings.BASE_DIR, env=environment, preexec_fn=end_with_parent
                )
                processes.append(process)
            while all(process.poll() is None for process in processes):
                time.sleep(0.2)
            raise CommandError("网站或后台任务停止了。")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()
