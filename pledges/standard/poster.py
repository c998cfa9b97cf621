"""A card for the wall: one page, A4 or A3, its type as large as the words allow."""

from typing import Any

from django.template.loader import render_to_string

from cells.models import Committee
from cells.print.render import print_on_one_page
from pledges.standard.models import MoralStandard, StandardStatus

A4, A3 = "a4", "a3"
STEPS = 14  # sizes of type in paper.css: .t0 the largest


def poster_pdf(standard: MoralStandard, size: str) -> bytes:
    """Never a second page: the type steps down until everything stands on the first."""
    context = poster_context(standard, size)
    pages = [
        render_to_string("pdf/standard_poster.html", {**context, "step": step})
        for step in range(STEPS)
    ]
    return print_on_one_page(pages)


def poster_context(standard: MoralStandard, size: str) -> dict[str, Any]:
    is_draft = standard.status == StandardStatus.DRAFT
    committee = Committee.objects.get(pk=1)
    return {
        "size": size,
        "above": committee.name if standard.cell else "",
        "whose": standard.cell.name if standard.cell else committee.name,
        "year": standard.year,
        "motto": without_lone_word(standard.motto),
        "lines": list(standard.criteria.all()),
        "is_draft": is_draft,
        "is_replaced": standard.status == StandardStatus.REPLACED,
        "number": standard.resolution_number,
        "adopted_on": standard.adopted_on,
        "created": standard.adopted_on,
    }


def without_lone_word(text: str) -> str:
    """The last two words stay together: WeasyPrint does not balance lines yet."""
    return "\N{NO-BREAK SPACE}".join(text.rsplit(" ", 1))
