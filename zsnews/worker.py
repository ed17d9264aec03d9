"""One loop that calls the apps' jobs in turn.

Each app that has background work lists it in ``jobs.JOBS``: function -> seconds between calls. A
job is one or more short transactions that may be repeated, so a kill at any moment costs nothing:
the next start finds in the database what is left to do.
"""

import logging
import threading
import time
from collections.abc import Callable
from importlib import import_module

from django.apps import apps
from django.db import close_old_connections
from django.utils.module_loading import module_has_submodule

logger = logging.getLogger(__name__)

PAUSE = 0.25  # seconds between looks at what is due

Jobs = dict[Callable[[], object], float]


def collect_jobs() -> Jobs:
    """The jobs of all installed apps, in the apps' order."""
    jobs: Jobs = {}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "jobs"):
            jobs |= getattr(import_module(f"{app.name}.jobs"), "JOBS", {})
    return jobs


def run(jobs: Jobs, stop: threading.Event) -> None:
    """Call each job whenever its time has come, until ``stop`` is set."""
    next_call = dict.fromkeys(jobs, 0.0)  # monotonic seconds
    while not stop.is_set():
        for job, interval in jobs.items():
            if time.monotonic() >= next_call[job] and not stop.is_set():
                call(job)
                next_call[job] = time.monotonic() + interval
        stop.wait(PAUSE)


def call(job: Callable[[], object]) -> bool:
    """Run one job and say whether it succeeded; a failure is logged and stops no other job."""
    close_old_connections()
    try:
        job()
    except Exception:
        logger.exception("Job %s failed; it will be called again", job.__name__)
        return False
    else:
        return True
    finally:
        close_old_connections()
