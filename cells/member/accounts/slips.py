"""Sign-in slips on paper: the one place where a code is written down."""

from django.db import transaction
from django.http import HttpResponse

from cells import clock
from cells.member.accounts.models import User
from cells.member.accounts.services import Slip, issue_slip, issue_waiting_slips
from cells.organisation.models import Cell, Committee
from cells.print.profile import profile_for
from cells.print.render import render_pdf


@transaction.atomic
def print_slip(account: User, *, by: User, note: str, site: str) -> HttpResponse:
    """A code that cannot be printed is not given."""
    return print_slips([issue_slip(account, by=by, note=note)], site=site)


@transaction.atomic
def print_waiting_slips(
    limit: int, *, by: User, site: str, cell: Cell | None = None
) -> HttpResponse | None:
    """All codes of one print, or none of them; None where nobody waits."""
    slips = issue_waiting_slips(limit, by=by, cell=cell)
    return print_slips(slips, site=site) if slips else None


def print_slips(slips: list[Slip], *, site: str) -> HttpResponse:
    """A PDF that no cache may keep."""
    committee = Committee.objects.first()
    office = committee.name if committee else ""
    context = {
        "profile": profile_for(clock.today()),
        "draft": False,
        "created": clock.today(),
        "slips": [as_printed(slip, office=office, site=site) for slip in slips],
    }
    response = HttpResponse(render_pdf("pdf/slips.html", context), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="phieu-dang-nhap.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def as_printed(slip: Slip, *, office: str, site: str) -> dict[str, str]:
    return {
        "office": office,
        "member_name": slip.name,
        "cell": slip.cell,
        "user_name": slip.username,
        "code": slip.code,
        "valid_until": f"hết ngày {slip.valid_until:%d/%m/%Y}",
        "site": site,
    }
