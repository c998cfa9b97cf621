"""Signed minutes: every address that writes to the session refuses, and typed text is kept.

Whoever adds an address that writes to a session adds it to ``WRITING``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse

from cells.models import Session
from tests.minutes import held_session, sign_both
from tests.world import changed_since, digest

TYPED = "Chữ vừa gõ, không được mất."


@dataclass(frozen=True)
class Writing:
    name: str
    data: dict[str, Any] = field(default_factory=dict)
    words: Callable[[Session], dict[str, Any]] = lambda _session: {}  # in the address, besides pk
    role: str = "deputy"
    is_shown: bool = False  # what was typed stands on the page that answers

    def __str__(self) -> str:
        return self.name


def closing(_session: Session) -> dict[str, Any]:
    return {"key": "closing"}


WRITING = [
    Writing(
        "session-minutes-part",
        {"text": TYPED, "version": "0", "seen": ""},
        closing,
        is_shown=True,
    ),
    Writing("session-minutes-part-autosave", {"text": TYPED, "version": "0"}, closing),
    Writing("session-minutes-part-restore", {"version": "0"}, closing),
    Writing("session-sign", {"role": "minute_taker", "read": "x"}),
    Writing("session-countersign", {"role": "minute_taker", "read": "x", "number": "9"}),
]


@pytest.mark.parametrize("status", ["half_signed", "signed"])
@pytest.mark.parametrize("writing", WRITING, ids=str)
def test_an_address_that_writes_refuses_and_keeps_the_text(cast, sign_in, writing, status):
    session = held_session(cast)
    sign_both(session, cast)
    if status == "half_signed":
        Session.objects.filter(pk=session.pk).update(status=status)
    url = reverse(writing.name, kwargs={"pk": session.pk, **writing.words(session)})
    client, before = sign_in(writing.role), digest()
    answer = client.post(url, writing.data)
    assert answer.status_code in {200, 302, 409}
    assert not changed_since(before)
    if writing.is_shown:
        assert TYPED in answer.content.decode()
