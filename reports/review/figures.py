"""What a review counts. Each figure is defined once; its number and its rows come from that."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from cells import clock
from cells.member.models import StandingKind
from cells.models import Cell, Member, Membership, StudyForm
from cells.organisation.models import CellKind
from cells.scope import EVERY_ROW
from pledges.models import (
    Criterion,
    MonthlyReport,
    MonthlyReportLine,
    MoralStandard,
    Pledge,
    PledgeItem,
)
from pledges.monthly_report.models import EXCUSED, LATE, ON_TIME, ReportStatus, missing_on
from pledges.pledge.models import REGISTERED, PledgeStatus
from pledges.standard.models import StandardStatus
from reports.review import meetings
from reports.review.span import ReviewScope

ANSWERED_FOR = [ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED]


# Sources. Each row belongs to exactly one cell, ``figure_cell``, so cells add up to the whole.


def members(scope: ReviewScope) -> QuerySet:
    """Đảng viên on the span's last day."""
    here = Membership.objects.open_on(scope.last_day).filter(
        member=OuterRef("pk"), kind=CellKind.PARTY, is_temporary=False
    )
    cell = Subquery(here.order_by("-since", "-pk").values("cell")[:1])
    return Member.objects.of_party(scope.last_day).annotate(figure_cell=cell)


def outsiders(scope: ReviewScope) -> QuerySet:
    """Who registered without being obliged on the last day: volunteers, and those who have left."""
    own = registered_pledges(scope).filter(member=OuterRef("pk"))
    cell = Subquery(own.order_by("-accepted_at", "-pk").values("cell")[:1])
    people = Member.objects.filter(pk__in=registered_pledges(scope).values("member"))
    return people.exclude(is_obliged(scope)).annotate(figure_cell=cell)


def cells(scope: ReviewScope) -> QuerySet:
    return Cell.objects.party().open_on(scope.last_day).annotate(figure_cell=F("pk"))


def criteria(scope: ReviewScope) -> QuerySet:
    """The lines of each cell's newest card, as it stood on the span's last day."""
    newest = adopted_cards(scope).filter(cell=OuterRef("standard__cell"))
    newest = newest.order_by("-year", "-adopted_on", "-pk").values("pk")[:1]
    lines = Criterion.objects.filter(standard__cell__in=cells(scope).values("pk"))
    return lines.filter(standard=Subquery(newest)).annotate(figure_cell=F("standard__cell"))


def reports(scope: ReviewScope) -> QuerySet:
    of_kind = MonthlyReport.objects.without_leavers_drafts().filter(cell__kind=scope.kind)
    return of_kind.filter(month__range=(scope.first, scope.last)).annotate(figure_cell=F("cell"))


def items(scope: ReviewScope) -> QuerySet:
    """Items of the pledges accepted before the span's end, each with its last state in the span."""
    lines = MonthlyReportLine.objects.filter(
        item=OuterRef("pk"),
        report__month__range=(scope.first, scope.last),
        report__status__in=ANSWERED_FOR,
    ).exclude(state="")
    last_state = Subquery(lines.order_by("-report__month").values("state")[:1])
    pledges = accepted_pledges(scope).filter(year__range=(scope.first.year, scope.last.year))
    found = PledgeItem.objects.filter(pledge__in=pledges).annotate(
        figure_cell=F("pledge__cell"), last_state=last_state
    )
    return found.filter(was_promised(scope) | Q(last_state__isnull=False))


def was_promised(scope: ReviewScope) -> Q:
    """Not ended before the span; and of a closed pledge, its author still lived there in it: nobody
    is silent about what is over, or in a cell they have left."""
    lived = Membership.objects.regular().filter(
        Q(until__isnull=True) | Q(until__gte=scope.first),
        member=OuterRef("pledge__member"),
        cell=OuterRef("pledge__cell"),
    )
    runs = Q(ended_on__isnull=True) | Q(ended_on__gte=scope.first)
    return runs & (~Q(pledge__status=PledgeStatus.CLOSED) | Q(Exists(lived)))


