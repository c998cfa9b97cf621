"""The evidence as one reader sees it: which sources open for them, what was said beside a line."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cells.models import Member, Session, SessionTask, User
from pledges.models import CollectiveRegistration, MonthlyReport, Pledge
from reports.commendation.models import Commendation
from reports.evaluation.desks import Desk
from reports.evaluation.evidence.parts import (
    Evidence,
    ItemYear,
    Line,
    Month,
    Remark,
    Section,
    Source,
)

ROWS: dict[str, Any] = {
    "session": Session,
    "monthly-report": MonthlyReport,
    "pledge": Pledge,
    "task": SessionTask,
    "member": Member,
    "collective": CollectiveRegistration,
    "commendation": Commendation,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """``remark_url`` where the reader may say something about the line."""

    line: Line | ItemYear
    url: str
    remark_url: str
    remarks: list[Remark]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    section: Section
    lines: list[ShownLine]
    more: list[ShownLine]

    @property
    def more_is_open(self) -> bool:
        """Nobody overlooks an objection in a fold."""
        return any(shown.remarks for shown in self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    shown: ShownLine
    months: list[tuple[Month, str]]


class EvidencePage:
    """For one reader; ``is_remarking``: they may say something now."""

    def __init__(
        self, evaluation: Any, evidence: Evidence, desk: Desk, user: User, *, is_remarking: bool
    ):
        self.evaluation, self.evidence, self.desk = evaluation, evidence, desk
        self.user, self.is_remarking = user, is_remarking
        self.seen = self.seen_rows()
        self.remarks: dict[str, list[Remark]] = defaultdict(list)
        for remark in evidence.remarks:
            self.remarks[remark.line].append(remark)

    def seen_rows(self) -> dict[str, set[int]]:
        """A question for each kind of source, however many lines."""
        asked: dict[str, set[int]] = defaultdict(set)
        for source in self.sources():
            if source.page in ROWS and source.pk:
                asked[source.page].add(source.pk)
        return {
            page: set(
                ROWS[page]
                .objects.visible_to(self.user)
                .filter(pk__in=keys)
                .values_list("pk", flat=True)
            )
            for page, keys in asked.items()
        }

    def sources(self) -> list[Source]:
        found = [line.source for line in self.evidence.lines.values()]
        found += [month.source for item in self.evidence.items for month in item.months]
        return [source for source in found if source]

    def url_of(self, source: Source | None) -> str:
        """Empty where the reader may not open it."""
        if source is None:
            return ""
        if source.page in ROWS:
            is_seen = source.pk in self.seen[source.page]
            return reverse(source.page, args=[source.pk]) if is_seen else ""
        # Lists show each reader their own rows: only who reads the whole cell finds the same
        rights = self.user.rights
        if not (rights.bodies or self.evaluation.cell_id in rights.cells_as_officer):
            return ""
        args = [source.pk] if source.pk else []
        args += [self.evidence.year] if source.page == "study-plan" else []
        query = f"?{source.query}" if source.query else ""
        return f"{reverse(source.page, args=args)}{query}"

    def shown(self, line: Line | ItemYear) -> ShownLine:
        remark_url = ""
        if self.is_remarking:
            remark_url = reverse(self.desk.url_name("remark"), args=[self.evaluation.pk, line.key])
        return ShownLine(
            line=line,
            url=self.url_of(line.source),
            remark_url=remark_url,
            remarks=self.remarks.get(line.key, []),
        )

    @property
    def items(self) -> list[ShownItem]:
        return [
            ShownItem(
                shown=self.shown(item),
                months=[(month, self.url_of(month.source)) for month in item.months],
            )
            for item in self.evidence.items
        ]

    @property
    def sections(self) -> list[ShownSection]:
        return [
            ShownSection(
                section=section,
                lines=[self.shown(line) for line in section.lines],
                more=[self.shown(line) for line in section.more],
            )
            for section in self.evidence.sections
        ]

    @property
    def gone(self) -> list[Remark]:
        """Said about a line that is there no more."""
        lines = self.evidence.lines
        return [remark for remark in self.evidence.remarks if remark.line not in lines]
