"""Pages of sums: all cells, one cell, one person in a cell, one's own; and the rows behind them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from cells.models import Cell, Member, Membership, User
from cells.organisation.models import REGISTERING, SIDES, CellKind
from cells.web import fetch_paper, followers_only
from reports.rollup.figures import (
    ITEMS,
    MEETINGS,
    REPORTS,
    SESSIONS,
    Extent,
    Line,
    cell_lines,
    cell_total,
    member_lines,
    month_lines,
    total_of,
    whole,
)
from reports.rollup.papers import NOTES, OF_CELLS, OF_PEOPLE
from reports.rollup.period import Period, this_year
from reports.rollup.tables import Address, facts, shown_lines

PER_PAGE = 50
SUMS = (*REPORTS, *ITEMS, *SESSIONS, *MEETINGS)
OWN_SUMS = (*REPORTS, *ITEMS, *MEETINGS)
WHOLE = {CellKind.PARTY: "toàn Đảng bộ", CellKind.YOUTH: "toàn Đoàn cơ quan"}

registering = Cell.objects.filter(kind__in=REGISTERING)


def rows_in(name: str, *args: Any) -> Address:
    return lambda figure: reverse(name, args=[*args, figure])


def period_or_404(word: str) -> Period:
    period = Period.of_word(word)
    if period is None:
        raise Http404
    return period


def steps(period: Period, address: Callable[[Period], str]) -> dict[str, Any]:
    """The same page at other times."""
    return {
        "period": period,
        "switches": [(label, each, address(each)) for label, each in period.switches],
        "before": (period.before.label, address(period.before)) if period.before.is_known else None,
        "after": (period.after.label, address(period.after)) if period.after.has_begun else None,
    }


# ---- whom it is about


def cells_extent(user: User, kind: str, period: Period) -> Extent:
    """All cells for the bodies, their own for officers."""
    followers_only(user)
    if kind not in REGISTERING:
        raise Http404
    own = None if user.rights.bodies else user.rights.cells_as_officer
    return Extent(period=period, kind=kind, cell_ids=own)


def cell_extent(cell: Cell, period: Period) -> Extent:
    return Extent(period=period, kind=cell.kind, cell_ids=frozenset([cell.pk]))


def member_of(cell: Cell, pk: int) -> Member:
    """Whoever lives there or has lived there."""
    there = Membership.objects.regular().filter(cell=cell)
    return get_object_or_404(Member, pk=pk, pk__in=there.values("member"))


def member_extent(cell: Cell, member: Member, period: Period) -> Extent:
    """What this person had to do with this cell; elsewhere it is another cell's."""
    ids = frozenset([cell.pk])
    return Extent(period=period, kind=cell.kind, cell_ids=ids, member_id=member.pk)


def own_extent(user: User, kind: str, period: Period) -> Extent:
    if user.rights.member_id is None or kind not in REGISTERING:
        raise Http404
    return Extent(period=period, kind=kind, member_id=user.rights.member_id)


# ---- pages


def rollup(request: HttpRequest) -> HttpResponse:
    """Where sums begin: one's only cell, or the table of all that one follows."""
    followers_only(request.user)
    rights, year = request.user.rights, this_year()
    own = list(registering.filter(pk__in=rights.cells_as_officer).values_list("pk", flat=True)[:2])
    if not rights.bodies and len(own) == 1:
        return rollup_cell(request, own[0], str(year))
    return rollup_cells(request, CellKind.PARTY.value, str(year))


def rollup_cells(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    when = period_or_404(period)
    lines = cell_lines(cells_extent(request.user, kind, when))
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **steps(when, lambda each: reverse("rollup-cells", args=[kind, each])),
        **table(
            OF_CELLS,
            page.object_list,
            page_of=lambda line: reverse("rollup-cell", args=[line.of.pk, when]),
            rows_of=lambda line: rows_in("rollup-cell-rows", line.of.pk, when),
        ),
        "page": page,
        "sums": facts(SUMS, total_of(lines), rows_in("rollup-cells-rows", kind, when)),
        "whose": whose_cells(request.user, kind),
        "kinds": [
            (SIDES[each], each, reverse("rollup-cells", args=[each, when])) for each in REGISTERING
        ],
        "kind": kind,
        "who": CellKind(kind).label.capitalize(),
        "may_take": request.user.has_perm("cells.take_roll_up_committee"),
        "file_url": "rollup-cells-file",
        "file_of": kind,
    }
    return render(request, "reports/rollup/cells.html", context)


