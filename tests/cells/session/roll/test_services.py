"""The roll is written once, saved by version, amended by name; closed minutes refuse it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells import clock
from cells.models import Attendance, Member, Session, SessionPartner, User
from cells.session.roll.services import (
    RollLine,
    add_to_roll,
    drop_from_roll,
    open_roll,
    save_roll,
)
from cells.workflow import Clash, IllegalMove
from tests.factories import MemberFactory, MembershipFactory, StandingFactory

pytestmark = pytest.mark.django_db
CLOSED = ["half_signed", "signed", "cancelled"]


def mark(member, state, reason="", note=""):
    return RollLine(member_id=member.pk, state=state, reason=reason, reason_note=note)


@pytest.fixture
def save(session, cast):
    """Save these lines of the host's roll, as the secretary, on the version given."""

    def keep(*lines, version=0):
        by = cast.users["secretary"]
        save_roll(session, cast.cell, list(lines), version=version, by=by)

    return keep


def stored(session, member):
    line = session.attendances.get(member=member)
    return line.state, line.reason, line.reason_note


def test_everybody_asked_is_present_until_somebody_says_otherwise(session):
    open_roll(session, session.cell)
    assert set(session.attendances.values_list("state", flat=True)) == {"present"}
    assert session.attendances.count() == 6


def test_a_roll_is_opened_once_and_keeps_the_category_of_that_day(session, cast):
    open_roll(session, cast.cell)
    StandingFactory(member=cast.members["member"])
    open_roll(session, cast.cell)
    assert session.attendances.get(member=cast.members["member"]).category == "official"
    assert session.attendances.count() == 6


def test_the_first_save_writes_everybody_and_the_exceptions(session, cast, save):
    member, colleague = cast.members["member"], cast.members["colleague"]
    save(mark(member, "excused", "mission", " Lào  Cai "), mark(colleague, "unexcused"))
    assert stored(session, member) == ("excused", "mission", "Lào Cai")
    assert stored(session, colleague) == ("unexcused", "", "")
    session.refresh_from_db()
    assert (session.roll_version, session.roll_saved_by) == (1, cast.users["secretary"])
    assert session.roll_saved_at == clock.now()


def test_a_reason_goes_with_the_excuse(session, cast, save):
    member = cast.members["member"]
    save(mark(member, "excused", "leave", "ba ngày"))
    save(mark(member, "present", "leave", "ba ngày"), version=1)
    assert stored(session, member) == ("present", "", "")


@pytest.mark.parametrize(
    ("state", "reason", "note", "sentence"),
    [
        ("excused", "", "", "Chọn lý do vắng"),
        ("excused", "ill", "", "Chọn lý do vắng"),
        ("", "", "", "Chọn có mặt"),
        ("asleep", "", "", "Chọn có mặt"),
        ("excused", "other", "x" * 201, "Lý do dài 201 ký tự"),
    ],
)
def test_a_wrong_line_keeps_nothing(session, cast, save, state, reason, note, sentence):
    with pytest.raises(ValidationError, match=sentence):
        save(mark(cast.members["member"], state, reason, note))
    assert not session.attendances.exists()


def test_who_is_not_asked_can_only_come_all_the_same(session, cast, save):
    member = cast.members["member"]
    StandingFactory(member=member)
    with pytest.raises(ValidationError, match="Chỉ ghi có đến dự"):
        save(mark(member, "unexcused"))
    save(mark(member, "present"))
    assert stored(session, member) == ("present", "", "")


def test_a_name_from_elsewhere_is_refused(session, cast, save):
    with pytest.raises(ValidationError, match="không còn ở đây"):
        save(mark(cast.members["stranger"], "present"))
    assert not session.attendances.exists()


def test_the_second_officer_loses_nothing_and_overwrites_nothing(session, cast, save):
    member = cast.members["member"]
    save(mark(member, "unexcused"))
    for version in (0, 2, 10**9):
        with pytest.raises(Clash):
            save(mark(member, "excused", "leave"), version=version)
    assert stored(session, member) == ("unexcused", "", "")


def test_each_cell_of_a_joint_session_has_a_version_of_its_own(joint, cast):
    save_roll(joint, cast.cell, [], version=0, by=cast.users["secretary"])
    save_roll(joint, cast.other_cell, [], version=0, by=cast.users["other secretary"])
    partner = SessionPartner.objects.get()
    assert (Session.objects.get().roll_version, partner.roll_version) == (1, 1)
    assert partner.roll_saved_by == cast.users["other secretary"]
    assert joint.attendances.filter(cell=cast.other_cell).count() == 6


