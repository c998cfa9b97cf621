"""Measure the application on PostgreSQL; one JSON line a figure on stdout, progress on stderr.

The databases are made where the tests make theirs (scripts/postgres.py) and dropped afterwards.
"""

import os
import signal
import sys

from postgres import run_on, server

# The demo's switches let invented people in; the day stands, so that the rows are always the same
ENVIRONMENT = {
    "CHI03_DEBUG": "1",
    "CHI03_DEMO": "1",
    "CHI03_TODAY": "2014-12-28",
    "DJANGO_SETTINGS_MODULE": "chi03.settings",
}


def main(words: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.update(ENVIRONMENT)
    with server() as url:
        if url is None:
            print("Không có PostgreSQL: chưa đo được gì.", file=sys.stderr)
            return 1
        return run_on(url, [sys.executable, "-m", "tests.bench", *words])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
