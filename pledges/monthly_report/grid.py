"""Answering a month on one page: every report a row, each taken by itself, whatever becomes of the
others. A row that cannot be taken keeps what was typed and says why."""

from dataclasses import dataclass, field
from typing import Any

from cells import clock
from cells.models import Membership
from cells.scope import permission
from cells.web import TOO_LATE
from cells.workflow import Clash, IllegalMove
from pledges.monthly_report.forms import CommentForm, has_errors
from pledges.monthly_report.models import (
    MonthlyReport,
    MonthlyReportQuerySet,
    ReportStatus,
    lines_at_hand,
)
from pledges.monthly_report.services import acknowledge_monthly_report
from pledges.monthly_report.sweeping import why_not

ROWS = 25  # on a page
PREFIX = "version-"
AGREED = "agreed"  # to taking all: whatever is asked before only counts them
CHANGED = "Báo cáo vừa được rút lại và gửi bản khác. Đọc lại rồi đánh dấu “Nhận” nếu đồng ý."
NOT_TICKED = "Có nhận xét mà chưa đánh dấu “Nhận” nên chưa lưu."
GONE = "Có báo cáo không còn trong phần trả lời của đồng chí nên không lưu được."


@dataclass(slots=True)
class Row:
    """``why``: why it is only looked at; ``lost``: what was typed for it in vain."""

    report: MonthlyReport
    forms: list[CommentForm] = field(default_factory=list)
    version: int = 0
    is_ticked: bool = False
    why: str = ""
    problem: str = ""
    stored: list[str] = field(default_factory=list)  # what the page had sent and we have by now
    lost: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.problem or self.lost or any(form.errors for form in self.forms))

    @property
    def is_touched(self) -> bool:
        return self.is_ticked or any(form.has_changed() for form in self.forms)

    def typed(self) -> list[tuple[str, str]]:
        boxes = [form["comment"] for form in self.forms if form.has_changed()]
        return [(str(box.label), box.value()) for box in boxes if box.value()]


class Sheet:
    """``reports``: those of the page, or of what was sent."""

    def __init__(self, reports: MonthlyReportQuerySet, user: Any, data: Any = None):
        self.user, self.data = user, data
        found = list(reports.with_people().with_lines())
        self.officers = officers_by_cell({report.cell_id for report in found})
        self.rows = [self.row_of(report) for report in found]
        is_lost = set(versions_sent(data or {})) - {report.pk for report in found}
        self.refusals = [GONE] if is_lost else []

    def row_of(self, report: MonthlyReport) -> Row:
        row = Row(report, version=report.version)
        if self.data is not None:
            row.version = versions_sent(self.data).get(report.pk, -1)
            takes_all = self.data.get("all") == AGREED
            row.is_ticked = takes_all or str(report.pk) in self.data.getlist("take")
        row.why = self.why_closed(report)
        row.forms = comment_forms(report, self.data)
        if row.why and self.data is not None and row.is_touched:
            row.lost = row.typed() or [("Đánh dấu", "Nhận")]
        if row.why:
            row.forms, row.is_ticked = [], False
        return row

    def why_closed(self, report: MonthlyReport) -> str:
        if report.status != ReportStatus.SUBMITTED:
            return f"{report.state_label}."
        reason = why_not(report, self.user, self.officers.get(report.cell_id, set()))
        return f"Báo cáo {reason}." if reason else ""

    def save(self) -> int:
        """Answers how many were taken; whatever was not says why on its row."""
        return sum(self.take(row) for row in self.rows if row.forms and row.is_touched)

    def take(self, row: Row) -> bool:
        if any(list(map(has_errors, row.forms))):  # every form is looked at
            return False
        if not row.is_ticked:
            row.problem = NOT_TICKED
            return False
        if not self.user.has_perm(permission("acknowledge", row.report), row.report):
            self.give_back(row, TOO_LATE)
            return False
        comments = {form.line.item_id: form.cleaned_data["comment"] for form in row.forms}
        try:
            acknowledge_monthly_report(
                row.report, by=self.user, comments=comments, version=row.version
            )
        except (Clash, IllegalMove):
            self.read_again(row)
            return False
        row.stored = [
            f"take={row.report.pk}",
            *(form["comment"].html_name for form in row.forms),
        ]
        row.forms, row.why = [], "Đã nhận."
        return True

    def read_again(self, row: Row) -> None:
        """The new text, and beside it the comments as typed; taken only after another tick."""
        typed = row.typed()
        fresh = MonthlyReport.objects.with_people().with_lines().get(pk=row.report.pk)
        row.report, row.version, row.is_ticked = fresh, fresh.version, False
        if self.why_closed(fresh):
            row.lost = typed
            self.give_back(row, TOO_LATE)
            return
        row.forms, row.problem = comment_forms(fresh, self.data), CHANGED

    def give_back(self, row: Row, why: str) -> None:
        row.lost = row.lost or row.typed() or [("Đánh dấu", "Nhận")]
        row.forms, row.is_ticked, row.why = [], False, why

    @property
    def takeable(self) -> list[Row]:
        return [row for row in self.rows if row.forms]

    @property
    def stored(self) -> str:
        return " ".join(name for row in self.rows for name in row.stored)

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.is_refused]

    @property
    def is_refused(self) -> bool:
        return bool(self.refused or self.refusals)


def comment_forms(report: MonthlyReport, data: Any) -> list[CommentForm]:
    """A box an item; none for what nobody has handed in: its words are the author's."""
    if report.status in MonthlyReport.EDITABLE and data is None:
        return []
    forms = [
        CommentForm(data, line=line, number=number)
        for number, line in enumerate(lines_at_hand(report), 1)
    ]
    forms = [form for form in forms if data is None or form["comment"].html_name in data]
    for form in forms:
        box = form.fields["comment"]
        label = f"{box.label}, {report.pledge.member}"
        box.widget.attrs |= {
            "rows": 1,
            "class": "form-control",
            "data-box": f"comment-{form.number}",
            "aria-label": label,
        }
    return forms


def officers_by_cell(cells: set[int]) -> dict[int, set[int]]:
    posts = Membership.objects.open_on(clock.today()).officers().filter(cell__in=cells)
    found: dict[int, set[int]] = {}
    for cell, member in posts.values_list("cell", "member"):
        found.setdefault(cell, set()).add(member)
    return found


def versions_sent(data: Any) -> dict[int, int]:
    """``version-17=3``: report 17 stood on the page as its version 3; at most a page of them."""
    sent = {name.removeprefix(PREFIX): str(data[name]) for name in data if name.startswith(PREFIX)}
    pairs = [(key, version) for key, version in sent.items() if is_number(key, version)]
    return {int(key): int(version) for key, version in pairs[:ROWS]}


def is_number(*texts: str) -> bool:
    return all(text.isascii() and text.isdigit() and len(text) < 10 for text in texts)
