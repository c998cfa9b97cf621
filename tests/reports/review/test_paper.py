import io
import re
from datetime import datetime

import pytest
from pypdf import PdfReader

from cells import clock
from cells.print.profile import HD11, HD36
from cells.print.render import render_pdf
from reports.review.paper import TEMPLATE, paper_context
from reports.review.services import open_review, save_section
from tests.cells.print.faults import faults
from tests.factories import CommitteePostFactory, LetterheadFactory
from tests.reports.review.conftest import FIRST, LAST, person


def text_of(review):
    reader = PdfReader(io.BytesIO(render_pdf(TEMPLATE, paper_context(review))))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


@pytest.fixture
def committees(world):
    return open_review(None, kind="preliminary", first=FIRST, last=LAST)[0]


@pytest.fixture
def cells(world):
    return open_review(world.second, kind="final", first=FIRST, last=LAST)[0]


SAID = [
    "DỰ THẢO",
    "-BC/ĐUCQ",
    "PHẦN THỨ NHẤT",
    "Đảng bộ có 2 chi bộ trực thuộc với 9 đảng viên",
    "4 đồng chí trong tổng số 7 đồng chí thuộc diện đăng ký đã đăng ký làm theo, đạt 57,14%",
    "số báo cáo phải nộp là 8 báo cáo, trong đó 5 báo cáo đúng hạn (62,50%)",
    "(Phần này chưa viết.)",
    "T/M BAN THƯỜNG VỤ",
    "- Lưu Văn phòng Đảng uỷ.",
    "Phụ lục 1",
    "- Đã đăng ký làm theo người 4 57,14%",
    "- Thiếu báo cáo 1 12,50%",
    "- Chưa báo cáo việc 2 25,00%",
    "Phụ lục 2",
    "1 Vụ Cơ sở đảng 7 1 1 2 40,00 6 4 1 1 1 3 0 1 1",
    "Cộng 9 1 1 4 57,14 8 5 2 1 2 4 1 1 2",
]


def test_the_committees_paper_holds_the_numbers_beside_their_words(committees):
    printed = " ".join(text_of(committees))
    assert [words for words in SAID if words not in printed] == []


def test_a_cells_paper_is_signed_by_its_secretary_and_has_no_table_of_cells(cells):
    pages = text_of(cells)
    text = " ".join(pages)
    assert "T/M CHI BỘ" in text
    assert "Lê Khánh" in text
    assert "- Lưu Chi bộ." in text
    assert "Phụ lục 2" not in text
    assert "chi bộ có 2 đảng viên" in text
    assert "1 Tổng số đảng viên người 2" in text


def test_words_stand_on_the_paper_as_they_were_typed(committees):
    typed = (
        "Dòng một <b>x</b> <img src='http://127.0.0.1:9/x'>\nDòng hai theo Hướng dẫn số 09-HD/ĐUCQ"
    )
    save_section(committees, "limits", text=typed, version=0)
    context = paper_context(committees)
    limits = next(each for each in context["sections"] if "HẠN CHẾ" in each["heading"])
    assert (limits["paragraphs"], limits["empty"]) == (typed.split("\n"), False)
    assert "<img src='http://127.0.0.1:9/x'>" in " ".join(text_of(committees))


def test_a_word_of_five_hundred_letters_stays_inside_the_margins(committees):
    save_section(committees, "limits", text="w" * 500, version=0)
    pages = PdfReader(io.BytesIO(render_pdf(TEMPLATE, paper_context(committees)))).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]
    broken = [line for line in lines if "wwwwwwwwww" in line]
    assert sum(line.count("w") for line in broken) == 500
    assert max(len(line) for line in broken) < 80


@pytest.mark.parametrize("whose", ["committees", "cells"])
@pytest.mark.parametrize(("year", "profile"), [(2014, HD11), (2019, HD36)])
def test_a_composed_review_is_laid_out_by_the_guidance_of_its_day(whose, year, profile, request):
    review = request.getfixturevalue(whose)
    with clock.at(datetime(year, 7, 20, 9, 0)):
        context = paper_context(review)
    assert context["profile"] is profile
    assert faults(render_pdf(TEMPLATE, context), profile, "review") == []


@pytest.mark.parametrize(
    ("titles", "printed_title"),
    [
        ([], "BÍ THƯ"),
        (["deputy_secretary"], "PHÓ BÍ THƯ"),
        (["secretary", "deputy_secretary"], "BÍ THƯ"),
    ],
)
def test_the_committees_paper_waits_for_its_secretary_else_the_deputy(
    committees, world, titles, printed_title
):
    for title in titles:
        member = person("Người ký", world.first)
        CommitteePostFactory(member=member, body="standing", title=title)
    context = paper_context(committees)
    assert (context["signer_title"], context["signer_name"]) == (printed_title, "")


def test_the_superior_is_named_where_its_name_is_not_only_capitals(committees, july):
    assert paper_context(committees)["recipients"][0] == "Cấp uỷ cấp trên trực tiếp (để báo cáo)"
    LetterheadFactory(valid_from=july, superior_lines="Đảng bộ Khối\ncác cơ quan Trung ương")
    named = "Đảng uỷ Khối các cơ quan Trung ương (để báo cáo)"
    assert paper_context(committees)["recipients"][0] == named
