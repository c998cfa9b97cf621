"""The first days: the office, its cells and people, who signs in, the posts, the themes."""

from datetime import date
from secrets import token_urlsafe

from django.contrib.auth.hashers import make_password

from cells import clock
from cells.first_day import FirstStaff, Office, keep, set_up
from cells.member import roster
from cells.member.accounts.services import (
    free_username,
    issue_slip,
    open_request,
    rename_account,
    request_account,
    request_disabling,
    set_own_password,
)
from cells.member.posts.mandates import Grant
from cells.member.posts.offices import Wish
from cells.member.posts.services import change_office, grant_post
from cells.member.roster_sheet import Roster, RosterRow
from cells.models import (
    Cell,
    Committee,
    Member,
    Programme,
    Term,
    Theme,
    User,
)
from reports.demo.accounts import PASSWORD
from reports.demo.cells import (
    BODY_LINES,
    COMMITTEE_NAME,
    HELP_LINE,
    SUPERIOR_LINES,
    CellPlan,
)
from reports.demo.people import FIRST_ROSTER, Person, Turn
from reports.demo.people import roster as sheet_of
from reports.demo.world import Key, World

TERM_SINCE, CELL_TERM_SINCE = date(2010, 8, 16), date(2012, 9, 3)
OFFICE = Office(
    name=COMMITTEE_NAME,
    symbol="ĐUCQ",
    place="Hà Nội",
    superior_lines=SUPERIOR_LINES,
    body_lines=BODY_LINES,
    term_name="nhiệm kỳ 2010–2015",
    term_since=TERM_SINCE,
)
THEMES = (
    (
        2013,
        (
            "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh về phong cách quần chúng, dân chủ, "
            "nêu gương; nêu cao trách nhiệm gương mẫu của cán bộ, đảng viên, nhất là cán bộ "
            "lãnh đạo chủ chốt các cấp"
        ),
        date(2013, 1, 15),
        True,
        "",
    ),
    (
        2014,
        (
            "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh về nêu cao tinh thần trách nhiệm, "
            "chống chủ nghĩa cá nhân, nói đi đôi với làm"
        ),
        date(2014, 1, 15),
        False,
        "Tên chuyên đề chưa đối chiếu được với văn bản gốc.",
    ),
)
STANDING, EXECUTIVE, INSPECTION = "standing", "executive", "inspection"
TASK_FORCE, PEOPLE = "task_force", "people_inspectorate"
# Body, title, who, which cells they look after
POSTS: tuple[tuple[str, str, Key, tuple[str, ...]], ...] = (
    (STANDING, "secretary", ("DV", 0), ()),
    (STANDING, "deputy_secretary", ("TCCB", 4), ("CSD", "TQC", "DTBD")),
    (STANDING, "deputy_secretary", ("DP1", 0), ("DV", "DP2", "DP3")),
    (STANDING, "member", ("BVCT", 0), ("V4", "TCCB")),
    (STANDING, "member", ("TCXD", 0), ("TH", "DP1")),
    (STANDING, "member", ("DP3", 0), ("BVCT", "TCXD")),
    *((EXECUTIVE, "secretary" if key == ("DV", 0) else "member", key, ()) for key in [
        ("DV", 0), ("TCCB", 4), ("DP1", 0), ("BVCT", 0), ("TCXD", 0), ("DP3", 0), ("DP2", 1),
        ("V4", 0), ("TQC", 0), ("TH", 0), ("DTBD", 0), ("DP1", 1), ("DV", 1),
    ]),
    (INSPECTION, "head", ("BVCT", 0), ()),
    (INSPECTION, "deputy_head", ("BVCT", 1), ()),
    (INSPECTION, "member", ("BVCT", 4), ("CSD", "TQC", "DTBD")),
    (INSPECTION, "member", ("V4", 4), ("DP1", "DP2", "DP3")),
    (INSPECTION, "member", ("DV", 4), ("TH", "TCXD")),
    (TASK_FORCE, "head", ("TH", 0), ()),
    (TASK_FORCE, "deputy_head", ("TCCB", 1), ("TCCB", "BVCT", "V4")),
    (TASK_FORCE, "member", ("CSD", 6), ("CSD", "DV")),
    (TASK_FORCE, "member", ("TCXD", 4), ("TCXD", "TH", "DTBD")),
    (TASK_FORCE, "member", ("DTBD", 4), ("DP1", "DP2", "DP3", "TQC")),
    (PEOPLE, "head", ("TQC", 4), ()),
    (PEOPLE, "member", ("DP2", 4), ()),
    (PEOPLE, "member", ("DP3", 4), ()),
    (PEOPLE, "member", ("TH", 6), ()),
)  # fmt: skip
ENDED_POST = (INSPECTION, ("DP1", 4), date(2013, 12, 31))
# Until when the bodies are elected, and the officers of some cells; others have set no last day
MANDATE_ENDS = {
    STANDING: date(2015, 8, 15),
    EXECUTIVE: date(2015, 8, 15),
    INSPECTION: date(2015, 8, 15),
    PEOPLE: date(2014, 12, 31),
}
OFFICES_END = {"DP1": date(2014, 12, 31), "V4": date(2015, 3, 31), "CSD": date(2015, 6, 30)}
MANDATES_ON = date(2014, 1, 6)
CELLS_WITHOUT_TERM = {"DTBD"}
ENTERED_TWICE, ENTERED_ON = (("TQC", 8), "TH"), date(2014, 11, 17)


