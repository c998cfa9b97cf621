"""The checker of layouts sees a fault when there is one: each paper here is spoilt in one way."""

from dataclasses import dataclass

import pytest
from django.template.loader import render_to_string

from cells.print.profile import HD11
from cells.print.render import print_html
from tests.cells.print import samples
from tests.cells.print.faults import faults

PROSE = "Các chi bộ giữ nền nếp báo cáo tại sinh hoạt thường kỳ và làm theo Bác từ việc nhỏ. "
PARTS = [
    {"heading": "TÌNH HÌNH", "level": "part", "paragraphs": [PROSE * 3] * 2, "empty": False},
    {"heading": "1. Kết quả", "level": "h3", "paragraphs": [PROSE * 46, PROSE * 2], "empty": False},
]
STRIP = (
    '<table class="check"><col class="qr"><col><tr>'
    '<td><svg viewBox="0 0 25 25"><path stroke="#000" d="M0 0.5h25"/></svg></td>'
    "<td>Mã xác thực: <b>7K3M2-9QTXB</b><br>Kiểm tra tại chi03.example/xac-thuc</td></tr></table>"
)


@dataclass(frozen=True)
class Spoilt:
    """One change of the style sheet, or of the words of the template, and the rule it breaks."""

    rule: str
    css: str = ""
    old: str = ""
    new: str = ""


REVIEWS = [
    Spoilt("left-margin", "@page hd11 { margin-left: 37mm }"),
    Spoilt("left-margin", "@page hd11 { margin-left: 33mm }"),
    Spoilt("right-margin", "@page hd11 { margin-right: 17mm }"),
    Spoilt("right-margin", "@page hd11 { margin-right: 13mm }"),
    Spoilt("top-margin", "@page hd11 { margin-top: 27mm }"),
    Spoilt("top-margin", "@page hd11 { margin-top: 23mm }"),
    Spoilt("bottom-margin", "@page hd11 { margin-bottom: 27mm }"),
    Spoilt("bottom-margin", "@page hd11 { margin-bottom: 23mm }"),
    Spoilt("fonts", ".abstract { font-family: DejaVu Serif }"),
    Spoilt("fonts", ".abstract { color: #00f }"),
    Spoilt("title", ".party { font-weight: normal }"),
    Spoilt("title", ".party { font-size: 14pt }"),
    Spoilt("title", ".party { font-style: italic }"),
    Spoilt("title", ".party { border: 0 }"),
    Spoilt("title", ".party { display: block }"),
    Spoilt("title", "", "ĐẢNG CỘNG SẢN VIỆT NAM", "CỘNG HOÀ"),
    Spoilt(
        "superior",
        ".head tr:first-child { font-weight: bold } .star { font-weight: normal } "
        ".head td:first-child { font-weight: inherit }",
    ),
    Spoilt("body-name", ".head b { font-weight: normal }"),
    Spoilt("letterhead", ".head b { text-align: left }"),
    Spoilt("star", "", '<span class="star">*</span>'),
    Spoilt("star", ".star { text-align: right }"),
    Spoilt("number", "", "Số 08-", "Số: 08-"),
    Spoilt("number", "", "Số 08-", "Số 8-"),
    Spoilt("number", "", "Số 08-BC/", "Số 08/BC-"),
    Spoilt("number", ".head tr + tr td:first-child { font-weight: bold }"),
    Spoilt("number", ".head td.date { padding-top: 6pt }"),
    Spoilt("date", ".date { font-style: normal }"),
    Spoilt("date", "", "ngày 10 tháng 01 năm 2014</span>", "ngày 10 tháng 1 năm 2014</span>"),
    Spoilt("type", ".type { font-weight: normal }"),
    Spoilt("type", ".type { font-size: 14pt }"),
    Spoilt("type", ".type { text-align: left }"),
    Spoilt("abstract", ".abstract { font-weight: normal }"),
    Spoilt("dashes", "", ">-----<", "><"),
    Spoilt("text", "p:not([class]) { font-size: 13pt }"),
    Spoilt("text", "h3 { break-after: page }"),
    Spoilt("indent", "p:not([class]) { text-indent: 5mm }"),
    Spoilt("justified", "h2 + p { text-align: left }"),
    Spoilt("pitch", "h2 + p { line-height: 24pt }"),
    Spoilt("pitch", "h2 + p { line-height: 16pt }"),
    Spoilt("pitch", "p { margin-bottom: 0 }"),
    Spoilt("authority", ".signer b:first-child { font-weight: normal }"),
    Spoilt("office", ".signer span { font-weight: bold }"),
    Spoilt("office", "", "PHÓ BÍ THƯ<", "Phó Bí thư<"),
    Spoilt("name", ".name { font-weight: normal }"),
    Spoilt("room", ".name { padding-top: 40pt }"),
    Spoilt("recipients", ".to u { text-decoration: none }"),
    Spoilt("recipients", ".to { font-size: 13pt }"),
    Spoilt("recipients", "", "Lưu Văn phòng Đảng uỷ.", "Lưu Văn phòng Đảng uỷ"),
    Spoilt("signature", ".sign { break-before: page; margin: 0 }"),
    Spoilt("page-number", "@page :first { @top-center { content: counter(page) } }"),
    Spoilt("page-number", "@page { @top-center { content: none } }"),
    Spoilt("page-number", "@page { @top-center { padding-top: 13mm } }"),
    Spoilt("page-number", "@page { @top-center { font-weight: bold } }"),
    Spoilt("page-number", "@page { @top-center { padding-left: 20mm } }"),
    Spoilt("appendix", ".from { font-style: normal }"),
    Spoilt("check", "", '<body class="hd11">', f'<body class="hd11">{STRIP}'),
    Spoilt("check", "@page { @bottom-left { padding-bottom: 0 } }", "</body>", f"{STRIP}</body>"),
]
TABLES = [
    Spoilt("left-margin", "@page hd11-wide { margin-left: 27mm }"),
    Spoilt("top-margin", "@page hd11-wide { margin-top: 25mm }"),
    Spoilt("paper-size", "@page hd11-wide { size: 294mm 210mm }"),
    Spoilt("landscape", ".appendix { page: hd11-wide }"),
    Spoilt("heads", ".grid thead { display: table-row-group }"),
    Spoilt("rows", ".grid tbody tr:last-child { break-before: page }"),
    Spoilt("cells", ".a2 { width: 12% } .small td { white-space: nowrap }"),
    Spoilt("appendix", "", "Phụ lục 2", "Phụ lục II"),
]
PLEDGES = [
    Spoilt("left-margin", "@page hd11 { margin-left: 37mm }"),
    Spoilt("right-margin", "@page hd11 { margin-right: 17mm }"),
    Spoilt("top-margin", "@page hd11 { margin-top: 23mm }"),
    Spoilt("fonts", ".sheet p { font-family: DejaVu Serif }"),
    Spoilt("title", ".party { font-weight: normal }"),
    Spoilt("star", "", '<span class="star">*</span>'),
    Spoilt("office", ".signer span { font-weight: bold }"),
    Spoilt("authority", "", "<b>NGƯỜI ĐĂNG KÝ</b>", "<span>NGƯỜI ĐĂNG KÝ</span>"),
    Spoilt("room", ".sheet .name { padding-top: 20pt }"),
    Spoilt("page-number", "@page :first { @top-center { content: counter(page) } }"),
]
SLIPS = [
    Spoilt("cut", ".slip { padding-left: 15mm }"),
    Spoilt("cut", ".slip { height: 95mm }"),
    Spoilt("fonts", ".slip { font-family: DejaVu Serif }"),
]


