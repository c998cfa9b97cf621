"""A session is closed when nothing is missing, and may be resumed until somebody signs."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry
from cells.models import Briefing, Notice, Session, SessionPartner, SessionTask
from cells.session.briefing.services import brief
from cells.session.course import services
from cells.session.course.figures import lacks, warnings
from cells.workflow import Clash, IllegalMove
from tests.cells.session.course.conftest import make_session
from tests.factories import (
    AgendaItemFactory,
    CellFactory,
    DocumentFactory,
    MemberFactory,
    MembershipFactory,
    moment,
)

ENDS = {"ends_at": moment(2014, 3, 20, 8, 30)}
NOT_YET = "bắt đầu lúc 07:00 ngày 21/03/2014, chưa diễn ra"


def close(cast, session):
    services.close_session(session, by=cast.user("secretary"))


def assign(cast, session, role="colleague", **fields):
    given = {"text": "Treo lịch tiếp dân", "due_on": date(2014, 3, 31), **fields}
    owner = given.pop("owner", None) or cast.members[role]
    return services.assign_task(session, owner=owner, by=cast.user("secretary"), **given)


def conclude(session, **words):
    given = {"conclusion": "Tốt", "no_task_reason": "", "version": session.version, **ENDS, **words}
    return services.save_conclusion(session, by=None, **given)


def test_a_regular_session_closes_with_roll_and_end(cast):
    session = make_session(cast, **ENDS)
    close(cast, session)
    assert session.status == "held"
    assert AuditEntry.objects.of(session).get().verb == "close"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_at": moment(2014, 3, 21, 7), "ends_at": moment(2014, 3, 21, 9)}, NOT_YET),
        ({"roll": False, **ENDS}, "chưa điểm danh"),
        ({}, "Chưa ghi giờ kết thúc"),
        ({"form": "thematic", **ENDS}, "ít nhất một việc"),
    ],
)
def test_what_is_missing_is_said_and_nothing_moves(cast, fields, sentence):
    session = make_session(cast, **fields)
    with pytest.raises(ValidationError, match=sentence):
        close(cast, session)
    assert Session.objects.get().status == "planned"
    assert len(lacks(session)) == 1


def test_a_thematic_session_closes_with_a_task_or_with_a_written_reason(cast):
    with_task = make_session(cast, form="thematic", **ENDS)
    assign(cast, with_task)
    close(cast, with_task)
    with_reason = make_session(cast, form="thematic", no_task_reason="chỉ nghe nói chuyện", **ENDS)
    close(cast, with_reason)
    assert {with_task.status, with_reason.status} == {"held"}


def test_a_closed_thematic_session_keeps_its_last_task_and_its_hour(cast):
    session = make_session(cast, form="thematic", **ENDS)
    task = assign(cast, session)
    close(cast, session)
    with pytest.raises(ValidationError, match="ít nhất một việc"):
        services.remove_task(task)
    with pytest.raises(ValidationError, match="giờ kết thúc"):
        conclude(session, ends_at=None)
    assert SessionTask.objects.filter(pk=task.pk).exists()
    assert Session.objects.get().ends_at == ENDS["ends_at"]


def test_a_partner_without_a_roll_is_a_warning_only(cast):
    session = make_session(cast, **ENDS)
    SessionPartner.objects.create(session=session, cell=cast.other_cell)
    assert "Vụ Đảng viên" in warnings(session)[0]
    close(cast, session)
    assert session.status == "held"


def test_closing_twice_is_refused_and_traced_once(cast):
    session, again = make_session(cast, **ENDS), Session.objects.get()
    close(cast, session)
    with pytest.raises(IllegalMove):
        close(cast, again)
    assert AuditEntry.objects.of(session).count() == 1


# Documents that were read


def test_closing_counts_its_documents_as_heard_for_host_and_partners_until_it_is_resumed(cast):
    session, document = make_session(cast, **ENDS), DocumentFactory()
    AgendaItemFactory(session=session, kind="document", document=document)
    SessionPartner.objects.create(session=session, cell=cast.other_cell)
    close(cast, session)
    briefed = Briefing.objects.filter(document=document, session=session)
    assert set(briefed.values_list("cell", flat=True)) == {cast.cell.pk, cast.other_cell.pk}
    services.resume_session(session, by=cast.user("secretary"))
    assert not briefed.exists()
    assert session.status == "planned"


def test_briefings_follow_the_agenda_as_often_as_they_are_written(cast):
    session = make_session(cast, **ENDS)
    item = AgendaItemFactory(session=session, kind="document", document=DocumentFactory())
    brief(session)
    brief(session)
    assert Briefing.objects.count() == 1
    item.delete()
    brief(session)
    assert not Briefing.objects.exists()


# Conclusion


def test_the_end_comes_after_the_beginning(cast):
    session = make_session(cast)
    with pytest.raises(ValidationError, match="muộn hơn") as refusal:
        conclude(session, ends_at=session.starts_at)
    assert list(refusal.value.message_dict) == ["ends_at"]


def test_two_conclusions_of_one_version_clash_and_the_same_one_does_not(cast):
    session = make_session(cast)
    conclude(session)
    assert conclude(session).version == 1
    with pytest.raises(Clash):
        conclude(session, conclusion="Khác")
    assert Session.objects.get().conclusion == "Tốt"


# Tasks


def test_owners_are_told_once_however_often_the_session_is_closed(cast):
    session = make_session(cast, **ENDS)
    task = assign(cast, session)
    assert not Notice.objects.exists()
    close(cast, session)
    services.resume_session(session, by=cast.user("secretary"))
    close(cast, session)
    notice = Notice.objects.get()
    assert (notice.member, notice.paper) == (cast.members["colleague"], task)
    assert "31/03/2014" in notice.sentence


def test_a_task_given_while_the_minutes_are_written_is_told_at_once(cast):
    session = make_session(cast, **ENDS)
    close(cast, session)
    assign(cast, session)
    assert Notice.objects.get().member == cast.members["colleague"]


def test_a_task_is_due_on_the_day_of_the_session_or_later(cast):
    session = make_session(cast)
    assign(cast, session, due_on=session.day)
    with pytest.raises(ValidationError, match="trước ngày sinh hoạt") as refusal:
        assign(cast, session, due_on=date(2014, 3, 19))
    assert list(refusal.value.message_dict) == ["due_on"]


def test_only_people_of_the_cells_that_take_part_own_a_task(cast):
    session = make_session(cast)
    with pytest.raises(ValidationError, match="không sinh hoạt") as refusal:
        assign(cast, session, role="stranger")
    assert list(refusal.value.message_dict) == ["owner"]


def test_a_partners_member_takes_the_task_home_to_their_own_cell(cast):
    session = make_session(cast)
    SessionPartner.objects.create(session=session, cell=cast.other_cell)
    assert assign(cast, session, role="stranger").cell == cast.other_cell
    assert assign(cast, session).cell == cast.cell


def test_a_task_is_reworded_until_somebody_reports_on_it(cast):
    session = make_session(cast)
    task = assign(cast, session)
    given = {"owner": cast.members["deputy"], "due_on": task.due_on, "by": cast.user("secretary")}
    task = services.reword_task(task, text="Treo lịch", version=0, **given)
    assert (task.text, task.search_key, task.owner) == ("Treo lịch", "treo lich", given["owner"])
    with pytest.raises(Clash):
        services.reword_task(task, text="Khác", version=0, **given)
    SessionTask.objects.update(progress="Đã treo")
    with pytest.raises(ValidationError, match="đã có người báo cáo"):
        services.reword_task(task, text="Khác", version=1, **given)
    with pytest.raises(ValidationError, match="đã có người báo cáo"):
        services.remove_task(task)


def test_a_task_sent_twice_is_one(cast):
    session = make_session(cast)
    assert assign(cast, session) == assign(cast, session)
    assert AuditEntry.objects.filter(verb="assign").count() == 1


def test_open_tasks_of_closed_sessions_stand_on_the_next_agenda(cast):
    guest_cell, guest = CellFactory(), MemberFactory()
    MembershipFactory(member=guest, cell=guest_cell)
    session = make_session(cast, **ENDS)
    SessionPartner.objects.create(session=session, cell=guest_cell)
    own, theirs = assign(cast, session), assign(cast, session, owner=guest)
    following, guests = (
        make_session(cast, cell=cell, roll=False, starts_at=moment(2014, 4, 3, 7))
        for cell in (cast.cell, guest_cell)
    )

    def left(later):
        return list(SessionTask.objects.left_before(later).not_over())

    assert left(following) == []
    close(cast, session)
    assert (left(following), left(guests), left(session)) == ([own], [theirs], [])
    SessionTask.objects.filter(pk=own.pk).update(state="dropped")
    assert left(following) == []
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    assert left(guests) == []


def test_who_loses_a_task_again_keeps_no_word_of_it(cast):
    session = make_session(cast, **ENDS)
    task = assign(cast, session)
    close(cast, session)
    given = {"text": task.text, "due_on": task.due_on, "by": cast.user("secretary")}
    task = services.reword_task(task, owner=cast.members["deputy"], version=0, **given)
    assert Notice.objects.get().member == cast.members["deputy"]
    services.reword_task(task, owner=cast.members["colleague"], version=1, **given)
    assert Notice.objects.get().member == cast.members["colleague"]


def test_a_task_that_was_taken_away_meanwhile_is_refused(cast):
    task = assign(cast, make_session(cast))
    SessionTask.objects.all().delete()
    given = {"text": "Khác", "owner": task.owner, "due_on": task.due_on, "by": None}
    with pytest.raises(IllegalMove):
        services.reword_task(task, version=0, **given)
    with pytest.raises(IllegalMove):
        services.remove_task(task)
