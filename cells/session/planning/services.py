"""Stands in for PLAN's module until the branches meet."""

from collections.abc import Callable

from cells.session.models import Session

after_scheduling: list[Callable[[Session], None]] = []
