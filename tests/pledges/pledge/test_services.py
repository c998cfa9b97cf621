from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry, broken_chains
from cells.workflow import Clash, IllegalMove
from pledges.models import Pledge
from pledges.pledge import services
from pledges.pledge.services import ItemInput
from tests.factories import (
    CriterionFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)

EMPTY = {"reflection": "", "measures": "", "items": []}


@pytest.fixture
def pledge(cast):
    return PledgeFactory(member=cast.members["member"], cell=cast.cell)


@pytest.fixture
def criterion(cast):
    return CriterionFactory(standard__cell=cast.cell, standard__adopted=True, position=1)


def item(criterion, **changes):
    whole = {
        "criterion_id": criterion.pk,
        "action": "trả lời hồ sơ của địa phương",
        "measure": "trong 5 ngày làm việc",
        "rhythm": "hằng tháng",
        "confirmer": "Lê Minh Hoà",
    }
    return ItemInput(**whole | changes)


def saved(pledge, items, **changes):
    values = EMPTY | {"items": items, "version": pledge.version} | changes
    services.save_pledge(pledge, **values)
    return list(pledge.items.values_list("action", flat=True))


def test_a_draft_is_kept_however_incomplete(pledge):
    assert saved(pledge, [ItemInput(action="một việc"), ItemInput()]) == ["một việc"]
    pledge.refresh_from_db()
    assert (pledge.version, pledge.status, pledge.saved_at is not None) == (1, "draft", True)


def test_emptied_items_go_and_the_others_keep_their_rows(pledge):
    saved(pledge, [ItemInput(action=word) for word in ("một", "hai", "ba")])
    rows = list(pledge.items.values_list("pk", flat=True))
    items = [ItemInput(action="một"), ItemInput(), ItemInput(action="ba"), ItemInput(action="mới")]
    assert saved(pledge, items, rows=rows) == ["một", "ba", "mới"]
    assert list(pledge.items.values_list("pk", flat=True)[:2]) == [rows[0], rows[2]]


def test_the_slower_tab_changes_nothing(pledge):
    twin = Pledge.objects.get(pk=pledge.pk)
    saved(pledge, [ItemInput(action="tab nhanh")])
    with pytest.raises(Clash):
        saved(twin, [ItemInput(action="tab chậm")])
    assert list(pledge.items.values_list("action", flat=True)) == ["tab nhanh"]


def test_a_fifth_item_is_refused_and_nothing_is_kept(pledge):
    with pytest.raises(ValidationError, match="nhiều nhất 4 việc"):
        saved(pledge, [ItemInput(action=str(number)) for number in range(5)])
    pledge.refresh_from_db()
    assert pledge.version == 0


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"action": ""}, "chưa ghi việc sẽ làm"),
        ({"measure": ""}, "chưa ghi mức, số lần"),
        ({"rhythm": ""}, "chưa ghi nhịp hoặc hạn"),
        ({"confirmer": ""}, "chưa ghi người xác nhận"),
        ({"criterion_id": None}, "chưa chọn chuẩn mực liên quan"),
    ],
)
def test_an_item_with_a_gap_is_not_sent(cast, pledge, criterion, changes, lack):
    saved(pledge, [item(criterion), item(criterion, **changes)])
    with pytest.raises(ValidationError, match=f"Việc 2: {lack}"):
        services.submit_pledge(pledge, by=cast.users["member"])
    pledge.refresh_from_db()
    assert pledge.status == "draft"
    assert not AuditEntry.objects.exists()


def test_one_item_is_too_few(cast, pledge, criterion):
    saved(pledge, [item(criterion)])
    with pytest.raises(ValidationError, match="cần 2 đến 4 việc, hiện có 1"):
        services.submit_pledge(pledge, by=cast.users["member"])


def test_a_day_stands_for_a_rhythm(cast, pledge, criterion):
    saved(pledge, [item(criterion), item(criterion, rhythm="", due_on=date(2014, 11, 30))])
    services.submit_pledge(pledge, by=cast.users["member"])
    assert pledge.status == "submitted"


def test_what_was_changed_after_reading_is_not_sent(cast, pledge, criterion):
    saved(pledge, [item(criterion), item(criterion)])
    with pytest.raises(Clash):
        services.submit_pledge(pledge, by=cast.users["member"], version=0)
    assert Pledge.objects.get().status == "draft"


