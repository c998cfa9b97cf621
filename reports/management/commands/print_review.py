"""``manage.py print_review``: the review of a body over a span of months, as a PDF file."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from cells import clock
from cells.models import Cell, Committee
from cells.print.command import PrintCommand
from cells.text import parse_month
from reports.review.models import SLUGS, Review
from reports.review.paper import printed_review
from reports.review.services import check_span
from reports.review.titles import proposed_title

KINDS = {slug: kind for kind, slug in SLUGS.items()}
USAGE = (
    "Ghi đủ: print_review (--committee | --cell MÃ) --from NĂM-THÁNG --to NĂM-THÁNG "
    "--kind so-ket|tong-ket --output TỆP."
)


class Command(PrintCommand):
    usage = USAGE
    help = (
        "Print a review: the signed file of just that span, else a draft made now; writes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--committee", action="store_true")
        whose.add_argument("--cell", metavar="CODE")
        parser.add_argument("--from", dest="first", metavar="YYYY-MM", required=True)
        parser.add_argument("--to", dest="last", metavar="YYYY-MM", required=True)
        parser.add_argument("--kind", metavar="so-ket|tong-ket", required=True)
        parser.add_argument("--output", metavar="FILE", required=True)

    def paper(self, **options: Any) -> tuple[str, bytes]:
        review = wanted_review(**options)
        return str(review), printed_review(review)


def wanted_review(*, cell: str | None, first: str, last: str, kind: str, **_rest: Any) -> Review:
    """Of just that body, kind and span: the one in force, else the open one, else in memory."""
    if kind not in KINDS:
        raise ValidationError(f"Không có loại “{kind}”. Ghi so-ket hoặc tong-ket.")
    if not Committee.objects.exists():
        raise ValidationError("Chưa có đảng uỷ. Chạy manage.py set_up trước.")
    body = cell_of(cell) if cell is not None else None
    months = parse_month(first), parse_month(last)
    check_span(body, *months)
    stored = Review.objects.just(cell=body, kind=KINDS[kind], first=months[0], last=months[1])
    stored = stored.select_related("cell")
    return stored.in_force().first() or stored.open().first() or unsaved(body, KINDS[kind], *months)


def cell_of(code: str) -> Cell:
    cell = Cell.objects.filter(code=code).first()
    if cell is None:
        raise ValidationError(f"Không có chi bộ mã “{code}”.")
    return cell


def unsaved(cell: Cell | None, kind: str, first: date, last: date) -> Review:
    title = proposed_title(kind, first, last)
    return Review(
        cell=cell,
        kind=kind,
        first_month=first,
        last_month=last,
        title=title,
        created_at=clock.now(),
    )
