"""A committee of any size: written in bulk, and yet row for row what the services leave."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from cells import clock
from cells.audit import AuditEntry
from cells.models import Briefing, Cell, Member, Membership, Session, User
from pledges.models import MonthlyReport, MonthlyReportLine, Pledge
from pledges.monthly_report import services as reports
from pledges.monthly_report.services import LineInput, open_month
from pledges.pledge import services as pledges
from pledges.pledge.services import ItemInput, open_year
from reports.demo.accounts import DEMO_ACCOUNTS, PASSWORD, demo_accounts
from reports.demo.agenda import moment
from reports.demo.bulk.sizes import FEWEST_PEOPLE, Sizes
from reports.demo.bulk.story import tell_in_bulk
from reports.demo.digest import digest
from reports.models import Review
from reports.review.figures import ReviewScope, review_figures

DAY = date(2014, 12, 28)
SIZES = Sizes(cells=3, members=40, years=1)
YEAR = [date(2014, month, 1) for month in range(1, 13)]


def told() -> str:
    tell_in_bulk(SIZES, say=lambda line: None)
    return digest()


@pytest.fixture(scope="module")
def digests(django_db_setup, django_db_blocker):
    """Told twice, each time in an empty database; the second committee stays."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.at(DAY):
        with transaction.atomic():
            first = told()
            transaction.set_rollback(True)
        yield first, told()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def today(digests, db):
    with clock.at(DAY):
        yield DAY


def test_it_has_the_size_that_was_asked_for():
    assert Cell.objects.party().count() == 3
    assert Member.objects.of_party(DAY).count() == 40
    assert Pledge.objects.count() == Member.objects.obliged(DAY).count()
    assert set(MonthlyReport.objects.values_list("month", flat=True)) == set(YEAR)


def test_every_cell_has_its_three_officers():
    held = Counter(Membership.objects.officers().values_list("cell__code", "office"))
    assert set(held.values()) == {1}
    assert len(held) == 9


def test_the_same_seed_gives_the_same_rows(digests):
    first, second = digests
    assert first == second == digest()


def test_every_moved_paper_has_its_chained_trail():
    out = StringIO()
    call_command("check_audit", stdout=out)
    assert out.getvalue() == f"{AuditEntry.objects.count()} bước, chuỗi nguyên vẹn\n"


def test_the_services_find_nothing_left_to_open():
    assert open_year(2014) == 0
    assert [open_month(month) for month in YEAR] == [0] * 12


def test_the_states_are_mixed_as_in_life():
    months = MonthlyReport.objects.all()
    assert months.in_state("acknowledged").count() > months.count() / 2
    for state in ["on_time", "late", "missing", "excused", "submitted", "returned", "blank"]:
        assert months.in_state(state).exists(), state
    december = months.filter(month=YEAR[-1])
    assert not december.filter(due_on__lt=DAY).exists()
    assert december.in_state("blank").count() > december.count() / 3


def test_nothing_lies_ahead_and_everything_stands_in_its_order():
    assert AuditEntry.objects.filter(at__gt=moment(DAY)).count() == 0
    for report in MonthlyReport.objects.select_related("pledge").exclude(saved_at=None):
        steps = [entry.at for entry in AuditEntry.objects.of(report)]
        assert steps == sorted(steps)
        assert report.saved_at > report.pledge.accepted_at


def test_the_figures_of_the_review_add_up():
    counts = review_figures(ReviewScope(YEAR[0], YEAR[-1])).total
    assert counts["on_time"] + counts["late"] + counts["missing"] == counts["due"]
    assert counts["due"] + counts["excused"] + counts["not_due"] == MonthlyReport.objects.count()
    assert counts["registered"] + counts["sent"] + counts["unregistered"] == counts["obliged"]
    assert counts["members"] == counts["official"] + counts["probationary"] == 40
    told = sum(counts[name] for name in ["done", "partly", "not_yet", "unreported"])
    assert told == counts["items"] > 2 * counts["registered"]


def test_the_sessions_of_the_year_were_held_and_the_review_counts_them():
    held = Session.objects.that_took_place()
    assert set(held.values_list("form", flat=True)) > {"regular", "thematic"}
    assert not held.filter(starts_at__gt=moment(DAY)).exists()
    counts = review_figures(ReviewScope(YEAR[0], YEAR[-1])).total
    assert counts["sessions"] == held.count()
    assert counts["regular"] == 12 * 3
    assert 0.85 < counts["attended"] / counts["to_attend"] < 1
    assert counts["to_attend"] > counts["sessions"] * FEWEST_PEOPLE
    assert counts["briefings"] == Briefing.objects.count() > 0


def test_a_session_that_is_closed_has_all_that_closing_asks_for():
    for session in Session.objects.that_took_place().prefetch_related("tasks", "items"):
        assert session.ends_at
        assert session.attendances.filter(cell=session.cell).exists()
        assert all(item.notes for item in session.items.all())
        assert not session.needs_a_task or session.tasks.all() or session.no_task_reason


def test_the_next_sessions_stand_on_the_calendar():
    planned = Session.objects.filter(status="planned")
    assert set(planned.values_list("report_month", flat=True)) == {YEAR[-1]}
    assert planned.count() == 3


# The same story told again through the services, one paper at a time


def facts(paper) -> dict:
    """All its columns, and its trail in words and times."""
    row = type(paper).objects.filter(pk=paper.pk).values().get()
    names = ["position", "paper_label", "actor", "actor_label", "verb", "source", "target"]
    steps = AuditEntry.objects.of(paper).values_list(*names, "note", "at")
    return {"row": {**row, "id": None}, "steps": list(steps)}


