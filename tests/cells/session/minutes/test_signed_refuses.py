"""Signed minutes: every address that writes to the session refuses, and typed text is kept.

The addresses are read from the URL conf: a new one stands in ``WRITING`` or, with its reason, in
``WRITES_NOTHING_HERE``, or the first test fails. The sweep of reports is no address of this floor:
``tests/pledges/monthly_report/test_sweeping.py`` asks it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse

from cells.models import Membership, Session
from cells.session.score.shipped import ship_score_sheet
from tests.factories import AbsenceRequestFactory, SessionPartnerFactory
from tests.minutes import held_session, sign_both
from tests.world import changed_since, digest

TYPED = "Chữ vừa gõ, không được mất."
Words = Callable[[Session], dict[str, Any]]
VERSION = {"version": "0"}
VOTE = {"question": TYPED, "in_favour": "3", "base": "official", "threshold": "half", **VERSION}
SPEECH = {"speaker_name": "Khách", "text": TYPED, **VERSION}
TASK = {"text": TYPED, "owner": "Lan", "due_on": "31/03/2014", **VERSION}
CONCLUSION = {"conclusion": TYPED, "ends": "16:30", "no_task_reason": "", **VERSION}
AGENDA = {
    "lines-TOTAL_FORMS": "1",
    "lines-INITIAL_FORMS": "0",
    "lines-0-title": TYPED,
    "lines-0-place": "1",
    **VERSION,
}
NOTES = {"notes": TYPED, "conclusion": "", **VERSION}

WRITES_NOTHING_HERE = {
    "session-list": "shows",
    "session-list-export": "a sheet of the list",
    "session": "shows",
    "absence": "shows",
    "session-course": "shows",
    "session-invitation": "shows",
    "session-invitation-pdf": "shows",
    "session-minutes": "shows",
    "session-minutes-pdf": "shows",
    "session-feed": "shows",
    "session-calendar": "of a cell: the address of its calendar",
    "session-calendar-renew": "of a cell: the address of its calendar",
    "session-new": "another session",
    "session-reopen": "the one way back from a signature, with its reason",
}


@dataclass(frozen=True)
class Writing:
    name: str
    data: dict[str, Any] | Words = field(default_factory=dict)
    words: Words = lambda _session: {}  # in the address, besides pk
    role: str = "deputy"
    is_shown: bool = False  # what was typed stands on the page that answers

    def __str__(self) -> str:
        return self.name


def closing(_session: Session) -> dict[str, Any]:
    return {"key": "closing"}


def an_item(session: Session) -> dict[str, Any]:
    return {"item_pk": session.items.first().pk}


def a_speech(session: Session) -> dict[str, Any]:
    return {"line_pk": session.items.first().speeches.get().pk}


def a_vote(session: Session) -> dict[str, Any]:
    return {"line_pk": session.items.first().votes.get().pk}


def a_task(session: Session) -> dict[str, Any]:
    return {"task_pk": session.tasks.get().pk}


def the_host(session: Session) -> dict[str, Any]:
    return {"cell_pk": session.cell_id}


def the_partner(session: Session) -> dict[str, Any]:
    return {"cell_pk": session.partners.get().cell_id}


def an_absence(session: Session) -> dict[str, Any]:
    return {"pk": session.absence_requests.get().pk}


def all_away(cell: Callable[[Session], Any]) -> Words:
    """The roll of one of the cells, on which nobody came."""

    def data(session: Session) -> dict[str, Any]:
        marks: dict[str, Any] = {**VERSION, "save": "1"}
        here = cell(session)
        lines = session.attendances.filter(cell=here, category="official")
        for row in lines or Membership.objects.filter(cell=here):
            away = {"state": "excused", "reason": "other", "note": TYPED}
            marks |= {f"{name}-{row.member_id}": value for name, value in away.items()}
        return marks

    return data


HOSTS_ROLL = all_away(lambda session: session.cell)
PARTNERS_ROLL = all_away(lambda session: session.partners.get().cell)
PARTNER = {"words": the_partner, "role": "other secretary"}
WRITING = [
    Writing("session-prepare", {**VERSION, "title": TYPED, "place": TYPED}, is_shown=True),
    Writing("session-agenda", AGENDA, is_shown=True),
    Writing("session-cancel", {"note": TYPED}, is_shown=True),
    Writing("session-absence", {"reason": "other", "note": TYPED}, role="member", is_shown=True),
    Writing("absence-approve", words=an_absence),
    Writing("absence-decline", {"note": TYPED}, an_absence, is_shown=True),
    Writing("absence-withdraw", words=an_absence, role="colleague"),
    Writing("session-roll", HOSTS_ROLL, is_shown=True),
    Writing("session-roll-cell", PARTNERS_ROLL, **PARTNER, is_shown=True),
    Writing("session-roll-autosave", HOSTS_ROLL, the_host),
    Writing("session-roll-autosave", PARTNERS_ROLL, **PARTNER),
    Writing("session-item", NOTES, an_item, is_shown=True),
    Writing("session-item-autosave", NOTES, an_item),
    Writing("session-speech-add", SPEECH, an_item, is_shown=True),
    Writing("session-speech", SPEECH, a_speech, is_shown=True),
    Writing("session-speech-remove", {}, a_speech),
    Writing("session-vote-add", VOTE, an_item, is_shown=True),
    Writing("session-vote", VOTE, a_vote, is_shown=True),
    Writing("session-vote-remove", {}, a_vote),
    Writing("session-conclude", CONCLUSION, is_shown=True),
    Writing("session-conclude-autosave", CONCLUSION),
    Writing("session-task-add", TASK, is_shown=True),
    Writing("session-task", TASK, a_task, is_shown=True),
    Writing("session-task-remove", {}, a_task),
    Writing("session-conclude", CONCLUSION | {"close": "1"}, is_shown=True),
    Writing("session-resume"),
    Writing("session-score", {"version": ""}),
    Writing("session-minutes-part", {"text": TYPED, **VERSION, "seen": ""}, closing, is_shown=True),
    Writing("session-minutes-part-autosave", {"text": TYPED, **VERSION}, closing),
    Writing("session-minutes-part-restore", VERSION, closing),
    Writing("session-sign", {"role": "minute_taker", "read": "x"}),
    Writing("session-countersign", {"role": "minute_taker", "read": "x", "number": "9"}),
]


def addresses_of_sessions(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every name below sessions/, and whatever else calls itself a session's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses_of_sessions(pattern, route)
        elif pattern.name and ("sessions/" in route or pattern.name.startswith("session-")):
            yield pattern.name


def test_no_address_of_a_session_is_forgotten_here():
    named = {writing.name for writing in WRITING} | set(WRITES_NOTHING_HERE)
    assert set(addresses_of_sessions()) == named


@pytest.mark.parametrize("status", ["half_signed", "signed"])
@pytest.mark.parametrize("writing", WRITING, ids=str)
def test_an_address_that_writes_refuses_and_keeps_the_text(cast, sign_in, writing, status):
    ship_score_sheet()
    session = held_session(cast)
    SessionPartnerFactory(session=session, cell=cast.other_cell)
    AbsenceRequestFactory(session=session, member=cast.members["colleague"])
    sign_both(session, cast)
    if status == "half_signed":
        Session.objects.filter(pk=session.pk).update(status=status)
    url = reverse(writing.name, kwargs={"pk": session.pk, **writing.words(session)})
    client, before = sign_in(writing.role), digest()
    data = writing.data(session) if callable(writing.data) else writing.data
    answer = client.post(url, data)
    assert answer.status_code in {200, 302, 405, 409}
    assert not changed_since(before)
    if writing.is_shown:
        assert TYPED in answer.content.decode()
