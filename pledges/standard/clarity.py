"""Four lights for a card: cụ thể, ngắn gọn, dễ nhớ, dễ thực hiện. Advisers; they block nothing.

Pure functions over plain words: the page, the poster and the tests ask the same judge. How each
light decides, what it measured and where it errs: docs/standards-lights.md.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

WORDS = Path(__file__).with_name("words.toml")
LONGEST = 12  # tiếng in a line that is learnt by heart
LONGEST_MOTTO = 24  # two such lines
FEWEST, MOST = 3, 7  # lines of a card
NO_ACTS = ("vague_acts", "qualities", "nouns")
TONES = "\u0300\u0301\u0303\u0309\u0323"
SYLLABLE = re.compile(r"[^\W_]+(?:[-./%][^\W_]+)*")
# What stands on two sides of these belongs to two thoughts; a hyphen only between blanks
CLAUSE = re.compile(r"[,;:.!?()“”\"–—]|\s-\s")
COUNT = (
    r"\d+|mỗi|từng|hằng|hàng|mọi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|trong|"
    r"cuối|đầu|giữa|trước|sau|quá"
)
UNIT = r"ngày|tuần|tháng|quý|năm|buổi|giờ|phút|kỳ|đợt|lần|sáng|trưa|chiều|tối|chuyến|cuộc|mùa"
RHYTHM = re.compile(rf"\b(?:{COUNT})\s+(?:{UNIT})\b|\b(?:đúng|trước) (?:giờ|hạn|hẹn)\b")
NUMBER = re.compile(
    r"\d|\b(?:không|chưa|mỗi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|ít nhất|số)\s+\w+"
)


class Colour(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    GREY = "grey"  # nothing to judge, or words the lists do not know


class Quality(StrEnum):
    CONCRETE = "concrete"
    SHORT = "short"
    MEMORABLE = "memorable"
    DOABLE = "doable"


LABELS = {
    Quality.CONCRETE: "Cụ thể",
    Quality.SHORT: "Ngắn gọn",
    Quality.MEMORABLE: "Dễ nhớ",
    Quality.DOABLE: "Dễ thực hiện",
}


# What the light of the card says where all its lines are green, and where some are amber
TOGETHER = {
    Quality.CONCRETE: ("Có việc làm ở dòng {}.", "Chưa rõ việc ở dòng {}."),
    Quality.SHORT: ("Đủ ngắn ở dòng {}.", f"Quá {LONGEST} tiếng ở dòng {{}}."),
    Quality.DOABLE: ("Có nhịp, có người thấy ở dòng {}.", "Thiếu nhịp hoặc cách đo ở dòng {}."),
}


@dataclass(frozen=True, slots=True)
class Light:
    quality: Quality
    colour: Colour
    advice: str

    @property
    def label(self) -> str:
        return LABELS[self.quality]


@dataclass(frozen=True, slots=True)
class CardLine:
    """What was typed into one line of the card."""

    behaviour: str = ""
    measure: str = ""
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class CardLights:
    card: tuple[Light, ...]  # four, one a quality
    lines: tuple[tuple[Light, ...], ...]  # three a line: a card is remembered as a whole


def lights_of(lines: Iterable[CardLine], motto: str = "") -> CardLights:
    """All lights of a card; empty lines keep their place and are not judged."""
    lines = tuple(lines)
    judged = tuple(line_lights(number, line) for number, line in enumerate(lines, start=1))
    card = (
        together(Quality.CONCRETE, judged),
        together(Quality.SHORT, judged),
        memorable(lines, motto),
        together(Quality.DOABLE, judged),
    )
    return CardLights(card=card, lines=judged)


def line_lights(number: int, line: CardLine) -> tuple[Light, ...]:
    return concrete(number, line), short(number, line), doable(number, line)


# Cụ thể: an act and what it is done to


def concrete(number: int, line: CardLine) -> Light:
    colour, advice = judged_acts(number, line.behaviour)
    return Light(Quality.CONCRETE, colour, advice)


def judged_acts(number: int, text: str) -> tuple[Colour, str]:
    """The best act of the line decides; an act without an object is still better than none."""
    if not syllables(text):
        return Colour.GREY, f"Dòng {number} chưa có chữ."
    bare = ""
    for clause in clauses(text):
        act, rest = first_of("acts", clause)
        if not act:
            continue
        if is_object(rest):
            return Colour.GREEN, f"Dòng {number} có việc làm: “{act} {' '.join(rest[:4])}”."
        bare = bare or act
    if bare:
        return (
            Colour.AMBER,
            f"Dòng {number} có “{bare}” nhưng chưa rõ việc nào, với ai; ghi thêm một vế là rõ.",
        )
    return without_act(number, text)


def without_act(number: int, text: str) -> tuple[Colour, str]:
    if vague := found_in("vague_acts", text):
        advice = f"Dòng {number}: “{vague}” chưa nói làm gì; thay bằng một việc người khác thấy."
        return Colour.AMBER, advice
    if quality := found_in("qualities", text):
        advice = f"Dòng {number} nêu phẩm chất (“{quality}”); thêm một việc thể hiện phẩm chất ấy."
        return Colour.AMBER, advice
    advice = f"Dòng {number}: máy chưa nhận ra động từ; đồng chí tự xem dòng này nói việc gì."
    return Colour.GREY, advice


def is_object(rest: list[str]) -> bool:
    """Whether anything but manners and empty words follows the act."""
    for name in ("vague_objects", "manners"):
        rest = without(name, rest)
    return bool(rest)


# Ngắn gọn: tiếng, because that is what a line is learnt by


def short(number: int, line: CardLine) -> Light:
    length = len(syllables(line.behaviour))
    if not length:
        return Light(Quality.SHORT, Colour.GREY, f"Dòng {number} chưa có chữ.")
    if length <= LONGEST:
        return Light(Quality.SHORT, Colour.GREEN, f"Dòng {number} dài {length} tiếng.")
    advice = f"Dòng {number} dài {length} tiếng; bớt {length - LONGEST} tiếng thì dễ thuộc."
    return Light(Quality.SHORT, Colour.AMBER, advice)


# Dễ thực hiện: how often, and who would see it


def doable(number: int, line: CardLine) -> Light:
    if not syllables(line.behaviour):
        return Light(Quality.DOABLE, Colour.GREY, f"Dòng {number} chưa có chữ.")
    has_rhythm, is_seen = says_when(line), says_who_sees(line)
    if has_rhythm and is_seen:
        advice = f"Dòng {number} có nhịp và có người thấy được."
        return Light(Quality.DOABLE, Colour.GREEN, advice)
    lacks = []
    if not has_rhythm:
        lacks.append("nhịp (hằng ngày, mỗi tuần, trước buổi sinh hoạt…)")
    if not is_seen:
        lacks.append("cách đo người khác thấy được (số việc, sổ, ai xác nhận…)")
    advice = f"Dòng {number} nên ghi thêm {' và '.join(lacks)}."
    return Light(Quality.DOABLE, Colour.AMBER, advice)


def says_when(line: CardLine) -> bool:
    if line.rhythm.strip() and not is_vague_rhythm(line.rhythm):
        return True
    return any(RHYTHM.search(lowered(text)) for text in (line.behaviour, line.measure))


def is_vague_rhythm(text: str) -> bool:
    return not without("vague_rhythms", keys(text))


def says_who_sees(line: CardLine) -> bool:
    if NUMBER.search(lowered(line.measure)) or re.search(r"\d", line.behaviour):
        return True
    words = f"{line.behaviour} , {line.measure}"
    return bool(found_in("witnesses", words) or found_in("traces", words))


# Dễ nhớ: the card as a whole


def memorable(lines: tuple[CardLine, ...], motto: str = "") -> Light:
    colour, advice = judged_card(lines, motto)
    return Light(Quality.MEMORABLE, colour, advice)


def judged_card(lines: tuple[CardLine, ...], motto: str) -> tuple[Colour, str]:
    written = {
        number: keys(line.behaviour)
        for number, line in enumerate(lines, start=1)
        if syllables(line.behaviour)
    }
    if not written:
        return Colour.GREY, "Thẻ chưa có dòng nào."
    if len(written) < FEWEST:
        return Colour.AMBER, f"Thẻ có {len(written)} dòng; đủ {FEWEST} dòng mới thành một thẻ."
    if len(written) > MOST:
        return Colour.AMBER, f"Thẻ có {len(written)} dòng; giữ nhiều nhất {MOST} dòng thì dễ nhớ."
    if twins := first_twins(written):
        return Colour.AMBER, f"Dòng {twins[0]} và dòng {twins[1]} trùng lời; gộp lại cho dễ nhớ."
    if (length := len(syllables(motto))) > LONGEST_MOTTO:
        return Colour.AMBER, f"Phương châm dài {length} tiếng; rút còn một câu thì dễ nhớ."
    return Colour.GREEN, f"Thẻ có {len(written)} dòng, vừa nhớ."


def first_twins(written: dict[int, list[str]]) -> tuple[int, int] | None:
    seen: dict[tuple[str, ...], int] = {}
    for number, words in written.items():
        if (first := seen.setdefault(tuple(words), number)) != number:
            return first, number
    return None


def together(quality: Quality, lines: tuple[tuple[Light, ...], ...]) -> Light:
    """One light for the card from the lights of its lines: amber where any is."""
    found = {
        colour: [
            str(number)
            for number, lights in enumerate(lines, start=1)
            for light in lights
            if light.quality == quality and light.colour == colour
        ]
        for colour in Colour
    }
    green, amber = TOGETHER[quality]
    if numbers := found[Colour.AMBER]:
        return Light(quality, Colour.AMBER, amber.format(", ".join(numbers)))
    if numbers := found[Colour.GREEN]:
        return Light(quality, Colour.GREEN, green.format(", ".join(numbers)))
    return Light(quality, Colour.GREY, "Chưa có dòng nào để xét.")


# Words


class WordList(NamedTuple):
    entries: frozenset[tuple[str, ...]]  # each as the keys of its tiếng
    longest: int


@cache
def known(name: str) -> WordList:
    """One list of words.toml."""
    lists = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    entries = frozenset(tuple(keys(word)) for word in lists[name])
    return WordList(entries, max(len(entry) for entry in entries))


def syllables(text: str) -> list[str]:
    """The tiếng of a text: what stands between blanks, marks aside; 11-HD/ĐUCQ and 5% are one."""
    return SYLLABLE.findall(unicodedata.normalize("NFC", text))


def keys(text: str) -> list[str]:
    return [key(syllable) for syllable in syllables(text)]


@lru_cache(maxsize=4096)
def key(syllable: str) -> str:
    """Lower case with the tone at the end: uỷ and ủy, Hoà and hòa are the same tiếng."""
    letters = unicodedata.normalize("NFD", syllable.casefold())
    tones = "".join(letter for letter in letters if letter in TONES)
    return "".join(letter for letter in letters if letter not in TONES) + tones


def lowered(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def clauses(text: str) -> list[list[str]]:
    return [part for clause in CLAUSE.split(text) if (part := syllables(lowered(clause)))]


def entry_at(name: str, words: list[str], start: int) -> int:
    """How many tiếng the longest entry of the list takes that begins here; none: 0."""
    entries, longest = known(name)
    ahead = tuple(key(word) for word in words[start : start + longest])
    for size in range(len(ahead), 0, -1):
        if ahead[:size] in entries:
            return size
    return 0


def first_of(name: str, clause: list[str]) -> tuple[str, list[str]]:
    """The first entry of the list in a clause, and what follows it.

    A longer entry of another list hides a shorter act: “làm tốt” is no “làm”, “học hỏi” no “hỏi”.
    """
    start = 0
    while start < len(clause):
        size = entry_at(name, clause, start)
        other = max(entry_at(each, clause, start) for each in NO_ACTS)
        if size and size >= other:
            return " ".join(clause[start : start + size]), clause[start + size :]
        start += max(other, 1)
    return "", []


def found_in(name: str, text: str) -> str:
    for clause in clauses(text):
        for start in range(len(clause)):
            if size := entry_at(name, clause, start):
                return " ".join(clause[start : start + size])
    return ""


def without(name: str, words: list[str]) -> list[str]:
    """What is left of the words once the entries of the list are taken out."""
    left: list[str] = []
    start = 0
    while start < len(words):
        size = entry_at(name, words, start)
        if not size:
            left.append(words[start])
        start += max(size, 1)
    return left
