"""Slips of a cell and month: who gets one, what stands on it, and what its QR says once printed."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest
import segno
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cells import clock
from cells.models import Cell, Member, Membership, User
from pledges.models import MonthlyReport, MonthlyReportLine, PledgeItem
from pledges.monthly_report.forms import STATES, LineForm
from pledges.monthly_report.slips import months_with_slips, report_slips_pdf, slip_pile, slips_of
from tests.factories import EvaluationRoundFactory, moment
from tests.pledges.monthly_report.conftest import earlier

MARCH = date(2014, 3, 1)
LONGEST_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Phương Giang"
SENTENCE = "Đọc và ghi chép mỗi tuần một bài nói, bài viết của Bác"
ORDINARY = SENTENCE + " về đạo đức cách mạng, kể lại cho đồng nghiệp trong buổi sinh hoạt tổ"
MILLIMETRE = 72 / 25.4
HALF = 148.5 * MILLIMETRE
QR_SIDE, QR_RIGHT, QR_TOP = 20 * MILLIMETRE, 198 * MILLIMETRE, 7 * MILLIMETRE


def halves(pdf):
    """The words of each half that was printed on, and its QR as it came out of the printer."""
    found = []
    with pdfplumber.open(BytesIO(pdf)) as paper:
        for page in paper.pages:
            image = page.to_image(resolution=300).original.convert("L")
            for top in (0, HALF):
                half = page.crop((0, top, page.width, min(top + HALF, page.height)))
                if words := " ".join((half.extract_text() or "").split()):
                    found.append((words, image, top))
    return found


def modules(image, top, side):
    """The squares of the QR in the upper right corner of a half: their middles, dark or light."""
    dot, step = 300 / 72, QR_SIDE / side
    left = QR_RIGHT - QR_SIDE
    return [
        [
            image.getpixel(
                (int((left + (x + 0.5) * step) * dot), int((top + QR_TOP + (y + 0.5) * step) * dot))
            )
            < 128
            for x in range(side)
        ]
        for y in range(side)
    ]


def address_of(report, site="http://127.0.0.1:8000"):
    return f"{site}/pledges/monthly-reports/{report.pk}/enter/"


def qr_squares(report):
    matrix = segno.make(address_of(report), error="m", micro=False).matrix
    return [[bool(module) for module in row] for row in matrix]


def printed(cast):
    return report_slips_pdf(slip_pile(cast.cell, MARCH).reports, title="Phiếu")


def write_items(report, **fields):
    PledgeItem.objects.filter(pledge=report.pledge).update(**fields)


# Who gets one


def test_a_slip_is_for_a_report_nobody_has_written_in_and_the_others_are_counted(cast, report_of):
    blank, begun = report_of("member"), report_of("colleague")
    MonthlyReport.objects.filter(pk=begun.pk).update(saved_at=moment(2014, 3, 20, 8, 0), version=1)
    report_of("deputy", status="returned", first_submitted_at=moment(2014, 3, 20, 8, 0))
    report_of("secretary", sent=True)
    report_of("cell committee", status="excused")
    report_of("stranger")
    pile = slip_pile(cast.cell, MARCH)
    assert (pile.reports, pile.begun, pile.returned) == ([blank], 1, 1)
    assert months_with_slips(cast.cell) == [MARCH]
    assert slip_pile(cast.cell, date(2014, 2, 1)).reports == []


def test_what_was_written_down_for_somebody_without_an_account_and_came_back_gets_one(
    cast, report_of
):
    """Nobody else could mend it, and its QR opens the form again."""
    back = {"status": "returned", "first_submitted_at": moment(2014, 3, 20, 8, 0), "version": 1}
    report = report_of("member", **back, entered_by=cast.users["secretary"])
    assert slip_pile(cast.cell, MARCH).returned == 1
    User.objects.filter(pk=cast.users["member"].pk).update(is_active=False)
    pile = slip_pile(cast.cell, MARCH)
    assert (pile.reports, pile.left_out) == ([report], 0)
    assert report.is_open_to_entry
    assert months_with_slips(cast.cell) == [MARCH]


def test_a_pile_of_slips_asks_as_much_of_the_database_as_one(cast, many_reports):
    for how_many in (3, 30):
        many_reports(how_many)
        with CaptureQueriesContext(connection) as asked:
            assert slips_of(slip_pile(cast.cell, MARCH).reports)
        assert len(asked) <= 8


def test_who_has_left_and_what_comes_too_late_get_none(cast, report_of):
    report = report_of("member")
    times = {"published_at": clock.now(), "closed_at": clock.now()}
    closed = EvaluationRoundFactory(year=MARCH.year, status="closed", **times)
    assert slip_pile(cast.cell, MARCH).reports == []
    closed.delete()
    assert slip_pile(cast.cell, MARCH).reports == [report]
    Membership.objects.filter(member=report.author_id).update(until=date(2014, 3, 10))
    assert slip_pile(cast.cell, MARCH).reports == []
    assert months_with_slips(cast.cell) == []


def test_the_slips_lie_in_the_order_of_the_names(cast, report_of):
    for role in ("member", "colleague", "deputy"):
        report_of(role)
    names = [slip.member for slip in slips_of(slip_pile(cast.cell, MARCH).reports)]
    assert names == ["Đặng Hồng Hải", "Phan Ngọc Lan", "Nguyễn Văn Thịnh"]


# What stands on it


def test_last_month_stands_beside_its_item_if_it_was_handed_in(cast, report_of):
    report = report_of("member")
    line = earlier(report, "partly")
    MonthlyReportLine.objects.filter(pk=line.pk).update(difficulty="Thiếu máy in")
    first, second = slips_of([report])[0].items
    assert (first.last, first.last_month, first.was_hard) == ("Một phần", "tháng 02/2014", True)
    assert (second.last, second.was_hard) == ("", False)
    MonthlyReport.objects.filter(pk=line.report_id).update(status="draft")
    assert slips_of([report])[0].items[0].last == ""


def test_an_item_that_ended_before_the_month_is_not_asked(cast, report_of):
    report = report_of("member", items=3)
    write_items(report, ended_on=None)
    report.pledge.items.filter(position=2).update(ended_on=date(2014, 2, 20), end_reason="Xong")
    assert [item.action for item in slips_of([report])[0].items] == ["Việc số 1", "Việc số 3"]


def test_the_slip_asks_in_the_words_of_the_screen(cast, report_of):
    report = report_of("member")
    line = earlier(report)
    MonthlyReportLine.objects.filter(pk=line.pk).update(difficulty="Thiếu máy in")
    [(words, *_rest)] = halves(printed(cast))
    labels = [str(LineForm.base_fields[name].label) for name in ("sentence", "still", "difficulty")]
    for asked in ["Khó khăn tháng trước vẫn còn", *labels]:
        assert asked in words
    assert {word for _value, label in STATES for word in label.split()} <= set(words.split())
    for told in ("Chi bộ Vụ Cơ sở đảng", "PHIẾU BÁO CÁO THÁNG 3/2014", "Hạn nộp: 05/04/2014"):
        assert told in words
    assert "Thiếu máy in" not in words
    assert "Lời tháng trước" not in words


# On paper


def test_two_slips_a_sheet_each_member_once_each_with_the_qr_of_their_own_report(cast, report_of):
    for role in ("member", "colleague", "deputy"):
        report_of(role)
    reports = {str(each.pledge.member): each for each in slip_pile(cast.cell, MARCH).reports}
    pdf = printed(cast)
    with pdfplumber.open(BytesIO(pdf)) as paper:
        sizes = [(round(page.width), round(page.height)) for page in paper.pages]
    assert sizes == [(595, 842)] * 2
    found = halves(pdf)
    assert len(found) == 3
    for (words, image, top), (name, report) in zip(found, reports.items(), strict=True):
        assert f"Họ và tên: {name}" in words
        wanted = qr_squares(report)
        assert modules(image, top, len(wanted)) == wanted


def test_the_qr_begins_with_the_address_of_the_site(cast, report_of, settings):
    settings.CHI03_ADDRESS = "https://chi03.example.vn"
    report = report_of("member")
    [slip] = slips_of([report])
    assert slip.address == address_of(report, "chi03.example.vn")
    out = BytesIO()
    qr = segno.make(address_of(report, "https://chi03.example.vn"), error="m", micro=False)
    qr.save(out, kind="svg", border=0, omitsize=True)
    assert out.getvalue().decode().split(' d="')[1].split('"')[0] in slip.qr


@pytest.fixture
def full_slip(cast, report_of):
    """Nothing left out that a slip of so many items can hold: the longest name, what was told
    the month before, difficulties then."""

    def make(items, action):
        report = report_of("member", items=items)
        Member.objects.filter(pk=report.author_id).update(full_name=LONGEST_NAME)
        write_items(report, action=action, measure="mỗi tuần một bài", rhythm="hằng tuần")
        before = earlier(report).report
        for item in report.pledge.items.all()[1:]:
            MonthlyReportLine.objects.create(report=before, item=item, state="done")
        before.lines.update(difficulty="Thiếu máy in")
        return report

    return make


@pytest.mark.parametrize("items", [1, 2, 3, 4])
def test_up_to_four_ordinary_items_fit_on_one_half(cast, full_slip, items):
    full_slip(items, ORDINARY)
    pdf = printed(cast)
    [(words, *_rest)] = halves(pdf)
    assert words.count(SENTENCE.split(",")[0]) == items
    assert f"Họ và tên: {LONGEST_NAME}" in words
    assert (
        f"Khó khăn tháng trước vẫn còn: {' '.join(f'việc {n + 1}' for n in range(items))}" in words
    )
    assert "Tờ 1/1" in words
    assert all(inside_a_half(letter) for letter in letters(pdf))


@pytest.mark.parametrize("action", [ORDINARY, ORDINARY * 4])
def test_nothing_on_a_slip_is_set_too_small_to_read(cast, full_slip, action):
    full_slip(4, action[:500])
    assert min(letter["size"] for letter in letters(printed(cast))) >= 9.49


@pytest.mark.parametrize(("items", "lines"), [(1, 4), (2, 4), (3, 3), (4, 2)])
def test_a_hand_has_lines_far_enough_apart_in_the_widest_column(cast, full_slip, items, lines):
    full_slip(items, ORDINARY)
    with pdfplumber.open(BytesIO(printed(cast))) as paper:
        page = paper.pages[0]
        table = max(page.find_tables(), key=width_of)  # the squares of the QR make others
        columns = table.rows[0].cells[:4]
        found = pen_lines(page, columns[-1])
    widths = [cell[2] - cell[0] for cell in columns]
    assert max(widths) == widths[-1]
    assert len(found) == items * lines
    assert min(found) >= 8 * MILLIMETRE


def width_of(table):
    return table.bbox[2] - table.bbox[0]


def pen_lines(page, cell):
    """How high each room to write in is, in that column: what its dashed line is clipped to."""
    left, _top, right, bottom = cell
    inside = [each for each in page.rects if left < each["x0"] and each["x1"] < right]
    rooms = [each for each in inside if each["top"] > bottom and each["width"] > 100]
    lowest = {}
    for each in rooms:
        lowest[each["top"]] = max(each["bottom"], lowest.get(each["top"], 0))
    return [bottom - top for top, bottom in lowest.items()]


@pytest.mark.parametrize(("action", "most"), [((SENTENCE + "; ") * 8, 4), ("W" * 500, 8)])
def test_what_is_too_long_goes_on_under_the_same_head(cast, report_of, action, most):
    report = report_of("member", items=4)
    write_items(report, action=action[:500])
    report_of("colleague")
    pdf = printed(cast)
    found = [half for half in halves(pdf) if "Nguyễn Văn Thịnh" in half[0]]
    assert 2 <= len(found) <= most
    expected = qr_squares(report)
    for number, (words, image, top) in enumerate(found, 1):
        assert modules(image, top, len(expected)) == expected
        assert "Nguyễn Văn Thịnh – tháng 3/2014" in words
        assert f"Tờ {number}/{len(found)}" in words
    assert [words.count("Người báo cáo") for words, *_rest in found] == [0] * (len(found) - 1) + [1]
    assert all(inside_a_half(letter) for letter in letters(pdf))


def letters(pdf):
    with pdfplumber.open(BytesIO(pdf)) as paper:
        return [each for page in paper.pages for each in page.chars if each["text"].strip()]


def inside_a_half(letter):
    """Clear of the edges and of the cut by what a printer cannot reach."""
    room = 4 * MILLIMETRE
    across = letter["x0"] > 12 * MILLIMETRE and letter["x1"] < 200 * MILLIMETRE
    return across and (
        (room < letter["top"] and letter["bottom"] < HALF - room)
        or (HALF + room < letter["top"] and letter["bottom"] < 2 * HALF - room)
    )


def test_a_youth_branch_prints_in_the_same_way(cast, report_of):
    report_of("member")
    Cell.objects.filter(pk=cast.cell.pk).update(kind="youth", name="Chi đoàn Ban Tổ chức")
    Membership.objects.filter(cell=cast.cell).update(kind="youth")
    [(words, *_rest)] = halves(printed(cast))
    assert "Chi đoàn Ban Tổ chức" in words
    assert "nộp lại cho chi đoàn" in words
    assert "chi bộ" not in words.lower()


def test_the_same_slips_make_the_same_file(cast, report_of):
    report_of("member")
    assert printed(cast) == printed(cast)


def test_the_sheet_has_a_line_to_cut_along(cast, report_of):
    report_of("member")
    with pdfplumber.open(BytesIO(printed(cast))) as paper:
        lines = [line for line in paper.pages[0].lines if line["width"] > 590]
    assert [round(line["top"]) for line in lines] == [421]
