"""A list as a sheet: whose rows leave, what is asked first, what is written down."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cells.audit import AuditEntry
from cells.export import services
from cells.models import Cell

CELLS = reverse("cell-list-export")
WHY = {"reason": "đối chiếu"}


def book(answer):
    return load_workbook(BytesIO(answer.content))


def names(answer):
    return [row[0] for row in book(answer)["Danh sách"].iter_rows(min_row=2, values_only=True)]


def test_a_secretary_takes_the_cells_they_lead_and_no_query_brings_more(sign_in, cast):
    client = sign_in("secretary")
    assert names(client.post(CELLS, WHY)) == [cast.cell.short_name]
    forged = client.post(f"{CELLS}?q=&cell=999&sort=user__password", WHY)
    assert names(forged) == [cast.cell.short_name]


def test_the_filter_is_kept_and_who_when_why_stand_beside(sign_in, cast):
    answer = sign_in("staff").post(f"{CELLS}?q={cast.cell.code}", WHY)
    assert names(answer) == [cast.cell.short_name]
    told = dict(book(answer)["Thông tin"].iter_rows(min_row=2, values_only=True))
    assert told["Lý do"] == "đối chiếu"
    assert cast.cell.code in told["Bộ lọc"]
    entry = AuditEntry.objects.get(verb="export")
    assert "1 chi bộ" in entry.note
    assert "đối chiếu" in entry.note


@pytest.mark.parametrize("role", ["secretary", "staff", "inspector"])
def test_without_a_reason_nothing_leaves(sign_in, cast, role):
    answer = sign_in(role).post(CELLS, {"reason": " "})
    assert "Ghi lý do xuất bảng tính." in answer.content.decode()
    assert not AuditEntry.objects.exists()


def test_a_leader_is_not_asked_why_and_is_written_down_all_the_same(sign_in, cast):
    assert names(sign_in("leader").post(CELLS, {}))
    assert AuditEntry.objects.filter(verb="export").count() == 1


@pytest.mark.parametrize("role", ["member", "cell committee", "sysadmin"])
def test_others_take_no_cells(sign_in, cast, role):
    assert sign_in(role).post(CELLS, WHY).status_code == 403


def test_a_name_that_looks_like_a_formula_stays_text(sign_in, cast):
    Cell.objects.filter(pk=cast.cell.pk).update(unit="x", name="=HYPERLINK(1)")
    sheet = book(sign_in("staff").post(CELLS, WHY))["Danh sách"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_more_than_a_file_holds_is_refused_in_a_sentence(sign_in, cast, monkeypatch):
    monkeypatch.setattr(services, "MOST", 1)
    answer = sign_in("staff").post(CELLS, WHY)
    assert "mỗi tệp nhiều nhất 1." in answer.content.decode()
    assert not AuditEntry.objects.exists()
