"""The demo as a stranger meets it on 20 November 2014: told with few people and months."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, QuerySet

from cells import clock
from cells.audit import AuditEntry, broken_chains
from cells.datacheck.figures import data_check
from cells.issue.register import gaps_of
from cells.member.merging.doubles import likely_doubles
from cells.models import (
    Attendance,
    Cell,
    IssuedDocument,
    Member,
    Membership,
    Notice,
    Session,
    SessionTask,
    Standing,
    StudyForm,
    Theme,
    Transfer,
    User,
)
from cells.session.absence.models import AbsenceRequest
from cells.session.models import AttendanceState
from pledges.models import (
    MonthlyReport,
    MonthlyReportLine,
    MoralStandard,
    Pledge,
    PledgeItem,
    Reminder,
)
from pledges.monthly_report.models import ReportStatus
from pledges.pledge.models import PledgeStatus
from pledges.standard.models import StandardStatus
from reports.commendation.paper import certificates
from reports.demo import story
from reports.demo.accounts import DEMO_ACCOUNTS, PASSWORD
from reports.demo.calendar import meetings_of
from reports.demo.cells import CELLS
from reports.demo.digest import digest
from reports.demo.story import LAST_DAY, tell
from reports.evaluation.choices import Case, EvaluationStatus
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.models import Commendation, CommendationBatch, Review
from reports.overview.help.models import HelpRequest
from tests.todo import tasks_of

MONTHS = [date(2013, 1, 1), date(2013, 12, 1), *(date(2014, month, 1) for month in [4, 8, 9, 10])]


def told() -> str:
    tell(share=0.1, months=MONTHS, say=lambda line: None)
    return digest()


@pytest.fixture(scope="module")
def digests(django_db_setup, django_db_blocker):
    """The story is told twice, each time to an empty database; the second one stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            first = told()
            transaction.set_rollback(True)
        yield first, told()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def today(digests, db):
    with clock.at(LAST_DAY):
        yield LAST_DAY


def user(username: str) -> User:
    return User.objects.get(username=username)


def test_every_status_of_every_paper_is_there():
    assert set(Pledge.objects.values_list("status", flat=True)) == set(PledgeStatus)
    assert set(MonthlyReport.objects.values_list("status", flat=True)) == set(ReportStatus)
    assert set(MoralStandard.objects.values_list("status", flat=True)) == set(StandardStatus)


def test_every_word_for_a_report_can_be_seen():
    labels = {report.state_label for report in MonthlyReport.objects.all()}
    assert {"Quá hạn", "Đã gửi", "Cần bổ sung", "Đã nhận", "Được miễn"} <= labels
    for state in ["on_time", "late", "missing", "excused"]:
        assert MonthlyReport.objects.in_state(state).exists()


def test_the_story_is_the_same_every_time(digests):
    first, second = digests
    assert first == second == digest()


def test_every_month_is_told_up_to_the_one_that_is_not_opened_yet():
    assert set(MonthlyReport.objects.values_list("month", flat=True)) == set(MONTHS)
    assert len(story.MONTHS) == 24
    assert date(2014, 11, story.OPENS_ON) > LAST_DAY


def test_every_cell_has_a_card_in_force_and_every_card_says_what_is_invented():
    for cell in Cell.objects.party():
        card = MoralStandard.objects.in_force(cell, 2014).get()
        assert card.cell == cell
        assert "minh hoạ" in card.note
    assert MoralStandard.objects.get(cell=None).criteria.count() == 5


def test_the_audit_chains_are_unbroken():
    assert list(broken_chains()) == []


def test_diligent_and_lagging_cells_differ():
    shares = {}
    for code in ["TCCB", "DTBD"]:
        reports = MonthlyReport.objects.filter(cell__code=code)
        counts = [reports.in_state(state).count() for state in ["on_time", "late", "missing"]]
        shares[code] = counts[0] / sum(counts)
    assert shares["TCCB"] > shares["DTBD"] + 0.15


def test_one_cell_waits_for_a_secretary_and_one_has_had_two():
    led = Membership.objects.open_on(LAST_DAY).filter(office="secretary")
    leaderless = Cell.objects.exclude(memberships__in=led)
    assert list(leaderless.values_list("code", flat=True)) == ["DTBD"]
    assert Membership.objects.filter(office="secretary", cell__code="DP2").count() == 2


