"""Leaders first: who is behind with the own pledge or months stands at the head."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    CellFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
    moment,
)

JANUARY, FEBRUARY = date(2014, 1, 1), date(2014, 2, 1)


@pytest.fixture
def leaders(cast):
    """The secretary is behind with February, the deputy has sent late, the other has not begun."""
    lead = {"by_leader": True}
    secretary = PledgeFactory(
        member=cast.members["secretary"], cell=cast.cell, accepted=True, **lead
    )
    deputy = PledgeFactory(member=cast.members["deputy"], cell=cast.cell, accepted=True, **lead)
    PledgeFactory(
        member=cast.members["other secretary"],
        cell=cast.other_cell,
        due_on=date(2014, 1, 21),
        **lead,
    )
    PledgeFactory(member=cast.members["member"], cell=cast.cell)
    sent = {"status": "submitted", "due_on": date(2014, 2, 3), **lead}
    MonthlyReportFactory(
        pledge=secretary, month=JANUARY, first_submitted_at=moment(2014, 2, 3, 8), **sent
    )
    MonthlyReportFactory(pledge=secretary, month=FEBRUARY, due_on=date(2014, 3, 3), **lead)
    MonthlyReportFactory(
        pledge=deputy, month=JANUARY, first_submitted_at=moment(2014, 2, 9, 8), **sent
    )
    return cast


def names(answer):
    return [str(row.record.member) for row in answer.context["table"].rows]


def test_who_is_behind_stands_before_who_has_done_everything(sign_in, leaders):
    answer = sign_in("leader").get(reverse("overview-leaders"))
    assert names(answer) == ["Trần Thị Mai", "Lương Thị Nhàn", "Đặng Hồng Hải"]
    assert (answer.context["behind"], answer.context["done"]) == (2, 1)


def test_months_are_told_in_words_and_open_the_report(sign_in, leaders):
    rows = sign_in("staff").get(reverse("overview-leaders")).context["table"].rows
    told = {str(row.record.member): row.get_cell("months") for row in rows}
    report = leaders.members["secretary"].pledges.get().monthly_reports.latest("month")
    assert (
        f'quá hạn chưa gửi tháng <a class="tap" href="{report.get_absolute_url()}" '
        'aria-label="Tháng 2/2014 của Trần Thị Mai">2</a>' in told["Trần Thị Mai"]
    )
    assert "1 tháng gửi đúng hạn" in told["Trần Thị Mai"]
    assert "gửi muộn tháng" in told["Đặng Hồng Hải"]
    assert told["Lương Thị Nhàn"] == "chưa có tháng nào"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "done"}, ["Đặng Hồng Hải"]),
        ({"state": "behind"}, ["Trần Thị Mai", "Lương Thị Nhàn"]),
        ({"q": "nhan"}, ["Lương Thị Nhàn"]),
        ({"year": "2013"}, ["Trần Thị Mai", "Lương Thị Nhàn", "Đặng Hồng Hải"]),
    ],
)
def test_the_list_is_narrowed_by_state_and_name(sign_in, leaders, query, found):
    """A year without a theme is no year to choose: the present one is shown, as counted above."""
    assert names(sign_in("staff").get(reverse("overview-leaders"), query)) == found


def test_one_cell_by_itself(sign_in, leaders):
    answer = sign_in("staff").get(reverse("overview-leaders"), {"cell": leaders.other_cell.pk})
    assert names(answer) == ["Lương Thị Nhàn"]


def test_a_leader_who_moved_away_is_not_asked_any_more(sign_in, leaders):
    leaders.members["deputy"].memberships.update(until=date(2014, 3, 1))
    assert "Đặng Hồng Hải" not in names(sign_in("staff").get(reverse("overview-leaders")))


def test_who_leads_a_youth_branch_is_no_leader_of_the_party(sign_in, leaders):
    branch, both = CellFactory(kind="youth"), leaders.members["member"]
    MembershipFactory(member=both, cell=branch)
    PledgeFactory(member=both, cell=branch, by_leader=True, due_on=date(2014, 1, 21))
    answer = sign_in("staff").get(reverse("overview-leaders"))
    assert str(both) not in names(answer)
    assert answer.context["behind"] == 2


@pytest.mark.parametrize(("who", "status"), [("inspector", 200), ("secretary", 403)])
def test_leaders_are_looked_at_by_the_bodies(sign_in, leaders, who, status):
    assert sign_in(who).get(reverse("overview-leaders")).status_code == status
