"""Where the pieces of a job lie until they are packed: each written once, under its number.

A piece is there wholly or not at all, so whoever takes up a job that was cut off makes only what is
missing, and a piece made twice replaces itself.
"""

import os
import shutil
import tempfile
from pathlib import Path

from cells.uploads.shelf import root, settle


def shelf() -> Path:
    return root() / "jobs"


def path_of(key: str, number: int) -> Path:
    return shelf() / key / f"{number:06d}"


def keep(key: str, number: int, content: bytes) -> None:
    path = path_of(key, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(unfinished).replace(path)
    settle(path.parent)


def kept(key: str) -> set[int]:
    """The numbers that are done."""
    names = [path.name for path in (shelf() / key).glob("*")]
    return {int(name) for name in names if name.isdecimal()}


def throw_away(key: str) -> None:
    shutil.rmtree(shelf() / key, ignore_errors=True)


def folders() -> list[str]:
    return sorted(path.name for path in shelf().glob("*"))
