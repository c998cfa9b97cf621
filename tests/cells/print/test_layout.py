"""Every paper obeys its guidance, whatever names, lengths and numbers stand on it."""

from datetime import date
from types import SimpleNamespace

import pytest

from cells.issue.stamp import stamp_of
from cells.print.letterhead import letterhead_for
from cells.print.profile import HD11, HD36, profile_for
from cells.print.render import render_pdf
from tests.cells.print import samples
from tests.cells.print.faults import faults
from tests.cells.print.layout import laid_out
from tests.cells.print.test_layout_faults import PROSE
from tests.factories import CellFactory, CommitteeFactory, LetterheadFactory

SHORT_HEAD = SimpleNamespace(
    superior=("HUYỆN UỶ",), body=("ĐẢNG UỶ XÃ",), place="La Hà", symbol="ĐU"
)
LONG_HEAD = SimpleNamespace(
    superior=("ĐẢNG BỘ CÁC CƠ QUAN", "ĐẢNG TRUNG ƯƠNG"),
    body=("ĐẢNG UỶ TRƯỜNG ĐÀO TẠO", "CÁN BỘ QUẢN LÝ GIÁO DỤC", "VÀ BỒI DƯỠNG NGHIỆP VỤ"),
    place="TP. Hồ Chí Minh",
    symbol="ĐUTĐTCBQL",
)
HEADS = [SHORT_HEAD, LONG_HEAD, samples.COMMITTEE_HEAD, samples.CELL_HEAD]
SIGNERS = ["Lê Văn Ba", "Nguyễn Hoàng Phương Thuỳ Dương Quỳnh Như", "Thượng"]
LONG_CLOSING = f"Trên đây là báo cáo kết quả. {PROSE}Chi bộ trân trọng báo cáo."
SHORT_CLOSING = "Chi bộ trân trọng báo cáo."
ONE_LINE = "Không có việc mới."
ROWS = samples.review()["appendix_rows"][:1]
DRAFT = {"draft": True, "number": None, "dated_on": None}
both_profiles = pytest.mark.parametrize("profile", [HD11, HD36], ids=["HD11", "HD36"])


def faults_of_review(profile, **changes):
    pdf = render_pdf("pdf/review.html", samples.review(profile=profile, **changes))
    return faults(pdf, profile, "review")


def part(*paragraphs, heading="1. Kết quả", level="h3"):
    return {"heading": heading, "level": level, "paragraphs": paragraphs, "empty": not paragraphs}


@both_profiles
@pytest.mark.parametrize("letterhead", HEADS, ids=lambda head: head.body[-1])
@pytest.mark.parametrize("signer", SIGNERS)
def test_reviews_of_all_bodies_and_signers_are_laid_out_rightly(profile, letterhead, signer):
    names = {"letterhead": letterhead, "signer_name": signer, "issuer": "Ban Thường vụ"}
    short = [part(PROSE)]
    assert faults_of_review(profile, sections=short, cell_rows=[], **names) == []


@both_profiles
@pytest.mark.parametrize("lines", range(10, 23))
def test_a_signature_never_stands_alone_wherever_the_text_ends(profile, lines):
    """From a signature that just fits the first page to one that lies well on the second."""
    sections = [part(*[ONE_LINE] * lines, PROSE * 2)]
    closing = [SHORT_CLOSING if lines % 2 else LONG_CLOSING]
    rest = {"closing": closing, "cell_rows": [], "appendix_rows": ROWS, "letterhead": SHORT_HEAD}
    assert faults_of_review(profile, sections=sections, **rest) == []


@both_profiles
def test_a_review_of_many_pages_fills_every_page(profile):
    parts = [part(PROSE * 40, PROSE * 3, heading=f"{number}. Kết quả") for number in range(1, 4)]
    titles = [part(PROSE, heading="PHẦN THỨ NHẤT\nKẾT QUẢ", level="part"), *parts, part()]
    assert faults_of_review(profile, sections=titles, cell_rows=[]) == []


@both_profiles
@pytest.mark.parametrize(("cells", "pages"), [(1, 1), (12, 1), (16, 2), (17, 2), (60, 4)])
def test_the_table_of_cells_takes_as_few_pages_as_it_needs(profile, cells, pages):
    rows = [samples.cell_row(number) for number in range(1, cells + 1)]
    context = samples.review(profile=profile, sections=[], cell_rows=rows)
    pdf = render_pdf("pdf/review.html", context)
    assert faults(pdf, profile, "review") == []
    assert sum(page.is_turned for page in laid_out(pdf)) == pages


