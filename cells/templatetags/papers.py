"""What a template may ask of a paper: the steps open to a user, and its history."""

from typing import Any

from django import template
from django.db.models import QuerySet

from cells.audit import AuditEntry
from cells.scope import permission

register = template.Library()


@register.simple_tag
def open_verbs(user: Any, paper: Any) -> list[str]:
    """The verbs this user could use on this paper right now."""
    return [
        verb
        for verb, (sources, _target) in paper.VERBS.items()
        if paper.status in sources and user.has_perm(permission(verb, paper), paper)
    ]


@register.simple_tag
def may(user: Any, verb: str, paper: Any) -> bool:
    """For the permissions that are no moves: write, print, enter …"""
    return user.has_perm(permission(verb, paper), paper)


@register.simple_tag
def history(paper: Any) -> QuerySet:
    """Every step of a paper, oldest first; for ``components/_trail.html``."""
    return AuditEntry.objects.of(paper)
