"""What a step of a monthly report does: the month opened, the report written, sent and answered."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cells import clock
from cells.audit import trace
from cells.models import Committee, Member, Session, User
from cells.notice.services import heed, tell
from cells.organisation.models import CellKind
from cells.text import month_words, required_words
from cells.workflow import Clash, IllegalMove, claim_version, move, take_turns
from pledges.monthly_report.models import (
    EXCUSED,
    MonthlyReport,
    MonthlyReportLine,
    MonthlyReportQuerySet,
    lines_of,
)
from pledges.monthly_report.scheduling import hearing_days, month_after, opening_due_on
from pledges.pledge.models import Pledge, PledgeItem, PledgeStatus

NEWS = {  # what the author is told of each step of somebody else's
    "acknowledge": "đã được nhận",
    "return": "đã được trả lại, có lời ghi",
    "reopen": "đã được mở lại, có lời ghi",
    "excuse": "đã được miễn, có lời ghi",
    "unexcuse": "thôi được miễn, có lời ghi",
}

# Filled by ReportsConfig.ready(): why a report that was never sent is not taken any more
reasons_too_late: list[Callable[[MonthlyReport], str]] = []
# ... and the same as conditions for lists: nobody is asked for what they cannot send any more
conditions_too_late: list[Q] = []

WHAT_TO_MEND = "Ghi điều cần bổ sung để đồng chí ấy biết viết thêm gì."


def still_taken(reports: MonthlyReportQuerySet) -> MonthlyReportQuerySet:
    """Without those that nobody may send any more."""
    for condition in conditions_too_late:
        reports = reports.filter(~condition)
    return reports


def still_asked(reports: MonthlyReportQuerySet, today: date) -> MonthlyReportQuerySet:
    """Of this year and the one before, of people who still live in the cell: what is missing at
    New Year stays asked for as long as it may be mended."""
    return still_taken(reports.of_those_still_here()).filter(month__gte=date(today.year - 1, 1, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """What was written about one item; ``is_unchanged`` takes its state from the month before."""

    item_id: int
    state: str = ""
    is_unchanged: bool = False
    sentence: str = ""
    difficulty: str = ""


# Opening


@transaction.atomic
def open_month(month: date) -> int:
    """Give every accepted pledge of that month's year a blank report; return how many were missing.

    Safe to run twice, also at the same moment.
    """
    month = month.replace(day=1)
    if month > month_after(clock.today()):
        latest = month_after(clock.today())
        raise ValidationError(
            f"Tháng {month_words(month)} chưa tới. Chỉ mở được đến tháng {month_words(latest)}."
        )
    take_turns(*Committee.objects.all())  # the second then sees which months lack whom
    return open_reports(Pledge.objects.all(), month)


@transaction.atomic
def open_report_of_this_month(pledge: Pledge) -> None:
    """A pledge accepted after its month was opened joins from that month on, never earlier."""
    take_turns(*Committee.objects.all())  # the second then sees which months lack whom
    this_month = clock.today().replace(day=1)
    opened = MonthlyReport.objects.filter(month__gte=this_month, month__year=pledge.year)
    for month in opened.order_by("month").values_list("month", flat=True).distinct():
        open_reports(Pledge.objects.filter(pk=pledge.pk), month)


def open_reports(pledges: QuerySet[Pledge], month: date) -> int:
    waiting = pledges_to_report(month).filter(pk__in=pledges.values("pk")).order_by("pk")
    days = hearing_days(month)
    blanks = MonthlyReport.objects.bulk_create(
        MonthlyReport(
            pledge=pledge,
            cell=pledge.cell,
            month=month,
            by_leader=pledge.by_leader,
            due_on=opening_due_on(pledge, month, days.get(pledge.cell_id)),
        )
        for pledge in waiting.select_related("cell")
    )
    if blanks:
        write_blank_lines(pledges, blanks, month)
    return len(blanks)


def write_blank_lines(pledges: QuerySet[Pledge], blanks: list[MonthlyReport], month: date) -> None:
    report_of = {report.pledge_id: report.pk for report in blanks}
    asked = Q(ended_on__isnull=True) | Q(ended_on__gte=month)
    items = PledgeItem.objects.filter(
        asked, pledge__in=pledges.values("pk"), pledge__monthly_reports__month=month
    )
    MonthlyReportLine.objects.bulk_create(
        MonthlyReportLine(report_id=report_of[pledge], item_id=item)
        for item, pledge in items.order_by("pk").values_list("pk", "pledge")
        if pledge in report_of
    )


def pledges_to_report(month: date) -> QuerySet[Pledge]:
    """Accepted by the month's end, still without a report, of people obliged in that cell today.

    Whoever moved within the month has told the old cell already, or was excused there.
    """
    today = clock.today()
    month_end = timezone.make_aware(datetime.combine(month_after(month), datetime.min.time()))
    has_one = MonthlyReport.objects.filter(pledge=OuterRef("pk"), month=month)
    told_elsewhere = MonthlyReport.objects.filter(
        ~EXCUSED, pledge__member=OuterRef("member"), cell__kind=OuterRef("cell__kind"), month=month
    )
    # A standing is the Party's (Q12): a youth branch asks everybody who belongs to it
    asked = Q(cell__kind=CellKind.YOUTH) | Q(member__in=Member.objects.obliged(today))
    return Pledge.objects.of_those_still_here().filter(
        asked,
        ~Exists(has_one),
        ~Exists(told_elsewhere),
        status=PledgeStatus.ACCEPTED,
        year=month.year,
        accepted_at__lt=month_end,
    )


# Writing


@transaction.atomic
def save_monthly_report(
    report: MonthlyReport, *, lines: list[LineInput], version: int, reader: User | None = None
) -> None:
    """Keep what the member wrote, unless the report was sent or another tab saved meanwhile.

    ``reader`` holds the pen for the author: “unchanged” then means what that person could read.
    """
    written = written_lines(report, lines, reader)
    claim_version(report, version)
    report.saved_at = clock.now()
    MonthlyReport.objects.filter(pk=report.pk).update(saved_at=report.saved_at)
    keep_lines(written)


def keep_lines(written: list[MonthlyReportLine]) -> None:
    """Those that are there in one question; an answer given meanwhile is not written over."""
    MonthlyReportLine.objects.bulk_create(
        [line for line in written if line.pk],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=["state", "is_unchanged", "sentence", "difficulty"],
    )
    MonthlyReportLine.objects.bulk_create(line for line in written if not line.pk)


def written_lines(
    report: MonthlyReport, lines: list[LineInput], reader: User | None
) -> list[MonthlyReportLine]:
    asked = {line.item_id: line for line in lines_of(report, with_files=False)}
    before = {}
    if any(given.is_unchanged for given in lines):
        before = MonthlyReportLine.objects.before(report, reader=reader)
    for given in lines:
        line = asked.get(given.item_id)
        if line is None:
            raise ValidationError("Có việc không còn trong bản đăng ký. Mở lại trang rồi ghi tiếp.")
        line.state = state_of(given, before.get(given.item_id))
        line.is_unchanged = given.is_unchanged
        line.sentence, line.difficulty = given.sentence, given.difficulty
        line.clean_fields(exclude=["report", "item"])
    return [asked[given.item_id] for given in lines]


def state_of(given: LineInput, before: MonthlyReportLine | None) -> str:
    if not given.is_unchanged:
        return given.state
    if before is None:
        raise ValidationError("Chưa có tháng trước để so. Chọn một trong ba kết quả.")
    return before.state


def refuse_unanswered(lines: list[MonthlyReportLine]) -> None:
    if not lines:
        raise ValidationError("Báo cáo chưa có việc nào. Bản đăng ký phải được nhận lại đã.")
    if empty := [str(number) for number, line in enumerate(lines, 1) if not line.state]:
        names = ", ".join(f"việc {number}" for number in empty)
        raise ValidationError(f"Còn {len(empty)} việc chưa ghi kết quả: {names}.")


def refuse_too_late(report: MonthlyReport) -> None:
    """Late sending has an end; what was sent once may be mended and sent again."""
    for reason in reasons_too_late if report.first_submitted_at is None else []:
        if sentence := reason(report):
            raise ValidationError(sentence)


@transaction.atomic
def submit_monthly_report(report: MonthlyReport, *, by: User, version: int | None = None) -> None:
    """Hand the report in – exactly the text of ``version``, which its author has read again."""
    refuse_too_late(report)
    refuse_unanswered(lines_of(report, with_files=False))
    changes: dict[str, Any] = {"first_submitted_at": report.first_submitted_at or clock.now()}
    if report.awaits_confirmation:
        changes["confirmed_at"] = clock.now()  # who sends it stands for it
    claim_version(report, report.version if version is None else version)
    move(report, "submit", by=by, **changes)
    heed(report, by=by)


def withdraw_monthly_report(report: MonthlyReport, *, by: User) -> None:
    move(report, "withdraw", by=by)


def refuse_entry(report: MonthlyReport, *, has_paper_slip: bool) -> None:
    refuse_too_late(report)
    can_confirm = User.objects.filter(member=report.author_id, is_active=True)
    if not has_paper_slip and not can_confirm.exists():
        raise ValidationError(
            f"Đồng chí {report.pledge.member} chưa có tài khoản để xác nhận; cần phiếu giấy đã ký."
        )


def foresee_entry(
    report: MonthlyReport, *, lines: list[LineInput], by: User, has_paper_slip: bool
) -> list[MonthlyReportLine]:
    """The lines and the pen as they would be handed in, to be read once more; nothing is stored."""
    refuse_entry(report, has_paper_slip=has_paper_slip)
    if not report.is_open_to_entry:
        raise IllegalMove(f"{report} has been begun")
    written = written_lines(report, lines, by)
    refuse_unanswered(written)
    report.entered_by, report.has_paper_slip, report.confirmed_at = by, has_paper_slip, None
    return written


@transaction.atomic
def enter_monthly_report(
    report: MonthlyReport,
    *,
    lines: list[LineInput],
    version: int,
    by: User,
    has_paper_slip: bool,
) -> None:
    """Ghi hộ: write and hand in for a member who cannot; the row says who held the pen."""
    refuse_entry(report, has_paper_slip=has_paper_slip)
    open_now = MonthlyReport.objects.open_to_entry().filter(pk=report.pk)
    if not open_now.update(entered_by=by, has_paper_slip=has_paper_slip, confirmed_at=None):
        raise IllegalMove(f"{report} has been begun")
    save_monthly_report(report, lines=lines, version=version, reader=by)
    refuse_unanswered(lines_of(report, with_files=False))
    sent_first = report.first_submitted_at or clock.now()
    move(report, "submit", by=by, note="Ghi hộ", first_submitted_at=sent_first)
    report.refresh_from_db(fields=["entered_by", "has_paper_slip", "confirmed_at"])


@transaction.atomic
def confirm_monthly_report(report: MonthlyReport, *, by: User) -> None:
    """The member's yes to what an officer wrote down for them."""
    open_question = MonthlyReport.objects.filter(
        pk=report.pk, entered_by__isnull=False, confirmed_at__isnull=True
    )
    if not open_question.update(confirmed_at=clock.now()):
        raise IllegalMove(f"{report} needs no confirmation")
    report.refresh_from_db(fields=["status", "confirmed_at"])
    trace(report, by, "confirm", report.status, report.status, "Xác nhận bản ghi hộ")


