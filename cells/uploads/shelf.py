"""Where uploaded files lie: outside the web's reach, each under a random name that says nothing.

A file is on disk for good before its row is written; what a rollback or a deleted row leaves behind
is taken away by ``sweep`` (``manage.py sweep_files``), once it is a day old.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

DAY = 24 * 60 * 60
KEY = re.compile(r"[0-9a-f]{32}")
UNFINISHED = ".part"


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def path_of(key: str) -> Path:
    return root() / key[:2] / key


def put(content: bytes) -> str:
    """Written beside its place, forced to disk, then renamed: there wholly or not at all."""
    key = secrets.token_hex(16)
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(UNFINISHED)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    settle(path.parent)
    return key


def settle(folder: Path) -> None:
    """A new name is safe only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def take(key: str, sha256: str) -> bytes | None:
    """What was stored, or None when it has gone or is no longer the same."""
    try:
        content = path_of(key).read_bytes()
    except OSError:
        return None
    return content if digest_of(content) == sha256 else None


def throw_away(key: str) -> None:
    path_of(key).unlink(missing_ok=True)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def leftovers(known: set[str]) -> list[Path]:
    """Files of ours that no row names, older than a day: a younger one may still get its row."""
    old = [path for path in files_of_ours() if path.stat().st_mtime < time.time() - DAY]
    return sorted(path for path in old if path.name not in known)


def files_of_ours() -> Iterator[Path]:
    for path in root().glob("[0-9a-f][0-9a-f]/*"):
        if KEY.fullmatch(path.stem) and path.suffix in {"", UNFINISHED} and path.is_file():
            yield path
