"""What the printed pledge says, filled or blank: plain words for its two templates."""

from datetime import date
from typing import Any

from django.utils import timezone

from cells import clock
from cells.audit import AuditEntry
from cells.member.models import SECRETARIES
from cells.models import Cell, Member, Membership, Theme
from cells.organisation.models import CellKind
from cells.print.letterhead import YOUTH_SIGNS, letterhead_for
from cells.print.profile import profile_for
from pledges.pledge.models import REGISTERED, Pledge, PledgeItem
from pledges.pledge.services import numbered_items

FILLED, BLANK = "pdf/pledge.html", "pdf/pledge_blank.html"
SECRETARY = "BÍ THƯ"
OF_YOUTH = {"official_on": "", "body": "CHI ĐOÀN", **YOUTH_SIGNS}


def pledge_context(pledge: Pledge) -> dict[str, Any]:
    sent_on = (
        timezone.localtime(pledge.first_submitted_at).date() if pledge.first_submitted_at else None
    )
    accepted_on = day_accepted(pledge)
    day = sent_on or clock.today()
    title, name = signer(pledge, accepted_on)
    return {
        "profile": profile_for(day),
        "draft": pledge.status in Pledge.EDITABLE,
        "created": day,
        "letterhead": letterhead_for(pledge.cell, day),
        "dated_on": sent_on,
        "year": pledge.year,
        **person(pledge.member, day),
        **(OF_YOUTH if pledge.cell.kind == CellKind.YOUTH else {}),
        "theme": Theme.objects.filter(year=pledge.year).values_list("title", flat=True).first()
        or "",
        "reflection": pledge.reflection,
        "measures": pledge.measures,
        "items": [item_row(item) for item in numbered_items(pledge)],
        "accepted_on": accepted_on,
        "secretary_title": title,
        "secretary_name": name,
    }


def person(member: Member, day: date) -> dict[str, Any]:
    official_on = member.official_on
    return {
        "member_name": member.full_name,
        "birth_year": member.birth_year or "",
        "official_on": f"{official_on:%d/%m/%Y}" if official_on and official_on <= day else "dự bị",
        "job": ", ".join(part for part in (member.job_title, member.unit) if part),
    }


def item_row(item: PledgeItem) -> dict[str, str]:
    ended = f"Thôi từ ngày {item.ended_on:%d/%m/%Y}: {item.end_reason}" if item.ended_on else ""
    return {
        "sentence": item.sentence,
        "criterion": str(item.criterion or ""),
        "difference": item.difference,
        "ended": ended,
    }


def day_accepted(pledge: Pledge) -> date | None:
    """When the cell agreed to the words as they now stand: after a reopening the later day."""
    if pledge.status not in REGISTERED:
        return None
    last = AuditEntry.objects.of(pledge).filter(verb="accept").last()
    return timezone.localtime(last.at if last else pledge.accepted_at).date()


def signer(pledge: Pledge, day: date | None) -> tuple[str, str]:
    """Who signs for the cell; nobody for themselves, and a name only once the cell has agreed."""
    if day is None:
        return SECRETARY, ""
    held = Membership.objects.open_on(day).filter(cell=pledge.cell_id, office__in=SECRETARIES)
    held = held.exclude(member=pledge.member_id).select_related("member")
    first = max(held, key=lambda post: post.office == "secretary", default=None)
    return (first.get_office_display().upper(), str(first.member)) if first else (SECRETARY, "")


def blank_context(member: Member | None) -> dict[str, Any]:
    """An empty form of this year, under the head of the member's own cell."""
    day = clock.today()
    cell = None
    if member is not None:
        open_here = (
            Membership.objects.regular().open_on(day).filter(member=member, kind=CellKind.PARTY)
        )
        cell = Cell.objects.filter(memberships__in=open_here).first()
    return blank_form(cell, day.year)


def named_blank_context(member: Member, cell: Cell, year: int) -> dict[str, Any]:
    """The form of one member with what the roster knows already; the rest is for their pen."""
    known = person(member, clock.today())
    filled = {name: known[name] for name in ("member_name", "birth_year", "job")}
    return blank_form(cell, year) | filled


def blank_form(cell: Cell | None, year: int) -> dict[str, Any]:
    day = clock.today()
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead_for(cell, day),
        "year": year,
        "secretary_title": SECRETARY,
    }
