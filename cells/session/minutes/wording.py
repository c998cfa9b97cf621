"""The sentences of minutes, made from what was entered: in the order and words of biên bản."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from cells.audit import AuditEntry
from cells.member.models import SECRETARIES, Membership
from cells.organisation.models import Cell
from cells.session.course.figures import result, share
from cells.session.models import (
    COUNTED,
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceState,
    RollCategory,
    Session,
    SessionTask,
    Speech,
    TaskState,
    Vote,
)
from cells.session.roll.figures import RollCount, counted_lines, percent_words
from cells.templatetags.paper import paper_date

UNASKED = "Không phải dự"
CONCLUDES = "Đồng chí chủ trì kết luận:"
ADDRESSED = ("đồng chí ", "ông ", "bà ", "anh ", "chị ", "cụ ")


@dataclass(frozen=True, slots=True)
class Roll:
    """One cell's lines of the roll, and how many they are."""

    cell: Cell
    lines: list[Attendance]
    count: RollCount


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is asked of the database, once."""

    session: Session
    items: list[AgendaItem]
    rolls: list[Roll]  # the host's first
    tasks: list[SessionTask]
    titles: dict[int, str]

    @property
    def partners(self) -> list[Cell]:
        return [roll.cell for roll in self.rolls[1:]]


def gather(session: Session) -> Facts:
    items = session.items.select_related("document")
    speeches = Prefetch("speeches", Speech.objects.select_related("speaker"))
    items = items.prefetch_related(speeches, "votes")
    partners = session.partners.select_related("cell").order_by("cell__code")
    cells = [session.cell, *(partner.cell for partner in partners)]
    lines = list(session.attendances.select_related("member"))
    rolls = [roll_of(cell, [each for each in lines if each.cell_id == cell.pk]) for cell in cells]
    tasks = list(session.tasks.select_related("owner").order_by("pk"))
    return Facts(session, list(items), rolls, tasks, titles_of(session))


def roll_of(cell: Cell, lines: list[Attendance]) -> Roll:
    return Roll(cell, lines, counted_lines((each.category, each.state) for each in lines))


def titles_of(session: Session) -> dict[int, str]:
    """“Bí thư Chi bộ” of those who lead and record, as on that day."""
    both = (session.chair_id, session.minute_taker_id)
    held = Membership.objects.open_on(session.day).officers()
    held = held.filter(cell=session.cell_id, member__in=both)
    return {row.member_id: title(row, session.cell) for row in held}


def title(row: Membership, cell: Cell) -> str:
    of_cell = f" {capitalised(cell.get_kind_display())}" if row.office in SECRETARIES else ""
    return f"{row.get_office_display()}{of_cell}"


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def comrade(name: str) -> str:
    """“đồng chí …”, unless the name as it was typed already says how to address the person."""
    return name if name.lower().startswith(ADDRESSED) else f"đồng chí {name}"


def whole(text: str) -> list[str]:
    """The paragraphs of what somebody typed."""
    return [line for line in (line.strip() for line in text.splitlines()) if line]


def ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…", ":", ";")) else f"{sentence}."


def clock_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M}"


# --- opening, roll, people ---


def opening(facts: Facts) -> list[str]:
    session = facts.session
    until = f" đến {clock_words(session.ends_at)}" if session.ends_at else ""
    when = f"từ {clock_words(session.starts_at)}{until}, {paper_date(session.day)}"
    return [f"Hôm nay, {when}, tại {session.place}, {who_meets(facts)}."]


def who_meets(facts: Facts) -> str:
    """“Chi bộ A phối hợp với Chi bộ B tổ chức sinh hoạt …”."""
    session = facts.session
    form = f"tổ chức sinh hoạt {session.get_form_display().lower()}"
    others = [cell.name for cell in facts.partners]
    others += [session.partner_name] if session.partner_name else []
    together = f" phối hợp với {listed(others)}" if others else ""
    subject = "" if session.form == "regular" else f", nội dung: “{session.title}”"
    return f"{session.cell.name}{together} {form}{subject}"


def listed(names: list[str]) -> str:
    """A, B và C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def attendance(facts: Facts) -> list[str]:
    if not any(roll.lines for roll in facts.rolls):
        return []
    named = len(facts.rolls) > 1
    sentences = [
        " ".join(roll_sentences(roll, f"{roll.cell.name}: " if named else ""))
        for roll in facts.rolls
        if roll.lines
    ]
    last = "Danh sách điểm danh kèm theo tại Phụ lục."
    return [*sentences, last] if named else [f"{sentences[0]} {last}"]


