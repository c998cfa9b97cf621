"""What a topic says of its long work; floors above fill ``KINDS`` when they are ready."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cells.uploads.checks import Upload

Args = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Every function here may be called twice, and by two workers at once: the same answer."""

    label: str
    title: Callable[[Args], str]  # what the job is called on the page of who asked for it
    # PermissionDenied unless this person may have it today; asked before each part, before the
    # packing and before the file is handed out
    check: Callable[[Any, Args], None]
    make: Callable[[Any, Args, int], bytes]  # the piece of that number, from 0
    # All pieces in order become one file; the last is called now and then to show that it lives
    pack: Callable[[Any, Args, Sequence[Path], Callable[[], object]], Upload]


KINDS: dict[str, Kind] = {}
