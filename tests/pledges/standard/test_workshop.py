"""The page on which a card is written: lights, examples, autosave."""

import pytest
from django.urls import reverse

from pledges.models import MoralStandard
from pledges.standard.models import StandardStatus
from tests.factories import CellFactory, CriterionFactory, MoralStandardFactory
from tests.pledges.standard.test_views import typed
from tests.world import changed_since, digest


@pytest.fixture
def draft(cast):
    standard = MoralStandardFactory(cell=cast.cell, motto="")
    for position, line in enumerate(("Trả lời hồ sơ", "Đoàn kết", "Trung thành"), start=1):
        CriterionFactory(standard=standard, position=position, behaviour=line)
    return standard


@pytest.fixture
def example():
    card = MoralStandardFactory(cell=CellFactory(name="Chi bộ Kế toán"), adopted=True)
    return CriterionFactory(
        standard=card, position=1, behaviour="Tắt điện khi ra về", rhythm="Hằng ngày"
    )


def write(draft, query=""):
    return reverse("standard-write", args=[draft.pk]) + query


def ask(client, draft, *lines, step="lights", **more):
    data = typed(*lines, version=draft.version) | more
    return client.post(reverse(f"standard-{step}", args=[draft.pk]), data)


def test_the_stored_words_are_lit_without_javascript(sign_in, draft):
    page = sign_in("secretary").get(write(draft)).content.decode()
    assert "Dòng 2 nêu phẩm chất (“đoàn kết”)" in page
    assert "Nên xem lại: cụ thể, dễ thực hiện." in page


def test_the_lights_answer_what_is_typed_and_store_nothing(sign_in, draft):
    client = sign_in("secretary")
    before = digest()
    answer = ask(client, draft, "làm " * 17, "<b>Đoàn kết</b>").json()
    assert "bớt 5 tiếng thì dễ thuộc" in answer["lines"][0]
    assert "<b>" not in answer["lines"][1]
    assert "đủ 3 dòng" in answer["card"]
    assert "dễ nhớ" in answer["said"]
    assert not changed_since(before)


def test_an_adopted_card_is_not_judged_any_more(sign_in, draft):
    MoralStandard.objects.update(status="adopted", resolution_number="1", adopted_on="2014-03-01")
    answer = ask(sign_in("secretary"), draft, "Đoàn kết")
    assert answer.status_code == 409
    assert "đã ban hành" in answer.json()["message"]


def test_looking_at_the_advice_saves_and_stays_on_the_page(sign_in, draft):
    data = typed("Đọc sách cùng nhau", "hai") | {"look": 1}
    response = sign_in("secretary").post(write(draft), data)
    assert response.url == write(draft, "#gop-y")
    assert draft.criteria.first().behaviour == "Đọc sách cùng nhau"


def test_a_draft_saves_itself_and_says_when(sign_in, draft):
    client = sign_in("secretary")
    answer = ask(client, draft, "một", "hai", step="autosave").json()
    assert answer == {"saved_at": "09:00", "version": 1}
    assert [line.behaviour for line in draft.criteria.all()] == ["một", "hai"]
    assert "Đã lưu lúc 09:00" in client.get(write(draft)).content.decode()


def test_an_autosave_on_an_older_version_changes_nothing(sign_in, draft):
    ask(sign_in("secretary"), draft, "chữ của bí thư", step="autosave")
    answer = ask(sign_in("deputy"), draft, "chữ của phó bí thư", step="autosave")
    assert answer.status_code == 409
    assert answer.json()["url"] == write(draft)
    assert draft.criteria.get().behaviour == "chữ của bí thư"


def test_an_autosave_says_what_is_wrong_or_too_late(sign_in, draft):
    client = sign_in("secretary")
    answer = ask(client, draft, "a" * 201, step="autosave")
    assert (answer.status_code, "Dài 201 ký tự" in answer.json()["message"]) == (400, True)
    MoralStandard.objects.update(status="adopted", resolution_number="1", adopted_on="2014-03-01")
    answer = ask(client, draft, "muộn", step="autosave")
    assert (answer.status_code, answer.json()["url"]) == (409, draft.get_absolute_url())


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("", True),
        ("ke toan", True),
        ("TAT DIEN", True),
        ("2014", True),
        ("kế toán 2014", True),
        ("2013", False),
        ("%", False),
        ("\x00", True),
        ("a" * 10_000, True),
    ],
)
def test_cards_of_other_cells_are_found(sign_in, draft, example, words, is_found):
    page = sign_in("secretary").get(write(draft), {"q": words}).content.decode()
    assert ("Tắt điện khi ra về" in page) is is_found


