"""What leaves by mail, to whom, once; and what happens when the server has its own ideas."""

import os
import socket
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cells import clock
from cells.models import Member, Notice
from cells.notice import letters
from pledges.monthly_report import services as reports
from tests.cells.notice.postbox import mail_goes_to, postbox
from tests.factories import MonthlyReportFactory, PledgeFactory


def run() -> str:
    out = StringIO()
    call_command("send_letters", stdout=out)
    return out.getvalue().strip()


def closed_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


def another_report(cast, role="member"):
    pledge = PledgeFactory(member=cast.members[role], cell=cast.cell, year=2013, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, month=clock.today().replace(2013, 5, 1), sent=True)
    reports.acknowledge_monthly_report(report, by=cast.user("secretary"))
    return report


def test_one_letter_for_all_the_news_of_a_member(settings, returned, addresses, cast):
    other = another_report(cast)
    with postbox(settings) as office:
        assert run() == "Đã gửi 1 thư, 2 thông báo."
    [letter] = office.letters
    assert office.recipients == [[addresses["member"]]]
    assert letter["Subject"].strip() == "2 thông báo mới về hồ sơ của đồng chí"
    assert letter["From"] == "Đảng uỷ cơ quan <chi03@chi03.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert (letter.get_content_type(), letter.get_content_charset()) == ("text/plain", "utf-8")
    words = letter.get_content().replace("\r\n", "\n")
    assert "Kính gửi đồng chí Nguyễn Văn Thịnh," in words
    told = "Báo cáo tháng 3/2014 đã được trả lại, có lời ghi."
    assert f"- {told}\n  Xem ở https://chi03.example{returned.get_absolute_url()}" in words
    assert f"https://chi03.example{other.get_absolute_url()}" in words


def test_a_letter_holds_nothing_of_the_paper(settings, returned, addresses):
    with postbox(settings) as office:
        run()
    [letter] = office.letters
    assert "hồ sơ." not in letter.get_content()  # the officer's note
    assert returned.lines.get().sentence not in letter.get_content()


def test_what_was_mailed_is_not_mailed_again(settings, returned, addresses):
    with postbox(settings) as office:
        run()
        assert run() == "Đã gửi 0 thư, 0 thông báo."
    assert len(office.letters) == 1
    assert Notice.objects.get().seen_at is None


def test_seen_already_old_or_without_an_address_nothing_leaves(settings, returned, addresses):
    with postbox(settings) as office:
        Notice.objects.update(at=clock.now() - timedelta(days=8))
        run()
        Notice.objects.update(at=clock.now(), seen_at=clock.now())
        run()
        Notice.objects.update(seen_at=None)
        Member.objects.update(email="")
        run()
        assert office.letters == []


def test_without_a_server_no_mail_is_ever_attempted(settings, returned, addresses, mailoutbox):
    assert settings.CHI03_MAILS is False
    assert run() == letters.NOT_SET_UP
    assert mailoutbox == []
    assert Notice.objects.get().mailed_at is None


def test_while_the_server_is_down_steps_go_on_and_the_letters_wait(settings, returned, addresses):
    mail_goes_to(settings, closed_port())
    with pytest.raises(CommandError, match="không nhận kết nối"):
        run()
    notice = Notice.objects.get()
    assert (notice.mailed_at, notice.mail_failures) == (None, 0)
    with postbox(settings):
        assert run() == "Đã gửi 1 thư, 1 thông báo."


def test_a_refused_letter_is_given_back_and_given_up_in_the_end(settings, returned, addresses):
    with postbox(settings, refuses="recipient"):
        assert run() == "Đã gửi 0 thư, 0 thông báo; 1 thư chưa gửi được."
        notice = Notice.objects.get()
        assert (notice.mailed_at, notice.mail_failures) == (None, 1)
        Notice.objects.update(mail_failures=letters.TRIES)
        assert run() == "Đã gửi 0 thư, 0 thông báo."


def test_a_server_that_hangs_up_ends_the_run_and_nothing_is_lost(
    settings, returned, addresses, cast
):
    another_report(cast, "colleague")
    with postbox(settings, refuses="connection"), pytest.raises(CommandError, match="ngắt kết nối"):
        run()
    assert list(Notice.objects.values_list("mailed_at", flat=True)) == [None, None]
    assert sum(Notice.objects.values_list("mail_failures", flat=True)) == 1


@pytest.mark.parametrize(
    "address",
    ["a@b.vn\nBcc: x@y.vn", "a@b.vn, c@d.vn", "a@b.vn\r\n\r\nhello", "không phải địa chỉ"],
)
def test_no_address_smuggles_in_another_line_or_reader(settings, returned, addresses, address):
    Member.objects.filter(email=addresses["member"]).update(email=address)
    with postbox(settings) as office:
        assert "1 thư chưa gửi được" in run()
    assert office.letters == []


