"""The decision in Word, its lists and the register as sheets; what the back office hands out."""

import io
from datetime import date, datetime

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from cells.audit import AuditEntry
from cells.print.profile import HD11, HD36
from cells.sheet import XLSX
from reports.commendation.word import decision_docx
from reports.models import CommendationForm
from tests.cells.print import samples
from tests.cells.print.reading import text_of
from tests.commending import batch_with, decide
from tests.factories import CellFactory, CommendationFactory, MembershipFactory
from tests.reports.review.test_word import words_of

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://evil.example";"x")'
ATTACK = "{{ 7*7 }} {% for x in y %} <w:p/> & < > \" '"


@pytest.fixture
def batch(cast):
    rows = [
        CommendationFactory(member=who, cell=cast.cell, achievement=FORMULA, proposed=True)
        for who in (None, cast.members["member"])
    ]
    return batch_with(*rows)


def rows_of(content, sheet=0):
    page = load_workbook(io.BytesIO(content)).worksheets[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("profile", [HD11, HD36], ids=["HD11", "HD36"])
def test_the_word_file_says_what_the_decision_says(profile):
    context = samples.commendation_decision(profile=profile)
    document = Document(io.BytesIO(decision_docx(context)))
    said = words_of(document)
    for words in (
        "Số 21-QĐ/ĐUCQ",
        context["abstract"],
        "BAN THƯỜNG VỤ ĐẢNG UỶ QUYẾT ĐỊNH",
        "Điều 1. Khen bằng các hình thức giấy khen, biểu dương của Đảng uỷ đối với 3 tập thể và 25",
        "Phụ lục 1 DANH SÁCH TẬP THỂ ĐƯỢC KHEN (Kèm theo Quyết định số 21-QĐ/ĐUCQ",
        "Phụ lục 2 DANH SÁCH CÁ NHÂN ĐƯỢC KHEN",
        "Danh sách có 25 đồng chí.",
        "T/M BAN THƯỜNG VỤ",
        "Trần Quốc Lập",
    ):
        assert words in said
    assert [len(table.rows) for table in document.tables[2:]] == [4, 26]
    assert round(document.sections[0].left_margin.mm) == profile.left
    assert decision_docx(context) == decision_docx(context)


def test_a_list_with_nobody_in_it_is_left_out_of_the_word_file():
    context = samples.commendation_decision(collectives=[])
    said = words_of(Document(io.BytesIO(decision_docx(context))))
    assert "TẬP THỂ ĐƯỢC KHEN" not in said
    assert "Phụ lục DANH SÁCH CÁ NHÂN ĐƯỢC KHEN" in said


def test_words_are_inert_in_the_word_file():
    context = samples.commendation_decision(abstract=ATTACK, collectives=[])
    context["people"] = [samples.praised("Vũ Thái", achievement=ATTACK)]
    assert words_of(Document(io.BytesIO(decision_docx(context)))).count(ATTACK) == 2


def test_the_word_file_of_a_decision_says_what_was_signed(sign_in, cast, batch, tmp_path):
    address = reverse("commendation-batch-word", args=[batch.pk])
    client = sign_in("staff")
    assert "Số 01-QĐ" not in words_of(Document(io.BytesIO(client.get(address).content)))
    decide(batch, by=cast.users["leader"])
    type(cast.members["member"]).objects.update(full_name="Tên Khác")
    said = words_of(Document(io.BytesIO(client.get(address).content)))
    assert "Số 01-QĐ/ĐUCQ" in said
    assert "Nguyễn Văn Thịnh" in said
    assert "Tên Khác" not in said


def test_both_lists_leave_as_sheets_behind_a_reason(sign_in, cast, batch):
    client, address = sign_in("staff"), reverse("commendation-batch-export", args=[batch.pk])
    assert "Lý do xuất danh sách" in client.get(address).content.decode()
    refused = client.post(address, {"reason": " "})
    assert "Ghi lý do xuất danh sách." in refused.content.decode()
    assert not AuditEntry.objects.filter(verb="export").exists()
    sheet = client.post(address, {"reason": "đối chiếu"})
    assert sheet["Content-Type"] == XLSX
    assert rows_of(sheet.content)[1] == [1, cast.cell.name, FORMULA, "Giấy khen"]
    assert rows_of(sheet.content, 1)[1][1] == "Nguyễn Văn Thịnh"
    assert AuditEntry.objects.get(verb="export").note.endswith(": đối chiếu")


def test_what_looks_like_a_formula_stays_text(sign_in, cast, batch):
    address = reverse("commendation-batch-export", args=[batch.pk])
    content = sign_in("staff").post(address, {"reason": "đối chiếu"}).content
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["C2"]
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_the_register_leaves_as_the_filter_leaves_it_and_never_more_than_one_sees(
    sign_in, cast, batch
):
    CommendationFactory(member=None, cell=cast.other_cell)
    decide(batch, by=cast.users["leader"])
    address = reverse("commendation-export")
    for role, query, names in (
        ("staff", "", {cast.cell.name, "Nguyễn Văn Thịnh", cast.other_cell.name}),
        ("staff", "?status=awarded&q=thinh", {"Nguyễn Văn Thịnh"}),
        ("secretary", "", {cast.cell.name, "Nguyễn Văn Thịnh"}),
    ):
        content = sign_in(role).post(address + query, {"reason": "đối chiếu"}).content
        heading, *rows = rows_of(content)
        assert {row[1] for row in rows} == names
        awarded = next(row for row in rows if row[1] in {cast.cell.name, "Nguyễn Văn Thịnh"})
        told = dict(zip(heading, awarded, strict=True))
        assert told["Khen ngày"] == datetime.combine(date(2014, 3, 20), datetime.min.time())
        assert (told["Số tán thành"], told["Thành tích"]) == (15, FORMULA)
        assert told["Quyết định, nghị quyết số"] == "01-QĐ/ĐUCQ"
    assert sign_in("member").get(address).status_code == 403
    notes = AuditEntry.objects.filter(verb="export").values_list("note", flat=True)
    assert "danh sách 1 đề nghị khen: đối chiếu" in notes


def test_a_secretary_takes_away_only_what_is_of_the_cells_they_lead(sign_in, cast):
    """Though they see more: here what another cell's committee sees of its own."""
    branch = CellFactory(kind="youth")
    MembershipFactory(member=cast.members["secretary"], cell=branch, office="committee")
    for cell in (cast.cell, branch):
        CommendationFactory(member=None, cell=cell)
    secretary = sign_in("secretary")
    seen = secretary.get(reverse("commendation-list")).context["table"].rows
    content = secretary.post(reverse("commendation-export"), {"reason": "đối chiếu"}).content
    _heading, *rows = rows_of(content)
    assert [row[1] for row in rows] == [cast.cell.name]
    assert len(seen) == 2
    assert AuditEntry.objects.of(cast.cell).filter(verb="export").exists()


def test_the_list_leads_to_its_sheet_with_the_same_filter(sign_in, cast):
    here = reverse("commendation-list")
    page = sign_in("staff").get(here, {"status": "awarded"}).content.decode()
    assert f"{reverse('commendation-export')}?status=awarded" in page
    assert reverse("commendation-export") not in sign_in("member").get(here).content.decode()


# ---- the back office


def ask(client, rows, action, **more):
    keys = [row.pk for row in rows]
    data = {"action": action, "index": "0", "_selected_action": keys, **more}
    return client.post(reverse("admin:reports_commendation_changelist"), data, follow=True)


def test_chosen_praise_is_printed_as_certificates_and_leaves_as_a_sheet(
    sign_in, cast, batch, tmp_path
):
    chosen, client = list(batch.commendations.all()), sign_in("staff")
    waiting = ask(client, chosen, "print_chosen").content.decode()
    assert "chưa in được" in waiting
    decide(batch, by=cast.users["leader"])
    assert "Lý do in" in ask(client, chosen, "print_chosen").content.decode()
    printed = ask(client, chosen, "print_chosen", reason="trao tại hội nghị")
    text = text_of(printed.content, tmp_path)
    assert text.count("GIẤY KHEN") == 2
    assert "Nguyễn Văn Thịnh" in text
    sheet = ask(client, chosen, "export_chosen", reason="đối chiếu").content
    assert {row[1] for row in rows_of(sheet)[1:]} == {cast.cell.name, "Nguyễn Văn Thịnh"}
    notes = list(AuditEntry.objects.values_list("verb", "note"))
    assert ("print", "2 đề nghị khen: trao tại hội nghị") in notes
    assert ("export", "2 đề nghị khen: đối chiếu") in notes


def test_what_has_no_certificate_stops_the_printing_of_the_chosen(sign_in, cast):
    form = CommendationForm.objects.get(code="bieu-duong")
    row = CommendationFactory(member=None, cell=cast.cell, form=form, proposed=True)
    decide(batch_with(row), by=cast.users["leader"])
    page = ask(sign_in("staff"), [row], "print_chosen").content.decode()
    assert "Không có giấy khen" in page
