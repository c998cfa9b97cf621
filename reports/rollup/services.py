"""A table of sums leaves the house: who took it and why stays in the trail."""

from typing import Any

from django.db.models import Model

from cells.audit import note_down
from cells.export.services import facts_page
from cells.models import User
from cells.print.render import render_pdf
from cells.scope import exports_freely
from cells.text import required_words
from reports.evaluation.papers.books import sheet_of
from reports.rollup.papers import TEMPLATE

WHY = "Ghi lý do xuất bảng tổng hợp."
VERBS = {"pdf": "print", "xlsx": "export"}


def take_table(
    context: dict[str, Any], ending: str, *, trail_of: Model, by: User, reason: str
) -> bytes:
    if reason or not exports_freely(by):
        reason = required_words(reason, WHY)
    title = context["title"]
    if ending == "pdf":
        content = render_pdf(TEMPLATE, context)
    else:
        facts = {"Bảng": f"{title} {context['from_line']}"}
        content = sheet_of(context["tables"], facts_page(facts, by=by, reason=reason))
    note_down(trail_of, by, VERBS[ending], f"{title}: {reason}" if reason else title)
    return content
