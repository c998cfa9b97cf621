"""Compile our .po catalogues with polib, so that no machine needs the gettext package."""

import sys
from pathlib import Path

import polib


def compile_catalogue(source: Path) -> None:
    catalogue = polib.pofile(str(source), check_for_duplicates=True)
    if doubtful := catalogue.fuzzy_entries():
        sys.exit(f"{source}: {len(doubtful)} entries are still marked fuzzy")
    catalogue.save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_catalogue(Path(name))
