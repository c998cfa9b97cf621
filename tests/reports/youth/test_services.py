from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cells.audit import AuditEntry
from cells.models import Membership, Notice
from cells.workflow import Clash
from reports.models import YouthAssessment
from reports.rollup.period import Period
from reports.youth.figures import proposal
from reports.youth.services import Said, assess

JANUARY, FEBRUARY = Period(2014, "m", 1), Period(2014, "m", 2)
QUARTER = Period(2014, "q", 1)


@given(st.lists(st.integers(1, 3), max_size=12), st.sampled_from([3, 6, 12]))
def test_the_proposal_is_the_best_level_that_more_than_half_of_the_assessed_months_reached(
    levels, months
):
    reached = [
        level for level in (1, 2, 3) if sum(each <= level for each in levels) * 2 > len(levels)
    ]
    enough = bool(levels) and len(levels) * 2 >= months
    assert proposal(levels, months) == (reached[0] if enough else None)


def say(branch, period, level, *, role="member", by="secretary", **more):
    said = Said(level=level, **more)
    return assess(branch.cell, branch.member(role), period, said, by=branch.user(by))


def test_the_secretary_assesses_and_the_member_is_told_and_the_step_is_written_down(branch):
    row = say(branch, JANUARY, 1)
    assert (row.word, row.proposed) == ("Tốt", None)
    [notice] = Notice.objects.filter(member=branch.member("member"))
    assert notice.sentence == "Chi đoàn đã đánh giá tháng 1/2014 của đồng chí. Mời đồng chí xem."
    [entry] = AuditEntry.objects.of(row)
    assert (entry.verb, entry.target) == ("assess", "Tốt")


def test_nobody_assesses_themselves_the_deputy_assesses_the_secretary(branch):
    with pytest.raises(PermissionDenied):
        say(branch, JANUARY, 1, role="secretary")
    assert say(branch, JANUARY, 1, role="secretary", by="deputy").level == 1


def test_a_member_assesses_nobody(branch):
    with pytest.raises(PermissionDenied):
        say(branch, JANUARY, 1, by="other")


def test_staff_assess_a_secretary_only_where_nobody_else_leads_the_branch(branch, cast):
    secretary = branch.member("secretary")
    with pytest.raises(PermissionDenied):
        assess(branch.cell, secretary, JANUARY, Said(level=2), by=cast.user("staff"))
    Membership.objects.filter(member=branch.member("deputy")).update(office="")
    row = assess(branch.cell, secretary, JANUARY, Said(level=2), by=cast.user("staff"))
    assert row.level == 2
    with pytest.raises(PermissionDenied):
        assess(branch.cell, branch.member("member"), JANUARY, Said(level=2), by=cast.user("staff"))


def test_a_quarter_is_proposed_from_its_months_and_another_level_says_why(branch, today):
    for month, level in ((1, 1), (2, 1), (3, 3)):
        say(branch, Period(2014, "m", month), level)
    with pytest.raises(ValidationError, match="Các tháng gợi ý mức “Tốt”"):
        say(branch, QUARTER, 2)
    row = say(branch, QUARTER, 2, note="Tháng 3 bỏ hai buổi.")
    assert (row.level, row.proposed) == (2, 1)


def test_nothing_is_proposed_from_less_than_half_of_the_months(branch):
    say(branch, JANUARY, 1)
    assert say(branch, QUARTER, 3).proposed is None


def test_a_period_is_assessed_from_its_last_month_on(branch):
    with pytest.raises(ValidationError, match="Chưa đến tháng cuối của 6 tháng đầu năm 2014"):
        say(branch, Period(2014, "h", 1), 1)


def test_whoever_did_not_belong_to_the_branch_in_that_period_is_refused(branch):
    Membership.objects.filter(member=branch.member("member")).update(since=date(2014, 2, 1))
    with pytest.raises(ValidationError, match="không sinh hoạt"):
        say(branch, JANUARY, 1)
    assert say(branch, FEBRUARY, 1).level == 1


def test_a_party_cell_is_not_assessed_this_way(branch, cast):
    with pytest.raises(ValidationError, match="Chỉ chi đoàn"):
        assess(cast.cell, cast.members["member"], JANUARY, Said(level=1), by=cast.user("secretary"))


def test_who_comes_second_hears_of_it_and_nothing_is_written_over(branch):
    row = say(branch, JANUARY, 1)
    with pytest.raises(Clash):
        say(branch, JANUARY, 3, by="deputy")
    assert say(branch, JANUARY, 2, version=row.version).level == 2
    with pytest.raises(Clash):
        say(branch, JANUARY, 3, version=row.version, by="deputy")
    assert YouthAssessment.objects.get().level == 2


def test_the_database_holds_one_of_three_levels_and_periods_of_a_year(branch):
    row = say(branch, JANUARY, 1)
    for wrong in ({"level": 4}, {"number": 13}, {"unit": "q", "number": 5}, {"proposed": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            YouthAssessment.objects.filter(pk=row.pk).update(**wrong)
