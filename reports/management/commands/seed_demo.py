"""The demo: one agency's Party committee, all its people invented, two years of their work."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cells.models import Committee, User
from reports.demo.accounts import BY_USERNAME, demo_accounts
from reports.demo.story import tell


class Command(BaseCommand):
    help = (
        "Load the invented demo into an empty database. Says so and stops if it is there already."
    )

    def handle(self, **options: Any) -> None:
        if not settings.CHI03_DEMO:
            raise CommandError("Dữ liệu demo chỉ nạp được khi chạy thử (CHI03_DEMO=1).")
        if is_loaded():
            self.stdout.write("Dữ liệu demo đã có.")
        elif Committee.objects.exists():
            raise CommandError("Cơ sở dữ liệu này đang dùng cho một đảng uỷ khác, không nạp demo.")
        else:
            self.stdout.write("Nạp dữ liệu demo: mọi người, mọi việc đều là hư cấu.")
            tell(say=self.say)
        for account in demo_accounts():
            self.stdout.write("  {role}: {username} / {password} ({label})".format(**account))

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def is_loaded() -> bool:
    return User.objects.filter(username__in=BY_USERNAME).count() == len(BY_USERNAME)
