from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import AuditEntry
from cells.models import Briefing, Minutes, Notice, Session
from cells.session.planning import services
from cells.session.planning.services import cancel_session, save_preparation, schedule_session
from cells.workflow import Clash, IllegalMove
from tests.factories import (
    AbsenceRequestFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DocumentFactory,
    MembershipFactory,
    SessionFactory,
    SessionTaskFactory,
    SpeechFactory,
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
    later = {**values, "starts_at": moment(2014, 4, 10, 14)}
    with pytest.raises(ValidationError) as refusal:
        schedule_session(cast.cell, by=secretary, **later)
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
        schedule_session(cast.cell, by=secretary, **{**changes, "place": "Hội trường"})
    with pytest.raises(ValidationError):
        cancel_session(session, by=secretary, note=" ")
    cancel_session(session, by=secretary, note="Trùng lịch")
    assert (session.status, session.slot) == ("cancelled", None)
    assert schedule_session(cast.cell, by=secretary, **changes).slot == slot


@pytest.mark.parametrize("changes", [{}, {"form": "thematic", "title": "Tự học"}])
def test_the_same_session_sent_twice_is_one(cast, secretary, values, changes):
    values = {**values, **changes, "partners": [cast.other_cell]}
    first = schedule_session(cast.cell, by=secretary, **values)
    assert schedule_session(cast.cell, by=secretary, **values) == first
    assert Session.objects.count() == 1
    assert AuditEntry.objects.of(first).count() == 1


@pytest.mark.parametrize("change", [{"place": "Hội trường"}, {"partners": []}])
def test_with_a_word_changed_it_is_another_session(cast, secretary, values, change):
    values = {**values, "form": "talk", "partners": [cast.other_cell]}
    schedule_session(cast.cell, by=secretary, **values)
    second = schedule_session(cast.cell, by=secretary, **{**values, **change})
    assert "Cùng ngày chi bộ còn buổi" in services.doubts(second)[0]


def test_what_was_called_off_is_scheduled_again_as_a_new_session(cast, session, secretary, values):
    cancel_session(session, by=secretary, note="Trùng lịch")
    assert schedule_session(cast.cell, by=secretary, **values) != session


def test_two_who_schedule_the_same_month_at_once_leave_one_session(crowd, cast, values):
    by = cast.user("secretary")
    places = [{**values, "place": place} for place in ("Phòng 1", "Phòng 2")]
    answers = crowd(*[partial(schedule_session, cast.cell, by=by, **each) for each in places])
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


def test_calling_off_tells_the_floors_above(session, secretary, told):
    cancel_session(session, by=secretary, note="Trùng lịch")
    assert told == [session.day]


def row_of(begun, session, cast):
    cell = {"session": session, "cell": cast.cell}
    rows = {
        "ghi diễn biến": lambda: SpeechFactory(item=AgendaItemFactory(session=session)),
        "giao việc": lambda: SessionTaskFactory(**cell),
        "ký biên bản": lambda: Minutes.objects.create(
            session=session,
            content={},
            begun_at=clock.now(),
            reopened_at=clock.now(),
            reopen_reason="Sai giờ",
        ),
    }
    rows[begun]()


def test_a_roll_that_was_begun_in_vain_goes_with_the_session(cast, session, secretary):
    AttendanceFactory(session=session, cell=cast.cell)
    cancel_session(session, by=secretary, note="Không đủ người")
    assert (session.status, session.attendances.count()) == ("cancelled", 0)
    step = AuditEntry.objects.of(session).get(verb="cancel")
    assert step.note == "Không đủ người (bỏ điểm danh 1 đồng chí)"


@pytest.mark.parametrize("begun", ["ghi diễn biến", "giao việc", "ký biên bản"])
def test_where_people_came_together_nothing_is_called_off(cast, session, secretary, begun):
    row_of(begun, session, cast)
    with pytest.raises(ValidationError, match=f"{begun} nên không huỷ được"):
        cancel_session(session, by=secretary, note="Trùng lịch")
    session.refresh_from_db()
    assert session.status == "planned"


# The plan of the year


@pytest.fixture
def slot(cast):
    return StudySlotFactory(cell=cast.cell)


@pytest.fixture
def planned(cast, secretary, values, slot):
    """A session of the year's plan, and the words it was scheduled with."""
    words = {**values, "form": "thematic", "topic": slot.topic}
    return schedule_session(cast.cell, by=secretary, slot=slot, **words), words


def test_a_session_keeps_its_place_in_the_plan_while_it_keeps_the_topic(planned, secretary, slot):
    session, words = planned
    save_preparation(session, by=secretary, version=0, **{**words, "place": "Hội trường"})
    session.refresh_from_db()
    assert session.slot == slot


@pytest.mark.parametrize("is_emptied", [True, False])
def test_a_session_about_something_else_frees_its_place_in_the_plan(
    cast, planned, secretary, values, slot, is_emptied
):
    session, words = planned
    topic = None if is_emptied else TopicFactory(title="Tự học")
    save_preparation(session, by=secretary, version=0, **{**words, "topic": topic})
    session.refresh_from_db()
    assert session.slot is None
    again = {**words, "starts_at": moment(2014, 4, 17, 14), "slot": slot}
    assert schedule_session(cast.cell, by=secretary, **again).slot == slot


# While the minutes are written


@pytest.fixture
def over(values):
    """The words of a session of 5 March, in which a task was given."""
    times = {"starts_at": moment(2014, 3, 5, 14), "ends_at": moment(2014, 3, 5, 15, 40)}
    return {**values, **times, "title": "Sinh hoạt"}


@pytest.fixture
def closed(cast, over):
    words = {name: value for name, value in over.items() if name != "partners"}
    session = SessionFactory(cell=cast.cell, status="held", **words)
    AttendanceFactory(session=session)
    return session


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_at": None}, "Chưa ghi giờ kết thúc"),
        ({"form": "thematic"}, "ít nhất một việc"),
    ],
)
def test_a_closed_session_is_not_made_incomplete(closed, secretary, over, changes, sentence):
    save_preparation(closed, by=secretary, version=0, **{**over, "place": "Hội trường"})
    with pytest.raises(ValidationError, match=sentence):
        save_preparation(closed, by=secretary, version=1, **{**over, **changes})
    closed.refresh_from_db()
    assert (closed.form, closed.ends_at, closed.version) == ("regular", over["ends_at"], 1)