def accepted_pledges(scope: ReviewScope) -> QuerySet:
    of_kind = Pledge.objects.filter(cell__kind=scope.kind)
    return of_kind.filter(status__in=REGISTERED, accepted_at__lt=scope.end)


def registered_pledges(scope: ReviewScope) -> QuerySet:
    return accepted_pledges(scope).filter(year=scope.year)


def sent_pledges(scope: ReviewScope) -> QuerySet:
    return Pledge.objects.filter(
        cell__kind=CellKind.PARTY,
        year=scope.year,
        first_submitted_at__lt=scope.end,
        status__in=[PledgeStatus.SUBMITTED, *REGISTERED],
    )


def adopted_cards(scope: ReviewScope) -> QuerySet:
    """Cards adopted by the last day, be they replaced since or not."""
    cards = MoralStandard.objects.exclude(status=StandardStatus.DRAFT)
    return cards.filter(
        cell__isnull=False, adopted_on__lte=scope.last_day, year__lte=scope.last.year
    )


# Conditions: which rows of a source a figure counts.


def every(_scope: ReviewScope) -> Q:
    return EVERY_ROW


def has_card(scope: ReviewScope) -> Q:
    return Q(pk__in=adopted_cards(scope).values("cell"))


def is_official(scope: ReviewScope) -> Q:
    return Q(official_on__isnull=False, official_on__lte=scope.last_day)


def is_probationary(scope: ReviewScope) -> Q:
    return Q(official_on__isnull=True) | Q(official_on__gt=scope.last_day)


def has_standing(kind: StandingKind) -> Callable[[ReviewScope], Q]:
    return lambda scope: Q(pk__in=Member.objects.standing_on(kind, scope.last_day).values("pk"))


def is_obliged(scope: ReviewScope) -> Q:
    return Q(pk__in=Member.objects.obliged(scope.last_day).values("pk"))


def is_in(pledges: QuerySet) -> Q:
    return Q(pk__in=pledges.values("member"))


def has_registered(scope: ReviewScope) -> Q:
    return is_obliged(scope) & is_in(registered_pledges(scope))


def has_sent(scope: ReviewScope) -> Q:
    """Sent by the last day, not accepted by then."""
    accepted = is_in(registered_pledges(scope))
    return is_obliged(scope) & is_in(sent_pledges(scope)) & ~accepted


def has_not_registered(scope: ReviewScope) -> Q:
    accepted, sent = is_in(registered_pledges(scope)), is_in(sent_pledges(scope))
    return is_obliged(scope) & ~accepted & ~sent


def is_due(_scope: ReviewScope) -> Q:
    return ON_TIME | LATE | missing_on(clock.today())


def is_not_due(scope: ReviewScope) -> Q:
    return Q(status=ReportStatus.DRAFT, due_on__gte=clock.today())


