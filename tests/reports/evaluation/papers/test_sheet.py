"""The evaluation sheet read back from its PDF: fields, boxes, who may know what, evidence."""

from itertools import pairwise

import pytest

from reports.evaluation.evidence.parts import Evidence, Fact, ItemYear, Line, Month, Section, Source
from reports.evaluation.papers.sheet import sheet_context, sheet_html, sheet_pdf
from reports.models import CellEvaluation, MemberEvaluation
from tests.cells.print.reading import fonts_of, text_of
from tests.reports.evaluation.papers.conftest import write

HOSTILE = "<b>đậm</b> <img src='http://127.0.0.1:9/x'> {{ 7|add:7 }} =1+1"
ORDER = [
    "CHI BỘ VỤ CƠ SỞ ĐẢNG",
    "BẢN KIỂM ĐIỂM CÁ NHÂN",
    "Năm 2013",
    "Nguyễn Văn Thịnh",
    "I- ƯU ĐIỂM, KẾT QUẢ",
    "II- HẠN CHẾ",
    "III- KẾT QUẢ KHẮC PHỤC",
    "IV- GIẢI TRÌNH",
    "V- TRÁCH NHIỆM",
    "VI- PHƯƠNG HƯỚNG",
    "VII- TỰ NHẬN MỨC",
    "NGƯỜI TỰ KIỂM ĐIỂM",
    "THỦ TRƯỞNG CƠ QUAN",
    "Nhận xét, đánh giá của chi uỷ",
    "Phiếu phát ra 10, thu về 9, hợp lệ 8, không hợp lệ 1",
    "Chi bộ đề xuất xếp loại mức",
    "T/M CHI BỘ",
    "Đảng uỷ xếp loại mức",
    "T/M ĐẢNG UỶ",
    "VIỆC LÀM TRONG NĂM 2013",
]


def year_of_work():
    source = Source(page="pledge", pk=1)
    months = tuple(Month(number=n, state="done" if n < 4 else "missing") for n in range(1, 13))
    item = ItemYear(
        key="item-1",
        title="Trả lời hồ sơ đúng hạn",
        words="",
        last="done",
        summary="3 trong 12 tháng",
        months=months,
        source=source,
    )
    line = Line(key="award-1", title="Biểu dương trước chi bộ", words="Nghị quyết số 06-NQ/CB")
    return Evidence(
        year=2013,
        subject="Nguyễn Văn Thịnh",
        cells=("Chi bộ Vụ Cơ sở đảng",),
        taken_on="20/03/2014",
        facts=(Fact(label="Dự sinh hoạt", figure="10/11", unit="buổi", section="sessions"),),
        items=(item,),
        sections=(Section(key="awards", title="Khen thưởng", lines=(line,)),),
    )


def fresh(evaluation):
    return type(evaluation).objects.get(pk=evaluation.pk)


@pytest.fixture
def published(rating):
    own = rating("published").people["member"]
    own.frozen_evidence = year_of_work().as_json()
    own.save()
    write(own, "conduct", "Giữ nghiêm kỷ luật.", "good")
    return fresh(own)


def test_a_sheet_holds_every_field_of_the_form_in_its_order(published, tmp_path):
    pdf = sheet_pdf(published)
    text = text_of(pdf, tmp_path)
    assert [words for words in ORDER if words not in text] == []
    places = [text.index(words) for words in ORDER if words != "Nguyễn Văn Thịnh"]
    assert all(before < after for before, after in pairwise(places))
    assert {"Giữ nghiêm kỷ luật.", "Dự sinh hoạt: 10/11 buổi."} <= {
        words for words in ("Giữ nghiêm kỷ luật.", "Dự sinh hoạt: 10/11 buổi.") if words in text
    }
    assert "x x x ! ! ! ! ! ! ! ! !" in text
    assert "Biểu dương trước chi bộ: Nghị quyết số 06-NQ/CB" in text
    assert all("Tinos" in font for font in fonts_of(pdf, tmp_path))


def test_boxes_are_ticked_as_graded_proposed_and_decided(published):
    context = sheet_context(published, None)
    grades = context["chapters"][0]["parts"][0]["grades"]
    assert [label for label, is_ticked in grades if is_ticked] == ["Tốt"]
    for boxes in ("proposed_boxes", "decided_boxes"):
        ticked = [label for label, is_ticked in context[boxes] if is_ticked]
        assert ticked == ["Hoàn thành tốt nhiệm vụ"]


def test_a_leader_grades_what_leaders_do(rating):
    own = rating("draft").people["member"]
    plain = sheet_html(fresh(own))
    MemberEvaluation.objects.filter(pk=own.pk).update(by_leader=True)
    assert "lãnh đạo, quản lý, điều hành" not in plain
    assert "lãnh đạo, quản lý, điều hành" in sheet_html(fresh(own))


@pytest.mark.parametrize(
    ("status", "role", "proposal", "decision"),
    [
        ("proposed", "member", False, False),
        ("proposed", "secretary", True, False),
        ("decided", "member", False, False),
        ("decided", "secretary", True, False),
        ("decided", "staff", True, True),
        ("published", "member", True, True),
        ("decided", None, False, False),
    ],
)
def test_nobody_learns_a_level_before_its_time(rating, status, role, proposal, decision):
    world = rating(status)
    reader = world.cast.user(role) if role else None
    context = sheet_context(fresh(world.people["member"]), reader)
    assert any(is_ticked for _, is_ticked in context["proposed_boxes"]) is proposal
    assert bool(context["vote"]) is proposal
    assert any(is_ticked for _, is_ticked in context["decided_boxes"]) is decision


def test_why_a_cap_is_passed_is_printed(published):
    published.decided_level = published.round.scheme.levels.get(subject="member", code="XS")
    published.over_quota_reason = "Giải nhất toàn ngành"
    published.save()
    assert "Lý do vượt trần: Giải nhất toàn ngành" in sheet_html(published)


def test_hostile_words_stand_as_they_were_typed(published, tmp_path):
    write(published, "limits", HOSTILE)
    published.proposal_note = HOSTILE
    html = sheet_html(published)
    assert "&lt;img src=" in html
    assert "<img" not in html
    assert text_of(sheet_pdf(published), tmp_path).count("{{ 7|add:7 }} =1+1") == 2


def test_who_is_not_rated_has_no_boxes_of_a_level(rating):
    own = rating("submitted").people["member"]
    MemberEvaluation.objects.filter(pk=own.pk).update(case="new")
    html = sheet_html(fresh(own))
    assert "Không xếp loại: Mới kết nạp dưới 6 tháng." in html
    assert "Đảng uỷ xếp loại mức" not in html


def test_a_cells_sheet_speaks_of_the_cell(rating, tmp_path):
    text = text_of(sheet_pdf(fresh(rating("published").cell)), tmp_path)
    assert "BÁO CÁO KIỂM ĐIỂM TẬP THỂ" in text
    assert "NGƯỜI TỰ KIỂM ĐIỂM" not in text
    assert "XẾP LOẠI CHẤT LƯỢNG TỔ CHỨC ĐẢNG" in text


def test_a_published_sheet_asks_few_questions(rating, django_assert_max_num_queries):
    """Cheap enough for a year-end run: the row with its people is at hand already."""
    own = rating("published")
    rows = CellEvaluation.objects.with_cells(), MemberEvaluation.objects.with_people()
    for row, papers in zip((own.cell, own.people["member"]), rows, strict=True):
        paper = papers.get(pk=row.pk)
        with django_assert_max_num_queries(14):
            sheet_html(paper)
