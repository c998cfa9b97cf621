"""What happens to a standard: drafted from the last one, written, adopted."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.audit import trace
from cells.models import Cell, User
from cells.text import clean
from cells.workflow import IllegalMove, claim_version, move
from pledges.standard.models import Criterion, MoralStandard, StandardStatus

FEWEST, MOST = 3, 7


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
    standard.motto = motto
    standard.save(update_fields=["motto"])
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
    standard: MoralStandard, *, by: User, number: str, adopted_on: date, version: int | None = None
) -> None:
    """Put it in force; the one it takes over from leaves first. ``version``: what was read."""
    number = clean(number, max_length=40)
    if not number:
        raise ValidationError({"number": "Ghi số nghị quyết."})
    refuse_wrong_date(standard, adopted_on)
    older = MoralStandard.objects.adopted().filter(cell=standard.cell, year=standard.year).first()
    if older is not None:
        move(older, "replace", by=by, note=f"thay bằng bản theo {number}")
    move(standard, "adopt", by=by, resolution_number=number, adopted_on=adopted_on)
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