def was_last(state: str) -> Callable[[ReviewScope], Q]:
    return lambda _scope: Q(last_state=state)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a review: what it is called, in what it is counted, which rows it counts."""

    label: str
    unit: str
    source: Callable[[ReviewScope], QuerySet]
    where: Callable[[ReviewScope], Q] = every
    of: str = ""  # the figure of which this one is a share

    def rows(self, scope: ReviewScope) -> QuerySet:
        rows = self.source(scope).filter(self.where(scope))
        return rows if scope.cell_id is None else rows.filter(figure_cell=scope.cell_id)


FIGURES: dict[str, Figure] = {
    "cells": Figure("Chi bộ trực thuộc", "chi bộ", cells),
    "cells_with_card": Figure(
        "Chi bộ đã ban hành chuẩn mực đạo đức", "chi bộ", cells, has_card, "cells"
    ),
    "criteria": Figure("Tiêu chí trong chuẩn mực của chi bộ", "tiêu chí", criteria),
    "members": Figure("Đảng viên", "người", members),
    "official": Figure("Đảng viên chính thức", "người", members, is_official, "members"),
    "probationary": Figure("Đảng viên dự bị", "người", members, is_probationary, "members"),
    "exempt": Figure(
        "Được miễn công tác, sinh hoạt", "người", members, has_standing(StandingKind.EXEMPT)
    ),
    "suspended": Figure(
        "Bị đình chỉ sinh hoạt", "người", members, has_standing(StandingKind.SUSPENDED)
    ),
    "obliged": Figure("Đảng viên thuộc diện đăng ký", "người", members, is_obliged),
    "registered": Figure("Đã đăng ký làm theo", "người", members, has_registered, "obliged"),
    "sent": Figure("Đã gửi, chi bộ chưa nhận", "người", members, has_sent, "obliged"),
    "unregistered": Figure("Chưa đăng ký", "người", members, has_not_registered, "obliged"),
    "outside": Figure("Đăng ký ngoài diện", "người", outsiders),
    "due": Figure("Báo cáo tháng phải nộp", "báo cáo", reports, is_due),
    "on_time": Figure("Báo cáo đúng hạn", "báo cáo", reports, lambda _scope: ON_TIME, "due"),
    "late": Figure("Báo cáo muộn", "báo cáo", reports, lambda _scope: LATE, "due"),
    "missing": Figure(
        "Báo cáo thiếu", "báo cáo", reports, lambda _scope: missing_on(clock.today()), "due"
    ),
    "excused": Figure("Báo cáo được miễn", "báo cáo", reports, lambda _scope: EXCUSED),
    "not_due": Figure("Báo cáo chưa đến hạn", "báo cáo", reports, is_not_due),
    "items": Figure("Việc đã đăng ký", "việc", items),
    "done": Figure("Việc đã làm", "việc", items, was_last("done"), "items"),
    "partly": Figure("Việc làm được một phần", "việc", items, was_last("partly"), "items"),
    "not_yet": Figure("Việc chưa làm", "việc", items, was_last("not_yet"), "items"),
    "unreported": Figure(
        "Việc chưa báo cáo", "việc", items, lambda _scope: Q(last_state__isnull=True), "items"
    ),
    "cells_studied": Figure(
        "Chi bộ học đủ chủ đề quý", "chi bộ", cells, meetings.has_all_topics, "cells"
    ),
    "cells_behind": Figure(
        "Chi bộ chưa học đủ chủ đề quý", "chi bộ", cells, meetings.misses_topics, "cells"
    ),
    "sessions": Figure("Buổi sinh hoạt đã tổ chức", "buổi", meetings.sessions),
    **{
        form.value: Figure(
            f"Buổi {form.label.lower()}",
            "buổi",
            meetings.sessions,
            meetings.has_form(form),
            "sessions",
        )
        for form in StudyForm
    },
    "joined": Figure("Lượt dự buổi do chi bộ khác tổ chức", "lượt", meetings.partnerships),
    "to_attend": Figure(
        "Lượt phải dự sinh hoạt", "lượt", meetings.attendances, meetings.is_counted
    ),
    "attended": Figure(
        "Lượt có mặt", "lượt", meetings.attendances, meetings.was_there, "to_attend"
    ),
    "unexcused": Figure(
        "Lượt vắng không lý do",
        "lượt",
        meetings.attendances,
        meetings.was_missing_without_reason,
        "to_attend",
    ),
    "study": Figure("Buổi học tập chuyên đề", "buổi", meetings.sessions, meetings.is_study_session),
    "study_turns": Figure(
        "Lượt người tham gia học tập chuyên đề",
        "lượt",
        meetings.attendances,
        meetings.came_to_study,
    ),
    "to_study": Figure(
        "Lượt đảng viên phải dự học tập chuyên đề",
        "lượt",
        meetings.attendances,
        meetings.was_to_study,
    ),
    "studied": Figure(
        "Lượt đảng viên dự học tập chuyên đề",
        "lượt",
        meetings.attendances,
        meetings.did_study,
        "to_study",
    ),
    "briefings": Figure("Lượt quán triệt văn bản", "lượt", meetings.briefings),
}
SOURCES = (cells, members, reports, items, meetings.sessions, meetings.attendances)
# What an item counts as, by its last state
ITEM_FIGURES = {"done": "done", "partly": "partly", "not_yet": "not_yet", None: "unreported"}
ALONE = ("criteria", "outside", "joined", "briefings")  # one figure a source: one query for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Every figure's number, by its name. Plain values: comparable, storable, without queries."""

    by_name: dict[str, int]

    def __getitem__(self, name: str) -> int:
        return self.by_name[name]

    def text(self, name: str) -> str:
        return dotted(self.by_name[name])

    def rate(self, name: str) -> str:
        """The share as papers print it; nothing where there is nothing to share."""
        return percent(self.by_name[name], self.by_name[FIGURES[name].of])


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFigures:
    cell_id: int
    name: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """All that a review prints in figures; page and paper read the same object."""

    total: Counts
    cells: tuple[CellFigures, ...]  # of the committee only


