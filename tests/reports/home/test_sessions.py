"""Sessions on the home page: they stand there while something is to be done, and for whom."""

from datetime import date

import pytest

from reports.home.boards import gaps
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    PlanTaskFactory,
    SessionFactory,
    SessionPartnerFactory,
    SessionTaskFactory,
    moment,
)
from tests.todo import tasks_of

# The cast lives on 20 March 2014


@pytest.fixture
def people(cast):
    return {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}


@pytest.fixture
def ahead(cast, people):
    return SessionFactory(cell=cast.cell, starts_at=moment(2014, 4, 4, 14), **people)


def cards(cast, role):
    return {task.title: task for task in tasks_of(cast.user(role))}


def test_a_member_sees_the_next_session_and_may_ask_to_be_away(cast, ahead):
    card = cards(cast, "member")[ahead.title]
    assert (card.state, card.url) == ("Sắp tới", f"/sessions/{ahead.pk}/")
    assert card.more == ("Xin vắng", f"/sessions/{ahead.pk}/absence/")
    assert "14:00 ngày 04/04, Phòng 305" in card.text
    assert ahead.title not in cards(cast, "stranger")


def test_a_partner_cell_is_asked_to_come_too(cast, ahead):
    SessionPartnerFactory(session=ahead, cell=cast.other_cell)
    assert ahead.title in cards(cast, "stranger")


def test_officers_of_a_partner_cell_are_asked_to_come_and_prepare_nothing(cast, ahead):
    SessionPartnerFactory(session=ahead, cell=cast.other_cell)
    assert cards(cast, "other secretary")[ahead.title].action == "Xem buổi sinh hoạt"
    assert cards(cast, "secretary")[ahead.title].action == "Soạn chương trình"


def test_a_partner_whose_roll_is_missing_is_told_so_after_the_hour(cast, people):
    past = SessionFactory(cell=cast.cell, **people)
    SessionPartnerFactory(session=past, cell=cast.other_cell)
    AttendanceFactory(session=past, member=cast.members["member"])
    card = cards(cast, "other secretary")[past.title]
    assert (card.action, card.url) == (
        "Điểm danh",
        f"/sessions/{past.pk}/roll/{cast.other_cell.pk}/",
    )
    assert past.title not in cards(cast, "stranger")
    stranger = cast.members["stranger"]
    AttendanceFactory(session=past, member=stranger, cell=cast.other_cell)
    assert past.title not in cards(cast, "other secretary")


def test_a_partner_whose_people_stand_on_another_roll_is_asked_once(cast, people):
    past = SessionFactory(cell=cast.cell, **people)
    partner = SessionPartnerFactory(session=past, cell=cast.other_cell)
    assert past.title in cards(cast, "other secretary")
    type(partner).objects.update(roll_saved_at=past.starts_at)
    assert past.title not in cards(cast, "other secretary")


@pytest.mark.parametrize("status", ["half_signed", "signed", "cancelled"])
def test_a_roll_that_can_no_longer_be_written_is_not_asked_for(cast, people, status):
    past = SessionFactory(cell=cast.cell, status=status, **people)
    SessionPartnerFactory(session=past, cell=cast.other_cell)
    assert past.title not in cards(cast, "other secretary")


@pytest.mark.parametrize("status", ["held", "signed", "cancelled"])
def test_only_what_is_planned_lies_ahead(cast, ahead, status):
    type(ahead).objects.update(status=status)
    assert ahead.title not in cards(cast, "member")


def test_officers_are_told_what_the_next_session_lacks(cast, ahead):
    card = cards(cast, "secretary")[ahead.title]
    assert (card.action, "Chưa có chương trình" in card.text) == ("Soạn chương trình", True)
    AgendaItemFactory(session=ahead)
    assert cards(cast, "secretary")[ahead.title].action == "Chuẩn bị"


def test_a_session_whose_hour_is_over_asks_for_its_roll_then_its_course(cast, people):
    past = SessionFactory(cell=cast.cell, **people)
    assert cards(cast, "deputy")[past.title].action == "Điểm danh"
    AttendanceFactory(session=past, member=cast.members["member"])
    assert cards(cast, "deputy")[past.title].action == "Ghi tiếp diễn biến"
    assert past.title not in cards(cast, "other secretary")


