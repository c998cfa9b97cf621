"""Assessing a đoàn viên for a period: proposed from the months, said by a person."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cells import clock
from cells.audit import trace
from cells.models import Cell, Member
from cells.notice.services import tell
from cells.organisation.models import CellKind
from cells.workflow import Clash, claim_row
from reports.rollup.period import Period
from reports.youth.figures import people_of, proposals
from reports.youth.models import YouthAssessment, YouthScheme

SHIPPED = {"best": "Tốt", "middle": "Khá", "least": "Cần cố gắng"}


def ship_youth_scheme() -> None:
    """Where there is none yet; afterwards it is data that staff keep."""
    if not YouthScheme.objects.exists():
        YouthScheme.objects.create(
            first_year=2007, **SHIPPED, note="Tên ba mức: cơ quan tự đặt, chưa có văn bản quy định."
        )


def scheme_of(year: int) -> YouthScheme | None:
    return YouthScheme.objects.filter(first_year__lte=year).order_by("-first_year").first()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One row as a person sent it; ``version`` is what the page had shown, nothing: a blank row."""

    level: int
    note: str = ""
    version: int | None = None


@transaction.atomic
def assess(cell: Cell, member: Member, period: Period, said: Said, *, by: Any) -> YouthAssessment:
    """The proposal is frozen as it was at this moment; another level says why."""
    here = YouthAssessment.objects.of(period).filter(cell=cell, member=member)
    row = here.select_related("scheme").first() or YouthAssessment(
        cell=cell, member=member, year=period.year, unit=period.unit, number=period.number
    )
    if not by.has_perm("reports.assess_youthassessment", row):
        raise PermissionDenied
    refuse_unfit(cell, member, period)
    scheme = row.scheme if row.pk else scheme_of(period.year)
    if scheme is None:
        raise ValidationError(f"Chưa có bộ mức đánh giá đoàn viên cho năm {period.year}.")
    proposed = proposals(cell, period).get(member.pk)
    if proposed and said.level != proposed and not said.note:
        word = scheme.word(proposed)
        raise ValidationError(
            {"note": f"Các tháng gợi ý mức “{word}”. Chọn mức khác thì ghi lý do."}
        )
    before = row.word if row.pk else ""
    row.scheme = scheme
    keep(row, said, proposed, by=by)
    trace(row, by, "reassess" if before else "assess", before, row.word, said.note)
    done = "đã đánh giá lại" if before else "đã đánh giá"
    words = f"Chi đoàn {done} {period.label} của đồng chí. Mời đồng chí xem."
    tell(member.pk, row, verb="assess", sentence=words, by=by)
    return row


def refuse_unfit(cell: Cell, member: Member, period: Period) -> None:
    if cell.kind != CellKind.YOUTH:
        raise ValidationError("Chỉ chi đoàn đánh giá theo tháng, quý, 6 tháng, năm.")
    if period.last > clock.today():
        raise ValidationError(f"Chưa đến tháng cuối của {period.label}.")
    if not people_of(cell, period).filter(pk=member.pk).exists():
        raise ValidationError(f"{member} không sinh hoạt ở {cell} trong {period.label}.")


def keep(row: YouthAssessment, said: Said, proposed: int | None, *, by: Any) -> None:
    """The row of whoever was faster is never written over."""
    if row.pk:
        claim_row(row, said.version)
    elif said.version is not None:
        raise Clash(row)
    row.level, row.note, row.proposed = said.level, said.note, proposed
    row.assessed_by, row.assessed_at = by, clock.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Clash(row) from error
