"""Who is in a chi bộ and in a chi đoàn sees two short lists; Party figures count the Party."""

from datetime import date

import pytest
from django.urls import reverse

from cells.models import Cell, User
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.services import open_month
from pledges.pledge.paper import pledge_context
from reports.home.boards import gaps
from reports.home.figures import cells_with_counts
from tests.factories import (
    CellFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
    StandingFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2014, 3, 20)
MARCH = date(2014, 3, 1)


@pytest.fixture
def branch(cast):
    return CellFactory(code="CD", kind="youth", name="Chi đoàn cơ quan")


@pytest.fixture
def both(cast, branch):
    """The member's accepted pledge in the cell, and in the branch."""
    member = cast.members["member"]
    MembershipFactory(member=member, cell=branch)
    return [PledgeFactory(member=member, cell=cell, accepted=True) for cell in (cast.cell, branch)]


@pytest.fixture
def young(branch):
    """A đoàn viên who is no member of the Party; their pledge in the branch."""
    who = MemberFactory(
        full_name="Bùi Thảo Nhi", admitted_on=None, official_on=None, card_number=""
    )
    MembershipFactory(member=who, cell=branch)
    return PledgeFactory(member=who, cell=branch, accepted=True)


@pytest.mark.parametrize(("released", "in_party"), [(False, 1), (True, 0)])
def test_a_month_is_opened_in_both_and_a_standing_releases_from_the_party_alone(
    both, branch, released, in_party
):
    if released:
        StandingFactory(member=both[0].member)
    open_month(MARCH)
    reports = MonthlyReport.objects.filter(pledge__member=both[0].member)
    assert reports.filter(cell__kind="party").count() == in_party
    assert reports.filter(cell=branch).count() == 1


def test_home_my_pledges_and_the_months_show_two_short_lists(both, sign_in):
    open_month(MARCH)
    client = sign_in("member")
    home = client.get(reverse("home")).content.decode()
    assert "Báo cáo tháng 3/2014, Đoàn Thanh niên" in home
    months = client.get(reverse("monthly-report-list"))
    assert [strip.label for strip in months.context["strips"]] == ["Đảng", "Đoàn"]
    mine = client.get(reverse("my-pledges")).content.decode()
    assert mine.index('<h2 class="">Đảng</h2>') < mine.index("Đoàn</h2>")


def test_who_is_in_one_alone_is_not_told_of_two(cast, sign_in):
    PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    open_month(MARCH)
    client = sign_in("member")
    months = client.get(reverse("monthly-report-list"))
    assert [strip.label for strip in months.context["strips"]] == [""]
    assert "Đảng</h2>" not in client.get(reverse("my-pledges")).content.decode()


def gaps_of_papers():
    lists = {reverse("pledge-list"), reverse("monthly-report-list")}
    found = gaps(User.objects.get(username="staff"))
    return [gap for gap in found if gap.url.partition("?")[0] in lists]


def test_what_the_youth_branch_misses_is_no_gap_of_the_party(cast, young, sign_in):
    Pledge.objects.update(status="draft")
    MonthlyReportFactory(pledge=young, month=date(2014, 1, 1), due_on=date(2014, 2, 5))
    assert not gaps_of_papers()
    PledgeFactory(member=cast.members["member"], cell=cast.cell)
    [gap] = gaps_of_papers()
    listed = sign_in("staff").get(gap.url).context["table"].rows
    assert (gap.how_many, len(listed)) == (1, 1)


def test_a_branch_counts_its_own_people(young, branch):
    [found] = cells_with_counts(Cell.objects.filter(pk=branch.pk), TODAY)
    assert (found.member_count, found.registered_count, found.pledge_count) == (1, 1, 1)


def test_the_boards_call_them_by_their_name(young, sign_in):
    assert "1 đoàn viên" in sign_in("staff").get(reverse("cell-list")).content.decode()


def test_the_printed_pledge_of_a_branch_says_nothing_of_the_party(young, both):
    assert pledge_context(young)["official_on"] == ""
    assert pledge_context(young)["body"] == "CHI ĐOÀN"
    assert pledge_context(young)["crown"] == "ĐOÀN TNCS HỒ CHÍ MINH"
    assert pledge_context(young)["letterhead"].superior == ()
    assert not {"body", "crown"} & set(pledge_context(both[0]))
