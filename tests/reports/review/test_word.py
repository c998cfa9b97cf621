import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from cells.print.profile import HD11, HD36
from cells.print.render import render_pdf
from reports.review.paper import TEMPLATE, paper_context
from reports.review.services import open_review, save_section
from reports.review.word import review_docx
from tests.cells.print import samples
from tests.cells.print.reading import text_of
from tests.reports.review.conftest import FIRST, LAST

SIGNED = samples.review(cell_rows=[samples.cell_row(number) for number in range(1, 26)])
OF_A_CELL = samples.review(cell_rows=[], letterhead=samples.CELL_HEAD)
ATTACK = "{{ 7*7 }} {% for x in y %} {# k #} <w:p/> & < > \" ' ]]> &amp;"


def opened(context):
    return Document(io.BytesIO(review_docx(context)))


def words_of(document):
    """Every word of the body in the order of the page, a merged cell once."""
    texts = document.element.body.iter(qn("w:p"))
    pieces = ("".join(piece_of(each) for each in text.iter()) for text in texts)
    return " ".join(" ".join(pieces).split())


def piece_of(element):
    marks = {qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}
    return element.text or "" if element.tag == qn("w:t") else marks.get(element.tag, "")


def paragraphs_in(document, style):
    names = {each.style_id: each.name for each in document.styles}
    found = []
    for each in document.element.body.iter(qn("w:p")):
        if each.style is not None and names[each.style] == style:
            found.append("".join(piece_of(piece) for piece in each.iter()))
    return found


def millimetres(section):
    edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    return tuple(round(edge.mm) for edge in edges)


@pytest.fixture
def committees(world):
    return open_review(None, kind="preliminary", first=FIRST, last=LAST)[0]


@pytest.fixture
def cells(world):
    return open_review(world.second, kind="final", first=FIRST, last=LAST)[0]


@pytest.mark.parametrize("whose", ["committees", "cells"])
def test_the_word_file_says_what_the_pdf_says_word_by_word(whose, request, tmp_path):
    context = paper_context(request.getfixturevalue(whose))
    pdf = text_of(render_pdf(TEMPLATE, context), tmp_path).split()
    word = words_of(opened(context)).split()
    numbers_of_pages = {"2", "3", "4", "5"}
    assert set(word) - set(pdf) == set()
    assert set(pdf) - set(word) <= numbers_of_pages | {"DỰ", "THẢO"}


@pytest.mark.parametrize("context", [SIGNED, OF_A_CELL], ids=["committee", "cell"])
def test_every_figure_of_the_appendices_stands_in_its_own_cell(context):
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in opened(context).tables[2:]
    ]
    keys = ["no", "label", "unit", "value", "note"]
    assert tables[0][1:] == [[str(row[key]) for key in keys] for row in context["appendix_rows"]]
    if context["cell_rows"]:
        keys = list(samples.cell_row(1))
        order = ["no", "cell", "total", "probationary", "exempt", "pledged", "pledged_percent"]
        order += [key for key in keys if key not in order]
        printed = [*context["cell_rows"], context["totals"]]
        assert tables[1][2:] == [[str(row[key]) for key in order] for row in printed]
    assert len(tables) == 1 + bool(context["cell_rows"])


