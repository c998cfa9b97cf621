from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry
from cells.workflow import Clash, IllegalMove
from pledges.models import MoralStandard
from pledges.standard.services import (
    CriterionInput,
    adopt_standard,
    draft_standard,
    missing_parts,
    save_standard,
)
from tests.factories import CriterionFactory, MoralStandardFactory

TODAY = date(2014, 3, 20)


@pytest.fixture
def draft(cast):
    return draft_standard(cast.cell, year=2014, by=cast.users["secretary"])


def lines(how_many):
    return [CriterionInput(behaviour=f"Việc {number}") for number in range(how_many)]


def write(standard, how_many, version=0):
    save_standard(standard, motto="Đoàn kết", lines=lines(how_many), version=version)


def adopt(standard, cast, number="05-NQ/CB", adopted_on=TODAY, **values):
    adopt_standard(
        standard, by=cast.users["secretary"], number=number, adopted_on=adopted_on, **values
    )


def test_a_draft_begins_with_the_committees_criteria_and_no_motto(cast):
    common = MoralStandardFactory(cell=None, adopted=True, motto="của Đảng uỷ")
    CriterionFactory(standard=common, position=1, behaviour="Trách nhiệm")
    draft = draft_standard(cast.cell, year=2014, by=cast.users["secretary"])
    assert [line.behaviour for line in draft.criteria.all()] == ["Trách nhiệm"]
    assert draft.motto == ""


def test_a_draft_begins_with_last_years_own_card(cast):
    MoralStandardFactory(cell=None, adopted=True)
    own = MoralStandardFactory(cell=cast.cell, adopted=True, year=2013, motto="Đoàn kết")
    CriterionFactory(standard=own, position=1, behaviour="Của chi bộ")
    draft = draft_standard(cast.cell, year=2014, by=cast.users["secretary"])
    assert (draft.motto, draft.criteria.get().behaviour) == ("Đoàn kết", "Của chi bộ")


def test_a_second_draft_of_the_year_is_the_first_one(cast, draft):
    assert draft_standard(cast.cell, year=2014, by=cast.users["deputy"]) == draft
    assert AuditEntry.objects.of(draft).count() == 1


def test_the_slower_editor_changes_nothing(cast, draft):
    twin = MoralStandard.objects.get(pk=draft.pk)
    write(draft, 3)
    with pytest.raises(Clash):
        write(twin, 5)
    assert draft.criteria.count() == 3


@pytest.mark.parametrize(("how_many", "is_enough"), [(0, False), (2, False), (3, True), (7, True)])
def test_a_card_has_three_to_seven_lines(cast, draft, how_many, is_enough):
    write(draft, how_many)
    assert (missing_parts(draft) == []) is is_enough
    if is_enough:
        adopt(draft, cast)
    else:
        with pytest.raises(ValidationError, match="cần 3 đến 7 dòng"):
            adopt(draft, cast)
    draft.refresh_from_db()
    assert draft.status == ("adopted" if is_enough else "draft")


def test_eight_lines_are_refused(draft):
    with pytest.raises(ValidationError, match="nhiều nhất 7 dòng"):
        write(draft, 8)


def test_a_line_with_a_measure_only_is_named(draft):
    save_standard(draft, motto="", lines=[CriterionInput(behaviour="", measure="x")], version=0)
    assert "Dòng 1 chưa ghi tiêu chí." in missing_parts(draft)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"adopted_on": date(2014, 3, 21)}, "adopted_on"),
        ({"adopted_on": date(2009, 12, 31)}, "adopted_on"),
        ({"number": " \u200b"}, "number"),
    ],
)
def test_a_resolution_that_cannot_be_is_refused(cast, draft, values, field):
    cast.cell.founded_on = date(2010, 1, 1)
    cast.cell.save()
    write(draft, 3)
    with pytest.raises(ValidationError) as refused:
        adopt(MoralStandard.objects.get(pk=draft.pk), cast, **values)
    assert list(refused.value.message_dict) == [field]


def test_adopting_takes_the_older_one_out_of_force(cast, draft):
    older = MoralStandardFactory(cell=cast.cell, adopted=True)
    write(draft, 3)
    adopt(draft, cast)
    older.refresh_from_db()
    assert (older.status, draft.status) == ("replaced", "adopted")
    assert MoralStandard.objects.in_force(cast.cell, 2014).get() == draft
    verbs = [AuditEntry.objects.of(paper).last().verb for paper in (older, draft)]
    assert verbs == ["replace", "adopt"]


def test_a_card_changed_after_reading_is_not_adopted(cast, draft):
    write(draft, 3)
    with pytest.raises(IllegalMove):
        adopt(draft, cast, version=0)
    assert MoralStandard.objects.get().status == "draft"


def test_an_adopted_card_is_not_written_any_more(cast):
    adopted = MoralStandardFactory(adopted=True)
    with pytest.raises(IllegalMove):
        write(adopted, 3)


@pytest.mark.parametrize(
    ("own_year", "found"), [(None, "common"), (2013, "own"), (2014, "own"), (2015, "common")]
)
def test_which_standard_is_in_force(cast, own_year, found):
    common = MoralStandardFactory(cell=None, adopted=True, year=2012)
    own = own_year and MoralStandardFactory(cell=cast.cell, adopted=True, year=own_year)
    expected = own if found == "own" else common
    assert MoralStandard.objects.in_force(cast.cell, 2014).get() == expected
