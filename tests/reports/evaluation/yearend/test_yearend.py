"""The year-end set: asked for by the committee or a cell's secretaries, made by the job, with an
index and folders."""

from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ
from pypdf import PdfReader

from cells.audit import AuditEntry
from cells.jobs import pieces
from cells.jobs.models import Job
from cells.jobs.services import make
from cells.models import CommitteePost, Membership
from reports.evaluation.yearend.services import pack, print_set
from reports.models import CellEvaluation, MemberEvaluation
from tests.factories import EvaluationRoundFactory
from tests.jobs import work_off
from tests.reports.evaluation.yearend.asked import content_of, index_of, package_of, whose

pytestmark = pytest.mark.usefixtures("light")
SENT_HERE = ["member", "secretary", "deputy"]


def ask(client, found, cells, shape="folders", reason="Lưu hồ sơ cuối năm"):
    data = {"cells": [cell.pk for cell in cells], "shape": shape, "reason": reason}
    return client.post(reverse("round-print", args=[found.pk]), data)


def label_of(cast, found, role):
    paper = MemberEvaluation.objects.get(round=found, member=cast.members[role])
    return f"memberevaluation {paper.pk}"


def label_of_cell(found, cell):
    return f"cellevaluation {CellEvaluation.objects.get(round=found, cell=cell).pk}"


