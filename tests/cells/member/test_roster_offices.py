"""Offices in the sheet: a row closes, the next opens, a cell has one secretary at any moment."""

from datetime import date

import pytest

from cells.member.posts.offices import Wish
from cells.member.posts.services import change_office
from cells.member.roster import apply, plan
from cells.models import Membership
from tests.cells.member.sheets import TODAY, office, roster, stored

SECRETARY = {"Chức vụ trong chi bộ": "bí thư"}
PLAIN = {"Chức vụ trong chi bộ": "đảng viên"}
MARCH = {"Từ ngày": "01/03/2014"}


def planned(*people, by=None):
    return plan(roster(*people), TODAY, by=by)


def spans(member):
    rows = member.memberships.order_by("since", "pk")
    return list(rows.values_list("office", "since", "until"))


def test_a_new_office_closes_the_row_and_opens_the_next(cast):
    member = cast.members["member"]
    agreed = planned(stored(member, **MARCH, **{"Chức vụ trong chi bộ": "Phó bí thư"}))
    apply(agreed, by=None)
    assert spans(member) == [
        ("", date(2010, 1, 1), date(2014, 2, 28)),
        ("deputy_secretary", date(2014, 3, 1), None),
    ]
    closed = member.memberships.get(until=date(2014, 2, 28))
    assert closed.history.count() == 2


def test_two_changes_on_one_day_leave_one_row(cast):
    row = office("Hà Văn Nam", "chi uỷ viên")
    apply(planned(row), by=None)
    apply(planned(row | {"Chức vụ trong chi bộ": "phó bí thư"}), by=None)
    rows = Membership.objects.filter(member__full_name="Hà Văn Nam")
    assert list(rows.values_list("office", "since", "until")) == [("deputy_secretary", TODAY, None)]


def test_an_office_before_the_last_change_is_refused(cast):
    [trouble] = planned(
        stored(cast.members["deputy"], **PLAIN, **{"Từ ngày": "01/12/2009"})
    ).troubles
    assert str(trouble) == 'dòng 2, cột "Từ ngày": trước lần ghi gần nhất (01/01/2010).'


def test_another_first_day_corrects_the_row(cast):
    member = cast.members["member"]
    agreed = planned(stored(member, **{"Từ ngày": "15/01/2010"}))
    assert [change.heading for change in agreed.updated[0].changes] == ["Từ ngày"]
    apply(agreed, by=None)
    assert spans(member) == [("", date(2010, 1, 15), None)]


def test_a_second_secretary_is_refused_by_name(cast):
    [trouble] = planned(stored(cast.members["member"], **SECRETARY)).troubles
    assert (trouble.row, trouble.column) == (2, "Chức vụ trong chi bộ")
    assert "đang có bí thư là đồng chí Trần Thị Mai" in trouble.text


def test_two_new_secretaries_of_one_cell_are_refused(cast):
    old = stored(cast.members["secretary"], **PLAIN)
    agreed = planned(old, office("Vũ Ba", "bí thư"), office("Vũ Tư", "bí thư"))
    assert [str(trouble) for trouble in agreed.troubles] == [
        'dòng 4, cột "Chức vụ trong chi bộ": Chi bộ Vụ Cơ sở đảng đã có bí thư ở dòng 3.'
    ]


@pytest.mark.parametrize("old_first", [True, False])
def test_the_office_passes_on_within_one_sheet(cast, old_first):
    old, new = cast.members["secretary"], cast.members["member"]
    rows = [stored(old, **PLAIN), stored(new, **SECRETARY)]
    apply(planned(*(rows if old_first else reversed(rows))), by=None)
    assert spans(old)[0] == ("secretary", date(2010, 1, 1), date(2014, 3, 19))
    assert spans(new)[-1] == ("secretary", TODAY, None)


def test_the_office_passes_on_to_somebody_whose_row_began_that_day(cast):
    apply(planned(office("Vũ Ba", "đảng viên")), by=None)
    handover = [office("Vũ Ba", "bí thư"), stored(cast.members["secretary"], **PLAIN)]
    apply(planned(*handover), by=None)
    holder = Membership.objects.get(cell=cast.cell, office="secretary", until=None)
    assert holder.member.full_name == "Vũ Ba"


def test_two_secretaries_on_one_day_are_refused(cast):
    rows = [
        stored(cast.members["secretary"], **PLAIN),
        stored(cast.members["member"], **SECRETARY, **MARCH),
    ]
    [trouble] = planned(*rows).troubles
    assert (trouble.row, trouble.column) == (3, "Từ ngày")
    assert trouble.text == "đồng chí Trần Thị Mai còn là bí thư đến hết 19/03/2014."


def test_nobody_writes_an_office_for_themselves(cast):
    staff = cast.user("staff")
    row = stored(staff.member, **{"Mã chi bộ": "DV", "Chức vụ trong chi bộ": "chi uỷ viên"})
    [trouble] = planned(row, by=staff).troubles
    assert "không tự ghi cho mình" in trouble.text
    assert planned(row, by=cast.user("leader")).troubles == ()


def test_nobody_writes_a_standing_for_themselves(cast):
    staff = cast.user("staff")
    row = stored(staff.member, **{"Mã chi bộ": "DV", "Tình trạng": "miễn sinh hoạt"})
    [trouble] = planned(row, by=staff).troubles
    assert trouble.column == "Tình trạng"


def test_the_rest_of_ones_own_row_may_change(cast):
    staff = cast.user("staff")
    row = stored(staff.member, **{"Mã chi bộ": "DV", "Đơn vị": "Văn phòng"})
    assert planned(row, by=staff).counts == "thêm mới 0, cập nhật 1, không đổi 0"


# A mandate with a last day: the row that follows it has not begun


@pytest.fixture
def mandate(cast):
    wish = Wish(cell=cast.cell, office="committee", since=TODAY, until=date(2014, 12, 31))
    change_office(cast.members["member"], wish, by=cast.user("staff"))
    return cast.members["member"]


def test_an_office_with_a_last_day_is_read_as_it_stands_today(mandate):
    agreed = planned(stored(mandate, **{"Chức vụ trong chi bộ": "chi uỷ viên"}))
    assert (agreed.troubles, agreed.unchanged) == ((), 1)


def test_a_sheet_does_not_cut_a_mandate_short(mandate):
    [trouble] = planned(stored(mandate, **PLAIN)).troubles
    assert 'cột "Chức vụ trong chi bộ": chức vụ đang ghi có ngày hết nhiệm kỳ' in str(trouble)
