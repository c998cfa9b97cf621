"""Who is reviewed and who is rated: every row of domain.md §2.6, counted to 31 December."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.evaluation.models import CellEvaluation, MemberEvaluation
from reports.evaluation.round.services import complete_round, open_round
from reports.evaluation.services import classify_evaluation
from tests.factories import (
    CellFactory,
    MemberFactory,
    MembershipFactory,
    RatingSchemeFactory,
    StandingFactory,
)
from tests.reports.evaluation.conftest import NOTE


def reopen_round(cast, year=2013, **changes):
    given = {
        "scheme": RatingSchemeFactory(),
        "self_due_on": date(2013, 12, 10),
        "cell_due_on": date(2013, 12, 20),
        "note": NOTE,
        "by": cast.users["staff"],
    }
    return open_round(year, **{**given, **changes})


@pytest.mark.parametrize(
    ("who", "case", "is_reviewed", "is_rated"),
    [
        ("official", "normal", True, True),
        ("probationary", "normal", True, True),
        ("exempt", "exempt", False, False),
        ("suspended", "suspended", False, False),
        ("suspended until June", "normal", True, True),
        ("admitted 30 June", "normal", True, True),
        ("admitted 1 July", "new", True, False),
        ("guest elsewhere", "guest", True, True),
        ("new and exempt", "exempt", False, False),
    ],
)
def test_the_case_follows_from_the_dates(cast, in_december, who, case, is_reviewed, is_rated):
    admitted = {
        "admitted 30 June": date(2013, 6, 30),
        "admitted 1 July": date(2013, 7, 1),
        "new and exempt": date(2013, 9, 1),
    }.get(who, date(2000, 2, 3))
    is_young = who == "probationary" or admitted.year == 2013
    member = MemberFactory(admitted_on=admitted, official_on=None if is_young else admitted)
    MembershipFactory(member=member, cell=cast.cell)
    standings = {
        "exempt": {"kind": "exempt"},
        "new and exempt": {"kind": "exempt"},
        "suspended": {"kind": "suspended"},
        "suspended until June": {"kind": "suspended", "until": date(2013, 6, 30)},
    }
    if who in standings:
        StandingFactory(member=member, **standings[who])
    if who == "guest elsewhere":
        MembershipFactory(member=member, cell=cast.other_cell, is_temporary=True)
    row = reopen_round(cast).member_evaluations.get(member=member)
    assert (row.case, row.is_reviewed, row.is_rated) == (case, is_reviewed, is_rated)
    assert row.cell == cast.cell


@pytest.mark.parametrize(
    ("case", "is_reviewed", "is_rated"),
    [
        ("office_suspended", True, True),
        ("absent_capped", True, True),
        ("absent_actual", True, True),
        ("postponed", True, True),
        ("left", False, False),
    ],
)
def test_what_no_date_tells_staff_write_with_a_reason(cast, found, case, is_reviewed, is_rated):
    row = found.member_evaluations.get(member=cast.members["member"])
    with pytest.raises(ValidationError):
        classify_evaluation(row, case=case, by=cast.users["staff"], note=" ")
    classify_evaluation(row, case=case, by=cast.users["staff"], note="Quyết định số 3")
    row = MemberEvaluation.objects.get(pk=row.pk)
    assert (row.case, row.is_reviewed, row.is_rated) == (case, is_reviewed, is_rated)


@pytest.mark.parametrize(
    "who", ["left", "not admitted", "of a chi đoàn", "only a guest", "comes in January"]
)
def test_who_has_no_paper_in_the_round(cast, in_december, who):
    member = MemberFactory(**({"admitted_on": None} if who == "not admitted" else {}))
    cell = CellFactory(kind="youth") if who == "of a chi đoàn" else cast.cell
    MembershipFactory(
        member=member,
        cell=cell,
        since=date(2014, 1, 2) if who == "comes in January" else date(2010, 1, 1),
        until=date(2013, 11, 30) if who == "left" else None,
        is_temporary=who == "only a guest",
    )
    assert not reopen_round(cast).member_evaluations.filter(member=member).exists()


@pytest.mark.parametrize(
    ("founded_on", "case"),
    [(None, "normal"), (date(2013, 6, 30), "normal"), (date(2013, 7, 1), "new_cell")],
)
def test_a_young_cell_reviews_and_is_not_rated(cast, in_december, founded_on, case):
    cell = CellFactory(founded_on=founded_on)
    CellFactory(kind="youth")
    found = reopen_round(cast)
    row = found.cell_evaluations.get(cell=cell)
    assert (row.case, row.is_rated) == (case, case == "normal")
    assert CellEvaluation.objects.count() == 3  # no paper for a chi đoàn


def test_everybody_of_the_cast_has_one_paper_and_officers_the_longer_form(cast, found):
    assert found.member_evaluations.count() == len(cast.members)
    leaders = set(found.member_evaluations.filter(by_leader=True).values_list("member", flat=True))
    assert cast.members["secretary"].pk in leaders
    assert cast.members["member"].pk not in leaders


def test_completing_adds_who_came_and_sets_aside_who_left_once(cast, found):
    MembershipFactory(member=MemberFactory(), cell=cast.cell, since=date(2013, 12, 2))
    cast.members["colleague"].memberships.update(until=date(2013, 12, 1))
    assert complete_round(found, by=cast.users["staff"]) == (1, 1)
    assert complete_round(found, by=cast.users["staff"]) == (0, 0)
    row = found.member_evaluations.get(member=cast.members["colleague"])
    assert row.get_case_display() == "Không còn thuộc đảng bộ"


@pytest.mark.parametrize(
    ("year", "changes", "field"),
    [
        (2013, {"note": "  "}, "note"),
        (2014, {}, "year"),
        (2010, {}, "year"),
        (2013, {"cell_due_on": date(2013, 12, 9)}, "cell_due_on"),
    ],
)
def test_a_round_is_refused_beside_the_box(cast, in_december, year, changes, field):
    with pytest.raises(ValidationError) as refused:
        reopen_round(cast, year, **changes)
    assert list(refused.value.message_dict) == [field]


def test_one_round_a_year_and_only_under_rules_of_that_year(cast, found):
    with pytest.raises(ValidationError, match="đã mở"):
        reopen_round(cast)
    later = RatingSchemeFactory(first_year=2018)
    with pytest.raises(ValidationError, match="không dùng cho năm 2012"):
        reopen_round(cast, 2012, scheme=later)