# Answering; ``comments`` are keyed by the item they speak about


@transaction.atomic
def acknowledge_monthly_report(
    report: MonthlyReport,
    *,
    by: User,
    comments: dict[int, str] | None = None,
    version: int | None = None,
    session: Session | None = None,
) -> None:
    """``session`` is the one in which the cell took note of it, in a sweep; an answer after that,
    outside a sweep, leaves it standing."""
    heard: dict[str, Any] = {"acknowledged_in": session} if session else {}
    answer(report, "acknowledge", by=by, **heard)
    refuse_unread(report, version)
    write_comments(report, comments or {})


@transaction.atomic
def return_monthly_report(
    report: MonthlyReport,
    *,
    by: User,
    note: str,
    items: Collection[int],
    comments: dict[int, str] | None = None,
    version: int | None = None,
) -> None:
    """``items``: which of them the words are about; their author reads the words beside them."""
    note = required_words(note, WHAT_TO_MEND)
    if not name_items(report, items):
        raise ValidationError({"items": "Chọn việc cần bổ sung."})
    answer(report, "return", by=by, note=note)
    refuse_unread(report, version)
    write_comments(report, comments or {})


def name_items(report: MonthlyReport, items: Collection[int]) -> int:
    report.lines.update(was_named=False)
    return report.lines.filter(item__in=items).update(was_named=True)


