"""For cron or a systemd timer, once a day."""

from argparse import ArgumentParser
from typing import Any

from cells.command import SpokenCommand
from cells.uploads.shelf import root
from cells.uploads.sweeping import leftovers_of_all, sweep_files


class Command(SpokenCommand):
    help = "Remove uploaded files that no row names and that are older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="name them, remove nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        found = leftovers_of_all() if dry_run else sweep_files()
        for path in found:
            self.stdout.write(str(path.relative_to(root())))
        done = "chạy thử, chưa bỏ" if dry_run else "đã bỏ"
        self.stdout.write(f"{len(found)} tệp không thuộc văn bản nào, {done}.")
