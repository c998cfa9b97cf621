"""Every address, asked by every role about every paper: the answers of docs/permissions.yaml.

One world a case; success and refusal differ only in who asks.
"""

import logging
import subprocess
import sys
from itertools import product

import pytest
from django.urls import resolve

from tests import permissions
from tests.asking import Asker, answer_of, speak_shortly, staged, undone
from tests.conftest import ROLES
from tests.permissions import NOBODYS_NUMBER, OK, Case
from tests.world import changed_since, digest, words_of

CASES = permissions.cases()


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
def clients(db, stage):
    return stage.browsers()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_role_gets_the_answer_of_the_table(case, cast, clients):
    asker, wrong = Asker(case, cast, clients), []
    before = digest()
    for method, target, role in everything(asker):
        expected = case.answer(role, target)
        if expected == OK:
            with undone():
                response = asker.ask(method, target, role)
        else:
            response = asker.ask(method, target, role)
        if (given := answer_of(response)) != expected:
            wrong.append(f"{method} {target} as {role}: {given}, not {expected}")
        wrong += leaks(asker, role, response)
    assert not wrong, "\n" + "\n".join(wrong)
    assert not changed_since(before), "a refusal changed rows"


def everything(asker):
    """Each method, target and role; a number that nobody has needs asking in one way only."""
    first, *_ = asker.case.methods
    for method, target, role in product(
        asker.case.methods, asker.case.targets, permissions.roles()
    ):
        if asker.has(target, role) and (target != "nonexistent" or method == first):
            yield method, target, role


def leaks(asker, role, response):
    """Whose words stand in the answer although this role may not read them."""
    texts = permissions.table()["texts"].get(asker.case.kind)
    if texts is None:
        return
    page = response.content.decode(errors="replace")  # a PDF is no text
    readable = Case(asker.case.row, asker.case.kind, texts)
    for target in ("member", "officer", "elsewhere"):
        owner = asker.world.owner(target, role)
        if role != owner and words_of(owner) in page and readable.answer(role, target) != OK:
            yield f"{role} reads the words of {owner}"


SHOWING = [case for case in CASES if case.row.get("shows")]


@pytest.mark.parametrize("case", SHOWING, ids=str)
def test_the_words_of_a_paper_stand_there_for_whom_they_are_meant(case, cast, clients):
    asker = Asker(case, cast, clients)
    readable = Case(case.row, case.kind, permissions.table()["texts"][case.kind])
    for target in ("member", "officer", "elsewhere"):
        for role in set(case.allowed(target)) & set(readable.allowed(target)):
            page = asker.ask("GET", target, role).content.decode()
            is_blank = case.kind.endswith(":untouched")
            assert (words_of(asker.world.owner(target, role)) in page) is not is_blank, role


CHANGING = [case for case in CASES if "POST" in case.methods and case.row.get("changes", True)]


@pytest.mark.parametrize("case", CHANGING, ids=str)
def test_the_same_request_in_the_right_name_changes_rows(case, cast, clients):
    """Without this the refusals above would prove nothing."""
    asker = Asker(case, cast, clients)
    target, role = asker.somebody()
    before = digest()
    asker.ask("POST", target, role)
    assert changed_since(before), f"{role} on {target}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_other_method_has_an_effect(case, cast, clients):
    """GET on a button is 405; whatever else is sent to a page, nothing happens."""
    asker = Asker(case, cast, clients)
    target, role = asker.somebody()
    before = digest()
    same = [other for other in CASES if other.row["name"] == case.row["name"]]
    answered = {method for other in same for method in other.methods}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - answered:
        response = getattr(clients[role], method.lower())(asker.url(target, role))
        if method == "GET":
            assert response.status_code == 405
        assert response.status_code < 500
    assert not changed_since(before)


def test_every_address_stands_in_the_table_and_every_row_leads_somewhere(cast):
    paged = {case.row["name"]: NOBODYS_NUMBER for case in CASES if case.kind}
    matches = [
        resolve(permissions.address(row, paged.get(row["name"])).partition("?")[0])
        for row in permissions.rows()
    ]
    told = sorted((match.url_name, match.route) for match in matches)
    assert told == sorted(permissions.served(admin=False))


def test_every_role_of_the_cast_is_asked():
    assert set(permissions.roles()) == {*ROLES, "anonymous"}


def test_the_printed_table_is_fresh():
    printed = subprocess.run(
        [sys.executable, "scripts/print_permissions.py", "--show"],
        capture_output=True,
        check=True,
        cwd=permissions.TABLE.parent.parent,
    )
    page = permissions.TABLE.with_suffix(".md").read_bytes()
    assert printed.stdout == page, "run scripts/print_permissions.py"
