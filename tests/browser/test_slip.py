"""From the printed slip to the form: a telephone scans, its holder signs in, the form is there."""

import pytest
from playwright.sync_api import expect

from pledges.models import MonthlyReport
from pledges.monthly_report.slips import slips_of
from tests.browser.conftest import PHONE
from tests.browser.desks import report_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_who_scans_a_slip_writes_that_very_report_down_on_the_phone(
    office, criterion, visitor, live_server, settings, scripts
):
    settings.CHI03_ADDRESS = live_server.url
    report = report_of(office.members["member"], office.cell, criterion)
    report_of(office.members["colleague"], office.cell, criterion)
    [slip] = slips_of([MonthlyReport.objects.with_people().get(pk=report.pk)])
    officer = visitor(PHONE, java_script_enabled=scripts)
    officer.page.goto(f"http://{slip.address}")
    officer.is_at("sign-in")
    officer.writes("Tên đăng nhập", office.users["secretary"].username)
    officer.writes("Mật khẩu", officer.password)
    officer.presses("Đăng nhập")
    officer.is_at("monthly-report-enter", report.pk)
    officer.reads("Ghi đúng lời đồng chí Nguyễn Văn Thịnh")
    for number in (1, 2):
        officer.chooses("Đã làm", officer.work(number))
    officer.page.get_by_text("Có phiếu giấy đã ký").click()
    officer.presses_main("Kiểm tra lại và gửi")
    officer.reads("Chưa lưu, chưa gửi")
    officer.shows("enter-check-360")
    officer.presses_main("Gửi bản ghi hộ")
    officer.is_at("monthly-report", report.pk)
    stored = MonthlyReport.objects.get(pk=report.pk)
    assert (stored.status, stored.has_paper_slip) == ("submitted", True)
    expect(officer.main).to_contain_text("Ghi hộ")