def test_some_are_on_probation_released_suspended_or_guests():
    members = Member.objects.of_party(LAST_DAY)
    assert members.filter(official_on__isnull=True).exists()
    assert set(Standing.objects.values_list("kind", flat=True)) == {"exempt", "suspended"}
    assert Membership.objects.open_on(LAST_DAY).filter(is_temporary=True).count() == 2


def test_one_was_transferred_in_june_and_reports_in_the_new_cell():
    transfer = Transfer.objects.get(status="received")
    home = Membership.objects.regular().open_on(LAST_DAY).get(member=transfer.member)
    assert (home.cell, home.since) == (transfer.to_cell, date(2014, 6, 16))
    pledges = Pledge.objects.filter(member=transfer.member, year=2014)
    assert dict(pledges.values_list("cell__code", "status")) == {"DP2": "closed", "CSD": "accepted"}
    reports = MonthlyReport.objects.filter(pledge__member=transfer.member, month__year=2014)
    told = reports.order_by("month").values_list("month__month", "cell__code")
    assert list(told) == [(4, "DP2"), (8, "CSD"), (9, "CSD"), (10, "CSD")]


def test_one_is_on_the_way_and_one_has_left():
    assert Transfer.objects.get(status="proposed").to_cell.code == "DV"
    gone = Membership.objects.get(end_reason="moved_away")
    assert gone.until == date(2014, 9, 30)
    draft = MonthlyReport.objects.get(pledge__member=gone.member, month=date(2014, 9, 1))
    assert (draft.status, AuditEntry.objects.of(draft).get().actor) == ("excused", None)


def test_everybody_on_the_sign_in_page_can_sign_in_and_holds_that_role():
    for account in DEMO_ACCOUNTS:
        assert user(account.username).check_password(PASSWORD)
        assert user(account.username).state == "in_use"
    assert user("bithu").rights.cells_as_secretary
    assert user("phobithu").rights.cells_as_secretary
    assert user("giupviec").rights.bodies == {"task_force"}
    assert user("lanhdao").rights.signs_for_committee
    assert user("kiemtra").rights.bodies == {"inspection"}
    assert user("quantri").rights.is_sysadmin
    rights = user("dangvien").rights
    assert not rights.bodies
    assert not rights.cells_as_officer


def test_each_finds_something_to_do_at_once():
    own = MonthlyReport.objects.filter(pledge__member__user__username="dangvien")
    assert own.filter(month=date(2014, 10, 1), status="draft", saved_at__isnull=False).exists()
    assert own.filter(month=date(2014, 9, 1), status="returned").exists()
    waiting = MonthlyReport.objects.awaiting_answer().filter(cell__code="CSD")
    assert waiting.exclude(pledge__member__user__username="bithu").count() >= 3
    assert waiting.filter(pledge__member__user__username="bithu").exists()
    assert Pledge.objects.awaiting_answer().filter(cell__code="CSD").exists()
    assert User.objects.waiting().count() == 4


def test_a_few_answers_are_news_and_the_older_ones_have_been_seen():
    fresh, visitors = Notice.objects.unseen(), [account.username for account in DEMO_ACCOUNTS]
    others = fresh.exclude(member__user__username__in=visitors)
    assert 0 < others.count() < Notice.objects.count() / 3
    assert others.earliest("pk").at.date() >= story.UNREAD_SINCE
    busiest = fresh.order_by().values("member").annotate(news=Count("pk")).order_by("-news")
    assert busiest[0]["news"] <= 3
    for username in set(visitors) - {"quantri"}:
        assert fresh.filter(member__user__username=username).count() >= 2


def test_reports_written_for_others_are_marked_and_some_wait_for_a_yes():
    entered = MonthlyReport.objects.filter(entered_by__isnull=False)
    assert entered.filter(has_paper_slip=True).exists()
    assert entered.filter(confirmed_at__isnull=False).exists()
    assert entered.filter(has_paper_slip=False, confirmed_at__isnull=True).exists()
    assert entered.filter(status="acknowledged").exists()