@pytest.mark.parametrize(
    ("profile", "upright", "across"),
    [(HD11, (25, 15, 25, 35), (35, 25, 15, 25)), (HD36, (20, 15, 20, 30), (30, 20, 15, 20))],
)
def test_the_pages_have_the_margins_of_the_profile(profile, upright, across):
    first, second = opened(SIGNED | {"profile": profile}).sections
    assert (millimetres(first), millimetres(second)) == (upright, across)
    assert (first.orientation, second.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert (round(second.page_width.mm), round(second.page_height.mm)) == (297, 210)
    (only,) = opened(OF_A_CELL | {"profile": profile}).sections
    assert (millimetres(only), only.orientation) == (upright, WD_ORIENT.PORTRAIT)
    assert (round(only.page_width.mm), round(only.page_height.mm)) == (210, 297)


@pytest.mark.parametrize("context", [SIGNED, OF_A_CELL], ids=["committee", "cell"])
def test_pages_are_numbered_from_the_second_ten_millimetres_under_the_edge(context):
    for position, section in enumerate(opened(context).sections):
        assert "PAGE" in section.header._element.xpath("string(.//w:instrText)")
        assert round(section.header_distance.mm) == 10
        assert section.different_first_page_header_footer == (position == 0)
    assert opened(context).sections[0].first_page_header.paragraphs[0].text == ""


def test_only_a_draft_says_so_and_keeps_the_room_for_its_number():
    draft = opened(SIGNED | {"draft": True, "number": None, "dated_on": None})
    assert draft.sections[0].first_page_header.paragraphs[0].text == "DỰ THẢO"
    assert paragraphs_in(draft, "Số, ký hiệu") == ["Số\u2003\u2003-BC/ĐUCQ"]
    signed = opened(SIGNED)
    assert paragraphs_in(signed, "Số, ký hiệu") == ["Số 08-BC/ĐUCQ"]
    day = "Hà Nội, ngày 10 tháng 01 năm 2014"
    assert paragraphs_in(signed, "Địa danh, ngày tháng") == [day]


def test_headings_are_styles_that_word_can_navigate():
    document = opened(SIGNED)
    assert paragraphs_in(document, "Title") == ["BÁO CÁO"]
    assert paragraphs_in(document, "Heading 1")[1] == "PHẦN THỨ NHẤT\nKẾT QUẢ"
    assert paragraphs_in(document, "Heading 3") == ["1. Công tác lãnh đạo", "2. Học tập chuyên đề"]
    part = samples.review()["sections"][2] | {"heading": "I- KẾT QUẢ ĐẠT ĐƯỢC"}
    assert paragraphs_in(opened(SIGNED | {"sections": [part]}), "Heading 2") == [part["heading"]]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14


def test_heads_of_tables_repeat_and_the_signature_stays_with_its_text():
    document = opened(SIGNED)
    heads = [row.getparent().getparent() for row in document.element.body.iter(qn("w:tblHeader"))]
    assert len(heads) == 1 + 2
    signature = document.tables[1].rows[0]._tr
    assert signature.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None
    for style in ("Đoạn kết", "Quyền hạn", "Chức vụ"):
        assert document.styles[style].paragraph_format.keep_with_next
    assert document.styles["Quyền hạn"].font.bold
    assert not document.styles["Chức vụ"].font.bold


def test_what_people_wrote_is_printed_literally_and_never_evaluated(committees):
    text = f"{ATTACK}\n{'w' * 500}"
    save_section(committees, "limits", text=text, version=0)
    words = words_of(opened(paper_context(committees)))
    assert ATTACK in words
    assert "w" * 500 in words


def test_names_in_the_properties_are_not_escaped_twice_and_name_no_person():
    document = opened(SIGNED | {"issuer": "Ban <A> & 'B'", "created": date(2013, 12, 20)})
    properties = document.core_properties
    assert properties.author == properties.last_modified_by == "Ban <A> & 'B'"
    assert properties.title.startswith("Báo cáo sơ kết hai năm")
    assert properties.language == "vi"
    assert properties.created.date() == properties.modified.date() == date(2013, 12, 20)


def test_the_same_context_gives_the_same_bytes_whenever_it_is_packed():
    word = review_docx(SIGNED)
    assert review_docx(dict(SIGNED)) == word
    packed = zipfile.ZipFile(io.BytesIO(word)).infolist()
    assert {entry.date_time for entry in packed} == {(2014, 1, 10, 0, 0, 0)}
    undated = zipfile.ZipFile(io.BytesIO(review_docx(SIGNED | {"created": None}))).infolist()
    assert {entry.date_time for entry in undated} == {(1980, 1, 1, 0, 0, 0)}
