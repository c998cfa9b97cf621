"""manage.py open_year 2014"""

from typing import Any

from django.core.management.base import CommandParser

from cells.command import SpokenCommand
from pledges.pledge.services import open_year


class Command(SpokenCommand):
    help = "Give everyone obliged today a blank pledge for one year. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, metavar="YYYY")

    def handle(self, *, year: int, **options: Any) -> None:
        opened = open_year(year)
        self.stdout.write(f"Năm {year}: mở {opened} bản đăng ký mới")