def test_nobody_answered_their_own_paper():
    kind = ContentType.objects.get_for_model(MonthlyReport)
    answers = AuditEntry.objects.filter(content_type=kind, verb="acknowledge")
    answered_by = dict(answers.order_by("at").values_list("object_id", "actor__member"))
    author = dict(MonthlyReport.objects.values_list("pk", "pledge__member"))
    reports = set(answered_by) & set(author)
    assert len(reports) > 100
    assert not [report for report in reports if answered_by[report] == author[report]]


def test_themes_say_which_title_was_not_verified():
    assert dict(Theme.objects.values_list("year", "is_verified")) == {2013: True, 2014: False}


def test_the_committees_review_of_2013_is_signed_and_stands_in_the_register():
    review = Review.objects.get(cell=None, first_month=date(2013, 1, 1), status="signed")
    document = review.documents.get()
    assert str(document) == "Báo cáo số 01-BC/ĐUCQ"
    assert document.signer_name == user("lanhdao").member.full_name
    assert bytes(document.file.content).startswith(b"%PDF")
    assert not review.sections.filter(text="", key__in=["study", "directions"]).exists()


def test_what_was_issued_outside_leaves_gaps_that_the_register_shows():
    [gaps] = gaps_of(IssuedDocument.objects.filter(kind__code="huong-dan"))
    assert gaps.numbers == "01–08, 10"


def test_a_review_waits_for_its_signature_and_one_is_begun():
    assert Review.objects.filter(cell=None, status="presented").count() == 1
    assert Review.objects.filter(cell__code="CSD", status="draft").count() == 1
    assert Review.objects.filter(cell__code="CSD", status="signed").count() == 1


def test_the_command_says_that_the_demo_is_there_and_changes_nothing(settings):
    settings.CHI03_DEMO = True
    before, out = digest(), StringIO()
    call_command("seed_demo", stdout=out)
    assert "Dữ liệu demo đã có." in out.getvalue()
    assert "bithu" in out.getvalue()
    assert digest() == before


def test_outside_the_demo_the_command_refuses(settings):
    settings.CHI03_DEMO = False
    with pytest.raises(CommandError, match="CHI03_DEMO"):
        call_command("seed_demo")


def test_another_office_is_not_overwritten(settings):
    settings.CHI03_DEMO = True
    User.objects.filter(username="kiemtra").update(username="somebody")
    with pytest.raises(CommandError, match="đảng uỷ khác"):
        call_command("seed_demo")


def test_the_data_check_shows_something_real():
    sections = {section.key: section for section in data_check(LAST_DAY)}
    counts = {key: section.count for key, section in sections.items() if section.count}
    assert set(counts) == {
        "no-secretary",
        "doubles",
        "ending-offices",
        "ending-posts",
        "no-account",
        "no-term",
    }
    assert counts["no-secretary"] == counts["doubles"] == counts["no-term"] == 1
    assert {row.detail.split(",")[1] for row in sections["ending-offices"].rows} == {
        " hết nhiệm kỳ 31/12/2014"
    }


def test_whoever_was_entered_twice_has_no_papers_the_second_time():
    [later] = likely_doubles()
    assert not later.pledges.exists()
    first = Member.objects.get(pk=later.first_pk)
    assert (first.name_key, first.birth_year) == (later.name_key, later.birth_year)


# The monthly loop


def test_whoever_had_not_sent_was_reminded_by_the_ladder_and_the_secretary_asked_again():
    reminders = Reminder.objects.filter(cell__code="CSD", report__month=date(2014, 10, 1))
    assert reminders.filter(rung=-3).exists()
    assert reminders.filter(rung=None, by__username="bithu").exists()
    assert set(Reminder.objects.values_list("way", flat=True)) == {"app", "slip"}


def test_some_go_on_with_what_they_pledged_last_year_and_say_what_is_different():
    copied = PledgeItem.objects.filter(copied_from__isnull=False, pledge__year=2014)
    assert not copied.filter(difference="").exists()
    own = copied.get(pledge__member__user__username="dangvien")
    assert own.copied_from.pledge.year == 2013
    assert own.action == own.copied_from.action


