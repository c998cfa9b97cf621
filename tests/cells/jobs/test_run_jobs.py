"""The command that minds the workers: nothing that happens to the database makes it blind."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from cells.jobs.models import Job
from cells.jobs.services import enqueue
from cells.management.commands.run_jobs import Command
from tests.conftest import assemble
from tests.jobs import ROOT, database_url

SILENCE = timedelta(minutes=5)
pytestmark = pytest.mark.django_db(transaction=True)
# The second sweep, with the workers already at work, meets what nobody foresaw
FAULT = """
import django
django.setup()
from django.core.management import call_command
from cells.management.commands import run_jobs
answers = [0]
run_jobs.BETWEEN_SWEEPS = 1
run_jobs.sweep = lambda: answers.pop()
call_command("run_jobs")
"""


@contextmanager
def table_away(model):
    name = model._meta.db_table
    rename(name, "away")
    try:
        yield
    finally:
        rename("away", name)


def rename(name, to):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {to}")


@pytest.fixture
def lost_job(counting):
    job = enqueue("counting", total=5, by=assemble().users["staff"], args={"what": "mất"})
    Job.objects.filter(pk=job.pk).update(state="running", heartbeat=Now() - SILENCE)
    return job


def test_a_database_that_is_away_is_logged_and_looked_at_again(lost_job, caplog):
    watch = Command().watch
    with table_away(Job):
        watch()
    assert "sẽ soát lại" in caplog.text
    lost_job.refresh_from_db()
    assert lost_job.state == "running"
    watch()
    lost_job.refresh_from_db()
    assert lost_job.state == "waiting"


def test_a_fault_ends_the_command_and_its_workers(settings):
    done = subprocess.run(
        [sys.executable, "-c", FAULT],
        cwd=ROOT,
        env=os.environ
        | {"CHI03_DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "chi03.settings"},
        capture_output=True,
        text=True,
        timeout=120,  # it hung for ever
        check=False,
    )
    assert done.returncode == 1
    assert "IndexError" in done.stderr
