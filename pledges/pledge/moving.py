"""What becomes of pledges when somebody leaves a cell or enters one (Q10, Q16).

The old cell's accepted pledge is closed; the new cell gets a draft for the member to confirm.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from cells import clock
from cells.audit import trace
from cells.member.models import Body
from cells.member.moves.passage import Passage
from cells.models import CommitteePost, Standing, Theme
from cells.organisation.models import REGISTERING, CellKind
from cells.workflow import move
from pledges.pledge.models import REGISTERED, Pledge, PledgeItem, PledgeQuerySet, PledgeStatus
from pledges.pledge.services import LEADERS_EARLIER, TIME_FOR_LATECOMERS, due_day

KNOWN_TO_THE_CELL = {PledgeStatus.SUBMITTED, *REGISTERED}


def foresee(passage: Passage) -> list[str]:
    left = [words for pledge in left_behind(passage) if (words := words_of(pledge))]
    return [*left, *(entry.words for entry in entries_of(passage))]


def carry_out(passage: Passage) -> None:
    for pledge in left_behind(passage).filter(status=PledgeStatus.ACCEPTED):
        move(pledge, "close", by=None, note=note_of(passage))
    # Like open_year: the idle update makes two that open pledges of a year take turns
    Theme.objects.filter(year__gte=clock.today().year).update(year=F("year"))
    for entry in entries_of(passage):
        entry.carry_out()


# The old cell


def left_behind(passage: Passage) -> PledgeQuerySet:
    """This year's and later ones; earlier years are closed in their own time."""
    if passage.out_of is None:
        return Pledge.objects.none()
    own = Pledge.objects.filter(member=passage.member, cell=passage.out_of)
    return own.filter(year__gte=clock.today().year).with_people().order_by("year")


def words_of(pledge: Pledge) -> str:
    name = f"Bản đăng ký năm {pledge.year} ở {pledge.cell}"
    return {
        PledgeStatus.ACCEPTED: f"{name} được khép.",
        PledgeStatus.SUBMITTED: f"{name} đã gửi: chi uỷ ở đó vẫn trả lời.",
        PledgeStatus.RETURNED: f"{name} đang cần bổ sung: giữ nguyên, không nhắc nữa.",
        PledgeStatus.DRAFT: f"{name} chưa gửi: giữ nguyên, không nhắc nữa.",
    }.get(PledgeStatus(pledge.status), "")


def note_of(passage: Passage) -> str:
    if passage.into is None:
        return f"thôi sinh hoạt, hết ngày {passage.last_day:%d/%m/%Y}"
    return f"chuyển sinh hoạt đến {passage.into}, từ ngày {passage.first_day:%d/%m/%Y}"


# The new cell


@dataclass(frozen=True, slots=True)
class Entry:
    """One year in the new cell: the pledge that is there, the one to copy from, a blank draft."""

    passage: Passage
    theme: Theme
    there: Pledge | None
    source: Pledge | None

    @property
    def is_resumed(self) -> bool:
        """Back in a cell that had agreed once: its months still rest on those items."""
        return self.there is not None and self.there.status == PledgeStatus.CLOSED

    @property
    def is_kept(self) -> bool:
        """Somebody has written there, or there is nothing to copy."""
        return self.there is not None and not (self.source and self.there.is_untouched)

    @property
    def due_on(self) -> date:
        leads = is_leader(self.passage)
        if self.source is None:
            return due_day(self.theme.pledge_due_on, clock.today(), by_leader=leads)
        due_on = self.theme.pledge_due_on - leads * LEADERS_EARLIER
        begins = max(clock.today(), self.passage.first_day or clock.today())
        return max(due_on, begins + TIME_FOR_LATECOMERS)

    @property
    def words(self) -> str:
        year, into, due = self.theme.year, self.passage.into, f"hạn {self.due_on:%d/%m/%Y}"
        if self.is_resumed:
            words = "được mở lại để đồng chí đọc, sửa nếu cần rồi gửi."
            return f"Bản đăng ký năm {year} đã khép ở {into} {words}"
        if self.is_kept and self.there:
            return f"Bản đăng ký năm {year} đã có ở {into} ({self.there.state_label}) giữ nguyên."
        if self.source is None:
            return f"{into} mở một bản đăng ký năm {year} để đồng chí viết, {due}."
        return (
            f"{into} có một bản nháp năm {year} chép từ bản ở {self.source.cell}, {due}; "
            "đồng chí ghi lại người xác nhận, chuẩn mực rồi gửi."
        )

    def carry_out(self) -> None:
        if self.is_resumed:
            back = f"trở lại sinh hoạt tại {self.passage.into}"
            move(self.there, "resume", by=None, note=back)
        elif not self.is_kept:
            draft = self.there or Pledge(
                member=self.passage.member, cell=self.passage.into, year=self.theme.year
            )
            draft.due_on, draft.by_leader = self.due_on, is_leader(self.passage)
            draft.save()
            if self.source:
                copy_words(self.source, draft)


