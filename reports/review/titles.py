"""How a review is called: what it sums up, over how long, of which programme."""

from datetime import date

from cells.models import Programme
from reports.review.models import ReviewKind, span_label

YEARS = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
QUARTERS = {(1, 3): "quý I", (4, 6): "quý II", (7, 9): "quý III", (10, 12): "quý IV"}
HALVES = {(1, 6): "6 tháng đầu", (7, 12): "6 tháng cuối"}


def proposed_title(kind: str, first: date, last: date) -> str:
    programme = programme_on(last)
    what = f"thực hiện {programme.code}" if programme else "học tập và làm theo Bác"
    return (
        f"{ReviewKind(kind).label} {span_words(first, last)[0]} {what}{span_words(first, last)[1]}"
    )


def span_words(first: date, last: date) -> tuple[str, str]:
    """Before the programme's name, and behind it: “ba năm”, “ (từ tháng … đến tháng …)”."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    years, rest = divmod(months, 12)
    if not rest and 1 < years < len(YEARS):
        label = f"{first.year}–{last.year}" if first.month == 1 else span_label(first, last)
        return f"{YEARS[years]} năm", f" ({label})"
    if first.year == last.year:
        ends = (first.month, last.month)
        if part := QUARTERS.get(ends) or HALVES.get(ends):
            return f"{part} năm {last.year}", ""
    return span_label(first, last), ""


def programme_on(month: date) -> Programme | None:
    valid = Programme.objects.filter(valid_from__lte=month)
    return valid.order_by("-valid_from").first()
