"""Formalism self-check: how like last month's a sentence is, and how many colleagues say the same.

An adviser that blocks and stores nothing. How it judges, who sees it, what it does not claim:
docs/formalism-check.md.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from cells.models import Cell
from cells.text import ITEM_LENGTH, name_key, search_key
from pledges.monthly_report.models import (
    MonthlyReport,
    MonthlyReportLine,
    MonthlyReportLineQuerySet,
    ReportStatus,
)
from pledges.monthly_report.queue import Queue
from pledges.standard.clarity import NUMBER, Colour, judged_acts, lowered

STOP_WORDS = Path(__file__).with_name("stopwords.toml")
ALIKE = 85  # per cent from which two sentences say the same
FEWEST_WORDS = 5  # tiếng, without stop words; of a shorter sentence nothing is said
FEWEST_OTHERS = 3  # colleagues with words of their own, below which a count would point at one
FEWEST_REPORTS = 5  # of a cell and month, below which its total would
SENT = [ReportStatus.SUBMITTED, ReportStatus.ACKNOWLEDGED]  # what was returned is being rewritten
TIENG = re.compile(r"\d+|[^\W\d_]+")
# The month's own name is no news: “tháng 3” becomes “tháng 4” by itself; “mỗi tháng 2 lần” stays
MONTH_NAME = re.compile(
    r"(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )\btháng\s+\d{1,2}(?:\s*[/-]\s*\d{4})?(?![\d/])",
    re.IGNORECASE,
)

LIKE_LAST = (
    "Việc {number} giống {percent}\u00a0% báo cáo tháng trước. Có việc mới thì đồng chí ghi thêm "
    "một ý; không có gì mới thì chọn “Không thay đổi” là đủ."
)
NEW_NUMBERS = (
    "Việc {number} giống {percent}\u00a0% báo cáo tháng trước, con số đã khác. Số liệu mới là điều "
    "cần nhất, đồng chí cứ gửi."
)
LIKE_OTHERS = (
    "Việc {numbers} trùng lời với {people} đồng chí cùng sinh hoạt tháng này. Thêm một chi tiết "
    "của riêng đồng chí thì báo cáo rõ hơn."
)
VAGUE = (
    "Việc {number}: máy chưa thấy việc làm, con số hay ngày nào. Ghi thêm một ý như thế thì người "
    "đọc dễ hình dung."
)

Words = tuple[str, ...]


# Words


@cache
def stop_words() -> frozenset[str]:
    listed = tomllib.loads(STOP_WORDS.read_text(encoding="utf-8"))
    return frozenset(name_key(word) for word in listed["words"])


def words_of(text: str) -> Words:
    """What is compared: tiếng and numbers in their order, without marks, stop words and months."""
    text = MONTH_NAME.sub(" ", unicodedata.normalize("NFC", text)[:ITEM_LENGTH])
    return tuple(found for tieng in TIENG.findall(text) if (found := key(tieng)))


@lru_cache(maxsize=8192)
def key(tieng: str) -> str:
    """The tiếng as it is compared; nothing for a stop word."""
    return "" if name_key(tieng) in stop_words() else search_key(tieng)


def numbers_in(words: Words) -> list[str]:
    return sorted(word for word in words if word.isdigit())


# Pairs


def likeness(one: Words, other: Words) -> int:
    """Of all tiếng of both, how many in a hundred stand in both in the same order."""
    both = len(one) + len(other)
    return 100 * (both - Indel.distance(one, other)) // both if both else 100


def says_the_same(one: Words, other: Words) -> bool:
    """Nearly word for word, with the same numbers: another number is news."""
    if min(len(one), len(other)) < FEWEST_WORDS or numbers_in(one) != numbers_in(other):
        return False
    most = (len(one) + len(other)) * (100 - ALIKE) // 100
    return Indel.distance(one, other, score_cutoff=most) <= most


# What its author reads before sending


def advice_on(report: MonthlyReport, lines: list[Any]) -> list[str]:
    """For the author alone; ``lines`` carry ``last``, as ``lines_beside_last`` gives them."""
    told = {
        number: (line, words)
        for number, line in enumerate(lines, 1)
        if not line.is_unchanged and len(words := words_of(line.sentence)) >= FEWEST_WORDS
    }
    found = []
    for number, (line, words) in told.items():
        found += about_last_month(number, words, line.last, report.month)
        found += about_substance(number, line.sentence)
    return found + about_others(report, {number: words for number, (_, words) in told.items()})


def about_last_month(number: int, words: Words, last: Any, month: date) -> list[str]:
    if last is None or last.report.month != month_before(month):
        return []
    before = words_of(last.sentence)
    percent = likeness(words, before)
    if percent < ALIKE or len(before) < FEWEST_WORDS:
        return []
    is_news = numbers_in(words) != numbers_in(before)
    return [(NEW_NUMBERS if is_news else LIKE_LAST).format(number=number, percent=percent)]


def about_substance(number: int, sentence: str) -> list[str]:
    """A hint, no judgement: the lists of ``clarity`` know few acts."""
    names_act = judged_acts(number, sentence)[0] == Colour.GREEN
    names_number = NUMBER.search(lowered(sentence))
    return [] if names_act or names_number else [VAGUE.format(number=number)]


def about_others(report: MonthlyReport, mine: dict[int, Words]) -> list[str]:
    theirs = others_words(report) if mine else []
    if len({person for person, _ in theirs}) < FEWEST_OTHERS:
        return []
    same = [
        (number, person)
        for number, words in mine.items()
        for person, other in theirs
        if says_the_same(words, other)
    ]
    if not same:
        return []
    numbers = ", ".join(str(number) for number in sorted({number for number, _ in same}))
    return [LIKE_OTHERS.format(numbers=numbers, people=len({person for _, person in same}))]


def others_words(report: MonthlyReport) -> list[tuple[int, Words]]:
    """Member and words of each sentence that the cell was sent for this month by somebody else."""
    rows = (
        sent_lines(report.cell_id, [report.month])
        .exclude(report__pledge__member=report.author_id)
        .filter(is_unchanged=False)
        .exclude(sentence="")
        .values_list("report__pledge__member", "sentence")
    )
    return [(person, words_of(sentence)) for person, sentence in rows]


def sent_lines(cell_id: int, months: list[date]) -> MonthlyReportLineQuerySet:
    """Drafts and what was sent back for mending are their authors' own, and never compared."""
    return MonthlyReportLine.objects.filter(
        report__cell=cell_id, report__month__in=months, report__status__in=SENT
    ).order_by()


