"""Giấy nhắc: for whom no letter and no sign-in reaches, a slip that somebody hands over."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from cells import clock
from cells.member.models import Office
from cells.models import Cell, Membership
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from pledges.reminder.figures import on_slips
from pledges.reminder.missing import KINDS
from pledges.reminder.preview import author_of

MOST = 5  # lines: what a third of a page holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Of one person; ``told`` are the days on which each reminder of it was printed, handed over
    and by whom, as far as it came."""

    member: int
    name: str
    lines: list[str]
    told: tuple[tuple[date | None, date | None, str], ...] = ()

    @property
    def more(self) -> int:
        return max(0, len(self.lines) - MOST)

    @property
    def handed(self) -> str:
        """“02/04/2014 (Trần Thị Mai)”; empty while something of it has not come to its reader."""
        days = [(handed, by) for _printed, handed, by in self.told if handed]
        if not days or len(days) < len(self.told):
            return ""
        day, by = max(days)
        return f"{day:%d/%m/%Y} ({by})" if by else f"{day:%d/%m/%Y}"

    @property
    def is_in_hand(self) -> bool:
        """Printed, and nobody has said that it was handed over."""
        return any(printed and not handed for printed, handed, _by in self.told)

    @property
    def shown(self) -> list[str]:
        return self.lines[:MOST]


def slips_of(cell: Cell) -> list[Slip]:
    """All that each of them was reminded of on paper and has not sent; printed or not."""
    names: dict[int, Any] = {}
    lines: dict[int, list[str]] = defaultdict(list)
    days: dict[int, list[Any]] = defaultdict(list)
    for kind in KINDS.values():
        told = on_slips(kind, [cell])
        for row in told.select_related("handed_by__member"):
            by = str(row.handed_by or "")
            days[row.recipient_id].append((row.printed_on, row.handed_on, by))
        papers = kind.missing().filter(pk__in=told.values(kind.key)).with_people()
        for paper in papers.order_by("due_on", "pk"):
            names[paper.author_id] = author_of(paper)
            lines[paper.author_id].append(
                f"{kind.noun} {kind.name(paper)}".replace("tháng tháng", "tháng")
                + f", hạn {paper.due_on:%d/%m/%Y}"
            )
    people = sorted(names.values(), key=lambda member: (member.sort_key, member.pk))
    return [
        Slip(
            member=each.pk,
            name=each.full_name,
            lines=lines[each.pk],
            told=tuple(days[each.pk]),
        )
        for each in people
    ]


def slips_pdf(cell: Cell, slips: list[Slip]) -> bytes:
    today = clock.today()
    context = {
        "profile": profile_for(today),
        "draft": False,
        "created": today,
        "day": f"{today:%d/%m/%Y}",
        "cell": cell.name,
        "kind": cell.kind_words,
        "secretary": secretary_of(cell),
        "slips": slips,
    }
    return render_pdf("pdf/reminder_slips.html", context)


def secretary_of(cell: Cell) -> str:
    offices = Membership.objects.open_on(clock.today()).filter(cell=cell, office=Office.SECRETARY)
    held = offices.select_related("member").first()
    return str(held.member) if held else ""
