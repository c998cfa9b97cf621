"""Two staff about one person at the same moment: one does it, the other reads a sentence."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.member.moves.joining import foresee_joining, join_cell
from cells.member.moves.leaving import foresee_leaving, leave_cell
from cells.member.moves.services import (
    cancel_transfer,
    foresee_receipt,
    propose_transfer,
    receive_transfer,
)
from cells.member.moves.stays import begin_stay
from cells.models import Member, Membership, Transfer, User
from cells.workflow import Clash, IllegalMove
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.services import submit_monthly_report
from tests.cells.member.moves.conftest import TODAY, YESTERDAY
from tests.factories import (
    CommitteePostFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)


@pytest.fixture
def two(crowd, cast):
    """Two accounts of the task force."""
    CommitteePostFactory(member=cast.members["executive"], body="task_force")
    return [cast.users["staff"], cast.users["executive"]]


def by_each(two, step):
    return [lambda user=user: step(User.objects.get(pk=user.pk)) for user in two]


def names(answers):
    return sorted(type(answer).__name__ for answer in answers)


def count(model, **wanted):
    return lambda: model.objects.filter(**wanted).count()


def test_a_transfer_is_received_once(crowd, cast, transfer, two):
    PledgeFactory(member=transfer.member, cell=cast.cell, accepted=True, version=1)
    agreed = foresee_receipt(transfer, first_day=TODAY).fingerprint

    def receive(user):
        found = Transfer.objects.get(pk=transfer.pk)
        receive_transfer(found, first_day=TODAY, by=user, agreed=agreed)

    answers = crowd(*by_each(two, receive))
    assert names(answers) == ["IllegalMove", "NoneType"]
    rows = {"member": transfer.member, "cell": cast.other_cell}
    assert crowd(count(Membership, **rows), count(Pledge, **rows)) == [1, 1]


def test_received_and_cancelled_at_once_is_one_of_the_two(crowd, cast, transfer, two):
    def receive():
        found = Transfer.objects.get(pk=transfer.pk)
        receive_transfer(found, first_day=TODAY, by=User.objects.get(pk=two[0].pk))

    def cancel():
        found = Transfer.objects.get(pk=transfer.pk)
        cancel_transfer(found, by=User.objects.get(pk=two[1].pk), note="Ở lại")

    answers = crowd(receive, cancel)
    assert names(answers) == ["IllegalMove", "NoneType"]
    [status] = crowd(lambda: Transfer.objects.get(pk=transfer.pk).status)
    [moved] = crowd(count(Membership, cell=cast.other_cell, member=transfer.member))
    assert moved == (status == "received")


def test_one_proposal_of_two_stands(crowd, cast, member, two):
    def propose(user):
        return propose_transfer(
            Member.objects.get(pk=member.pk),
            from_cell=cast.cell,
            to_cell=cast.other_cell,
            intended_on=TODAY,
            by=user,
        )

    answers = crowd(*by_each(two, propose))
    assert names(answers) == ["Transfer", "ValidationError"]
    assert crowd(count(Transfer)) == [1]


def test_who_leaves_leaves_once(crowd, cast, member, two):
    values = {"cell": cast.cell, "last_day": YESTERDAY, "reason": "other"}
    agreed = foresee_leaving(member, **values).fingerprint
    answers = crowd(
        *by_each(two, lambda user: leave_cell(member, **values, by=user, agreed=agreed))
    )
    assert names(answers) == ["NoneType", "ValidationError"]


def test_one_person_typed_twice_at_once_is_stored_once(crowd, cast, two):
    def newcomer():
        return Member(full_name="Đào Duy Từ", admitted_on=date(2013, 5, 19))

    values = {"cell": cast.cell, "since": TODAY, "office": ""}
    agreed = foresee_joining(newcomer(), **values).fingerprint
    answers = crowd(
        *by_each(two, lambda user: join_cell(newcomer(), **values, by=user, agreed=agreed))
    )
    assert names(answers) == ["Clash", "Member"]
    assert crowd(count(Member, full_name="Đào Duy Từ")) == [1]


def test_a_cell_gets_one_secretary_of_two_who_join_at_once(crowd, cast, two):
    crowd(lambda: Membership.objects.filter(cell=cast.cell, office="secretary").update(office=""))

    def join(user):
        who = Member(full_name=f"Đào Duy {'ab'[user.pk % 2]}", admitted_on=date(2013, 5, 19))
        join_cell(who, cell=cast.cell, since=TODAY, office="secretary", by=user)

    answers = crowd(*by_each(two, join))
    assert names(answers) == ["NoneType", "ValidationError"]
    [refusal] = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert "Chi bộ đã có bí thư" in str(refusal)


def test_a_stay_is_written_once(crowd, cast, member, two):
    def stay(user):
        begin_stay(member, cell=cast.other_cell, since=TODAY, by=user)

    assert names(crowd(*by_each(two, stay))) == ["NoneType", "ValidationError"]


def test_a_report_sent_while_its_author_is_transferred_is_sent_or_excused(
    crowd, cast, transfer, two
):
    pledge = PledgeFactory(member=transfer.member, cell=cast.cell, accepted=True)
    report = MonthlyReportFactory(pledge=pledge)
    MonthlyReportLineFactory(report=report, item=PledgeItemFactory(pledge=pledge))

    def receive():
        found = Transfer.objects.get(pk=transfer.pk)
        receive_transfer(found, first_day=TODAY, by=User.objects.get(pk=two[0].pk))

    def send():
        found = MonthlyReport.objects.get(pk=report.pk)
        submit_monthly_report(found, by=User.objects.get(pk=cast.users["member"].pk))

    answers = crowd(receive, send)
    [status] = crowd(lambda: MonthlyReport.objects.get(pk=report.pk).status)
    assert status in {"submitted", "excused"}
    assert all(answer is None or isinstance(answer, Clash | IllegalMove) for answer in answers)
    assert any(answer is None for answer in answers)
