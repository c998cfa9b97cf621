"""Caps and points of a rating in words, and what others say of a paper."""

from django import template

from cells.session.score.models import said
from reports.evaluation.steps.figures import cap_words, comments_of, room_words

register = template.Library()
register.filter("cap_words", cap_words)
register.filter("room_words", room_words)
register.filter("comments_of", comments_of)
register.filter("points_words", said)
