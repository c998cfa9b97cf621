"""For cron or a systemd timer, every morning: all that time triggers (docs/settings.md)."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cells import clock
from cells.jobs.services import sweep as sweep_jobs
from cells.notice.letters import NOT_SET_UP, reason_of, send_waiting
from cells.uploads.sweeping import sweep_files
from pledges.monthly_report.moving import excuse_the_gone
from pledges.monthly_report.opening import open_due_months
from pledges.pledge.models import Pledge
from pledges.pledge.services import open_year
from pledges.reminder.missing import KINDS
from pledges.reminder.services import send_due


class Command(BaseCommand):
    help = "Do what the calendar asks for. Safe twice, also at once; makes up for days without."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", metavar="YYYY-MM-DD", help="another day; in the demo only")

    def handle(self, *, today: str | None, **options: Any) -> None:
        day = allowed_day(today) if today else None
        with clock.at(day) if day else nullcontext():
            self.stdout.write(f"Việc đến hạn ngày {clock.today():%d/%m/%Y}:")
            for sentence in deeds():
                self.stdout.write(f"- {sentence}")


def allowed_day(words: str) -> date | None:
    """Rows bear the day on which they were written: only the demo may choose it, as with
    ``CHI03_TODAY``. To name the real day falsifies nothing."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise CommandError(f"“{words}” chưa phải một ngày. Ghi như 2014-03-25.") from None
    if settings.CHI03_DEMO:
        return day
    if day != clock.today():
        raise CommandError("--today chỉ chọn ngày khác trong bản chạy thử (CHI03_DEMO=1).")
    return None


def deeds() -> Iterator[str]:
    """Each its own transaction; letters last, for their server may be away."""
    excused = excuse_the_gone()
    yield f"Miễn {excused} báo cáo của đồng chí đã thôi sinh hoạt tại chi bộ."
    year = clock.today().year
    if Pledge.objects.of_year(year).exists():  # to open a year is staff's decision
        yield f"Mở thêm {open_year(year)} bản đăng ký năm {year}."
    months = open_due_months()
    yield from (f"Mở tháng {month:%m/%Y}: {many} báo cáo." for month, many in months.items())
    if not months:
        yield "Chưa đến ngày mở tháng mới."
    yield from (f"Nhắc {n} đồng chí về {KINDS[key].noun}." for key, n in send_due().items())
    yield f"Nhận lại {sweep_jobs()} việc chạy nền bị dừng giữa chừng."
    yield f"Bỏ {len(sweep_files())} tệp không thuộc văn bản nào."
    call_command("clearsessions")
    yield "Bỏ các phiên đăng nhập đã hết hạn."
    yield letters()


def letters() -> str:
    if not settings.CHI03_MAILS:
        return NOT_SET_UP
    try:
        run = send_waiting()
    except OSError as error:
        raise CommandError(reason_of(error)) from None
    failed = f"; {run.failed} thư chưa gửi được" if run.failed else ""
    return f"Gửi {run.letters} thư, {run.notices} thông báo{failed}."
