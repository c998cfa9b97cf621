"""What staff do with a year of study: written in steps, copied from another, sent to cells."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError, QuerySet

from cells import clock
from cells.audit import note_down
from cells.member.models import Membership, Office
from cells.notice.services import tell
from cells.organisation.models import Cell
from cells.programme.models import (
    ROMAN,
    Material,
    Programme,
    StudySlot,
    Theme,
    Topic,
    months_of,
)
from cells.workflow import claim_row, take_turns

MOST_MATERIALS = 10
TOO_MANY_MATERIALS = f"Một chủ đề có nhiều nhất {MOST_MATERIALS} tài liệu."
IN_USE = "Đã có chi bộ lên lịch hoặc sinh hoạt chủ đề này, không bỏ được nữa."


# ---- the year


@transaction.atomic
def draft_theme(
    *, year: int, title: str, programme: Programme, pledge_due_on: date, note: str = "", by: Any
) -> Theme:
    refuse_wrong_due(year, pledge_due_on)
    theme = Theme(
        year=year, title=title, programme=programme, pledge_due_on=pledge_due_on, note=note
    )
    try:
        with transaction.atomic():
            theme.save(force_insert=True)
    except IntegrityError:
        raise ValidationError({"year": f"Năm {year} đã có chuyên đề. Mở ra mà sửa."}) from None
    note_down(theme, by, "draft", title)
    return theme


@transaction.atomic
def save_theme(
    theme: Theme,
    *,
    title: str,
    programme: Programme,
    pledge_due_on: date,
    note: str = "",
    version: int | None,
    by: Any,
) -> None:
    """The year stays: pledges rest on it."""
    refuse_wrong_due(theme.year, pledge_due_on)
    claim_row(theme, version)
    theme.title, theme.programme, theme.note = title, programme, note
    theme.pledge_due_on = pledge_due_on
    theme.save()
    note_down(theme, by, "amend", title)


def refuse_wrong_due(year: int, day: date) -> None:
    """Pledges of a year are made late in the year before or within it."""
    if not date(year - 1, 10, 1) <= day <= date(year, 12, 31):
        words = f"Hạn đăng ký của năm {year} nằm từ 01/10/{year - 1} đến 31/12/{year}."
        raise ValidationError({"pledge_due_on": words})


# ---- topics


@transaction.atomic
def add_topic(
    theme: Theme, *, title: str, quarter: int, form: str, presenter: str = "", by: Any
) -> Topic:
    """The same one sent twice (a double click) is one."""
    values = {"title": title, "quarter": quarter, "form": form, "presenter": presenter}
    take_turns(theme)  # two at once would take the same place
    if there := theme.topics.filter(**values).first():
        return there
    topic = Topic.objects.create(theme=theme, position=next_place(theme, quarter), **values)
    note_down(theme, by, "topic", f"thêm vào quý {ROMAN[quarter]}: {title}")
    return topic


def next_place(theme: Theme, quarter: int) -> int:
    last = theme.topics.filter(quarter=quarter).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def save_topic(
    topic: Topic,
    *,
    title: str,
    quarter: int,
    form: str,
    presenter: str = "",
    version: int | None,
    by: Any,
) -> None:
    """Slots of the cells stay where they are: their months are the cells' own."""
    take_turns(topic.theme)
    claim_row(topic, version)
    if quarter != topic.quarter:
        topic.position = next_place(topic.theme, quarter)
    topic.title, topic.quarter, topic.form, topic.presenter = title, quarter, form, presenter
    topic.save()
    note_down(topic.theme, by, "topic", f"sửa: {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialInput:
    document_id: int
    note: str = ""


@transaction.atomic
def save_materials(
    topic: Topic, *, questions: str, materials: list[MaterialInput], version: int | None, by: Any
) -> None:
    if len(materials) > MOST_MATERIALS:
        raise ValidationError(TOO_MANY_MATERIALS)
    claim_row(topic, version)
    topic.questions = questions
    topic.save()
    topic.materials.all().delete()
    Material.objects.bulk_create(
        Material(topic=topic, position=place, document_id=line.document_id, note=line.note)
        for place, line in enumerate(materials, start=1)
    )
    note_down(topic.theme, by, "topic", f"tài liệu, câu hỏi gợi ý: {topic.title}")


@transaction.atomic
def remove_topic(topic: Topic, *, by: Any) -> None:
    """One that was never studied; the months that cells had set aside for it go along."""
    take_turns(topic.theme, topic)
    if sentence := why_it_stays(topic):
        raise ValidationError(sentence)
    theme, title = topic.theme, topic.title
    try:
        topic.slots.all().delete()
        topic.delete()
    except ProtectedError:  # scheduled at this very moment
        raise ValidationError(IN_USE) from None
    note_down(theme, by, "topic", f"bỏ: {title}")


def why_it_stays(topic: Topic) -> str:
    slots = topic.slots.filter(session__isnull=False)
    if topic.sessions.exists() or slots.exists():
        return IN_USE
    return ""


# ---- from last year


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What would come over from an earlier year, and what is here already."""

    source: Theme
    new: tuple[Topic, ...]
    already: tuple[Topic, ...]


def copy_for(theme: Theme) -> Copy | None:
    """From the newest earlier year that has topics."""
    source = Theme.objects.before(theme.year).first()
    if source is None:
        return None
    here = set(theme.topics.values_list("quarter", "title"))
    topics = list(source.topics.all())
    return Copy(
        source=source,
        new=tuple(topic for topic in topics if (topic.quarter, topic.title) not in here),
        already=tuple(topic for topic in topics if (topic.quarter, topic.title) in here),
    )


@transaction.atomic
def copy_topics(theme: Theme, *, by: Any) -> Copy:
    """Titles, forms and questions; never dates, people or papers of another year."""
    take_turns(theme)
    found = copy_for(theme)
    if found is None:
        raise ValidationError("Chưa có năm trước nào có chủ đề để chép.")
    for topic in found.new:
        Topic.objects.create(
            theme=theme,
            quarter=topic.quarter,
            position=next_place(theme, topic.quarter),
            title=topic.title,
            form=topic.form,
            questions=topic.questions,
        )
    if found.new:
        note_down(theme, by, "copy", f"{len(found.new)} chủ đề của năm {found.source.year}")
    return found


# ---- to the cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    slots: int
    cells: int


@transaction.atomic
def publish_theme(theme: Theme, *, by: Any) -> Sent:
    """A month proposed in every open party cell for every topic it does not plan yet.

    Again after topics or cells were added: what cells have moved stays as they moved it.
    """
    take_turns(theme)
    wanted = missing_slots(theme)
    if not wanted and not theme.topics.exists():
        raise ValidationError("Chưa có chủ đề nào để đưa về chi bộ.")
    new = {slot.cell_id for slot in wanted}
    new -= set(StudySlot.objects.filter(topic__theme=theme).values_list("cell", flat=True))
    StudySlot.objects.bulk_create(wanted, ignore_conflicts=True)  # a cell may plan it meanwhile
    tell_secretaries(theme, new, by=by)
    sent = Sent(slots=len(wanted), cells=len({slot.cell_id for slot in wanted}))
    if wanted:
        note = f"{theme.topics.count()} chủ đề, {sent.cells} chi bộ, {sent.slots} buổi"
        note_down(theme, by, "publish", note)
    return sent


def tell_secretaries(theme: Theme, cells: set[int], *, by: Any) -> None:
    """Of the cells to which the year is new: sending it again only adds, and tells nobody."""
    secretaries = Membership.objects.open_on(clock.today()).filter(office=Office.SECRETARY)
    sentence = f"Chuyên đề năm {theme.year} đã có trong kế hoạch của chi bộ."
    for member in secretaries.filter(cell__in=cells).values_list("member", flat=True).distinct():
        tell(member, theme, verb="publish", sentence=sentence, by=by)


def missing_slots(theme: Theme) -> list[StudySlot]:
    today = clock.today()
    there = set(StudySlot.objects.filter(topic__theme=theme).values_list("cell", "topic"))
    months = proposed_months(theme, today)
    return [
        StudySlot(cell=cell, topic=topic, month=month, form=topic.form)
        for cell in cells_that_study(theme.year, today)
        for topic, month in months
        if (cell.pk, topic.pk) not in there and was_there_by(cell, month)
    ]


def cells_that_study(year: int, today: date) -> QuerySet[Cell]:
    """Party cells that are open now, or on the year's nearest day where today lies outside it."""
    return Cell.objects.party().open_on(min(max(today, date(year, 1, 1)), date(year, 12, 31)))


def was_there_by(cell: Cell, month: date) -> bool:
    """A cell founded later in the year is not asked about the months before."""
    return cell.founded_on is None or cell.founded_on.replace(day=1) <= month


def proposed_months(theme: Theme, today: date) -> list[tuple[Topic, date]]:
    """Topics of a quarter spread over its months, a single one in the middle; no month that is
    over while one of the quarter is left."""
    found = []
    for quarter in ROMAN:
        topics = list(theme.topics.filter(quarter=quarter))
        for place, topic in enumerate(topics):
            month = date(theme.year, middle_of(quarter, place, len(topics)), 1)
            last = date(theme.year, months_of(quarter)[-1], 1)
            found.append((topic, min(max(month, today.replace(day=1)), last)))
    return found


def middle_of(quarter: int, place: int, how_many: int) -> int:
    return months_of(quarter)[(2 * place + 1) * 3 // (2 * how_many)]