def month_before(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


# What the cell's secretary reads


@dataclass(frozen=True, slots=True)
class AlikeTotal:
    alike: int  # reports with a sentence nearly as last month
    sent: int


def total_beside(user: Any, queue: Queue) -> AlikeTotal | None:
    """The number of the one cell that the queue shows, for those who lead that cell."""
    cell = queue.cell or (queue.cells[0] if len(queue.cells) == 1 else None)
    if queue.month is None or cell is None or not user.has_perm("cells.compare_cell", cell):
        return None
    return total_of(cell, queue.month)


def total_of(cell: Cell, month: date) -> AlikeTotal | None:
    """None where few have sent, or nothing was told of the same items the month before: in January
    never, for items belong to one year."""
    before = month_before(month)
    said: dict[date, dict[int, str]] = {month: {}, before: {}}
    pledge_of: dict[int, int] = {}
    rows = sent_lines(cell.pk, [month, before]).values_list(
        "report__month", "report__pledge", "item", "is_unchanged", "sentence"
    )
    for when, pledge, item, is_unchanged, sentence in rows:
        said[when][item] = "" if is_unchanged else sentence
        if when == month:
            pledge_of[item] = pledge
    sent = set(pledge_of.values())
    if len(sent) < FEWEST_REPORTS or not said[before].keys() & pledge_of.keys():
        return None
    alike = {
        pledge
        for item, pledge in pledge_of.items()
        if says_the_same(words_of(said[month][item]), words_of(said[before].get(item, "")))
    }
    return AlikeTotal(len(alike), len(sent))
