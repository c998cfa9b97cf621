"""manage.py open_year 2014"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pledges.pledge.services import open_year


class Command(BaseCommand):
    help = "Give everyone obliged today a blank pledge for one year. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, metavar="YYYY")

    def handle(self, *, year: int, **options: Any) -> None:
        try:
            opened = open_year(year)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Năm {year}: mở {opened} bản đăng ký mới")
