"""Staff compose, a leader signs, the register holds it, and a print can be checked by anybody."""

import re
from datetime import date

import pytest

from cells.models import IssuedDocument
from tests.browser.conftest import PHONE
from tests.browser.person import Person
from tests.browser.test_whole_way import text_of
from tests.factories import PledgeFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_composer_to_the_check_page(office, person, visitor):
    PledgeFactory(member=office.members["member"], cell=office.cell, accepted=True)
    staff, leader = person("staff"), person("leader")
    staff_compose_and_present(staff)
    leader_signs(leader)
    pdf = register_holds_the_file(staff)
    anybody_checks(visitor(PHONE), pdf)
    second_signing_says_what_it_replaces(staff, leader)
    the_old_print_is_known_as_replaced(visitor(PHONE), pdf)


def staff_compose_and_present(staff: Person) -> None:
    staff.opens("review-new")
    staff.writes("Từ tháng*", "01/2014")
    staff.writes("Đến hết tháng*", "03/2014")
    staff.presses("Mở báo cáo")
    staff.page.get_by_role("link", name=re.compile("phần này.*Học tập các chuyên đề")).click()
    staff.page.locator("textarea[name=text]").fill("Toàn Đảng bộ học xong chuyên đề.")
    staff.presses("Lưu phần này")
    staff.follows("Kiểm tra lại, trình ký…")
    staff.reads("phần chưa viết")
    staff.writes("Số dự kiến", "12")
    staff.presses("Trình ký")
    staff.reads("Đã trình ký.")


def leader_signs(leader: Person) -> None:
    leader.opens("home")
    leader.follows("Đọc lại và ký")
    leader.reads("Toàn Đảng bộ học xong chuyên đề.")
    leader.follows("Đọc lại và ký…")
    leader.reads("Toàn Đảng bộ học xong chuyên đề.")
    leader.reads("PHÓ BÍ THƯ")
    assert leader.box("Số*").input_value() == "12"
    leader.writes("Ngày ban hành*", "21/03/2014")
    leader.presses("Ký, phát hành")
    leader.reads("Ngày ban hành chưa tới.")
    leader.writes("Ngày ban hành*", "19/03/2014")
    leader.presses("Ký, phát hành")
    leader.reads("Đã ký, phát hành Báo cáo số 12-BC/ĐUCQ.")


def register_holds_the_file(staff: Person) -> bytes:
    staff.opens("register")
    staff.reads("Số bỏ trống")
    staff.reads("01–11")
    staff.follows("12-BC/ĐUCQ")
    staff.reads("Còn hiệu lực")
    href = staff.page.get_by_role("link", name="Mở tệp đã ký (PDF)").get_attribute("href")
    pdf = staff.context.request.get(staff.address + href).body()
    printed = text_of(pdf)
    for words in ("Số 12-BC/ĐUCQ", "Hà Nội, ngày 19 tháng 3 năm 2014", "Vũ Quốc Dũng"):
        assert words in printed
    assert "DỰ THẢO" not in printed
    return pdf


def anybody_checks(anybody: Person, pdf: bytes) -> None:
    code = re.search(r"Mã xác thực: ([0-9A-Z]{5}-[0-9A-Z]{5})", text_of(pdf))[1]
    anybody.opens("check-code")
    anybody.writes("Mã xác thực*", code.lower())
    anybody.presses("Xem văn bản")
    anybody.reads("Báo cáo số 12-BC/ĐUCQ")
    anybody.reads("19/03/2014")
    compare(anybody, pdf)
    anybody.reads("đúng là tệp đã ký")
    compare(anybody, pdf[:1000] + bytes([pdf[1000] ^ 1]) + pdf[1001:])
    anybody.reads("khác tệp đã ký")


def compare(anybody: Person, pdf: bytes) -> None:
    file = {"name": "ban-in.pdf", "mimeType": "application/pdf", "buffer": pdf}
    anybody.page.set_input_files("input[type=file]", file)
    anybody.presses("So tệp này")


def second_signing_says_what_it_replaces(staff: Person, leader: Person) -> None:
    first = IssuedDocument.objects.get()
    staff.page.goto(staff.address + first.paper.get_absolute_url())
    staff.presses("Lập bản thay thế")
    staff.reads("Bản thay thế mở ở đây")
    leader.page.goto(staff.page.url)
    leader.follows("Đọc lại và ký…")
    leader.reads("đã có Báo cáo số 12-BC/ĐUCQ, ngày 19/03/2014")
    leader.presses("Ký, phát hành")
    leader.reads("Ghi lý do thay thế.")
    assert IssuedDocument.objects.count() == 1
    leader.writes("Thay thế vì*", "sót số liệu của một chi bộ")
    leader.presses("Ký, phát hành")
    leader.reads("Đã ký, phát hành Báo cáo số 13-BC/ĐUCQ.")
    second = IssuedDocument.objects.get(number=13)
    assert (second.replaces, second.dated_on) == (first, date(2014, 3, 20))
    assert "thay thế Báo cáo số 12-BC/ĐUCQ" in text_of(bytes(second.file.content))


def the_old_print_is_known_as_replaced(anybody: Person, pdf: bytes) -> None:
    code = re.search(r"/xac-thuc/([0-9A-Z]{10})/", text_of(pdf).replace(" ", ""))[1]
    anybody.opens("check-paper", code)
    anybody.reads("Bị thay thế")
    anybody.reads("Báo cáo số 13-BC/ĐUCQ")
    compare(anybody, pdf)
    anybody.reads("đúng là tệp đã ký")
