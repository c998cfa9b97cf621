"""From a roster in a spreadsheet to the printed review, with the mouse and the keyboard only."""

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from cells.models import Cell, Member
from pledges.monthly_report.services import open_month
from pledges.pledge.services import open_year
from tests.browser.conftest import PHONE
from tests.browser.inspection import Watch
from tests.browser.person import PASSWORD, Person
from tests.cells.member.sheets import person as row
from tests.cells.member.sheets import sheet
from tests.factories import CellFactory, CriterionFactory, MoralStandardFactory

pytestmark = pytest.mark.django_db(transaction=True)

SECRETARY, MEMBER = "Phạm Gia Khiêm", "Đỗ Thị Hồng"
RETURNED_WITH = "Ghi rõ tháng này trả lời bao nhiêu hồ sơ."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNT_ROWS = """async addresses => {
  const counted = [];
  for (const address of addresses) {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    counted.push(page.querySelectorAll("main tbody tr").length);
  }
  return counted;
}"""


@dataclass
class Way:
    """Who walks it; the secretary and the member do not exist before the sheet is imported."""

    staff: Person
    sysadmin: Person
    visitor: object


@pytest.fixture
def way(office, person, visitor) -> Way:
    cell = CellFactory(code="VP", name="Chi bộ Văn phòng Đảng uỷ")
    card = MoralStandardFactory(cell=cell, adopted=True)
    for number, behaviour in enumerate(["Trả lời hồ sơ đúng hạn", "Tiếp dân hoà nhã"], start=1):
        CriterionFactory(standard=card, position=number, behaviour=behaviour)
    return Way(staff=person("staff"), sysadmin=person("sysadmin"), visitor=visitor)


def test_from_the_sheet_to_the_printed_review(way):
    staff_import_a_sheet(way.staff)
    ask_for_accounts(way.staff)
    codes = print_slips(way.sysadmin)
    secretary = first_sign_in(way.visitor(), SECRETARY, codes)
    member = first_sign_in(way.visitor(PHONE), MEMBER, codes)
    open_year(2014)
    member_pledges(member)
    secretary_accepts(secretary)
    open_month(date(2014, 3, 1))
    member_reports(member)
    secretary_returns(secretary)
    member_mends(member)
    secretary_acknowledges(secretary)
    staff_compose_the_review(way.staff)
    every_number_opens_its_rows(way.staff)
    the_paper_says_the_same(way.staff)


def staff_import_a_sheet(staff: Person) -> None:
    here = {"Mã chi bộ": "VP", "Từ ngày": date(2014, 1, 2)}
    khiem = row(SECRETARY, **here, **{"Chức vụ trong chi bộ": "Bí thư", "Giới tính": "Nam"})
    file = {"name": "danh-sach.xlsx", "mimeType": XLSX, "buffer": sheet(khiem, row(MEMBER, **here))}
    staff.opens("member-list")
    staff.follows("Nhập từ bảng tính…")
    staff.page.set_input_files("input[type=file]", file)
    watch = Watch(staff.page)
    staff.presses("Đọc bảng và xem trước")
    staff.reads("Thêm mới 2")
    assert watch.problems() == []
    staff.page.set_viewport_size({"width": 1280, "height": 800})
    staff.presses("Nhập danh sách này")
    staff.reads("Đã nhập danh sách")


def ask_for_accounts(staff: Person) -> None:
    for name in (SECRETARY, MEMBER):
        staff.opens("member-list", q=name)
        staff.follows(name)
        staff.presses("Đề nghị mở tài khoản")
        staff.reads("Đã gửi đề nghị")


def print_slips(sysadmin: Person) -> dict[str, tuple[str, str]]:
    """Name → user name and one-time code, read off the printed slips."""
    sysadmin.opens("account-list")
    form = sysadmin.main.locator("form[method=post]")
    token = form.locator("input[name=csrfmiddlewaretoken]").input_value()
    answer = sysadmin.context.request.post(
        sysadmin.address + form.get_attribute("action"),
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": sysadmin.page.url},
    )
    slips = re.findall(
        r"Đồng chí: (.+?) Chi bộ.*?Tên đăng nhập: (\S+).*?([2-9a-z]{5}-[2-9a-z]{5})",
        text_of(answer.body()),
    )
    return {name: (username, code) for name, username, code in slips}


def first_sign_in(visitor: Person, name: str, codes: dict[str, tuple[str, str]]) -> Person:
    watch = Watch(visitor.page)
    visitor.signs_in(*codes[name])
    visitor.is_at("first-password")
    size = visitor.page.viewport_size
    assert watch.problems() == []
    visitor.page.set_viewport_size(size)
    visitor.writes("Mật khẩu mới*", PASSWORD)
    visitor.writes("Nhập lại mật khẩu mới*", PASSWORD)
    visitor.presses("Lưu mật khẩu và vào việc")
    visitor.is_at("home")
    return visitor


def member_pledges(member: Person) -> None:
    member.opens("home")
    member.follows("Viết bản đăng ký")
    member.writes("Nhận thức của bản thân", "Nói đi đôi với làm.")
    write_work(member, 1, "trả lời hồ sơ của địa phương", "Trả lời hồ sơ đúng hạn")
    write_work(member, 2, "tiếp dân mỗi thứ năm", "Tiếp dân hoà nhã")
    member.presses_main("Lưu và kiểm tra lại")
    member.reads("Kiểm tra lại trước khi gửi")
    member.presses("Gửi chi bộ")
    member.reads("Đã gửi chi bộ")


