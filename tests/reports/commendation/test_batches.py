"""A batch on its way: gathered, presented, decided at once – and nobody decides on themselves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import broken_chains
from cells.issue.signing import fingerprint
from cells.models import IssuedDocument
from cells.workflow import Clash, IllegalMove
from reports.commendation import batches, services
from reports.commendation.content import content_of
from reports.models import Commendation, CommendationBatch, CommendationForm
from tests.commending import batch_with, decide, given, set_status
from tests.factories import (
    CommendationBatchFactory,
    CommendationFactory,
    CommitteePostFactory,
    MemberFactory,
    MembershipFactory,
    OccasionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast):
    """A cell and two people, all proposed."""
    person = {"cell": cast.cell, "proposed": True}
    return [
        CommendationFactory(member=None, **person),
        CommendationFactory(member=cast.members["member"], **person),
        CommendationFactory(member=cast.members["leader"], **person),
    ]


@pytest.fixture
def second_leader(cast):
    member = MemberFactory(full_name="Trần Quốc Lập")
    MembershipFactory(member=member, cell=cast.other_cell)
    CommitteePostFactory(member=member, body="standing", title="secretary")
    return UserFactory(member=member)


def keys(rows):
    return {row.pk for row in rows}


def statuses(rows):
    found = Commendation.objects.filter(pk__in=keys(rows)).order_by("pk")
    return list(found.values_list("status", flat=True))


def test_what_is_ticked_stands_in_the_batch_and_nothing_else(cast, rows):
    batch, by = CommendationBatchFactory(), cast.users["staff"]
    assert batches.gather(batch, chosen=keys(rows), shown=set(), by=by) == (3, 0)
    assert batches.gather(batch, chosen={rows[0].pk}, shown=keys(rows), by=by) == (0, 2)
    assert statuses(rows) == ["gathered", "proposed", "proposed"]


def test_only_what_fits_is_offered(cast, rows):
    batch, staff = CommendationBatchFactory(), cast.users["staff"]
    CommendationFactory(occasion=OccasionFactory(year=2012), proposed=True)
    CommendationFactory(member=cast.members["staff"], proposed=True)
    own_form = CommendationForm.objects.get(code="bieu-duong-chi-bo")
    CommendationFactory(form=own_form, proposed=True)
    CommendationFactory()
    unexpected = CommendationFactory(occasion=None, proposed=True)
    assert keys(batches.candidates(batch, staff)) == keys([*rows, unexpected])


def test_a_row_that_left_in_the_meantime_stops_the_whole_choice(cast, rows):
    batch, chosen = CommendationBatchFactory(), keys(rows)
    services.decline(rows[0], by=cast.users["secretary"], note="Rút")
    with pytest.raises(ValidationError, match="vừa đổi trạng thái"):
        batches.gather(batch, chosen=chosen, shown=set(), by=cast.users["staff"])
    assert statuses(rows)[1:] == ["proposed", "proposed"]


def test_a_presented_batch_stands_still(cast, rows):
    batch = batch_with(*rows)
    with pytest.raises(IllegalMove):
        batches.gather(batch, chosen=set(), shown=keys(rows), by=cast.users["staff"])
    batches.withdraw_batch(batch, by=cast.users["staff"])
    left = batches.gather(batch, chosen=set(), shown=keys(rows), by=cast.users["staff"])
    assert left == (0, 3)


def test_what_another_gathered_meanwhile_stays_in_the_batch(cast, rows):
    """The page was opened while the batch was empty; the other's rows are not ticked on it."""
    batch, by = CommendationBatchFactory(), cast.users["staff"]
    batches.gather(batch, chosen={rows[0].pk}, shown=set(), by=by)
    assert batches.gather(batch, chosen={rows[1].pk}, shown=set(), by=by) == (1, 0)
    assert statuses(rows) == ["gathered", "gathered", "proposed"]
    both = {rows[0].pk, rows[1].pk}
    assert batches.gather(batch, chosen={rows[1].pk}, shown=both, by=by) == (0, 1)
    assert statuses(rows) == ["proposed", "gathered", "proposed"]


