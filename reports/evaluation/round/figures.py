"""What a round's page says: gaps to mend before it opens, progress, what keeps it from closing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cells.datacheck.figures import Check, Row, Section, section_of, some_checks
from cells.models import Member, Membership
from cells.organisation.models import CellKind
from reports.evaluation.figures import Cap, Progress, caps_of_round, progress
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.scheme.models import Subject

BEFORE_OPENING = ("no-officer", "no-secretary", "no-cell", "two-memberships", "doubles")
SHOWN = 20


def not_admitted(today: date) -> QuerySet:
    """In a chi bộ, without the day of admission: such a person gets no paper."""
    here = Membership.objects.open_on(today).regular().filter(kind=CellKind.PARTY)
    return Member.objects.filter(admitted_on__isnull=True, pk__in=here.values("member"))


NOT_ADMITTED = Check(
    "not-admitted",
    "Chưa ghi ngày vào Đảng",
    "Người chưa có ngày vào Đảng không có bản kiểm điểm trong vòng này.",
    not_admitted,
    lambda member: Row(what=member.full_name, url=member.get_absolute_url()),
)


def gaps_before_opening(today: date) -> list[Section]:
    sections = [*some_checks(BEFORE_OPENING, today), section_of(NOT_ADMITTED, today)]
    return [section for section in sections if section.count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What keeps a round from being closed, the first rows by name."""

    people: list[MemberEvaluation]
    people_count: int
    cells: list[CellEvaluation]
    cell_count: int

    @property
    def total(self) -> int:
        return self.people_count + self.cell_count


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    people: Progress
    cells: Progress
    caps: list[Cap]


def round_figures(found: EvaluationRound, user: Any) -> RoundFigures:
    """As far as this user sees; caps look over the whole committee."""
    people = found.member_evaluations.visible_to(user).followed_by(user)
    cells = found.cell_evaluations.visible_to(user)
    caps = [cap for kind in Subject for cap in caps_of_round(found, kind)]
    return RoundFigures(
        people=progress(people), cells=progress(cells), caps=caps if user.rights.bodies else []
    )


def missing_of(found: EvaluationRound, user: Any) -> Missing:
    people = found.member_evaluations.visible_to(user).followed_by(user).missing()
    cells = found.cell_evaluations.visible_to(user).missing()
    return Missing(
        people=list(people.with_people().order_by("cell__code", "member__sort_key")[:SHOWN]),
        people_count=people.count(),
        cells=list(cells.with_cells()[:SHOWN]),
        cell_count=cells.count(),
    )