def test_minutes_wait_until_both_have_signed(cast, people):
    session = SessionFactory(cell=cast.cell, held=True, **people)
    title = "Biên bản: Sinh hoạt thường kỳ tháng 3 năm 2014"
    card = cards(cast, "secretary")[title]
    assert (card.url, "đã 15 ngày" in card.text) == (f"/sessions/{session.pk}/minutes/", True)
    type(session).objects.update(status="half_signed")
    assert cards(cast, "secretary")[title].state == "Chờ chữ ký thứ hai"
    type(session).objects.update(status="signed")
    assert title not in cards(cast, "secretary")


def test_a_task_waits_for_its_owner_and_late_ones_for_the_officers(cast, people):
    session = SessionFactory(cell=cast.cell, held=True, **people)
    task = SessionTaskFactory(session=session, owner=cast.members["member"])
    assert cards(cast, "member")[task.text].state == "Việc được giao"
    assert "1 việc sau sinh hoạt quá hạn" not in cards(cast, "secretary")
    type(task).objects.update(due_on=date(2014, 3, 19))
    assert cards(cast, "member")[task.text].state == "Quá hạn"
    assert "1 việc sau sinh hoạt quá hạn" in cards(cast, "secretary")
    type(task).objects.update(state="done", finished_on=date(2014, 3, 20))
    assert task.text not in cards(cast, "member")


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_task_is_asked_for_once_its_session_took_place(cast, people, status):
    session = SessionFactory(cell=cast.cell, status=status, **people)
    late = {"owner": cast.members["member"], "due_on": date(2014, 3, 19)}
    task = SessionTaskFactory(session=session, **late)
    assert task.text not in cards(cast, "member")
    assert "1 việc sau sinh hoạt quá hạn" not in cards(cast, "secretary")
    type(session).objects.update(status="held")
    assert task.text in cards(cast, "member")
    assert "1 việc sau sinh hoạt quá hạn" in cards(cast, "secretary")


def test_a_line_of_a_plan_waits_for_its_owner_among_the_other_tasks(cast, people, sign_in):
    session = SessionFactory(cell=cast.cell, held=True, **people)
    owner = cast.members["member"]
    line = PlanTaskFactory(owner=owner, owner_name="", due_on=date(2014, 4, 1))
    SessionTaskFactory(session=session, owner=owner, text="Việc muộn", due_on=date(2014, 5, 1))
    shown = cards(cast, "member")
    card = shown[line.text]
    assert (card.state, card.due) == ("Việc trong kế hoạch", "Hạn 01/04, còn 12 ngày")
    assert line.plan.title in card.text
    assert list(shown).index(line.text) < list(shown).index("Việc muộn")
    assert sign_in("member").get(card.url).status_code == 200
    assert line.text not in cards(cast, "colleague")
    type(line).objects.update(due_on=date(2014, 3, 19))
    assert cards(cast, "member")[line.text].state == "Quá hạn"
    type(line).objects.update(state="dropped")
    assert line.text not in cards(cast, "member")


def found(cast):
    return {gap.url: gap.how_many for gap in gaps(cast.user("staff"))}


def test_staff_see_which_cells_did_not_meet_and_whose_minutes_wait(cast, people, sign_in):
    assert found(cast) == {}
    SessionFactory(cell=cast.cell, held=True, **people)
    assert found(cast) == {"/cells/?lack=session": 2}
    february = {"starts_at": moment(2014, 2, 28, 23, 30), "ends_at": None, "status": "held"}
    SessionFactory(cell=cast.cell, **people, **february)
    assert found(cast) == {"/cells/?lack=session": 1, "/cells/?lack=minutes": 1}
    for url, how_many in found(cast).items():
        assert len(sign_in("staff").get(url).context["table"].rows) == how_many


@pytest.mark.parametrize(
    ("founded_on", "how_many"), [(date(2014, 2, 28), 2), (date(2014, 3, 1), 1), (None, 2)]
)
def test_a_cell_is_not_accused_of_a_month_before_its_founding(cast, people, founded_on, how_many):
    SessionFactory(cell=cast.cell, held=True, **people)
    type(cast.cell).objects.filter(pk=cast.other_cell.pk).update(founded_on=founded_on)
    assert found(cast)["/cells/?lack=session"] == how_many
