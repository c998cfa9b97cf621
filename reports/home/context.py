"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cells import clock
from cells.models import Committee
from reports.demo.accounts import demo_accounts
from reports.guide.guides import guide_for
from reports.home.roles import kind_in_menu, menu_of, present_role, roles_of


def shell(request: HttpRequest) -> dict[str, Any]:
    committee = Committee.objects.first()
    context: dict[str, Any] = {
        "committee_name": committee.name if committee else "",
        "help_line": f"Cần giúp? {committee.help_line}"
        if committee and committee.help_line
        else "",
        "help_guide": guide_for(None),
    }
    user = getattr(request, "user", None)
    if settings.CHI03_DEMO:
        context["demo"] = (
            "Bản chạy thử: mọi người, mọi việc ở đây đều là hư cấu. "
            f"Hôm nay là {clock.today():%d/%m/%Y}."
        )
        if user is None or not user.is_authenticated:
            context["demo_accounts"] = demo_accounts()
    if user is not None and user.is_authenticated:
        role = present_role(request.session.get("role"), user.rights)
        context |= {
            "help_guide": guide_for(role),
            "roles": roles_of(user.rights),
            "role": role,
            "menu": menu_of(role, request.path, kind_in_menu(role, user.rights)),
        }
    return context