def test_drafts_own_cards_and_replaced_ones_are_no_examples(sign_in, cast, draft):
    hidden = [
        MoralStandardFactory(cell=cast.cell, year=2013, adopted=True),
        MoralStandardFactory(cell=cast.other_cell),
        MoralStandardFactory(cell=CellFactory(), adopted=True, status=StandardStatus.REPLACED),
    ]
    for card in hidden:
        CriterionFactory(standard=card, position=1, behaviour="Không phải mẫu")
    assert "Không phải mẫu" not in sign_in("secretary").get(write(draft)).content.decode()


def test_searching_keeps_what_was_typed(sign_in, draft, example):
    data = typed("chữ vừa gõ", "hai") | {"find": 1, "q": "kế toán"}
    page = sign_in("secretary").post(write(draft), data, follow=True).content.decode()
    assert "chữ vừa gõ" in page
    assert "Tắt điện khi ra về" in page


def test_a_line_is_taken_over_and_says_so_until_it_is_changed(sign_in, draft, example):
    client, mark = sign_in("secretary"), "Đang giống từng chữ dòng của Chi bộ Kế toán, năm 2014"
    ask(client, draft, "chữ vừa gõ", "", "ba", step="write", line=example.pk)
    lines = list(draft.criteria.values_list("behaviour", "rhythm"))
    assert lines == [("chữ vừa gõ", ""), ("Tắt điện khi ra về", "Hằng ngày"), ("ba", "")]
    assert mark in client.get(write(draft)).content.decode()
    client.post(write(draft), typed("một", "Tắt điện, khoá nước khi ra về", version=1))
    assert mark not in client.get(write(draft)).content.decode()


def test_a_full_card_takes_no_line_and_loses_no_word(sign_in, draft, example):
    client = sign_in("secretary")
    answer = ask(client, draft, *"abcdefg", step="write", line=example.pk)
    assert "Thẻ đã đủ 7 dòng" in client.get(answer.url).content.decode()
    assert [line.behaviour for line in draft.criteria.all()] == list("abcdefg")


def test_a_line_is_added_where_no_place_is_empty(sign_in, draft, example):
    ask(sign_in("secretary"), draft, "a", "b", "c", step="write", line=example.pk)
    assert draft.criteria.last().behaviour == "Tắt điện khi ra về"


@pytest.mark.parametrize("line", ["", "x", "999999", "9" * 30, "-1"])
def test_a_line_that_nobody_has_is_not_taken_and_the_words_are_kept(sign_in, draft, line):
    ask(sign_in("secretary"), draft, "chữ vừa gõ", step="write", line=line)
    assert draft.criteria.get().behaviour == "chữ vừa gõ"


def test_a_foreign_drafts_line_is_not_taken(sign_in, cast, draft):
    secret = CriterionFactory(standard=MoralStandardFactory(cell=cast.other_cell), position=1)
    ask(sign_in("secretary"), draft, "chữ vừa gõ", step="write", line=secret.pk)
    assert draft.criteria.get().behaviour == "chữ vừa gõ"


def test_a_line_taken_on_an_older_version_clashes(sign_in, draft, example):
    ask(sign_in("secretary"), draft, "chữ của bí thư", step="autosave")
    answer = ask(sign_in("deputy"), draft, "chữ của phó", step="write", line=example.pk)
    assert answer.status_code == 409
    assert "chữ của phó" in answer.content.decode()
    assert draft.criteria.get().behaviour == "chữ của bí thư"


def test_the_page_asks_as_much_beside_3_cards_as_beside_40(
    sign_in, draft, django_assert_max_num_queries
):
    counts = []
    for how_many in (3, 37):
        for _ in range(how_many):
            card = MoralStandardFactory(cell=CellFactory(), adopted=True)
            CriterionFactory(standard=card, position=1, behaviour="Đoàn kết")
        client = sign_in("secretary")
        client.get(write(draft))
        with django_assert_max_num_queries(12) as asked:
            client.get(write(draft))
        counts.append(len(asked))
    assert counts[0] == counts[1]
