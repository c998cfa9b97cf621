"""The command: the signed file, else a draft; a wrong call says one clear sentence."""

import pytest
from django.core.management import call_command

from cells.models import Committee, Minutes, MinutesPart
from tests.cells.session.minutes.conftest import text_of
from tests.factories import SessionFactory, moment
from tests.minutes import held_session, sign_both

DAY = ["--cell", "CSD", "--date", "2014-03-05"]


@pytest.fixture
def output(tmp_path):
    return tmp_path / "bien-ban.pdf"


@pytest.fixture
def run(capsys, output):
    """Calls the command; answers its exit code and what it said."""

    def call(*arguments):
        try:
            call_command("print_minutes", *arguments, "--output", str(output))
        except SystemExit as stop:
            return stop.code, capsys.readouterr().err
        return 0, capsys.readouterr().out

    return call


def test_minutes_that_are_not_signed_bear_the_mark_of_a_draft_and_nothing_is_written(
    session, run, output
):
    code, line = run(*DAY)
    assert (code, line.count("\n")) == (0, 1)
    words = text_of(output.read_bytes())
    assert "DỰ THẢO" in words
    assert "đồng chí Hoàng Văn Đạt, công tác" in words
    assert not Minutes.objects.exists()
    assert not MinutesPart.objects.exists()


def test_signed_minutes_are_the_stored_file(session, cast, run, output):
    document = sign_both(session, cast)
    assert run(*DAY)[0] == 0
    assert output.read_bytes() == bytes(document.file.content)


def test_of_two_sessions_on_a_day_it_asks_which(session, cast, run, output):
    morning = {"starts_at": moment(2014, 3, 5, 8), "ends_at": moment(2014, 3, 5, 9)}
    held_session(cast, form="thematic", title="Nói đi đôi với làm", **morning)
    code, said = run(*DAY)
    assert code == 1
    assert "có 2 buổi ngày 05/03/2014" in said
    assert "--form thematic --time 08:00 (chuyên đề); --form regular --time 14:00" in said
    assert not output.exists()
    for more, words in (["--form", "thematic"], "chuyên đề"), (["--time", "14:00"], "thường kỳ"):
        assert run(*DAY, *more)[0] == 0
        assert f"sinh hoạt chi bộ {words}" in text_of(output.read_bytes())


def test_late_in_the_evening_is_still_that_day(cast, run):
    SessionFactory(cell=cast.cell, starts_at=moment(2014, 3, 7, 23, 30))
    SessionFactory(cell=cast.cell, starts_at=moment(2014, 3, 8, 0, 30))
    assert run("--cell", "CSD", "--date", "2014-03-07")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--cell", "Z", "--date", "2014-03-05"], "Không có chi bộ mã “Z”."),
        (["--cell", "CSD", "--date", "2014-03-06"], "không có buổi sinh hoạt nào"),
        (["--cell", "CSD", "--date", "2014-02-30"], "Không có ngày 2014-02-30"),
        (["--cell", "CSD", "--date", "hôm qua"], "“hôm qua” chưa phải một ngày"),
        ([*DAY, "--time", "09:00"], "không có buổi sinh hoạt nào"),
        ([*DAY, "--form", "họp"], "Ghi đủ: print_minutes"),
        (["--cell", "CSD"], "Ghi đủ: print_minutes"),
    ],
)
def test_a_wrong_call_says_one_sentence_and_writes_no_file(
    session, run, output, arguments, sentence
):
    code, said = run(*arguments)
    assert (code, said.count("\n")) == (1, 1)
    assert sentence in said
    assert not output.exists()


def test_a_cancelled_session_has_no_minutes(cast, run):
    SessionFactory(cell=cast.cell, status="cancelled")
    assert run(*DAY)[0] == 1


def test_an_installation_without_a_committee_says_so(db, run):
    code, said = run(*DAY)
    assert (code, "set_up" in said, Committee.objects.count()) == (1, True, 0)


def test_a_place_that_cannot_be_written_is_said(session, run, output):
    output.mkdir()
    code, said = run(*DAY)
    assert (code, said.startswith("Không ghi được tệp")) == (1, True)
