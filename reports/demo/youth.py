"""A chi đoàn of ten, two of them in the Party too: pledges, reports and levels for two years."""

from datetime import date, timedelta
from functools import partial
from secrets import token_urlsafe

from django.contrib.auth.hashers import make_password

from cells import clock
from cells.first_day import keep
from cells.member.accounts.services import free_username, issue_slip, open_request
from cells.models import Cell, Member, Membership, Term, User
from cells.organisation.models import CellKind
from pledges.models import Criterion, MonthlyReport, MoralStandard, Pledge
from pledges.monthly_report.services import (
    LineInput,
    acknowledge_monthly_report,
    save_monthly_report,
    submit_monthly_report,
)
from pledges.pledge.services import ItemInput, accept_pledge, save_pledge, submit_pledge
from reports.demo.accounts import BY_USERNAME
from reports.demo.agenda import moment
from reports.demo.founding import take_over
from reports.demo.world import World, chance
from reports.rollup.period import LENGTHS, Period
from reports.youth.figures import people_of, proposals
from reports.youth.services import Said, assess

CODE, NAME = "CD", "Chi đoàn cơ quan"
FOUNDED_ON, BEGINS_ON = date(2009, 3, 26), date(2012, 12, 13)
SECRETARY, DEPUTY = "secretary", "deputy_secretary"
PEOPLE = (  # name, sex, year of birth, job, office
    ("Tạ Thuỳ Linh", "female", 1986, "Chuyên viên", SECRETARY),
    ("Đỗ Hoàng Nam Phong", "male", 1987, "Chuyên viên", DEPUTY),
    ("Bùi Thị Thanh An", "female", 1989, "Nhân viên phục vụ", ""),
    ("Ngô Bảo Khánh", "male", 1990, "Kỹ sư công nghệ thông tin", ""),
    ("Hà Diệu Thương", "female", 1988, "Kế toán viên", ""),
    ("Lò Văn Quyết", "male", 1988, "Lái xe", ""),
    ("Mai Phương Chi", "female", 1990, "Phóng viên", ""),
    ("Đinh Công Tráng", "male", 1989, "Kỹ thuật viên chế bản", ""),
)
BOTH = (("DV", 9), ("V4", 9))  # in the Party as well
WORKS = (
    ("Đọc và trao đổi một cuốn sách về Bác với chi đoàn", "Mỗi tháng một buổi trao đổi"),
    ("Giúp các bác lớn tuổi trong cơ quan dùng máy tính", "Mỗi tháng hai buổi"),
    ("Giữ phòng làm việc gọn, tắt điện khi ra về", "Hằng ngày, tự ghi sổ"),
)
SAID = {
    "done": ("Đã làm đủ, có ghi sổ.", "Làm xong trong tháng, các bạn trong chi đoàn đã nghe."),
    "partly": ("Làm được một buổi, buổi kia vướng việc đột xuất.", "Mới được một nửa."),
    "not_yet": ("Chưa làm được, xin làm bù tháng sau.",),
}
ASSESSED_AFTER = 9  # days into the following month: when the reports are answered


def schedule(world: World) -> None:
    world.later(moment(BEGINS_ON, 9), partial(found, world))


def found(world: World) -> None:
    cell = Cell(kind=CellKind.YOUTH, code=CODE, name=NAME, founded_on=FOUNDED_ON)
    keep(cell)
    keep(Term(cell=cell, name="nhiệm kỳ 2012–2015", since=date(2012, 9, 3)))
    world.cells[CODE] = cell
    secret = make_password(token_urlsafe())
    account = BY_USERNAME["bithudoan"]
    for name, sex, born, job, office in PEOPLE:
        member = Member(full_name=name, sex=sex, birth_year=born, job_title=job)
        keep(member)
        join(member, cell, office)
        if name == account.full_name:
            user = open_request(member, by=world.staff)
            issue_slip(user, by=None)
            take_over(user, account.username)
        else:
            User(username=free_username(member), member=member, password=secret).save()
    for key in BOTH:
        join(world.members[key], cell, "")


def join(member: Member, cell: Cell, office: str) -> None:
    since = date(2012, 9, 3)
    keep(Membership(member=member, cell=cell, kind=cell.kind, since=since, office=office))


