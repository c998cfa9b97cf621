"""What happens to a round: opened with a row for everybody, completed, published, closed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from cells import clock
from cells.audit import trace
from cells.models import User
from cells.workflow import IllegalMove, move
from reports.evaluation.choices import WRITING, Case, EvaluationStatus, RoundStatus
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.round.people import cells_of, gone_by, people_of
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.services import publish_all, reason, refuse_unexplained

EARLIEST = 2011
LEFT_WORDS = "không còn sinh hoạt tại chi bộ nào"


@transaction.atomic
def open_round(
    year: int, *, scheme: RatingScheme, self_due_on: date, cell_due_on: date, note: str, by: User
) -> EvaluationRound:
    """One round a year, with a blank paper for every person and every cell."""
    note = reason(note, "Ghi căn cứ mở vòng đánh giá.")
    refuse_wrong_year(year, scheme)
    if cell_due_on < self_due_on:
        raise ValidationError({"cell_due_on": "Hạn của chi bộ không thể trước hạn tự kiểm điểm."})
    try:
        with transaction.atomic():
            found = EvaluationRound.objects.create(
                year=year,
                scheme=scheme,
                self_due_on=self_due_on,
                cell_due_on=cell_due_on,
                opened_at=clock.now(),
            )
    except IntegrityError:
        raise ValidationError({"year": f"Vòng đánh giá năm {year} đã mở."}) from None
    trace(found, by, "open", "", RoundStatus.OPEN, note)
    add_rows(found)
    return found


def refuse_wrong_year(year: int, scheme: RatingScheme) -> None:
    """The year whose end is near or past, under rules that hold for it."""
    if not EARLIEST <= year <= clock.today().year:
        words = f"Mở vòng cho một năm từ {EARLIEST} đến {clock.today().year}."
        raise ValidationError({"year": words})
    if not RatingScheme.objects.of_year(year).filter(pk=scheme.pk).exists():
        raise ValidationError({"scheme": f"“{scheme}” không dùng cho năm {year}."})
    if EvaluationRound.objects.filter(year=year).exists():
        raise ValidationError({"year": f"Vòng đánh giá năm {year} đã mở."})


def add_rows(found: EvaluationRound) -> int:
    """A paper for everybody who has none yet; answers how many came."""
    there = set(found.member_evaluations.values_list("member_id", flat=True))
    people = [
        MemberEvaluation(
            round=found,
            member_id=person.member_id,
            cell_id=person.cell_id,
            case=person.case,
            by_leader=person.by_leader,
        )
        for person in people_of(found.year)
        if person.member_id not in there
    ]
    known = set(found.cell_evaluations.values_list("cell_id", flat=True))
    cells = [
        CellEvaluation(round=found, cell_id=cell, case=case)
        for cell, case in cells_of(found.year)
        if cell not in known
    ]
    MemberEvaluation.objects.bulk_create(people, batch_size=500)
    CellEvaluation.objects.bulk_create(cells, batch_size=500)
    return len(people) + len(cells)


@transaction.atomic
def complete_round(found: EvaluationRound, *, by: User) -> tuple[int, int]:
    """Who came since the opening gets a paper; who has left and not written is set aside. Safe
    twice, also at once. Answers how many came and how many left."""
    # The idle update makes a second run wait for the first, and see what that one added
    if not EvaluationRound.objects.running().filter(pk=found.pk).update(year=F("year")):
        raise IllegalMove(str(found))
    came, left = add_rows(found), set_aside_leavers(found, by)
    if came or left:
        words = f"thêm {came}, không còn sinh hoạt {left}"
        trace(found, by, "complete", found.status, found.status, words)
    return came, left


def set_aside_leavers(found: EvaluationRound, by: User) -> int:
    rows = found.member_evaluations.filter(gone_by(found.year), status__in=WRITING)
    rows = rows.exclude(case=Case.LEFT).with_people()
    for row in rows:
        row.case = Case.LEFT
        row.save(update_fields=["case"])
        trace(row, by, "classify", row.status, row.status, LEFT_WORDS)
    return len(rows)


@transaction.atomic
def publish_round(found: EvaluationRound, *, by: User, note: str) -> int:
    """All decisions become known together, where a list is signed those on it; answers how many."""
    note = reason(note, "Ghi căn cứ công bố, ví dụ số quyết định.")
    move(found, "publish", by=by, note=note, published_at=clock.now())
    # Asked only now: until the status changed somebody could still open a decision again
    if waiting := undecided(found):
        words = f"Còn {waiting} đảng viên, chi bộ chưa có mức dự kiến quyết định."
        raise ValidationError(words)
    refuse_unexplained(found)
    people, cells = found.member_evaluations.with_people(), found.cell_evaluations.with_cells()
    document, how_many = found.documents.first(), 0
    for rows in (people, cells):
        decided = rows.filter(status=EvaluationStatus.DECIDED).select_related("decided_level")
        if document:
            # Who was decided after the signature is not on its list: published singly, on a ground
            decided = decided.filter(decided_at__lte=document.issued_at)
        publish_all(papers := list(decided), by=by, note=note)
        how_many += len(papers)
    return how_many


def undecided(found: EvaluationRound) -> int:
    rows = (found.member_evaluations.undecided(), found.cell_evaluations.undecided())
    return sum(each.count() for each in rows)


@transaction.atomic
def close_round(found: EvaluationRound, *, by: User, note: str) -> None:
    """Nothing moves in it afterwards but numbered amendments, and who was put off."""
    note = reason(note, "Ghi lý do khép vòng.")
    move(found, "close", by=by, note=note, closed_at=clock.now())
    people, cells = found.member_evaluations.missing(), found.cell_evaluations.missing()
    if missing := people.count() + cells.count():
        raise ValidationError(f"Còn {missing} bản chưa xong nên chưa khép được. Xem danh sách.")