def test_a_returned_report_names_its_item_and_bears_files_and_its_difficulty_waits_for_a_tick():
    own = MonthlyReport.objects.filter(pledge__member__user__username="dangvien")
    lines = own.get(month=date(2014, 9, 1)).lines.order_by("item__position")
    assert [line.was_named for line in lines] == [True, *[False] * (len(lines) - 1)]
    assert sorted(file.kind for file in lines[0].evidence.all()) == ["jpg", "pdf"]
    october = own.get(month=date(2014, 10, 1))
    before = MonthlyReportLine.objects.before(october, reader=user("dangvien"))
    told = before[october.lines.order_by("item__position").last().item_id].difficulty
    assert told == lines[len(lines) - 1].difficulty != ""


def test_some_difficulties_go_on_for_months():
    hard = MonthlyReportLine.objects.exclude(difficulty="")
    again = hard.values("item", "difficulty").annotate(months=Count("pk")).filter(months__gt=1)
    assert again.exists()


def test_of_two_cells_that_asked_for_help_one_has_its_answer():
    asked = dict(HelpRequest.objects.values_list("cell__code", "answer"))
    assert set(asked) == {"DP1", "BVCT"}
    assert asked["DP1"]
    assert not asked["BVCT"]


# Sessions


def test_sessions_of_every_form_were_held_and_one_was_called_off():
    """Few months are told here; the whole year has every form."""
    held = Session.objects.that_took_place()
    assert set(held.values_list("form", flat=True)) >= {"regular", "thematic"}
    forms = {meeting.form for meeting in meetings_of(2014, CELLS)}
    assert forms == set(StudyForm)
    assert [meeting.cell for meeting in meetings_of(2014, CELLS) if meeting.is_called_off]


def test_minutes_of_the_past_are_signed_and_the_last_ones_wait():
    states = dict(Session.objects.order_by("starts_at").values_list("cell__code", "status"))
    assert states["CSD"] == "planned"
    last = Session.objects.that_took_place().filter(cell__code="CSD").latest("starts_at")
    assert last.status == "held"
    assert Session.objects.filter(status="half_signed", cell__code="DP2").exists()
    assert Session.objects.filter(status="signed").count() > 30


def test_the_next_session_is_announced_and_somebody_asks_to_be_away():
    ahead = Session.objects.filter(status="planned", report_month=date(2014, 11, 1))
    assert ahead.count() == len(CELLS)
    [request] = AbsenceRequest.objects.filter(status="requested")
    assert request.session in ahead


def test_tasks_are_mostly_done_and_some_are_overdue():
    states = Counter(SessionTask.objects.values_list("state", flat=True))
    assert states["done"] > states["open"]
    overdue = SessionTask.objects.filter(state="open", due_on__lt=LAST_DAY)
    assert overdue.exists()
    assert set(AttendanceState) <= set(Attendance.objects.values_list("state", flat=True))


# The yearly rating


def people_in(year: int) -> QuerySet[MemberEvaluation]:
    return MemberEvaluation.objects.of_year(year)


def test_the_round_of_2013_is_closed_and_everybody_rated_has_a_published_level():
    assert EvaluationRound.objects.get(year=2013).status == "closed"
    for papers in [people_in(2013), CellEvaluation.objects.of_year(2013)]:
        assert not papers.missing().exists()
        rated = papers.rated()
        assert set(rated.values_list("status", flat=True)) == {"published"}
        assert rated.values("decided_level").distinct().count() >= 3
        assert not rated.filter(frozen_evidence=None).exists()
    assert CellEvaluation.objects.of_year(2013).count() == len(CELLS)


def test_the_decision_of_2013_stands_in_the_register_with_its_lists():
    [document] = EvaluationRound.objects.get(year=2013).documents.all()
    assert document.kind.code == "quyet-dinh"
    assert document.signer_name == user("lanhdao").member.full_name
    assert bytes(document.file.content).startswith(b"%PDF")


def test_the_special_cases_of_2013_are_there():
    cases = Counter(people_in(2013).values_list("case", flat=True))
    assert cases[Case.NEW] == cases[Case.POSTPONED] == 1
    assert cases[Case.EXEMPT] == 5
    new = people_in(2013).get(case=Case.NEW)
    assert (new.status, new.decided_level) == (EvaluationStatus.SUBMITTED, None)
    assert set(people_in(2013).filter(case=Case.EXEMPT).values_list("status", flat=True)) == {
        "draft"
    }
    postponed = people_in(2013).select_related("round").get(case=Case.POSTPONED)
    assert postponed.decided_at > postponed.round.closed_at
    assert people_in(2013).exclude(superior_decision="").count() == 1
    assert people_in(2013).exclude(unit_comment="").exists()