def judge_of(member: Member) -> User:
    """The secretary; of the secretary's own papers the deputy."""
    officers = Membership.objects.filter(cell__code=CODE, office__in=[SECRETARY, DEPUTY])
    other = officers.exclude(member=member).order_by("-office")[0]
    return User.objects.get(member=other.member_id)


def open_pledges(world: World, year: int) -> None:
    """Sent in the days after the year was opened, accepted two days later."""
    blank = Pledge.objects.of_year(year).filter(cell__code=CODE, status="draft", version=0)
    for number, pledge in enumerate(blank.with_people().order_by("pk")):
        day = clock.today() + timedelta(days=2 + number)
        world.later(moment(day, 10), partial(pledge_and_send, pledge))
        world.later(moment(day + timedelta(days=2), 16), partial(accept, pledge))


def pledge_and_send(pledge: Pledge) -> None:
    card = MoralStandard.objects.in_force(pledge.cell, pledge.year).get()
    lines = Criterion.objects.filter(standard=card).order_by("position")
    author = User.objects.get(member=pledge.member_id)
    rng = chance("youth", pledge.member.full_name, pledge.year)
    items = [
        ItemInput(
            criterion_id=line.pk,
            action=action,
            measure=measure,
            rhythm="Hằng tháng",
            due_on=date(pledge.year, 12, 20),
            confirmer="Bí thư chi đoàn",
        )
        for line, (action, measure) in zip(lines, rng.sample(WORKS, 2), strict=False)
    ]
    save_pledge(
        pledge,
        reflection="Học Bác ở nếp làm việc đến nơi đến chốn, gần gũi mọi người.",
        measures="Ghi việc vào sổ tay, cuối tháng tự xem lại.",
        items=items,
        version=pledge.version,
        by=author,
    )
    submit_pledge(pledge, by=author, version=pledge.version)


def accept(pledge: Pledge) -> None:
    accept_pledge(pledge, by=judge_of(pledge.member), version=pledge.version)


def tell_month(world: World, month: date) -> None:
    """Most send before the due day, somebody forgets; then the branch says its levels."""
    reports = MonthlyReport.objects.of_month(month).filter(cell__code=CODE)
    for report in reports.select_related("pledge__member").order_by("pk"):
        rng = chance("youth", report.pledge.member.full_name, month)
        if rng.random() < 0.07:
            continue
        day = report.due_on - timedelta(days=rng.randint(0, 4))
        world.later(moment(day, 9 + rng.randint(0, 8)), partial(send, report))
        world.later(moment(report.due_on + timedelta(days=2), 15), partial(answer, report))
    next_month = (month + timedelta(days=31)).replace(day=1)
    world.later(
        moment(next_month + timedelta(days=ASSESSED_AFTER), 16), partial(say_levels, world, month)
    )


def send(report: MonthlyReport) -> None:
    member = report.pledge.member
    rng = chance("youth words", member.full_name, report.month)
    lines = []
    for item in report.pledge.items.order_by("position"):
        state = rng.choices(list(SAID), weights=[7, 2, 1])[0]
        lines.append(LineInput(item_id=item.pk, state=state, sentence=rng.choice(SAID[state])))
    save_monthly_report(report, lines=lines, version=report.version)
    by = User.objects.get(member=member)
    submit_monthly_report(report, by=by, version=report.version)


def answer(report: MonthlyReport) -> None:
    acknowledge_monthly_report(report, by=judge_of(report.pledge.member), comments={})


def say_levels(world: World, month: date) -> None:
    """The month, and each longer period that ends with it."""
    cell = world.cells[CODE]
    for unit in LENGTHS:
        period = Period.around(month, unit)
        if period.last == month:
            said = proposals(cell, period)
            for member in people_of(cell, period):
                level = said.get(member.pk) or level_of(member, month)
                assess(cell, member, period, Said(level=level), by=judge_of(member))


def level_of(member: Member, month: date) -> int:
    """By what the month's report says; nothing sent is the lowest."""
    report = MonthlyReport.objects.filter(
        pledge__member=member, cell__code=CODE, month=month
    ).first()
    states = list(report.lines.values_list("state", flat=True)) if report else []
    if not states or "not_yet" in states:
        return 3
    return 1 if set(states) == {"done"} else 2
