"""Two windows of one pledge: each part goes to whoever changed it, and no word is lost."""

import re

import pytest

from pledges.models import Pledge
from tests.factories import CriterionFactory, PledgeFactory, PledgeItemFactory
from tests.pledges.pledge.test_write import url

FIELDS = ("item_id", "seen", "action", "measure", "rhythm", "due_on", "confirmer", "criterion_id")


@pytest.fixture
def pledge(cast):
    made = PledgeFactory(
        member=cast.members["member"], cell=cast.cell, reflection="Hiểu", measures="Làm đều"
    )
    criterion = CriterionFactory(standard__cell=None, standard__adopted=True)
    for position, action in enumerate(("Việc một", "Việc hai"), start=1):
        PledgeItemFactory(pledge=made, position=position, action=action, criterion=criterion)
    return made


@pytest.fixture
def client(sign_in, pledge):
    return sign_in("member")


def window(client, pledge, **changes):
    """What stands on the page as it is opened now, with these boxes typed anew."""
    sheet = client.get(url(pledge)).context["sheet"]
    return boxes_of(sheet) | changes


def boxes_of(sheet):
    names = ("reflection", "measures", "reflection_seen", "measures_seen")
    data = {name: sheet.form[name].value() for name in names} | {"version": sheet.version}
    data |= {"items-TOTAL_FORMS": len(sheet.items.forms), "items-INITIAL_FORMS": 0}
    for form in sheet.items.forms:
        for name in [*FIELDS, "copied_from_id", "difference"]:
            value = form[name].value()
            value = f"{value:%d/%m/%Y}" if hasattr(value, "year") else value
            data[form.add_prefix(name)] = "" if value is None else value
    return data


def emptied(data, place):
    blank = {f"items-{place}-{name}": "" for name in FIELDS[2:]}
    return data | blank | {f"items-{place}-difference": ""}


def actions(pledge):
    return list(pledge.items.order_by("position").values_list("action", flat=True))


def test_what_each_window_changed_alone_is_kept_without_a_question(client, pledge):
    first = window(client, pledge, **{"items-0-action": "Một, cửa sổ đầu", "measures": "Ghi sổ"})
    second = window(client, pledge, **{"items-1-action": "Hai, cửa sổ sau", "reflection": "Thấm"})
    rows = list(pledge.items.values_list("pk", flat=True))
    client.post(url(pledge), first)
    answer = client.post(url(pledge), second, follow=True)
    assert answer.redirect_chain == [(url(pledge, "check"), 302)]
    assert "Đã gộp với phần vừa lưu ở cửa sổ khác" in answer.content.decode()
    assert actions(pledge) == ["Một, cửa sổ đầu", "Hai, cửa sổ sau"]
    assert list(pledge.items.values_list("pk", flat=True)) == rows
    pledge.refresh_from_db()
    assert (pledge.reflection, pledge.measures, pledge.version) == ("Thấm", "Ghi sổ", 2)


def test_what_both_changed_stands_side_by_side_and_nothing_is_stored(client, pledge):
    first = window(client, pledge, **{"items-0-action": "Một, cửa sổ đầu", "measures": "Ghi sổ"})
    second = window(client, pledge, **{"items-0-action": "Một, cửa sổ sau"})
    client.post(url(pledge), first)
    answer = client.post(url(pledge), second)
    page, sheet = answer.content.decode(), answer.context["sheet"]
    assert answer.status_code == 409
    assert [form.rival.action if form.rival else None for form in sheet.items.forms] == [
        "Một, cửa sổ đầu",
        None,
    ]
    assert "một, cửa sổ đầu" in page
    assert re.search(r"Một, cửa sổ sau\s*</textarea>", page)
    assert sheet.form["measures"].value() == "Ghi sổ"
    assert actions(pledge)[0] == "Một, cửa sổ đầu"
    client.post(url(pledge), boxes_of(sheet) | {"items-0-action": "Một, gộp"})
    assert actions(pledge) == ["Một, gộp", "Việc hai"]


def test_a_third_window_after_both_were_shown_is_met_again(client, pledge):
    first, second = (
        window(client, pledge, reflection=words) for words in ("Cửa sổ đầu", "Cửa sổ sau")
    )
    client.post(url(pledge), first)
    shown = boxes_of(client.post(url(pledge), second).context["sheet"])
    client.post(url(pledge), window(client, pledge, reflection="Cửa sổ thứ ba"))
    answer = client.post(url(pledge), shown)
    assert answer.status_code == 409
    assert answer.context["sheet"].rivals == {"reflection": "Cửa sổ thứ ba"}


