"""What goes on the papers that are printed for a whole cell."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cells import clock
from cells.member.models import Office
from cells.member.people import roster_of, standing_word
from cells.models import Cell, Member, Membership, User
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.scope import permission
from pledges.models import Pledge
from pledges.pledge.models import PledgeStatus

ROSTER = "pdf/roster.html"


@dataclass(frozen=True)
class PledgePile:
    """The pledges of a cell and year that this reader may print, and how many there are in all."""

    pledges: list[Pledge]
    total: int

    @property
    def missing(self) -> int:
        return self.total - len(self.pledges)


def pledge_pile(user: User, cell: Cell, year: int) -> PledgePile:
    rows = Pledge.objects.filter(cell=cell).of_year(year)
    seen = rows.visible_to(user).exclude(status=PledgeStatus.DRAFT).with_people()
    sent = [
        pledge
        for pledge in seen.order_by("member__sort_key", "pk")
        if user.has_perm(permission("print", pledge), pledge)
    ]
    return PledgePile(sent, rows.count())


def years_with_pledges(cell: Cell) -> list[int]:
    years = Pledge.objects.filter(cell=cell).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def people_to_pledge(cell: Cell) -> list[Member]:
    return list(Member.objects.obliged(clock.today(), cell))


def roster_rows(cell: Cell, day: date) -> list[dict[str, Any]]:
    """The Party members of the cell on that day, by given name."""
    people = roster_of(Member.objects.all(), Cell.objects.filter(pk=cell.pk), day)
    return [roster_row(member, day) for member in people]


def roster_row(member: Any, day: date) -> dict[str, Any]:
    office = member.open_memberships[0].office
    official = member.official_on if member.official_on and member.official_on <= day else None
    return {
        "name": member.full_name,
        "birth_year": member.birth_year or "",
        "card": member.card_number,
        "admitted": said(member.admitted_on),
        "official": said(official),
        "job": ", ".join(part for part in (member.job_title, member.unit) if part),
        "office": Office(office).label if office else "",
        "standing": standing_word(member, day),
    }


def roster_context(cell: Cell, day: date) -> dict[str, Any]:
    today = clock.today()
    rows = roster_rows(cell, day)
    return {
        "profile": profile_for(today),
        "draft": False,
        "created": today,
        "letterhead": letterhead_for(cell, today),
        "dated_on": today,
        "year": today.year,
        "cell": cell.name,
        "as_of": said(day),
        "rows": rows,
        "recipients": [],
        "authority": "T/M CHI BỘ",
        **signer(cell, today),
    }


def signer(cell: Cell, day: date) -> dict[str, str]:
    held = Membership.objects.open_on(day).filter(cell=cell, office=Office.SECRETARY)
    secretary = held.select_related("member").first()
    return {"signer_title": "BÍ THƯ", "signer_name": str(secretary.member) if secretary else ""}


def said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
