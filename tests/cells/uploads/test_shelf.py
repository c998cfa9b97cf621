"""On disk wholly or not at all, under names that say nothing; what nobody owns is swept."""

import os
import time
from io import StringIO

import pytest
from django.core.management import call_command

from cells.uploads import shelf
from tests.factories import DocumentFileFactory

OLD = time.time() - 2 * shelf.DAY


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def on_disk():
    return sorted(path.name for path in shelf.root().rglob("*") if path.is_file())


def old(name="", content=b"x"):
    path = shelf.path_of(shelf.put(content))
    if name:
        path = path.rename(path.with_name(name))
    os.utime(path, (OLD, OLD))
    return path


def sweep(*words):
    out = StringIO()
    call_command("sweep_files", *words, stdout=out)
    return out.getvalue()


def test_what_is_put_is_taken_unchanged_and_readable_to_nobody_else():
    key = shelf.put(b"noi dung")
    assert shelf.take(key, shelf.digest_of(b"noi dung")) == b"noi dung"
    assert shelf.path_of(key).stat().st_mode & 0o077 == 0
    assert on_disk() == [key]


def test_a_file_that_changed_or_went_is_not_handed_out():
    key = shelf.put(b"noi dung")
    digest = shelf.digest_of(b"noi dung")
    shelf.path_of(key).write_bytes(b"noi dunG")
    assert shelf.take(key, digest) is None
    shelf.throw_away(key)
    assert shelf.take(key, digest) is None


def test_a_full_disk_leaves_no_file_under_its_name(monkeypatch):
    def no_space(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf.os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        shelf.put(b"noi dung")
    assert [name for name in on_disk() if not name.endswith(".part")] == []


def test_sweeping_takes_what_no_row_names_and_is_older_than_a_day(db):
    owned, young = DocumentFileFactory(), shelf.put(b"moi")
    os.utime(shelf.path_of(owned.key), (OLD, OLD))
    orphan, unfinished = old(), old(f"{'a' * 32}.part")
    assert "2 tệp" in sweep()
    assert on_disk() == sorted([owned.key, young])
    assert not orphan.exists()
    assert not unfinished.exists()


def test_a_dry_run_names_the_files_and_takes_none(db):
    orphan = old()
    told = sweep("--dry-run")
    assert orphan.name in told
    assert "chưa bỏ" in told
    assert orphan.exists()


def test_files_that_are_not_ours_stay(db):
    stranger = old("ghi-chu.txt")
    assert sweep().startswith("0 tệp")
    assert stranger.exists()
