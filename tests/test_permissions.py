"""Every address, asked by every role about every paper: the answers of docs/permissions.yaml.

One world a case; success and refusal differ only in who asks.
"""

import pytest

from cells.print import render
from tests import permissions
from tests.asking import Asker, answer_of, signed_in, undone
from tests.permissions import OK, Case
from tests.world import World, changed_since, digest, words_of

CASES = permissions.cases()
POSTS = [case for case in CASES if "POST" in case.methods]


@pytest.fixture(autouse=True)
def _papers_are_not_pressed(monkeypatch):
    """Who may have a PDF is asked a hundred times here; how it looks is the print tests' affair."""
    monkeypatch.setattr(render, "print_html", str.encode)


@pytest.fixture
def clients(cast):
    """Signed in before anything is measured."""
    return signed_in(cast)


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
    for method in asker.case.methods:
        for target in asker.case.targets:
            for role in permissions.roles():
                if asker.has(target, role):
                    yield method, target, role


def leaks(asker, role, response):
    """Whose words stand in the answer although this role may not read them."""
    texts = permissions.table()["texts"].get(asker.case.kind)
    if texts is None:
        return
    page = response.content.decode()
    readable = Case(asker.case.row, asker.case.kind, texts)
    for target in ("member", "officer", "elsewhere"):
        owner = asker.world.owner(target, role)
        if role != owner and words_of(owner) in page and readable.answer(role, target) != OK:
            yield f"{role} reads the words of {owner}"
