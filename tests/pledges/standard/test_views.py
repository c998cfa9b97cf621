import pytest

from pledges.models import MoralStandard
from tests.conftest import ROLES
from tests.factories import CellFactory, CriterionFactory, MoralStandardFactory

LIST = "/pledges/standards/"


@pytest.fixture
def draft(cast):
    standard = MoralStandardFactory(cell=cast.cell)
    for position in (1, 2, 3):
        CriterionFactory(standard=standard, position=position)
    return standard


def url(standard, verb=""):
    return f"{LIST}{standard.pk}/{verb}"


def typed(*lines, version=0, motto=""):
    data = {
        "version": version,
        "motto": motto,
        "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": 0,
    }
    return data | {f"lines-{number}-behaviour": line for number, line in enumerate(lines)}


def resolution(**changes):
    return {"version": 0, "number": "05-NQ/CB", "adopted_on": "10/3/2014"} | changes


def test_the_way_from_nothing_to_an_adopted_card(sign_in, cast):
    client = sign_in("secretary")
    response = client.post(f"{LIST}new/", {"whose": cast.cell.pk, "year": 2014}, follow=True)
    standard = MoralStandard.objects.get()
    assert response.redirect_chain == [(url(standard, "write/"), 302)]
    client.post(url(standard, "write/"), typed("một", "hai", "ba", motto="Đoàn kết"))
    page = client.post(url(standard, "adopt/"), resolution(version=1)).content.decode()
    assert "Kiểm tra lại trước khi ban hành" in page
    assert MoralStandard.objects.get().status == "draft"
    client.post(url(standard, "adopt/"), resolution(version=1, confirm=1))
    assert MoralStandard.objects.get().status == "adopted"
    assert "05-NQ/CB" in sign_in("stranger").get(url(standard)).content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_who_reaches_a_draft(sign_in, draft, role):
    may = role in {"secretary", "deputy", "cell committee"}
    client = sign_in(role)
    assert client.get(url(draft)).status_code == (200 if may else 404)
    for verb in ("write/", "adopt/"):
        assert client.get(url(draft, verb)).status_code == (200 if may else 404)
        if not may:
            assert client.post(url(draft, verb), resolution(confirm=1)).status_code == 404
    assert MoralStandard.objects.get().status == "draft"


def test_one_cannot_begin_another_cells_card(sign_in, cast):
    page = sign_in("secretary").get(f"{LIST}new/").content.decode()
    assert cast.other_cell.name not in page
    for whose in (cast.other_cell.pk, "committee", "x"):
        sign_in("secretary").post(f"{LIST}new/", {"whose": whose, "year": 2014})
    assert not MoralStandard.objects.exists()
    assert sign_in("member").get(f"{LIST}new/").status_code == 403


def test_staff_begin_the_committees(sign_in, cast):
    sign_in("staff").post(f"{LIST}new/", {"whose": "committee", "year": 2014})
    assert MoralStandard.objects.get().cell is None


def test_one_more_line_without_javascript_keeps_every_word(sign_in, draft):
    data = typed("một", "hai", "ba", motto="Đoàn kết") | {"add": 1}
    response = sign_in("secretary").post(url(draft, "write/"), data, follow=True)
    assert response.context["sheet"].lines.total_form_count() == 4
    assert "Đoàn kết" in response.content.decode()


def test_too_long_a_line_is_named_and_no_word_is_lost(sign_in, draft):
    page = sign_in("secretary").post(url(draft, "write/"), typed("a" * 201, "hai")).content.decode()
    assert "Dòng 1: Tiêu chí – Dài 201 ký tự" in page
    assert "a" * 201 in page


def test_two_editors_lose_no_word(sign_in, draft):
    sign_in("secretary").post(url(draft, "write/"), typed("chữ của bí thư"))
    response = sign_in("deputy").post(url(draft, "write/"), typed("chữ của phó bí thư"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "chữ của bí thư" in page
    assert "chữ của phó bí thư" in page
    assert draft.criteria.get().behaviour == "chữ của bí thư"


def test_text_typed_after_the_adoption_is_shown_again(sign_in, draft):
    MoralStandard.objects.update(status="adopted", resolution_number="1", adopted_on="2014-03-01")
    response = sign_in("secretary").post(url(draft, "write/"), typed("chữ gõ muộn"))
    assert response.status_code == 409
    assert "chữ gõ muộn" in response.content.decode()
    assert sign_in("secretary").get(url(draft, "adopt/")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"adopted_on": "21/3/2014"}, "còn ở phía trước"),
        ({"adopted_on": "31/2/2014"}, "Không có ngày 31/2/2014"),
        ({"adopted_on": ""}, "Ghi ngày ký nghị quyết"),
        ({"number": ""}, "Ghi số nghị quyết"),
    ],
)
def test_a_wrong_resolution_is_asked_again(sign_in, draft, changes, said):
    data = resolution(confirm=1) | changes
    assert said in sign_in("secretary").post(url(draft, "adopt/"), data).content.decode()
    assert MoralStandard.objects.get().status == "draft"


def test_markup_is_shown_literally(sign_in, draft):
    client = sign_in("secretary")
    client.post(url(draft, "write/"), typed("<style>*{}</style>", motto="<img src=x>"))
    page = client.get(url(draft)).content.decode()
    assert "&lt;img src=x&gt;" in page
    assert "<style>" not in page


@pytest.mark.parametrize(
    "query", ["page=-1", "sort=x", "sort=-cell", "cell=x", "cell=null", "year=x", "status=x"]
)
def test_odd_addresses_get_a_page(sign_in, draft, query):
    assert sign_in("staff").get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Kế toán", None}),
        ("q=ke toan", {"Kế toán"}),
        ("q=Đảng ủy", {None}),
        ("q=%25", set()),
        ("q=" + "a" * 10_000, set()),
    ],
)
def test_a_standard_is_found_without_diacritics(sign_in, query, found):
    MoralStandardFactory(cell=CellFactory(name="Kế toán"), adopted=True)
    MoralStandardFactory(cell=None, adopted=True)
    rows = sign_in("member").get(f"{LIST}?{query}").context["table"].rows
    assert {row.record.cell and row.record.cell.name for row in rows} == found


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2**31 - 1},
        {"version": 2**63 - 1},
        {"lines-TOTAL_FORMS": "9" * 5000, "add": 1},
    ],
)
def test_hostile_numbers_get_a_page_and_change_nothing(sign_in, draft, changes):
    data = typed("chữ đã gõ") | changes
    response = sign_in("secretary").post(url(draft, "write/"), data)
    assert response.status_code in (200, 409)
    assert MoralStandard.objects.get().version == 0


def test_the_list_is_empty_in_words(sign_in):
    assert "Chưa có chuẩn mực nào" in sign_in("member").get(LIST).content.decode()


def test_as_many_questions_for_3_rows_as_for_60(sign_in, cast, django_assert_max_num_queries):
    counts = []
    for how_many in (3, 57):
        for _ in range(how_many):
            MoralStandardFactory(cell=CellFactory(), adopted=True)
        client = sign_in("member")
        with django_assert_max_num_queries(20) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
