"""What a session will speak about: the usual lines to begin with, then as the officers write them.

Open tasks of earlier sessions come first and are read live; a line that already holds notes,
speeches or votes stays whatever is prepared anew.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from cells import clock
from cells.document.models import Briefing, Document
from cells.programme.models import StudyForm
from cells.session.briefing.services import brief_anew
from cells.session.models import (
    AgendaItem,
    AgendaKind,
    Session,
    SessionTask,
    Speech,
    Vote,
)
from cells.session.task.querysets import SessionTaskQuerySet
from cells.text import clean, month_words
from cells.workflow import claim_version

TASKS_TITLE = "Kiểm điểm việc giao ở các buổi trước"
MOST = 30
KEPT = "Nội dung “{title}” đã có diễn biến, ý kiến hoặc biểu quyết nên không bỏ được."


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """A line as it was typed; without ``pk`` a new one. ``place`` is the number in its box."""

    title: str
    presenter: str = ""
    place: int = 0
    pk: int | None = None
    is_removed: bool = False


def open_tasks(session: Session) -> SessionTaskQuerySet:
    """What earlier sessions of the cell left to do and nobody has finished."""
    return SessionTask.objects.left_before(session).not_over().select_related("owner", "session")


def documents_to_brief(session: Session) -> QuerySet[Document]:
    """In force, to be briefed on, and neither heard in the cell nor planned for this session."""
    briefed = Briefing.objects.filter(document=OuterRef("pk"), cell=session.cell_id)
    planned = AgendaItem.objects.filter(document=OuterRef("pk"), session=session.pk)
    asked = Document.objects.to_brief()
    return asked.filter(~Exists(briefed), ~Exists(planned), dated_on__lte=session.day)


# The usual lines


def default_agenda(session: Session) -> list[AgendaItem]:
    """Not stored yet: open tasks, the month's reports, the topic, then what every session has."""
    lines = []
    is_regular = session.form == StudyForm.REGULAR
    if is_regular or open_tasks(session).exists():
        lines.append(line(session, AgendaKind.TASKS, TASKS_TITLE))
    if session.report_month:
        lines.append(line(session, AgendaKind.REPORTS, reports_title(session)))
    if session.topic:
        lines.append(topic_line(session))
    elif not is_regular:
        lines.append(line(session, AgendaKind.OTHER, session.title))
    if is_regular:
        lines.append(line(session, AgendaKind.OTHER, "Nhiệm vụ của chi bộ tháng tới"))
    lines.append(line(session, AgendaKind.OTHER, "Kết luận, giao việc cần làm"))
    for position, each in enumerate(lines, start=1):
        each.position = position
    return lines


def line(session: Session, kind: str, title: str, presenter: str = "") -> AgendaItem:
    presenter = presenter or led_by(session)
    return AgendaItem(session=session, kind=kind, title=title, presenter=presenter)


def led_by(session: Session) -> str:
    return f"Đồng chí {session.chair}"


def topic_line(session: Session) -> AgendaItem:
    topic: Any = session.topic
    return line(session, AgendaKind.TOPIC, topic.title, topic.presenter)


def reports_title(session: Session) -> str:
    month: Any = session.report_month
    return f"Báo cáo kết quả làm theo tháng {month_words(month)}"


# Keeping it in step with what the session is about


def follow_preparation(session: Session) -> None:
    """The lines that speak of month and topic say what the session now says; words stay."""
    items = {item.kind: item for item in session.items.order_by("-position")}
    if session.report_month:
        retitle(session, items.get(AgendaKind.REPORTS), AgendaKind.REPORTS, reports_title(session))
    elif AgendaKind.REPORTS in items:
        drop_if_untouched(items[AgendaKind.REPORTS])
    if session.topic:
        retitle(session, items.get(AgendaKind.TOPIC), AgendaKind.TOPIC, session.topic.title)
    elif AgendaKind.TOPIC in items:
        drop_if_untouched(items[AgendaKind.TOPIC])


def retitle(session: Session, item: AgendaItem | None, kind: str, title: str) -> None:
    if item is None:
        item = topic_line(session) if kind == AgendaKind.TOPIC else line(session, kind, title)
        place = 2 if session.items.filter(kind=AgendaKind.TASKS).exists() else 1
        insert(session, item, place)
    elif item.title != title:
        AgendaItem.objects.filter(pk=item.pk).update(title=title)


def follow_people(session: Session, before: Session) -> None:
    """Who was only proposed makes room for the new chair, or for who presents the new topic."""
    topics = session.items.filter(kind=AgendaKind.TOPIC)
    if before.topic and session.topic:
        proposed, now = topic_line(before).presenter, topic_line(session).presenter
        topics.filter(presenter=proposed).update(presenter=now)
    others = session.items.exclude(kind=AgendaKind.TOPIC)
    others.filter(presenter=led_by(before)).update(presenter=led_by(session))


def drop_if_untouched(item: AgendaItem) -> None:
    if not holds_words(item):
        item.delete()


