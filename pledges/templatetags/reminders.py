"""What the page of a paper says of its reminders."""

from typing import Any

from django import template

from pledges.reminder.figures import history_words

register = template.Library()


@register.simple_tag
def reminded(paper: Any) -> str:
    """When, in words; empty where nobody was reminded of it."""
    return history_words(paper.reminders.all(), paper.author_id)
