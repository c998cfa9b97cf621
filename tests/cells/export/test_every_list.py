"""Every list that leaves as a sheet holds what its page shows to the same person, and no more."""

from io import BytesIO

import pytest
import tinyhtml5
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from openpyxl import load_workbook

from cells import clock
from cells.audit import AuditEntry
from cells.export.views import SUFFIX, SheetOfList
from cells.models import Cell, Document, Plan, PlanTask, Session, SessionTask
from reports.models import CommendationBatch, Review
from tests.browser.full_office import fill
from tests.conftest import THE_DAY, assemble

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
EMPTY_HERE = {f"{name}-export" for name in ("overview-leaders", "plan-overdue", "reminder-overdue")}
FILLED = [name for name in LISTS if name not in EMPTY_HERE]


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """Filled once: nothing below changes it but the trail."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(THE_DAY):
        cast = assemble()
        fill(cast)
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


def page_rows(client, address):
    """The words of each row, over all pages."""
    found = []
    for number in range(1, 30):
        answer = client.get(address, {"page": number})
        if answer.status_code == 302:  # led on to the one cell's own page
            return []
        assert answer.status_code == 200
        page = tinyhtml5.parse(answer.content, namespace_html_elements=False)
        rows = [
            [words("".join(cell.itertext())) for cell in row]
            for body in page.iter("tbody")
            for row in body
        ]
        if not rows or rows == found[-len(rows) :]:
            return found
        found += rows
    return found


def words(value):
    value = value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else value
    return "".join(str("" if value is None else value).split())


def sheet_of(answer):
    return load_workbook(BytesIO(answer.content))["Danh sách"]


def test_no_exportable_list_is_forgotten():
    assert len(LISTS) == 22


@pytest.mark.parametrize("name", FILLED)
def test_the_sheet_has_the_rows_of_the_page_in_its_order(enter, name):
    client = enter("staff")
    shown = page_rows(client, reverse(name.removesuffix(SUFFIX)))
    assert f'{reverse(name)}"' in client.get(reverse(name.removesuffix(SUFFIX))).content.decode()
    before = AuditEntry.objects.count()
    answer = client.post(reverse(name), {"reason": WHY})
    assert "spreadsheetml" in answer["Content-Type"], answer.content.decode()[-1500:]
    cells = list(sheet_of(answer).iter_rows())
    assert all(isinstance(cell.value, str) for cell in cells[0])
    assert not [
        c
        for row in load_workbook(BytesIO(answer.content))
        for r in row
        for c in r
        if c.data_type == "f"
    ]
    assert len(cells) - 1 == len(shown) > 0
    for row, seen in zip(cells[1:], shown, strict=True):
        strange = [c.value for c in row if words(c.value) not in "|".join(seen)]
        assert strange == []
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("pk").note.endswith(WHY)


@pytest.mark.parametrize("name", LISTS)
def test_an_officer_takes_no_row_that_the_page_does_not_show(enter, name):
    client = enter("secretary")
    answer = client.post(reverse(name), {"reason": WHY})
    if "spreadsheetml" not in answer["Content-Type"]:
        assert answer.status_code in {200, 302, 403, 404}
        return
    shown = [row[0] for row in page_rows(client, reverse(name.removesuffix(SUFFIX)))]
    firsts = [words(row[0]) for row in sheet_of(answer).iter_rows(min_row=2, values_only=True)]
    if shown:  # who follows one cell is led on to that cell's own page
        assert [each for each in firsts if not any(each in seen for seen in shown)] == []


@pytest.mark.parametrize("name", FILLED)
def test_without_a_reason_nothing_leaves(enter, name):
    before = AuditEntry.objects.count()
    answer = enter("staff").post(reverse(name), {"reason": " "})
    assert "Ghi lý do xuất bảng tính." in answer.content.decode()
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("name", FILLED)
def test_a_sheet_asks_no_question_a_row(enter, name):
    client = enter("staff")
    client.post(reverse(name), {"reason": WHY})
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse(name), {"reason": WHY})
    assert len(asked) <= 25
