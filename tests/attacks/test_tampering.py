"""Words no form asks for, ids of another cell, odd queries: ignored or refused, never a 500."""

import logging
import re
from urllib.parse import urlencode

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from cells.jobs.models import Job
from cells.models import User
from cells.print import render
from pledges.models import MonthlyReport, MoralStandard, PledgeItem
from reports.models import Review
from tests import permissions
from tests.asking import Asker, staged, undone
from tests.factories import CriterionFactory, MoralStandardFactory
from tests.permissions import NOBODYS_NUMBER
from tests.world import World, changed_since, digest, watched

CASES = permissions.cases()
FORMS = [case for case in CASES if "POST" in case.methods and case.row.get("changes", True)]
LISTS = [case for case in CASES if case.row.get("list") and not case.kind]
# Random or named after keys: never the same twice
UNEQUAL = {"password", "digest", "history_id", "history_date", "last_login"}
UNEQUAL |= {"check_code", "sha256", "content"}  # a signed paper bears a code of its own
UNEQUAL |= {"secret"}  # so does a calendar
UNEQUAL |= {"heartbeat"}  # real time, not the day of the test


@pytest.fixture(autouse=True)
def _quiet_and_quick(monkeypatch, caplog):
    monkeypatch.setattr(render, "print_html", str.encode)
    caplog.set_level(logging.ERROR, logger="django.request")


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with staged(django_db_blocker) as shared:
        yield shared


@pytest.fixture
def cast(db, stage):
    return stage.cast


@pytest.fixture
def clients(db, stage):
    return stage.browsers()


def smuggled(cast):
    """What an attacker would like to set, under every name it goes by."""
    stranger = cast.members["stranger"].pk
    return {
        "status": "accepted",
        "cell": cast.other_cell.pk,
        "cell_id": cast.other_cell.pk,
        "member": stranger,
        "member_id": stranger,
        "author": stranger,
        "entered_by": cast.users["stranger"].pk,
        "by": cast.users["stranger"].pk,
        "by_leader": "on",
        "due_on": "2014-12-31",
        "accepted_at": "2014-01-01",
        "first_submitted_at": "2014-01-01",
        "is_staff": "on",
        "is_superuser": "on",
        "is_sysadmin": "on",
        "is_active": "on",
        "bodies": "task_force",
        "office": "secretary",
        "id": 1,
        "pk": 1,
    }


def contents(known):
    """Every row by its values. A key of a row that is new counts as "new": databases count on."""
    rows = []
    for model in watched():
        keys = {field.attname: field.related_model for field in model._meta.concrete_fields}
        keys[model._meta.pk.attname] = model
        if hasattr(model, "instance_type"):  # a row of history names the row it tells of
            keys["id"] = model.instance_type
        for values in model._base_manager.values():
            told = {name: value for name, value in values.items() if name not in UNEQUAL}
            if model is Job:
                del told["key"]  # drawn by lot
            if told.get("object_id") is not None:
                keys["object_id"] = ContentType.objects.get_for_id(
                    told["content_type_id"]
                ).model_class()
            for name, of in keys.items():
                if name in told and of in known and told[name] not in {None, *known[of]}:
                    told[name] = "new"
            rows.append((model._meta.label, repr(told)))
    return sorted(rows)


def known_keys():
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in watched()}


@pytest.mark.parametrize("case", FORMS, ids=str)
def test_words_that_a_form_does_not_ask_for_change_nothing(case, cast, clients):
    asker = Asker(case, cast, clients)
    target, role = asker.somebody()
    asked, known = asker.data(target, role), known_keys()
    extra = {name: value for name, value in smuggled(cast).items() if name not in asked}
    outcomes = []
    for added in ({}, extra):
        with undone():
            asker.ask("POST", target, role, **added)
            outcomes.append(contents(known))
    assert outcomes[0] == outcomes[1]


# Ids of another cell


def test_a_secretary_begins_and_opens_nothing_for_another_cell(cast, sign_in):
    client, before = sign_in("secretary"), digest()
    for whose in (cast.other_cell.pk, "committee", "", "0", "-1", "9" * 30, "x"):
        client.post(reverse("standard-new"), {"whose": whose, "year": 2014})
        form = {"whose": whose, "kind": "final", "first_month": "01/2014", "last_month": "03/2014"}
        assert client.post(reverse("review-new"), form).status_code < 500
    assert not MoralStandard.objects.exists()
    assert not Review.objects.exists()
    assert not changed_since(before)