def test_an_open_batch_is_mended_and_a_presented_one_is_not(cast, rows):
    batch = CommendationBatchFactory()
    other = OccasionFactory(name="sơ kết hai năm", year=2013)
    batches.edit_batch(batch, title="khen sơ kết", occasion=other)
    batch.refresh_from_db()
    assert (batch.title, batch.occasion) == ("khen sơ kết", other)
    assert CommendationBatch.objects.search("so ket").get() == batch
    set_status(batch, "presented")
    with pytest.raises(IllegalMove):
        batches.edit_batch(batch, title="khen gì khác", occasion=other)


def test_a_batch_keeps_the_occasion_of_what_stands_in_it(cast, rows):
    batch, by = CommendationBatchFactory(), cast.users["staff"]
    batches.gather(batch, chosen={rows[0].pk}, shown=set(), by=by)
    with pytest.raises(ValidationError, match="đề nghị của dịp khác"):
        batches.edit_batch(batch, title="Khen", occasion=None)
    batches.edit_batch(batch, title="khen", occasion=rows[0].occasion)
    batches.gather(batch, chosen=set(), shown={rows[0].pk}, by=by)
    batches.edit_batch(batch, title="khen", occasion=None)


def test_what_is_gathered_fits_the_occasion_that_the_batch_has_by_now(cast, rows):
    batch, by = CommendationBatchFactory(), cast.users["staff"]
    stale = CommendationBatch.objects.get(pk=batch.pk)
    batches.edit_batch(batch, title="khen sơ kết", occasion=OccasionFactory(year=2012))
    with pytest.raises(ValidationError, match="vừa đổi trạng thái"):
        batches.gather(stale, chosen={rows[0].pk}, shown=set(), by=by)
    batches.edit_batch(batch, title="khen tổng kết", occasion=rows[0].occasion)
    assert batches.gather(stale, chosen={rows[0].pk}, shown=set(), by=by) == (1, 0)


def test_only_a_batch_that_nothing_stands_in_and_nobody_was_shown_is_dropped(cast, rows):
    by = cast.users["staff"]
    full, shown, empty = (CommendationBatchFactory() for _ in range(3))
    batches.gather(full, chosen={rows[0].pk}, shown=set(), by=by)
    batches.gather(shown, chosen={rows[1].pk}, shown=set(), by=by)
    batches.present_batch(shown, by=by, planned_on=None, planned_number=None)
    batches.withdraw_batch(shown, by=by)
    batches.gather(shown, chosen=set(), shown={rows[1].pk}, by=by)
    for batch in (full, shown):
        with pytest.raises(ValidationError, match="không bỏ được"):
            batches.drop_batch(batch)
    batches.drop_batch(empty)
    assert set(CommendationBatch.objects.all()) == {full, shown}
    assert not any("hồ sơ không còn" in words for words in broken_chains())


def test_an_empty_batch_is_not_presented(cast):
    batch = CommendationBatchFactory()
    with pytest.raises(ValidationError, match="chưa có đề nghị nào"):
        batches.present_batch(batch, by=cast.users["staff"], planned_on=None, planned_number=None)
    batch.refresh_from_db()
    assert batch.status == "draft"


def test_one_signature_awards_every_row_and_fills_the_register(cast, rows, second_leader):
    batch = batch_with(*rows)
    document = decide(batch, by=second_leader)
    assert str(document) == "Quyết định số 01-QĐ/ĐUCQ"
    assert (document.paper, document.signer_title) == (batch, "BÍ THƯ")
    assert statuses(rows) == ["awarded"] * 3
    row = Commendation.objects.get(pk=rows[1].pk)
    assert (row.decision_number, row.awarded_on) == ("01-QĐ/ĐUCQ", date(2014, 3, 20))
    assert bytes(document.file.content).startswith(b"%PDF")


def test_the_signers_own_row_is_left_out_and_another_leader_signs_it(cast, rows, second_leader):
    batch = batch_with(*rows)
    decide(batch, by=cast.users["leader"])
    assert statuses(rows) == ["awarded", "awarded", "gathered"]
    assert "Vũ Quốc Dũng" not in str(batch.signed_content["people"])
    rest = CommendationBatch.objects.get(status="presented")
    with pytest.raises(ValidationError, match="chính đồng chí"):
        decide(rest, by=cast.users["leader"])
    assert str(decide(rest, by=second_leader)) == "Quyết định số 02-QĐ/ĐUCQ"
    assert statuses(rows) == ["awarded"] * 3


