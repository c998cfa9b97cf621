"""What happens to one commendation: nominated, proposed with the cell's vote, declined, and – where
it is the cell's own to give – awarded by its resolution."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.models import Cell, Member, Membership, Session, User
from cells.text import clean, required_words
from cells.workflow import move, take_turns
from pledges.models import MonthlyReportLine
from reports.commendation.models import (
    Commendation,
    CommendationForm,
    CommendationStatus,
    Giver,
    Occasion,
    subject_kind,
)

NOT_ONESELF = "Không ai tự đề cử mình. Đồng chí khác trong chi bộ đề cử."


@dataclass(frozen=True, slots=True, kw_only=True)
class Praise:
    """For what, in which form, on which occasion (none: outside of any)."""

    form: CommendationForm
    occasion: Occasion | None
    achievement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where somebody came upon it; empty: nominated directly."""

    line: MonthlyReportLine | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """Votes are cast on paper in the meeting; only their numbers are kept."""

    entitled: int
    present: int
    in_favour: int


def members_of(cell: Cell) -> list[Member]:
    """Who belongs to the cell today, as lists are read."""
    here = Membership.objects.open_on(clock.today()).filter(cell=cell, is_temporary=False)
    return list(Member.objects.filter(pk__in=here.values("member")).order_by("sort_key", "pk"))


@transaction.atomic
def nominate(
    cell: Cell,
    *,
    by: User,
    member: Member | None,
    praise: Praise,
    source: Source = Source(),
) -> Commendation:
    """A member of the cell, or without one the cell itself."""
    if member and member.pk == by.member_id:
        raise ValidationError({"subject": NOT_ONESELF})
    if member and member not in members_of(cell):
        raise ValidationError({"subject": f"Đồng chí {member} không sinh hoạt ở {cell}."})
    if source.line and source.line.report.pledge.member_id != (member and member.pk):
        raise ValidationError({"subject": "Báo cáo này của đồng chí khác."})
    check_form(praise.form, cell, member)
    achievement = required_words(praise.achievement, "Ghi thành tích.")
    refuse_twin(cell, member, praise)
    return Commendation.objects.create(
        cell=cell,
        member=member,
        form=praise.form,
        occasion=praise.occasion,
        achievement=achievement,
        line=source.line,
        session=source.session,
        nominated_by=by,
        nominated_at=clock.now(),
    )


def check_form(form: CommendationForm, cell: Cell, member: Member | None) -> None:
    kind = subject_kind(cell, member)
    if not form.is_for(kind):
        raise ValidationError({"form": f"{form} không dùng để khen {kind.label}. Chọn lại."})


def refuse_twin(
    cell: Cell, member: Member | None, praise: Praise, *, besides: Commendation | None = None
) -> None:
    """One praise a subject, form and occasion; whoever nominates at the same moment waits here."""
    take_turns(member or cell)
    whose = {"member": member} if member else {"member": None, "cell": cell}
    same = Commendation.objects.holding_places().filter(
        **whose, form=praise.form, occasion=praise.occasion
    )
    twin = same.exclude(pk=besides and besides.pk).first()
    if twin is None:
        return
    name, form = member.full_name if member else cell.name, praise.form.name.lower()
    when = "trong dịp này" if praise.occasion else "đột xuất, chưa quyết định xong"
    told = TOLD[twin.status]
    if twin.status == CommendationStatus.AWARDED and praise.form.has_certificate:
        told = "đã được tặng"  # what one holds in the hand
    raise ValidationError(f"{name} {told} {form} {when}.")


TOLD = {
    CommendationStatus.NOMINATED: "đã được đề cử",
    CommendationStatus.PROPOSED: "đã được đề nghị",
    CommendationStatus.GATHERED: "đã được đề nghị",
    CommendationStatus.AWARDED: "đã được khen bằng hình thức",
}


@transaction.atomic
def propose(commendation: Commendation, *, by: User, praise: Praise, vote: VoteCount) -> None:
    """The cell stands behind it: its words, its form, and the count of its vote."""
    check_form(praise.form, commendation.cell, commendation.member)
    check_vote(vote)
    refuse_twin(commendation.cell, commendation.member, praise, besides=commendation)
    move(
        commendation,
        "propose",
        by=by,
        note=f"{vote.in_favour}/{vote.entitled} tán thành, có mặt {vote.present}",
        form=praise.form,
        occasion=praise.occasion,
        achievement=required_words(praise.achievement, "Ghi thành tích."),
        entitled=vote.entitled,
        present=vote.present,
        in_favour=vote.in_favour,
    )


def check_vote(vote: VoteCount) -> None:
    """Who is absent does not vote; and less than a majority is no proposal of the cell."""
    if vote.present > vote.entitled:
        raise ValidationError({"present": "Số có mặt nhiều hơn số được biểu quyết."})
    if vote.in_favour > vote.present:
        raise ValidationError({"in_favour": "Số tán thành nhiều hơn số có mặt."})
    if 2 * vote.in_favour <= vote.entitled:
        raise ValidationError(
            {"in_favour": "Chưa quá nửa số được biểu quyết tán thành, chưa đề nghị được."}
        )


def decline(commendation: Commendation, *, by: User, note: str) -> None:
    move(commendation, "decline", by=by, note=required_words(note, "Ghi lý do không đề nghị."))


def grant(commendation: Commendation, *, by: User, number: str, awarded_on: date) -> None:
    """The cell praises by its own resolution, which its book numbers."""
    if commendation.form.given_by != Giver.CELL:
        raise ValidationError(f"{commendation.form} do Đảng uỷ quyết định.")
    if awarded_on > clock.today():
        raise ValidationError({"awarded_on": "Ngày này chưa tới. Ghi hôm nay hoặc ngày đã qua."})
    number = clean(number, max_length=60)
    if not number:
        raise ValidationError({"number": "Ghi số nghị quyết của chi bộ."})
    note = f"Nghị quyết số {number}"
    move(commendation, "grant", by=by, note=note, decision_number=number, awarded_on=awarded_on)


@transaction.atomic
def refuse(commendation: Commendation, *, by: User, note: str) -> None:
    """A leader leaves one out of a batch that waits for the decision."""
    batch = commendation.batch
    if commendation.status == CommendationStatus.GATHERED and batch and batch.is_editable:
        raise ValidationError("Đợt khen này chưa trình. Bộ phận giúp việc đang tổng hợp.")
    move(commendation, "refuse", by=by, note=required_words(note, "Ghi lý do không khen."))
