"""Staff hand over a secretary's office on a desk, and make one record out of two on a phone."""

import pytest

from cells.models import Member
from tests.factories import MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def double(office):
    member = MemberFactory(full_name="Nguyễn Văn Thịnh", card_number="", unit="Vụ III")
    MembershipFactory(member=member, cell=office.cell)
    return member


def test_the_office_of_secretary_is_handed_over_in_one_step(office, person):
    staff, deputy = person("staff"), office.members["deputy"]
    staff.opens("member", deputy.pk)
    staff.follows("Chức vụ trong chi bộ…")
    staff.page.get_by_label("Bí thư", exact=True).check()
    staff.presses("Xem trước")
    staff.reads("Chọn chức vụ mới của đồng chí ấy để bàn giao trong một bước.")
    handover = staff.page.get_by_role("group", name="Khi bàn giao")
    handover.get_by_label("Chi uỷ viên").check()
    staff.writes("Hết nhiệm kỳ ngày", "31/12/2015")
    staff.presses("Xem trước")
    staff.reads("Đồng chí Trần Thị Mai: chi uỷ viên Chi bộ Vụ Cơ sở đảng từ 20/03/2014")
    staff.reads("gồm: bí thư Đặng Hồng Hải, chi uỷ viên Lê Minh Hoà, chi uỷ viên Trần Thị Mai")
    staff.presses("Ghi chức vụ")
    staff.is_at("member", deputy.pk)
    staff.reads("Bí thư, Chi bộ Vụ Cơ sở đảng")
    secretary = person("deputy")
    secretary.opens("cell", office.cell.pk)
    secretary.reads("hết nhiệm kỳ ngày 31/12/2015")


def test_two_records_of_one_person_are_merged_on_a_phone(office, person, double):
    staff, kept = person("staff", 360), office.members["member"]
    staff.opens("home")
    staff.follows("Kiểm tra dữ liệu")
    staff.follows("Nguyễn Văn Thịnh")
    staff.is_at("member-merge-confirm", kept.pk, double.pk)
    staff.reads("lấy từ hồ sơ trùng")
    staff.reads("Đảng viên, Chi bộ Vụ Cơ sở đảng")
    staff.presses("Gộp hồ sơ")
    staff.is_at("member", kept.pk)
    staff.reads("Đã gộp hai hồ sơ thành một.")
    staff.reads("Vụ III")
    assert not Member.objects.filter(pk=double.pk).exists()
    staff.opens("data-check")
    staff.reads_no("Có thể là một người ghi hai lần (")
