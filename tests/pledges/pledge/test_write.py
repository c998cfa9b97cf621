import unicodedata

import pytest

from cells.audit import AuditEntry
from pledges.models import MoralStandard, Pledge
from tests.factories import (
    CriterionFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
)

HOSTILE = '<img src="http://127.0.0.1:9/x"><style>*{}</style> {{ 7 }}'


@pytest.fixture
def pledge(cast):
    return PledgeFactory(member=cast.members["member"], cell=cast.cell, due_on="2014-03-31")


@pytest.fixture
def criterion(cast):
    return CriterionFactory(standard__cell=None, standard__adopted=True, position=1)


def typed(*items, version=0, **changes):
    """What the browser sends; an item is the words of its boxes."""
    data = {"version": version, "reflection": "", "measures": ""} | changes
    data |= {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": 0}
    for number, item in enumerate(items):
        data |= {f"items-{number}-{name}": value for name, value in item.items()}
    return data


def whole(criterion, **changes):
    return {
        "action": "trả lời hồ sơ",
        "measure": "trong 5 ngày",
        "due_on": "30/11/2014",
        "confirmer": "Lê Minh Hoà",
        "criterion_id": criterion.pk,
    } | changes


def url(pledge, verb="write"):
    return f"/pledges/{pledge.pk}/{verb}/"


def test_the_way_from_blank_to_sent(sign_in, pledge, criterion):
    client = sign_in("member")
    assert "Việc 2" in client.get(url(pledge)).content.decode()
    response = client.post(url(pledge), typed(whole(criterion), whole(criterion)), follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(url(pledge, "check"), 302)]
    assert "Tôi sẽ trả lời hồ sơ" in page
    assert "đến 30/11/2014" in page
    response = client.post(url(pledge, "submit"), {"version": 1}, follow=True)
    assert "bí thư Trần Thị Mai trả lời" in response.content.decode()
    assert Pledge.objects.get().status == "submitted"


def test_an_incomplete_draft_is_kept_and_the_gaps_are_named(sign_in, pledge):
    response = sign_in("member").post(url(pledge), typed({"action": "một việc"}), follow=True)
    page = response.content.decode()
    assert "Việc sẽ làm: cần 2 đến 4 việc, hiện có 1" in page
    assert "Việc 1: chưa chọn chuẩn mực liên quan" in page
    assert url(pledge, "submit") not in page


def test_a_wrong_day_is_named_beside_the_box_and_no_word_is_lost(sign_in, pledge):
    data = typed({"action": "chữ thứ nhất", "due_on": "30/02/2014"}, reflection="nhận thức của tôi")
    page = sign_in("member").post(url(pledge), data).content.decode()
    assert "Việc 1: Đến ngày – Không có ngày 30/02/2014" in page
    for words in ("chữ thứ nhất", "30/02/2014", "nhận thức của tôi"):
        assert words in page
    assert Pledge.objects.get().version == 0


def test_the_day_of_an_item_lies_in_the_year(sign_in, pledge):
    page = sign_in("member").post(url(pledge), typed({"due_on": "01/01/2015"})).content.decode()
    assert "ghi một ngày trong năm đó" in page


def test_one_more_item_without_javascript_keeps_every_word(sign_in, pledge):
    client = sign_in("member")
    response = client.post(
        url(pledge), typed({"action": "một"}, {"action": "hai"}, add="1"), follow=True
    )
    assert response.context["sheet"].items.total_form_count() == 3
    assert "một" in response.content.decode()
    bad = typed({"action": "một", "due_on": "x"}, {"action": "hai"}, version=1, add="1")
    response = client.post(url(pledge), bad)
    assert response.context["sheet"].items.total_form_count() == 3
    assert "hai" in response.content.decode()


def test_no_more_than_four_items_are_offered(sign_in, pledge):
    items = [{"action": str(number)} for number in range(4)]
    response = sign_in("member").post(url(pledge), typed(*items, add="1"), follow=True)
    assert response.context["sheet"].items.total_form_count() == 4
    assert "Thêm việc" not in response.content.decode()


def test_two_tabs_lose_no_word(sign_in, pledge):
    client = sign_in("member")
    client.post(url(pledge), typed({"action": "chữ của tab nhanh"}, reflection="nhanh"))
    response = client.post(url(pledge), typed({"action": "chữ của tab chậm"}, reflection="chậm"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "chữ của tab nhanh" in page
    assert "chữ của tab chậm" in page
    assert 'name="version" value="1"' in page
    client.post(url(pledge), typed({"action": "chữ của tab chậm"}, version=1))
    assert Pledge.objects.get().items.get().action == "chữ của tab chậm"


def test_a_refused_text_keeps_the_version_it_was_begun_on(sign_in, pledge):
    client = sign_in("member")
    client.post(url(pledge), typed({"action": "chữ của tab nhanh"}, reflection="nhanh"))
    data = typed({"due_on": "30/02/2014"}, reflection="chậm")
    assert 'name="version" value="0"' in client.post(url(pledge), data).content.decode()
    data = typed({"action": "sửa ngày"}, reflection="chậm")
    assert client.post(url(pledge), data).status_code == 409
    assert Pledge.objects.get().reflection == "nhanh"


def test_text_typed_after_the_pledge_was_sent_is_shown_again(sign_in, pledge):
    Pledge.objects.update(status="submitted", first_submitted_at="2014-03-01T00:00Z")
    response = sign_in("member").post(url(pledge), typed({"action": "chữ gõ muộn"}))
    assert response.status_code == 409
    assert "chữ gõ muộn" in response.content.decode()
    assert not Pledge.objects.get().items.exists()


def test_autosave_answers_what_it_did(sign_in, pledge):
    client, address = sign_in("member"), url(pledge, "autosave")
    answer = client.post(address, typed({"action": "một"}))
    assert (answer.status_code, answer.json()["saved_at"]) == (200, "09:00")
    assert answer.json()["version"] == 1
    clash = client.post(address, typed({"action": "hai"}))
    assert (clash.status_code, "để ghép chữ ở đây" in clash.json()["message"]) == (409, True)
    refused = client.post(address, typed({"due_on": "31/4/2014"}, version=1))
    assert (refused.status_code, "31/4/2014" in refused.json()["message"]) == (400, True)
    Pledge.objects.update(status="submitted", first_submitted_at="2014-03-01T00:00Z")
    assert client.post(address, typed(version=1)).json()["url"] == f"/pledges/{pledge.pk}/"
    assert client.get(address).status_code == 405


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "x"},
        {"version": ""},
        {"version": "9" * 400},
        {"version": 2**31 - 1},
        {"version": 2**63 - 1},
        {"items-TOTAL_FORMS": "9" * 5000, "add": 1},
        {"items-TOTAL_FORMS": "99999"},
        {"items-TOTAL_FORMS": "x"},
        {"items-0-criterion_id": "999999"},
        {"items-0-criterion_id": "x"},
        {"reflection": "a\x00b"},
        {"reflection": "\ufdd0"},
        {"items-0-action": "a" * 501},
    ],
)
def test_hostile_input_is_refused_with_the_text_and_changes_nothing(sign_in, pledge, changes):
    data = typed({"action": "chữ đã gõ"}) | changes
    response = sign_in("member").post(url(pledge), data)
    assert response.status_code in (200, 409)
    assert Pledge.objects.get().version == 0


