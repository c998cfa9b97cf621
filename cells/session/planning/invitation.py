"""The invitation as it is printed: plain words for its template."""

from typing import Any

from django.utils import timezone

from cells.member.models import SECRETARIES, Membership
from cells.organisation.models import CellKind
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from cells.session.models import Session
from cells.session.planning.agenda import shown_agenda
from cells.templatetags.look import weekday_vi

TEMPLATE = "pdf/invitation.html"
AUTHORITY = {CellKind.YOUTH: "T/M BAN CHẤP HÀNH", CellKind.UNION: "T/M BAN CHẤP HÀNH"}
INVITED = {CellKind.YOUTH: "đoàn viên", CellKind.UNION: "đoàn viên công đoàn"}


def invitation_pdf(session: Session) -> bytes:
    return render_pdf(TEMPLATE, invitation_context(session))


def invitation_context(session: Session) -> dict[str, Any]:
    """Dated by the day on which the preparation was last changed; the page shows the same."""
    day = timezone.localtime(session.prepared_at).date()
    agenda = shown_agenda(session)
    title, name = signer(session, day)
    return {
        "profile": profile_for(day),
        "created": day,
        "draft": False,
        "letterhead": letterhead_for(session.cell, day),
        "dated_on": day,
        "year": day.year,
        "body": session.cell.name,
        "form": session.get_form_display().lower(),
        "title": session.title,
        "invited": invited(session),
        "time": spoken_time(session),
        "place": session.place,
        "chair": f"đồng chí {session.chair}",
        "rows": [{"title": shown.title, "presenter": shown.item.presenter} for shown in agenda],
        "documents": [
            f"{item.document}: {item.document.abstract}"
            for item in (shown.item for shown in agenda)
            if item.document
        ],
        "words": session.invitation,
        "closing": "Đề nghị các đồng chí dự đúng giờ; đồng chí nào không dự được thì báo trước.",
        "authority": AUTHORITY.get(CellKind(session.cell.kind), "T/M CHI UỶ"),
        "signer_title": title,
        "signer_name": name,
    }


def invited(session: Session) -> list[str]:
    """The host's members first, then the partners, then guests line by line."""
    people = INVITED.get(CellKind(session.cell.kind), "đảng viên")
    partners = [partner.cell.name for partner in session.partners.select_related("cell")]
    guests = [guest for guest in session.guests.splitlines() if guest]
    outside = [session.partner_name] if session.partner_name else []
    return [f"Các đồng chí {people} {session.cell}", *partners, *outside, *guests]


def spoken_time(session: Session) -> str:
    """14 giờ 00, Thứ Năm, 03/04/2014."""
    begins = timezone.localtime(session.starts_at)
    ends = f" đến {spoken(timezone.localtime(session.ends_at))}" if session.ends_at else ""
    return f"{spoken(begins)}{ends}, {weekday_vi(begins)}"


def spoken(moment: Any) -> str:
    return f"{moment:%H} giờ {moment:%M}"


def signer(session: Session, day: Any) -> tuple[str, str]:
    """The secretary of that day, else the deputy; nobody: room for a name."""
    held = Membership.objects.open_on(day).filter(cell=session.cell_id, office__in=SECRETARIES)
    first = max(
        held.select_related("member"), key=lambda post: post.office == "secretary", default=None
    )
    return (first.get_office_display().upper(), str(first.member)) if first else ("BÍ THƯ", "")
