"""The bar of steps on every page of a session: ``{% load sessions %}{% session_steps … %}``."""

from typing import Any

from django import template

from cells.session.models import Session
from cells.session.planning.steps import steps_of

register = template.Library()


@register.inclusion_tag("cells/session/_steps.html", takes_context=True)
def session_steps(context: Any, session: Session, current: str) -> dict[str, Any]:
    """``current``: prepare, roll, course, conclude or minutes."""
    return {"steps": steps_of(session, context["request"].user), "current": current}