def test_fields_that_are_not_asked_for_are_ignored(sign_in, pledge, cast):
    sign_in("member").post(
        url(pledge),
        typed(status="accepted", cell=cast.other_cell.pk, by_leader="on", due_on="2020-01-01"),
    )
    stored = Pledge.objects.get()
    assert (stored.status, stored.cell, stored.by_leader) == ("draft", cast.cell, False)


def test_text_is_stored_clean_and_printed_literally(sign_in, pledge, criterion):
    decomposed = unicodedata.normalize("NFD", "Hoà giải ở phòng")
    long_word = "d" * 480
    client = sign_in("member")
    client.post(
        url(pledge),
        typed(
            whole(criterion, action=decomposed + "\u200b", measure=HOSTILE[:200]),
            whole(criterion, action=long_word),
            reflection=HOSTILE,
        ),
    )
    stored = Pledge.objects.get()
    assert stored.reflection == HOSTILE
    assert [item.action for item in stored.items.all()] == ["Hoà giải ở phòng", long_word]
    page = client.get(f"/pledges/{pledge.pk}/").content.decode()
    assert "<img src" not in page
    assert "&lt;img src=" in page
    assert "{{ 7 }}" in page


def test_the_cells_own_card_comes_before_the_committees(sign_in, cast, pledge, criterion):
    page = sign_in("member").get(url(pledge)).content.decode()
    assert criterion.behaviour in page
    own = CriterionFactory(
        standard=MoralStandardFactory(cell=cast.cell, adopted=True),
        behaviour="Chuẩn mực của chi bộ",
    )
    page = sign_in("member").get(url(pledge)).content.decode()
    assert own.behaviour in page
    assert criterion.behaviour not in page


def test_an_item_keeps_the_criterion_it_was_signed_on(sign_in, cast, pledge, criterion):
    PledgeItemFactory(pledge=pledge, position=1, criterion=criterion)
    MoralStandard.objects.update(status="replaced")
    CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True), behaviour="Mới")
    page = sign_in("member").get(url(pledge)).content.decode()
    assert f'<option value="{criterion.pk}" selected>' in page


