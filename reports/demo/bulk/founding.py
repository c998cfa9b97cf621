"""The first days of a large committee: the office by its own service, everybody else in bulk."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from simple_history.utils import bulk_create_with_history

from cells import clock
from cells.first_day import FirstStaff, keep, set_up
from cells.member.models import Body, PostTitle
from cells.models import Cell, Committee, CommitteePost, Member, Membership, Standing, User
from reports.demo.agenda import moment
from reports.demo.bulk.people import Colleague, Household, accounts_for
from reports.demo.bulk.trails import BATCH
from reports.demo.cells import HELP_LINE
from reports.demo.founding import OFFICE, THEMES, make_theme, take_over

STAFF = "giupviec"
LEADING = {Body.STANDING, Body.EXECUTIVE}


@dataclass
class Office:
    """Everybody, found by cell; ``staff`` imported them."""

    homes: list[Household]
    staff: User


def found(homes: list[Household], years: range, seed: int) -> Office:
    with clock.at(moment(date(years[0] - 1, 12, 3))):
        office = Office(homes, open_office(named(homes, STAFF)))
        for year in years:
            title = next((title for known, title, *_ in THEMES if known == year), THEMES[-1][1])
            due, note = date(year, 1, 15), "Tên chuyên đề minh hoạ."
            make_theme(year, title, due, is_verified=False, note=note)
    with clock.at(moment(date(years[0] - 1, 12, 5), 9)):
        bring_in(office, seed)
        give_posts(office)
    return office


def named(homes: list[Household], username: str) -> Colleague:
    return next(
        colleague
        for home in homes[:4]
        for colleague in home.people
        if colleague.told.account and colleague.told.account.username == username
    )


def open_office(staff: Colleague) -> User:
    """As on any first day; the first staff member and their cell come with it."""
    told = staff.told
    first = FirstStaff(
        full_name=told.full_name,
        birth_year=told.birth_year,
        card_number=told.card_number,
        cell_code=told.cell.code,
        cell_name=told.cell.name,
    )
    set_up(
        replace(OFFICE, term_since=min(OFFICE.term_since, clock.today())), first, sysadmin="quantri"
    )
    committee = Committee.objects.get()
    committee.help_line = HELP_LINE
    keep(committee)
    staff.cell.pk = Cell.objects.get().pk
    staff.member.pk = Member.objects.get().pk
    staff.cell.save()
    staff.member.save()
    staff.user = User.objects.select_related("member").get(member=staff.member)
    take_over(staff.user, STAFF)
    take_over(User.objects.get(username="quantri"), "quantri")
    return staff.user


def bring_in(office: Office, seed: int) -> None:
    everybody = [colleague for home in office.homes for colleague in home.people]
    new = [colleague for colleague in everybody if colleague.member.pk is None]
    create(office, [home.cell for home in office.homes if home.cell.pk is None])
    create(office, [colleague.member for colleague in new])
    create(office, [membership_of(colleague) for colleague in new])
    create(office, [standing_of(one, one.told.standing) for one in new if one.told.standing])
    create(office, list(accounts_for(office.homes, seed)))
    for colleague in everybody:
        if colleague.user and colleague.told.account and colleague.user != office.staff:
            take_over(colleague.user, colleague.told.account.username)


def create(office: Office, rows: list[Any]) -> None:
    """Plain data keeps its history, as from the roster sheet."""
    if rows:
        bulk_create_with_history(
            rows,
            type(rows[0]),
            batch_size=BATCH,
            default_user=office.staff,
            default_change_reason="dữ liệu đo",
        )


def membership_of(colleague: Colleague) -> Membership:
    return Membership(
        member=colleague.member,
        cell=colleague.cell,
        kind=colleague.cell.kind,
        office=colleague.told.office,
        since=colleague.told.since,
    )


def standing_of(colleague: Colleague, kind: str) -> Standing:
    return Standing(member=colleague.member, kind=kind, since=colleague.told.since)


def give_posts(office: Office) -> None:
    """Leaders are the heads of the first cells; those who look after cells share them out."""
    held = list(posts_of(office.homes))
    posts = [
        CommitteePost(member=one.member, body=body, title=title, since=clock.today())
        for one, body, title in held
    ]
    create(office, posts)
    for one, body, _ in held:
        one.by_leader = one.by_leader or body in LEADING
    for home in office.homes:
        for officer in home.people[:3]:
            officer.by_leader = True
    share_out(office)


def posts_of(homes: list[Household]) -> list[tuple[Colleague, Body, PostTitle]]:
    heads = [home.people[0] for home in homes[1:12]]
    others = [home.people[3] for home in homes[4:10]]
    leader, inspector = named(homes, "lanhdao"), named(homes, "kiemtra")
    secretary, deputy, member = PostTitle.SECRETARY, PostTitle.DEPUTY, PostTitle.MEMBER
    return [
        (heads[0], Body.STANDING, secretary),
        (leader, Body.STANDING, deputy),
        *((head, Body.STANDING, member) for head in heads[1:5]),
        (heads[0], Body.EXECUTIVE, secretary),
        (leader, Body.EXECUTIVE, member),
        *((head, Body.EXECUTIVE, member) for head in heads[1:]),
        (homes[0].people[3], Body.INSPECTION, PostTitle.HEAD),
        (inspector, Body.INSPECTION, member),
        *((other, Body.INSPECTION, member) for other in others[:3]),
        (homes[1].people[3], Body.TASK_FORCE, PostTitle.HEAD),
        *((other, Body.TASK_FORCE, member) for other in others[3:]),
        (homes[1].people[2], Body.PEOPLE_INSPECTORATE, PostTitle.HEAD),
    ]


def share_out(office: Office) -> None:
    posts = list(CommitteePost.objects.filter(body=Body.TASK_FORCE).order_by("pk"))
    through = CommitteePost.cells.through
    through.objects.bulk_create(
        through(committeepost_id=posts[number % len(posts)].pk, cell_id=home.cell.pk)
        for number, home in enumerate(office.homes)
    )