def test_a_criterion_of_another_cell_is_no_choice(cast, sign_in):
    world = World(cast, "pledge:draft")
    foreign = CriterionFactory(standard=MoralStandardFactory(cell=cast.other_cell, adopted=True))
    pledge = world.papers["member"]
    url = reverse("pledge-write", args=[pledge.pk])
    sign_in("member").post(url, pledge_form(pledge, criterion_id=foreign.pk))
    assert not PledgeItem.objects.filter(criterion=foreign).exists()


def pledge_form(pledge, /, **changed):
    data = {"version": pledge.version, "reflection": "", "measures": ""}
    data |= {"items-TOTAL_FORMS": 2, "items-INITIAL_FORMS": 2}
    for number, item in enumerate(pledge.items.all()):
        row = {"criterion_id": item.criterion_id, "action": item.action, "measure": item.measure}
        data |= {f"items-{number}-{name}": value for name, value in {**row, **changed}.items()}
    return data


def test_an_items_key_of_somebody_else_writes_nothing_there(cast, sign_in):
    """Pledges and reports know their items by place; a key in the form is a word like any other."""
    pledges = World(cast, "pledge:draft").papers
    own, foreign = pledges["member"], pledges["stranger"].items.first()
    data = pledge_form(
        own, id=foreign.pk, item_id=foreign.pk, pledge=foreign.pledge_id, action="ghi đè"
    )
    sign_in("member").post(reverse("pledge-write", args=[own.pk]), data)
    foreign.refresh_from_db()
    assert foreign.action == "Trả lời hồ sơ trong năm ngày làm việc"
    assert foreign.pledge == pledges["stranger"]


def test_a_line_of_another_report_cannot_be_written_or_commented(cast, sign_in):
    reports = World(cast, "monthly-report:draft").papers
    own, foreign = reports["member"], reports["stranger"].lines.first()
    lines = {f"line-{foreign.item_id}-{name}": "ghi đè" for name in ("sentence", "comment")}
    data = {"version": own.version, f"line-{foreign.item_id}-state": "done", **lines}
    sign_in("member").post(reverse("monthly-report-write", args=[own.pk]), data)
    sign_in("secretary").post(f"{reverse('monthly-report-queue')}?report={own.pk}", data)
    foreign.refresh_from_db()
    assert (foreign.sentence, foreign.comment) == ("lời riêng của stranger", "")


@pytest.mark.parametrize(
    "name",
    [
        "pledge-list",
        "pledge-queue",
        "monthly-report-list",
        "monthly-report-queue",
        "member-list",
        "standard-list",
        "cell-list",
    ],
)
def test_a_filter_that_names_another_cell_shows_nothing_of_it(name, cast, sign_in):
    report = World(cast, "monthly-report:submitted").papers["stranger"]
    pledge = report.pledge
    query = {"cell": cast.other_cell.pk, "pledge": pledge.pk, "report": report.pk}
    page = sign_in("secretary").get(reverse(name), query).content.decode()
    assert cast.members["stranger"].card_number not in page
    assert reverse("pledge", args=[pledge.pk]) not in page
    assert reverse("monthly-report", args=[report.pk]) not in page
    assert cast.other_cell.name not in page


def test_the_roster_of_another_cell_is_not_exported(cast, sign_in):
    url = f"{reverse('roster-export')}?cell={cast.other_cell.pk}"
    response = sign_in("secretary").post(url, {"reason": "Lập danh sách đại biểu"})
    assert response.status_code == 404


def test_a_review_of_one_cell_opens_no_rows_of_another(cast, sign_in):
    review = World(cast, "review").papers["cell"]
    client, stranger = sign_in("secretary"), cast.members["stranger"].full_name
    for cell, answer in ((cast.cell.pk, 200), (cast.other_cell.pk, 404), (10**12, 404)):
        url = reverse("review-rows", args=[review.pk, "members", cell])
        assert client.get(url).status_code == answer
    plain = reverse("review-rows", args=[review.pk, "members"])
    assert stranger not in client.get(plain, {"cell": cast.other_cell.pk}).content.decode()


