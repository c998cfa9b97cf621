"""The roster in the browser: upload, preview, confirm; and out again with a reason."""

import os
import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cells.member import uploads
from cells.member.roster import plan
from cells.member.roster_sheet import read
from cells.member.services import export_roster
from cells.models import AuditEntry, Member
from cells.sheet import read_sheet
from tests.cells.member.sheets import HEADINGS, TODAY, person, sheet, stored
from tests.conftest import ROLES
from tests.factories import CellFactory, MemberFactory, MembershipFactory, StandingFactory

IMPORT, EXPORT = reverse("roster-import"), reverse("roster-export")
TOKEN = "6f0c3c8e-3a54-4c11-9d8c-0d7b6c9d1f11"
NEW = "Đỗ Thị Hồng"


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path) -> Path:
    settings.CHI03_DATA_DIR = tmp_path
    return tmp_path / "imports"


def upload(client, *people, name="danh sách.xlsx"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, sheet(*people))}, follow=True)


def confirm_url(response) -> str:
    return response.request["PATH_INFO"] + "confirm/"


def is_there() -> bool:
    return Member.objects.filter(full_name=NEW).exists()


def test_a_sheet_is_shown_before_it_is_written_and_written_once(sign_in, cast, data_dir):
    staff = sign_in("staff")
    preview = upload(staff, person(), stored(cast.members["member"], **{"Đơn vị": "Vụ I"}))
    page = preview.content.decode()
    assert re.search(r"Đơn vị: để trống → <b>Vụ I</b>", page)
    assert not is_there()
    done = staff.post(confirm_url(preview), follow=True)
    assert "Đã nhập danh sách: thêm mới 1, cập nhật 1, không đổi 0." in done.content.decode()
    again = staff.post(confirm_url(preview), follow=True)
    assert "Bảng này đã nhập xong" in again.content.decode()
    assert Member.objects.filter(full_name=NEW).count() == 1
    assert AuditEntry.objects.filter(verb="import").count() == 1
    assert list(data_dir.iterdir()) == []


def test_errors_are_listed_by_row_and_column_and_nothing_can_be_confirmed(sign_in, cast):
    staff = sign_in("staff")
    preview = upload(staff, person(), person("Vũ Ba", **{"Mã chi bộ": "<b>X"}))
    page = preview.content.decode()
    assert "mang mã “&lt;b&gt;X”" in page
    assert confirm_url(preview) not in page
    staff.post(confirm_url(preview))
    assert not is_there()


@pytest.mark.parametrize("content", [b"", b"MZ", b"PK\x03\x04", sheet()])
def test_a_file_that_is_no_roster_is_refused_beside_the_box(sign_in, content, data_dir):
    page = sign_in("staff").post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", content)})
    assert page.context["form"].errors["file"]
    assert not data_dir.exists()


def test_no_file_is_refused_beside_the_box(sign_in):
    assert "Chọn tệp danh sách." in sign_in("staff").post(IMPORT).content.decode()


def test_a_file_that_changed_after_the_preview_is_not_imported(sign_in, cast, data_dir):
    staff = sign_in("staff")
    preview = upload(staff, person())
    [kept] = data_dir.iterdir()
    kept.write_bytes(sheet(person("Vũ Ba")))
    answer = staff.post(confirm_url(preview), follow=True)
    assert "Tải tệp lên lại" in answer.content.decode()
    assert not Member.objects.filter(full_name__in=[NEW, "Vũ Ba"]).exists()


def test_people_who_changed_after_the_preview_are_shown_again(sign_in, cast):
    staff, member = sign_in("staff"), cast.members["member"]
    preview = upload(staff, stored(member, **{"Chức vụ": "Vụ phó"}))
    Member.objects.filter(pk=member.pk).update(job_title="Thanh tra")
    answer = staff.post(confirm_url(preview), follow=True)
    assert "vừa có người sửa" in answer.content.decode()
    assert "Thanh tra → <b>Vụ phó</b>" in answer.content.decode()
    staff.post(confirm_url(answer))
    member.refresh_from_db()
    assert member.job_title == "Vụ phó"


def test_another_session_cannot_see_or_confirm_the_sheet(sign_in, client, cast):
    url = confirm_url(upload(sign_in("staff"), person()))
    client.logout()
    other = sign_in("staff")
    for answer in (other.get(url.removesuffix("confirm/")), other.post(url)):
        assert answer.headers["Location"] == IMPORT
    assert not is_there()


def test_a_sheet_nobody_confirmed_goes_after_a_day(sign_in, data_dir):
    upload(sign_in("staff"), person())
    [kept] = data_dir.iterdir()
    long_ago = time.time() - 2 * uploads.DAY
    os.utime(kept, (long_ago, long_ago))
    uploads.sweep()
    assert list(data_dir.iterdir()) == []


def test_the_name_of_the_file_goes_nowhere_near_the_disk(sign_in, data_dir):
    page = upload(sign_in("staff"), person(), name="..%2f..%2fx<b>.xlsx").content.decode()
    [kept] = data_dir.iterdir()
    assert re.fullmatch(r"[0-9a-f-]{36}\.xlsx", kept.name)
    assert "x<b>" not in page


@pytest.mark.parametrize("role", ROLES)
def test_only_staff_import(sign_in, role):
    client = sign_in(role)
    addresses = [IMPORT, reverse("roster-template"), reverse("roster-preview", args=[TOKEN])]
    answers = {client.get(address).status_code for address in addresses}
    answers.add(client.post(reverse("roster-confirm", args=[TOKEN])).status_code)
    assert answers == ({200, 302} if role == "staff" else {403})