def test_a_name_stands_in_the_letter_as_it_is_written(settings, returned, addresses):
    Member.objects.filter(email=addresses["member"]).update(full_name="H'Hen Niê")
    with postbox(settings) as office:
        run()
    assert "Kính gửi đồng chí H'Hen Niê," in office.letters[0].get_content()


def test_two_runs_at_once_send_every_notice_once(settings, crowd, cast, returned, addresses):
    another_report(cast), another_report(cast, "colleague")
    with postbox(settings) as office:
        answers = crowd(*[letters.send_waiting] * 4)
        assert all(isinstance(answer, letters.Run) for answer in answers), answers
        assert sum(answer.notices for answer in answers) == 3
    assert sorted(office.recipients) == [[addresses["colleague"]], [addresses["member"]]]


def another_process(port: int) -> subprocess.Popen:
    """The command as cron would start it, on this test's database and day."""
    here = connection.settings_dict
    address = f"sqlite:///{here['NAME']}"
    if connection.vendor == "postgresql":
        place = f"{quote(here['USER'])}:{quote(here['PASSWORD'])}@{here['HOST']}:{here['PORT']}"
        address = f"postgresql://{place}/{here['NAME']}"
    variables = {
        "CHI03_DATABASE_URL": address,
        "CHI03_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "CHI03_EMAIL_FROM": "chi03@chi03.example",
        "CHI03_DEBUG": "1",
        "CHI03_DEMO": "1",
        "CHI03_TODAY": "2014-03-20",
    }
    command = [sys.executable, "manage.py", "send_letters"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, env=os.environ | variables, cwd=settings.BASE_DIR, **pipes)


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_send_every_notice_once(settings, cast, returned, addresses):
    another_report(cast), another_report(cast, "colleague")
    with postbox(settings) as office:
        processes = [another_process(office.port) for _ in range(2)]
        said = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert sorted(office.recipients) == [[addresses["colleague"]], [addresses["member"]]]
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_who_finds_the_first_row_taken_leaves_the_others_too(returned, addresses, cast):
    """Another run took the first notice between this one's look and its grasp."""
    another_report(cast)
    here = letters.waiting().filter(member=cast.members["member"]).order_by("pk")
    looked = list(here)
    Notice.objects.filter(pk=looked[0].pk).update(mailed_at=clock.now())
    assert letters.take(looked) == []
    assert Notice.objects.filter(mailed_at=None).count() == 1


# the test letter


def test_the_test_letter_arrives(settings, db):
    with postbox(settings) as office:
        out = StringIO()
        call_command("send_test_mail", "mai@cosodang.example", stdout=out)
    assert out.getvalue().strip() == "Đã gửi thư thử tới mai@cosodang.example."
    assert "https://chi03.example/" in office.letters[0].get_content()


def test_it_says_that_nothing_is_set_up():
    with pytest.raises(CommandError, match="Chưa đặt CHI03_EMAIL_URL"):
        call_command("send_test_mail", "mai@cosodang.example")


def test_it_says_which_server_takes_no_connection(settings):
    mail_goes_to(settings, port := closed_port())
    with pytest.raises(CommandError, match=f"127.0.0.1:{port} không nhận kết nối"):
        call_command("send_test_mail", "mai@cosodang.example")


def test_it_says_that_the_server_is_not_found(settings):
    mail_goes_to(settings, 25, host="khong-co.invalid")
    with pytest.raises(CommandError, match=r"Không tìm thấy máy chủ thư khong-co\.invalid:25"):
        call_command("send_test_mail", "mai@cosodang.example")


def test_it_says_that_name_or_password_are_wrong(settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "chi03", "sai"
    with postbox(settings), pytest.raises(CommandError, match="tên đăng nhập hoặc mật khẩu"):
        call_command("send_test_mail", "mai@cosodang.example")


def test_it_says_that_the_server_cannot_encrypt(settings):
    settings.EMAIL_USE_TLS = True
    with postbox(settings), pytest.raises(CommandError, match="cách mã hoá"):
        call_command("send_test_mail", "mai@cosodang.example")


@pytest.mark.parametrize("address", ["mai", "mai@b.vn\nBcc: x@y.vn"])
def test_it_says_that_the_address_is_none(settings, address):
    with postbox(settings) as office, pytest.raises(CommandError, match="Địa chỉ thư"):
        call_command("send_test_mail", address)
    assert office.letters == []


def test_it_says_that_the_recipient_is_refused(settings):
    with postbox(settings, refuses="recipient"), pytest.raises(CommandError, match="người nhận"):
        call_command("send_test_mail", "mai@cosodang.example")


def test_an_error_that_nobody_foresaw_is_still_a_sentence(settings):
    mail_goes_to(settings, 25)
    assert letters.reason_of(OSError("lạ")) == "Máy chủ thư 127.0.0.1:25 báo lỗi: lạ."