@pytest.mark.parametrize("status", CLOSED)
def test_closed_minutes_refuse_every_way_of_writing(session, cast, save, status):
    open_roll(session, cast.cell)
    guest = cast.members["stranger"]
    add_to_roll(session, cast.cell, guest, by=cast.users["secretary"])
    Session.objects.filter(pk=session.pk).update(status=status)
    before = list(Attendance.objects.values_list("pk", "state"))
    someone, by = cast.members["leader"], cast.users["secretary"]
    for step in (
        lambda: save(mark(cast.members["member"], "unexcused"), version=1),
        lambda: add_to_roll(session, cast.cell, someone, by=by),
        lambda: drop_from_roll(session, cast.cell, guest, by=by),
        lambda: open_roll(session, cast.cell),
    ):
        with pytest.raises(IllegalMove):
            step()
    assert list(Attendance.objects.values_list("pk", "state")) == before


def test_no_roll_is_taken_before_its_day(session):
    with clock.at(date(2014, 3, 4)), pytest.raises(ValidationError, match="05/03/2014"):
        open_roll(session, session.cell)
    with clock.at(date(2014, 3, 5)):
        open_roll(session, session.cell)
    assert session.attendances.exists()


def test_two_officers_at_once_open_one_roll_and_one_of_them_reads_a_clash(crowd, session, cast):
    by = cast.users["secretary"]

    def take(state):
        lines = [mark(cast.members["member"], state)]
        again = Session.objects.get(pk=session.pk)
        save_roll(again, again.cell, lines, version=0, by=User.objects.get(pk=by.pk))

    answers = crowd(lambda: take("unexcused"), lambda: take("present"))
    assert sorted(type(answer).__name__ for answer in answers) == ["Clash", "NoneType"]
    assert session.attendances.count() == 6


# Late additions


def test_who_came_into_the_records_later_is_added_by_their_category(session, cast, joins):
    open_roll(session, cast.cell)
    late = joins("Lâm Thị Xa", {"official_on": None})
    add_to_roll(session, cast.cell, late, by=cast.users["secretary"])
    line = session.attendances.get(member=late)
    assert (line.category, line.state) == ("probationary", "present")


def test_who_is_not_of_the_cell_is_added_as_a_guest_and_taken_back(session, cast):
    guest, by = cast.members["stranger"], cast.users["secretary"]
    add_to_roll(session, cast.cell, guest, by=by)
    assert session.attendances.get(member=guest).category == "temporary"
    drop_from_roll(session, cast.cell, guest, by=by)
    assert not session.attendances.filter(member=guest).exists()


def test_who_belongs_to_the_cell_is_not_dropped(session, cast):
    open_roll(session, cast.cell)
    with pytest.raises(ValidationError, match="không bỏ tên được"):
        drop_from_roll(session, cast.cell, cast.members["member"], by=cast.users["secretary"])
    assert session.attendances.count() == 6


def test_nobody_stands_on_two_rolls_of_one_session(joint, cast):
    open_roll(joint, cast.other_cell)
    with pytest.raises(ValidationError, match="đã có tên ở danh sách của Chi bộ Vụ Đảng viên"):
        add_to_roll(joint, cast.cell, cast.members["stranger"], by=cast.users["secretary"])


def test_nobody_leaves_the_roll_of_their_cell_for_that_of_another(joint, cast):
    """Not even while their own has not been opened."""
    for cell, role, home in (
        (cast.cell, "stranger", "Chi bộ Vụ Đảng viên"),
        (cast.other_cell, "colleague", str(cast.cell)),
    ):
        with pytest.raises(ValidationError, match=f"sinh hoạt tại {home} hôm ấy"):
            add_to_roll(joint, cell, cast.members[role], by=cast.users["secretary"])
    open_roll(joint, cast.other_cell)
    assert joint.attendances.filter(member=cast.members["stranger"], cell=cast.other_cell).exists()


def test_a_window_that_does_not_know_the_addition_meets_a_clash(session, cast, save):
    save()
    add_to_roll(session, cast.cell, cast.members["stranger"], by=cast.users["deputy"])
    with pytest.raises(Clash):
        save(mark(cast.members["member"], "unexcused"), version=1)


def test_an_addition_to_another_cells_roll_does_not_open_ours(joint, cast):
    by = cast.users["other secretary"]
    MembershipFactory(
        member=Member.objects.get(pk=cast.members["member"].pk),
        cell=cast.other_cell,
        is_temporary=True,
    )
    add_to_roll(joint, cast.other_cell, MemberFactory(), by=by)
    assert not joint.attendances.filter(cell=cast.cell).exists()
