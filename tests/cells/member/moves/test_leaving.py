"""Leaving: every open row of the person ends on that day, with a code and nothing else."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.member.models import EndReason
from cells.member.moves.leaving import foresee_leaving, leave_cell
from cells.models import CommitteePost, Membership, Standing, Transfer
from cells.workflow import Clash
from tests.cells.member.moves.conftest import TODAY, TOMORROW, YESTERDAY, rows_of, steps_of
from tests.factories import (
    CommitteePostFactory,
    MemberFactory,
    MembershipFactory,
    StandingFactory,
)

pytestmark = pytest.mark.django_db
SINCE, APRIL = date(2010, 1, 1), date(2014, 4, 1)
WHY = EndReason.MOVED_AWAY


def test_everything_that_is_open_ends_and_the_preview_says_so(cast, member, transfer, staff):
    MembershipFactory(member=member, cell=cast.other_cell, is_temporary=True, since=SINCE)
    StandingFactory(member=member)
    CommitteePostFactory(member=member, body="inspection", until=date(2015, 8, 1))
    first, *words = foresee_leaving(member, cell=cast.cell, last_day=YESTERDAY, reason=WHY).deeds
    assert "ở Chi bộ Vụ Cơ sở đảng, hết ngày 19/03/2014: chuyển đi đảng bộ khác." in first
    assert words == [
        "Thôi sinh hoạt tạm thời ở Chi bộ Vụ Đảng viên.",
        "Kết thúc miễn sinh hoạt.",
        "Thôi là uỷ viên Uỷ ban Kiểm tra.",
        "Huỷ giấy chuyển sinh hoạt đến Chi bộ Vụ Đảng viên.",
        "Tài khoản vẫn mở được hồ sơ cũ của đồng chí; muốn ngừng thì đề nghị riêng.",
    ]
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason=WHY, by=staff)
    assert rows_of(member) == [
        ("CSD", "", SINCE, YESTERDAY, False, "moved_away"),
        ("DV", "", SINCE, YESTERDAY, True, ""),
    ]
    assert Standing.objects.get(member=member).until == YESTERDAY
    assert CommitteePost.objects.get(member=member).until == YESTERDAY
    assert Transfer.objects.get().status == "cancelled"
    assert steps_of(member)[-1] == (
        "leave",
        "Chi bộ Vụ Cơ sở đảng, hết ngày 19/03/2014: chuyển đi đảng bộ khác",
    )


def test_of_an_account_is_only_spoken_where_there_is_one(cast, staff):
    silent = MemberFactory()
    MembershipFactory(member=silent, cell=cast.cell)
    words = foresee_leaving(silent, cell=cast.cell, last_day=YESTERDAY, reason=WHY).deeds
    assert len(words) == 1


def test_what_ended_before_stays_as_it_was(cast, member, staff):
    StandingFactory(member=member, until=date(2013, 6, 1))
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason=WHY, by=staff)
    assert Standing.objects.get(member=member).until == date(2013, 6, 1)


def test_an_officer_leaves_the_office_too(cast, staff):
    secretary = cast.members["secretary"]
    plan = foresee_leaving(secretary, cell=cast.cell, last_day=YESTERDAY, reason="died")
    assert "Thôi là bí thư Chi bộ Vụ Cơ sở đảng." in plan.deeds
    assert "Chi bộ Vụ Cơ sở đảng không còn bí thư từ ngày 20/03/2014." in plan.deeds
    leave_cell(secretary, cell=cast.cell, last_day=YESTERDAY, reason="died", by=staff)
    assert cast.user("secretary").rights.cells_as_officer == frozenset()


def test_a_successor_who_is_written_down_already_is_no_gap(cast):
    secretary = cast.members["secretary"]
    rows = Membership.objects.filter(cell=cast.cell)
    rows.filter(member=secretary).update(until=TOMORROW)
    MembershipFactory(cell=cast.cell, office="secretary", since=date(2014, 3, 22))
    plan = foresee_leaving(secretary, cell=cast.cell, last_day=YESTERDAY, reason="died")
    assert "Thôi là bí thư Chi bộ Vụ Cơ sở đảng." in plan.deeds
    assert not [words for words in plan.deeds if words.startswith("Chi bộ")]


def test_what_has_not_begun_goes_and_the_preview_says_so(cast, member, staff):
    MembershipFactory(member=member, cell=cast.other_cell, is_temporary=True, since=APRIL)
    StandingFactory(member=member, since=APRIL)
    CommitteePostFactory(member=member, body="inspection", since=APRIL)
    Membership.objects.filter(member=member, cell=cast.cell).update(until=date(2014, 3, 31))
    MembershipFactory(member=member, cell=cast.cell, office="committee", since=APRIL)
    values = {"cell": cast.cell, "last_day": YESTERDAY, "reason": WHY}
    _, *words = foresee_leaving(member, **values).deeds
    assert words[:4] == [
        "Bỏ sinh hoạt tạm thời ở Chi bộ Vụ Đảng viên đã ghi từ ngày 01/04/2014.",
        "Bỏ miễn sinh hoạt đã ghi từ ngày 01/04/2014.",
        "Bỏ chức vụ uỷ viên Uỷ ban Kiểm tra đã ghi từ ngày 01/04/2014.",
        "Bỏ chức vụ chi uỷ viên Chi bộ Vụ Cơ sở đảng đã ghi từ ngày 01/04/2014.",
    ]
    leave_cell(member, **values, by=staff)
    assert rows_of(member) == [("CSD", "", SINCE, YESTERDAY, False, "moved_away")]
    assert not Standing.objects.exists()
    assert not member.posts.exists()
    gone = CommitteePost.history.get(member=member, history_type="-")
    assert gone.history_user == staff


def test_leaving_the_youth_branch_touches_nothing_of_the_party(cast, member, staff, youth):
    MembershipFactory(member=member, cell=youth)
    StandingFactory(member=member)
    leave_cell(member, cell=youth, last_day=YESTERDAY, reason="other", by=staff)
    assert ("CSD", "", SINCE, None, False, "") in rows_of(member)
    assert Standing.objects.get(member=member).until is None


@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [
        (TOMORROW, "còn ở phía trước"),
        (date(2009, 12, 31), "từ 01/01/2010. Ghi ngày không trước ngày ấy"),
        (date(2014, 2, 28), "bắt đầu từ 03/03/2014, sau ngày này"),
    ],
)
def test_a_last_day_that_cannot_be(cast, member, staff, last_day, sentence):
    CommitteePostFactory(member=member, body="inspection", since=date(2014, 3, 3))
    with pytest.raises(ValidationError) as refusal:
        leave_cell(member, cell=cast.cell, last_day=last_day, reason=WHY, by=staff)
    assert sentence in refusal.value.message_dict["last_day"][0]
    assert rows_of(member) == [("CSD", "", SINCE, None, False, "")]


def test_nobody_leaves_a_cell_they_are_not_in(cast, member, staff):
    with pytest.raises(ValidationError, match="không sinh hoạt ở Chi bộ Vụ Đảng viên"):
        leave_cell(member, cell=cast.other_cell, last_day=TODAY, reason=WHY, by=staff)


def test_the_last_day_itself_still_belongs_to_the_cell(cast, member, staff):
    leave_cell(member, cell=cast.cell, last_day=TODAY, reason=WHY, by=staff)
    assert cast.user("member").rights.cells_as_member == {cast.cell.pk}


def test_what_was_read_is_what_is_done(cast, member, staff):
    values = {"cell": cast.cell, "last_day": YESTERDAY, "reason": WHY}
    agreed = foresee_leaving(member, **values).fingerprint
    StandingFactory(member=member)
    with pytest.raises(Clash):
        leave_cell(member, **values, by=staff, agreed=agreed)
    assert Standing.objects.get(member=member).until is None