def insert(session: Session, new: AgendaItem, place: int) -> None:
    items = list(session.items.all())
    items.insert(place - 1, new)
    for position, item in enumerate(items, start=1):
        item.position = position
        item.save(update_fields=["position"] if item.pk else None)


def holds_words(item: AgendaItem) -> bool:
    said = Speech.objects.filter(item=item).exists() or Vote.objects.filter(item=item).exists()
    return bool(item.notes or item.conclusion) or said


# Writing it


@transaction.atomic
def save_agenda(
    session: Session,
    *,
    lines: list[AgendaLine],
    version: int,
    documents: list[Document] | None = None,
    with_tasks: bool = False,
) -> None:
    """Keep the lines as typed and in the order of their numbers; offered lines go to the end,
    open tasks to the head."""
    claim_version(session, version)
    Session.objects.filter(pk=session.pk).update(prepared_at=clock.now())
    items = {item.pk: item for item in session.items.all()}
    remove([items.pop(each.pk) for each in lines if each.is_removed and each.pk in items])
    kept = [written(session, each, items) for each in in_order(lines, items)]
    mentioned = {item.pk for item in kept}
    others = [item for item in items.values() if item.pk not in mentioned]
    tasks = [line(session, AgendaKind.TASKS, TASKS_TITLE)] if with_tasks else []
    briefings = [briefing_line(session, document) for document in documents or []]
    every = [*tasks, *before_the_end(kept, briefings), *others]
    if len(every) > MOST:
        raise ValidationError(f"Chương trình có nhiều nhất {MOST} nội dung.")
    for position, item in enumerate(every, start=1):
        item.position = position
        item.save(update_fields=["position", "title", "presenter"] if item.pk else None)
    brief_anew(session)


def before_the_end(kept: list[AgendaItem], added: list[AgendaItem]) -> list[AgendaItem]:
    """A session ends with its conclusion: what is offered stands before the last line."""
    is_closed = bool(kept) and kept[-1].kind == AgendaKind.OTHER
    return [*kept[:-1], *added, kept[-1]] if is_closed else [*kept, *added]


def in_order(lines: list[AgendaLine], items: dict[int, AgendaItem]) -> list[AgendaLine]:
    """By their numbers; a line that was given the number of another takes its place, and so does
    a new one."""

    def place(each: AgendaLine) -> tuple[int, int]:
        was = items[each.pk].position if each.pk in items else MOST + 1
        return each.place, (each.place > was) - (each.place < was)

    return sorted((each for each in lines if not each.is_removed), key=place)


def written(session: Session, given: AgendaLine, items: dict[int, AgendaItem]) -> AgendaItem:
    title = clean(given.title, max_length=300)
    if not title:
        raise ValidationError("Mỗi nội dung cần một tên.")
    if given.pk is not None and given.pk not in items:
        raise ValidationError("Có nội dung không còn trong chương trình. Mở lại trang rồi sửa.")
    item = items[given.pk] if given.pk is not None else AgendaItem(session=session)
    item.title, item.presenter = title, clean(given.presenter)
    return item


def remove(items: list[AgendaItem]) -> None:
    for item in items:
        if holds_words(item):
            raise ValidationError(KEPT.format(title=item.title))
        item.delete()


def briefing_line(session: Session, document: Document) -> AgendaItem:
    title = clean(f"Quán triệt {document}: {document.abstract}"[:300], max_length=300)
    item = line(session, AgendaKind.DOCUMENT, title)
    item.document = document
    return item


# Showing it


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with what is read beside it."""

    item: AgendaItem
    tasks: list[SessionTask]
    questions: str

    @property
    def title(self) -> str:
        many = len(self.tasks)
        return f"{self.item.title} ({many} việc đang làm)" if many else self.item.title


def shown_agenda(session: Session, user: Any = None) -> list[Shown]:
    """Tasks are read live only while the session is being prepared: then they may still change.

    A reader sees those that are theirs to see; without one all are counted, as for the officers who
    prepare the session and on the one invitation for everybody."""
    items = list(session.items.select_related("document"))
    is_live = session.status == "planned" and any(i.kind == AgendaKind.TASKS for i in items)
    left = open_tasks(session) if is_live else SessionTask.objects.none()
    tasks = list(left.visible_to(user) if user else left)
    questions = session.topic.questions if session.topic else ""
    return [
        Shown(
            item,
            tasks if item.kind == AgendaKind.TASKS else [],
            questions if item.kind == AgendaKind.TOPIC else "",
        )
        for item in items
    ]


def lacks_tasks(session: Session) -> bool:
    """Something is left to do, and the agenda does not ask about it."""
    named = session.items.filter(kind=AgendaKind.TASKS).exists()
    return not named and open_tasks(session).exists()


def with_words(session: Session) -> set[int]:
    """The lines that may not be removed."""
    said = Q(speeches__isnull=False) | Q(votes__isnull=False)
    written = ~Q(notes="") | ~Q(conclusion="")
    return set(session.items.filter(said | written).values_list("pk", flat=True))
