"""Pages of a batch: gathered, mended, presented, decided; what was typed and ticked stays."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cells.web import TOO_LATE
from reports.commendation import services
from reports.commendation.models import Commendation
from reports.models import CommendationBatch, CommendationForm
from tests.commending import batch_with, decide, set_status
from tests.factories import (
    CommendationBatchFactory,
    CommendationFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db


WORDS = "Lời đã gõ cả buổi"


def test_what_has_no_certificate_says_so(sign_in, cast):
    form = CommendationForm.objects.get(code="bieu-duong")
    row = CommendationFactory(
        member=cast.members["member"], cell=cast.cell, form=form, proposed=True
    )
    batch = batch_with(row)
    decide(batch, by=cast.users["leader"])
    client = sign_in("staff")
    for name, paper in (
        ("commendation-certificate", row),
        ("commendation-batch-certificates", batch),
    ):
        page = client.get(reverse(name, args=[paper.pk]), follow=True).content.decode()
        assert "giấy khen để in" in page


def test_what_is_ticked_is_gathered_and_an_odd_key_is_refused(sign_in, cast):
    row = CommendationFactory(member=None, cell=cast.cell, proposed=True)
    client = sign_in("staff")
    response = client.post(reverse("commendation-batch-new"), {"title": "khen năm 2013"})
    batch = CommendationBatch.objects.get()
    assert response.url == reverse("commendation-batch-gather", args=[batch.pk])
    page = client.get(response.url).content.decode()
    assert "Chưa có đề nghị nào" in page  # of another occasion
    Commendation.objects.update(occasion=None)
    assert row.achievement in client.get(response.url).content.decode()
    refused = client.post(response.url, {"row": [row.pk, 987654321, "x"]}, follow=True)
    assert "vừa đổi trạng thái" in refused.content.decode()
    client.post(response.url, {"row": row.pk})
    assert batch.commendations.get() == row


def test_the_signer_is_told_of_their_own_row_and_signs_the_rest(sign_in, cast):
    own = CommendationFactory(member=cast.members["leader"], cell=cast.other_cell, proposed=True)
    batch = batch_with(own, CommendationFactory(member=None, cell=cast.cell, proposed=True))
    client, address = sign_in("leader"), reverse("commendation-batch-award", args=[batch.pk])
    page = client.get(address)
    assert "Đề nghị khen chính đồng chí" in page.content.decode()
    data = {name: page.context["form"].initial.get(name) for name in ("number", "authority")}
    data |= {"dated_on": "20/03/2014", "fingerprint": page.context["fingerprint"]}
    stale = client.post(address, data | {"fingerprint": "x"}).content.decode()
    assert "Danh sách vừa đổi" in stale
    assert client.post(address, data).url == batch.get_absolute_url()
    own.refresh_from_db()
    assert (own.status, own.batch.status) == ("gathered", "presented")
    alone = reverse("commendation-batch-award", args=[own.batch_id])
    page = client.get(alone)
    data["fingerprint"] = page.context["fingerprint"]
    assert "chỉ còn đề nghị khen chính đồng chí" in client.post(alone, data).content.decode()


@pytest.mark.parametrize("verb", ["return", "edit"])
def test_what_was_typed_for_a_batch_that_moved_on_stays(sign_in, cast, verb):
    batch = batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    decide(batch, by=cast.users["leader"])
    role = "staff" if verb == "edit" else "leader"
    address = reverse(f"commendation-batch-{verb}", args=[batch.pk])
    page = sign_in(role).post(address, {"note": WORDS, "title": WORDS})
    assert page.status_code == 409
    assert TOO_LATE in page.content.decode()
    assert WORDS in page.content.decode()


def test_a_list_that_changed_is_told_of_even_when_the_number_is_wrong(sign_in, cast):
    """Else the next press would sign a list that was never read."""
    rows = [
        CommendationFactory(member=who, cell=cast.cell, proposed=True)
        for who in (None, cast.members["member"])
    ]
    batch = batch_with(*rows)
    client, address = sign_in("leader"), reverse("commendation-batch-award", args=[batch.pk])
    data = {"number": "", "dated_on": "20/03/2014", "authority": "standing"}
    data["fingerprint"] = client.get(address).context["fingerprint"]
    wrong = client.post(address, data)
    assert (wrong.status_code, "Danh sách vừa đổi" in wrong.content.decode()) == (200, False)
    services.refuse(
        Commendation.objects.get(pk=rows[0].pk), by=cast.users["executive"], note="Chưa rõ"
    )
    late = client.post(address, data)
    assert (late.status_code, "Danh sách vừa đổi" in late.content.decode()) == (409, True)
    data |= {"number": "1", "fingerprint": late.context["fingerprint"]}
    assert client.post(address, data).url == batch.get_absolute_url()


def test_ticks_stay_when_the_choice_is_refused(sign_in, cast):
    there = {"cell": cast.cell, "occasion": None, "proposed": True}
    stays, went = (
        CommendationFactory(member=cast.members[who], **there) for who in ("member", "colleague")
    )
    batch = CommendationBatchFactory(occasion=None)
    services.decline(went, by=cast.users["secretary"], note="Rút")
    client, address = sign_in("staff"), reverse("commendation-batch-gather", args=[batch.pk])
    page = client.post(address, {"row": [stays.pk, went.pk]})
    assert "vừa đổi trạng thái" in page.content.decode()
    assert page.context["ticked"] >= {stays.pk}
    assert re.search(rf'value="{stays.pk}"[^>]*checked', page.content.decode())
    client.post(address, {"row": [stays.pk]})
    assert batch.commendations.get() == stays


def test_a_page_that_is_old_leaves_alone_what_another_gathered(sign_in, cast):
    there = {"cell": cast.cell, "occasion": None, "proposed": True}
    mine, theirs = (
        CommendationFactory(member=cast.members[who], **there) for who in ("member", "colleague")
    )
    batch, client = CommendationBatchFactory(occasion=None), sign_in("staff")
    address = reverse("commendation-batch-gather", args=[batch.pk])
    client.post(address, {"row": [theirs.pk]})
    client.post(address, {"row": [mine.pk]})  # opened before the other was ticked
    assert set(batch.commendations.all()) == {mine, theirs}
    assert client.get(address).content.decode().count('name="shown"') == 2
    client.post(address, {"row": [mine.pk], "shown": [mine.pk, theirs.pk]})
    assert batch.commendations.get() == mine


def test_an_open_batch_is_mended_and_an_empty_one_dropped_on_its_page(sign_in, cast):
    batch, client = CommendationBatchFactory(), sign_in("staff")
    assert (
        reverse("commendation-batch-edit", args=[batch.pk])
        in client.get(batch.get_absolute_url()).content.decode()
    )
    address = reverse("commendation-batch-edit", args=[batch.pk])
    assert "Bỏ đợt khen này" in client.get(address).content.decode()
    client.post(address, {"title": "khen sơ kết", "occasion": batch.occasion_id})
    batch.refresh_from_db()
    assert batch.title == "khen sơ kết"
    gone = client.post(reverse("commendation-batch-drop", args=[batch.pk]))
    assert gone.url == reverse("commendation-batch-list")
    assert not CommendationBatch.objects.exists()
    full = batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    set_status(full, "draft")
    assert (
        "Bỏ đợt khen này"
        not in client.get(reverse("commendation-batch-edit", args=[full.pk])).content.decode()
    )
    kept = client.post(reverse("commendation-batch-drop", args=[full.pk]), follow=True)
    assert "không bỏ được" in kept.content.decode()


def test_many_certificates_come_in_files_of_sixty(sign_in, cast):
    people = MemberFactory.create_batch(61)
    batch = batch_with(
        *(CommendationFactory(member=who, cell=cast.cell, proposed=True) for who in people)
    )
    decide(batch, by=cast.users["leader"])
    client = sign_in("staff")
    page = client.get(batch.get_absolute_url()).content.decode()
    address = reverse("commendation-batch-certificates", args=[batch.pk])
    assert "In giấy khen từ 61 đến 61 (PDF)" in page
    last = client.get(address, {"part": 2})
    assert len(PdfReader(BytesIO(last.content)).pages) == 1
    assert client.get(address, {"part": 3}).status_code == 404


def test_what_may_be_gathered_stands_by_cell_the_cell_itself_before_its_people(sign_in, cast):
    there = {"occasion": None, "proposed": True}
    rows = [
        CommendationFactory(member=cast.members["member"], cell=cast.cell, **there),
        CommendationFactory(member=None, cell=cast.cell, **there),
        CommendationFactory(member=None, cell=cast.other_cell, **there),
    ]
    batch = CommendationBatchFactory(occasion=None)
    page = sign_in("staff").get(reverse("commendation-batch-gather", args=[batch.pk]))
    wanted = sorted(rows, key=lambda row: (row.cell.code, row.is_of_person))
    assert [row.pk for row in page.context["rows"]] == [row.pk for row in wanted]
    assert "đề nghị khen đột xuất mà chi bộ đã biểu quyết" in page.content.decode()
