"""The demo: one agency's Party committee, all its people invented, two years of their work."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from cells.command import SpokenCommand
from cells.models import Committee, User
from reports.demo.accounts import BY_USERNAME, demo_accounts
from reports.demo.bulk.sizes import Sizes
from reports.demo.bulk.story import tell_in_bulk
from reports.demo.story import tell

SIZES = {"cells": "chi bộ", "members": "đảng viên", "years": "năm"}
ANOTHER = "Cơ sở dữ liệu này đang dùng cho một đảng uỷ khác, không nạp demo."


class Command(SpokenCommand):
    help = (
        "Load the invented demo into an empty database. Says so and stops if it is there already. "
        "With --cells, --members and --years: a committee of that size, for measuring."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, what in SIZES.items():
            parser.add_argument(f"--{name}", type=number, metavar="N", help=f"bao nhiêu {what}")
        parser.add_argument("--seed", type=number, default=2014, help="số khác, người khác")

    def handle(self, *, seed: int, **options: Any) -> None:
        if not settings.CHI03_DEMO:
            raise CommandError("Dữ liệu demo chỉ nạp được khi chạy thử (CHI03_DEMO=1).")
        given = {name: options[name] for name in SIZES}
        if any(value is not None for value in given.values()):
            self.measure(given, seed)
        else:
            self.tell_the_story()
        for account in demo_accounts():
            self.stdout.write("  {role}: {username} / {password} ({label})".format(**account))

    def measure(self, given: dict[str, Any], seed: int) -> None:
        if missing := [f"--{name}" for name, value in given.items() if value is None]:
            raise CommandError(f"Ghi đủ cỡ: còn thiếu {', '.join(missing)}.")
        sizes = Sizes(**given, seed=seed)
        if troubles := list(sizes.troubles()):
            raise CommandError(" ".join(troubles))
        if Committee.objects.exists():
            raise CommandError("Cơ sở dữ liệu này đã có một đảng uỷ; dữ liệu đo cần chỗ trống.")
        self.stdout.write("Nạp dữ liệu đo: mọi người, mọi việc đều là hư cấu.")
        tell_in_bulk(sizes, say=self.say)

    def tell_the_story(self) -> None:
        if is_loaded():
            self.stdout.write("Dữ liệu demo đã có.")
        elif Committee.objects.exists():
            raise CommandError(ANOTHER)
        else:
            self.stdout.write("Nạp dữ liệu demo: mọi người, mọi việc đều là hư cấu.")
            tell(say=self.say)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def number(said: str) -> int:
    if not said.isascii() or not said.isdigit() or len(said) > 9:
        raise ArgumentTypeError(f"“{said}” chưa phải một số.")
    return int(said)


def is_loaded() -> bool:
    return User.objects.filter(username__in=BY_USERNAME).count() == len(BY_USERNAME)
