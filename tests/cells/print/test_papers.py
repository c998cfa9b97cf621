from datetime import date

import pytest

from cells.print.profile import HD05, HD11, HD36, profile_for
from cells.print.render import render_pdf
from tests.cells.print import samples
from tests.cells.print.reading import pages_of, text_of


def text_of_review(tmp_path, **changes):
    return text_of(render_pdf("pdf/review.html", samples.review(**changes)), tmp_path)


@pytest.mark.parametrize(
    ("day", "profile"),
    [
        (date(1999, 1, 1), HD11),
        (date(2018, 4, 2), HD11),
        (date(2018, 4, 3), HD36),
        (date(2026, 5, 26), HD36),
        (date(2026, 5, 27), HD05),
    ],
)
def test_a_paper_follows_the_guidance_of_its_own_date(day, profile):
    assert profile_for(day) is profile


def test_a_review_bears_its_number_with_a_leading_zero(tmp_path):
    text = text_of_review(tmp_path)
    assert "Số 08-BC/ĐUCQ" in text
    assert "Hà Nội, ngày 10 tháng 01 năm 2014" in text
    assert "(Kèm theo Báo cáo số 08-BC/ĐUCQ, ngày 10 tháng 01 năm 2014" in text


def test_a_draft_leaves_room_for_number_and_day_and_keeps_their_frame(tmp_path):
    text = text_of_review(tmp_path, number=None, dated_on=None)
    assert "Số -BC/ĐUCQ" in text
    assert "ngày tháng năm 2014" in text


def test_an_unwritten_part_of_a_review_says_so(tmp_path):
    assert text_of_review(tmp_path).count("(Phần này chưa viết.)") == 1


def test_recipients_stand_one_a_line_and_end_with_a_full_stop(tmp_path):
    text = text_of_review(tmp_path)
    assert "- Các chi bộ trực thuộc," in text
    assert "- Lưu Văn phòng Đảng uỷ." in text


def test_the_table_of_cells_lies_across_and_every_figure_stays_inside_it(tmp_path):
    long_name = "Trung tâm Nghiên cứu khoa học tổ chức và đào tạo, bồi dưỡng cán bộ"
    rows = [samples.cell_row(number, long_name) for number in range(1, 26)]
    pages = pages_of(render_pdf("pdf/review.html", samples.review(cell_rows=rows)), tmp_path)
    across = [page for page in pages if max(word[2] for word in page) > 200]
    assert len(across) >= 2
    for page in across:
        words = [word[3] for word in page]
        assert words.count("TT") == 1
        assert max(word[2] for word in page) <= 297 - 25
    assert "Cộng" in [word[3] for word in across[-1]]


def test_the_review_of_a_cell_has_one_unnumbered_appendix(tmp_path):
    text = text_of_review(tmp_path, cell_rows=[], letterhead=samples.CELL_HEAD)
    assert "Phụ lục MỘT SỐ CHỈ TIÊU" in text
    assert "Phụ lục 2" not in text
    assert "Tổng số đảng viên" in text


def test_a_pledge_not_yet_accepted_leaves_the_secretary_s_day_and_name_open(tmp_path):
    waiting = samples.pledge(accepted_on=None, secretary_name="", items=[])
    text = text_of(render_pdf("pdf/pledge.html", waiting), tmp_path)
    assert "Ngày tháng năm 2014" in text
    assert "Phạm Hữu Bằng" not in text
    accepted = text_of(render_pdf("pdf/pledge.html", samples.pledge()), tmp_path)
    assert "Ngày 15 tháng 01 năm 2014" in accepted


def test_an_item_that_was_ended_says_when_and_why(tmp_path):
    text = text_of(render_pdf("pdf/pledge.html", samples.pledge()), tmp_path)
    assert "Thôi từ tháng" in text


def test_the_blank_pledge_fits_one_page_with_four_empty_rows(tmp_path):
    pages = pages_of(render_pdf("pdf/pledge_blank.html", samples.pledge_blank()), tmp_path)
    words = [word[3] for word in pages[0]]
    assert len(pages) == 1
    assert {"1", "2", "3", "4"} <= set(words)


def test_seven_sign_in_slips_take_three_pages_of_three(tmp_path):
    slips = [samples.slip(code=f"7K3M-9QT{number}") for number in range(7)]
    pages = pages_of(render_pdf("pdf/slips.html", {"slips": slips}), tmp_path)
    codes = [[word[3] for word in page if word[3].startswith("7K3M-")] for page in pages]
    assert codes == [
        ["7K3M-9QT0", "7K3M-9QT1", "7K3M-9QT2"],
        ["7K3M-9QT3", "7K3M-9QT4", "7K3M-9QT5"],
        ["7K3M-9QT6"],
    ]
