from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry
from cells.models import Session
from cells.session.planning import services
from cells.session.planning.services import cancel_session, save_preparation, schedule_session
from cells.workflow import Clash, IllegalMove
from tests.factories import (
    AttendanceFactory,
    MembershipFactory,
    StudySlotFactory,
    TopicFactory,
    moment,
)


@pytest.fixture
def told(monkeypatch):
    """The days that floors above were told of."""
    days = []
    monkeypatch.setattr(services, "after_scheduling", [lambda session: days.append(session.day)])
    return days


def refused(cast, by, values, **changes):
    with pytest.raises(ValidationError) as refusal:
        schedule_session(cast.cell, by=by, **{**values, **changes})
    assert not Session.objects.exists()
    return refusal.value.message_dict


def test_a_scheduled_session_has_name_agenda_trail_and_tells_the_floors_above(
    cast, secretary, values, told
):
    session = schedule_session(cast.cell, by=secretary, **values)
    assert session.title == "Sinh hoạt thường kỳ tháng 4 năm 2014"
    assert [item.kind for item in session.items.all()] == ["tasks", "reports", "other", "other"]
    [step] = AuditEntry.objects.of(session)
    assert (step.verb, step.target) == ("schedule", "planned")
    assert step.note == "14:00 ngày 03/04/2014, Phòng 305"
    assert told == [date(2014, 4, 3)]


def test_a_month_is_heard_by_one_session_unless_that_was_called_off(cast, secretary, values):
    first = schedule_session(cast.cell, by=secretary, **values)
    with pytest.raises(ValidationError) as refusal:
        schedule_session(cast.cell, by=secretary, **values)
    [sentence] = refusal.value.message_dict["report_month"]
    assert sentence == "Báo cáo tháng 2/2014 nghe ở buổi ngày 03/04/2014 rồi."
    cancel_session(first, by=secretary, note="Trùng lịch")
    assert schedule_session(cast.cell, by=secretary, **values).report_month == date(2014, 2, 1)


def test_only_a_regular_session_hears_reports(cast, secretary, values):
    session = schedule_session(cast.cell, by=secretary, **{**values, "form": "visit"})
    assert session.report_month is None
    assert session.title == "Sinh hoạt tham quan ngày 03/04/2014"


def test_who_leads_and_who_records_belong_to_the_cell_and_are_two(cast, secretary, values):
    stranger = cast.members["stranger"]
    told = refused(cast, secretary, values, chair=stranger)
    assert told["chair"] == ["Ngày 03/04/2014 đồng chí ấy không sinh hoạt ở chi bộ."]
    same = refused(cast, secretary, values, minute_taker=values["chair"])
    assert "hai chữ ký" in same["minute_taker"][0]


def test_a_guest_of_the_cell_records_no_session(cast, secretary, values):
    guest = cast.members["stranger"]
    MembershipFactory(member=guest, cell=cast.cell, is_temporary=True)
    assert "minute_taker" in refused(cast, secretary, values, minute_taker=guest)


def test_a_session_ends_after_it_began(cast, secretary, values):
    told = refused(cast, secretary, values, ends_at=moment(2014, 4, 3, 13))
    assert told == {"ends_at": ["Giờ kết thúc phải sau giờ bắt đầu."]}


def test_the_host_is_no_partner(cast, secretary, values):
    assert "partners" in refused(cast, secretary, values, partners=[cast.cell])


def test_moving_a_session_is_traced_and_told_and_a_new_word_is_not(
    cast, session, secretary, values, told
):
    day = {"starts_at": moment(2014, 4, 4, 8)}
    save_preparation(session, by=secretary, version=0, **{**values, **day})
    assert told == [date(2014, 4, 4)]
    step = AuditEntry.objects.of(session).last()
    old, new = "14:00 ngày 03/04/2014, Phòng 305", "08:00 ngày 04/04/2014, Phòng 305"
    assert (step.verb, step.note) == ("move", f"Từ {old} sang {new}")
    changes = {**values, **day, "invitation": "Mang sổ"}
    save_preparation(session, by=secretary, version=1, **changes)
    assert told == [date(2014, 4, 4)]
    session.refresh_from_db()
    assert (session.invitation, session.version) == ("Mang sổ", 2)


