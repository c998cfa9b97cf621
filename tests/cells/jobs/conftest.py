"""A kind of job that counts: piece n is the number n, packed they stand behind one another."""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied

from cells.jobs.kinds import KINDS, Kind
from cells.jobs.services import enqueue
from cells.uploads.checks import Upload


class Counting:
    def __init__(self):
        self.made = Counter()
        self.packed = 0
        self.forbidden = set()  # usernames
        self.before = {}  # number: what happens before it is made

    def check(self, by, _args):
        if by.username in self.forbidden:
            raise PermissionDenied

    def make(self, _by, _args, number):
        self.before.get(number, lambda: None)()
        self.made[number] += 1
        return f"{number},".encode()

    def pack(self, _by, _args, files, beat):
        content = b"".join(file.read_bytes() for file in files)
        self.before.get("pack", lambda: None)()
        self.packed += 1
        beat()
        return Upload("so.zip", "zip", content)


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    """Pieces that a test leaves behind are nobody else's."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def counting(monkeypatch):
    kind = Counting()
    monkeypatch.setitem(
        KINDS,
        "counting",
        Kind(
            label="Đếm số",
            title=lambda args: f"Đếm {args['what']}",
            check=kind.check,
            make=kind.make,
            pack=kind.pack,
        ),
    )
    return kind


@pytest.fixture
def job(counting, cast):
    return enqueue("counting", total=25, by=cast.users["staff"], args={"what": "riêng tư"})
