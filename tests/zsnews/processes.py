"""Starting manage.py in a process of its own, with an environment that the test chooses."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(**variables):
    """This process's variables without the site's own; None leaves a variable out."""
    ours = {"SECRET_KEY", "DEBUG", "SITE_URL", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    chosen = {
        "SECRET_KEY": "nN4-vG8yWq2sT6xZ0kLr9mPb3dFh7jXcUeYaQwEtRiOpAsDfGh",
        "SITE_URL": "https://www.lanwan-news.example",
        "DATABASE_URL": "sqlite://:memory:",
        "DEBUG": "off",
        "PYTHONUNBUFFERED": "1",
    }
    chosen |= variables
    return kept | {name: value for name, value in chosen.items() if value is not None}


def start_manage(*arguments, folder=ROOT, **variables):
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=folder,
        env=environment(**variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def manage(*arguments, folder=ROOT, **variables):
    """Run to the end; return the exit code and all output."""
    process = start_manage(*arguments, folder=folder, **variables)
    output, errors = process.communicate(timeout=30)
    return process.returncode, output + errors
