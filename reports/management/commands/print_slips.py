"""``manage.py print_slips``: the slips of a cell and month, two on an A4, in one PDF file."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError

from cells.models import Cell
from cells.print.command import PrintCommand
from cells.text import parse_month
from pledges.monthly_report.slips import report_slips_pdf, slip_pile
from reports.prints.services import slips_title


class Command(PrintCommand):
    usage = "Ghi đủ: print_slips --cell MÃ --month NĂM-THÁNG --output TỆP."
    help = (
        "Print a slip for every report of that cell and month in which nobody has written yet; "
        "writes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cell", metavar="CODE", required=True)
        parser.add_argument("--month", metavar="YYYY-MM", required=True)
        parser.add_argument("--output", metavar="FILE", required=True)

    def paper(self, **options: Any) -> tuple[str, bytes]:
        cell = Cell.objects.filter(code__iexact=options["cell"]).first()
        if cell is None:
            raise ValidationError(f"Không có chi bộ, chi đoàn mã “{options['cell']}”.")
        month = parse_month(options["month"])
        pile = slip_pile(cell, month)
        title = slips_title(cell, month)
        if not pile.reports:
            raise ValidationError(f"{title}: không có báo cáo nào cần in phiếu{left_out(pile)}.")
        return f"{title} ({len(pile.reports)} phiếu)", report_slips_pdf(pile.reports, title=title)


def left_out(pile: Any) -> str:
    """Why not, where people might wonder."""
    if not pile.left_out:
        return ""
    return f"; {pile.left_out} bản đã viết dở hoặc chờ bổ sung, chỉ người viết sửa được"
