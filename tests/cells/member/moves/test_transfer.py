"""Two steps from cell to cell: what each does, when it is refused, who takes it back."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cells.member.moves import services
from cells.member.moves.passage import consequences
from cells.models import Membership, Transfer
from cells.workflow import Clash, IllegalMove
from tests.cells.member.moves.conftest import TODAY, TOMORROW, YESTERDAY, rows_of, steps_of
from tests.factories import CellFactory, CommitteePostFactory, MembershipFactory, TransferFactory

pytestmark = pytest.mark.django_db
SINCE = date(2010, 1, 1)


def test_between_the_steps_the_person_stays_in_the_old_cell(cast, member, transfer):
    assert transfer.status == "proposed"
    assert rows_of(member) == [("CSD", "", SINCE, None, False, "")]
    words = "từ Chi bộ Vụ Cơ sở đảng đến Chi bộ Vụ Đảng viên"
    assert steps_of(member) == [("propose_transfer", words)]
    assert steps_of(transfer) == [("propose", "")]


def test_receiving_closes_the_old_row_the_day_before_and_opens_the_next(member, transfer, staff):
    services.receive_transfer(transfer, first_day=TODAY, by=staff)
    assert (transfer.status, transfer.received_on) == ("received", TODAY)
    assert rows_of(member) == [
        ("CSD", "", SINCE, YESTERDAY, False, ""),
        ("DV", "", TODAY, None, False, ""),
    ]
    assert steps_of(member)[-1][0] == "receive_transfer"
    assert member.memberships.first().history.first().history_user == staff


def test_an_office_is_not_carried_over_and_the_preview_says_so(cast, staff):
    secretary = cast.members["secretary"]
    values = {"from_cell": cast.cell, "to_cell": cast.other_cell, "intended_on": TODAY}
    transfer = services.propose_transfer(secretary, **values, by=staff)
    words = services.foresee_receipt(transfer, first_day=TODAY).deeds
    assert (
        "Thôi là bí thư Chi bộ Vụ Cơ sở đảng; ở Chi bộ Vụ Đảng viên chưa giữ chức vụ nào." in words
    )
    assert "Chi bộ Vụ Cơ sở đảng không còn bí thư từ ngày 20/03/2014." in words
    services.receive_transfer(transfer, first_day=TODAY, by=staff)
    assert rows_of(secretary)[-1] == ("DV", "", TODAY, None, False, "")


def test_posts_in_the_committee_stay_and_the_preview_says_so(member, transfer):
    CommitteePostFactory(member=member, body="inspection")
    plan = services.foresee_receipt(transfer, first_day=TODAY)
    assert "Chức vụ trong đảng uỷ giữ nguyên." in plan.deeds


def test_a_guest_of_the_new_cell_is_a_guest_no_longer(cast, member, transfer, staff):
    MembershipFactory(
        member=member, cell=cast.other_cell, is_temporary=True, since=date(2014, 1, 6)
    )
    plan = services.foresee_receipt(transfer, first_day=TODAY)
    assert any("Thôi sinh hoạt tạm thời ở Chi bộ Vụ Đảng viên" in words for words in plan.deeds)
    services.receive_transfer(transfer, first_day=TODAY, by=staff)
    assert ("DV", "", date(2014, 1, 6), YESTERDAY, True, "") in rows_of(member)


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        (date(2014, 3, 10), None, []),  # between the day of receipt and today
        (date(2014, 3, 3), date(2014, 3, 15), []),
        (date(2014, 4, 1), None, []),
        (date(2014, 3, 1), date(2014, 3, 15), [date(2014, 3, 2)]),
        (date(2014, 1, 6), date(2014, 3, 2), [date(2014, 3, 2)]),
    ],
)
def test_no_stay_in_the_new_cell_outlives_the_receipt(
    cast, member, transfer, staff, since, until, left
):
    days = {"since": since, "until": until}
    MembershipFactory(member=member, cell=cast.other_cell, is_temporary=True, **days)
    services.receive_transfer(transfer, first_day=date(2014, 3, 3), by=staff)
    guests = Membership.objects.filter(member=member, is_temporary=True)
    assert list(guests.values_list("until", flat=True)) == left
    assert member.memberships.open_on(date(2014, 5, 1)).count() == 1


def test_a_row_that_only_the_database_sees_is_a_clash(member, transfer, staff, monkeypatch):
    """A sheet that opens a row at this moment: here the old row is left open by hand."""
    monkeypatch.setattr(services, "end_all", lambda *_said, **_by: None)
    monkeypatch.setattr(services, "refuse_overlap", lambda _row: None)
    monkeypatch.setattr(Membership, "full_clean", lambda _row: None)
    with pytest.raises(Clash):
        services.receive_transfer(transfer, first_day=TODAY, by=staff)
    assert rows_of(member) == [("CSD", "", SINCE, None, False, "")]


def test_a_youth_branch_member_moves_there_without_leaving_the_party_cell(
    cast, member, staff, youth
):
    other = CellFactory(kind="youth", code="CD2")
    MembershipFactory(member=member, cell=youth)
    values = {"from_cell": youth, "to_cell": other, "intended_on": TODAY}
    party = TransferFactory(member=member, from_cell=cast.cell, to_cell=cast.other_cell)
    transfer = services.propose_transfer(member, **values, by=staff)
    services.receive_transfer(transfer, first_day=TODAY, by=staff)
    assert ("CD2", "", TODAY, None, False, "") in rows_of(member)
    assert ("CSD", "", SINCE, None, False, "") in rows_of(member)
    party.refresh_from_db()
    assert party.status == "proposed"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"from_cell": "other_cell"}, "from_cell", "không sinh hoạt ở Chi bộ Vụ Đảng viên"),
        ({"to_cell": "cell"}, "to_cell", "Chọn một chi bộ khác"),
        ({"to_cell": "youth"}, "to_cell", "Chi đoàn cơ quan là chi đoàn, không phải chi bộ"),
        ({"to_cell": "closed"}, "to_cell", "không còn hoạt động"),
        ({"intended_on": SINCE}, "intended_on", "từ 01/01/2010. Ghi ngày sau ngày ấy"),
    ],
)
def test_a_proposal_that_cannot_be(cast, member, staff, youth, changes, field, sentence):
    cells = {
        "cell": cast.cell,
        "other_cell": cast.other_cell,
        "youth": youth,
        "closed": CellFactory(closed_on=YESTERDAY),
    }
    values = {"from_cell": "cell", "to_cell": "other_cell", "intended_on": TODAY} | changes
    values = {name: cells.get(value, value) for name, value in values.items()}
    with pytest.raises(ValidationError) as refusal:
        services.propose_transfer(member, **values, by=staff)
    assert sentence in refusal.value.message_dict[field][0]
    assert not Transfer.objects.exists()


def test_one_open_transfer_a_person_and_kind(cast, member, transfer, staff):
    elsewhere = CellFactory()
    values = {"from_cell": cast.cell, "to_cell": elsewhere, "intended_on": TODAY}
    with pytest.raises(ValidationError, match="đã có giấy chuyển sinh hoạt đang chờ"):
        services.propose_transfer(member, **values, by=staff)
    with (
        pytest.raises(IntegrityError, match=r"one_open_transfer_a_kind|member_id"),
        transaction.atomic(),
    ):
        TransferFactory(member=member, from_cell=cast.cell, to_cell=elsewhere)
    services.cancel_transfer(transfer, by=staff, note="Ở lại đơn vị")
    services.propose_transfer(member, **values, by=staff)


@pytest.mark.parametrize(
    ("first_day", "sentence"),
    [(TOMORROW, "còn ở phía trước"), (SINCE, "từ 01/01/2010. Ghi ngày sau ngày ấy")],
)
def test_a_day_on_which_nobody_can_be_received(member, transfer, staff, first_day, sentence):
    with pytest.raises(ValidationError) as refusal:
        services.receive_transfer(transfer, first_day=first_day, by=staff)
    assert sentence in refusal.value.message_dict["first_day"][0]
    assert transfer.status == "proposed"
    assert rows_of(member) == [("CSD", "", SINCE, None, False, "")]


def test_who_is_no_longer_in_the_old_cell_is_not_received(member, transfer, staff):
    Membership.objects.filter(member=member).update(until=YESTERDAY)
    with pytest.raises(ValidationError, match="không còn ở Chi bộ Vụ Cơ sở đảng"):
        services.receive_transfer(transfer, first_day=TODAY, by=staff)


def test_a_cell_that_closed_meanwhile_receives_nobody(cast, transfer, staff):
    type(cast.cell).objects.filter(pk=cast.other_cell.pk).update(closed_on=YESTERDAY)
    with pytest.raises(ValidationError, match="không còn hoạt động"):
        services.receive_transfer(Transfer.objects.get(pk=transfer.pk), first_day=TODAY, by=staff)


@pytest.mark.parametrize(
    "step",
    [
        partial(services.receive_transfer, first_day=TODAY),
        partial(services.cancel_transfer, note="Ở lại đơn vị"),
    ],
)
def test_a_second_step_is_none(transfer, staff, step):
    services.cancel_transfer(transfer, by=staff, note="Ở lại đơn vị")
    with pytest.raises(IllegalMove):
        step(transfer, by=staff)


def test_cancelling_needs_a_reason_and_keeps_it(member, transfer, staff):
    with pytest.raises(ValidationError, match="Ghi lý do huỷ"):
        services.cancel_transfer(transfer, by=staff, note=" ")
    services.cancel_transfer(transfer, by=staff, note="Ở lại đơn vị")
    assert steps_of(transfer)[-1] == ("cancel", "Ở lại đơn vị")
    assert steps_of(member)[-1][1].endswith(": Ở lại đơn vị")
    assert rows_of(member) == [("CSD", "", SINCE, None, False, "")]


def test_what_was_read_is_what_is_done(cast, member, transfer, staff):
    agreed = services.foresee_receipt(transfer, first_day=TODAY).fingerprint
    Membership.objects.filter(member=member).update(office="committee")
    with pytest.raises(Clash):
        services.receive_transfer(transfer, first_day=TODAY, by=staff, agreed=agreed)
    assert Transfer.objects.get().status == "proposed"
    agreed = services.foresee_receipt(transfer, first_day=TODAY).fingerprint
    services.receive_transfer(transfer, first_day=TODAY, by=staff, agreed=agreed)


def test_a_paper_that_moves_at_this_very_moment_takes_everything_back(
    member, transfer, staff, monkeypatch
):
    def too_late(_passage):
        raise IllegalMove("sent this second")

    monkeypatch.setattr(type(consequences[0]), "carry_out", property(lambda _each: too_late))
    with pytest.raises(Clash):
        services.receive_transfer(transfer, first_day=TODAY, by=staff)
    assert Transfer.objects.get().status == "proposed"
    assert rows_of(member) == [("CSD", "", SINCE, None, False, "")]


def test_the_staffs_trail_calls_each_step_by_its_name(sign_in, transfer):
    page = sign_in("staff").get(reverse("admin:cells_auditentry_changelist")).content.decode()
    assert "Giới thiệu chuyển sinh hoạt" in page
    assert "Chờ tiếp nhận" in page
    assert "propose" not in page
