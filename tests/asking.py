"""Sends the request of one row of the permission table, always the same, in different names."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cells import clock
from cells.issue import checking
from cells.print import bundle, render
from chi03 import urls
from pledges.monthly_report import slips
from tests import permissions
from tests.conftest import THE_DAY, Cast, assemble
from tests.pages import forms_of
from tests.permissions import NOBODYS_NUMBER, OK, SIGN_IN, Case
from tests.world import World

BACKEND = "cells.member.passwords.AccountBackend"
WRITTEN = {"reflection", "motto", "text", "sentence", "achievement"}
ROW_NOTE = re.compile(r"\d+-note")  # beside a level of a grid


class Undone(Exception):
    """Ends a block whose effects are to vanish."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in the database inside never happened."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


@dataclass(frozen=True)
class Stage:
    """One cast for a module of many tests, and the session with which each role is signed in."""

    cast: Cast
    sessions: dict[str, str]

    def browsers(self) -> dict[str, Client]:
        clients = {role: Client() for role in permissions.roles()}
        for role, key in self.sessions.items():
            clients[role].cookies[settings.SESSION_COOKIE_NAME] = key
        return clients


@contextmanager
def staged(blocker: Any) -> Iterator[Stage]:
    """Set up once a module; what each test does to it vanishes with the test's own savepoint."""
    with blocker.unblock(), clock.at(THE_DAY), undone():
        cast, sessions = assemble(), {}
        for role, user in cast.users.items():
            client = Client()
            client.force_login(user, backend=BACKEND)
            sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield Stage(cast, sessions)


def speak_shortly(monkeypatch: Any) -> None:
    """Thousands of refusals without their pages, and papers without the press: other tests look at
    those; here the answer counts, and the words that would stand on the paper."""
    monkeypatch.setattr(render, "print_html", str.encode)
    monkeypatch.setattr(render, "pages_of", lambda html: 1)
    monkeypatch.setattr(checking, "MOST_ASKED", 100_000)
    monkeypatch.setattr(bundle, "print_sheets", lambda pages, title: "".join(pages).encode())
    monkeypatch.setattr(slips, "two_on_a_sheet", lambda pdf, title: pdf)
    monkeypatch.setattr(urls, "handler403", lambda *_args, **_kwargs: HttpResponse(status=403))
    monkeypatch.setattr(urls, "handler404", lambda *_args, **_kwargs: HttpResponse(status=404))


def answer_of(response: HttpResponse) -> Any:
    if response.status_code == 302 and response.url.startswith(f"{reverse('sign-in')}?"):
        return SIGN_IN
    return OK if response.status_code < 400 else response.status_code


class Asker:
    def __init__(self, case: Case, cast: Any, clients: dict[str, Client]):
        self.case, self.clients = case, clients
        self.world = World(cast, case.kind)
        self.pages: dict[str, dict[str, Any]] = {}

    def has(self, target: str, role: str) -> bool:
        """Not everybody has papers of their own; every other target of the table must be there."""
        if target in {"page", "nonexistent"}:
            return True
        paper = self.world.find(target, role)
        assert paper or target == "own", f"nothing stands for {target}"
        return paper is not None

    def url(self, target: str, role: str, name: str = "") -> str:
        row = {**self.case.row, "name": name or self.case.row["name"]}
        if target == "nonexistent":
            return permissions.address(row, NOBODYS_NUMBER)
        paper = None if target == "page" else self.world.find(target, role)
        return permissions.address(row, paper)

    def somebody(self) -> tuple[str, str]:
        """A target and a role for whom the table says yes; another's paper before one's own."""
        return next(
            (target, role)
            for target in sorted(self.case.targets, key="own".__eq__)
            for role in self.case.allowed(target)
            if self.has(target, role)
        )

    def ask(self, method: str, target: str, role: str, **extra: str) -> HttpResponse:
        data = self.data(target, role) if method == "POST" else {}
        press = getattr(self.clients[role], method.lower())
        return press(self.url(target, role), {**data, **extra})

    def data(self, target: str, role: str) -> dict[str, Any]:
        """What the page itself would send, taken from somebody who may open it."""
        given = self.case.row.get("data", {})
        if given != "page" and not {"page", "preview"} & set(given):
            return given | self.named(given, target, role)
        reader = self.reader(target, role)
        if reader is None:
            return {}
        if "preview" in given:
            return self.previewed(target, role, reader, given["preview"])
        url = self.url(target, role, "" if given == "page" else given["page"])
        if url not in self.pages or target == "page":
            forms = forms_of(self.clients[reader].get(url), url)
            # A page may be closed to one of those who may open it: who has signed already
            self.pages[url] = filled(forms[0].data) if forms else {}
        more = {} if given == "page" else {name: given[name] for name in given if name != "page"}
        return self.pages[url] | more

    def named(self, given: dict[str, Any], target: str, role: str) -> dict[str, Any]:
        """``items: all`` are those of the pledge that the report is about."""
        paper = self.world.find(target, role) if "items" in given else None
        lines = paper.lines.values_list("item", flat=True) if paper else []
        return {"items": list(lines)} if "items" in given else {}

    def previewed(
        self, target: str, role: str, reader: str, said: dict[str, Any]
    ) -> dict[str, Any]:
        """What the page that shows what would happen sends: said again, and agreed to."""
        url = self.url(target, role)
        form, *_ = forms_of(self.clients[reader].post(url, said), url)
        return form.data

    def reader(self, target: str, role: str) -> str | None:
        """Who opens the page from which the form is taken: this role, or one that may."""
        may = self.case.allowed(target)
        if role in may:
            return role
        return may[0] if may and target not in {"own", "nonexistent"} else None


def filled(data: dict[str, Any]) -> dict[str, Any]:
    """The form as somebody leaves it who has written in every box that takes words, and unticked
    what was ticked."""
    data = {name: value for name, value in data.items() if name != "row" or "shown" not in data}
    more = {
        name: f"{text} thêm"
        for name, text in data.items()
        if name.split("-")[-1] in WRITTEN or ROW_NOTE.fullmatch(name)
    }
    states = {name.replace("sentence", "state"): "done" for name in data if "-sentence" in name}
    slip = {"has_paper_slip": "on"} if states else {}
    return {**data, **more, **states, **slip}