def test_answering_in_the_queue_of_another_cell_changes_nothing(cast, sign_in):
    report = World(cast, "monthly-report:submitted").papers["stranger"]
    client = sign_in("secretary")
    queue = f"{reverse('monthly-report-queue')}?report={report.pk}"
    for address in (queue, reverse("monthly-report-return", args=[report.pk])):
        form = {"note": "x", "month": "2014-03", "cell": cast.cell.pk, "next": report.pk}
        assert client.post(address, form).status_code == 404
    assert MonthlyReport.objects.get(pk=report.pk).status == "submitted"


def test_nobody_becomes_more_by_asking_for_a_role(cast, sign_in):
    client, before = sign_in("member"), digest()
    for role in ("staff", "secretary", "sysadmin", "leader", "\x00", "9" * 5000):
        client.post(reverse("switch-role"), {"role": role, "is_sysadmin": "on"})
        assert client.get(reverse("home")).status_code == 200
        assert client.get(reverse("account-list")).status_code == 403
    assert not User.objects.get(pk=cast.users["member"].pk).is_staff
    assert not changed_since(before)


@pytest.mark.parametrize("kind", ["pledge", "monthly-report", "review", "standard"])
def test_what_one_may_not_see_answers_like_what_was_never_there(kind, cast, clients):
    states = {"review": "review", "standard": "standard:draft"}
    paper = World(cast, states.get(kind, f"{kind}:submitted")).find("elsewhere", "")
    hidden, nothing = (
        clients["secretary"].get(reverse(kind, args=[pk])) for pk in (paper.pk, NOBODYS_NUMBER)
    )
    assert (hidden.status_code, nothing.status_code) == (404, 404)
    assert bare(hidden) == bare(nothing)


def bare(page):
    """Without the token that is new on every page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


# Odd queries


ODD = [
    {"page": "-1"},
    {"page": "0"},
    {"page": "9" * 30},
    {"page": "x\x00"},
    {"order": "user__password"},
    {"sort": "user__password"},
    {"sort": "-member__user__password,pk"},
    {"sort": "\x00"},
    {"ordering": "member__user__password", "o": "-1.99"},
    {"q": "%"},
    {"q": "_'\";--"},
    {"q": "\x00"},
    {"q": "\ud800".encode("utf-8", "surrogatepass")},
    {"q": "a" * 10_000},
    {"q": "ă\u0301" * 3_000},
    {
        "cell": "9" * 40,
        "year": "9" * 40,
        "month": "9999-13",
        "pledge": "9" * 40,
        "report": "9" * 40,
    },
    {"cell": "-1", "year": "0", "month": "0000-00", "pledge": "-1", "report": "²"},
    {"cell": "\x00", "year": "\x00", "month": "\x00", "state": "\x00", "status": "\x00"},
    {
        "cell": ["1", "2"],
        "state": ["x", "y"],
        "kind": "x",
        "office": "x",
        "standing": "x",
        "use": "x",
    },
    {"q__icontains": "x", "user__password__startswith": "a", "member__user__password": "a"},
]


@pytest.mark.parametrize("case", LISTS, ids=str)
def test_an_odd_query_is_answered_with_a_page(case, cast, clients):
    asker = Asker(case, cast, clients)
    target, role = asker.somebody()
    before = digest()
    for query in ODD:
        response = asker.clients[role].get(
            f"{asker.url(target, role)}?{urlencode(query, doseq=True)}"
        )
        assert response.status_code in {200, 302, 404}, query
    assert not changed_since(before)


@pytest.mark.parametrize("case", LISTS, ids=str)
def test_a_percent_sign_is_a_letter_and_finds_nobody(case, cast, clients):
    World(cast, "monthly-report:submitted")
    asker = Asker(case, cast, clients)
    target, role = asker.somebody()
    page = asker.clients[role].get(asker.url(target, role), {"q": "%"})
    table = (page.context or {}).get("table")
    narrowing = (page.context or {}).get("filter")
    if table is not None and narrowing is not None and "q" in narrowing.filters:
        assert len(table.rows) == 0
