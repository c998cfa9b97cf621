"""What happens to a standard: drafted from the last one, written, adopted."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.audit import trace
from cells.models import Cell, Session, User
from cells.session.models import TOOK_PLACE
from cells.text import clean
from cells.workflow import IllegalMove, claim_version, move
from pledges.standard.clarity import FEWEST, MOST
from pledges.standard.models import Criterion, MoralStandard, StandardStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionInput:
    behaviour: str = ""
    measure: str = ""
    rhythm: str = ""


@transaction.atomic
def draft_standard(cell: Cell | None, *, year: int, by: User) -> MoralStandard:
    """The open draft of that cell and year; a new one begins with the words now in force."""
    draft, is_new = MoralStandard.objects.get_or_create(
        cell=cell, year=year, status=StandardStatus.DRAFT
    )
    if is_new and (model := model_for(cell, year)):
        draft.motto = model.motto if model.cell_id == draft.cell_id else ""
        draft.save(update_fields=["motto"])
        write_lines(draft, [as_input(criterion) for criterion in model.criteria.all()])
    if is_new:
        trace(draft, by, "draft", "", StandardStatus.DRAFT)
    return draft


def model_for(cell: Cell | None, year: int) -> MoralStandard | None:
    if cell is not None:
        return MoralStandard.objects.in_force(cell, year).first()
    return (
        MoralStandard.objects.adopted().filter(cell=None, year__lte=year).order_by("-year").first()
    )


def as_input(criterion: Criterion) -> CriterionInput:
    return CriterionInput(
        behaviour=criterion.behaviour, measure=criterion.measure, rhythm=criterion.rhythm
    )


@transaction.atomic
def save_standard(
    standard: MoralStandard, *, motto: str, lines: list[CriterionInput], version: int
) -> None:
    """Keep the draft as typed, unless it was adopted or another tab saved in the meantime."""
    lines = [line for line in lines if line.behaviour or line.measure or line.rhythm]
    if len(lines) > MOST:
        raise ValidationError(f"Chuẩn mực có nhiều nhất {MOST} dòng.")
    claim_version(standard, version)
    standard.motto, standard.saved_at = motto, clock.now()
    standard.save(update_fields=["motto", "saved_at"])
    standard.criteria.all().delete()
    write_lines(standard, lines)


def write_lines(standard: MoralStandard, lines: list[CriterionInput]) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            standard=standard,
            position=position,
            behaviour=line.behaviour,
            measure=line.measure,
            rhythm=line.rhythm,
        )
        for position, line in enumerate(lines, start=1)
    )


@transaction.atomic
def adopt_standard(
    standard: MoralStandard,
    *,
    by: User,
    number: str,
    adopted_on: date,
    session: Session | None = None,
    version: int | None = None,
) -> None:
    """Put it in force; the one it takes over from leaves first. ``version``: what was read."""
    number = clean(number, max_length=40)
    if not number:
        raise ValidationError({"number": "Ghi số nghị quyết."})
    refuse_wrong_date(standard, adopted_on)
    refuse_wrong_session(standard, session, adopted_on)
    older = MoralStandard.objects.adopted().filter(cell=standard.cell, year=standard.year).first()
    if older is not None:
        move(older, "replace", by=by, note=f"thay bằng bản theo {number}")
    move(
        standard,
        "adopt",
        by=by,
        resolution_number=number,
        adopted_on=adopted_on,
        session=session,
    )
    standard.refresh_from_db(fields=["version"])
    if version is not None and standard.version != version:
        raise IllegalMove(f"{standard} was changed after it was read")
    # Counted only now: until the status changed another tab could still take lines away
    refuse_incomplete(standard)


def refuse_wrong_date(standard: MoralStandard, adopted_on: date) -> None:
    founded_on = standard.cell.founded_on if standard.cell else None
    if adopted_on > clock.today():
        raise ValidationError(
            {"adopted_on": "Ngày ban hành còn ở phía trước. Ghi ngày đã ký nghị quyết."}
        )
    if founded_on and adopted_on < founded_on:
        raise ValidationError(
            {"adopted_on": f"Chi bộ thành lập ngày {founded_on:%d/%m/%Y}; ghi ngày từ hôm đó."}
        )


def refuse_wrong_session(
    standard: MoralStandard, session: Session | None, adopted_on: date
) -> None:
    if session is None:
        return
    if session.cell_id != standard.cell_id:
        raise ValidationError({"session": "Buổi sinh hoạt này là của chi bộ khác. Chọn lại buổi."})
    if session.status not in TOOK_PLACE:
        raise ValidationError({"session": "Buổi sinh hoạt này chưa họp xong. Chọn lại buổi."})
    if session.day != adopted_on:
        raise ValidationError(
            {
                "adopted_on": f"Buổi sinh hoạt đã chọn họp ngày {session.day:%d/%m/%Y}; "
                "ghi đúng ngày ấy hoặc bỏ chọn buổi."
            }
        )


def next_year_of(standard: MoralStandard) -> int:
    """The year of the card that follows: an old one still in force is renewed for today's year."""
    return max(standard.year + 1, clock.today().year)


@transaction.atomic
def draft_next(standard: MoralStandard, *, by: User) -> MoralStandard:
    """The card of the next year, begun with the words of this one, which stays in force."""
    if not has_successor_year(standard):
        raise IllegalMove(f"{standard} is not the card that the next one begins from")
    return draft_standard(standard.cell, year=next_year_of(standard), by=by)


def has_successor_year(standard: MoralStandard) -> bool:
    """Whether the next year's card begins from this one: adopted, and none adopted after it."""
    later = MoralStandard.objects.adopted().filter(cell=standard.cell, year__gt=standard.year)
    return standard.status == StandardStatus.ADOPTED and not later.exists()


def refuse_incomplete(standard: MoralStandard) -> None:
    if missing := missing_parts(standard):
        raise ValidationError(missing)


def missing_parts(standard: MoralStandard) -> list[str]:
    """Why the standard cannot be adopted yet, a sentence each."""
    lines = list(standard.criteria.all())
    missing = []
    if not FEWEST <= len(lines) <= MOST:
        missing.append(f"Chuẩn mực cần {FEWEST} đến {MOST} dòng, hiện có {len(lines)}.")
    missing += [f"Dòng {line.position} chưa ghi tiêu chí." for line in lines if not line.behaviour]
    return missing