def review_figures(scope: ReviewScope) -> ReviewFigures:
    """One query a source, and one for the names of the cells, however many rows and cells."""
    by_cell: dict[int, dict[str, int]] = {}
    for source in SOURCES:
        for row in count_by_cell(source, scope):
            by_cell.setdefault(row.pop("figure_cell"), {}).update(row)
    for cell, name, how_many in count_alone(scope):
        by_cell.setdefault(cell, {})[name] = how_many
    total = {name: sum(row.get(name, 0) for row in by_cell.values()) for name in FIGURES}
    rows = () if scope.cell_id else tuple(cell_figures(scope, by_cell))
    return ReviewFigures(total=Counts(by_name=total), cells=rows)


def count_by_cell(
    source: Callable[[ReviewScope], QuerySet], scope: ReviewScope
) -> Iterable[dict[str, int]]:
    if source is items:
        return count_items(scope)
    counts = {
        name: Count("pk", filter=figure.where(scope))
        for name, figure in FIGURES.items()
        if figure.source is source
    }
    rows = source(scope)
    rows = rows if scope.cell_id is None else rows.filter(figure_cell=scope.cell_id)
    return rows.order_by().values("figure_cell").annotate(**counts)


def count_alone(scope: ReviewScope) -> QuerySet:
    first, *rest = [
        FIGURES[name]
        .rows(scope)
        .order_by()
        .values("figure_cell")
        .annotate(name=Value(name), how_many=Count("pk"))
        .values_list("figure_cell", "name", "how_many")
        for name in ALONE
    ]
    return first.union(*rest, all=True)


def count_items(scope: ReviewScope) -> list[dict[str, int]]:
    """Grouped by the last state instead of counted once for each: it is dear to find."""
    groups = FIGURES["items"].rows(scope).order_by().values_list("figure_cell", "last_state")
    by_cell: dict[int, Counter[str]] = {}
    for cell, state, how_many in groups.annotate(how_many=Count("pk")):
        by_cell.setdefault(cell, Counter()).update(
            {"items": how_many, ITEM_FIGURES[state]: how_many}
        )
    return [{**counts, "figure_cell": cell} for cell, counts in by_cell.items()]


def cell_figures(scope: ReviewScope, by_cell: dict[int, dict[str, int]]) -> list[CellFigures]:
    """The cells open on the last day, and those closed before that have something to count."""
    shown = Q(pk__in=cells(scope).values("pk")) | Q(pk__in=list(by_cell))
    return [
        CellFigures(
            cell_id=cell.pk,
            name=cell.short_name,
            counts=Counts(by_name=dict.fromkeys(FIGURES, 0) | by_cell.get(cell.pk, {})),
        )
        for cell in Cell.objects.filter(shown).order_by("code")
    ]


def percent(part: int, whole: int) -> str:
    """Two decimals after a comma; nothing of nothing is no percentage."""
    if not whole:
        return ""
    share = (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}%".replace(".", ",")


def dotted(number: int) -> str:
    """2318 as 2.318."""
    return f"{number:,}".replace(",", ".")
