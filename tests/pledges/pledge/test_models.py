from datetime import date

import pytest
from django.utils import timezone

from cells import clock
from pledges.models import Pledge
from pledges.pledge.models import NOT_YET_ACCEPTED, STATE_LABELS
from tests.factories import (
    CellFactory,
    MembershipFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)

pytestmark = pytest.mark.django_db
PAST, AHEAD = date(2014, 3, 19), date(2014, 3, 20)


def moment():
    return timezone.make_aware(timezone.datetime(2014, 3, 1, 9))


@pytest.mark.parametrize(
    ("traits", "label"),
    [
        ({"due_on": AHEAD}, "Chưa viết"),
        ({"due_on": AHEAD, "saved_at": "now"}, "Nháp"),
        ({"due_on": PAST}, "Quá hạn"),
        ({"due_on": PAST, "saved_at": "now"}, "Quá hạn"),
        ({"due_on": PAST, "saved_at": "now", "first_submitted_at": "now"}, "Quá hạn"),
        ({"due_on": PAST, "sent": True}, "Đã gửi"),
        ({"due_on": PAST, "sent": True, "status": "returned"}, "Cần bổ sung"),
        ({"accepted": True}, "Đã nhận"),
        ({"accepted": True, "status": "closed"}, "Đã khép"),
    ],
)
def test_the_word_on_the_badge_and_the_filter_agree(traits, label):
    traits = {name: clock.now() if value == "now" else value for name, value in traits.items()}
    pledge = PledgeFactory(**traits)
    assert pledge.state_label == label
    found = [word for word in STATE_LABELS if Pledge.objects.in_state(word).contains(pledge)]
    assert found == [label]


@pytest.mark.parametrize(
    ("traits", "is_untouched"),
    [
        ({}, True),
        ({"saved_at": "now"}, False),  # a copy from another cell: its words are the member's
        ({"version": 1}, False),
        ({"sent": True}, False),
        ({"accepted": True}, False),
    ],
)
def test_untouched_is_what_nobody_has_written_in(traits, is_untouched):
    traits = {name: clock.now() if value == "now" else value for name, value in traits.items()}
    assert PledgeFactory(**traits).is_untouched is is_untouched


@pytest.mark.parametrize(
    ("traits", "is_waited_for"),
    [({}, True), ({"sent": True}, True), ({"accepted": True}, False)],
)
def test_what_the_cell_has_not_agreed_to_can_be_listed(traits, is_waited_for):
    pledge = PledgeFactory(**traits)
    assert not Pledge.objects.in_state(NOT_YET_ACCEPTED).contains(pledge), "nobody lives there"
    MembershipFactory(member=pledge.member, cell=pledge.cell)
    assert Pledge.objects.in_state(NOT_YET_ACCEPTED).contains(pledge) is is_waited_for


def test_an_item_knows_whether_a_report_rests_on_it():
    pledge = PledgeFactory(cell=CellFactory())
    resting, free = (
        PledgeItemFactory(pledge=pledge, position=1),
        PledgeItemFactory(pledge=pledge, position=2),
    )
    MonthlyReportLineFactory(item=resting)
    assert {item: item.has_lines for item in pledge.items.with_lines()} == {
        resting: True,
        free: False,
    }


@pytest.mark.parametrize(
    ("rhythm", "due_on", "when"),
    [
        ("hằng tháng", None, "hằng tháng"),
        ("", date(2014, 11, 30), "đến 30/11/2014"),
        ("hằng tháng", date(2014, 11, 30), "hằng tháng, đến 30/11/2014"),
        ("", None, ""),
    ],
)
def test_rhythm_and_day_stand_together(rhythm, due_on, when):
    assert (
        PledgeItemFactory.build(pledge=None, criterion=None, rhythm=rhythm, due_on=due_on).when
        == when
    )
