import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import clock
from reports.models import Review, ReviewSection
from reports.review.figures import FIGURES
from reports.review.services import open_review
from tests.factories import (
    CellFactory,
    CommitteePostFactory,
    CriterionFactory,
    MoralStandardFactory,
    UserFactory,
)
from tests.reports.review.conftest import FIRST, LAST, accepted, person, report
from tests.reports.review.test_figures import EXPECTED

BACKEND = "cells.member.passwords.AccountBackend"
LINK = re.compile(r'<a class="fig"\s+href="([^"]+)">\s*([\d.]+)')
TOTAL = re.compile(r"<h1[^>]*>[^<]*: ([\d.]+)")


@pytest.fixture
def committees(world):
    return open_review(None, kind="preliminary", first=FIRST, last=LAST)[0]


@pytest.fixture
def cells(world):
    return open_review(world.second, kind="final", first=FIRST, last=LAST)[0]


@pytest.fixture
def as_staff(client, world):
    client.force_login(world.staff, backend=BACKEND)
    return client


@pytest.fixture
def as_secretary(client, world):
    client.force_login(world.secretary, backend=BACKEND)
    return client


def links(page):
    found = LINK.findall(page.content.decode())
    return sorted({(unescape(url), int(number.replace(".", ""))) for url, number in found})


def rows_shown(page):
    return len(page.context["table"].rows)


def test_every_number_on_the_committees_page_opens_that_many_rows(as_staff, committees):
    opened = links(as_staff.get(committees.get_absolute_url()))
    assert len(opened) >= len(FIGURES) + 3 * 12
    for url, number in opened:
        page = as_staff.get(url)
        assert (url, rows_shown(page)) == (url, number)
        assert TOTAL.search(page.content.decode())[1] == str(number)


def test_every_number_on_a_cells_page_opens_that_many_rows(as_secretary, cells):
    opened = links(as_secretary.get(cells.get_absolute_url()))
    assert opened
    for url, number in opened:
        assert (url, rows_shown(as_secretary.get(url))) == (url, number)


def test_the_page_shows_the_hand_counted_numbers(as_staff, committees):
    page = as_staff.get(committees.get_absolute_url())
    shown = {row["figure"]: row["value"] for row in page.context["content"]["appendix"]}
    assert shown == {name: str(numbers[0]) for name, numbers in EXPECTED.items()}
    text = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "2 chi bộ trực thuộc với 9 đảng viên" in text
    assert (
        "4 đồng chí trong tổng số 7 đồng chí thuộc diện đăng ký đã đăng ký làm theo, đạt 57,14%"
        in text
    )
    assert "5 báo cáo đúng hạn (62,50%), 2 báo cáo muộn, 1 báo cáo thiếu" in text
    assert "4 việc đã làm, 1 việc làm được một phần, 1 việc chưa làm, 2 việc chưa báo cáo" in text


def test_draft_text_stands_on_no_page_of_rows(as_staff, committees):
    for name in FIGURES:
        page = as_staff.get(reverse("review-rows", args=[committees.pk, name]))
        assert "Trả lời 14 hồ sơ" not in page.content.decode()
    page = as_staff.get(reverse("review-rows", args=[committees.pk, "items"]))
    # Words only: a form's token is random letters and may well hold "H1".
    items = re.sub(r"<[^>]+>", "", page.content.decode())
    assert "K2" in items
    assert "H1" not in items


def test_rows_can_be_searched_without_diacritics(as_staff, committees):
    url = reverse("review-rows", args=[committees.pk, "members"])
    page = as_staff.get(url, {"q": "phan ngoc lan"})
    assert rows_shown(page) == 1
    assert "Đảng viên: 9 người" in page.content.decode()


@pytest.mark.parametrize(
    "end", ["unknown/", "due/cells/99/", f"due/cells/{'9' * 30}/", "due/cells/x/"]
)
def test_rows_that_are_no_rows_do_not_exist(as_staff, committees, end):
    url = f"{committees.get_absolute_url()}rows/{end}"
    assert as_staff.get(url).status_code == 404


def test_a_cells_review_never_opens_another_cells_rows(as_secretary, cells, world):
    own, other = (
        reverse("review-rows", args=[cells.pk, "members", cell.pk])
        for cell in (world.second, world.first)
    )
    assert as_secretary.get(own).status_code == 200
    assert as_secretary.get(other).status_code == 404