def test_an_item_with_reports_is_shown_and_can_be_ended(sign_in, cast, pledge, criterion):
    Pledge.objects.update(status="returned", first_submitted_at="2014-03-01T00:00Z")
    item = PledgeItemFactory(
        pledge=pledge, position=1, criterion=criterion, action="Việc có báo cáo"
    )
    MonthlyReportLineFactory(item=item)
    client = sign_in("member")
    address = f"/pledges/{pledge.pk}/items/{item.pk}/end/"
    page = client.get(url(pledge)).content.decode()
    assert address in page
    assert 'name="items-0-action"' in page
    assert "Ghi lý do" in client.post(address, {"note": " "}).content.decode()
    page = client.post(address, {"note": "chuyển vị trí"}, follow=True).content.decode()
    assert "Đã kết thúc ngày 20/03/2014" in page
    assert AuditEntry.objects.of(pledge).get().note.endswith("chuyển vị trí")


def test_ghi_ho_from_blank_to_sent(sign_in, cast, pledge, criterion):
    client = sign_in("secretary")
    assert "Ghi hộ" in client.get(f"/pledges/{pledge.pk}/").content.decode()
    client.post(url(pledge), typed(whole(criterion), whole(criterion)))
    client.post(url(pledge, "submit"), {"version": 1})
    page = client.get(f"/pledges/{pledge.pk}/").content.decode()
    assert "ghi hộ:</b> Trần Thị Mai" in page
    assert client.post(url(pledge, "accept"), {"version": 1}).status_code == 403
    assert sign_in("deputy").post(url(pledge, "accept"), {"version": 1}).status_code == 302
    assert Pledge.objects.get().status == "accepted"


@pytest.mark.parametrize("then", ["begun", "sent"])
def test_words_entered_for_a_member_who_has_begun_meanwhile_are_shown_again(
    sign_in, pledge, criterion, then
):
    late = typed(whole(criterion, action="lời ghi hộ", due_on="x"), reflection="nhận thức ghi hộ")
    sign_in("member").post(url(pledge), typed({"action": "lời của đảng viên"}))
    if then == "sent":
        Pledge.objects.update(status="submitted", first_submitted_at="2014-03-01T00:00Z")
    response = sign_in("secretary").post(url(pledge), late)
    page = response.content.decode()
    assert response.status_code == 409
    for said in ("không ghi hộ được nữa", "lời ghi hộ", "nhận thức ghi hộ", "Việc 1: Tôi sẽ"):
        assert said in page
    assert "lời của đảng viên" not in page
    assert Pledge.objects.get().items.get().action == "lời của đảng viên"


def test_autosave_tells_the_officer_that_the_member_has_begun(sign_in, pledge):
    sign_in("member").post(url(pledge), typed({"action": "lời của đảng viên"}))
    answer = sign_in("secretary").post(url(pledge, "autosave"), typed({"action": "lời ghi hộ"}))
    assert answer.status_code == 409
    assert "không ghi hộ được nữa" in answer.json()["message"]
    assert Pledge.objects.get().entered_by is None


def test_nobody_else_gets_their_words_from_a_pledge_that_is_not_theirs(sign_in, pledge):
    Pledge.objects.update(version=1)
    data = typed({"action": "lời lạ"})
    assert sign_in("stranger").post(url(pledge), data).status_code == 404
    assert sign_in("staff").post(url(pledge), data).status_code == 403
    assert sign_in("secretary").get(url(pledge)).status_code == 403
    of_today = data | {"version": 1}
    assert sign_in("secretary").post(url(pledge), of_today).status_code == 403


def test_too_long_a_reason_is_named_beside_its_box(sign_in, pledge, criterion):
    item = PledgeItemFactory(pledge=pledge, position=1, criterion=criterion)
    MonthlyReportLineFactory(item=item)
    address = f"/pledges/{pledge.pk}/items/{item.pk}/end/"
    response = sign_in("member").post(address, {"note": "a" * 201})
    assert "tối đa 200 ký tự" in response.context["form"].errors["note"][0]
    assert "a" * 201 in response.content.decode()
    sign_in("member").post(address, {"note": "a" * 200})
    item.refresh_from_db()
    assert item.end_reason == "a" * 200


def test_withdrawn_it_can_be_written_again(sign_in, cast, criterion):
    sent = PledgeFactory(member=cast.members["member"], cell=cast.cell, sent=True)
    client = sign_in("member")
    assert client.get(url(sent), follow=True).redirect_chain == [(f"/pledges/{sent.pk}/", 302)]
    response = client.post(url(sent, "withdraw"), follow=True)
    assert response.redirect_chain == [(url(sent), 302)]
