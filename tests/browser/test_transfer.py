"""A transfer from the secretary's desk to the new cell: proposed, read, received, confirmed."""

import pytest

from pledges.models import Pledge
from tests.browser.conftest import PHONE
from tests.browser.desks import report_of

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Nguyễn Văn Thịnh"


def test_from_the_proposal_to_the_new_cell(office, person, criterion):
    report_of(office.members["member"], office.cell, criterion)
    secretary, staff = person("secretary", PHONE), person("staff")
    secretary_proposes(secretary, office.members["member"])
    staff_receive(staff)
    the_new_secretary_reads(person("other secretary"), office)
    the_member_finds_the_copy(person("member", PHONE))


def secretary_proposes(secretary, member):
    secretary.opens("member", member.pk)
    secretary.follows("Chuyển sinh hoạt…")
    secretary.page.get_by_label("Đến chi bộ").select_option(label="Chi bộ Vụ Đảng viên")
    secretary.page.get_by_label("Số giấy giới thiệu").fill("12-GT/CB")
    secretary.presses("Kiểm tra lại")
    secretary.reads("Báo cáo tháng 3/2014 chưa gửi ở Chi bộ Vụ Cơ sở đảng được miễn")
    secretary.presses("Sửa lại")
    secretary.page.get_by_label("Dự định từ ngày").fill("19/03/2014")
    secretary.presses("Kiểm tra lại")
    secretary.reads("dự định từ ngày 19/03/2014, giấy giới thiệu số 12-GT/CB")
    secretary.presses("Giới thiệu")
    secretary.reads("chờ tiếp nhận")


def staff_receive(staff):
    staff.opens("home")
    staff.reads(f"Tiếp nhận đồng chí {NAME} chuyển sinh hoạt")
    staff.follows("Xem và tiếp nhận")
    staff.follows("Tiếp nhận…")
    staff.presses("Kiểm tra lại")
    staff.reads("Bản đăng ký năm 2014 ở Chi bộ Vụ Cơ sở đảng được khép.")
    staff.presses("Tiếp nhận")
    staff.reads("Đã tiếp nhận")
    staff.opens("home")
    staff.reads_no("chuyển sinh hoạt")


def the_new_secretary_reads(secretary, office):
    """Last cell's pledge to read, this cell's draft by its state only."""
    old = Pledge.objects.get(cell=office.cell)
    secretary.opens("pledge-list")
    assert secretary.main.get_by_role("link", name=NAME).count() == 2
    secretary.opens("pledge", old.pk)
    secretary.reads("trả lời hồ sơ")
    secretary.reads("chuyển sinh hoạt đến Chi bộ Vụ Đảng viên")


def the_member_finds_the_copy(member):
    member.reads("Đăng ký làm theo năm 2014")
    member.reads_no("Báo cáo tháng 3/2014")
    member.follows("Viết bản đăng ký")
    assert member.box("Tôi sẽ", member.work(1)).input_value() == "trả lời hồ sơ"