def test_a_day_stands_once_the_roll_was_called_and_the_hour_does_not(closed, secretary, over):
    another = {"starts_at": moment(2014, 3, 6, 14), "ends_at": None}
    with pytest.raises(ValidationError) as refusal:
        save_preparation(closed, by=secretary, version=0, **{**over, **another})
    [sentence] = refusal.value.message_dict["day"]
    assert sentence == "Buổi này đã điểm danh theo ngày 05/03/2014 nên không đổi ngày được."
    hour = {"starts_at": moment(2014, 3, 5, 14, 15)}
    save_preparation(closed, by=secretary, version=0, **{**over, **hour})
    closed.refresh_from_db()
    assert closed.starts_at == hour["starts_at"]


def test_another_day_waits_for_nobody_where_no_roll_was_called(session, secretary, values):
    changes = {"starts_at": moment(2014, 4, 10, 14)}
    save_preparation(session, by=secretary, version=0, **{**values, **changes})
    session.refresh_from_db()
    assert session.day == date(2014, 4, 10)


def test_partners_of_a_closed_session_are_briefed_as_they_come_and_go(
    cast, closed, secretary, over
):
    document = DocumentFactory()
    AgendaItemFactory(session=closed, kind="document", document=document)
    save_preparation(closed, by=secretary, version=0, **{**over, "partners": [cast.other_cell]})
    briefed = Briefing.objects.filter(session=closed).order_by("cell__code")
    assert [briefing.cell for briefing in briefed] == [cast.cell, cast.other_cell]
    save_preparation(closed, by=secretary, version=1, **over)
    assert [briefing.cell for briefing in briefed.all()] == [cast.cell]


# Partners


@pytest.mark.parametrize(
    ("factory", "sentence"),
    [(SessionTaskFactory, "đã nhận việc"), (AbsenceRequestFactory, "có đồng chí xin vắng")],
)
def test_a_partner_with_a_task_or_a_request_stays(
    cast, session, secretary, values, factory, sentence
):
    together = {**values, "partners": [cast.other_cell]}
    save_preparation(session, by=secretary, version=0, **together)
    row = factory(session=session, cell=cast.other_cell)
    with pytest.raises(ValidationError) as refusal:
        save_preparation(session, by=secretary, version=1, **values)
    assert sentence in refusal.value.message_dict["partners"][0]
    assert session.partners.get().cell == cast.other_cell
    row.delete()
    save_preparation(session, by=secretary, version=1, **values)
    assert not session.partners.exists()


