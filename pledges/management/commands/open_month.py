from typing import Any

from django.core.management.base import CommandParser

from cells.command import SpokenCommand
from cells.text import month_words, parse_month
from pledges.monthly_report.services import open_month


class Command(SpokenCommand):
    help = "Give every accepted pledge a blank report for one month. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", metavar="YYYY-MM")

    def handle(self, *, month: str, **options: Any) -> None:
        first = parse_month(month)
        opened = open_month(first)
        self.stdout.write(f"{month_words(first)}: mở {opened} báo cáo mới")
