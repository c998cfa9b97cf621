"""Serve the demo on this machine: its database is made once, kept, and never migrated half-way."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "demo"
MADE_WITH = FOLDER / "migrations.sha256"
HOST = "127.0.0.1"
ENVIRONMENT = {
    "CHI03_DATABASE_URL": f"sqlite:///{FOLDER / 'demo.sqlite3'}",
    "CHI03_DATA_DIR": str(FOLDER),
    "CHI03_DEBUG": "1",
    "CHI03_DEMO": "1",
    "CHI03_TODAY": "2014-11-20",
    "DJANGO_RUNSERVER_HIDE_WARNING": "true",
}


def migrations_digest() -> str:
    files = sorted(ROOT.glob("*/migrations/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def is_busy(number: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, number)) == 0


def command(*words: str) -> dict[str, Any]:
    address = {"CHI03_ADDRESS": f"http://{HOST}:{port()}"}  # on every signed paper of the demo
    environment = os.environ | ENVIRONMENT | address
    return {"args": [sys.executable, "manage.py", *words], "cwd": ROOT, "env": environment}


def manage(*words: str) -> None:
    done = subprocess.run(**command(*words), check=False)
    if done.returncode:
        sys.exit(done.returncode)


@contextmanager
def worker() -> Iterator[None]:
    """Long work is done beside the server, and ends with it."""
    process = subprocess.Popen(**command("run_jobs"))
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def port() -> int:
    return int(os.environ.get("PORT") or 8000)


def make_database() -> None:
    """The stamp comes last: a demo that was interrupted while loading is made anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    manage("migrate", "--noinput", "--verbosity", "0")
    manage("seed_demo")
    MADE_WITH.write_text(migrations_digest(), encoding="ascii")


def open_database(*, reset: bool) -> None:
    if reset or not MADE_WITH.exists():
        make_database()
    elif MADE_WITH.read_text(encoding="ascii") != migrations_digest():
        sys.exit(
            "Cấu trúc dữ liệu đã đổi từ lần chạy trước; hãy làm lại bản demo: make demo RESET=1"
        )
    else:
        manage("seed_demo")


def main(*, reset: bool) -> None:
    here = port()
    if is_busy(here):
        sys.exit(f"Cổng {here} đang bận; hãy chọn cổng khác: make demo PORT={here + 1}")
    open_database(reset=reset)
    print(f"\nMở http://{HOST}:{here}/ – bấm Ctrl+C để dừng.", flush=True)
    with worker():
        manage("runserver", "--noreload", f"{HOST}:{here}")


if __name__ == "__main__":
    # Whoever ends this ends the server and the worker too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        main(reset=os.environ.get("RESET") == "1")
    except KeyboardInterrupt:
        sys.exit(0)