def roll_sentences(roll: Roll, lead: str) -> Iterable[str]:
    yield totals(roll, lead)
    count = roll.count
    ratio = f", đạt {percent_words(count.ratio)}" if count.ratio is not None else ""
    yield f"Có mặt: {count.present}/{count.counted} đồng chí{ratio}."
    if count.temporary:
        yield (
            f"Sinh hoạt tạm thời tại {roll.cell.get_kind_display()}: {count.temporary} đồng chí, "
            f"có mặt {count.temporary_present}."
        )
    if count.came_unasked:
        yield f"Thuộc diện không phải dự mà vẫn có mặt: {count.came_unasked} đồng chí."
    yield absent("Vắng có lý do", count.excused, roll, AttendanceState.EXCUSED)
    yield absent("Vắng không lý do", count.unexcused, roll, AttendanceState.UNEXCUSED)


def totals(roll: Roll, lead: str) -> str:
    """Who belongs to the cell; guests stand apart, empty categories are not told."""
    count, people = roll.count, roll.cell.people
    own = count.counted + count.exempt + count.away + count.suspended
    start = f"tổng số {people}" if lead else f"Tổng số {people} của {roll.cell.get_kind_display()}"
    categories = [
        ("chính thức", count.official),
        ("dự bị", count.probationary),
        ("miễn sinh hoạt", count.exempt),
        ("giới thiệu sinh hoạt tạm thời đi nơi khác", count.away),
        ("đình chỉ sinh hoạt", count.suspended),
    ]
    parts = ", ".join(f"{label} {many}" for label, many in categories if many)
    return f"{lead}{start}: {own} đồng chí{f', trong đó {parts}' if parts else ''}."


def absent(label: str, number: int, roll: Roll, state: str) -> str:
    lines = [line for line in roll.lines if line.state == state and line.category in COUNTED]
    if not number:
        return f"{label}: không có."
    names = "; ".join(f"đồng chí {line.member}{because(line)}" for line in lines)
    return f"{label}: {number} đồng chí ({names})."


def because(line: Attendance) -> str:
    reason = reason_of(line)
    return f", {reason}" if reason else ""


def reason_of(line: Attendance) -> str:
    """From the list, with what was added to it; “lý do khác” gives way to the reason itself."""
    if not line.reason:
        return ""
    label, note = line.get_reason_display(), line.reason_note.rstrip(".")
    if not note:
        return label
    return note if line.reason == "other" else f"{label} ({note})"


def state_of(line: Attendance) -> str:
    return line.get_state_display() or UNASKED


def roll_total(roll: Roll) -> tuple[str, str, str]:
    """The last row of the list: how many people, how many came, how many did not."""
    guests = [line for line in roll.lines if line.category == RollCategory.TEMPORARY]
    missing = sum(1 for line in guests if line.state and line.state != AttendanceState.PRESENT)
    came = sum(1 for line in roll.lines if line.state == AttendanceState.PRESENT)
    away = roll.count.excused + roll.count.unexcused + missing
    return f"{len(roll.lines)} đồng chí", f"Có mặt {came}", f"Vắng {away}"


def people(facts: Facts) -> list[str]:
    session = facts.session
    guests = "; ".join(as_addressed(line) for line in whole(session.guests))
    chair = titled(session.chair.full_name, facts.titles.get(session.chair_id, ""))
    taker = titled(session.minute_taker.full_name, facts.titles.get(session.minute_taker_id, ""))
    told = [f"Đại biểu dự: {guests}."] if guests else []
    return [*told, f"Chủ trì: {chair}. Người ghi biên bản: {taker}."]


def as_addressed(guest: str) -> str:
    """“Đồng chí …” is small inside a sentence."""
    guest = guest.rstrip(" .;,")
    is_addressed = guest.lower().startswith(ADDRESSED)
    return f"{guest[:1].lower()}{guest[1:]}" if is_addressed else guest


def titled(name: str, held: str) -> str:
    return f"đồng chí {name}, {held}" if held else f"đồng chí {name}"


# --- items of the agenda ---


def item_words(item: AgendaItem, told: list[str]) -> list[str]:
    """What happened on one item; ``told`` is what another floor knows of it."""
    words = []
    if item.document:
        words.append(briefing(item))
    if item.presenter:
        words.append(f"{capitalised(item.presenter)} trình bày.")
    if item.kind == AgendaKind.TASKS:
        words += [left_over(task, item.session.day) for task in left_to_do(item.session)]
    words += [*told, *whole(item.notes)]
    for speech in item.speeches.all():
        words += spoken(speech)
    words += [voted(vote) for vote in item.votes.all()]
    if conclusion := whole(item.conclusion):
        words += [f"{CONCLUDES} {conclusion[0]}", *conclusion[1:]]
    return [ended(each) for each in words]


