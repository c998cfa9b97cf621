"""A status changes in one place, exactly once, however many people press the button."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier

import pytest
from django.db import connection

from cells import clock
from cells.audit import AuditEntry
from cells.models import User
from cells.workflow import Clash, IllegalMove, claim_version, move
from pledges.models import MonthlyReport
from tests.factories import MonthlyReportFactory, UserFactory

EIGHT = 8


@pytest.fixture
def report(db):
    return MonthlyReportFactory(sent=True)


@pytest.fixture
def secretary(db):
    return UserFactory(member__full_name="Trần Thị Mai")


def test_a_move_changes_the_status_and_writes_one_step(report, secretary):
    move(report, "acknowledge", by=secretary)
    assert MonthlyReport.objects.get().status == "acknowledged"
    entry = AuditEntry.objects.of(report).get()
    assert (entry.source, entry.target, entry.actor_label) == (
        "submitted",
        "acknowledged",
        "Trần Thị Mai",
    )


def test_the_second_press_of_the_button_changes_nothing(report, secretary):
    stale = MonthlyReport.objects.get()
    move(report, "acknowledge", by=secretary)
    with pytest.raises(IllegalMove):
        move(stale, "acknowledge", by=secretary)
    with pytest.raises(IllegalMove):
        move(report, "acknowledge", by=secretary)
    assert AuditEntry.objects.count() == 1


def test_a_step_that_the_table_does_not_know_is_refused(report, secretary):
    for verb in ["submit", "reopen", "unexcuse"]:
        with pytest.raises(IllegalMove):
            move(report, verb, by=secretary)
    assert MonthlyReport.objects.get().status == "submitted"
    assert not AuditEntry.objects.exists()


def test_what_the_system_does_is_signed_by_the_system(report):
    move(report, "return", by=None, note="Tự động")
    assert AuditEntry.objects.get().actor_label == "hệ thống"


def test_other_columns_change_with_the_status_or_not_at_all(report, secretary):
    moment = clock.now()
    with pytest.raises(IllegalMove):
        move(report, "submit", by=secretary, confirmed_at=moment)
    assert MonthlyReport.objects.get().confirmed_at is None
    move(report, "return", by=secretary, confirmed_at=moment)
    assert report.confirmed_at == MonthlyReport.objects.get().confirmed_at == moment


def test_of_two_tabs_the_first_saves_and_the_second_hears_of_it(db):
    first, second = MonthlyReportFactory(), MonthlyReport.objects.get()
    claim_version(first, 0)
    assert first.version == 1
    with pytest.raises(Clash):
        claim_version(second, 0)


@pytest.mark.parametrize("version", [-1, 2**31 - 1, 2**31, 2**63 - 1, 2**63])
def test_a_version_that_no_column_holds_is_somebody_elses(db, version):
    report = MonthlyReportFactory()
    with pytest.raises(Clash):
        claim_version(report, version)
    report.refresh_from_db()
    assert report.version == 0


def test_a_sent_paper_has_no_next_version(report):
    with pytest.raises(IllegalMove):
        claim_version(report, report.version)


def press_together(report, user):
    """What each of eight people gets who press Nhận in the same moment."""
    barrier = Barrier(EIGHT)

    def press():
        try:
            mine = MonthlyReport.objects.get(pk=report.pk)
            barrier.wait()
            move(mine, "acknowledge", by=user)
        except IllegalMove:
            return "too late"
        finally:
            connection.close()
        return "done"

    contexts = [copy_context() for _ in range(EIGHT)]
    with ThreadPoolExecutor(EIGHT) as pool:
        answers = [pool.submit(context.run, press) for context in contexts]
    return sorted(answer.result() for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_are_one_success_and_one_step():
    user = User.objects.get(pk=UserFactory().pk)
    report = MonthlyReportFactory(sent=True)
    assert press_together(report, user) == ["done"] + ["too late"] * 7
    assert AuditEntry.objects.of(report).count() == 1
    assert MonthlyReport.objects.get(pk=report.pk).status == "acknowledged"
