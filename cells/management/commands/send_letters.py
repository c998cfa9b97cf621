"""For cron or a systemd timer, every minute."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from cells.command import SpokenCommand
from cells.notice.letters import NOT_SET_UP, reason_of, send_waiting


class Command(SpokenCommand):
    help = "Send the notices that wait, one letter a member. Safe to run twice, also at once."

    def handle(self, **options: Any) -> None:
        if not settings.CHI03_MAILS:
            self.stdout.write(NOT_SET_UP)
            return
        try:
            run = send_waiting()
        except OSError as error:
            raise CommandError(reason_of(error)) from None
        said = f"Đã gửi {run.letters} thư, {run.notices} thông báo"
        self.stdout.write(f"{said}; {run.failed} thư chưa gửi được." if run.failed else f"{said}.")
