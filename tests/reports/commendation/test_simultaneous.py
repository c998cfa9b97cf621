"""Several people at the same moment: one praise, one decision, a sentence for the others."""

import threading
import time

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.models import Cell, IssuedDocument, Member, User
from cells.workflow import Clash, IllegalMove
from reports.commendation import batches, services
from reports.commendation.services import Praise
from reports.models import Commendation, CommendationBatch, CommendationForm
from tests.commending import batch_with, given
from tests.factories import (
    CommendationBatchFactory,
    CommendationFactory,
    CommitteePostFactory,
    MemberFactory,
    MembershipFactory,
    UserFactory,
)


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_two_who_nominate_the_same_comrade_at_once_make_one_nomination(crowd, cast):
    cell, member = cast.cell.pk, cast.members["member"].pk

    def nominate(role):
        said = Praise(
            form=CommendationForm.objects.get(code="giay-khen"), occasion=None, achievement="Tốt"
        )
        return services.nominate(
            Cell.objects.get(pk=cell),
            by=User.objects.get(pk=cast.users[role].pk),
            member=Member.objects.get(pk=member),
            praise=said,
        )

    roles = ("secretary", "deputy", "colleague")
    answers = crowd(*(lambda role=role: nominate(role) for role in roles))
    assert kinds(answers) == ["Commendation", "ValidationError", "ValidationError"]
    assert crowd(Commendation.objects.count) == [1]


def test_two_batches_that_gather_the_same_row_at_once_leave_it_in_one(crowd, cast):
    row = CommendationFactory(member=None, cell=cast.cell, occasion=None, proposed=True)
    both = [CommendationBatchFactory(occasion=None).pk for _ in range(2)]

    def gather(pk):
        return batches.gather(
            CommendationBatch.objects.get(pk=pk),
            chosen={row.pk},
            shown=set(),
            by=User.objects.get(pk=cast.users["staff"].pk),
        )

    answers = crowd(*(lambda pk=pk: gather(pk) for pk in both))
    lost = next(answer for answer in answers if answer != (1, 0))
    assert isinstance(lost, (IllegalMove, ValidationError))
    [batch] = crowd(lambda: Commendation.objects.get(pk=row.pk).batch_id)
    assert batch == both[answers.index((1, 0))]


def test_two_who_sign_at_once_issue_one_decision(crowd, cast):
    rows = [
        CommendationFactory(member=who, cell=cast.cell, proposed=True)
        for who in (None, cast.members["member"])
    ]
    batch = batch_with(*rows)
    second = MemberFactory(full_name="Trần Quốc Lập")
    MembershipFactory(member=second, cell=cast.other_cell)
    CommitteePostFactory(member=second, body="standing", title="secretary")
    signers = [cast.users["leader"].pk, UserFactory(member=second).pk]

    def award(pk):
        here, by = CommendationBatch.objects.get(pk=batch.pk), User.objects.get(pk=pk)
        return batches.award_batch(here, given(here, by), by=by)

    answers = crowd(*(lambda pk=pk: award(pk) for pk in signers))
    lost = [answer for answer in answers if not isinstance(answer, IssuedDocument)]
    assert len(lost) == 1
    assert isinstance(lost[0], (IllegalMove, ValidationError))
    [(papers, states)] = crowd(
        lambda: (
            IssuedDocument.objects.count(),
            set(Commendation.objects.values_list("status", "decision_number")),
        )
    )
    assert (papers, states) == (1, {("awarded", "01-QĐ/ĐUCQ")})


def test_what_is_refused_while_it_is_signed_is_not_awarded(crowd, cast):
    """The refusal holds its row, so the signature waits for it, and then finds another list."""
    rows = [
        CommendationFactory(member=who, cell=cast.cell, proposed=True)
        for who in (None, cast.members["member"])
    ]
    batch, refused = batch_with(*rows), threading.Event()

    def refuse_slowly():
        by = User.objects.get(pk=cast.users["executive"].pk)
        with transaction.atomic():
            services.refuse(Commendation.objects.get(pk=rows[0].pk), by=by, note="Chưa rõ")
            refused.set()
            time.sleep(1)

    def award():
        here = CommendationBatch.objects.get(pk=batch.pk)
        by = User.objects.get(pk=cast.users["leader"].pk)
        read = given(here, by)
        refused.wait(10)
        return batches.award_batch(here, read, by=by)

    nothing, lost = crowd(refuse_slowly, award)
    assert nothing is None
    assert isinstance(lost, (Clash, IllegalMove))
    [states] = crowd(lambda: set(Commendation.objects.values_list("status", flat=True)))
    assert states == {"refused", "gathered"}