def test_one_published_level_of_2013_was_amended_with_its_reason():
    kind = ContentType.objects.get_for_model(MemberEvaluation)
    amended = AuditEntry.objects.get(content_type=kind, verb="amend")
    assert "Sửa lần 1" in amended.note
    assert amended.at > EvaluationRound.objects.get(year=2013).closed_at


def test_one_proposal_says_why_though_no_level_has_the_majority():
    [split] = people_in(2013).filter(proposal_note__startswith="Phiếu phân tán")
    assert max(split.votes.values()) * 2 <= split.ballots_entitled
    assert sum(split.votes.values()) == split.ballots_valid


def test_the_round_of_2014_stands_half_way():
    assert EvaluationRound.objects.get(year=2014).status == "open"
    states = set(people_in(2014).values_list("status", flat=True))
    assert states == {"draft", "submitted", "returned", "proposed", "appraised"}
    assert {paper.state_label for paper in people_in(2014).select_related("round")} >= {
        "Chưa viết",
        "Nháp",
        "Không kiểm điểm",
    }
    by_cell = {
        code: set(people_in(2014).rated().filter(cell__code=code).values_list("status", flat=True))
        for code in ["V4", "DP2"]
    }
    assert by_cell == {"V4": {"appraised"}, "DP2": {"proposed"}}
    assert people_in(2014).filter(cell__code="DP2", session__isnull=False).exists()
    own = dict(CellEvaluation.objects.of_year(2014).values_list("cell__code", "status"))
    assert (own["V4"], own["DP2"], own["CSD"]) == ("appraised", "proposed", "draft")


@pytest.mark.parametrize(
    ("username", "titles"),
    [
        ("dangvien", {"Tự kiểm điểm năm 2014"}),
        ("bithu", {"Tự kiểm điểm năm 2014", "chờ chi bộ đề xuất", "Báo cáo kiểm điểm năm 2014"}),
        ("phobithu", {"chờ chi bộ đề xuất", "Báo cáo kiểm điểm năm 2014"}),
        ("giupviec", {"chờ thẩm định", "Vòng đánh giá năm 2014"}),
        ("lanhdao", {"Tự kiểm điểm năm 2014", "chờ quyết định"}),
        ("kiemtra", {"Tự kiểm điểm năm 2014"}),
    ],
)
def test_each_finds_something_of_the_rating_to_do(username, titles):
    found = [task.title for task in tasks_of(user(username))]
    assert [title for title in titles if not any(title in each for each in found)] == []


def test_nobody_judged_their_own_evaluation():
    kind = ContentType.objects.get_for_model(MemberEvaluation)
    judged = AuditEntry.objects.filter(
        content_type=kind, verb__in=["return", "comment", "propose", "appraise", "decide", "amend"]
    )
    author = dict(MemberEvaluation.objects.values_list("pk", "member"))
    rows = list(judged.values_list("object_id", "actor__member"))
    assert len(rows) > 300
    assert not [paper for paper, actor in rows if author[paper] == actor]


def test_the_demos_praise_was_decided_in_2013_and_waits_in_every_state_in_2014():
    awarded = Commendation.objects.filter(occasion__year=2013)
    assert set(awarded.values_list("status", flat=True)) == {"awarded"}
    signers = {row.batch.documents.get().signer for row in awarded}
    assert len(signers) == 2
    for row in awarded.filter(member__isnull=False):
        assert row.batch.documents.get().signer != row.member
    states = set(Commendation.objects.values_list("status", flat=True))
    assert states == {"nominated", "proposed", "gathered", "awarded", "declined"}
    assert CommendationBatch.objects.get(status="presented").presented_paper
    assert Commendation.objects.filter(line__isnull=False).exists()


def test_the_demos_certificates_are_those_of_its_two_decisions():
    awarded = CommendationBatch.objects.filter(status="awarded")
    names = [sheet["name"] for batch in awarded for sheet in certificates(batch)]
    with_one = Commendation.objects.filter(
        status="awarded", batch__isnull=False, form__has_certificate=True
    )
    assert sorted(names) == sorted(row.subject for row in with_one)
    assert len(names) == 7