def write_work(member: Person, number: int, action: str, criterion: str) -> None:
    here = member.work(number)
    member.writes("Tôi sẽ", action, here)
    member.writes("Mức, số lần", "không sót việc nào", here)
    member.writes("Nhịp", "hằng tháng", here)
    member.writes("Người xác nhận", SECRETARY, here)
    member.box("Chuẩn mực liên quan", here).select_option(label=criterion)


def secretary_accepts(secretary: Person) -> None:
    secretary.opens("home")
    secretary.follows("Trả lời bản đăng ký")
    secretary.reads("trả lời hồ sơ của địa phương")
    secretary.presses("Nhận bản đăng ký")
    secretary.reads(f"Đã nhận bản đăng ký của đồng chí {MEMBER}.")


def member_reports(member: Person) -> None:
    member.opens("home")
    member.follows("Viết báo cáo")
    answer(member, 1, "Đã làm", "Trả lời hồ sơ đều trong năm ngày.")
    answer(member, 2, "Một phần", "Tiếp ba buổi, vắng một buổi.")
    send(member)


def answer(member: Person, number: int, state: str, sentence: str) -> None:
    here = member.work(number)
    member.chooses(state, here)
    member.writes("Một câu về việc đã làm", sentence, here)


def send(member: Person) -> None:
    member.presses("Kiểm tra lại và gửi")
    member.reads("Kiểm tra báo cáo tháng 3/2014")
    member.presses("Gửi báo cáo")
    member.reads("Đã gửi")


def secretary_returns(secretary: Person) -> None:
    secretary.opens("home")
    secretary.follows("Trả lời báo cáo")
    secretary.reads("Tiếp ba buổi, vắng một buổi.")
    secretary.presses("Đề nghị bổ sung…")
    secretary.writes("Đề nghị đồng chí bổ sung điều gì?*", RETURNED_WITH)
    secretary.page.get_by_role("checkbox").first.check()
    secretary.presses("Gửi đề nghị")
    secretary.reads(f"Đã đề nghị đồng chí {MEMBER} bổ sung.")


def member_mends(member: Person) -> None:
    member.opens("home")
    member.reads(RETURNED_WITH)
    member.follows("Bổ sung báo cáo")
    member.reads(RETURNED_WITH)
    answer(member, 1, "Đã làm", "Trả lời 14 hồ sơ, đều trong năm ngày.")
    send(member)


def secretary_acknowledges(secretary: Person) -> None:
    secretary.opens("home")
    secretary.follows("Trả lời báo cáo")
    secretary.reads("Trả lời 14 hồ sơ, đều trong năm ngày.")
    secretary.presses("Nhận báo cáo")
    secretary.reads(f"Đã nhận báo cáo của đồng chí {MEMBER}.")


def staff_compose_the_review(staff: Person) -> None:
    staff.opens("review-list")
    staff.follows("Mở báo cáo mới")
    staff.writes("Từ tháng*", "01/2014")
    staff.writes("Đến hết tháng*", "03/2014")
    staff.presses("Mở báo cáo")
    staff.page.get_by_role("link", name=re.compile("phần này.*Học tập các chuyên đề")).click()
    staff.page.locator("textarea[name=text]").fill("Toàn Đảng bộ học xong chuyên đề năm 2014.")
    staff.presses("Lưu phần này")
    staff.reads("Toàn Đảng bộ học xong chuyên đề năm 2014.")


def every_number_opens_its_rows(staff: Person) -> None:
    links = staff.page.locator("a.fig").all()
    said = [(link.get_attribute("href"), number_in(link.inner_text())) for link in links]
    assert len(said) > 60
    counted = staff.page.evaluate(COUNT_ROWS, [address for address, _ in said])
    assert [(address, rows) for (address, _), rows in zip(said, counted, strict=True)] == said


def the_paper_says_the_same(staff: Person) -> None:
    members = Member.objects.of_party(date(2014, 3, 31)).count()
    cells = Cell.objects.party().count()
    href = staff.page.get_by_role("link", name="Xem bản in (PDF)").get_attribute("href")
    paper = text_of(staff.context.request.get(staff.address + href).body())
    for words in (
        f"Đảng bộ có {cells} chi bộ trực thuộc với {members} đảng viên",
        f"1 đồng chí trong tổng số {members} đồng chí thuộc diện đăng ký",
        "số báo cáo phải nộp là 1 báo cáo, trong đó 1 báo cáo đúng hạn (100,00%), 0 báo cáo muộn",
        "2 việc đã đăng ký, theo lần báo cáo gần nhất: 1 việc đã làm, 1 việc làm được một phần",
        "Toàn Đảng bộ học xong chuyên đề năm 2014.",
    ):
        assert words in paper
    expect(staff.main).to_contain_text(f"{members} đảng viên")


def number_in(words: str) -> int:
    return int(re.match(r"[\d.]+", words.strip())[0].replace(".", ""))


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
