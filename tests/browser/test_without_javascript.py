"""The month, the answer, the import and the card with scripts switched off."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.test_whole_way import XLSX
from tests.cells.member.sheets import person as row
from tests.cells.member.sheets import sheet
from tests.factories import MoralStandardFactory

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "Một câu về việc đã làm"


@pytest.fixture
def plain(person):
    """Somebody whose browser runs no script."""
    return lambda role, width=1280: person(role, width, java_script_enabled=False)


def test_a_member_saves_checks_and_sends_the_month(plain, draft_report):
    member = plain("member", PHONE)
    member.opens("home")
    member.follows("Viết báo cáo")
    for number, state in enumerate(["Đã làm", "Một phần"], start=1):
        member.chooses(state, member.work(number))
        member.writes(BOX, f"Câu của việc {number}.", member.work(number))
    member.presses("Lưu nháp")
    member.reads("Đã lưu nháp.")
    member.presses("Kiểm tra lại và gửi")
    member.reads("Câu của việc 2.")
    member.presses("Gửi báo cáo")
    member.reads("Đã gửi")


def test_a_report_that_lacks_a_state_says_where(plain, draft_report):
    member = plain("member", PHONE)
    member.opens("monthly-report-write", draft_report.pk)
    member.chooses("Đã làm", member.work(1))
    member.presses("Kiểm tra lại và gửi")
    member.reads("Còn 1 chỗ cần sửa")
    member.reads("Chọn kết quả của việc này.")


def test_the_secretary_answers_and_comes_to_the_next(plain, sent_reports):
    secretary = plain("secretary")
    secretary.opens("monthly-report-queue")
    secretary.reads("0/3")
    secretary.writes("Nhận xét, mục 1", "Việc này cả chi bộ đều thấy.")
    secretary.presses("Nhận và sang người tiếp")
    secretary.reads("1/3")
    secretary.presses("Đề nghị bổ sung…")
    secretary.writes("Đề nghị đồng chí bổ sung điều gì?*", "Ghi số hồ sơ.")
    secretary.page.get_by_role("checkbox", name="1. trả lời hồ sơ").check()
    secretary.presses("Gửi đề nghị")
    secretary.reads("2/3")


def test_a_sheet_is_previewed_before_it_is_imported(plain):
    staff = plain("staff")
    staff.opens("roster-import")
    file = {"name": "a.xlsx", "mimeType": XLSX, "buffer": sheet(row("Đỗ Thị Hồng"))}
    staff.page.set_input_files("input[type=file]", file)
    staff.presses("Đọc bảng và xem trước")
    staff.reads("Đỗ Thị Hồng")
    staff.presses("Nhập danh sách này")
    staff.reads("Đã nhập danh sách")


def test_a_line_is_added_to_a_card_and_what_was_typed_stays(plain, office):
    card = MoralStandardFactory(cell=office.cell)
    secretary = plain("secretary")
    secretary.opens("standard-write", card.pk)
    before = secretary.page.locator("fieldset.item").count()
    secretary.page.get_by_label("Tiêu chí").first.fill("Trả lời hồ sơ đúng hạn")
    secretary.presses("Thêm dòng")
    assert secretary.page.locator("fieldset.item").count() == before + 1
    assert secretary.page.get_by_label("Tiêu chí").first.input_value() == "Trả lời hồ sơ đúng hạn"


def test_a_list_is_filtered_and_the_filter_taken_off(plain, sent_reports):
    secretary = plain("secretary")
    secretary.opens("monthly-report-list")
    secretary.page.get_by_role("searchbox").or_(secretary.page.locator("#id_q")).first.fill("thinh")
    secretary.presses("Lọc")
    secretary.reads("1–1 trong 1")
    secretary.follows("Bỏ lọc")
    secretary.reads("1–3 trong 3")


def test_the_phone_menu_opens_and_leads_on(plain, draft_report):
    member = plain("member", PHONE)
    member.opens("home")
    member.page.locator("summary", has_text="Menu").click()
    member.page.locator("details.menu").get_by_role("link", name="Báo cáo tháng").click()
    member.is_at("monthly-report-list")


def test_the_capacity_is_switched_and_the_way_out_works(plain):
    secretary = plain("secretary")
    secretary.opens("home")
    secretary.page.locator("form[action$='/role/'] button").click()
    secretary.page.get_by_text("Đang làm việc với tư cách đảng viên").wait_for()
    secretary.presses("Đăng xuất")
    secretary.opens("home")
    secretary.is_at("sign-in")
