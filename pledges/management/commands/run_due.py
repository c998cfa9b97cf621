"""For cron or a systemd timer, every morning: all that time triggers (docs/settings.md)."""

import logging
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from cells import clock
from cells.audit import AuditEntry
from cells.command import SpokenCommand
from cells.jobs.services import sweep as sweep_jobs
from cells.notice.letters import NOT_SET_UP, reason_of, send_waiting
from cells.text import month_words
from cells.uploads.sweeping import sweep_files
from pledges.monthly_report.moving import excuse_the_gone
from pledges.monthly_report.opening import open_due_months, why_none_opened
from pledges.pledge.models import Pledge
from pledges.pledge.services import open_year
from pledges.reminder.missing import KINDS
from pledges.reminder.services import go_without_letters, send_due

log = logging.getLogger(__name__)
MOST_BACK = timedelta(days=1)


class Command(SpokenCommand):
    help = "Do what the calendar asks for. Safe twice, also at once; makes up for days without."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", metavar="YYYY-MM-DD", help="another day in the demo; else the real one"
        )

    def handle(self, *, today: str | None, **options: Any) -> None:
        day = allowed_day(today) if today else None
        if day is None:
            refuse_a_clock_that_ran_back()
        with clock.at(day) if day and day != clock.today() else nullcontext():
            self.stdout.write(f"Việc đến hạn ngày {clock.today():%d/%m/%Y}:")
            failures = [failure for deed in DEEDS if (failure := self.do(deed))]
        if failures:
            raise CommandError(" ".join(failures))

    def do(self, deed: Callable[[], Iterator[str]]) -> str:
        """What went wrong, in words: one deed that fails does not keep the others undone."""
        try:
            for sentence in deed():
                self.stdout.write(f"- {sentence}")
        except CommandError as error:
            return str(error)
        except ValidationError as error:
            return " ".join(error.messages)
        except Exception as error:  # why it may stand here: docs/decisions.md
            log.exception("run_due: %s failed", deed.__name__)
            return f"Việc “{deed.__name__}” gặp lỗi: {error}. Các việc khác vẫn làm."
        return ""


def allowed_day(words: str) -> date | None:
    """Rows bear the day on which they were written: only the demo may choose it, as with
    ``CHI03_TODAY``. To name the real day falsifies nothing, and says that the clock is right."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise CommandError(f"“{words}” chưa phải một ngày. Ghi như 2014-03-25.") from None
    if settings.CHI03_DEMO or day == clock.today():
        return day
    raise CommandError("--today chỉ chọn ngày khác trong bản chạy thử (CHI03_DEMO=1).")


def refuse_a_clock_that_ran_back() -> None:
    """On a day long past nearly nobody belongs to their cell yet, and drafts would be excused."""
    last = AuditEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    if last and clock.now() < last - MOST_BACK:
        today = clock.today()
        raise CommandError(
            f"Đồng hồ máy chỉ ngày {today:%d/%m/%Y}, nhưng đã có việc ghi ngày {last:%d/%m/%Y}. "
            f"Xem lại đồng hồ; nếu ngày của máy đúng, chạy lại với --today {today:%Y-%m-%d}."
        )


# Each its own transaction


def gone() -> Iterator[str]:
    yield f"Miễn {excuse_the_gone()} báo cáo của đồng chí đã thôi sinh hoạt tại chi bộ."


def pledges() -> Iterator[str]:
    """Only into a year that staff have opened."""
    year = clock.today().year
    if Pledge.objects.of_year(year).exists():
        yield f"Mở thêm {open_year(year)} bản đăng ký năm {year}."


def months() -> Iterator[str]:
    opened = {month: many for month, many in open_due_months().items() if many}
    yield from (f"Mở tháng {month_words(month)}: {many} báo cáo." for month, many in opened.items())
    if not opened:
        yield why_none_opened()


def reminders() -> Iterator[str]:
    if stuck := go_without_letters():
        yield f"Chuyển {stuck} lượt nhắc mà thư không đi được sang cách khác."
    yield from (f"Nhắc {n} đồng chí về {KINDS[key].noun}." for key, n in send_due().items())


def remains() -> Iterator[str]:
    yield f"Nhận lại {sweep_jobs()} việc chạy nền bị dừng giữa chừng."
    yield f"Bỏ {len(sweep_files())} tệp không thuộc văn bản nào."
    call_command("clearsessions")
    yield "Bỏ các phiên đăng nhập đã hết hạn."


def letters() -> Iterator[str]:
    if not settings.CHI03_MAILS:
        yield NOT_SET_UP
        return
    try:
        run = send_waiting()
    except OSError as error:
        raise CommandError(reason_of(error)) from None
    failed = f"; {run.failed} thư chưa gửi được" if run.failed else ""
    yield f"Gửi {run.letters} thư, {run.notices} thông báo{failed}."


DEEDS = (gone, pledges, months, reminders, remains, letters)  # the server of mail may be away
