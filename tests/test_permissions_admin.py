"""Every page of the back office, asked by every role: the last part of docs/permissions.yaml."""

import logging

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from cells.audit import AuditEntry, trace
from cells.models import Cell
from cells.session.score.shipped import ship_score_sheet
from reports.evaluation.scheme.shipped import ship_rating_schemes
from reports.youth.services import ship_youth_scheme
from tests import permissions
from tests.asking import answer_of, speak_shortly, staged
from tests.factories import (
    CellEvaluationFactory,
    CommendationFactory,
    DocumentFactory,
    EvaluationRoundFactory,
    MemberEvaluationFactory,
    MonthlyReportFactory,
    MoralStandardFactory,
    PledgeFactory,
    ReviewFactory,
    StandingFactory,
    TermFactory,
    TransferFactory,
)
from tests.permissions import FORBIDDEN, OK, SIGN_IN, table
from tests.world import changed_since, digest

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
POSTED = {"add", "delete", "import", "process_import"}
INSIDE = permissions.members_of(table()["admin"]["opens"])


@pytest.fixture(autouse=True)
def _quiet(monkeypatch, caplog):
    speak_shortly(monkeypatch)
    caplog.set_level(logging.ERROR, logger="django.request")


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with staged(django_db_blocker) as shared:
        yield shared


@pytest.fixture
def cast(db, stage):
    return stage.cast


@pytest.fixture
def clients(stage, cast):
    """A row of everything, and a browser for everybody."""
    StandingFactory(), TermFactory(), ReviewFactory(), TransferFactory(), DocumentFactory()
    CommendationFactory(gathered=True)
    MoralStandardFactory(cell=cast.cell, adopted=True)
    ship_score_sheet()
    ship_rating_schemes()
    ship_youth_scheme()
    found = EvaluationRoundFactory(scheme__first_year=2001)  # the shipped ones stay unused
    MemberEvaluationFactory(round=found), CellEvaluationFactory(round=found)
    report = MonthlyReportFactory(pledge=PledgeFactory(cell=cast.cell, accepted=True))
    trace(report, cast.users["staff"], "submit", "draft", "submitted")
    AccessAttempt.objects.create(username="ai-do", failures_since_start=1)
    return stage.browsers()


def page_address(model, page):
    if page in {"changelist", "add", "import", "process_import", "export"}:
        return reverse(permissions.admin_name(model, page))
    row = model._default_manager.order_by("pk").first()
    args = [row.pk, row.history.first().pk] if page == "simple_history" else [row.pk]
    return reverse(permissions.admin_name(model, page), args=args)


