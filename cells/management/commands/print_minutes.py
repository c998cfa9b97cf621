"""``manage.py print_minutes``: the minutes of a cell's session on a day, as a PDF file."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from cells.models import Cell, Committee, Session, StudyForm
from cells.print.command import PrintCommand
from cells.session.minutes.paper import printed_minutes
from cells.text import parse_date

USAGE = (
    "Ghi đủ: print_minutes --cell MÃ --date NĂM-THÁNG-NGÀY --output TỆP; hôm ấy có hai buổi thì "
    f"thêm --form ({'|'.join(StudyForm.values)}) hoặc --time GIỜ:PHÚT."
)


class Command(PrintCommand):
    usage = USAGE
    help = "Print the minutes of a session: the signed file, else a draft made now; writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cell", metavar="CODE", required=True)
        parser.add_argument("--date", dest="day", metavar="YYYY-MM-DD", required=True)
        parser.add_argument("--form", choices=StudyForm.values)
        parser.add_argument("--time", metavar="HH:MM")
        parser.add_argument("--output", metavar="FILE", required=True)

    def paper(self, **options: Any) -> tuple[str, bytes]:
        session = wanted_session(**options)
        return str(session), printed_minutes(session)


def wanted_session(
    *, cell: str, day: str, form: str | None, time: str | None, **_rest: Any
) -> Session:
    """The one that the words name; of several that day it asks which."""
    if not Committee.objects.exists():
        raise ValidationError("Chưa có đảng uỷ. Chạy manage.py set_up trước.")
    body, on = cell_of(cell), parse_date(day)
    held = Session.objects.filter(cell=body, starts_at__date=on).exclude(status="cancelled")
    there = [
        each
        for each in held.select_related("cell", "chair", "minute_taker")
        if form in (None, each.form) and time in (None, begun(each))
    ]
    if not there:
        raise ValidationError(f"{body} không có buổi sinh hoạt nào như thế ngày {on:%d/%m/%Y}.")
    if len(there) > 1:
        raise ValidationError(which_of(there, body, on))
    return there[0]


def cell_of(code: str) -> Cell:
    cell = Cell.objects.filter(code=code).first()
    if cell is None:
        raise ValidationError(f"Không có chi bộ mã “{code}”.")
    return cell


def begun(session: Session) -> str:
    return f"{timezone.localtime(session.starts_at):%H:%M}"


def which_of(there: list[Session], body: Cell, on: date) -> str:
    each = "; ".join(
        f"--form {one.form} --time {begun(one)} ({one.get_form_display().lower()})"
        for one in sorted(there, key=begun)
    )
    return f"{body} có {len(there)} buổi ngày {on:%d/%m/%Y}. Chọn một: {each}."
