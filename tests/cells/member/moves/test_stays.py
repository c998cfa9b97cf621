"""Sinh hoạt tạm thời: beside the own cell, never instead of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.member.moves.stays import (
    begin_stay,
    end_stay,
    foresee_end_of_stay,
    foresee_stay,
    stays_of,
)
from tests.cells.member.moves.conftest import TODAY, YESTERDAY, rows_of, steps_of
from tests.factories import MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db
APRIL, AUGUST = date(2014, 4, 1), date(2014, 8, 29)


def test_a_guest_stays_in_the_own_cell_too(cast, member, staff):
    begin_stay(member, cell=cast.other_cell, since=TODAY, until=AUGUST, by=staff)
    assert rows_of(member) == [
        ("CSD", "", date(2010, 1, 1), None, False, ""),
        ("DV", "", TODAY, AUGUST, True, ""),
    ]
    words = "Chi bộ Vụ Đảng viên, từ ngày 20/03/2014 đến hết ngày 29/08/2014"
    assert steps_of(member) == [("stay", words)]


def test_the_preview_says_where_papers_stay(cast, member):
    plan = foresee_stay(member, cell=cast.other_cell, since=TODAY, until=None)
    assert "chưa định ngày kết thúc" in plan.deeds[0]
    assert plan.papers == (
        "Đăng ký và báo cáo vẫn làm ở Chi bộ Vụ Cơ sở đảng; chi uỷ ở đó trả lời.",
    )


def test_a_guest_is_no_reporter_of_the_hosts_cell(cast, member, staff):
    begin_stay(member, cell=cast.other_cell, since=TODAY, by=staff)
    rights = cast.user("member").rights
    assert rights.cells_as_member == {cast.cell.pk, cast.other_cell.pk}
    assert rights.cells_as_officer == frozenset()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"until": YESTERDAY}, "until", "không thể trước ngày bắt đầu"),
        ({"cell": "cell"}, "cell", "đang sinh hoạt chính thức ở Chi bộ Vụ Cơ sở đảng"),
        ({"cell": "youth"}, "cell", "không sinh hoạt ở chi đoàn nào"),
        ({"since": date(2014, 2, 1)}, "cell", "đã sinh hoạt tạm thời ở đó"),
    ],
)
def test_a_stay_that_cannot_be(cast, member, staff, youth, changes, field, sentence):
    MembershipFactory(
        member=member,
        cell=cast.other_cell,
        is_temporary=True,
        since=date(2014, 1, 6),
        until=date(2014, 2, 28),
    )
    cells = {"cell": cast.cell, "youth": youth, "other_cell": cast.other_cell}
    values = {"cell": "other_cell", "since": TODAY, "until": None} | changes
    values["cell"] = cells[values["cell"]]
    with pytest.raises(ValidationError) as refusal:
        begin_stay(member, **values, by=staff)
    assert sentence in refusal.value.message_dict[field][0]
    assert len(rows_of(member)) == 2


def test_who_belongs_nowhere_is_nobodys_guest(cast, staff):
    with pytest.raises(ValidationError, match="không sinh hoạt ở chi bộ nào"):
        begin_stay(MemberFactory(), cell=cast.cell, since=TODAY, by=staff)


def test_a_stay_ends_early_and_keeps_its_last_day(cast, member, staff):
    begin_stay(member, cell=cast.other_cell, since=YESTERDAY, until=AUGUST, by=staff)
    end_stay(member, cell=cast.other_cell, last_day=TODAY, by=staff)
    assert rows_of(member)[-1] == ("DV", "", YESTERDAY, TODAY, True, "")
    assert [verb for verb, _ in steps_of(member)] == ["stay", "end_stay"]


def test_a_stay_that_has_not_begun_is_withdrawn(cast, member, staff):
    begin_stay(member, cell=cast.other_cell, since=APRIL, by=staff)
    values = {"cell": cast.other_cell, "last_day": TODAY}
    [words] = foresee_end_of_stay(member, **values).deeds
    assert words.startswith("Bỏ sinh hoạt tạm thời của đồng chí Nguyễn Văn Thịnh ở Chi bộ")
    assert words.endswith("đã ghi từ ngày 01/04/2014.")
    end_stay(member, **values, by=staff)
    assert len(rows_of(member)) == 1
    assert steps_of(member)[-1][1] == "Chi bộ Vụ Đảng viên, bỏ dự định từ ngày 01/04/2014"


def test_the_next_stay_is_withdrawn_while_one_runs_out(cast, member, staff):
    begin_stay(member, cell=cast.other_cell, since=YESTERDAY, until=TODAY, by=staff)
    begin_stay(member, cell=cast.other_cell, since=APRIL, by=staff)
    end_stay(member, cell=cast.other_cell, last_day=TODAY, by=staff)
    assert rows_of(member)[1:] == [("DV", "", YESTERDAY, TODAY, True, "")]


@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [
        (date(2014, 3, 18), "bắt đầu từ 19/03/2014"),
        (AUGUST, "Đã ghi kết thúc vào ngày 29/08/2014"),
    ],
)
def test_an_end_that_is_none(cast, member, staff, last_day, sentence):
    begin_stay(member, cell=cast.other_cell, since=YESTERDAY, until=AUGUST, by=staff)
    with pytest.raises(ValidationError) as refusal:
        end_stay(member, cell=cast.other_cell, last_day=last_day, by=staff)
    assert sentence in refusal.value.message_dict["last_day"][0]


def test_where_nobody_is_a_guest_nothing_ends(cast, member, staff):
    assert not stays_of(member).exists()
    with pytest.raises(ValidationError, match="không sinh hoạt tạm thời ở Chi bộ Vụ Đảng viên"):
        end_stay(member, cell=cast.other_cell, last_day=TODAY, by=staff)
