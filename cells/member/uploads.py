"""The uploaded sheet between preview and confirmation: on disk under a random name, for a day."""

import hashlib
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Kept in the session of whoever uploaded it; nobody else can name the file."""

    token: str
    name: str
    digest: str
    fingerprint: str = ""

    def as_session(self) -> dict[str, str]:
        return asdict(self)


def folder() -> Path:
    return Path(settings.CHI03_DATA_DIR) / "imports"


def keep(content: bytes, name: str) -> Upload:
    sweep()
    upload = Upload(token=str(uuid.uuid4()), name=name[:100], digest=digest_of(content))
    folder().mkdir(parents=True, exist_ok=True)
    path_of(upload).touch(mode=0o600)
    path_of(upload).write_bytes(content)
    return upload


def content_of(upload: Upload) -> bytes | None:
    """What was uploaded, or None when the file has gone or is no longer the same."""
    return unchanged(path_of(upload), upload)


def take(upload: Upload) -> bytes | None:
    """For the one confirmation that gets it: the second press of the button finds nothing."""
    taken = path_of(upload).with_suffix(".taken")
    try:
        path_of(upload).rename(taken)
    except FileNotFoundError:
        return None
    content = unchanged(taken, upload)
    taken.unlink()
    return content


def give_back(upload: Upload, content: bytes) -> None:
    path_of(upload).write_bytes(content)


def discard(upload: Upload) -> None:
    path_of(upload).unlink(missing_ok=True)


def unchanged(path: Path, upload: Upload) -> bytes | None:
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if digest_of(content) == upload.digest else None


def sweep() -> None:
    """Forget what nobody confirmed within a day of real time."""
    if not folder().is_dir():
        return
    for path in folder().iterdir():
        if path.stat().st_mtime < time.time() - DAY:
            path.unlink(missing_ok=True)


def path_of(upload: Upload) -> Path:
    return folder() / f"{upload.token}.xlsx"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