@transaction.atomic
def answer(report: MonthlyReport, verb: str, *, by: User, note: str = "", **changes: Any) -> None:
    """A step with somebody's report, and the author is told of it."""
    move(report, verb, by=by, note=note, **changes)
    month = month_words(report.month)
    sentence = f"Báo cáo tháng {month} {NEWS[verb]}."
    tell(report.author_id, report, verb=verb, sentence=sentence, by=by)


def refuse_unread(report: MonthlyReport, version: int | None) -> None:
    """An answer holds for the text that was read, not for one withdrawn and sent anew."""
    if (
        version is not None
        and not MonthlyReport.objects.filter(pk=report.pk, version=version).exists()
    ):
        raise Clash(report)


def write_comments(report: MonthlyReport, comments: dict[int, str]) -> None:
    for item_id, words in comments.items():
        MonthlyReportLine.objects.filter(report=report, item=item_id).update(comment=words)


@transaction.atomic
def reopen_monthly_report(report: MonthlyReport, *, by: User, note: str) -> None:
    note = required_words(note, "Ghi lý do mở lại báo cáo.")
    name_items(report, [])  # an earlier return spoke of another text
    answer(report, "reopen", by=by, note=note)


def excuse_monthly_report(report: MonthlyReport, *, by: User, note: str) -> None:
    note = required_words(note, "Ghi lý do miễn báo cáo tháng này.")
    answer(report, "excuse", by=by, note=note)


def unexcuse_monthly_report(report: MonthlyReport, *, by: User, note: str) -> None:
    note = required_words(note, "Ghi lý do thôi miễn báo cáo tháng này.")
    answer(report, "unexcuse", by=by, note=note)
