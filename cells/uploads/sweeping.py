"""What broken uploads leave on the shelf; two that sweep at once do no harm."""

from pathlib import Path

from cells.uploads.models import known_keys
from cells.uploads.shelf import leftovers


def leftovers_of_all() -> list[Path]:
    return leftovers(known_keys())


def sweep_files() -> list[Path]:
    """Remove what no row names and is older than a day; these it was."""
    found = leftovers_of_all()
    for path in found:
        path.unlink(missing_ok=True)
    return found
