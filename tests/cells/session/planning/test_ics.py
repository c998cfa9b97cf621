"""The letters of RFC 5545: §3.1 folding, §3.3.11 escaping, §3.3.5 moments in UTC."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cells.session.planning.ics import Event, calendar, escaped, folded, moment
from tests.factories import moment as local


def unfolded(raw: bytes) -> str:
    return raw.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode()


def event(**changes):
    values = {
        "uid": "session-1@chi03",
        "sequence": 2,
        "changed_at": local(2014, 3, 20, 9),
        "starts_at": local(2014, 4, 3, 14),
        "ends_at": local(2014, 4, 3, 15, 30),
        "title": "Sinh hoạt; chuyên đề",
        "place": "Phòng 305, nhà B",
        "is_cancelled": False,
    }
    return Event(**{**values, **changes})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;b,c", "a\\;b\\,c"),
        ("a\\n", "a\\\\n"),
        ("một\r\nhai\rba\nbốn", "một\\nhai\\nba\\nbốn"),
        ('nháy "kép" và: hai chấm', 'nháy "kép" và: hai chấm'),
    ],
)
def test_text_is_escaped_as_the_standard_says(text, written):
    assert escaped(text) == written


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")))
def test_a_folded_line_has_short_pieces_and_unfolds_to_itself(line):
    raw = folded(line)
    assert raw.endswith(b"\r\n")
    assert unfolded(raw) == line
    for piece in raw.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()  # no letter is cut in two


def test_a_line_of_just_75_octets_is_not_folded():
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
    assert folded("x" * 74 + "ộ") == b"x" * 74 + b"\r\n " + "ộ".encode() + b"\r\n"


def test_an_hour_in_hanoi_is_written_in_utc():
    assert moment(local(2014, 4, 3, 14)) == "20140403T070000Z"


def test_a_calendar_holds_what_every_reader_needs():
    raw = calendar("Sinh hoạt Chi bộ", [event(), event(uid="2@chi03", is_cancelled=True)])
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    lines = unfolded(raw).split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    for line in ("DTSTART:20140403T070000Z", "DTEND:20140403T083000Z", "SEQUENCE:2"):
        assert line in lines
    assert "SUMMARY:Sinh hoạt\\; chuyên đề" in lines
    assert "LOCATION:Phòng 305\\, nhà B" in lines
    assert [line for line in lines if line.startswith("STATUS")] == [
        "STATUS:CONFIRMED",
        "STATUS:CANCELLED",
    ]
