"""What the application knows about a line of the sheet: points with the reason, never a verdict."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cells.programme.models import StudyForm
from cells.session.models import Attendance, AttendanceState, Session, Speech
from cells.session.roll.figures import RollCount, percent, roll_count
from cells.session.score.models import Basis, ScoreLine, read_bands, said

RUNNING = 3  # sessions in a row that somebody may be excused without a point lost
COMBINED_MINUTES = Decimal(30)  # more than a regular session, where a theme is studied besides


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    points: Decimal | None  # nothing where the facts are there but the points are the scorer's
    reason: str

    @property
    def sentence(self) -> str:
        return self.reason if self.points is None else f"{self.reason} → {said(self.points)} điểm"


class Facts:
    """Of one session, each asked of the database once, and only where a line rests on it."""

    def __init__(self, session: Session):
        self.session = session

    @cached_property
    def count(self) -> RollCount:
        return roll_count(self.session, self.session.cell)

    @cached_property
    def minutes(self) -> int | None:
        if self.session.ends_at is None:
            return None
        return int((self.session.ends_at - self.session.starts_at).total_seconds()) // 60

    @cached_property
    def is_combined(self) -> bool:
        return self.session.form == StudyForm.REGULAR and self.session.topic_id is not None

    @cached_property
    def speakers(self) -> int:
        """People of the roll who spoke, each once."""
        here = Attendance.objects.filter(
            session=self.session, cell=self.session.cell_id, state=AttendanceState.PRESENT
        )
        spoke = Speech.objects.filter(item__session=self.session, speaker__in=here.values("member"))
        return spoke.values("speaker").distinct().count()

    @cached_property
    def excused_too_often(self) -> list[str]:
        """Who is excused now and was at each of the three sessions before."""
        session = self.session
        earlier = Session.objects.filter(
            attendances__cell=session.cell_id, starts_at__lte=session.starts_at
        ).exclude(status="cancelled")
        running = list(
            earlier.order_by("-starts_at", "-pk").values_list("pk", flat=True).distinct()
        )[: RUNNING + 1]
        if len(running) <= RUNNING:
            return []
        lines = Attendance.objects.filter(
            session__in=running, cell=session.cell_id, state=AttendanceState.EXCUSED
        ).select_related("member")
        names: dict[int, str] = {}
        times: Counter[int] = Counter()
        for line in lines.order_by("member__sort_key", "member"):
            names[line.member_id] = str(line.member)
            times[line.member_id] += 1
        return [names[key] for key, often in times.items() if often > RUNNING]


def proposal_for(line: ScoreLine, facts: Facts) -> Proposal | None:
    if not line.basis:
        return None
    return PROPOSERS[Basis(line.basis)](line, facts)


def band_points(line: ScoreLine, value: Decimal) -> Decimal | None:
    return next((points for least, points in read_bands(line.bands) if value >= least), None)


def by_attendance(line: ScoreLine, facts: Facts) -> Proposal | None:
    ratio = facts.count.ratio
    if ratio is None:
        return None
    reason = f"tỷ lệ {ratio:.2f}%".replace(".", ",")
    points = band_points(line, ratio)
    if facts.count.unexcused and (bands := read_bands(line.bands)):
        reason += f", {facts.count.unexcused} đồng chí vắng không lý do"
        points = bands[-1][1]
    return Proposal(points=points, reason=reason)


def by_excuses(line: ScoreLine, facts: Facts) -> Proposal | None:
    if not facts.count.total:
        return None
    names = facts.excused_too_often
    reason = (
        f"vắng có lý do quá {RUNNING} buổi liền: {', '.join(names)}"
        if names
        else f"không ai vắng có lý do quá {RUNNING} buổi liền"
    )
    return Proposal(points=band_points(line, Decimal(len(names))), reason=reason)


def by_duration(line: ScoreLine, facts: Facts) -> Proposal | None:
    """Below the least band nothing is proposed: the sheet does not say how points are cut."""
    if facts.minutes is None:
        return None
    asked = COMBINED_MINUTES if facts.is_combined else Decimal(0)
    reason = f"kéo dài {facts.minutes} phút"
    if facts.is_combined:
        reason += ", thường kỳ kết hợp chuyên đề"
    return Proposal(points=band_points(line, facts.minutes - asked), reason=reason)


def by_speaking(line: ScoreLine, facts: Facts) -> Proposal | None:
    here = facts.count.present + facts.count.temporary_present
    share = percent(min(facts.speakers, here), here)
    if share is None:
        return None
    if not facts.speakers:  # nothing was written down, which is not the same as nothing said
        return Proposal(points=None, reason="chưa ghi ý kiến phát biểu nào")
    reason = f"{facts.speakers}/{here} người dự phát biểu, {share:.2f}%".replace(".", ",")
    return Proposal(points=band_points(line, share), reason=reason)


PROPOSERS = {
    Basis.ATTENDANCE: by_attendance,
    Basis.EXCUSES: by_excuses,
    Basis.DURATION: by_duration,
    Basis.SPEAKING: by_speaking,
}
