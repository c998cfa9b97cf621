"""``manage.py print_evaluations``: the evaluation sheets of a year, in a zip or one PDF a cell."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError

from cells.models import Cell, Committee
from cells.print.command import PrintCommand
from reports.evaluation.yearend.services import print_at_once
from reports.models import EvaluationRound

USAGE = "Ghi đủ: print_evaluations --year NĂM [--cell MÃ] [--merged] --output TỆP."


class Command(PrintCommand):
    usage = USAGE
    help = (
        "Print the sheets that were sent: a zip with an index and a folder a cell (--merged: a PDF "
        "a cell; of one cell the PDF itself). Levels stand on them once they are published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, metavar="YYYY", required=True)
        parser.add_argument("--cell", metavar="CODE")
        parser.add_argument("--merged", action="store_true")
        parser.add_argument("--output", metavar="FILE", required=True)

    def paper(self, **options: Any) -> tuple[str, bytes]:
        found = wanted_round(options["year"])
        made = print_at_once(found, wanted_cells(options["cell"]), merged=options["merged"])
        return str(found), made.content


def wanted_round(year: int) -> EvaluationRound:
    if not Committee.objects.exists():
        raise ValidationError("Chưa có đảng uỷ. Chạy manage.py set_up trước.")
    found = EvaluationRound.objects.filter(year=year).first()
    if found is None:
        raise ValidationError(f"Chưa có vòng đánh giá, xếp loại năm {year}.")
    return found


def wanted_cells(code: str | None) -> list[Cell]:
    if code is None:
        return list(Cell.objects.all())
    cell = Cell.objects.filter(code=code).first()
    if cell is None:
        raise ValidationError(f"Không có chi bộ mã “{code}”.")
    return [cell]