def test_items_added_in_both_windows_are_both_there(client, pledge):
    def added(words):
        return window(client, pledge, **{"items-2-action": words, "items-TOTAL_FORMS": 3})

    first, second = added("Ba, cửa sổ đầu"), added("Ba, cửa sổ sau")
    client.post(url(pledge), first)
    assert client.post(url(pledge), second).status_code == 302
    assert actions(pledge) == ["Việc một", "Việc hai", "Ba, cửa sổ đầu", "Ba, cửa sổ sau"]


def test_more_than_four_together_are_shown_and_not_stored(client, pledge):
    def added(*words):
        more = {f"items-{place}-action": word for place, word in enumerate(words, start=2)}
        return window(client, pledge, **more, **{"items-TOTAL_FORMS": 2 + len(words)})

    first, second = added("ba", "bốn"), added("năm")
    client.post(url(pledge), first)
    page = client.post(url(pledge), second).content.decode()
    assert "nhiều nhất 4 việc" in page
    assert all(word in page for word in ("Việc một", "Việc hai", "ba", "bốn", "năm", "Việc 5"))
    assert actions(pledge) == ["Việc một", "Việc hai", "ba", "bốn"]


@pytest.mark.parametrize("deletes_first", [True, False])
def test_what_one_window_deleted_and_the_other_changed_is_kept_and_said(
    client, pledge, deletes_first
):
    deleted = emptied(window(client, pledge), 1)
    changed = window(client, pledge, **{"items-1-action": "Việc hai, sửa"})
    windows = (deleted, changed) if deletes_first else (changed, deleted)
    client.post(url(pledge), windows[0])
    page = client.post(url(pledge), windows[1], follow=True).content.decode()
    assert actions(pledge) == ["Việc một", "Việc hai, sửa"]
    assert "Việc 2" in page
    assert "nên được giữ lại" in page


def test_what_one_window_deleted_and_the_other_left_alone_goes(client, pledge):
    deleted = emptied(window(client, pledge), 0)
    other = window(client, pledge, reflection="Thấm")
    client.post(url(pledge), deleted)
    client.post(url(pledge), other)
    assert actions(pledge) == ["Việc hai"]
    assert Pledge.objects.get().reflection == "Thấm"


def test_the_same_text_sent_twice_is_stored_once(client, pledge):
    data = window(client, pledge, **{"items-2-action": "Việc ba", "items-TOTAL_FORMS": 3})
    for _ in range(2):
        assert client.post(url(pledge), data).status_code == 302
    assert actions(pledge) == ["Việc một", "Việc hai", "Việc ba"]
    assert Pledge.objects.get().version == 1


def test_autosave_tells_the_page_which_item_each_frame_is_by_now(client, pledge):
    data = window(client, pledge, **{"items-2-action": "Việc ba", "items-TOTAL_FORMS": 3})
    answer = client.post(url(pledge, "autosave"), data).json()
    third = pledge.items.get(action="Việc ba")
    assert answer["fields"]["items-2-item_id"] == third.pk
    data |= answer["fields"] | {"version": answer["version"], "items-2-measure": "hai lần"}
    client.post(url(pledge, "autosave"), data)
    third.refresh_from_db()
    assert (third.measure, pledge.items.count()) == ("hai lần", 3)


def test_autosave_merges_nothing_and_takes_a_lost_answer_for_done(client, pledge):
    mine = window(client, pledge, reflection="Thấm")
    other = window(client, pledge, measures="Ghi sổ")
    for _ in range(2):
        assert client.post(url(pledge, "autosave"), mine).status_code == 200
    assert client.post(url(pledge, "autosave"), other).status_code == 409
    assert Pledge.objects.get().measures == "Làm đều"


def test_a_frame_stands_for_no_item_of_another_pledge(cast, client, pledge):
    others = PledgeItemFactory(pledge__member=cast.members["colleague"], action="Của người khác")
    data = window(client, pledge, **{"items-1-item_id": others.pk})
    client.post(url(pledge), data)
    others.refresh_from_db()
    assert others.action == "Của người khác"
    assert actions(pledge) == ["Việc một", "Việc hai"]


def test_one_item_claimed_by_two_frames_loses_no_words(client, pledge):
    data = window(client, pledge)
    data["items-1-item_id"] = data["items-0-item_id"]
    client.post(url(pledge), data)
    assert actions(pledge) == ["Việc một", "Việc hai"]


@pytest.mark.parametrize("version", ["", "999"])
def test_a_version_that_never_was_is_not_merged(client, pledge, version):
    data = window(client, pledge, reflection="Thấm") | {"version": version}
    assert client.post(url(pledge), data).status_code == 409
    assert Pledge.objects.get().version == 0
