"""Every list that leaves as a sheet holds what its page shows to the same person, and no more."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
import tinyhtml5
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from openpyxl import load_workbook

from cells import clock
from cells.audit import AuditEntry
from cells.export.views import SUFFIX, SheetOfList
from cells.models import Cell, Document, Plan, PlanTask, Session, SessionTask
from pledges.models import MonthlyReport, Reminder
from reports.models import CommendationBatch, Review
from tests.browser.full_office import fill
from tests.conftest import THE_DAY, assemble
from tests.factories import MonthlyReportFactory, PlanTaskFactory, PledgeFactory

SIGNS = ["=1+1", "+1", "-1", "@SUM(1)"]
WHY = "=đối chiếu số liệu"
NAMED = [(Cell, "unit"), (Cell, "name"), (Plan, "title"), (PlanTask, "text")]
NAMED += [(Session, "title"), (SessionTask, "text"), (Document, "abstract"), (Review, "title")]
NAMED += [(CommendationBatch, "title")]


def exportable():
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    names = [name for name in names if name.endswith(SUFFIX)]
    return sorted(name for name in names if is_sheet(name))


def is_sheet(name):
    try:
        view = resolve(reverse(name)).func
    except NoReverseMatch:  # an address with numbers in it
        return False
    return issubclass(getattr(view, "view_class", object), SheetOfList)


LISTS = exportable()
WAYS = {  # columns that only lead elsewhere; a sheet has none
    "post-list-export": "Việc",
    "commendation-unpraised-export": "Đề cử",
    "commendation-coverage-export": "Chưa được khen",
}
A_DAY = re.compile(r"\d\d/\d\d/\d{4}")


def fill_the_rest(cast):
    """What only lists of the late and of leaders show."""
    plan, own = Plan.objects.get(cell=None), {"owner": cast.members["member"], "owner_name": ""}
    PlanTaskFactory(plan=plan, due_on=date(2014, 2, 1), position=98)
    PlanTaskFactory(plan=plan, due_on=date(2014, 2, 2), position=99, **own)
    for role, values in {"leader": {"accepted": True}, "executive": {}}.items():
        member = cast.members[role]
        pledge = PledgeFactory(member=member, cell=cast.other_cell, by_leader=True, **values)
        for month in (1, 2):
            first = date(2014, month, 1)
            MonthlyReportFactory(pledge=pledge, month=first, due_on=date(2014, month + 1, 5))
    report = MonthlyReport.objects.filter(pledge__by_leader=True).first()
    told = {"report": report, "recipient": report.pledge.member, "cell": report.cell}
    Reminder.objects.create(**told, rung=0, sent_on=date(2014, 2, 5), way="app")


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """Filled once: nothing below changes it but the trail."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(THE_DAY):
        cast = assemble()
        fill(cast)
        fill_the_rest(cast)
        for model, field in NAMED:
            for place, row in enumerate(model.objects.order_by("pk")):
                value = f"{SIGNS[place % 4]} {getattr(row, field) or row.pk}"[:100]
                model.objects.filter(pk=row.pk).update(**{field: value})
        yield cast
        transaction.set_rollback(True)


@pytest.fixture
def enter(office, db):
    def as_(role):
        client = Client()
        client.force_login(office.users[role], backend="cells.member.passwords.AccountBackend")
        return client

    return as_


def page_of(name):
    return reverse(name.removesuffix(SUFFIX))


def page_rows(client, name):
    """What stands in each row under which heading, over all pages."""
    found = []
    for number in range(1, 30):
        answer = client.get(page_of(name), {"page": number})
        if answer.status_code == 302:  # led on to the one cell's own page
            return []
        assert answer.status_code == 200
        page = tinyhtml5.parse(answer.content, namespace_html_elements=False)
        headings = [words_in(cell) for cell in page.iterfind(".//thead/tr/th")]
        rows = [
            dict(zip(headings, [words_in(cell) or "–" for cell in row], strict=True))
            for row in page.iterfind(".//tbody/tr")
        ]
        if not rows or rows == found[-len(rows) :]:
            break
        found += rows
    return [{k: seen for k, seen in row.items() if k != WAYS.get(name)} for row in found]


def words_in(element):
    return " ".join("".join(element.itertext()).split())


def as_on_the_page(value):
    """A day is a day in the sheet, and nothing is nothing."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    assert not A_DAY.fullmatch(str(value)), f"{value} is text"
    return " ".join(str(value).split())


def book_of(answer):
    return load_workbook(BytesIO(answer.content))


def sheet_rows(answer):
    headings, *rows = book_of(answer)["Danh sách"].iter_rows(values_only=True)
    return [dict(zip(headings, map(as_on_the_page, row), strict=True)) for row in rows]


def test_no_exportable_list_is_forgotten():
    assert len(LISTS) == 22


@pytest.mark.parametrize("name", LISTS)
def test_the_sheet_says_what_the_page_says_in_its_order(enter, name):
    client = enter("staff")
    assert f'{reverse(name)}"' in client.get(page_of(name)).content.decode()
    before = AuditEntry.objects.count()
    answer = client.post(reverse(name), {"reason": WHY})
    assert "spreadsheetml" in answer["Content-Type"], answer.content.decode()[-1500:]
    assert sheet_rows(answer) == page_rows(client, name) != []
    cells = [cell for sheet in book_of(answer) for row in sheet for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("pk").note.endswith(WHY)


@pytest.mark.parametrize("name", LISTS)
def test_an_officer_takes_no_row_that_the_page_does_not_show(enter, name):
    client = enter("secretary")
    answer = client.post(reverse(name), {"reason": WHY})
    if "spreadsheetml" not in answer["Content-Type"]:
        assert answer.status_code in {200, 302, 403, 404}
        return
    shown = page_rows(client, name)
    if shown:  # who follows one cell is led on to that cell's own page
        assert [row for row in sheet_rows(answer) if row not in shown] == []


@pytest.mark.parametrize("name", LISTS)
def test_without_a_reason_nothing_leaves(enter, name):
    before = AuditEntry.objects.count()
    answer = enter("staff").post(reverse(name), {"reason": " "})
    assert "Ghi lý do xuất bảng tính." in answer.content.decode()
    assert AuditEntry.objects.count() == before
