"""Praise: what 2013's end brought – a decision for cells and people –, and 2014 in mixed states."""

from datetime import date
from functools import partial

from cells import clock
from cells.issue.models import Authority
from cells.issue.signing import fingerprint
from cells.models import Cell
from pledges.models import MonthlyReportLine
from reports.commendation import batches, services
from reports.commendation.content import content_of, parted
from reports.commendation.models import (
    Commendation,
    CommendationBatch,
    CommendationForm,
    Occasion,
)
from reports.commendation.services import Praise, Source, VoteCount
from reports.demo.agenda import moment
from reports.demo.world import Key, World

Proposal = tuple[str, int | None, str, str]
# Cell and place (none: the cell itself), form, for what
YEAR_END: tuple[Proposal, ...] = (
    ("CSD", None, "giay-khen", "Trả lời hồ sơ của cơ sở đúng hẹn cả năm, không để dồn việc"),
    ("TCCB", None, "giay-khen", "Sổ giao việc mở cho cả vụ; báo cáo tháng gửi trước hạn"),
    ("CSD", 4, "giay-khen", "Soạn cẩm nang hỏi đáp nghiệp vụ cho cơ sở, 42 câu hỏi có trả lời"),
    ("CSD", 5, "giay-khen", "Kèm cặp hai đồng chí mới, mỗi tuần một buổi, suốt mười tháng"),
    ("DP1", 5, "giay-khen", "Đi cơ sở 11 chuyến, chuyến nào cũng có ghi chép để cả vụ dùng chung"),
    ("BVCT", 5, "bieu-duong", "Rà xong kho hồ sơ cũ trước hẹn một tháng"),
    ("TH", 6, "giay-khen", "Rút thời gian trả lời công văn từ bảy ngày còn bốn ngày"),
    ("TCCB", 4, "giay-khen", "Nêu gương về giờ giấc, dự đủ các buổi sinh hoạt ở chi bộ cơ sở"),
)  # fmt: skip
IN_2014: tuple[Proposal, ...] = (
    ("DP1", None, "giay-khen", "Mời ba chi bộ cùng nghe nói chuyện, chia sẻ ghi chép"),
    ("DV", 5, "giay-khen", "Hướng dẫn các chi bộ nhập danh sách đảng viên, không sót người nào"),
    ("TCCB", 6, "bieu-duong", "Nhận việc khó khi đồng nghiệp nghỉ dài ngày, không để chậm hồ sơ"),
)
DECLINED = "Thành tích tốt nhưng mới từ tháng 9; chi bộ xét vào cuối năm."
TITLE = "khen thưởng tập thể, cá nhân có thành tích trong học tập và làm theo Bác năm {}"


def schedule(world: World) -> None:
    world.later(moment(date(2013, 12, 18), 9), partial(gather_year_end, world))
    world.later(moment(date(2013, 12, 20), 15), partial(decide, world, ("TCCB", 4)))
    world.later(moment(date(2013, 12, 23), 9), partial(decide, world, ("DV", 0)))
    world.later(moment(date(2014, 9, 8), 9), partial(cell_praises, world))
    world.later(moment(date(2014, 11, 10), 15), partial(present_in_2014, world))
    world.later(moment(date(2014, 11, 17), 16), partial(nominate_in_2014, world))


def gather_year_end(world: World) -> None:
    occasion = Occasion.objects.create(name="tổng kết năm", year=2013)
    rows = [propose(world, given, occasion) for given in YEAR_END]
    present(world, rows, occasion)


def decide(world: World, signer: Key) -> None:
    """The committee's deputy secretary signs; what praises him is left to its secretary."""
    batch = CommendationBatch.objects.get(status="presented")
    by = world.users[signer]
    rows, _own = parted(batch, by)
    given = batches.DecisionInput(
        number=batches.next_number(clock.today()) or 1,
        dated_on=clock.today(),
        authority=Authority.STANDING,
        fingerprint=fingerprint(content_of(batch, rows)),
    )
    batches.award_batch(batch, given, by=by)


def cell_praises(world: World) -> None:
    said = "Giữ sổ tay trực đầy đủ, cả chi bộ tra được việc của tháng trước"
    row = propose(world, ("CSD", 7, "bieu-duong-chi-bo", said), None)
    by = world.users["CSD", 0]
    services.grant(row, by=by, number="07-NQ/CB", awarded_on=clock.today())


def present_in_2014(world: World) -> None:
    """A batch that the leader finds on signing in, and one row for staff to gather."""
    occasion = Occasion.objects.create(name="tổng kết năm", year=2014)
    rows = [propose(world, given, occasion) for given in IN_2014]
    present(world, rows[:2], occasion)


def nominate_in_2014(world: World) -> None:
    """The newest: from a line of a report, directly, and one that the cell declined."""
    occasion = Occasion.objects.get(year=2014)
    author = world.members["CSD", 4]
    told = MonthlyReportLine.objects.filter(report__pledge__member=author).exclude(sentence="")
    line = told.order_by("-report__month", "item__position").first()
    source = Source(line=line) if line else Source()
    words = line.sentence if line else "Gửi báo cáo đều, việc nào cũng có kết quả"
    nominate(world, ("CSD", 4), ("CSD", 1), praise("giay-khen", words, occasion), source)
    said = praise("bieu-duong-chi-bo", "Nhận trực thay hai đồng chí đi công tác", None)
    nominate(world, ("CSD", 6), ("CSD", 4), said)
    declined = nominate(
        world, ("DP1", 6), ("DP1", 5), praise("giay-khen", "Viết tin đều", occasion)
    )
    services.decline(declined, by=world.users["DP1", 0], note=DECLINED)


def propose(world: World, given: Proposal, occasion: Occasion | None) -> Commendation:
    """An officer nominates, the cell votes, another officer writes that down."""
    code, place, form, words = given
    said = praise(form, words, occasion)
    row = nominate(world, (code, place), (code, 1), said)
    services.propose(row, by=world.users[code, 0], praise=said, vote=vote_of(row.cell))
    return row


def nominate(
    world: World,
    whom: tuple[str, int | None],
    by: Key,
    said: Praise,
    source: Source = Source(),  # noqa: B008 – frozen
) -> Commendation:
    code, place = whom
    member = None if place is None else world.members[code, place]
    cell = world.cells[code]
    return services.nominate(cell, by=world.users[by], member=member, praise=said, source=source)


def praise(form: str, words: str, occasion: Occasion | None) -> Praise:
    found = CommendationForm.objects.get(code=form)
    return Praise(form=found, occasion=occasion, achievement=words)


def vote_of(cell: Cell) -> VoteCount:
    """All but one were there, all but one of them in favour."""
    entitled = max(len(services.members_of(cell)), 3)
    return VoteCount(entitled=entitled, present=entitled - 1, in_favour=max(entitled - 2, 2))


def present(world: World, rows: list[Commendation], occasion: Occasion) -> None:
    batch = batches.open_batch(title=TITLE.format(occasion.year), occasion=occasion)
    batches.gather(batch, chosen={row.pk for row in rows}, shown=set(), by=world.staff)
    batches.present_batch(batch, by=world.staff, planned_on=None, planned_number=None)