def forget(paper) -> list[AuditEntry]:
    steps = list(AuditEntry.objects.of(paper).select_related("actor__member"))
    AuditEntry.objects.of(paper).delete()
    paper.delete()
    return steps


def lines_of(report: MonthlyReport) -> list[LineInput]:
    names = ["item_id", "state", "is_unchanged", "sentence", "difficulty"]
    return [
        LineInput(**dict(zip(names, row, strict=True))) for row in report.lines.values_list(*names)
    ]


def tell_report(report: MonthlyReport, step: AuditEntry, lines: list[LineInput]) -> None:
    by, note = step.actor, step.note
    if step.verb == "acknowledge":
        reports.acknowledge_monthly_report(report, by=by)
    elif step.verb == "return":
        items = [line.item_id for line in lines[:1]]
        reports.return_monthly_report(report, by=by, note=note, items=items)
    elif step.verb == "excuse":
        reports.excuse_monthly_report(report, by=by, note=note)
    elif note == "Ghi hộ":
        reports.enter_monthly_report(report, lines=lines, version=0, by=by, has_paper_slip=True)
    else:
        reports.save_monthly_report(report, lines=lines, version=report.version)
        reports.submit_monthly_report(report, by=by, version=report.version)


# status, version, whether an officer held the pen
KINDS = {
    "plain": ("acknowledged", 2, False),
    "mended": ("acknowledged", 4, False),
    "entered": ("acknowledged", 1, True),
    "excused": ("excused", 0, False),
}


def some_report(kind: str) -> MonthlyReport:
    status, version, is_entered = KINDS[kind]
    told = MonthlyReport.objects.filter(status=status, version=version)
    return told.filter(entered_by__isnull=not is_entered).first()


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_what_the_services_would_have_left(kind):
    report = some_report(kind)
    before, lines, pledge = facts(report), lines_of(report), report.pledge
    report.lines.all().delete()
    steps = forget(report)
    with clock.at(max(moment(before["row"]["month"].replace(day=25)), pledge.accepted_at)):
        assert open_month(before["row"]["month"]) == 1
    again = MonthlyReport.objects.get(pledge=pledge, month=before["row"]["month"])
    for step in steps:
        with clock.at(step.at):
            tell_report(again, step, lines)
    assert facts(again) == before
    assert lines_of(again) == lines


def tell_pledge(pledge: Pledge, step: AuditEntry, words: dict) -> None:
    by = step.actor
    if step.verb == "submit":
        pledges.save_pledge(pledge, **words, version=pledge.version, by=by)
        pledges.submit_pledge(pledge, by=by, version=pledge.version)
    elif step.verb == "return":
        pledges.return_pledge(pledge, by=by, note=step.note)
    else:
        pledges.accept_pledge(pledge, by=by, version=pledge.version)


@pytest.mark.parametrize("version", [1, 2])
def test_a_pledge_is_what_the_services_would_have_left(version):
    pledge = Pledge.objects.filter(status="accepted", version=version).first()
    before, items = facts(pledge), [ItemInput.of(item) for item in pledge.items.all()]
    words = {"reflection": pledge.reflection, "measures": pledge.measures, "items": items}
    MonthlyReportLine.objects.filter(report__pledge=pledge).delete()
    MonthlyReport.objects.filter(pledge=pledge).delete()
    steps = forget(pledge)
    with clock.at(date(2013, 12, 17)):
        assert open_year(2014) == 1
    again = Pledge.objects.get(member=pledge.member_id)
    for step in steps:
        with clock.at(step.at):
            tell_pledge(again, step, words)
    assert facts(again) == before


# Who signs in


def test_everybody_on_the_sign_in_page_can_sign_in_to_their_role():
    users = {user.username: user for user in User.objects.all()}
    shown = [account["username"] for account in demo_accounts()]
    assert len(shown) == len(DEMO_ACCOUNTS) - 1  # without a chi đoàn nobody leads one
    assert all(users[username].check_password(PASSWORD) for username in shown)
    assert users["bithu"].rights.cells_as_secretary
    assert users["giupviec"].rights.bodies == {"task_force"}
    assert users["lanhdao"].rights.signs_for_committee
    assert users["kiemtra"].rights.bodies == {"inspection"}
    rights = users["dangvien"].rights
    assert not rights.bodies
    assert not rights.cells_as_officer


PAGES = {
    "dangvien": ["home", "my-pledges", "monthly-report-list", "standard-list", "profile", "write"],
    "bithu": ["home", "cell", "pledge-list", "pledge-queue", "monthly-report-list", "queue"],
    "giupviec": [
        "home",
        "cell-list",
        "member-list",
        "monthly-report-list",
        "review-list",
        "review",
    ],
}


def address(name: str) -> str:
    own = MonthlyReport.objects.filter(pledge__member__user__username="dangvien")
    special = {
        "cell": lambda: Cell.objects.get(
            memberships__member__user__username="bithu"
        ).get_absolute_url(),
        "write": lambda: reverse("monthly-report-write", args=[own.get(status="draft").pk]),
        "queue": lambda: reverse("monthly-report-queue"),
        "review": lambda: Review.objects.get(cell=None).get_absolute_url(),
    }
    return special[name]() if name in special else reverse(name)


@pytest.mark.parametrize("username", PAGES)
def test_every_daily_page_opens(client, username):
    client.force_login(
        User.objects.get(username=username), backend="cells.member.passwords.AccountBackend"
    )
    assert [client.get(address(name)).status_code for name in PAGES[username]] == [200] * 6


def test_a_committee_that_is_there_is_not_touched(settings):
    settings.CHI03_DEMO = True
    before = digest()
    with pytest.raises(CommandError, match="đã có một đảng uỷ"):
        call_command("seed_demo", "--cells=3", "--members=15", "--years=1")
    assert digest() == before
