"""Run a command with CHI03_DATABASE_URL on a PostgreSQL server where test databases may be made.

The server is CHI03_TEST_DATABASE_URL, else one that answers on 127.0.0.1:5432, else a throw-away
cluster that is gone afterwards.
"""

import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

OLDEST_SERVER = 140000  # what Django 5.2 asks for
MAY_MAKE_DATABASES = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"


def serves(url: str) -> bool:
    """Whether a server new enough answers there and lets us make databases."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            allowed = connection.execute(MAY_MAKE_DATABASES).fetchone()
            return connection.info.server_version >= OLDEST_SERVER and bool(allowed and allowed[0])
    except psycopg.Error:
        return False


def local_server() -> str | None:
    users = dict.fromkeys(["postgres", getpass.getuser(), "root"])
    urls = [f"postgresql://{user}@127.0.0.1:5432/postgres" for user in users]
    return next(filter(serves, urls), None)


def program_folder() -> Path | None:
    by_version = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4])
    )
    found = by_version[-1] if by_version else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def install_programs() -> Path | None:
    subprocess.run(["sh", "scripts/system.sh", "postgresql"], check=False)
    return program_folder()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_server_user(*command: str) -> None:
    """PostgreSQL's own programs refuse to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    folder, port = Path(tempfile.mkdtemp(prefix="chi03-pg-")), free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = str(folder / "data")
    # Nobody needs these rows after a power cut.
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    pg_ctl = [str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
    try:
        locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
        as_server_user(
            str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", *locale
        )
        as_server_user(*pg_ctl, "-o", options, "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            as_server_user(*pg_ctl, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str | None]:
    given = os.environ.get("CHI03_TEST_DATABASE_URL")
    if given or (given := local_server()):
        yield given
        return
    programs = program_folder() or install_programs()
    if programs is None:
        yield None
        return
    with throw_away_cluster(programs) as url:
        yield url


def with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(scheme="postgresql", path=f"/{name}"))


def drop_leftovers(url: str, name: str) -> None:
    """A run that was cut off leaves its test databases behind; on a clean run there are none."""
    with psycopg.connect(with_database(url, "postgres"), autocommit=True) as connection:
        left = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (database,) in connection.execute(left, [f"test_{name}"]).fetchall():
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(database)))


def run_on(url: str, command: list[str]) -> int:
    """Two runs at once on one server: each has its own database name."""
    name = f"chi03_{secrets.token_hex(4)}"
    here = with_database(url, name)
    try:
        done = subprocess.run(command, env=os.environ | {"CHI03_DATABASE_URL": here}, check=False)
        return done.returncode
    finally:
        drop_leftovers(url, name)


def complain() -> int:
    line = "!" * 78
    words = "KHÔNG CÓ POSTGRESQL: bộ kiểm thử CHƯA chạy trên PostgreSQL, mới chạy trên SQLite."
    print(f"{line}\n{words}\n{line}", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return run_on(url, command) if url else complain()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