def entries_of(passage: Passage) -> list[Entry]:
    """A year is open once anybody has a pledge of it."""
    if passage.into is None:
        return []
    this_year = clock.today().year
    opened = Pledge.objects.filter(year__gte=this_year).values("year")
    themes = Theme.objects.filter(year__in=opened).order_by("year")
    found = [entry_of(passage, theme) for theme in themes]
    return [entry for entry in found if entry]


def entry_of(passage: Passage, theme: Theme) -> Entry | None:
    pledges = {pledge.cell_id: pledge for pledge in pledges_of(passage, theme.year)}
    there = pledges.get(passage.into.pk) if passage.into else None
    source = pledges.get(passage.out_of.pk) if passage.out_of else None
    if source and source.is_untouched:
        source = None
    entry = Entry(passage, theme, there, source)
    return entry if there or source or is_obliged(passage) else None


def pledges_of(passage: Passage, year: int) -> PledgeQuerySet:
    """Nobody has any who is not stored yet."""
    return Pledge.objects.of_year(year).filter(member=passage.member.pk or 0).with_people()


def is_obliged(passage: Passage) -> bool:
    """``Member.objects.obliged`` for somebody whose membership is about to be written."""
    member, today = passage.member, clock.today()
    if passage.into is None or passage.into.kind not in REGISTERING:
        return False
    if passage.into.kind == CellKind.YOUTH:
        return True
    if not member.admitted_on:
        return False
    released = Standing.objects.open_on(today).filter(member=member.pk or 0)
    return member.admitted_on <= today and not released.exists()


def is_leader(passage: Passage) -> bool:
    """By the new posts alone: an office is not carried over."""
    if passage.office or passage.into is None or passage.into.kind != CellKind.PARTY:
        return bool(passage.office)
    posts = CommitteePost.objects.open_on(clock.today()).filter(member=passage.member.pk or 0)
    return posts.filter(body__in=[Body.STANDING, Body.EXECUTIVE]).exists()


def copy_words(source: Pledge, draft: Pledge) -> None:
    """What the old cell has read may be entered for the member here too; a draft's words may not:
    its copy counts as touched, so only the author opens it."""
    draft.reflection, draft.measures = source.reflection, source.measures
    draft.saved_at = clock.now()
    draft.version = 0 if source.status in KNOWN_TO_THE_CELL else 1
    draft.save()
    running = source.items.filter(ended_on=None).select_related("criterion__standard")
    PledgeItem.objects.bulk_create(
        copy_of(item, draft, position) for position, item in enumerate(running, start=1)
    )
    trace(draft, None, "copy", draft.status, draft.status, f"chép từ bản ở {source.cell}")


def copy_of(item: PledgeItem, draft: Pledge, position: int) -> PledgeItem:
    """The old cell's own card holds no longer, nor do its people confirm; the rest is kept."""
    is_committees = item.criterion is not None and item.criterion.standard.cell_id is None
    return PledgeItem(
        pledge=draft,
        position=position,
        criterion=item.criterion if is_committees else None,
        action=item.action,
        measure=item.measure,
        rhythm=item.rhythm,
        due_on=item.due_on,
        copied_from_id=item.copied_from_id,
        difference=item.difference,
    )
