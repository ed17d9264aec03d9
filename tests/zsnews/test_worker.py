import signal
import threading
import time

import pytest
from django.core.management import CommandError, call_command

from articles.jobs import add_up_views, notice_due_articles, refresh_waiting_lists
from zsnews import worker

from .processes import start_manage


class FakeTime:
    """A clock and a stop event in one: waiting moves the clock, and its end sets the event."""

    def __init__(self, monkeypatch, end):
        self.now, self.end = 1000.0, 1000.0 + end
        monkeypatch.setattr(worker, "time", self)

    def monotonic(self):
        return self.now

    def is_set(self):
        return self.now >= self.end

    def wait(self, seconds):
        self.now += seconds


@pytest.mark.django_db
def test_run_calls_each_job_at_its_own_interval(monkeypatch):
    clock = FakeTime(monkeypatch, end=10)
    often, seldom = [], []

    worker.run(
        {lambda: often.append(clock.now - 1000): 1, lambda: seldom.append(clock.now - 1000): 4},
        clock,
    )

    assert often == [*range(10)]
    assert seldom == [0, 4, 8]


@pytest.mark.django_db
def test_run_counts_the_interval_from_the_end_of_a_slow_job(monkeypatch):
    clock = FakeTime(monkeypatch, end=10)
    started = []

    def slow():
        started.append(clock.now - 1000)
        clock.now += 3

    worker.run({slow: 1}, clock)

    assert started == [0, 4, 8]


@pytest.mark.django_db
def test_failing_job_is_logged_called_again_and_stops_no_other(monkeypatch, caplog):
    clock = FakeTime(monkeypatch, end=3)
    calls = []

    def broken():
        calls.append("broken")
        raise ValueError("数据库连接断开")

    worker.run({broken: 1, lambda: calls.append("good"): 1}, clock)

    assert calls == ["broken", "good"] * 3
    assert [record.getMessage() for record in caplog.records] == [
        "Job broken failed; it will be called again"
    ] * 3
    assert caplog.records[0].exc_info[0] is ValueError


@pytest.mark.django_db
def test_stop_between_two_jobs_leaves_out_the_second():
    stop, calls = threading.Event(), []

    worker.run({stop.set: 1, lambda: calls.append("second"): 1}, stop)

    assert calls == []


@pytest.mark.django_db
def test_stop_ends_the_pause_at_once(monkeypatch):
    monkeypatch.setattr(worker, "PAUSE", 60)
    stop, called = threading.Event(), threading.Event()
    thread = threading.Thread(target=worker.run, args=({called.set: 1}, stop))
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)

    thread.start()
    called.wait(5)
    stop.set()
    thread.join(5)

    assert not thread.is_alive()


def test_jobs_are_collected_from_the_apps():
    jobs = worker.collect_jobs()

    assert jobs[notice_due_articles] == 1
    assert jobs[refresh_waiting_lists] == 1
    assert jobs[add_up_views] <= 600  # the view count may be ten minutes old


@pytest.mark.django_db
def test_run_worker_once_calls_each_job_once(monkeypatch):
    calls = []

    def first():
        calls.append("first")
        raise RuntimeError

    monkeypatch.setattr(
        worker, "collect_jobs", lambda: {first: 1, lambda: calls.append("second"): 60}
    )

    with pytest.raises(CommandError):
        call_command("run_worker", "--once")

    assert calls == ["first", "second"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_worker_ends_within_two_seconds_of_a_signal(number, tmp_path):
    # No tables here: the jobs fail each second, which the worker survives.
    process = start_manage("run_worker", DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    first_line = process.stdout.readline()

    process.send_signal(number)
    start = time.monotonic()
    _, errors = process.communicate(timeout=20)

    assert first_line.startswith("后台任务已启动：notice_due_articles、refresh_waiting_lists")
    assert process.returncode == 0, errors
    assert time.monotonic() - start < 2
