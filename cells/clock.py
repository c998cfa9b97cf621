"""The only clock of the domain, so that a demo or a test can live in 2014.

Cookies, throttling and jobs keep real time: they ask Django, not this module.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

_pinned: ContextVar[datetime | None] = ContextVar("pinned", default=None)


def now() -> datetime:
    """This moment, aware; in the demo today's time of day on the day of ``CHI03_TODAY``."""
    pinned = _pinned.get()
    if pinned is not None:
        return pinned
    real = timezone.now()
    if settings.CHI03_TODAY is None:
        return real
    time_of_day = timezone.localtime(real).time()
    return timezone.make_aware(datetime.combine(settings.CHI03_TODAY, time_of_day))


def today() -> date:
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Let the domain live at ``moment``; a plain date means eight in the morning of that day."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(8))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _pinned.set(moment)
    try:
        yield
    finally:
        _pinned.reset(token)