# Who leads


def presenters(session):
    return [item.presenter for item in session.items.all()]


def test_proposed_presenters_follow_another_chair_and_a_typed_one_stays(
    cast, session, secretary, values
):
    session.items.filter(kind="reports").update(presenter="Đồng chí Lan")
    changes = {"chair": cast.members["deputy"], "minute_taker": cast.members["secretary"]}
    save_preparation(session, by=secretary, version=0, **{**values, **changes})
    new = "Đồng chí Đặng Hồng Hải"
    assert presenters(session) == [new, "Đồng chí Lan", new, new]


def test_a_line_taken_out_does_not_come_back_with_another_chair(cast, session, secretary, values):
    session.items.filter(kind="reports").delete()
    changes = {"chair": cast.members["deputy"], "minute_taker": cast.members["secretary"]}
    save_preparation(session, by=secretary, version=0, **{**values, **changes})
    assert not session.items.filter(kind="reports").exists()


@pytest.mark.parametrize(
    ("typed", "expected"), [("", "Đồng chí Hải"), ("Đồng chí Lan", "Đồng chí Lan")]
)
def test_the_presenter_of_a_topic_follows_another_topic(planned, secretary, typed, expected):
    session, words = planned
    if typed:
        session.items.filter(kind="topic").update(presenter=typed)
    topic = TopicFactory(title="Tự học", presenter="Đồng chí Hải")
    save_preparation(session, by=secretary, version=0, **{**words, "topic": topic})
    assert session.items.get(kind="topic").presenter == expected


# Whom it concerns


@pytest.fixture
def joint(cast, session, secretary, values):
    """With a partner cell; a member of the host has asked to be away."""
    together = {**values, "partners": [cast.other_cell]}
    save_preparation(session, by=secretary, version=0, **together)
    AbsenceRequestFactory(session=session, member=cast.members["member"], status="approved")
    return session, together


def notices():
    return {notice.member.full_name: notice.sentence for notice in Notice.objects.all()}


def test_a_moved_session_is_told_to_who_asked_to_be_away_and_to_officers_of_partners(
    joint, secretary
):
    session, words = joint
    changes = {"starts_at": moment(2014, 4, 4, 8)}
    save_preparation(session, by=secretary, version=1, **{**words, **changes})
    said = "Buổi sinh hoạt lúc 14:00 ngày 03/04/2014 chuyển sang 08:00 ngày 04/04/2014."
    asked = "Đơn xin vắng của đồng chí còn nguyên; dự được thì đồng chí rút đơn."
    assert notices() == {"Nguyễn Văn Thịnh": f"{said} {asked}", "Lương Thị Nhàn": said}
    assert Notice.objects.first().path == session.get_absolute_url()


def test_a_session_called_off_is_told_to_the_same(joint, secretary):
    session, _words = joint
    cancel_session(session, by=secretary, note="Trùng lịch")
    said = "Buổi sinh hoạt lúc 14:00 ngày 03/04/2014 đã huỷ, có lời ghi."
    assert notices() == {"Nguyễn Văn Thịnh": said, "Lương Thị Nhàn": said}


def test_whose_place_alone_changes_or_who_was_just_invited_is_told_nothing(
    cast, session, secretary, values
):
    save_preparation(session, by=secretary, version=0, **{**values, "place": "Hội trường"})
    new = {"starts_at": moment(2014, 4, 4, 8), "partners": [cast.other_cell]}
    save_preparation(session, by=secretary, version=1, **{**values, **new})
    assert notices() == {}


def test_a_day_that_is_over_is_told_to_nobody(joint, secretary):
    session, words = joint
    with clock.at(date(2014, 4, 20)):
        changes = {"starts_at": moment(2014, 4, 4, 8)}
        save_preparation(session, by=secretary, version=1, **{**words, **changes})
        cancel_session(session, by=secretary, note="Không họp được")
    assert notices() == {}
