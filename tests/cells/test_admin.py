"""The back office: who opens it, what each sees there, and what nobody can do in it."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cells.audit import AuditEntry
from cells.member.accounts.services import disable_account
from cells.models import CommitteePost, Membership, Term, Theme
from cells.sheet import Page, write_sheets
from tests.factories import (
    CommitteePostFactory,
    MembershipFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeItemFactory,
    ReviewFactory,
    StandingFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
STAFFS = {"committee", "letterhead", "cell", "member"}
STAFFS |= {"programme", "term", "theme", "documenttype", "scoresheet", "scoregroup"}
STAFFS |= {"commendationform", "occasion", "ratingscheme", "youthscheme"}
LOOKED_AT = {"moralstandard", "pledge", "monthlyreport", "review", "auditentry"}
LOOKED_AT |= {"commendation", "commendationbatch"}
LOOKED_AT |= {"evaluationround", "memberevaluation", "cellevaluation"}
LOOKED_AT |= {
    "membership",
    "transfer",
    "committeepost",
    "standing",
    "document",
}  # written on their own pages
SYSADMINS = {"user", "accessattempt"}


def address(model, page="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def named(name):
    return next(model for model in admin.site._registry if model._meta.model_name == name)


def opened(client, page="changelist"):
    answers = {
        model._meta.model_name: client.get(address(model, page)).status_code
        for model in admin.site._registry
    }
    return {name for name, status in answers.items() if status == 200}


def test_every_registered_model_has_its_keeper():
    names = {model._meta.model_name for model in admin.site._registry}
    assert names == STAFFS | LOOKED_AT | SYSADMINS


@pytest.mark.parametrize(
    "role", ["member", "secretary", "leader", "inspector", "yesterday's secretary"]
)
def test_nobody_else_opens_the_back_office(sign_in, role):
    client = sign_in(role)
    for page in ["admin:index", "admin:cells_member_changelist", "admin:login"]:
        assert client.get(reverse(page), follow=True).status_code == 403


def test_a_visitor_is_sent_to_the_one_sign_in_page(client, db):
    page = client.get(reverse("admin:index"), follow=True)
    assert page.request["PATH_INFO"] == reverse("sign-in")
    assert unquote(page.request["QUERY_STRING"]) == "next=/quan-tri/"


def test_staff_and_sysadmin_each_see_their_own(sign_in):
    assert opened(sign_in("staff")) == STAFFS | LOOKED_AT
    assert opened(sign_in("sysadmin")) == SYSADMINS


def test_staff_add_plain_data_and_no_papers(sign_in):
    assert opened(sign_in("staff"), "add") == STAFFS - {"committee", "member", "scoregroup"}
    assert opened(sign_in("sysadmin"), "add") == set()


def test_nothing_is_deleted_but_a_waiting_time(rf, cast):
    for role in ["staff", "sysadmin"]:
        request = rf.get("/")
        request.user = cast.user(role)
        may = {
            model._meta.model_name
            for model, page in admin.site._registry.items()
            if page.has_delete_permission(request)
        }
        assert may == ({"accessattempt"} if role == "sysadmin" else set())


def test_yesterday_the_post_ended_today_the_back_office_is_shut(sign_in, cast):
    client = sign_in("staff")
    assert client.get(reverse("admin:index")).status_code == 200
    CommitteePost.objects.filter(member=cast.members["staff"]).update(until=date(2014, 3, 19))
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


SECRET = "Đây là lời trong bản nháp"


@pytest.fixture
def drafts(cast):
    item = PledgeItemFactory(action=SECRET, pledge__reflection=SECRET, pledge__measures=SECRET)
    line = MonthlyReportLineFactory(sentence=SECRET, item=item, report__pledge=item.pledge)
    card = MoralStandardFactory(motto=SECRET, cell=None)
    return [item.pledge, line.report, card, ReviewFactory()]


def test_papers_show_their_columns_and_not_their_words(sign_in, drafts):
    client = sign_in("staff")
    for paper in drafts:
        for where in [address(type(paper)), address(type(paper), "change", paper.pk)]:
            page = client.get(where)
            assert page.status_code == 200
            assert SECRET not in page.content.decode()
            assert 'name="_save"' not in page.content.decode()


def test_a_paper_is_not_written_in_the_back_office(sign_in, drafts):
    client = sign_in("staff")
    for paper in drafts[:3]:
        answer = client.post(address(type(paper), "change", paper.pk), {"status": "accepted"})
        assert answer.status_code == 403
        assert type(paper).objects.get(pk=paper.pk).status == "draft"


def test_posts_and_standings_are_only_looked_at(sign_in, cast):
    StandingFactory(member=cast.members["member"])
    post = CommitteePostFactory(member=cast.members["member"])
    client = sign_in("staff")
    change = address(CommitteePost, "change", post.pk)
    assert 'name="_save"' not in client.get(change).content.decode()
    assert client.post(change, {"body": "standing"}).status_code == 403
    assert client.get(address(CommitteePost, "history", post.pk)).status_code == 200
    found = client.get(address(CommitteePost), {"q": "nguyen van thinh"}).context["cl"]
    assert found.result_count == 1


def test_a_membership_is_looked_at_and_changed_on_the_persons_page(sign_in, cast):
    """Ending a row here would skip what happens to the papers."""
    mine = Membership.objects.get(member=cast.members["member"])
    client = sign_in("staff")
    change = address(Membership, "change", mine.pk)
    assert reverse("member", args=[mine.member_id]) in client.get(change).content.decode()
    form = {"member": mine.member_id, "cell": mine.cell_id, "office": "", "since": "01/01/2010"}
    assert client.post(change, form | {"until": "20/03/2014"}).status_code == 403
    assert client.post(reverse("admin:cells_membership_add"), form).status_code == 403
    mine.refresh_from_db()
    assert mine.until is None


def term(name, since, until="", **more):
    return {"name": name, "since": since, "until": until, **more}


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("01/08/2015", "", ""),
        ("31/07/2015", "", "Trùng ngày với nhiệm kỳ 2010–2015, từ 01/08/2010 đến 31/07/2015"),
        ("01/01/2005", "01/08/2010", "Trùng ngày với"),
        ("01/01/2005", "31/07/2010", ""),
        ("01/01/2012", "01/01/2013", "Trùng ngày với"),
    ],
)
def test_a_body_has_one_term_on_any_day(sign_in, cast, since, until, sentence):
    Term.objects.filter(cell=None).update(until=date(2015, 7, 31))
    add = reverse("admin:cells_term_add")
    page = sign_in("staff").post(add, term("nhiệm kỳ sau", since, until))
    assert page.status_code == (200 if sentence else 302)
    assert sentence in page.content.decode()


def test_whose_term_it_is_stays_for_good(sign_in, cast):
    stored = TermFactory(cell=cast.cell)
    change = address(Term, "change", stored.pk)
    form = term("nhiệm kỳ 2010–2013", "01/08/2010", "31/07/2013", cell=cast.other_cell.pk)
    assert sign_in("staff").post(change, form).status_code == 302
    stored.refresh_from_db()
    assert (stored.cell, stored.until) == (cast.cell, date(2013, 7, 31))


def test_people_are_found_without_diacritics(sign_in):
    page = sign_in("staff").get(reverse("admin:cells_member_changelist"), {"q": "tran thi mai"})
    assert "Trần Thị Mai" in page.content.decode()
    assert "1 đảng viên" in page.content.decode()


@pytest.mark.parametrize("how_many", [1, 15])
def test_lists_ask_as_often_for_many_rows(sign_in, cast, how_many, django_assert_max_num_queries):
    for _ in range(how_many):
        MembershipFactory(cell=cast.cell)
        CommitteePostFactory(body="executive")
        PledgeItemFactory()
    client = sign_in("staff")
    for name in ["membership", "committeepost", "pledge"]:
        with django_assert_max_num_queries(12):
            client.get(address(named(name)))


HEADINGS = ["Năm", "Chương trình", "Chuyên đề", "Hạn đăng ký", "Đã đối chiếu văn bản", "Ghi chú"]


def sheet(*rows):
    content = write_sheets(Page("Dữ liệu", HEADINGS, rows, [20] * 6))
    return SimpleUploadedFile("chuyen-de.xlsx", content)


def confirm(client, page):
    form = page.context["confirm_form"]
    return client.post(reverse("admin:cells_theme_process_import"), form.initial, follow=True)


def test_themes_come_in_from_a_sheet_after_a_preview(sign_in):
    client = sign_in("staff")
    rows = sheet(["2013", "Chỉ thị 03-CT/TW", "Tự phê bình", "31/01/2013", "có", ""])
    page = client.post(
        reverse("admin:cells_theme_import"), {"import_file": rows, "format": "0", "resource": "0"}
    )
    assert not Theme.objects.filter(year=2013).exists()
    confirm(client, page)
    theme = Theme.objects.get(year=2013)
    assert (theme.pledge_due_on, theme.is_verified) == (date(2013, 1, 31), True)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["2013", "Chỉ thị 99", "Tự phê bình", "31/01/2013", "", ""], "không có chương trình"),
        (["2013", "Chỉ thị 03-CT/TW", "Tự phê bình", "30/02/2013", "", ""], "Không có ngày"),
        (["2013", "Chỉ thị 03-CT/TW", "x" * 401, "31/01/2013", "", ""], "tối đa 400"),
    ],
)
def test_a_wrong_row_brings_nothing_in(sign_in, row, sentence):
    good = ["2012", "Chỉ thị 03-CT/TW", "Nêu gương", "31/01/2012", "", ""]
    form = {"import_file": sheet(good, row), "format": "0", "resource": "0"}
    page = sign_in("staff").post(reverse("admin:cells_theme_import"), form)
    assert sentence in page.content.decode()
    assert "confirm_form" not in page.context
    assert not Theme.objects.filter(year=2012).exists()


def test_a_file_that_is_no_sheet_is_refused_in_words(sign_in):
    form = {"import_file": SimpleUploadedFile("x.xlsx", b"<html>"), "format": "0", "resource": "0"}
    page = sign_in("staff").post(reverse("admin:cells_theme_import"), form)
    assert "Tệp không phải bảng tính" in page.content.decode()


def test_an_export_asks_why_writes_it_down_and_holds_no_formula(sign_in, cast):
    Theme.objects.update(title='=HYPERLINK("http://evil")')
    client, export = sign_in("staff"), reverse("admin:cells_theme_export")
    refused = client.post(export, {"format": "0", "resource": "0", "note": " "})
    assert "Ghi lý do tải về" in refused.content.decode()
    answer = client.post(export, {"format": "0", "resource": "0", "note": "Gửi Khối"})
    book = load_workbook(BytesIO(answer.content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert '=HYPERLINK("http://evil")' in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}
    entry = AuditEntry.objects.get(verb="export")
    assert entry.note == "chuyên đề năm: Gửi Khối"
    assert entry.content_type == ContentType.objects.get_for_model(
        apps.get_model("cells.Committee")
    )


@pytest.mark.parametrize("page", ["cells_theme_import", "cells_theme_export"])
@pytest.mark.parametrize("role", ["sysadmin", "member", "leader"])
def test_only_staff_import_and_export(sign_in, role, page):
    assert sign_in(role).get(reverse(f"admin:{page}"), follow=True).status_code == 403


def test_an_older_state_is_shown_and_not_put_back(sign_in, cast):
    cast.cell.name = "Chi bộ Vụ Cơ sở"
    cast.cell.save()
    client = sign_in("staff")
    assert client.get(address(named("cell"), "history", cast.cell.pk)).status_code == 200
    version = cast.cell.history.first()
    form = reverse("admin:cells_cell_simple_history", args=[cast.cell.pk, version.pk])
    assert 'name="_save"' not in client.get(form).content.decode()
    assert client.post(form, {"name": "Chi bộ khác"}).status_code in (200, 403)
    cast.cell.refresh_from_db()
    assert cast.cell.name == "Chi bộ Vụ Cơ sở"


def test_the_steps_of_accounts_do_not_stand_in_the_staffs_trail(sign_in, cast):
    disable_account(cast.users["member"], by=cast.users["sysadmin"], note="nghỉ hưu")
    assert AuditEntry.objects.count() == 1
    page = sign_in("staff").get(address(AuditEntry)).content.decode()
    assert "nghỉ hưu" not in page
