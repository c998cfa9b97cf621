"""The command: one line and exit 0, or every error, exit 1 and nothing written."""

import pytest
from django.core.management import call_command

from cells.models import Member
from tests.cells.member.sheets import person, saved

LETTERS = "abcdefghik"


def fail(capsys, *arguments) -> list[str]:
    with pytest.raises(SystemExit) as stop:
        call_command("import_members", *arguments)
    said = capsys.readouterr()
    assert (stop.value.code, said.out) == (1, "")
    return said.err.splitlines()


def test_the_counts_stand_in_one_line(cast, tmp_path, capsys):
    call_command("import_members", saved(tmp_path, person(), person("Vũ Ba")))
    assert capsys.readouterr().out == "thêm mới 2, cập nhật 0, không đổi 0\n"
    assert Member.objects.filter(full_name="Vũ Ba").exists()


def test_a_dry_run_writes_nothing(cast, tmp_path, capsys):
    call_command("import_members", saved(tmp_path, person()), "--dry-run")
    assert capsys.readouterr().out.startswith("thêm mới 1, cập nhật 0, không đổi 0")
    assert not Member.objects.filter(full_name="Đỗ Thị Hồng").exists()


def test_one_wrong_row_of_five_hundred_keeps_all_out(cast, tmp_path, capsys):
    before = Member.objects.count()
    names = [f"Hồ {a}{b} {c}" for a in LETTERS[:5] for b in LETTERS for c in LETTERS]
    people = [person(name) for name in names]
    people[498]["Mã chi bộ"] = "XYZ"
    errors = fail(capsys, saved(tmp_path, *people))
    assert errors == ['dòng 500, cột "Mã chi bộ": không có chi bộ nào mang mã “XYZ”.']
    assert Member.objects.count() == before
    people[498]["Mã chi bộ"] = "CSD"
    call_command("import_members", saved(tmp_path, *people))
    assert Member.objects.count() == before + 500


def test_every_error_has_its_line(cast, tmp_path, capsys):
    wrong = person("Vũ Ba", **{"Năm sinh": "x", "Giới tính": "y"})
    errors = fail(
        capsys, saved(tmp_path, wrong, person("Vũ Tư", **{"Mã chi bộ": "ABC"})), "--dry-run"
    )
    assert [error.partition(":")[0] for error in errors] == [
        'dòng 2, cột "Giới tính"',
        'dòng 2, cột "Năm sinh"',
        'dòng 3, cột "Mã chi bộ"',
    ]


def test_what_cannot_be_opened_is_said_in_a_sentence(cast, tmp_path, capsys):
    (tmp_path / "a.xlsx").write_text("họ và tên")
    assert fail(capsys, str(tmp_path / "a.xlsx"))[0].startswith("Tệp không phải bảng tính .xlsx.")
    assert "Không mở được tệp" in fail(capsys, str(tmp_path / "b.xlsx"))[0]
