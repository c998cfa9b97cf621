import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cells.audit import AuditEntry
from cells.models import AbsenceRequest, Notice, Session
from cells.session.absence.merging import Absences
from cells.session.absence.services import (
    approve_absence,
    decline_absence,
    request_absence,
    withdraw_absence,
)
from cells.workflow import IllegalMove
from tests.factories import AbsenceRequestFactory, MemberFactory


def test_a_request_names_the_members_own_cell_and_waits(cast, ask):
    request = ask("member")
    assert (request.cell, request.status) == (cast.cell, "requested")
    assert AuditEntry.objects.of(request).get().verb == "request"
    assert list(AbsenceRequest.objects.awaiting_answer()) == [request]


def test_a_member_of_a_partner_asks_in_their_own_cell(cast, session, ask):
    session.partners.create(cell=cast.other_cell)
    assert ask("stranger").cell == cast.other_cell


def test_who_takes_no_part_asks_nothing(cast, ask):
    with pytest.raises(ValidationError, match="không sinh hoạt ở chi bộ dự buổi này"):
        ask("stranger")


def test_one_open_request_a_session(ask, cast):
    first = ask("member")
    with pytest.raises(ValidationError, match="đã xin vắng buổi này"):
        ask("member")
    with pytest.raises(IntegrityError), transaction.atomic():
        AbsenceRequestFactory(session=first.session, member=first.member)
    withdraw_absence(first, by=cast.user("member"))
    assert ask("member", reason="leave").status == "requested"


def test_two_presses_at_once_leave_one_request(crowd, cast, session):
    member, by = cast.members["member"], cast.user("member")

    def press():
        return request_absence(session, member=member, reason="leave", note="", by=by)

    answers = crowd(press, press)
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert AbsenceRequest.objects.count() == 1


def test_an_approved_request_is_known_to_the_roll_and_told(cast, session, ask):
    request, _waiting = ask("member"), ask("colleague")
    approve_absence(request, by=cast.user("secretary"))
    assert list(AbsenceRequest.objects.approved(session)) == [request]
    notice = Notice.objects.get(member=cast.members["member"])
    assert notice.sentence == "Đồng chí được vắng buổi sinh hoạt ngày 03/04/2014."
    assert notice.path == request.get_absolute_url()


def test_a_declined_request_carries_words_and_the_member_may_ask_again(cast, session, ask):
    request, secretary = ask("member"), cast.user("secretary")
    with pytest.raises(ValidationError):
        decline_absence(request, by=secretary, note=" ")
    decline_absence(request, by=secretary, note="Buổi này bầu cử")
    assert AuditEntry.objects.of(request).last().note == "Buổi này bầu cử"
    assert not AbsenceRequest.objects.approved(session).exists()
    assert ask("member").status == "requested"


def test_who_can_come_after_all_takes_the_request_back(cast, session, ask):
    request = ask("member")
    approve_absence(request, by=cast.user("secretary"))
    withdraw_absence(request, by=cast.user("member"))
    assert not AbsenceRequest.objects.approved(session).exists()
    assert not Notice.objects.unseen().exists()


@pytest.mark.parametrize("status", ["held", "signed", "cancelled"])
def test_once_the_session_is_over_nothing_is_asked_or_answered(cast, session, ask, status):
    request = ask("member")
    Session.objects.filter(pk=session.pk).update(status=status)
    with pytest.raises(IllegalMove):
        approve_absence(request, by=cast.user("secretary"))
    with pytest.raises(IllegalMove):
        withdraw_absence(request, by=cast.user("member"))
    with pytest.raises(IllegalMove):
        ask("colleague")
    request.refresh_from_db()
    assert request.status == "requested"


def test_a_reason_is_one_of_the_list(cast, session):
    with pytest.raises(ValidationError):
        request_absence(
            session, member=cast.members["member"], reason="ốm", note="", by=cast.user("member")
        )


def test_requests_of_a_person_entered_twice_go_over(cast, session, ask):
    double, kept = cast.members["member"], MemberFactory()
    request = ask("member")
    part = Absences().look(kept, double)
    assert (part.moved, part.blocks) == ((request.pk,), ())
    Absences().carry(part, kept, by=None)
    request.refresh_from_db()
    assert request.member == kept


def test_two_open_requests_for_one_session_stop_a_merge(cast, ask):
    ask("member"), ask("colleague")
    part = Absences().look(cast.members["member"], cast.members["colleague"])
    assert part.moved == ()
    assert "Rút một đơn rồi gộp" in part.blocks[0]