def test_another_month_or_topic_is_said_by_its_line_too(session, secretary, values):
    topic = TopicFactory(title="Nói đi đôi với làm", presenter="Đồng chí Hải")
    changes = {**values, "report_month": date(2014, 3, 1), "topic": topic}
    save_preparation(session, by=secretary, version=0, **changes)
    lines = [(item.kind, item.title) for item in session.items.all()]
    assert ("reports", "Báo cáo kết quả làm theo tháng 3/2014") in lines
    assert lines[1] == ("topic", "Nói đi đôi với làm")
    save_preparation(session, by=secretary, version=1, **{**changes, "topic": None})
    assert not session.items.filter(kind="topic").exists()


def test_the_slower_of_two_officers_changes_nothing(session, secretary, values):
    save_preparation(session, by=secretary, version=0, **{**values, "place": "Hội trường"})
    with pytest.raises(Clash):
        save_preparation(session, by=secretary, version=0, **{**values, "place": "Phòng 1"})
    session.refresh_from_db()
    assert session.place == "Hội trường"


@pytest.mark.parametrize("status", ["half_signed", "signed", "cancelled"])
def test_what_is_signed_or_called_off_is_not_prepared(session, secretary, values, status):
    Session.objects.filter(pk=session.pk).update(status=status)
    with pytest.raises(IllegalMove):
        save_preparation(session, by=secretary, version=0, **{**values, "place": "Phòng 1"})


def test_a_partner_whose_roll_was_called_stays(cast, session, secretary, values):
    together = {**values, "partners": [cast.other_cell]}
    save_preparation(session, by=secretary, version=0, **together)
    AttendanceFactory(session=session, cell=cast.other_cell)
    with pytest.raises(ValidationError) as refusal:
        save_preparation(session, by=secretary, version=1, **values)
    assert "đã điểm danh" in refusal.value.message_dict["partners"][0]
    assert session.partners.get().cell == cast.other_cell


def test_calling_off_needs_words_and_frees_the_years_plan(cast, secretary, values):
    slot = StudySlotFactory(cell=cast.cell)
    changes = {**values, "form": "thematic", "topic": slot.topic, "slot": slot}
    session = schedule_session(cast.cell, by=secretary, **changes)
    with pytest.raises(ValidationError):
        schedule_session(cast.cell, by=secretary, **changes)
    with pytest.raises(ValidationError):
        cancel_session(session, by=secretary, note=" ")
    cancel_session(session, by=secretary, note="Trùng lịch")
    assert (session.status, session.slot) == ("cancelled", None)
    assert schedule_session(cast.cell, by=secretary, **changes).slot == slot


def test_two_who_schedule_the_same_month_at_once_leave_one_session(crowd, cast, values):
    by = cast.user("secretary")
    answers = crowd(*[lambda: schedule_session(cast.cell, by=by, **values)] * 2)
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert Session.objects.count() == 1


def test_what_looks_like_a_slip_is_said(cast, session, secretary, values):
    other = {**values, "form": "talk", "starts_at": moment(2014, 4, 3, 9)}
    second = schedule_session(cast.cell, by=secretary, **other)
    assert services.doubts(second) == [
        "Cùng ngày chi bộ còn buổi lúc 14:00 ngày 03/04/2014, Phòng 305."
    ]
    sunday = {**values, "form": "talk", "starts_at": moment(2014, 3, 16, 9)}
    past = schedule_session(cast.cell, by=secretary, **sunday)
    assert services.doubts(past) == [
        "Ngày giờ đã qua: 09:00 ngày 16/03/2014, Phòng 305.",
        "Ngày 16/03/2014 là Chủ nhật.",
    ]
