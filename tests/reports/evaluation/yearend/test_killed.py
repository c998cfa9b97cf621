"""kill -9 of the real workers, again and again: while they make sheets and while they pack them."""

import pytest
from django.db import connection

from cells.jobs import pieces
from cells.jobs.models import JobFile
from cells.jobs.services import sweep
from cells.models import Member
from reports.evaluation.yearend.services import print_set
from reports.models import MemberEvaluation
from tests.conftest import assemble
from tests.factories import EvaluationRoundFactory, MemberEvaluationFactory, RatingSchemeFactory
from tests.jobs import nursery, wait_until
from tests.light.apps import hold
from tests.reports.evaluation.yearend.asked import content_of, index_of, package_of, whose

pytestmark = pytest.mark.django_db(transaction=True)
# A start takes a second or two: the full measure on the database that offices use
SHEETS, KILLS = (200, 10) if connection.vendor == "postgresql" else (60, 3)
PACKING = KILLS // 3  # of them


@pytest.fixture
def job():
    cast = assemble()
    found = EvaluationRoundFactory(year=2013, scheme=RatingSchemeFactory())
    people = Member.objects.bulk_create(
        Member(
            full_name=f"Lê Văn {chr(65 + number // 26)}{chr(97 + number % 26)}",
            card_number=f"9{number:06}",
            admitted_on="2001-01-01",
        )
        for number in range(SHEETS)
    )
    for number, member in enumerate(people):
        cell = cast.other_cell if number % 3 else cast.cell
        MemberEvaluationFactory(round=found, member=member, cell=cell, at="published")
    cells = [cast.cell, cast.other_cell]
    return print_set(found, cells, merged=False, reason="Lưu hồ sơ", by=cast.users["staff"])


def count(job):
    return len(pieces.kept(job.key))


def has_ended(job):
    job.refresh_from_db()
    return not job.is_open


def is_packed_again(job, deaths):
    """By new hands, not as the last dead left it."""
    job.refresh_from_db()
    return job.state == "packing" and job.stalls >= deaths


def test_every_sheet_is_there_once_though_the_workers_are_killed_ten_times(job, settings):
    with nursery(settings.MEDIA_ROOT) as workers:
        for _ in range(KILLS - PACKING):
            before = count(job)
            group = workers.start()
            wait_until(lambda: count(job) >= before + 3)  # noqa: B023
            workers.kill(group)
            job.refresh_from_db()
            assert (job.state, before < count(job) < SHEETS) == ("running", True)
        hold().touch()
        for deaths in range(PACKING):
            group = workers.start()
            wait_until(lambda: is_packed_again(job, deaths))  # noqa: B023
            workers.kill(group)
            job.refresh_from_db()
            assert (job.state, job.done, count(job)) == ("packing", SHEETS, SHEETS)
        hold().unlink()
        workers.start()
        wait_until(lambda: has_ended(job))
    assert (job.state, job.done, job.error) == ("done", SHEETS, "")
    files = package_of(content_of(job))
    rows = index_of(files)
    assert [row["STT"] for row in rows] == list(range(1, SHEETS + 1))
    assert {row["Tệp"] for row in rows} == set(files) - {"muc-luc.xlsx"}
    told = {whose(files[row["Tệp"]]): (row["Chi bộ"], row["Tên"]) for row in rows}
    papers = MemberEvaluation.objects.select_related("cell", "member")
    assert told == {
        f"memberevaluation {paper.pk}": (str(paper.cell), str(paper.member)) for paper in papers
    }
    assert JobFile.objects.count() == 1
    sweep()  # a worker killed right after the last step leaves the pieces to the next sweep
    assert pieces.folders() == []