def found(world: World) -> None:
    """The first day of the office, and the account that brings in everybody else."""
    staff = world.people["TH", 4]
    first = FirstStaff(
        full_name=staff.full_name,
        birth_year=staff.birth_year,
        card_number=staff.card_number,
        cell_code="TH",
        cell_name=staff.cell.name,
    )
    staff.since = clock.today()
    set_up(OFFICE, first, sysadmin="quantri")
    committee = Committee.objects.get()
    committee.help_line = HELP_LINE
    keep(committee)
    world.users[staff.key] = User.objects.get(member__isnull=False)
    take_over(world.staff, "giupviec")
    take_over(User.objects.get(username="quantri"), "quantri")
    for plan in world.plans:
        world.cells[plan.code] = make_cell(plan)
    for year, title, due, is_verified, note in THEMES:
        make_theme(year, title, due, is_verified=is_verified, note=note)


def take_over(account: User, username: str) -> None:
    """The account gets the simple name and the password that the sign-in page shows."""
    if account.username != username:
        rename_account(account, by=account, username=username)
    set_own_password(account, PASSWORD)


def make_cell(plan: CellPlan) -> Cell:
    cell = Cell.objects.filter(code=plan.code).first() or Cell(code=plan.code, name=plan.name)
    cell.unit, cell.report_day, cell.founded_on = plan.unit, plan.reports_on, date(2005, 9, 1)
    keep(cell)
    if plan.code not in CELLS_WITHOUT_TERM:
        keep(Term(cell=cell, name="nhiệm kỳ 2012–2015", since=CELL_TERM_SINCE))
    return cell


def make_theme(year: int, title: str, due: date, *, is_verified: bool, note: str) -> None:
    programme = Programme.objects.get()
    keep(
        Theme(
            year=year,
            programme=programme,
            title=title,
            pledge_due_on=due,
            is_verified=is_verified,
            note=note,
        )
    )


def bring_in(world: World) -> None:
    people = [person for person in world.people.values() if person.joins_on == FIRST_ROSTER]
    import_people(world, people)
    open_accounts(world, people)
    for body, title, key, cells in POSTS:
        give_post(world, body, title, key, cells)
    body, former, last_day = ENDED_POST
    ended = Grant(body=body, title="member", since=TERM_SINCE, until=last_day)
    grant_post(world.members[former], ended, by=world.staff)


def import_people(world: World, people: list[Person]) -> None:
    """As staff would: the sheet is planned, looked at and carried out."""
    plan = roster.plan(sheet_of(people), clock.today(), by=world.staff)
    roster.apply(plan, by=world.staff)
    by_name = {member.full_name: member for member in Member.objects.all()}
    for person in people:
        member = world.members[person.key] = by_name[person.full_name]
        world.by_member[member.pk] = person


def open_accounts(world: World, people: list[Person]) -> None:
    """Demo accounts go the whole way; for all others one password that nobody knows.

    A slip for each of three hundred would take twenty seconds of hashing and change nothing to see.
    """
    secret = make_password(token_urlsafe())
    for person in people:
        member = world.members[person.key]
        if person.key in world.users or not person.has_account:
            continue
        if person.account:
            account = open_request(member, by=world.staff)
            issue_slip(account, by=None)
            take_over(account, person.account.username)
        else:
            account = User(username=free_username(member), member=member, password=secret)
            account.save()
        world.users[person.key] = account


def give_post(world: World, body: str, title: str, key: Key, cells: tuple[str, ...]) -> None:
    grant = Grant(
        body=body,
        title=title,
        since=TERM_SINCE,
        until=MANDATE_ENDS.get(body),
        cells=tuple(world.cells[code].pk for code in cells if code in world.cells),
    )
    grant_post(world.members[key], grant, by=world.staff)


def set_mandates(world: World) -> None:
    """After their congress three cells say until when their officers are elected."""
    for code, last_day in OFFICES_END.items():
        for person in world.of_cell[code]:
            if person.office:
                wish = Wish(
                    cell=world.cells[code],
                    office=person.office,
                    since=clock.today(),
                    until=last_day,
                )
                change_office(world.members[person.key], wish, by=world.staff)


def enter_twice(world: World) -> None:
    """Somebody enters a person again, without the card, in another cell: the data check sees it."""
    key, code = ENTERED_TWICE
    person = world.people[key]
    row = RosterRow(
        number=2,
        cell_code=code,
        full_name=person.full_name,
        birth_year=person.birth_year,
        admitted_on=person.admitted_on,
    )
    agreed = roster.plan(Roster((row,)), clock.today(), by=world.staff)
    roster.apply(agreed, by=world.staff)


def turn(world: World, change: Turn) -> None:
    """A later sheet: who is new, and what is new about the others."""
    people = []
    for key, values in change.changes:
        person = world.people[key]
        for name, value in values.items():
            setattr(person, name, value)
        people.append(person)
    import_people(world, people)
    open_accounts(world, people)


def ask_for_accounts(world: World) -> None:
    """What waits for the sysadmin."""
    for key in [("TQC", 6), ("TQC", 7), ("DP2", 7)]:
        request_account(world.members[key], by=world.staff)
    request_disabling(
        world.users["CSD", 8], by=world.staff, note="Đồng chí đã nghỉ hưu, không dùng nữa."
    )