def named(spoilt):
    return f"{spoilt.rule}: {spoilt.css or spoilt.old}"


def broken_rules(html, kind, spoilt=Spoilt("")):
    assert spoilt.old in html
    changed = html.replace(spoilt.old, spoilt.new) if spoilt.old else html
    style = f"<style>{spoilt.css}</style></head>"
    pdf = print_html(changed.replace("</head>", style))
    return {fault.partition(":")[0] for fault in faults(pdf, HD11, kind)}


@pytest.fixture(scope="module")
def review():
    """Of a cell: a page that one paragraph fills, a signature, an appendix of two rows."""
    return render_to_string("pdf/review.html", samples.review(sections=PARTS, cell_rows=[]))


@pytest.fixture(scope="module")
def tables():
    """Of the committee: a table of cells that goes on overleaf."""
    rows = [samples.cell_row(number) for number in range(1, 17)]
    return render_to_string("pdf/review.html", samples.review(sections=[], cell_rows=rows))


@pytest.fixture(scope="module")
def pledge():
    return render_to_string("pdf/pledge.html", samples.pledge())


@pytest.fixture(scope="module")
def slips():
    return render_to_string("pdf/slips.html", {"slips": [samples.slip()] * 3})


def test_unspoilt_papers_have_no_fault(review, tables, pledge, slips):
    assert broken_rules(review, "review") == set()
    assert broken_rules(tables, "review") == set()
    assert broken_rules(pledge, "pledge") == set()
    assert broken_rules(slips, "slips") == set()


@pytest.mark.parametrize("spoilt", REVIEWS, ids=named)
def test_a_spoilt_review_is_found_out_by_just_the_rule_it_breaks(spoilt, review):
    assert broken_rules(review, "review", spoilt) == {spoilt.rule}


@pytest.mark.parametrize("spoilt", TABLES, ids=named)
def test_a_spoilt_table_is_found_out_by_just_the_rule_it_breaks(spoilt, tables):
    assert broken_rules(tables, "review", spoilt) == {spoilt.rule}


@pytest.mark.parametrize("spoilt", PLEDGES, ids=named)
def test_a_spoilt_pledge_is_found_out_by_just_the_rule_it_breaks(spoilt, pledge):
    assert broken_rules(pledge, "pledge", spoilt) == {spoilt.rule}


@pytest.mark.parametrize("spoilt", SLIPS, ids=named)
def test_a_spoilt_slip_is_found_out_by_just_the_rule_it_breaks(spoilt, slips):
    assert broken_rules(slips, "slips", spoilt) == {spoilt.rule}
