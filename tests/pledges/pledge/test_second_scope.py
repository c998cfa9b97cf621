"""Q11: officers read what people who came to their cell had promised elsewhere; nothing follows."""

from datetime import date

import pytest
from django.urls import reverse

from cells.models import Membership
from cells.scope import permission
from pledges.models import MonthlyReport, Pledge
from tests.conftest import ROLES
from tests.factories import (
    CellFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
)

pytestmark = pytest.mark.django_db
OFFICERS = {"secretary", "deputy", "cell committee"}
BODIES = {"staff", "leader", "executive", "inspector"}


@pytest.fixture
def former(cast):
    """The member's pledge of this year, in a cell they have left."""
    cell = CellFactory(code="CU")
    MembershipFactory(
        member=cast.members["member"], cell=cell, since=date(2009, 1, 1), until=date(2009, 12, 31)
    )
    return PledgeFactory(member=cast.members["member"], cell=cell, accepted=True, status="closed")


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_it(cast, former, role):
    seen = Pledge.objects.visible_to(cast.user(role)).contains(former)
    assert seen is (role in OFFICERS | BODIES | {"member"})


@pytest.mark.parametrize(
    ("status", "year", "sees"),
    [
        ("closed", 2014, True),
        ("accepted", 2013, True),
        ("submitted", 2014, True),
        ("closed", 2012, False),
        ("closed", 2015, False),
        ("draft", 2014, False),
        ("returned", 2014, False),
    ],
)
def test_which_of_them(cast, former, status, year, sees):
    Pledge.objects.filter(pk=former.pk).update(status=status, year=year)
    assert Pledge.objects.visible_to(cast.user("secretary")).contains(former) is sees


@pytest.mark.parametrize(
    "changes",
    [{"until": date(2014, 3, 19)}, {"is_temporary": True}, {"kind": "youth"}],
    ids=["left again", "a guest", "of the youth branch"],
)
def test_only_where_the_person_belongs_today(cast, former, changes):
    Membership.objects.filter(member=former.member, cell=cast.cell).update(**changes)
    assert not Pledge.objects.visible_to(cast.user("secretary")).contains(former)


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_no_step_follows_from_it(cast, former, role):
    user = cast.user(role)
    for status in ("submitted", "accepted", "closed"):
        former.status = status
        verbs = [
            v
            for v in [*Pledge.VERBS, "write", "enter"]
            if user.has_perm(permission(v, former), former)
        ]
        assert verbs == []
    Pledge.objects.filter(pk=former.pk).update(status="submitted")
    assert not Pledge.objects.judged_by(user).contains(former)


def test_the_page_is_read_and_its_buttons_are_not_there(cast, sign_in, former):
    client = sign_in("secretary")
    assert client.get(former.get_absolute_url()).status_code == 200
    assert client.get(reverse("pledge-pdf", args=[former.pk])).status_code == 200
    assert client.get(reverse("pledge-write", args=[former.pk])).status_code == 403
    assert client.post(reverse("pledge-accept", args=[former.pk])).status_code == 403
    page = client.get(reverse("pledge-list")).content.decode()
    assert former.get_absolute_url() in page


def test_monthly_texts_of_the_old_cell_are_not_read(cast, sign_in, former):
    report = MonthlyReportFactory(pledge=former, acknowledged=True)
    assert not MonthlyReport.objects.visible_to(cast.user("secretary")).exists()
    assert sign_in("secretary").get(report.get_absolute_url()).status_code == 404


def test_of_strangers_nothing_is_seen(cast, former):
    other = PledgeFactory(member=cast.members["stranger"], cell=former.cell, accepted=True)
    assert not Pledge.objects.visible_to(cast.user("secretary")).contains(other)
