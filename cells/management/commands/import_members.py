import sys
from pathlib import Path

from django.core.exceptions import ValidationError

from cells import clock
from cells.command import SpokenCommand
from cells.member.roster import apply, plan
from cells.member.roster_sheet import read
from cells.sheet import MAX_BYTES, read_sheet


class Command(SpokenCommand):
    help = "Import the roster of members from an .xlsx: all of it, or nothing and every error."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="show the counts, write nothing")

    def handle(self, *, file, dry_run, **options):
        try:
            agreed = plan(read(read_sheet(content_of(file), file.name)), clock.today())
            if not agreed.troubles and not dry_run:
                apply(agreed, by=None)
        except ValidationError as error:
            self.fail(error.messages)
        self.fail([str(trouble) for trouble in agreed.troubles])
        self.stdout.write(agreed.counts + (" (chạy thử, chưa ghi gì)" if dry_run else ""))

    def fail(self, sentences):
        for sentence in sentences:
            self.stderr.write(sentence)
        if sentences:
            sys.exit(1)


def content_of(file):
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ValidationError(f"Không mở được tệp {file}: {error.strerror}.") from None
