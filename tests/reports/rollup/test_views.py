"""The pages of sums: what stands there, for whom, and where every number leads."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from cells.audit import AuditEntry
from cells.models import Cell, Member
from cells.print.render import render_pdf
from reports.review.figures import Counts
from reports.rollup.figures import Line
from reports.rollup.papers import NOTES, OF_CELLS, TEMPLATE, paper_context, printed_table
from reports.rollup.period import Period
from tests.factories import CellFactory, MembershipFactory, PledgeFactory, UserFactory

BACKEND = "cells.member.passwords.AccountBackend"


@pytest.fixture
def enter(client):
    def as_user(user):
        client.force_login(user, backend=BACKEND)
        return client

    return as_user


@pytest.fixture
def lan(world):
    """In both organisations; moved from the first cell to the second in April."""
    member = Member.objects.get(full_name="Phan Ngọc Lan")
    MembershipFactory(member=member, cell=world.youth)
    PledgeFactory(member=member, cell=world.youth, accepted=True)
    return UserFactory(member=member, username="lan")


def links(page):
    shown = [*page.context["sums"]]
    shown += [number for line in page.context["lines"] for number in line.numbers]
    return [(each.value, each.url) for each in shown if each.url]


def test_every_number_of_the_committee_and_of_a_cell_opens_as_many_rows(enter, world):
    staff = enter(world.staff)
    for address in [
        reverse("rollup-cells", args=["party", "2014-h1"]),
        reverse("rollup-cells", args=["youth", "2014-q1"]),
        reverse("rollup-cell", args=[world.first.pk, "2014-h1"]),
    ]:
        numbers = links(staff.get(address))
        assert numbers
        for value, url in numbers:
            assert len(staff.get(url).context["table"].rows) == int(value), url


def test_the_table_leads_to_the_cell_and_on_to_a_person_and_their_months(enter, world):
    staff = enter(world.staff)
    cells = staff.get(reverse("rollup-cells", args=["party", "2014-h1"]))
    assert [line.label for line in cells.context["lines"]] == [
        "Vụ Cơ sở đảng",
        "Vụ Đảng viên",
        "Vụ cũ",
    ]
    cell = staff.get(cells.context["lines"][0].url)
    anh = next(line for line in cell.context["lines"] if line.label == "Nguyễn Vân Anh")
    [side] = staff.get(anh.url).context["sides"]
    assert [line.label for line in side["lines"]] == [
        "tháng 1/2014",
        "tháng 2/2014",
        *[f"tháng {number}/2014" for number in (3, 4, 5, 6)],
    ]


def test_an_officer_of_one_cell_comes_straight_to_it_and_sees_no_other(enter, world):
    secretary = enter(world.secretary)
    own = reverse("rollup-cell", args=[world.second.pk, "2014"])
    assert secretary.get(reverse("rollup")).context["cell"] == world.second
    assert secretary.get(own).status_code == 200
    other = reverse("rollup-cell", args=[world.first.pk, "2014"])
    assert secretary.get(other).status_code == 404
    table = secretary.get(reverse("rollup-cells", args=["party", "2014"]))
    assert [line.label for line in table.context["lines"]] == ["Vụ Đảng viên"]
    assert enter(world.staff).get(reverse("rollup")).context["whose"] == "toàn Đảng bộ"


def test_a_person_of_both_sees_two_short_lists_with_all_cells_they_lived_in(enter, lan):
    page = enter(lan).get(reverse("rollup-mine", args=["2014-h1"]))
    assert [side["label"] for side in page.context["sides"]] == ["Đảng", "Đoàn"]
    due = page.context["sides"][0]["sums"][0]
    assert (due.label, due.value) == ("Báo cáo tháng phải nộp", "1")
    assert len(enter(lan).get(due.url).context["table"].rows) == 1
    assert "Tổng hợp năm của tôi" in enter(lan).get(reverse("my-pledges")).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/rollups/all/union/2014/", "/rollups/all/party/2014-q9/", "/rollups/all/party/abc/"],
)
def test_a_wrong_word_in_an_address_finds_nothing(enter, world, address):
    assert enter(world.staff).get(address).status_code == 404


def test_a_person_has_no_sessions_to_open_and_a_stranger_no_page(enter, world):
    staff, anh = enter(world.staff), Member.objects.get(full_name="Nguyễn Vân Anh")
    of_anh = [world.first.pk, anh.pk, "2014"]
    assert staff.get(reverse("rollup-member", args=of_anh)).status_code == 200
    assert staff.get(reverse("rollup-member-rows", args=[*of_anh, "sessions"])).status_code == 404
    elsewhere = reverse("rollup-member", args=[world.second.pk, anh.pk, "2014"])
    assert staff.get(elsewhere).status_code == 404


def test_the_sheet_has_the_lines_and_their_sum_and_the_trail_says_why(enter, world):
    staff = enter(world.staff)
    address = reverse("rollup-cells-file", args=["party", "2014-h1", "xlsx"])
    assert staff.post(address, {"reason": ""}).content.decode().count("Còn 1 chỗ cần sửa") == 1
    answer = staff.post(address, {"reason": "Đối chiếu"})
    book = openpyxl.load_workbook(BytesIO(answer.content))
    about = dict(book["Thông tin"].iter_rows(min_row=2, values_only=True))
    assert "6 tháng đầu năm 2014" in about["Bảng"]
    assert about["Lý do"] == "Đối chiếu"
    sheet = book.active
    heads, *rows, total = sheet.iter_rows(values_only=True)
    assert heads[:3] == ("TT", "Chi bộ", "Báo cáo tháng: Phải nộp")
    assert total[1] == "Cộng"
    assert total[2:] == tuple(sum(row[place] for row in rows) for place in range(2, len(heads)))
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.note.endswith("toàn Đảng bộ: Đối chiếu")) == ("export", True)


@pytest.mark.parametrize("cell", ["second", "youth"])
def test_a_cell_prints_its_own_table(enter, world, cell):
    found = getattr(world, cell)
    address = reverse("rollup-cell-file", args=[found.pk, "2014", "pdf"])
    answer = enter(world.staff).post(address, {"reason": "Lưu hồ sơ"})
    assert answer.content.startswith(b"%PDF")
    name = {"party": "chi-bo", "youth": "chi-doan"}[found.kind]
    assert f"tong-hop-{name}-{found.pk}-2014.pdf" in answer.headers["Content-Disposition"]
    assert found.pk == AuditEntry.objects.latest("pk").object_id


def test_the_paper_says_the_figures_of_the_page(enter, world):
    client, args = enter(world.staff), [world.first.pk, "2014-q1"]
    lines = client.get(reverse("rollup-cell", args=args)).context["lines"]
    address = reverse("rollup-cell-file", args=[*args, "pdf"])
    pdf = client.post(address, {"reason": "Lưu hồ sơ"}).content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
    assert "LÀM THEO, QUÝ I/2014" in text
    for line in lines:
        figures = " ".join(number.value for number in line.numbers)
        assert f"{line.label} {figures}" in text
    assert any(number.value != "0" for line in lines for number in line.numbers)


def test_whoever_leads_a_union_alone_comes_to_a_page(enter, world):
    union = CellFactory(kind="union")
    member = MembershipFactory(cell=union, office="secretary").member
    officer = UserFactory(member=member)
    assert enter(officer).get(reverse("rollup")).status_code == 200
    assert "Bảng này là của các chi bộ" in enter(officer).get(reverse("overview")).content.decode()


def test_the_table_scrolls_in_a_named_region_that_the_keyboard_reaches(enter, world):
    page = (
        enter(world.staff).get(reverse("rollup-cells", args=["party", "2014-h1"])).content.decode()
    )
    assert '<div class="table-responsive" tabindex="0" role="region" aria-label="Số liệu' in page
    assert (
        page.count("vuốt ngang để xem hết các cột") == page.count('class="table-responsive"') == 1
    )


def test_sum_notes_and_signature_use_the_room_under_the_table(world):
    """Notes between them and the table made them so high that half a page before stayed white."""
    figures = {name: 12 for _, group in OF_CELLS for name, _ in group}
    counts = Counts(by_name=figures)
    lines = [Line(of=Cell(name=f"Chi bộ {each}"), counts=counts) for each in range(16)]
    table = printed_table(OF_CELLS, lines, counts, "Chi bộ")
    context = paper_context(Period(2013), None, "toàn Đảng bộ", table)
    paper = PdfReader(BytesIO(render_pdf(TEMPLATE, context)))
    assert len(paper.pages) == 2
    last = " ".join(paper.pages[-1].extract_text().split())
    for told in ("Cộng", *(note[:40] for note in NOTES), "T/M BAN THƯỜNG VỤ"):
        assert told in last
