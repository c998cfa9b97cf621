"""What every telling of a session says alike: its name, place, agenda, and why people are away."""

from random import Random

from cells.models import AgendaItem, Document, Session, StudyForm, Topic
from cells.session.models import AgendaKind
from cells.text import month_words
from reports.demo import sayings
from reports.demo.calendar import Meeting

REASONS = {"mission": 45, "leave": 20, "private": 20, "long_leave": 5, "other": 10}


def title_of(meeting: Meeting, topic: Topic | None) -> str:
    if topic:
        return topic.title
    day = meeting.starts_at
    return f"Sinh hoạt thường kỳ tháng {day.month} năm {day.year}"


def place_of(meeting: Meeting, rng: Random) -> str:
    """A cell meets in its own room unless the form leads it elsewhere."""
    if meeting.form == StudyForm.VISIT:
        return rng.choice(sayings.VISIT_PLACES)
    if meeting.form == StudyForm.TALK or meeting.partners:
        return rng.choice(sayings.TALK_PLACES)
    return sayings.PLACES[sum(map(ord, meeting.cell)) % len(sayings.PLACES)]


def reason_of(rng: Random) -> tuple[str, str]:
    [reason] = rng.choices(list(REASONS), weights=list(REASONS.values()))
    return reason, rng.choice(sayings.ABSENCE_NOTES[reason])


def agenda_of(meeting: Meeting, session: Session, papers: dict[str, Document]) -> list[AgendaItem]:
    """In the order in which a session is held; positions are left to whoever writes them."""
    chair = f"Đồng chí {session.chair}"
    lines: list[tuple[str, str, str, Document | None]] = []
    if meeting.form == StudyForm.REGULAR:
        lines.append((AgendaKind.TASKS, "Kiểm điểm việc giao ở các buổi trước", chair, None))
    if month := meeting.report_month:
        title = f"Báo cáo kết quả làm theo tháng {month_words(month)}"
        lines.append((AgendaKind.REPORTS, title, chair, None))
    for symbol in meeting.papers:
        paper = papers[symbol]
        title = f"Quán triệt {paper}: {paper.abstract}"[:300]
        lines.append((AgendaKind.DOCUMENT, title, chair, paper))
    if session.topic:
        lines.append((AgendaKind.TOPIC, session.topic.title, session.topic.presenter, None))
    if meeting.form == StudyForm.REGULAR:
        lines.append((AgendaKind.OTHER, "Nhiệm vụ của chi bộ tháng tới", chair, None))
    lines.append((AgendaKind.OTHER, "Kết luận, giao việc cần làm", chair, None))
    return [
        AgendaItem(session=session, kind=kind, title=title, presenter=presenter, document=paper)
        for kind, title, presenter, paper in lines
    ]


def notes_on(item: AgendaItem, meeting: Meeting, session: Session, rng: Random) -> str:
    if item.kind == AgendaKind.TOPIC and meeting.form in sayings.FORM_NOTES:
        return sayings.FORM_NOTES[meeting.form].format(place=session.place)
    words = {
        AgendaKind.TASKS: sayings.TASK_NOTES,
        AgendaKind.REPORTS: sayings.REPORT_NOTES,
        AgendaKind.DOCUMENT: sayings.DOCUMENT_NOTES,
        AgendaKind.TOPIC: sayings.TOPIC_NOTES.get(meeting.quarter, sayings.OTHER_NOTES),
    }
    return rng.choice(words.get(AgendaKind(item.kind), sayings.OTHER_NOTES))
