"""Who sees a report, who may do what with it, who reads it: every role, exact lists."""

import pytest

from cells.scope import permission
from pledges.monthly_report.models import MonthlyReport
from tests.factories import MembershipFactory

JUDGE = ["acknowledge", "return", "excuse", "unexcuse"]
OWN = ["write", "confirm", "submit", "withdraw"]
VERBS = ["write", "enter", "confirm", *MonthlyReport.VERBS]


def allowed(user, report):
    return [verb for verb in VERBS if user.has_perm(permission(verb, report), report)]


@pytest.mark.parametrize(
    ("who", "whose", "sees", "may"),
    [
        ("member", "member", True, OWN),
        ("colleague", "member", False, []),
        ("secretary", "member", True, ["enter", *JUDGE]),
        ("deputy", "member", True, ["enter", *JUDGE]),
        ("cell committee", "member", True, ["enter", *JUDGE]),
        ("secretary", "secretary", True, OWN),
        ("deputy", "secretary", True, ["enter", *JUDGE]),
        ("other secretary", "member", False, []),
        ("stranger", "member", False, []),
        ("staff", "member", True, ["reopen"]),
        ("staff", "secretary", True, ["acknowledge", "return", "reopen", "excuse", "unexcuse"]),
        ("staff", "staff", True, OWN),
        ("leader", "member", True, []),
        ("executive", "member", True, []),
        ("inspector", "member", True, []),
        ("leader", "leader", True, OWN),
        ("yesterday's secretary", "member", False, []),
        ("sysadmin", "member", False, []),
    ],
)
def test_who_sees_and_who_may(cast, report_of, who, whose, sees, may):
    report, user = report_of(whose), cast.user(who)
    assert MonthlyReport.objects.visible_to(user).contains(report) is sees
    assert sorted(allowed(user, report)) == sorted(may)


def test_a_disabled_account_may_nothing(cast, report_of):
    report, user = report_of("member"), cast.user("member")
    user.is_active = False
    assert allowed(user, report) == []


READERS = ["member", "secretary", "deputy", "cell committee", "staff", "leader", "inspector"]


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        ("draft", ["member"]),
        ("submitted", READERS),
        ("returned", ["member", "secretary", "deputy", "cell committee", "staff"]),
        ("acknowledged", READERS),
        ("excused", ["member"]),
    ],
)
def test_only_the_author_reads_what_is_not_sent(cast, report_of, status, readers):
    fields = {} if status == "draft" else {"sent": True, "status": status}
    report = report_of("member", **fields)
    may = [who for who in READERS if cast.user(who).has_perm("pledges.read_monthlyreport", report)]
    assert may == readers


def test_colleagues_read_only_what_leaders_have_sent(cast, report_of):
    report = report_of("secretary", by_leader=True)
    colleague = cast.user("colleague")
    assert not MonthlyReport.objects.visible_to(colleague).exists()
    MonthlyReport.objects.update(status="acknowledged", first_submitted_at="2014-04-01T08:00+07:00")
    assert MonthlyReport.objects.visible_to(colleague).get() == report


def test_who_held_the_pen_does_not_answer_while_another_officer_is_there(cast, report_of):
    report = report_of("member", sent=True, entered_by=cast.users["secretary"])
    assert "acknowledge" not in allowed(cast.user("secretary"), report)
    assert "acknowledge" in allowed(cast.user("deputy"), report)
    cast.members["deputy"].memberships.update(office="")
    cast.members["cell committee"].memberships.update(office="")
    assert "acknowledge" in allowed(cast.user("secretary"), report)


def test_staff_answer_where_a_cell_has_no_officer(cast, report_of):
    report = report_of("member")
    for role in ["secretary", "deputy", "cell committee"]:
        cast.members[role].memberships.update(office="")
    assert set(JUDGE) <= set(allowed(cast.user("staff"), report))


def test_an_officer_of_two_cells_is_still_only_the_author_of_their_own_report(cast, report_of):
    report = report_of("stranger")
    MembershipFactory(
        member=cast.members["stranger"], cell=cast.cell, office="committee", is_temporary=True
    )
    assert sorted(allowed(cast.user("stranger"), report)) == sorted(OWN)
