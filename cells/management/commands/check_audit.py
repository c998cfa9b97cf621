"""Read the whole trail and compare it with its digests and with the papers."""

from typing import Any

from django.core.management.base import CommandError

from cells.audit import AuditEntry, broken_chains
from cells.command import SpokenCommand


class Command(SpokenCommand):
    help = "Exit 0 when every step is as it was written, 1 with each place where it is not."

    def handle(self, **options: Any) -> None:
        broken = 0
        for place in broken_chains():
            broken += 1
            self.stdout.write(place)
        if broken:
            raise CommandError(f"Nhật ký có {broken} chỗ không khớp.")
        self.stdout.write(f"{AuditEntry.objects.count()} bước, chuỗi nguyên vẹn")
