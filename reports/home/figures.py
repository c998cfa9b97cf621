"""What is still to be done, counted: per cell for the boards, per paper for one's own list."""

from datetime import date
from typing import Any

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from cells.member.judging import judged_by
from cells.member.models import Office
from cells.models import Cell, Member, Membership
from cells.organisation.models import CellKind
from pledges.models import MonthlyReport, MoralStandard, Pledge
from pledges.monthly_report.models import missing_on
from pledges.monthly_report.services import still_asked
from pledges.pledge.models import REGISTERED
from reports.evaluation.round.months import closed_years


def counted(rows: QuerySet, by: str) -> Coalesce:
    """How many of ``rows`` belong to the outer cell, as one sub-select."""
    groups = (
        rows.order_by().values(by).annotate(how_many=Count("pk", distinct=True)).values("how_many")
    )
    return Coalesce(Subquery(groups, output_field=IntegerField()), 0)


def first_month_asked(year: int) -> date:
    """Where the list of what is asked for begins: what is in ``overdue``, and nothing else."""
    is_closed = closed_years().filter(year=year - 1).exists()
    return date(year if is_closed else year - 1, 1, 1)


def overdue(today: date) -> QuerySet:
    """Reports to ask for that are past due."""
    return still_asked(MonthlyReport.objects.filter(missing_on(today)), today)


def cells_with_counts(cells: QuerySet, today: date) -> QuerySet:
    """Each cell with its people, its secretary and what is missing, in one query."""
    of_cell = {"cell": OuterRef("pk")}
    members = Membership.objects.open_on(today).filter(
        Q(member__admitted_on__lte=today) | Q(kind=CellKind.YOUTH), **of_cell, is_temporary=False
    )
    secretaries = (
        Membership.objects.open_on(today)
        .filter(**of_cell, office=Office.SECRETARY)
        .order_by("-since")
    )
    pledges = Pledge.objects.of_those_still_here().filter(
        Q(member__in=Member.objects.obliged(today)) | Q(cell__kind=CellKind.YOUTH),
        **of_cell,
        year=today.year,
    )
    cards = MoralStandard.objects.adopted().filter(**of_cell, year__lte=today.year)
    return cells.annotate(
        member_count=counted(members, "cell"),
        secretary_name=Subquery(secretaries.values("member__full_name")[:1]),
        secretary_key=Subquery(secretaries.values("member__sort_key")[:1]),
        pledge_count=counted(pledges, "cell"),
        registered_count=counted(pledges.filter(status__in=REGISTERED), "cell"),
        overdue_count=counted(overdue(today).filter(**of_cell), "cell"),
        has_card=Exists(cards),
    )


def waiting(user: Any) -> list[dict[str, Any]]:
    """What waits for this person's answer: pledges by year and cell, then reports by month and
    cell, counted in one question. A row of pledges has no ``month``, one of reports no ``year``."""
    columns = ["cell", "name", "code"]
    of_cell = {"name": F("cell__name"), "code": F("cell__code")}
    pledges = Pledge.objects.awaiting_answer().filter(judged_by(user)).order_by()
    reports = MonthlyReport.objects.awaiting_answer().filter(
        judged_by(user, member="pledge__member")
    )
    by_year = pledges.values("cell", "year", **of_cell, month=Cast(Value(None), DateField()))
    by_month = reports.order_by().values(
        "cell", "month", **of_cell, year=Cast(Value(None), PositiveSmallIntegerField())
    )
    rows = [
        query.annotate(how_many=Count("pk")).values(*columns, "year", "month", "how_many")
        for query in (by_year, by_month)
    ]
    found = list(rows[0].union(rows[1], all=True))
    return sorted(
        found, key=lambda row: (row["month"] is not None, row["month"], row["year"], row["code"])
    )


def overdue_by_month(cells: QuerySet, today: date) -> QuerySet:
    """Missing reports, a row per month with the number of cells they are in."""
    return (
        overdue(today)
        .filter(cell__in=cells)
        .values("month")
        .annotate(how_many=Count("pk"), in_cells=Count("cell", distinct=True))
        .order_by("-month")
    )


def cells_without_secretary(today: date) -> QuerySet:
    secretaries = Membership.objects.open_on(today).filter(
        cell=OuterRef("pk"), office=Office.SECRETARY
    )
    return Cell.objects.party().open_on(today).filter(~Exists(secretaries))


def officers_in_order(cell: Cell, today: date) -> list[Membership]:
    """Secretary first, then deputies, then the other members of the cell committee."""
    order = [Office.SECRETARY, Office.DEPUTY, Office.COMMITTEE]
    posts = Membership.objects.open_on(today).officers().filter(cell=cell).select_related("member")
    return sorted(posts, key=lambda post: (order.index(post.office), post.member.sort_key))


def on_leave(cell: Cell, today: date) -> int:
    """Đảng viên of the cell who are exempt or suspended."""
    everybody = Member.objects.of_party(today, cell)
    return everybody.exclude(pk__in=Member.objects.obliged(today, cell).values("pk")).count()


def guests(cell: Cell, today: date) -> int:
    return Membership.objects.open_on(today).filter(cell=cell, is_temporary=True).count()
