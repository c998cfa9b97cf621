import os
import subprocess
import sys

from cells.print.checks import is_loadable, printing_is_possible

NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>'
ASK = "from cells.print.checks import *; print(*(m.id for m in printing_is_possible()))"


def test_a_machine_that_can_print_is_told_nothing():
    assert printing_is_possible() == []


def test_a_machine_without_tinos_is_told_which_line_to_run(tmp_path):
    empty = tmp_path / "fonts.conf"
    empty.write_text(NO_FONTS)
    bare = os.environ | {"FONTCONFIG_FILE": str(empty), "LC_ALL": "C"}
    answer = subprocess.run(
        [sys.executable, "-c", ASK], env=bare, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["print.E002"]


def test_a_library_that_is_not_there_is_noticed():
    assert not is_loadable("libno-such-thing.so.0")