def test_rows_of_one_cell_stay_its_own_when_filtered(as_staff, committees, world):
    url = reverse("review-rows", args=[committees.pk, "members", world.second.pk])
    page = as_staff.get(url, {"q": "anh"})
    assert rows_shown(page) == 1
    assert "Lê Khánh" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["page=-1", "page=x", "sort=nothing", "sort=-cell_name", "q=%00", "q=%F0%9F%98%80"]
)
def test_odd_addresses_still_answer_a_page(as_staff, committees, query):
    for url in (reverse("review-rows", args=[committees.pk, "due"]), reverse("review-list")):
        assert as_staff.get(f"{url}?{query}").status_code == 200


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("figure", ["members", "due", "items", "criteria", "cells", "outside"])
def test_a_page_of_rows_needs_the_same_queries_for_three_rows_and_many(
    as_staff, committees, figure
):
    url = reverse("review-rows", args=[committees.pk, figure])
    few = queries_of(as_staff, url)
    people_and_papers(60)
    assert queries_of(as_staff, url) == few


def people_and_papers(how_many):
    for number in range(how_many):
        cell = CellFactory()
        CriterionFactory(standard=MoralStandardFactory(cell=cell, adopted=True))
        report(
            accepted(person("Đảng viên", cell), cell, [f"việc {number}"]), 1, "done", sent=(2, 1)
        )


def test_the_composer_needs_the_same_queries_for_three_cells_and_three_hundred(
    as_staff, committees
):
    few = queries_of(as_staff, committees.get_absolute_url())
    CellFactory.create_batch(297)
    assert queries_of(as_staff, committees.get_absolute_url()) == few


def test_the_list_needs_the_same_queries_for_one_review_and_forty(as_staff, committees, world):
    few = queries_of(as_staff, reverse("review-list"))
    for month in range(1, 13):
        for cell in (None, world.first, world.second):
            open_review(cell, kind="final", first=date(2013, month, 1), last=LAST)
    assert queries_of(as_staff, reverse("review-list")) == few


def test_staff_open_a_review_and_its_title_writes_itself(as_staff, world):
    form = {
        "whose": "committee",
        "kind": "preliminary",
        "first_month": "01/2014",
        "last_month": "6/2014",
    }
    page = as_staff.post(reverse("review-new"), form)
    review = Review.objects.get()
    assert page.url == review.get_absolute_url()
    assert review.title == "sơ kết 6 tháng đầu năm 2014 thực hiện Chỉ thị 03-CT/TW"


def test_opening_the_same_review_twice_opens_one(as_staff, world):
    form = {
        "whose": "committee",
        "kind": "final",
        "first_month": "01/2013",
        "last_month": "12/2014",
    }
    with clock.at(date(2015, 1, 5)):
        pages = [as_staff.post(reverse("review-new"), form) for _ in range(2)]
    assert pages[0].url == pages[1].url
    assert Review.objects.get().title == "tổng kết hai năm thực hiện Chỉ thị 03-CT/TW (2013–2014)"


@pytest.mark.parametrize(
    "months",
    [
        ("06/2014", "01/2014"),
        ("13/2014", "01/2015"),
        ("01/0001", "01/0001"),
        ("01/1990", "12/2014"),
    ],
)
def test_an_impossible_span_is_refused_with_a_sentence(as_staff, world, months):
    form = {
        "whose": "committee",
        "kind": "final",
        "first_month": months[0],
        "last_month": months[1],
    }
    page = as_staff.post(reverse("review-new"), form)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Review.objects.exists()


def test_a_secretary_opens_only_the_own_cells_review(as_secretary, world):
    form = {"kind": "final", "first_month": "01/2014", "last_month": "06/2014"}
    for whose in ("committee", str(world.first.pk)):
        page = as_secretary.post(reverse("review-new"), {**form, "whose": whose})
        assert "whose" in page.context["form"].errors
    as_secretary.post(reverse("review-new"), {**form, "whose": str(world.second.pk)})
    assert [review.cell for review in Review.objects.all()] == [world.second]


def section_url(review, key="limits", name="review-section"):
    return reverse(name, args=[review.pk, key])


def test_a_section_is_written_and_stands_on_the_page(as_staff, committees):
    words = "Một số chi bộ còn ghi chung chung.\r\n\r\nViệc nhân rộng còn chậm."
    page = as_staff.post(section_url(committees), {"text": words, "version": "0"})
    assert page.url == f"{committees.get_absolute_url()}#limits"
    text = as_staff.get(committees.get_absolute_url()).content.decode()
    assert "Một số chi bộ còn ghi chung chung." in text
    assert "Việc nhân rộng còn chậm." in text