def test_of_a_batch_that_was_refused_to_the_last_row_nothing_is_signed(cast, rows):
    """Who may sign is told why: nothing is left, or nothing but their own."""
    leader = cast.users["leader"]
    for row, words in ((rows[0], "không còn đề nghị nào"), (rows[2], "chính đồng chí")):
        batch = batch_with(row)
        if row is rows[0]:
            services.refuse(Commendation.objects.get(pk=row.pk), by=leader, note="Chưa rõ")
        with pytest.raises(ValidationError, match=words):
            decide(batch, by=leader)


def test_a_list_that_changed_while_it_was_read_is_not_signed(cast, rows, second_leader):
    batch = batch_with(*rows)
    read = given(batch, second_leader)
    services.refuse(
        Commendation.objects.get(pk=rows[0].pk), by=second_leader, note="Chưa rõ thành tích"
    )
    with pytest.raises(Clash):
        batches.award_batch(batch, read, by=second_leader)
    assert not IssuedDocument.objects.exists()


def test_a_batch_that_went_and_came_back_during_the_press_is_not_signed(
    cast, rows, second_leader, monkeypatch
):
    """Returned, mended and presented again while the decision is rendered: its status is the same,
    its words are not."""
    batch, press = batch_with(rows[0]), batches.render_pdf

    def slowly(template, context):
        there = CommendationBatch.objects.get(pk=batch.pk)
        batches.return_batch(there, by=cast.users["leader"], note="Thiếu một người")
        batches.gather(there, chosen={rows[1].pk}, shown=set(), by=cast.users["staff"])
        batches.present_batch(there, by=cast.users["staff"], planned_on=None, planned_number=None)
        return press(template, context)

    read = given(batch, second_leader)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(batches, "render_pdf", slowly)
        with pytest.raises(Clash):
            batches.award_batch(batch, read, by=second_leader)
    assert statuses(rows) == ["gathered", "gathered", "proposed"]
    assert not IssuedDocument.objects.exists()
    batch.refresh_from_db()
    decide(batch, by=second_leader)
    assert statuses(rows) == ["awarded", "awarded", "proposed"]


def test_a_taken_number_is_refused_and_nothing_is_awarded(cast, rows, second_leader):
    decide(batch_with(rows[0]), by=second_leader)
    batch = batch_with(rows[1])
    with pytest.raises(ValidationError, match="đã cấp cho văn bản khác"):
        decide(batch, by=second_leader, number=1)
    with pytest.raises(ValidationError, match="đã cấp cho văn bản khác"):
        batches.refuse_taken(1, date(2014, 3, 20))
    assert statuses([rows[1]]) == ["gathered"]


def test_what_was_signed_stays_when_people_and_words_change(cast, rows, second_leader):
    batch = batch_with(*rows)
    decide(batch, by=second_leader)
    kept = batch.signed_content["people"]
    type(cast.members["member"]).objects.update(full_name="Tên Khác", job_title="Việc khác")
    batch.refresh_from_db()
    assert batch.signed_content["people"] == kept
    assert {row["name"] for row in kept} == {"Nguyễn Văn Thịnh", "Vũ Quốc Dũng"}


def test_returning_needs_words_and_opens_the_list_again(cast, rows):
    batch = batch_with(*rows)
    with pytest.raises(ValidationError, match="Ghi điều cần sửa"):
        batches.return_batch(batch, by=cast.users["leader"], note="")
    batches.return_batch(batch, by=cast.users["leader"], note="Thiếu Chi bộ Vụ Đảng viên")
    assert batch.is_editable


def test_collectives_stand_before_people_and_people_by_given_name(cast, rows, second_leader):
    batch = batch_with(*reversed(rows))
    content = content_of(batch, batches.parted(batch, second_leader)[0])
    assert [row["name"] for row in content["collectives"]] == [cast.cell.name]
    assert [row["name"] for row in content["people"]] == ["Vũ Quốc Dũng", "Nguyễn Văn Thịnh"]
    assert len(fingerprint(content)) == 64
