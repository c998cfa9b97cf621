"""The trail of a paper: nothing written is changed unnoticed behind the application's back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cells import clock
from cells.audit import AuditEntry, broken_chains, note_down
from cells.workflow import move
from tests.factories import CommitteeFactory, MonthlyReportFactory, PledgeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast):
    report = MonthlyReportFactory(pledge=PledgeFactory(member=cast.members["member"]))
    move(report, "submit", by=cast.users["member"], first_submitted_at=clock.now())
    move(report, "return", by=cast.users["secretary"], note="Ghi rõ số hồ sơ")
    move(report, "submit", by=cast.users["member"])
    return report


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_trail_that_nobody_touched_is_whole(report):
    out = StringIO()
    call_command("check_audit", stdout=out)
    assert out.getvalue() == "3 bước, chuỗi nguyên vẹn\n"


@pytest.mark.parametrize("column", ["note", "actor_label", "verb", "paper_label", "target"])
def test_a_changed_word_is_found(report, column):
    sql(f"UPDATE cells_auditentry SET {column} = 'khác' WHERE position = 2")
    assert next(broken_chains()).endswith("bước 2 đã bị sửa")


def test_a_changed_time_is_found(report):
    sql("UPDATE cells_auditentry SET at = '2014-01-01 00:00:00+00:00' WHERE position = 1")
    assert [text.endswith("bước 1 đã bị sửa") for text in broken_chains()] == [True]


@pytest.mark.parametrize(("position", "sentence"), [(1, "trước bước 2"), (2, "trước bước 3")])
def test_a_missing_step_is_found(report, position, sentence):
    sql("DELETE FROM cells_auditentry WHERE position = %s", position)
    assert sentence in " ".join(broken_chains())


def test_a_gap_that_was_closed_up_is_found(report):
    sql("DELETE FROM cells_auditentry WHERE position = 2")
    sql("UPDATE cells_auditentry SET position = 2 WHERE position = 3")
    assert "bước 2 đã bị sửa" in " ".join(broken_chains())


def test_a_cut_end_is_found(report):
    sql("DELETE FROM cells_auditentry WHERE position = 3")
    assert "khác bước cuối" in " ".join(broken_chains())


def test_a_status_set_behind_the_applications_back_is_found(report):
    sql("UPDATE pledges_monthlyreport SET status = 'acknowledged'")
    assert "khác bước cuối “submitted”" in " ".join(broken_chains())


def test_a_trail_that_is_gone_altogether_is_found(report):
    sql("DELETE FROM cells_auditentry")
    assert any("không còn bước nào" in text for text in broken_chains())


def test_a_paper_that_is_gone_is_found(report):
    AuditEntry.objects.update(object_id=987654)
    assert "hồ sơ không còn" in " ".join(broken_chains())


def test_the_command_names_each_place_and_fails(report):
    sql("UPDATE cells_auditentry SET note = 'khác' WHERE position IN (1, 2)")
    out = StringIO()
    with pytest.raises(CommandError, match="2 chỗ không khớp"):
        call_command("check_audit", stdout=out)
    assert out.getvalue().count("đã bị sửa") == 2


def test_a_forger_without_the_key_cannot_write_a_fitting_step(report, settings):
    settings.CHI03_AUDIT_KEY = "another key"
    assert len(list(broken_chains())) == 3


def test_the_trail_outlives_the_account(report, cast):
    sql("UPDATE cells_auditentry SET actor_id = NULL")
    assert list(broken_chains()) == []
    assert AuditEntry.objects.of(report).first().actor_label == "Nguyễn Văn Thịnh"


def test_two_deeds_at_once_take_turns_in_the_chain(crowd):
    office = CommitteeFactory()
    crowd(*[lambda: note_down(office, None, "export", "danh sách")] * 4)
    positions = crowd(lambda: [entry.position for entry in AuditEntry.objects.of(office)])
    assert positions == [[1, 2, 3, 4]]