def test_staff_get_a_folder_a_cell_with_its_own_paper_on_top_and_an_index(cast, found, sign_in):
    answer = ask(sign_in("staff"), found, [cast.cell, cast.other_cell])
    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    work_off()
    files = package_of(content_of(job))
    rows = index_of(files)
    assert [row["STT"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert {row["Tệp"] for row in rows} == set(files) - {"muc-luc.xlsx"}
    here = [row for row in rows if row["Chi bộ"] == str(cast.cell)]
    assert whose(files[here[0]["Tệp"]]) == label_of_cell(found, cast.cell)
    told = {row["Tên"]: whose(files[row["Tệp"]]) for row in here[1:]}
    assert told == {str(cast.members[role]): label_of(cast, found, role) for role in SENT_HERE}
    assert len({row["Tệp"].split("/")[0] for row in rows}) == 2


def test_the_index_holds_a_level_only_where_the_reader_may_know_it(cast, found, sign_in):
    ask(sign_in("secretary"), found, [cast.cell])
    work_off()
    levels = {
        row["Tên"]: row["Mức xếp loại"]
        for row in index_of(package_of(content_of(Job.objects.get())))
    }
    assert levels[str(cast.members["member"])] == "Hoàn thành tốt nhiệm vụ"
    assert not levels[str(cast.members["deputy"])]


def test_names_that_begin_like_a_formula_stay_text(cast, found, sign_in):
    type(cast.cell).objects.filter(pk=cast.cell.pk).update(name="=1+1")
    ask(sign_in("staff"), found, [cast.cell])
    work_off()
    rows = index_of(package_of(content_of(Job.objects.get())))
    assert {row["Chi bộ"] for row in rows} == {"=1+1"}


def test_merged_a_cell_is_one_file_and_the_index_says_on_which_page_a_paper_begins(
    cast, found, sign_in
):
    ask(sign_in("staff"), found, [cast.cell, cast.other_cell], shape="merged")
    work_off()
    files = package_of(content_of(Job.objects.get()))
    assert len(files) == 3
    rows = index_of(files)
    for name in set(files) - {"muc-luc.xlsx"}:
        begins = [row["Từ trang"] for row in rows if row["Tệp"] == name]
        assert begins == list(range(1, len(begins) + 1))
        assert len(PdfReader(BytesIO(files[name])).pages) == len(begins)


def test_one_cell_merged_is_just_its_pdf(cast, found, sign_in):
    ask(sign_in("secretary"), found, [cast.cell], shape="merged")
    work_off()
    job = Job.objects.select_related("file").get()
    assert job.file.name == "kiem-diem-xep-loai-2013-csd.pdf"
    assert len(PdfReader(BytesIO(content_of(job))).pages) == 4


def test_the_same_papers_give_the_same_file(cast, found, sign_in):
    client = sign_in("staff")
    for _ in range(2):
        ask(client, found, [cast.cell])
        work_off()
    first, second = (package_of(content_of(job)) for job in Job.objects.all())
    assert list(first) == list(second)
    assert index_of(first) == index_of(second)


def test_the_same_set_asked_for_again_is_the_job_at_work(cast, found, sign_in):
    client = sign_in("staff")
    for _ in range(2):
        answer = ask(client, found, [cast.cell])
        assert answer.url == Job.objects.get().get_absolute_url()
    assert AuditEntry.objects.of(cast.cell).count() == 1


@pytest.mark.parametrize(
    ("role", "shape", "cells"),
    [
        ("secretary", "folders", ["cell"]),
        ("staff", "merged", ["cell"]),
        ("staff", "folders", ["cell", "other_cell"]),
    ],
)
def test_another_set_or_another_person_is_another_job(cast, found, sign_in, role, shape, cells):
    ask(sign_in("staff"), found, [cast.cell])
    ask(sign_in(role), found, [getattr(cast, name) for name in cells], shape=shape)
    assert Job.objects.count() == 2


def test_what_is_printed_is_read_before_anything_is_held(cast, found):
    with CaptureQueriesContext(connection) as asked:
        print_set(found, [cast.cell], merged=False, reason="Lưu", by=cast.users["staff"])
    words = [each["sql"] for each in asked.captured_queries]
    first_hold = next(place for place, sql in enumerate(words) if sql.startswith("SAVEPOINT"))
    reads = [place for place, sql in enumerate(words) if "reports_memberevaluation" in sql]
    assert reads
    assert max(reads) < first_hold


# ---- a paper that goes back to its writer meanwhile


def take_back(cast, role):
    MemberEvaluation.objects.filter(member=cast.members[role]).update(status="draft")


@pytest.mark.parametrize("is_made_first", [True, False])
def test_a_paper_taken_back_is_left_out_and_named_in_the_index(cast, found, sign_in, is_made_first):
    ask(sign_in("staff"), found, [cast.cell])
    if is_made_first:
        cut_off_before_packing()
    take_back(cast, "secretary")
    work_off()
    job = Job.objects.get()
    assert (job.state, job.done, job.total, job.error) == ("done", 4, 4, "")
    files = package_of(content_of(job))
    rows = {row["Tên"]: row for row in index_of(files)}
    gone = rows.pop(str(cast.members["secretary"]))
    assert (gone["Tệp"], "rút về" in gone["Ghi chú"]) == (None, True)
    assert {row["Tệp"] for row in rows.values()} == set(files) - {"muc-luc.xlsx"}
    assert {row["Ghi chú"] for row in rows.values()} == {None}


def cut_off_before_packing():
    """All pieces are there, the last part comes once more."""
    [row] = OrmQ.objects.all()
    job = Job.objects.get()
    make(job, row.args()[1])


def test_one_cell_merged_without_a_paper_taken_back_says_so_in_an_index(cast, found, sign_in):
    ask(sign_in("staff"), found, [cast.cell], shape="merged")
    take_back(cast, "secretary")
    work_off()
    files = package_of(content_of(Job.objects.get()))
    rows = index_of(files)
    [name] = set(files) - {"muc-luc.xlsx"}
    assert len(PdfReader(BytesIO(files[name])).pages) == 3
    assert sorted(row["Từ trang"] for row in rows if row["Tệp"] == name) == [1, 2, 3]
    assert [row["Tên"] for row in rows if row["Ghi chú"]] == [str(cast.members["secretary"])]


@pytest.mark.parametrize("shape", ["merged", "folders"])
def test_where_all_was_taken_back_the_index_alone_is_left(cast, found, sign_in, shape):
    ask(sign_in("staff"), found, [cast.other_cell], shape=shape)
    take_back(cast, "stranger")
    CellEvaluation.objects.filter(cell=cast.other_cell).update(status="returned")
    work_off()
    files = package_of(content_of(Job.objects.get()))
    assert list(files) == ["muc-luc.xlsx"]
    assert len(index_of(files)) == 2


def test_one_merged_cell_shows_at_every_paper_that_it_lives(cast, found):
    user = cast.users["staff"]
    job = print_set(found, [cast.cell], merged=True, reason="Lưu", by=user)
    make(job, range(job.total))
    files, beats = [pieces.path_of(job.key, number) for number in range(job.total)], []
    pack(user, job.args, files, lambda: beats.append("beat"))
    assert len(beats) == job.total == 4


def test_who_took_what_and_why_stays_in_the_trail_of_the_cell(cast, found, sign_in):
    ask(sign_in("staff"), found, [cast.cell])
    [entry] = AuditEntry.objects.of(cast.cell)
    assert "2013" in entry.note
    assert "Lưu hồ sơ cuối năm" in entry.note


@pytest.mark.parametrize("role", ["secretary", "deputy"])
def test_secretaries_are_offered_their_own_cell_only(cast, found, sign_in, role):
    client = sign_in(role)
    page = client.get(reverse("round-print", args=[found.pk])).content.decode()
    assert str(cast.cell) in page
    assert str(cast.other_cell) not in page
    assert ask(client, found, [cast.other_cell]).status_code == 200
    assert not Job.objects.exists()
    assert ask(client, found, [cast.cell]).status_code == 302


@pytest.mark.parametrize("role", ["leader", "executive", "inspector"])
def test_every_body_of_the_committee_prints_every_cell(cast, found, sign_in, role):
    assert ask(sign_in(role), found, [cast.cell, cast.other_cell]).status_code == 302
    work_off()
    assert len(index_of(package_of(content_of(Job.objects.get())))) == 6


@pytest.mark.parametrize(
    ("role", "status"), [("member", 404), ("cell committee", 403), ("sysadmin", 404)]
)
def test_others_do_not_print_the_set(cast, found, sign_in, role, status):
    assert ask(sign_in(role), found, [cast.cell]).status_code == status
    assert not Job.objects.exists()


def test_without_a_reason_nothing_is_printed(cast, found, sign_in):
    page = ask(sign_in("staff"), found, [cast.cell], reason=" ").content.decode()
    assert "Ghi lý do in." in page
    assert not Job.objects.exists()


def test_cells_where_nothing_was_sent_are_refused_beside_the_box(cast, found, sign_in):
    MemberEvaluation.objects.filter(member=cast.members["stranger"]).delete()
    CellEvaluation.objects.filter(cell=cast.other_cell).update(status="draft")
    client = sign_in("staff")
    MemberEvaluation.objects.create(
        round=found, member=cast.members["stranger"], cell=cast.other_cell
    )
    page = ask(client, found, [cast.other_cell]).content.decode()
    assert "Chưa có bản kiểm điểm nào đã gửi" in page


def test_too_many_at_once_are_refused(cast, found, sign_in, monkeypatch):
    monkeypatch.setattr("reports.evaluation.yearend.services.MOST", 3)
    page = ask(sign_in("staff"), found, [cast.cell]).content.decode()
    assert "nhiều nhất 3" in page


def test_who_loses_the_office_meanwhile_gets_nothing(cast, found):
    job = print_set(found, [cast.cell], merged=False, reason="Lưu", by=cast.users["secretary"])
    Membership.objects.filter(member=cast.members["secretary"]).update(office="")
    work_off()
    job.refresh_from_db()
    assert (job.state, job.done) == ("failed", 0)


def test_who_loses_the_office_after_it_is_done_gets_no_file(cast, found, sign_in):
    job = print_set(found, [cast.cell], merged=False, reason="Lưu", by=cast.users["staff"])
    work_off()
    client, address = sign_in("staff"), reverse("job-file", args=[job.pk])
    assert client.get(address).status_code == 200
    CommitteePost.objects.filter(member=cast.members["staff"]).delete()
    assert client.get(address).status_code == 403


def test_a_disabled_account_gets_nothing(cast, found):
    user = cast.users["secretary"]
    job = print_set(found, [cast.cell], merged=False, reason="Lưu", by=user)
    user.is_active = False
    user.save()
    work_off()
    job.refresh_from_db()
    assert job.state == "failed"


# ---- the command


def run(*words):
    call_command("print_evaluations", *words)


def test_the_command_writes_the_whole_set(cast, found, tmp_path):
    run("--year", "2013", "--output", str(tmp_path / "bo.zip"))
    rows = index_of(package_of((tmp_path / "bo.zip").read_bytes()))
    assert len(rows) == 6
    assert not Job.objects.exists()


def test_the_command_writes_one_cell_merged(cast, found, tmp_path):
    run("--year", "2013", "--cell", "DV", "--merged", "--output", str(tmp_path / "dv.pdf"))
    assert len(PdfReader(tmp_path / "dv.pdf").pages) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "2012"], "Chưa có vòng đánh giá"),
        (["--year", "2010"], "Chưa có bản kiểm điểm nào"),
        (["--year", "2013", "--cell", "KHONG"], "Không có chi bộ mã"),
        (["--year", "năm nay"], "Ghi đủ"),
        (["--cell", "DV"], "Ghi đủ"),
    ],
)
def test_a_wrong_call_says_why_and_writes_nothing(cast, found, tmp_path, capsys, words, said):
    EvaluationRoundFactory(year=2010)
    with pytest.raises(SystemExit):
        run(*words, "--output", str(tmp_path / "bo.zip"))
    assert said in capsys.readouterr().err
    assert not (tmp_path / "bo.zip").exists()
