"""A line of a report → nominated → the cell proposes → a batch → the decision → certificates."""

import re

import pytest

from tests.browser.desks import report_of
from tests.browser.person import Person
from tests.browser.test_whole_way import text_of

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Nguyễn Văn Thịnh"
DEED = "Đã trả lời hồ sơ, không để chậm ngày nào."


def test_from_a_line_of_a_report_to_the_certificates(office, person, criterion):
    report = report_of(office.members["member"], office.cell, criterion, sent=True)
    secretary, staff, leader = person("secretary"), person("staff"), person("leader")
    secretary_nominates(secretary, report)
    the_cell_proposes(secretary)
    staff_gather_and_present(staff)
    leader_decides(leader)
    certificates_are_printed(staff)
    the_member_reads_it(person("member", 360))


def secretary_nominates(secretary: Person, report) -> None:
    secretary.opens("monthly-report", report.pk)
    secretary.page.get_by_role("link", name=re.compile("Đề cử khen.*trả lời hồ sơ")).click()
    secretary.reads("Từ báo cáo tháng 3/2014")
    assert secretary.page.locator("textarea").input_value() == "Đã trả lời hồ sơ."
    secretary.page.get_by_text("Giấy khen", exact=True).click()
    secretary.page.locator("textarea").fill(DEED)
    secretary.presses("Gửi đề cử")
    secretary.reads("Đã gửi đề cử.")
    secretary.opens("home")
    secretary.reads("1 đề cử khen chờ chi bộ xét")


def the_cell_proposes(secretary: Person) -> None:
    secretary.follows("Xem các đề cử")
    secretary.follows(NAME)
    secretary.follows("Chi bộ đề nghị…")
    for label, number in (("được biểu quyết", "5"), ("có mặt", "5"), ("tán thành", "2")):
        secretary.writes(f"Số {label}*", number)
    secretary.presses("Đề nghị khen")
    secretary.reads("Chưa quá nửa số được biểu quyết tán thành")
    secretary.writes("Số tán thành*", "4")
    secretary.presses("Đề nghị khen")
    secretary.reads("4/5 tán thành, có mặt 5")


def staff_gather_and_present(staff: Person) -> None:
    staff.opens("home")
    staff.reads("1 đề nghị khen chờ tổng hợp")
    staff.follows("Đợt khen")
    staff.follows("Lập đợt khen")
    staff.writes("Về việc*", "khen thưởng cá nhân có thành tích đột xuất")
    staff.presses("Lập đợt khen")
    staff.page.get_by_label(NAME).check()
    staff.presses("Lưu danh sách")
    staff.reads("Đã đưa vào 1, bỏ ra 0 đề nghị.")
    staff.follows("Kiểm tra lại, trình…")
    staff.reads("Danh sách có 1 cá nhân.")
    staff.writes("Số dự kiến", "21")
    staff.presses("Trình ký")
    staff.reads("Đã trình.")


def leader_decides(leader: Person) -> None:
    leader.opens("home")
    leader.follows("Đọc và quyết định")
    leader.follows("Đọc lại và ký quyết định…")
    leader.reads(DEED)
    assert leader.box("Số*").input_value() == "21"
    leader.presses("Ký, phát hành")
    leader.reads("Đã ký, phát hành Quyết định số 21-QĐ/ĐUCQ.")


def certificates_are_printed(staff: Person) -> None:
    staff.opens("commendation-batch-list")
    staff.follows("Khen thưởng cá nhân có thành tích đột xuất")
    link = staff.page.get_by_role("link", name="In giấy khen (PDF)").get_attribute("href")
    printed = text_of(staff.context.request.get(staff.address + link).body())
    for words in ("GIẤY KHEN", NAME, DEED, "Quyết định số 21-QĐ/ĐUCQ", "Vũ Quốc Dũng"):
        assert words in printed


def the_member_reads_it(member: Person) -> None:
    member.opens("commendation-list")
    member.follows(NAME)
    member.reads("21-QĐ/ĐUCQ")
    member.reads(DEED)
