"""Debian's Chromium before the real pages: one for the session, a context for each person."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from cells.models import User
from pledges.models import MonthlyReport, Pledge
from tests.browser.desks import report_of
from tests.browser.person import PASSWORD, Person
from tests.factories import CriterionFactory, MoralStandardFactory, PledgeFactory

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_BROWSER = "Chromium is missing; apt-get install chromium, or run make test, brings it."
PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 740, DESK: 800}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(NO_BROWSER)
    if path is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def the_servers_day(settings):
    """The server's thread does not know the clock that is pinned in the test's own."""
    settings.CHI03_TODAY = date(2014, 3, 20)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return make_password(PASSWORD)


@pytest.fixture
def office(transactional_db, cast, password_hash):
    """The cast, every one of them able to sign in."""
    User.objects.update(password=password_hash)
    return cast


class Traffic:
    """The requests that the live server has begun and not yet ended."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.count = threading.Lock()
        request_started.connect(self.begin)
        request_finished.connect(self.end)

    def begin(self, **signal: Any) -> None:
        with self.count:
            self.begun += 1

    def end(self, **signal: Any) -> None:
        with self.count:
            self.ended += 1

    def is_over(self) -> bool:
        seen = self.begun
        time.sleep(0.05)  # one that was sent a moment ago
        return self.begun == seen == self.ended

    def wait(self) -> None:
        for _ in range(200):
            if self.is_over():
                return
        raise TimeoutError(f"{self.begun - self.ended} requests are still under way")


@pytest.fixture
def traffic() -> Traffic:
    return Traffic()


@pytest.fixture
def contexts(browser, traffic) -> Iterator[Callable[..., BrowserContext]]:
    """Fresh contexts. They are closed, and what they asked is answered, before the database is
    emptied: PostgreSQL would find a request under way in the way, and end one of the two."""
    made: list[BrowserContext] = []

    def open_context(width: int = DESK, **options: Any) -> BrowserContext:
        viewport = {"width": width, "height": HEIGHTS[width]}
        options = {"locale": "vi-VN", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport=viewport, **options)
        context.set_default_timeout(10_000)
        made.append(context)
        return context

    yield open_context
    for context in made:
        context.close()
    traffic.wait()


@pytest.fixture
def visitor(contexts, live_server) -> Callable[..., Person]:
    """``visitor(360)`` is somebody before the sign-in page, who has not signed in."""
    return lambda width=DESK, **options: Person(contexts(width, **options), live_server.url)


@pytest.fixture
def person(office, visitor) -> Callable[..., Person]:
    """``person("secretary", 360)`` has signed in by the form, the second time by the cookie."""
    signed_in: dict[str, Any] = {}

    def enter(role: str, width: int = DESK, **options: Any) -> Person:
        if role in signed_in:
            return visitor(width, storage_state=signed_in[role], **options)
        somebody = visitor(width, **options)
        somebody.signs_in(office.users[role].username)
        signed_in[role] = somebody.page.context.storage_state()
        return somebody

    return enter


@pytest.fixture
def criterion(office):
    standard = MoralStandardFactory(cell=office.cell, adopted=True)
    return CriterionFactory(standard=standard, position=1)


@pytest.fixture
def draft_pledge(office, criterion) -> Pledge:
    return PledgeFactory(member=office.members["member"], cell=office.cell)


@pytest.fixture
def draft_report(office, criterion) -> MonthlyReport:
    return report_of(office.members["member"], office.cell, criterion)


@pytest.fixture
def sent_reports(office, criterion) -> list[MonthlyReport]:
    """Three wait for the secretary."""
    roles = ["member", "colleague", "cell committee"]
    people = [office.members[role] for role in roles]
    return [report_of(person, office.cell, criterion, sent=True) for person in people]
