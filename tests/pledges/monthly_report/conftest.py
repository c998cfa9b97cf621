"""Reports of the cast, and a way to let several people press at the same moment."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from cells import clock
from pledges.monthly_report.models import MonthlyReport
from tests.conftest import THE_DAY
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)


def pledge_for(cast, role: str, items: int = 2, **fields: Any):
    member = cast.members[role]
    cell = member.memberships.get(kind="party").cell
    pledge = PledgeFactory(member=member, cell=cell, accepted=True, **fields)
    for position in range(1, items + 1):
        PledgeItemFactory(
            pledge=pledge, position=position, criterion=None, action=f"Việc số {position}"
        )
    return pledge


@pytest.fixture
def report_of(cast) -> Callable[..., MonthlyReport]:
    """``report_of("member", sent=True)``: a report with its lines; else an untouched draft."""

    def make(role: str, *, items: int = 2, pledge: Any = None, **fields: Any) -> MonthlyReport:
        pledge = pledge or pledge_for(cast, role, items)
        is_sent = fields.get("sent") or fields.get("acknowledged") or fields.get("status")
        report = MonthlyReportFactory(pledge=pledge, **fields)
        for item in pledge.items.all():
            MonthlyReportLineFactory(
                report=report,
                item=item,
                state="done" if is_sent else "",
                sentence=f"Lời của {role} về việc {item.position}" if is_sent else "",
            )
        return MonthlyReport.objects.with_people().get(pk=report.pk)

    return make


def earlier(
    report: MonthlyReport, state: str = "partly", sentence: str = "Lời tháng trước", **fields
):
    """The month before, with words on the first item."""
    before = MonthlyReportFactory(
        pledge=report.pledge, month=date(2014, 2, 1), acknowledged=True, **fields
    )
    item = report.pledge.items.first()
    return MonthlyReportLineFactory(report=before, item=item, state=state, sentence=sentence)


@pytest.fixture
def crowd(transactional_db, tmp_path) -> Callable[..., list[Any]]:
    """Run functions in threads that start together, each on a connection of its own; what they
    answered or raised comes back. SQLite in memory is first copied to a file that all can open."""
    before = dict(connection.settings_dict)
    if connection.vendor == "sqlite":
        connection.settings_dict["NAME"] = str(tmp_path / "crowd.sqlite3")

    def run(*steps: Callable[[], Any]) -> list[Any]:
        if connection.vendor == "sqlite" and not (tmp_path / "crowd.sqlite3").exists():
            copy_to_file(tmp_path / "crowd.sqlite3")
        barrier, answers = threading.Barrier(len(steps)), [None] * len(steps)
        threads = [
            threading.Thread(target=take_part, args=(step, barrier, answers, place))
            for place, step in enumerate(steps)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    yield run
    connection.settings_dict.update(before)


def copy_to_file(path: Any) -> None:
    target = sqlite3.connect(path)
    connection.ensure_connection()
    connection.connection.backup(target)
    target.close()


def take_part(
    step: Callable[[], Any], barrier: threading.Barrier, answers: list, place: int
) -> None:
    try:
        with clock.at(THE_DAY):
            barrier.wait()
            answers[place] = step()
    except Exception as error:  # noqa: BLE001 – the test looks at what was raised
        answers[place] = error
    finally:
        connections.close_all()


@pytest.fixture
def many_reports(cast) -> Callable[[int], None]:
    """Sent, unsent and answered reports of as many members of the cast's cell."""

    def make(how_many: int) -> None:
        traits = [{"sent": True}, {}, {"acknowledged": True}]
        for number in range(how_many):
            member = MemberFactory(full_name="Nguyễn Văn An")
            MembershipFactory(member=member, cell=cast.cell)
            pledge = PledgeFactory(member=member, cell=cast.cell, accepted=True)
            MonthlyReportFactory(pledge=pledge, **traits[number % 3])

    return make


@pytest.fixture
def count_queries(db) -> Callable[[Callable[[], Any]], int]:
    def count(step: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as asked:
            step()
        return len(asked)

    return count
