"""A calendar as RFC 5545 writes it: escaped, folded at 75 octets, lines ended by CR LF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

LINE = 75  # octets, without the line's end
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//chi03//Lịch sinh hoạt//VI")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Plain values; ``uid`` never changes, ``sequence`` grows with every change."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    is_cancelled: bool


def calendar(name: str, events: Iterable[Event]) -> bytes:
    lines = [*HEAD, f"X-WR-CALNAME:{escaped(name)}"]
    for event in events:
        lines += event_lines(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def event_lines(event: Event) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{moment(event.changed_at)}",
        f"DTSTART:{moment(event.starts_at)}",
        f"DTEND:{moment(event.ends_at)}",
        f"SUMMARY:{escaped(event.title)}",
        f"LOCATION:{escaped(event.place)}",
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def moment(value: datetime) -> str:
    """In UTC, so that no table of time zones has to go along."""
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(ESCAPES)


def folded(line: str) -> bytes:
    """Pieces of at most 75 octets, each after the first led by a space; no letter is cut."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode()
        room = LINE if not pieces else LINE - 1
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
