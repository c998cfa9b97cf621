"""The command that time calls, twice at once and after days without: real processes."""

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings as project
from django.db import connection, transaction

from cells.models import Member, Notice
from pledges.models import MonthlyReport, Reminder
from tests.factories import MemberFactory, MembershipFactory, MonthlyReportFactory, PledgeFactory
from tests.jobs import database_url

pytestmark = pytest.mark.django_db(transaction=True)
# How many of our connections stand before a lock that somebody else holds
WAITING = """
    SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN (
        SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
        WHERE datname = current_database()
    )
"""
PATIENCE = 60  # seconds in which both processes have come as far as the lock


def start(day: str, folder) -> subprocess.Popen:
    kept = {name: value for name, value in os.environ.items() if "CHI03" not in name}
    variables = {
        "CHI03_DATABASE_URL": database_url(),
        "CHI03_DATA_DIR": str(folder),
        "CHI03_DEBUG": "1",
        "CHI03_DEMO": "1",
    }
    command = [sys.executable, "manage.py", "run_due", "--today", day]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.Popen(command, env=kept | variables, cwd=project.BASE_DIR, **pipes)


@pytest.fixture
def reports(cast):
    """Twenty people whose report of March is due on 5 April."""
    for _ in range(20):
        member = MemberFactory()
        MembershipFactory(member=member, cell=cast.cell)
        MonthlyReportFactory(pledge=PledgeFactory(member=member, cell=cast.cell, accepted=True))
    return MonthlyReport.objects.select_related("pledge")


def said(runs: list[subprocess.Popen]) -> list[str]:
    found = [run.communicate(timeout=120)[0] for run in runs]
    assert [run.returncode for run in runs] == [0] * len(runs), found
    return found


def reminded(rungs: tuple[int, ...], reports) -> bool:
    """Each of the people at every rung once, and told as often as reminded."""
    own = Reminder.objects.filter(report__in=reports).exclude(rung=5)
    once = sorted((report.pledge.member_id, rung) for report in reports for rung in rungs)
    told = Notice.objects.filter(verb="remind", member__in=[person for person, _ in once])
    return sorted(own.values_list("recipient", "rung")) == once and told.count() == len(once)


def test_two_processes_at_once_and_after_a_gap_remind_everybody_once(reports, tmp_path):
    for day in ("2014-04-02", "2014-04-06", "2014-04-09"):
        said([start(day, tmp_path) for _ in range(2)])
    assert reminded((-3, 0, 3), reports)


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in, there is no lock to see"
)
def test_two_processes_that_stand_before_the_same_people_remind_them_once(reports, tmp_path):
    with transaction.atomic():
        list(Member.objects.select_for_update(no_key=True).order_by("pk"))
        runs = [start("2014-04-02", tmp_path) for _ in range(2)]
        assert both_wait(), "nobody asks for the people before reminding them"
    said(runs)
    assert reminded((-3,), reports)


def both_wait() -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] == 2:
                return True
        time.sleep(0.1)
    return False
