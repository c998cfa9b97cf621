"""Sign-in slips on paper: the one place where a code is written down."""

from django.http import HttpResponse

from cells import clock
from cells.member.accounts.services import Slip
from cells.organisation.models import Committee
from cells.print.profile import profile_for
from cells.print.render import render_pdf


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