def test_the_whole_life_leaves_a_whole_trail(cast, pledge, criterion):
    member, secretary, staff = (cast.users[role] for role in ("member", "secretary", "staff"))
    saved(pledge, [item(criterion), item(criterion)])
    services.submit_pledge(pledge, by=member)
    services.withdraw_pledge(pledge, by=member)
    services.submit_pledge(pledge, by=member)
    services.return_pledge(pledge, by=secretary, note="Ghi rõ số lần.")
    services.submit_pledge(pledge, by=member)
    services.accept_pledge(pledge, by=secretary)
    services.reopen_pledge(pledge, by=staff, note="Đổi việc.")
    services.submit_pledge(pledge, by=member)
    services.accept_pledge(pledge, by=secretary)
    services.close_pledge(pledge, by=staff, note="Chuyển sinh hoạt.")
    verbs = AuditEntry.objects.of(pledge).values_list("verb", flat=True)
    assert " ".join(verbs) == (
        "submit withdraw submit return submit accept reopen submit accept close"
    )
    assert [sentence for sentence in broken_chains() if str(pledge) in sentence] == []


@pytest.mark.parametrize("verb", ["return", "reopen", "close"])
@pytest.mark.parametrize("note", ["", "  \u200b ", "x" * 501])
def test_steps_that_need_words_refuse_without_them(cast, verb, note):
    status = "submitted" if verb == "return" else "accepted"
    pledge = PledgeFactory(accepted=True, status=status)
    with pytest.raises(ValidationError):
        getattr(services, f"{verb}_pledge")(pledge, by=cast.users["staff"], note=note)
    pledge.refresh_from_db()
    assert pledge.status == status


def test_the_second_press_of_the_button_changes_nothing(cast):
    pledge = PledgeFactory(sent=True)
    twin = Pledge.objects.get()
    services.accept_pledge(pledge, by=cast.users["secretary"])
    with pytest.raises(IllegalMove):
        services.accept_pledge(twin, by=cast.users["deputy"])
    assert AuditEntry.objects.of(pledge).count() == 1


def test_what_hangs_on_an_acceptance_happens_with_it(cast, monkeypatch):
    seen = []
    monkeypatch.setattr(services, "after_accepting", [seen.append])
    pledge = PledgeFactory(sent=True)
    services.accept_pledge(pledge, by=cast.users["secretary"])
    assert seen == [pledge]


def test_items_with_reports_are_never_rewritten(cast, criterion):
    pledge = PledgeFactory(accepted=True, status="returned", cell=cast.cell)
    kept = PledgeItemFactory(pledge=pledge, position=2, action="có báo cáo", criterion=criterion)
    free = PledgeItemFactory(pledge=pledge, position=1, action="chưa có", criterion=criterion)
    MonthlyReportLineFactory(item=kept)
    items = [item(criterion, action="đổi"), item(criterion, action="thêm")]
    assert saved(pledge, items, rows=[free.pk, kept.pk]) == ["đổi", "có báo cáo", "thêm"]


def test_an_item_with_reports_is_ended_with_a_reason_and_makes_room(cast, criterion):
    pledge = PledgeFactory(accepted=True, status="returned", cell=cast.cell)
    kept = PledgeItemFactory(pledge=pledge, position=1, criterion=criterion)
    MonthlyReportLineFactory(item=kept, report__pledge=pledge)
    with pytest.raises(ValidationError):
        services.end_item(kept, by=cast.users["member"], reason=" ")
    services.end_item(kept, by=cast.users["member"], reason="chuyển việc")
    kept.refresh_from_db()
    assert (kept.ended_on, kept.end_reason) == (date(2014, 3, 20), "chuyển việc")
    pledge.refresh_from_db()
    assert len(saved(pledge, [item(criterion) for _ in range(4)])) == 5
    assert AuditEntry.objects.of(pledge).get().note.endswith("chuyển việc")


def test_an_item_without_reports_has_nothing_to_end(cast, criterion):
    free = PledgeItemFactory(pledge__accepted=True, pledge__status="returned", criterion=criterion)
    with pytest.raises(IllegalMove):
        services.end_item(free, by=cast.users["member"], reason="thôi")
    free.pledge.refresh_from_db()
    assert free.pledge.version == 0


def test_ghi_ho_is_written_down_until_the_member_writes_again(cast, pledge):
    saved(pledge, [ItemInput(action="một")], by=cast.users["secretary"])
    assert Pledge.objects.get().entered_by == cast.users["secretary"]
    saved(pledge, [ItemInput(action="một")], by=cast.users["member"])
    assert Pledge.objects.get().entered_by is None
