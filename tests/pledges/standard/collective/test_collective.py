"""What a cell as a whole will do: written, registered, closed with results."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry
from cells.scope import permission
from cells.workflow import Clash, IllegalMove
from pledges.models import CollectiveItem, CollectiveRegistration
from pledges.standard.collective.services import (
    ItemInput,
    ItemResult,
    begin_collective,
    close_collective,
    missing_parts,
    register_collective,
    reopen_collective,
    resume_collective,
    save_collective,
)
from tests.conftest import ROLES
from tests.factories import CellFactory, MoralStandardFactory

LIST = "/pledges/collectives/"
OFFICERS = {"secretary", "deputy", "cell committee"}
BODIES = {"staff", "leader", "executive", "inspector"}


@pytest.fixture
def by(cast):
    return cast.users["secretary"]


@pytest.fixture
def draft(cast, by):
    registration = begin_collective(cast.cell, year=2014, by=by)
    write(registration, cast)
    return registration


@pytest.fixture
def registered(draft, by):
    register_collective(draft, by=by)
    return draft


def write(registration, cast, how_many=2, version=0, **changes):
    item = {"action": "Đi cơ sở", "rhythm": "Mỗi quý", "responsible": cast.members["deputy"]}
    items = [ItemInput(**item | changes) for _ in range(how_many)]
    save_collective(registration, items=items, version=version)


def results(registration, state="done"):
    return {item.pk: ItemResult(state, "Đi bốn chuyến") for item in registration.items.all()}


def url(registration, verb=""):
    return f"{LIST}{registration.pk}/{verb}"


def typed(*actions, version=1, **more):
    data = {"version": version, "items-TOTAL_FORMS": len(actions), "items-INITIAL_FORMS": 0}
    return data | {f"items-{n}-action": action for n, action in enumerate(actions)} | more


def test_the_way_from_nothing_to_a_closed_year(sign_in, cast):
    client = sign_in("secretary")
    client.post(f"{LIST}new/", {"cell": cast.cell.pk, "year": 2014})
    found = CollectiveRegistration.objects.get()
    deputy = cast.members["deputy"]
    more = {"items-0-responsible": deputy.pk, "items-0-due_on": "30/11/2014"}
    answer = client.post(url(found, "write/"), typed("Tủ sách chung", version=0, **more))
    assert answer.url == url(found, "register/")
    client.post(answer.url, {"version": 1})
    item = found.items.get()
    close = {f"item-{item.pk}-state": "partly", f"item-{item.pk}-result": "Mới có 30 cuốn"}
    client.post(url(found, "close/"), close)
    page = sign_in("member").get(url(found)).content.decode()
    assert "Đã khép" in page
    assert "Một phần" in page
    assert "Mới có 30 cuốn" in page
    verbs = list(AuditEntry.objects.of(found).values_list("verb", flat=True))
    assert verbs == ["begin", "register", "close"]


def test_one_registration_a_cell_and_year(cast, by, draft):
    assert begin_collective(cast.cell, year=2014, by=by) == draft
    assert begin_collective(cast.cell, year=2015, by=by) != draft


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_who_may(cast, draft, role):
    user = cast.user(role)
    may = {v for v in CollectiveRegistration.VERBS if user.has_perm(permission(v, draft), draft)}
    expected = {"register", "close"} if role in OFFICERS else set()
    assert may == ({"reopen", "resume"} if role == "staff" else expected)
    visible = CollectiveRegistration.objects.visible_to
    assert visible(user).contains(draft) is (role in OFFICERS)
    register_collective(draft, by=cast.users["secretary"])
    readers = OFFICERS | BODIES | {"member", "colleague"}
    assert visible(user).contains(draft) is (role in readers)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"action": ""}, "chưa ghi việc sẽ làm"),
        ({"rhythm": ""}, "chưa ghi nhịp hoặc hạn"),
        ({"due_on": date(2015, 1, 2)}, "có hạn ngoài năm 2014"),
        ({"responsible": None}, "chưa có người phụ trách"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_registered(cast, by, draft, changes, said):
    write(draft, cast, how_many=1, version=1, **changes)
    assert said in " ".join(missing_parts(draft))
    with pytest.raises(ValidationError, match=said):
        register_collective(draft, by=by)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_somebody_of_another_cell_is_not_responsible(sign_in, cast, draft):
    stranger = cast.members["stranger"]
    data = typed("Việc", **{"items-0-responsible": stranger.pk})
    page = sign_in("secretary").post(url(draft, "write/"), data).content.decode()
    assert stranger.full_name not in page
    assert not draft.items.filter(responsible=stranger).exists()


def test_who_left_the_cell_stays_named_until_somebody_else_is_chosen(sign_in, cast, draft):
    left = cast.members["deputy"]
    left.memberships.update(until=date(2014, 3, 1))
    client = sign_in("secretary")
    assert left.full_name in client.get(url(draft, "write/")).content.decode()
    data = typed("Một", "Hai", **{"items-0-responsible": left.pk})
    assert client.post(url(draft, "autosave/"), data).status_code == 200
    assert [item.responsible for item in draft.items.all()] == [left, None]
    assert "nay không sinh hoạt ở đây" in " ".join(missing_parts(draft))


def test_an_empty_registration_is_not_registered(by, draft, cast):
    write(draft, cast, how_many=0, version=1)
    with pytest.raises(ValidationError, match="ít nhất một việc"):
        register_collective(draft, by=by)


def test_what_is_registered_is_what_was_read(by, draft, sign_in):
    with pytest.raises(IllegalMove):
        register_collective(draft, by=by, version=0)
    answer = sign_in("secretary").post(url(draft, "register/"), {"version": "0"}, follow=True)
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in answer.content.decode()
    assert CollectiveRegistration.objects.get().status == "draft"


def test_more_than_ten_items_are_refused(cast, draft):
    with pytest.raises(ValidationError, match="nhiều nhất 10"):
        write(draft, cast, how_many=11, version=1)


def test_two_editors_lose_no_word(sign_in, draft):
    sign_in("secretary").post(url(draft, "write/"), typed("chữ của bí thư"))
    answer = sign_in("deputy").post(url(draft, "write/"), typed("chữ của phó bí thư"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "chữ của bí thư" in page
    assert "chữ của phó bí thư" in page
    assert draft.items.get().action == "chữ của bí thư"


def test_text_typed_after_the_registration_is_shown_again(sign_in, registered, cast):
    answer = sign_in("secretary").post(url(registered, "write/"), typed("chữ gõ muộn"))
    assert answer.status_code == 409
    assert "chữ gõ muộn" in answer.content.decode()
    assert sign_in("secretary").get(url(registered, "write/")).status_code == 302
    with pytest.raises(IllegalMove):
        write(registered, cast, version=1)


def test_a_draft_saves_itself(sign_in, draft, cast):
    client, address = sign_in("secretary"), url(draft, "autosave/")
    answer = client.post(address, typed("Việc mới"))
    assert answer.json() == {"saved_at": "09:00", "version": 2}
    assert client.post(address, typed("muộn", version=1)).status_code == 409
    assert client.post(address, typed("a" * 201, version=2)).status_code == 400
    assert draft.items.get().action == "Việc mới"
    with pytest.raises(Clash):
        write(draft, cast, version=1)


def test_one_more_item_without_javascript_keeps_every_word(sign_in, draft):
    data = typed("một", "hai") | {"add": 1}
    answer = sign_in("secretary").post(url(draft, "write/"), data, follow=True)
    assert len(answer.context["sheet"].forms) == 3
    assert "một" in answer.content.decode()


def test_a_year_is_not_closed_while_a_result_is_missing(sign_in, registered, by):
    first, _second = registered.items.all()
    data = {f"item-{first.pk}-state": "done", f"item-{first.pk}-result": "chữ đã gõ"}
    page = sign_in("secretary").post(url(registered, "close/"), data).content.decode()
    assert "Chọn kết quả của việc này" in page
    assert "chữ đã gõ" in page
    with pytest.raises(ValidationError, match="Việc 2 chưa chọn kết quả"):
        close_collective(registered, by=by, results={first.pk: ItemResult("done")})
    assert CollectiveRegistration.objects.get().status == "registered"
    assert not CollectiveItem.objects.exclude(state="").exists()


def test_results_typed_too_late_are_shown_again(sign_in, registered, by):
    item = registered.items.first()
    close_collective(registered, by=by, results=results(registered))
    data = {f"item-{item.pk}-state": "done", f"item-{item.pk}-result": "chữ gõ muộn"}
    answer = sign_in("secretary").post(url(registered, "close/"), data)
    assert answer.status_code == 409
    assert "chữ gõ muộn" in answer.content.decode()


def test_staff_open_it_again_with_a_reason(sign_in, registered):
    client = sign_in("staff")
    page = client.post(url(registered, "reopen/"), {"note": " "}).content.decode()
    assert "Ghi lý do." in page
    answer = client.post(url(registered, "reopen/"), {"note": "Ghi nhầm người"}, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [(LIST, 302)])
    assert "Đã mở lại." in answer.content.decode()
    registered.refresh_from_db()
    assert registered.status == "draft"
    assert AuditEntry.objects.of(registered).last().note == "Ghi nhầm người"


def test_items_with_results_are_not_written_anew(sign_in, registered, cast, by):
    close_collective(registered, by=by, results=results(registered))
    resume_collective(registered, by=cast.users["staff"], note="Sửa một kết quả")
    assert registered.closed_on is None
    with pytest.raises(ValidationError, match="chỉ còn sửa được kết quả: ghi lại rồi khép"):
        reopen_collective(registered, by=cast.users["staff"], note="Viết lại")
    registered.refresh_from_db()
    close_collective(registered, by=by, results=results(registered, "partly"))
    assert set(registered.items.values_list("state", flat=True)) == {"partly"}


def test_a_reason_that_comes_too_late_is_shown_again(sign_in, draft):
    CollectiveRegistration.objects.update(
        status="closed", registered_on="2014-1-5", closed_on="2014-3-1"
    )
    answer = sign_in("staff").post(url(draft, "reopen/"), {"note": "lý do gõ muộn"})
    assert answer.status_code == 409
    assert "lý do gõ muộn" in answer.content.decode()


def test_the_card_leads_to_what_the_cell_registered(sign_in, cast, registered):
    card = MoralStandardFactory(cell=cast.cell, adopted=True)
    page = sign_in("member").get(card.get_absolute_url()).content.decode()
    assert registered.get_absolute_url() in page
    assert card.get_absolute_url() in sign_in("member").get(url(registered)).content.decode()
    page = sign_in("stranger").get(card.get_absolute_url()).content.decode()
    assert registered.get_absolute_url() not in page


def test_staff_who_open_a_closed_year_stay_on_its_page(sign_in, registered, by):
    close_collective(registered, by=by, results=results(registered))
    client = sign_in("staff")
    answer = client.post(url(registered, "resume/"), {"note": "Sửa kết quả"}, follow=True)
    assert answer.redirect_chain == [(url(registered), 302)]
    assert "Đã mở lại." in answer.content.decode()


def test_a_card_shows_the_registrations_of_its_own_years_only(sign_in, cast, registered):
    old = MoralStandardFactory(cell=cast.cell, adopted=True, year=2012)
    MoralStandardFactory(cell=cast.other_cell, adopted=True, year=2013)
    assert registered.get_absolute_url() in card_page(sign_in, old)
    new = MoralStandardFactory(cell=cast.cell, adopted=True, year=2014)
    assert registered.get_absolute_url() not in card_page(sign_in, old)
    assert registered.get_absolute_url() in card_page(sign_in, new)


def card_page(sign_in, card):
    return sign_in("member").get(card.get_absolute_url()).content.decode()


def test_the_list_is_found_without_diacritics_and_empty_in_words(sign_in, registered):
    assert "Chưa có bản đăng ký nào" in sign_in("stranger").get(LIST).content.decode()
    client = sign_in("staff")
    for query, found in (("q=co so dang", 1), ("q=%25", 0), ("status=closed", 0), ("year=2014", 1)):
        assert len(client.get(f"{LIST}?{query}").context["table"].rows) == found


@pytest.mark.parametrize("query", ["page=-1", "sort=x", "sort=-cell", "year=x", "status=x"])
def test_odd_addresses_get_a_page(sign_in, registered, query):
    assert sign_in("staff").get(f"{LIST}?{query}").status_code == 200


def test_one_begins_only_for_ones_own_cell(sign_in, cast):
    sign_in("secretary").post(f"{LIST}new/", {"cell": cast.other_cell.pk, "year": 2014})
    assert not CollectiveRegistration.objects.exists()
    assert sign_in("staff").get(f"{LIST}new/").status_code == 403


def test_the_list_asks_as_much_for_3_rows_as_for_60(
    sign_in, cast, by, django_assert_max_num_queries
):
    counts = []
    for how_many in (3, 57):
        for _ in range(how_many):
            found = begin_collective(CellFactory(), year=2014, by=by)
            CollectiveItem.objects.create(registration=found, position=1, action="Việc")
        CollectiveRegistration.objects.update(status="registered", registered_on="2014-01-05")
        client = sign_in("staff")
        with django_assert_max_num_queries(20) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