def left_to_do(session: Session) -> QuerySet[SessionTask]:
    """Of earlier sessions: what was still to be done that day, whatever became of it later."""
    drops = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(SessionTask), verb="drop"
    )
    dropped_later = drops.filter(object_id=OuterRef("pk"), at__date__gt=session.day)
    open_then = Q(state=TaskState.OPEN) | Q(finished_on__gte=session.day)
    open_then |= Q(Exists(dropped_later), state=TaskState.DROPPED)
    there = SessionTask.objects.left_before(session).filter(open_then)
    return there.select_related("owner").order_by("due_on", "pk")


def left_over(task: SessionTask, day: date) -> str:
    """As it stood on the day of the session."""
    text = " ".join(whole(task.text)).rstrip(".")
    is_done = task.finished_on is not None and task.finished_on <= day
    state = f"xong ngày {said(day)}" if is_done else "đang làm"
    return f"- {text} ({comrade(task.owner.full_name)}, hạn ngày {said(task.due_on)}): {state}."


def briefing(item: AgendaItem) -> str:
    paper: Any = item.document
    about = paper.abstract if paper.abstract.lower().startswith("về ") else f"về {paper.abstract}"
    return (
        f"Quán triệt {paper.kind} số {paper.symbol}, ngày {said(paper.dated_on)} của "
        f"{paper.issuer} {about}."
    )


def said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def spoken(speech: Speech) -> list[str]:
    first, *rest = whole(speech.text) or [""]
    return [f"- {capitalised(comrade(speech.name))}: {first}", *rest]


def voted(vote: Vote) -> str:
    how = "bỏ phiếu kín" if vote.is_secret else "biểu quyết"
    who, reached = capitalised(vote.item.session.cell.get_kind_display()), share(vote)
    return (
        f"{who} {how} “{vote.question.rstrip('.')}”: tán thành {vote.in_favour}, không tán thành "
        f"{vote.against}, không có ý kiến {vote.abstained}, trên {vote.entitled} "
        f"{vote.counted_on}{f', đạt {reached}' if reached else ''}; cần "
        f"{vote.get_threshold_display().lower()}. Kết quả: {result(vote)}."
    )


def hears_reports(item: AgendaItem) -> bool:
    return item.kind == AgendaKind.REPORTS


# --- the end ---


def conclusion(session: Session) -> list[str]:
    words = whole(session.conclusion)
    return [ended(each) for each in [f"{CONCLUDES} {words[0]}", *words[1:]]] if words else []


def tasks(facts: Facts) -> list[str]:
    if facts.tasks:
        return [task_words(number, task) for number, task in enumerate(facts.tasks, start=1)]
    reason = facts.session.no_task_reason
    who = capitalised(facts.session.cell.get_kind_display())
    return [f"{who} không giao việc, vì {ended(reason)}"] if reason else []


def task_words(number: int, task: SessionTask) -> str:
    text = " ".join(whole(task.text)).rstrip(".")
    owner = f"đồng chí {task.owner} phụ trách"
    return f"{number}. {text} ({owner}, hạn ngày {said(task.due_on)})."


def closing(session: Session, more: list[str]) -> list[str]:
    """``more``: what others add, such as the quality score."""
    kind = session.cell.get_kind_display()
    read = f"Biên bản được thông qua trước {kind}, mọi người nhất trí."
    end = f" Buổi sinh hoạt kết thúc hồi {end_words(session)}." if session.ends_at else ""
    return [*more, f"{read}{end}"]


def end_words(session: Session) -> str:
    if session.ends_at is None:
        return ""
    last = timezone.localtime(session.ends_at).date()
    day = "cùng ngày" if last == session.day else f"ngày {said(last)}"
    return f"{clock_words(session.ends_at)} {day}"


# --- how the paper is called ---


def abstract(session: Session) -> list[str]:
    """Lines under BIÊN BẢN."""
    form, kind = session.get_form_display().lower(), session.cell.get_kind_display()
    month = f"{session.day:%m}" if session.day.month < 3 else str(session.day.month)
    first = f"sinh hoạt {kind} {form} tháng {month} năm {session.day.year}"
    return [first] if session.form == "regular" else [first, f"“{session.title}”"]
