"""What minutes say: composed from the session, part by part, unless somebody edited a part.

``compose`` answers plain values. Page and PDF are made of them alone, and signing stores them, so
signed minutes are shown from what was stored and never composed again.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cells.print.letterhead import capitals
from cells.session.minutes import wording
from cells.session.minutes.models import Minutes, MinutesPart
from cells.session.minutes.wording import Facts, gather
from cells.session.models import Session, SessionStatus
from cells.session.sections import sections

VERSION = 1  # of what is stored; another shape takes the next number and leaves old minutes alone
SIGNED = (SessionStatus.HALF_SIGNED, SessionStatus.SIGNED)
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

# What other topics of a session add before the closing sentence: filled in CellsConfig.ready()
closing_words: list[Callable[[Session], list[str]]] = []


@dataclass(frozen=True, slots=True)
class Part:
    """One part as it stands on the paper; the first and the last have no heading."""

    key: str
    name: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RollRow:
    no: int
    name: str
    category: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class RollList:
    cell: str
    rows: tuple[RollRow, ...]
    total: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """Everything that page and paper say of a session."""

    version: int
    cell: str
    day: str  # ISO
    abstract: tuple[str, ...]
    parts: tuple[Part, ...]
    rolls: tuple[RollList, ...]
    chair: Signer
    minute_taker: Signer

    @property
    def held_on(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def unwritten(self) -> list[str]:
        """Parts that say nothing, for whoever is about to sign."""
        return [part.name for part in self.parts if not part.paragraphs]


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A part on its way: what is composed, and the words that somebody put in its place."""

    key: str
    name: str
    heading: str
    composed: str
    own: MinutesPart | None

    @property
    def is_own(self) -> bool:
        return bool(self.own and self.own.text)

    @property
    def text(self) -> str:
        return self.own.text if self.own and self.own.text else self.composed

    @property
    def version(self) -> int:
        return self.own.version if self.own else 0

    @property
    def is_outdated(self) -> bool:
        """The data behind an edited part is no longer what its editor saw."""
        return bool(self.is_own and self.own and self.own.composed_from != digest(self.composed))

    @property
    def paragraphs(self) -> list[str]:
        return wording.whole(self.text)

    @property
    def state(self) -> tuple[str, str]:
        """The word beside a part, and its look."""
        if self.is_outdated:
            return "dữ liệu đã đổi sau khi sửa", "return"
        return ("đã sửa lời", "done") if self.is_own else ("tự soạn", "sent")

    @property
    def seen(self) -> str:
        return digest(self.composed)


@dataclass(frozen=True, slots=True)
class Draft:
    content: MinutesContent
    parts: list[DraftPart]
    left_over: list[MinutesPart]  # words of items that are no longer on the agenda

    def part(self, key: str) -> DraftPart | None:
        return next((part for part in self.parts if part.key == key), None)


def compose(session: Session) -> MinutesContent:
    """What was signed, or what would be signed now."""
    minutes = minutes_in_force(session)
    return from_json(minutes.content) if minutes else draft_of(session).content


def minutes_in_force(session: Session) -> Minutes | None:
    """Since the first signature, until the session is reopened."""
    if session.status not in SIGNED:
        return None
    return session.minutes.filter(reopened_at__isnull=True).first()


def draft_of(session: Session) -> Draft:
    facts = gather(session)
    own = {part.key: part for part in session.minutes_parts.order_by("pk")}
    parts = [DraftPart(*each, own.pop(each[0], None)) for each in composed_parts(facts)]
    return Draft(content_of(facts, parts), parts, [part for part in own.values() if part.text])


def composed_parts(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    """Key, name, heading and composed words of each part, in the order of the paper."""
    yield "opening", "Mở đầu", "", joined(wording.opening(facts))
    yield "roll", "Điểm danh", "", joined(wording.attendance(facts))
    yield "people", "Đại biểu, chủ trì, người ghi biên bản", "", joined(wording.people(facts))
    for number, (key, name, words) in enumerate(headed_parts(facts), start=1):
        yield key, name, f"{roman(number)}- {capitals(name)}", joined(words)
    more = [words for add in closing_words for words in add(facts.session)]
    yield "closing", "Thông qua biên bản", "", joined(wording.closing(facts.session, more))


def headed_parts(facts: Facts) -> Iterator[tuple[str, str, list[str]]]:
    """Items of the agenda; what pledges know stands under the item that hears the reports, and
    under a heading of its own only where no item does."""
    session = facts.session
    told = [(each.title, each.paragraphs(session)) for each in sections]
    for item in facts.items:
        here, told = (told, []) if wording.hears_reports(item) else ([], told)
        known = [words for _title, paragraphs in here for words in paragraphs]
        yield f"item-{item.pk}", item.title, wording.item_words(item, known)
    for number, (title, words) in enumerate(told, start=1):
        if words:
            yield f"section-{number}", title, words
    if words := wording.conclusion(session):
        yield "conclusion", "Kết luận chung", words
    if words := wording.tasks(facts):
        yield "tasks", "Việc cần làm", words


def joined(paragraphs: list[str]) -> str:
    return "\n".join(paragraphs)


def roman(number: int) -> str:
    letters = ""
    for value, letter in ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def content_of(facts: Facts, parts: list[DraftPart]) -> MinutesContent:
    session = facts.session
    titles = facts.titles
    return MinutesContent(
        version=VERSION,
        cell=session.cell.name,
        day=session.day.isoformat(),
        abstract=tuple(wording.abstract(session)),
        parts=tuple(
            Part(part.key, part.name, part.heading, tuple(wording.whole(part.text)))
            for part in parts
        ),
        rolls=tuple(roll_list(roll) for roll in facts.rolls if roll.lines),
        chair=Signer(session.chair.full_name, titles.get(session.chair_id, "")),
        minute_taker=Signer(
            session.minute_taker.full_name, titles.get(session.minute_taker_id, "")
        ),
    )


def roll_list(roll: wording.Roll) -> RollList:
    rows = (
        RollRow(
            number,
            line.member.full_name,
            line.get_category_display(),
            wording.state_of(line),
            wording.capitalised(wording.reason_of(line)),
        )
        for number, line in enumerate(roll.lines, start=1)
    )
    return RollList(roll.cell.name, tuple(rows), wording.roll_total(roll))


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def fingerprint(content: MinutesContent) -> str:
    """Equal for two readings between which neither a word nor a number changed."""
    return digest(json.dumps(as_json(content), sort_keys=True))


def as_json(content: MinutesContent) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(asdict(content)))
    return plain


def from_json(stored: dict[str, Any]) -> MinutesContent:
    """JSON knows lists only; the content is made of tuples, so that nobody can change it."""
    return MinutesContent(
        version=stored["version"],
        cell=stored["cell"],
        day=stored["day"],
        abstract=tuple(stored["abstract"]),
        parts=tuple(
            Part(part["key"], part["name"], part["heading"], tuple(part["paragraphs"]))
            for part in stored["parts"]
        ),
        rolls=tuple(
            RollList(
                roll["cell"], tuple(RollRow(**row) for row in roll["rows"]), tuple(roll["total"])
            )
            for roll in stored["rolls"]
        ),
        chair=Signer(**stored["chair"]),
        minute_taker=Signer(**stored["minute_taker"]),
    )
