"""What a wrong call of one of our commands is told: one Vietnamese sentence, exit code 1."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command, get_commands, load_command_class

from cells.command import SpokenCommand, in_words

OURS = sorted(
    name for name, app in get_commands().items() if app in ("cells", "pledges", "reports")
)


def start(*words: str, **variables: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if "CHI03" not in name}
    clean |= {"CHI03_DATABASE_URL": "sqlite://:memory:", "CHI03_DEBUG": "1"} | variables
    clean["DJANGO_SETTINGS_MODULE"] = "chi03.settings"
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, env=clean, cwd=project.BASE_DIR, capture_output=True, text=True, check=False
    )


def test_every_command_of_ours_refuses_in_vietnamese():
    assert len(OURS) > 12
    for name in OURS:
        app = get_commands()[name]
        assert isinstance(load_command_class(app, name), SpokenCommand), name


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["open_month"], "Thiếu: YYYY-MM."),
        (["open_year", "hai"], "YYYY: “hai” chưa phải một số."),
        (["open_year", "2014", "2015"], "Lệnh này không nhận: 2015."),
        (["seed_demo", "--cells", "ba"], "--cells: “ba” chưa phải một số."),
        (["run_due", "--today"], "--today: thiếu giá trị."),
        (["sweep_files", "--dry-run=1"], "--dry-run không nhận giá trị “1”."),
        (["set_up", "--programme", "x"], "--programme có thể là --programme-code, --programme-"),
        (["set_up", "--term-since", "xx"], "--term-since: “xx” chưa phải một ngày"),
        (["send_letters", "-v", "9"], "-v/--verbosity: không có 9. Chọn: 0, 1, 2, 3."),
        (["print_slips", "--month", "2014-03"], "Ghi đủ: print_slips --cell MÃ"),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(words, sentence, capsys):
    name, *rest = words
    with pytest.raises((CommandError, SystemExit)) as refusal:
        call_command(name, *rest)
    said = str(refusal.value) if refusal.type is CommandError else capsys.readouterr().err
    assert said.startswith(sentence)


def test_what_nobody_foresaw_is_still_a_sentence():
    assert in_words("not in any list of ours") == "Lời gọi chưa đúng."
    assert in_words("argument --cell: not allowed with argument --committee") == (
        "--cell không đi cùng --committee."
    )
    assert in_words("one of the arguments --committee --cell is required") == (
        "Cần một trong: --committee --cell."
    )


class Refusing(SpokenCommand):
    requires_system_checks: list[str] = []

    def handle(self, **options):
        raise ValidationError(["Câu một.", "Câu hai."])


def test_what_a_service_refuses_is_said_as_its_sentences():
    with pytest.raises(CommandError, match=r"^Câu một\. Câu hai\.$"):
        call_command(Refusing())
    with pytest.raises(ValidationError):
        call_command(Refusing(), traceback=True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["open_month"], "Thiếu: YYYY-MM. Xem cách gọi: manage.py open_month --help\n"),
        (["open_month", "tháng ba"], "“tháng ba” chưa phải một tháng"),
    ],
)
def test_on_the_command_line_it_is_that_sentence_alone_and_exit_code_1(words, sentence):
    refused = start(*words)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith(sentence)
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["mail.vn", "thư://a@b:25", "smtp://a:b@c:xyz", "smtp://[::1"])
def test_a_mail_address_that_is_none_is_one_sentence(address):
    refused = start("send_test_mail", "a@b.vn", CHI03_EMAIL_URL=address, CHI03_EMAIL_FROM="a@b.vn")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith("CHI03_EMAIL_URL chưa đúng. Ghi như ")
