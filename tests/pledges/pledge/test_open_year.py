from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cells import clock
from pledges.models import Pledge
from pledges.pledge.services import open_year
from tests.factories import (
    CellFactory,
    MemberFactory,
    MembershipFactory,
    StandingFactory,
    ThemeFactory,
)

JANUARY = datetime(2014, 1, 6, 9)
DUE = {"secretary": date(2014, 1, 21), "leader": date(2014, 1, 21), "member": date(2014, 1, 31)}


@pytest.fixture
def in_january():
    with clock.at(JANUARY):
        yield


def test_everyone_obliged_gets_a_blank_draft_and_leaders_go_first(cast, in_january):
    open_year(2014)
    assert Pledge.objects.count() == len(cast.members)  # the former secretary is still in office
    for role, due_on in DUE.items():
        pledge = Pledge.objects.get(member=cast.members[role])
        assert (pledge.due_on, pledge.by_leader) == (due_on, role != "member")
        assert (pledge.status, pledge.state_label) == ("draft", "Chưa viết")


@pytest.mark.parametrize(
    ("who", "opened"),
    [
        ("probationary", 1),
        ("exempt", 0),
        ("suspended", 0),
        ("not admitted", 0),
        ("left", 0),
        ("in a youth branch", 1),
        ("here for a time", 0),
    ],
)
def test_who_must_pledge(db, in_january, who, opened):
    ThemeFactory()
    changes = {
        "probationary": {"official_on": None},
        "not admitted": {"admitted_on": None, "official_on": None},
    }
    member = MemberFactory(**changes.get(who, {}))
    cell = CellFactory(kind="youth" if who == "in a youth branch" else "party")
    until = date(2013, 12, 31) if who == "left" else None
    MembershipFactory(member=member, cell=cell, until=until, is_temporary=who == "here for a time")
    if who in ("exempt", "suspended"):
        StandingFactory(member=member, kind=who)
    assert open_year(2014) == opened


@pytest.mark.parametrize(
    ("office", "standing", "due_on"),
    [
        ("", "", date(2014, 1, 31)),
        ("", "exempt", date(2014, 1, 31)),  # a standing is the Party's
        ("secretary", "", date(2014, 1, 21)),
    ],
)
def test_who_is_in_both_gets_a_draft_of_each(cast, in_january, office, standing, due_on):
    branch = CellFactory(code="CD", kind="youth", name="Chi đoàn cơ quan")
    member = cast.members["member"]
    MembershipFactory(member=member, cell=branch, office=office)
    if standing:
        StandingFactory(member=member, kind=standing)
    open_year(2014)
    of_youth = Pledge.objects.get(member=member, cell=branch)
    assert (of_youth.due_on, of_youth.by_leader) == (due_on, bool(office))
    own = Pledge.objects.filter(member=member, cell=cast.cell)
    assert [pledge.by_leader for pledge in own] == ([] if standing else [False])


def test_a_post_in_the_party_leads_nobody_in_the_youth_branch(cast, in_january):
    branch = CellFactory(code="CD", kind="youth", name="Chi đoàn cơ quan")
    MembershipFactory(member=cast.members["leader"], cell=branch)
    open_year(2014)
    of_youth = Pledge.objects.get(member=cast.members["leader"], cell=branch)
    assert not of_youth.by_leader


def test_a_second_run_opens_only_for_who_came_in_between(cast):
    with clock.at(JANUARY):
        open_year(2014)
        assert open_year(2014) == 0
    newcomer = MembershipFactory(cell=cast.cell, since=date(2014, 3, 10)).member
    assert open_year(2014) == 1
    assert Pledge.objects.get(member=newcomer).due_on == date(2014, 3, 30)


def test_a_year_without_a_theme_is_refused(cast):
    with pytest.raises(ValidationError, match="Năm 2016 chưa có chuyên đề"):
        open_year(2016)


def test_the_command_says_one_line(cast, in_january, capsys):
    call_command("open_year", "2014")
    assert capsys.readouterr().out == f"Năm 2014: mở {len(cast.members)} bản đăng ký mới\n"
    with pytest.raises(CommandError, match="chưa có chuyên đề"):
        call_command("open_year", "1999")


def test_two_runs_at_once_open_every_draft_once(crowd):
    ThemeFactory()
    for _ in range(30):
        MembershipFactory()
    assert sorted(crowd(*[lambda: open_year(2014)] * 4)) == [0, 0, 0, 30]
    assert crowd(Pledge.objects.count) == [30]
