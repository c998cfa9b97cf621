"""Adopted in a session of the cell, renewed every year, hung on the wall."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from cells import clock
from cells.workflow import IllegalMove
from pledges.models import MoralStandard
from pledges.standard.poster import poster_pdf
from pledges.standard.services import adopt_standard, draft_next
from tests.cells.print.reading import text_of
from tests.conftest import THE_DAY
from tests.factories import CellFactory, CriterionFactory, MoralStandardFactory, SessionFactory

HELD_ON = date(2014, 3, 5)
WORDS = "Nghiêng ngả quyết không sờn lòng, trường kỳ nghiên cứu những chuyển biến phương hướng "


@pytest.fixture
def draft(cast):
    standard = MoralStandardFactory(cell=cast.cell)
    for position in (1, 2, 3):
        CriterionFactory(standard=standard, position=position)
    return standard


@pytest.fixture
def session(cast):
    return SessionFactory(cell=cast.cell, held=True)


def adopt(standard, cast, session, adopted_on=HELD_ON):
    user = cast.users["secretary"]
    adopt_standard(standard, by=user, number="05-NQ/CB", adopted_on=adopted_on, session=session)


def post(client, standard, **data):
    data = {"version": standard.version, "number": "05-NQ/CB", "confirm": 1} | data
    return client.post(reverse("standard-adopt", args=[standard.pk]), data)


def test_a_session_brings_its_day_along(sign_in, draft, session):
    client = sign_in("secretary")
    post(client, draft, session=session.pk)
    draft.refresh_from_db()
    assert (draft.status, draft.session, draft.adopted_on) == ("adopted", session, HELD_ON)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "buổi sinh hoạt 05/03/2014" in page


def test_who_does_not_see_the_session_reads_the_card_without_it(sign_in, cast, draft, session):
    adopt(draft, cast, session)
    page = sign_in("stranger").get(draft.get_absolute_url()).content.decode()
    assert "05-NQ/CB" in page
    assert "buổi sinh hoạt" not in page


def test_another_day_than_the_sessions_is_refused_beside_the_date(sign_in, draft, session):
    page = post(sign_in("secretary"), draft, session=session.pk, adopted_on="06/03/2014")
    assert "Buổi sinh hoạt đã chọn họp ngày 05/03/2014" in page.content.decode()
    assert MoralStandard.objects.get().status == "draft"


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_only_what_took_place_adopts(cast, sign_in, draft, status):
    session = SessionFactory(cell=cast.cell, status=status)
    with pytest.raises(ValidationError, match="chưa họp xong"):
        adopt(draft, cast, session)
    post(sign_in("secretary"), draft, session=session.pk, adopted_on="05/03/2014")
    assert MoralStandard.objects.get().status == "draft"


def test_another_cells_session_adopts_nothing(cast, sign_in, draft):
    foreign = SessionFactory(cell=cast.other_cell, held=True, title="Việc của chi bộ khác")
    with pytest.raises(ValidationError, match="chi bộ khác"):
        adopt(draft, cast, foreign)
    page = post(sign_in("secretary"), draft, session=foreign.pk, adopted_on="05/03/2014")
    assert "Việc của chi bộ khác" not in page.content.decode()
    assert MoralStandard.objects.get().status == "draft"


def test_the_committees_card_names_no_session(sign_in):
    standard = MoralStandardFactory(cell=None)
    page = sign_in("staff").get(reverse("standard-adopt", args=[standard.pk])).content.decode()
    assert "Thông qua tại buổi sinh hoạt" not in page


def test_next_years_card_begins_with_these_words_and_this_one_stays(sign_in, cast, draft, session):
    adopt(draft, cast, session)
    address = reverse("standard-next", args=[draft.pk])
    answer = sign_in("secretary").post(address)
    new = MoralStandard.objects.get(year=2015)
    assert answer.url == reverse("standard-write", args=[new.pk])
    assert [line.behaviour for line in new.criteria.all()] == ["Trả lời hồ sơ đúng hạn"] * 3
    assert MoralStandard.objects.in_force(cast.cell, 2014).get() == draft
    sign_in("secretary").post(address)
    assert MoralStandard.objects.count() == 2


def test_an_old_card_is_renewed_for_this_year(cast):
    old = MoralStandardFactory(cell=cast.cell, year=2011, adopted=True)
    assert draft_next(old, by=cast.users["secretary"]).year == 2014


def test_only_the_newest_adopted_card_is_renewed(cast, sign_in, draft):
    with pytest.raises(IllegalMove):
        draft_next(draft, by=cast.users["secretary"])
    older = MoralStandardFactory(cell=cast.cell, year=2012, adopted=True)
    MoralStandardFactory(cell=cast.cell, year=2013, adopted=True)
    client = sign_in("secretary")
    answer = client.post(reverse("standard-next", args=[older.pk]), follow=True)
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in answer.content.decode()
    assert "Soạn thẻ năm" not in client.get(older.get_absolute_url()).content.decode()


def test_adopting_next_years_card_leaves_this_years_in_force(cast, draft, session):
    adopt(draft, cast, session)
    with clock.at(THE_DAY.replace(year=2015)):
        new = draft_next(draft, by=cast.users["secretary"])
        adopt(new, cast, None, adopted_on=date(2015, 1, 9))
    draft.refresh_from_db()
    assert (draft.status, new.status) == ("adopted", "adopted")
    assert MoralStandard.objects.in_force(cast.cell, 2014).get() == draft
    assert MoralStandard.objects.in_force(cast.cell, 2015).get() == new


# The poster


def pages(pdf):
    return PdfReader(io.BytesIO(pdf)).pages


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a3", 842)])
@pytest.mark.parametrize("words", [WORDS, "W", "Ắ ", "ngắn"])
def test_the_longest_card_stands_on_one_page(cast, size, width, words):
    cell = CellFactory(name="Chi bộ Vụ Bảo vệ chính trị nội bộ Trung ương")
    full = {"behaviour": (words * 200)[:200], "measure": (words * 200)[:200]}
    card = MoralStandardFactory(cell=cell, adopted=True, motto=(words * 200)[:200])
    for position in range(1, 8):
        CriterionFactory(standard=card, position=position, rhythm=(words * 100)[:100], **full)
    [page] = pages(poster_pdf(card, size))
    assert round(float(page.mediabox.width)) == width


def test_a_cell_with_the_longest_name_keeps_one_page(cast):
    card = MoralStandardFactory(cell=CellFactory(name="Chi bộ " + "Nghiêng " * 14), adopted=True)
    CriterionFactory(standard=card, position=1)
    assert len(pages(poster_pdf(card, "a4"))) == 1


def test_the_poster_says_whose_it_is_and_how_it_was_adopted(sign_in, cast, draft, tmp_path):
    adopt(draft, cast, None)
    pdf = sign_in("member").get(reverse("standard-poster", args=[draft.pk]), {"size": "a3"})
    text = " ".join(text_of(pdf.content, tmp_path).split())
    assert "CHI BỘ VỤ CƠ SỞ ĐẢNG" in text
    assert "“Đoàn kết, trung thành, trí tuệ, dũng cảm”" in text
    assert "Nghị quyết số 05-NQ/CB, ngày 05 tháng 3 năm 2014" in text
    assert "DỰ THẢO" not in text


@pytest.mark.parametrize(
    ("status", "mark"), [("draft", "DỰ THẢO"), ("replaced", "ĐÃ THAY"), ("adopted", "")]
)
def test_what_is_not_in_force_is_marked(draft, tmp_path, status, mark):
    MoralStandard.objects.update(status=status, resolution_number="1", adopted_on=HELD_ON)
    draft.refresh_from_db()
    text = text_of(poster_pdf(draft, "a4"), tmp_path)
    assert [word for word in ("DỰ THẢO", "ĐÃ THAY") if word in text] == ([mark] if mark else [])


@pytest.mark.parametrize("size", ["", "a9", "../a4"])
def test_an_odd_size_is_a4(sign_in, draft, size):
    address = reverse("standard-poster", args=[draft.pk])
    [page] = pages(sign_in("secretary").get(address, {"size": size}).content)
    assert round(float(page.mediabox.width)) == 595


def test_markup_is_printed_literally(draft, tmp_path):
    draft.criteria.update(behaviour="<b>đậm</b> {{ x }}")
    assert "<b>đậm</b> {{ x }}" in text_of(poster_pdf(draft, "a4"), tmp_path)


def test_no_word_of_the_motto_stands_alone_on_a_line(draft):
    draft.motto = "Trung thành, trong sáng, gương mẫu, đoàn kết, tận tuỵ, sáng tạo vì dân"
    [page] = pages(poster_pdf(draft, "a4"))
    lines = page.extract_text().split("\n")
    assert "vì dân”" in [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