def test_confirming_is_a_post(sign_in):
    assert sign_in("staff").get(reverse("roster-confirm", args=[TOKEN])).status_code == 405


# ---- out


def names_in(response) -> set[str]:
    lines = read_sheet(response.content, "a.xlsx")
    assert list(lines[0].values) == HEADINGS
    return {line.values[1] for line in lines[1:]}


def export(client, query="", reason="lập danh sách đại biểu"):
    return client.post(EXPORT + query, {"reason": reason})


def test_what_was_exported_imports_back_unchanged(sign_in, cast):
    StandingFactory(member=cast.members["member"])
    odd = MemberFactory(full_name="Hà", card_number="", birth_year=None, sex="", official_on=None)
    Member.objects.filter(pk=odd.pk).update(job_title="=1+1")
    MembershipFactory(member=odd, cell=cast.cell)
    answer = export(sign_in("staff"))
    agreed = plan(read(read_sheet(answer.content, "a.xlsx")), TODAY)
    assert agreed.troubles == ()
    assert agreed.counts == "thêm mới 0, cập nhật 0, không đổi 12"


@pytest.mark.parametrize("role", ROLES)
def test_bodies_export_everybody_secretaries_their_cell(sign_in, cast, role):
    answer = export(sign_in(role))
    if role in {"staff", "leader", "executive", "inspector"}:
        assert {"Phan Ngọc Lan", "Vi Văn Tuyển"} <= names_in(answer)
    elif role in {"secretary", "deputy"}:
        assert "Phan Ngọc Lan" in names_in(answer)
        assert "Vi Văn Tuyển" not in names_in(answer)
    elif role == "other secretary":
        assert "Phan Ngọc Lan" not in names_in(answer)
    else:
        assert answer.status_code == 403


def test_the_filter_of_the_list_narrows_the_sheet(sign_in, cast):
    answer = export(sign_in("staff"), f"?cell={cast.cell.pk}&office=deputy_secretary")
    assert names_in(answer) == {"Đặng Hồng Hải"}


@pytest.fixture
def others(cast):
    """In the list of the page, and in no chi bộ: a guest, two đoàn viên, people who have left."""
    MembershipFactory(member=MemberFactory(), cell=cast.cell, is_temporary=True)
    for _ in range(2):
        MembershipFactory(member=MemberFactory(), cell=CellFactory(kind="youth"))


def test_page_and_sheet_say_who_stands_in_the_list_alone(sign_in, cast, others):
    client = sign_in("staff")
    page = client.get(EXPORT)
    listed = client.get(reverse("member-list")).context["table"].paginator.count
    alone = [int(words.split()[0]) for words in page.context["left_out"]]
    assert listed == page.context["count"] + sum(alone)
    said = page.content.decode()
    assert "2 đồng chí chỉ sinh hoạt ở chi đoàn" in said
    assert "1 đồng chí chỉ sinh hoạt tạm" in said
    assert "đồng chí không còn sinh hoạt ở chi bộ nào" in said
    book = load_workbook(BytesIO(export(client).content))
    told = [row[1] for row in book["Thông tin"].iter_rows(min_row=2, values_only=True)]
    assert told == [page.context["count"], *page.context["left_out"]]


def test_where_nobody_is_left_out_nothing_is_said(sign_in, cast, others):
    client, query = sign_in("secretary"), f"?cell={cast.cell.pk}&office=deputy_secretary"
    assert client.get(EXPORT + query).context["left_out"] == []
    assert load_workbook(BytesIO(export(client, query).content)).sheetnames == ["Danh sách"]


def test_a_guest_who_belongs_elsewhere_is_said_to(sign_in, cast):
    guest = cast.members["stranger"]
    MembershipFactory(member=guest, cell=cast.cell, is_temporary=True)
    page = sign_in("secretary").get(f"{EXPORT}?cell={cast.cell.pk}")
    assert page.context["left_out"] == ["1 đồng chí thuộc chi bộ khác"]


def test_another_cell_in_the_address_is_not_there(sign_in, cast):
    client = sign_in("secretary")
    assert export(client, f"?cell={cast.other_cell.pk}").status_code == 404
    assert export(client, f"?cell={cast.cell.pk}").status_code == 200
    assert AuditEntry.objects.filter(verb="export").count() == 1


def test_the_reason_is_asked_and_kept(sign_in, cast):
    client = sign_in("secretary")
    assert "Ghi lý do xuất danh sách." in export(client, reason=" \u200b").content.decode()
    assert not AuditEntry.objects.exists()
    export(client)
    entry = AuditEntry.objects.of(cast.cell).get()
    assert (entry.verb, entry.actor_label) == ("export", "Trần Thị Mai")
    assert entry.note == "danh sách 5 đồng chí: lập danh sách đại biểu"


def test_the_reason_is_asked_before_anything_is_handed_out(sign_in):
    page = sign_in("leader").get(EXPORT)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "Bảng tính có <b>11</b> đồng chí" in page.content.decode()


def test_a_list_leaves_only_with_a_reason(cast):
    people = Member.objects.filter(pk=cast.members["member"].pk)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        export_roster(people, by=cast.user("staff"), reason=" \u200b ", cell=None)
    assert not AuditEntry.objects.exists()