def whose_cells(user: User, kind: str) -> str:
    return (
        WHOLE[CellKind(kind)] if user.rights.bodies else f"các {CellKind(kind).label} tôi theo dõi"
    )


def rollup_cell(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    cell, when = fetch_paper(request, registering, pk, "roll_up"), period_or_404(period)
    extent = cell_extent(cell, when)
    lines = member_lines(extent)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **steps(when, lambda each: reverse("rollup-cell", args=[pk, each])),
        **table(
            OF_PEOPLE,
            page.object_list,
            page_of=lambda line: reverse("rollup-member", args=[pk, line.of.pk, when]),
            rows_of=lambda line: rows_in("rollup-member-rows", pk, line.of.pk, when),
        ),
        "page": page,
        "sums": facts(SUMS, cell_total(extent, lines), rows_in("rollup-cell-rows", pk, when)),
        "cell": cell,
        "who": "Họ và tên",
        "may_take": request.user.has_perm("cells.take_roll_up_cell", cell),
        "file_url": "rollup-cell-file",
        "file_of": pk,
    }
    return render(request, "reports/rollup/cell.html", context)


def rollup_member(request: HttpRequest, pk: int, member_pk: int, period: str) -> HttpResponse:
    cell, when = fetch_paper(request, registering, pk, "roll_up"), period_or_404(period)
    member = member_of(cell, member_pk)
    context = {
        **steps(when, lambda each: reverse("rollup-member", args=[pk, member_pk, each])),
        "sides": [
            side(
                member_extent(cell, member, when),
                lambda each: rows_in("rollup-member-rows", pk, member_pk, each),
            )
        ],
        "cell": cell,
        "member": member,
        "who": "Tháng",
    }
    return render(request, "reports/rollup/member.html", context)


def rollup_mine(request: HttpRequest, period: str = "") -> HttpResponse:
    """Two short lists for whoever is in the Party and in the Đoàn."""
    when = period_or_404(period) if period else this_year()
    if request.user.rights.member_id is None:
        raise Http404
    kinds = own_kinds(request.user)
    context = {
        **steps(when, lambda each: reverse("rollup-mine", args=[each])),
        "sides": [own_side(request.user, kind, when) for kind in kinds],
        "both": len(kinds) > 1,
        "who": "Tháng",
    }
    return render(request, "reports/rollup/mine.html", context)


def own_kinds(user: User) -> list[CellKind]:
    lived = Membership.objects.filter(member=user.rights.member_id).values_list("kind", flat=True)
    held = set(lived)
    return [kind for kind in REGISTERING if kind in held]


def own_side(user: User, kind: CellKind, when: Period) -> dict[str, Any]:
    extent = own_extent(user, kind, when)
    return side(extent, lambda each: rows_in("rollup-mine-rows", each, kind.value))


def side(extent: Extent, rows_at: Callable[[Period], Address]) -> dict[str, Any]:
    """One person's months, in one of the two organisations."""
    lines = month_lines(extent)
    return {
        **table(
            OF_PEOPLE,
            lines,
            page_of=lambda _line: "",
            rows_of=lambda line: rows_at(line.of),
        ),
        "label": SIDES[CellKind(extent.kind)],
        "region": extent.kind,
        "sums": facts(OWN_SUMS, whole(extent), rows_at(extent.period)),
    }


def table(
    columns: Sequence[Any],
    lines: Sequence[Line],
    *,
    page_of: Callable[[Line], str],
    rows_of: Callable[[Line], Address],
) -> dict[str, Any]:
    shown = shown_lines(columns, lines, page_of=page_of, rows_of=rows_of)
    return {"columns": columns, "lines": shown, "notes": NOTES}