@both_profiles
@pytest.mark.parametrize("lines", range(12, 17))
def test_a_heading_at_the_top_of_a_page_has_no_white_above_it(profile, lines):
    second = part(PROSE, heading="PHẦN THỨ HAI\nPHƯƠNG HƯỚNG", level="part")
    sections = [part(*[ONE_LINE] * lines), second]
    assert faults_of_review(profile, sections=sections, cell_rows=[], letterhead=SHORT_HEAD) == []


@both_profiles
def test_a_draft_keeps_the_room_for_its_number_and_its_day(profile):
    assert faults_of_review(profile, sections=[part(PROSE), part()], **DRAFT) == []


@both_profiles
def test_pledges_are_laid_out_rightly_filled_and_blank(profile):
    items = [dict.fromkeys(("sentence", "criterion"), PROSE)] * 6
    long = {"items": items, "reflection": PROSE * 12, "measures": PROSE * 9}
    names = {"member_name": SIGNERS[1], "secretary_name": samples.LONGEST_NAME}
    for changes in ({}, names, names | long, {"draft": True, "items": [], "accepted_on": None}):
        pdf = render_pdf("pdf/pledge.html", samples.pledge(profile=profile, **changes))
        assert faults(pdf, profile, "pledge") == []
    blank = render_pdf("pdf/pledge_blank.html", samples.pledge_blank(profile=profile))
    assert faults(blank, profile, "pledge") == []


@both_profiles
@pytest.mark.parametrize("lines", range(22, 32, 2))
def test_the_signatures_of_a_pledge_stay_together_and_with_some_text(profile, lines):
    long = {"measures": "\n".join([ONE_LINE] * lines), "items": samples.pledge()["items"][:1]}
    pdf = render_pdf("pdf/pledge.html", samples.pledge(profile=profile, **long))
    assert faults(pdf, profile, "pledge") == []


@pytest.mark.parametrize("how_many", [1, 3, 4])
def test_slips_keep_clear_of_the_cuts(how_many):
    slips = [samples.slip(member_name=samples.LONGEST_NAME)] * how_many
    assert faults(render_pdf("pdf/slips.html", {"slips": slips}), None, "slips") == []


@both_profiles
@pytest.mark.parametrize("cells", [0, 25])
def test_the_check_strip_stands_under_the_text_of_the_last_page_only(profile, cells):
    rows = [samples.cell_row(number) for number in range(1, cells + 1)]
    context = samples.review(profile=profile, sections=[], cell_rows=rows)
    pdf = render_pdf("pdf/review.html", {**context, "check": stamp_of("7K3M29QTXB")})
    assert faults(pdf, profile, "review") == []
    assert laid_out(pdf)[-1].find("Mã xác thực: 7K3M2-9QTXB")


@pytest.mark.django_db
def test_papers_of_2013_and_of_2019_bear_the_heads_and_the_margins_of_their_days():
    CommitteeFactory()
    old = {"superior_lines": "Đảng bộ Khối", "body_lines": "Đảng uỷ cơ quan\nBan Tổ chức"}
    LetterheadFactory(valid_from=date(2011, 1, 1), **old)
    new = {"superior_lines": "Đảng bộ Trung ương", "body_lines": "Đảng uỷ Ban"}
    LetterheadFactory(valid_from=date(2019, 1, 1), **new)
    cell = CellFactory(letterhead_lines="Chi bộ Văn phòng")
    for day, superior, profile in [
        (date(2013, 12, 20), "ĐẢNG BỘ KHỐI", HD11),
        (date(2019, 6, 3), "ĐẢNG BỘ TRUNG ƯƠNG", HD36),
    ]:
        assert profile_for(day) is profile
        for body in (None, cell):
            dated = {"letterhead": letterhead_for(body, day), "dated_on": day, "profile": profile}
            pdf = render_pdf("pdf/review.html", samples.review(sections=[], cell_rows=[], **dated))
            assert faults(pdf, profile, "review") == []
            assert bool(laid_out(pdf)[0].find(superior)) == (body is None)


@both_profiles
@pytest.mark.parametrize("letterhead", HEADS, ids=lambda head: head.body[-1])
@pytest.mark.parametrize("lines", [0, 8, 14, 30])
def test_invitations_are_laid_out_rightly_short_and_long(profile, letterhead, lines):
    rows = samples.invitation()["rows"] + [{"title": ONE_LINE, "presenter": "Bí thư"}] * lines
    long = {"letterhead": letterhead, "rows": rows, "words": PROSE if lines else ""}
    pdf = render_pdf("pdf/invitation.html", samples.invitation(profile=profile, **long))
    assert faults(pdf, profile, "invitation") == []