def test_of_two_writers_on_one_section_neither_loses_a_word(as_staff, committees):
    as_staff.post(section_url(committees), {"text": "Lời của người nhanh", "version": "0"})
    page = as_staff.post(section_url(committees), {"text": "Lời của người chậm", "version": "0"})
    assert page.status_code == 409
    boxes = re.findall(r"<textarea[^>]*>\s*([^<]*)</textarea>", page.content.decode())
    assert boxes == ["Lời của người chậm", "Lời của người nhanh"]
    version = page.context["form"].initial["version"]
    merged = {"text": "Lời của cả hai", "version": version}
    assert as_staff.post(section_url(committees), merged).status_code == 302
    assert ReviewSection.objects.get(review=committees, key="limits").text == "Lời của cả hai"


def test_autosave_keeps_the_words_and_says_when(as_staff, committees):
    url = section_url(committees, name="review-section-autosave")
    first = as_staff.post(url, {"text": "Đang viết", "version": "0"})
    assert first.json() == {"saved_at": "09:00", "version": 1}
    late = as_staff.post(url, {"text": "Người khác", "version": "0"})
    assert (late.status_code, late.json()["url"]) == (409, section_url(committees))
    refused = as_staff.post(url, {"text": "a" * 20_001, "version": "1"})
    assert refused.status_code == 400
    assert "20001 ký tự" in refused.json()["message"]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 20])
def test_a_broken_version_is_refused_and_the_words_stay_in_the_box(as_staff, committees, version):
    page = as_staff.post(section_url(committees), {"text": "Lời đã gõ", "version": version})
    assert page.status_code == 200
    assert "Lời đã gõ" in page.content.decode()


def test_an_unknown_section_does_not_exist(as_staff, committees):
    for name in ("review-section", "review-section-autosave"):
        assert as_staff.post(section_url(committees, "nothing", name)).status_code == 404


def test_markup_is_shown_as_it_was_typed(as_staff, committees):
    words = '<script>alert(1)</script> <img src="http://127.0.0.1:9/x"> ' + "a" * 500
    as_staff.post(section_url(committees), {"text": words, "version": "0"})
    text = as_staff.get(committees.get_absolute_url()).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_list_shows_what_its_reader_may_read(as_staff, world, committees, cells):
    assert listed(as_staff) == [committees]
    reader = UserFactory(username="inspector", member=inspector(world))
    as_staff.force_login(reader, backend=BACKEND)
    assert listed(as_staff) == [committees, cells]
    assert listed(as_staff, q="vu dang vien") == [cells]
    assert listed(as_staff, q="SO KET") == [committees]
    assert listed(as_staff, kind="final") == [cells]


def inspector(world):
    member = person("Hoàng Thuỳ Dung", world.youth)
    CommitteePostFactory(member=member, body="inspection")
    return member


def listed(client, **query):
    page = client.get(reverse("review-list"), query)
    return [row.record for row in page.context["table"].rows]


def test_the_first_review_is_one_button_away(as_staff, world):
    page = as_staff.get(reverse("review-list")).content.decode()
    assert "Chưa có báo cáo nào" in page
    assert page.count(f'href="{reverse("review-new")}"') == 2


def test_a_review_of_an_impossible_number_does_not_exist(as_staff, world):
    assert as_staff.get("/reports/reviews/99999999999999999999999/").status_code == 404


def test_a_plain_member_sees_no_review_at_all(client, world, committees, cells):
    plain = UserFactory(member=person("Người thường", world.second), username="plain")
    client.force_login(plain, backend=BACKEND)
    for review in (committees, cells):
        assert client.get(review.get_absolute_url()).status_code == 404
    assert client.get(reverse("review-list")).status_code == 404
    assert client.get(reverse("review-new")).status_code == 404


@pytest.mark.parametrize(("last", "is_opened"), [("03/2014", True), ("04/2014", False)])
def test_a_month_that_has_not_come_is_not_reviewed(as_staff, last, is_opened):
    form = {"whose": "committee", "kind": "final", "first_month": "01/2014", "last_month": last}
    with clock.at(date(2014, 3, 20)):
        answer = as_staff.post(reverse("review-new"), form)
    assert (answer.status_code == 302) is is_opened
    assert Review.objects.exists() is is_opened
    if not is_opened:
        assert "Tháng 4/2014 chưa tới. Ghi tháng này hoặc tháng đã qua." in answer.content.decode()
