"""Whether mail is set up rightly, found out before anybody waits for a letter."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from cells.command import SpokenCommand
from cells.notice.letters import NOT_SET_UP, reason_of, send_test


class Command(SpokenCommand):
    help = "Send one test letter, or say what is wrong with the mail settings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="ADDRESS")

    def handle(self, *, address: str, **options: Any) -> None:
        if not settings.CHI03_MAILS:
            raise CommandError(NOT_SET_UP)
        try:
            send_test(address)
        except (OSError, ValueError, ValidationError) as error:
            raise CommandError(reason_of(error)) from None
        self.stdout.write(f"Đã gửi thư thử tới {address}.")
