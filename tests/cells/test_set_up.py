"""A real office's first day: once, all or nothing, and two codes to begin with."""

import os
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cells.models import Cell, Committee, CommitteePost, Letterhead, Member, Programme, Term, User

pytestmark = pytest.mark.django_db
ANSWERS = {
    "committee": "Đảng uỷ cơ quan Ban Tổ chức Trung ương",
    "symbol": "ĐUCQ",
    "place": "Hà Nội",
    "superior": "ĐẢNG BỘ KHỐI|CÁC CƠ QUAN TRUNG ƯƠNG",
    "body": "ĐẢNG UỶ CƠ QUAN|BAN TỔ CHỨC TRUNG ƯƠNG",
    "term": "nhiệm kỳ 2010–2015",
    "term_since": "01/08/2010",
    "staff": "Lê Thu Hà",
    "staff_birth_year": "1980",
    "staff_card": "03.000 123",
    "cell_code": "CB01",
    "cell_name": "Chi bộ Văn phòng",
    "sysadmin": "quantri",
}


def set_up(**changes):
    out = StringIO()
    answers = {name: value for name, value in (ANSWERS | changes).items() if value}
    options = [f"--{name.replace('_', '-')}={value}" for name, value in answers.items()]
    call_command("set_up", *options, stdout=out)
    return out.getvalue()


def test_the_first_day_makes_everything_that_the_first_hand_needs():
    set_up()
    assert Committee.objects.get().symbol == "ĐUCQ"
    assert Letterhead.objects.get().superior_lines == "ĐẢNG BỘ KHỐI\nCÁC CƠ QUAN TRUNG ƯƠNG"
    assert Term.objects.get().cell is None
    assert Programme.objects.get().code == "Chỉ thị 03-CT/TW"
    assert CommitteePost.objects.get().member == Member.objects.get(full_name="Lê Thu Hà")
    staff, sysadmin = User.objects.order_by("is_sysadmin")
    assert (staff.username, staff.is_staff, staff.is_sysadmin) == ("ha0123", True, False)
    assert (sysadmin.username, sysadmin.member, sysadmin.is_sysadmin) == ("quantri", None, True)


def test_the_printed_codes_open_the_first_password(client):
    for username, code in re.findall(r"tên đăng nhập (\S+), mã dùng một lần (\S+)", set_up()):
        client.post(reverse("sign-in"), {"username": username, "password": code})
        assert client.get(reverse("first-password")).status_code == 200
        client.post(reverse("sign-out"))
    assert User.objects.exclude(last_login=None).count() == 2


def test_the_second_day_is_refused_in_a_sentence():
    set_up()
    with pytest.raises(CommandError, match="đã thiết lập"):
        set_up(sysadmin="khac")
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": ""}, "--place"),
        ({"sysadmin": "Quản trị"}, "chữ không dấu"),
        ({"sysadmin": "ha0123"}, "đã có người dùng"),
        ({"term_since": "30/02/2010"}, "Không có ngày"),
        ({"staff": "Lê <b>"}, "không có ký tự"),
        ({"staff_birth_year": "1880"}, "birth_year"),
    ],
)
def test_a_wrong_answer_leaves_nothing_behind(changes, sentence):
    with pytest.raises(CommandError, match=sentence):
        set_up(**changes)
    assert not Committee.objects.exists()
    assert not Cell.objects.exists()
    assert not User.objects.exists()


@pytest.fixture
def keyboard(monkeypatch):
    """A terminal on standard input; what it is given is what somebody types."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs, encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        yield lambda *lines: os.write(ours, "".join(f"{line}\n" for line in lines).encode())
    os.close(ours)


def test_what_is_not_given_is_asked_until_it_can_be_read(keyboard, capsys):
    keyboard("ĐUCQ", "30/02/2010", "01/08/2010", "tám mươi", "1980")
    said = set_up(symbol="", term_since="", staff_birth_year="")
    assert Committee.objects.get().symbol == "ĐUCQ"
    assert f"{Term.objects.get().since:%d/%m/%Y}" == "01/08/2010"
    assert Member.objects.get().birth_year == 1980
    asked = capsys.readouterr().out
    assert asked.count("Nhiệm kỳ bắt đầu ngày") == asked.count("Năm sinh của đồng chí ấy") == 2
    assert "mã dùng một lần" in said


def test_an_empty_answer_leaves_nothing_behind(keyboard):
    keyboard("")
    with pytest.raises(CommandError, match="--place"):
        set_up(place="")
    assert not Committee.objects.exists()