def expected(role, may):
    if role == "anonymous":
        return SIGN_IN
    return OK if role in may else FORBIDDEN


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_role_gets_the_answer_of_the_table(model, clients):
    before, wrong = digest(), []
    for page in permissions.admin_pages(model):
        url = page_address(model, page)
        for role, client in clients.items():
            given, may = entered(client.get(url)), permissions.admin_groups(model, page)
            wanted = expected(role, INSIDE if page == "process_import" else may)
            if page == "process_import" and wanted == OK:
                wanted = 405  # the second half of an import is only ever posted
            if given != wanted:
                wrong.append(f"GET {page} as {role}: {given}, not {wanted}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert not changed_since(before)


def entered(response):
    """An anonymous visitor is led to the one sign-in page by way of the admin's own; who asks for
    a row that is not there for them, back to the index."""
    onwards = response.url if response.status_code == 302 else ""
    if onwards == reverse("admin:index"):
        return FORBIDDEN
    return SIGN_IN if onwards.startswith(reverse("admin:login")) else answer_of(response)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_who_may_not_write_changes_nothing_by_posting(model, clients):
    before, wrong = digest(), []
    for page in {"change", *POSTED} & set(permissions.admin_pages(model)):
        url, may = page_address(model, page), permissions.admin_groups(model, f"{page}!")
        for role in set(clients) - may:
            given = entered(clients[role].post(url, {"post": "yes"}))
            if given != expected(role, ()):
                wrong.append(f"POST {page} as {role}: {given}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert not changed_since(before)


def test_staff_change_a_cell_with_the_form_that_others_are_refused(cast, clients):
    url = page_address(Cell, "change")
    form = {"kind": "party", "code": "CSD", "name": "Chi bộ Vụ Cơ sở", "report_day": "7"}
    for role in set(clients) - {"staff"}:
        assert entered(clients[role].post(url, form)) in {FORBIDDEN, SIGN_IN}
    assert Cell.objects.get(pk=cast.cell.pk).report_day == 5
    clients["staff"].post(url, form)
    assert Cell.objects.get(pk=cast.cell.pk).report_day == 7


def test_what_has_no_page_for_staff_has_no_row_in_the_back_office_either(cast, clients):
    MoralStandardFactory(cell=cast.other_cell)
    ReviewFactory(cell=cast.cell, title="sơ kết của riêng chi bộ")
    reviews = clients["staff"].get(reverse("admin:reports_review_changelist")).content.decode()
    assert "sơ kết ba năm" in reviews
    assert "sơ kết của riêng chi bộ" not in reviews
    standards = clients["staff"].get(reverse("admin:pledges_moralstandard_changelist"))
    assert standards.context["cl"].result_count == 1


def plain_address(name):
    if name == "app_list":
        return reverse("admin:app_list", args=["cells"])
    if name == "view_on_site":
        entry = AuditEntry.objects.first()
        kind = ContentType.objects.get_for_id(entry.content_type_id)
        return reverse("admin:view_on_site", args=[kind.pk, entry.object_id])
    choose = "?app_label=cells&model_name=membership&field_name=member"
    return reverse(f"admin:{name}") + (choose if name == "autocomplete" else "")


@pytest.mark.parametrize("name", table()["admin"]["pages"])
def test_the_pages_of_the_site_itself(name, clients):
    may = permissions.members_of(table()["admin"]["pages"][name]["ok"])
    wrong = []
    for role, client in clients.items():
        given = entered(client.get(plain_address(name)))
        wanted = expected(role, may)
        if name == "login":
            wanted = SIGN_IN  # and whoever is signed in already is led onwards from there
        elif name == "logout" and wanted == OK:
            wanted = 405
        if given != wanted:
            wrong.append(f"{role}: {given}, not {wanted}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_made_up_address_below_the_back_office_tells_an_outsider_nothing(clients):
    for made_up in ("/quan-tri/cells/cell/7/", "/quan-tri/x/", "/quan-tri/cells/secret/1/change/"):
        assert clients["secretary"].get(made_up).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_filter_or_column_of_the_back_office_bears_its_name_in_the_code(model):
    shown = admin.site._registry[model]
    names = {name if isinstance(name, str) else name[0] for name in shown.list_filter}
    names |= {name for name in shown.list_display if isinstance(name, str)}
    fields = {field.name: field for field in model._meta.concrete_fields}
    unnamed = [
        name for name in names & set(fields) if fields[name].verbose_name == name.replace("_", " ")
    ]
    assert unnamed == []


def test_the_back_office_leads_to_the_guide(clients):
    page = clients["staff"].get(reverse("admin:index")).content.decode()
    assert f'href="{reverse("guide", args=["staff"])}"' in page


def test_every_registered_model_and_every_page_of_the_admin_is_covered():
    assert {model._meta.label for model in MODELS} == set(table()["admin"]["models"])
    covered = {
        permissions.admin_name(m, page) for m in MODELS for page in permissions.admin_pages(m)
    }
    covered |= {f"admin:{name}" for name in table()["admin"]["pages"]}
    served = {name for name, _ in permissions.served(admin=True)}
    assert served - {"admin:None"} == covered  # nameless are the redirects to change and the 404
