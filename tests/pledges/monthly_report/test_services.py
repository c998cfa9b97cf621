"""What each step does, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cells import clock
from cells.audit import AuditEntry, broken_chains
from cells.workflow import Clash, IllegalMove
from pledges.models import MonthlyReport
from pledges.monthly_report import services
from pledges.monthly_report.services import LineInput
from tests.factories import PledgeItemFactory
from tests.pledges.monthly_report.conftest import earlier

MOVES = {  # verb: (from where, to where); everything else is refused
    "submit": ({"draft", "returned"}, "submitted"),
    "withdraw": ({"submitted"}, "draft"),
    "acknowledge": ({"submitted"}, "acknowledged"),
    "return": ({"submitted"}, "returned"),
    "reopen": ({"acknowledged"}, "returned"),
    "excuse": ({"draft", "returned"}, "excused"),
    "unexcuse": ({"excused"}, "draft"),
}
STATUSES = ["draft", "submitted", "returned", "acknowledged", "excused"]
WITH_WORDS = {"return", "reopen", "excuse", "unexcuse"}


def broken_reports():
    return [sentence for sentence in broken_chains() if sentence.startswith("Báo cáo")]


def take(verb, report, by, note="Vì việc chung"):
    step = getattr(services, f"{verb}_monthly_report")
    words = {"note": note} if verb in WITH_WORDS else {}
    named = {"items": report.lines.values_list("item", flat=True)} if verb == "return" else {}
    step(report, by=by, **words, **named)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("verb", MOVES)
def test_the_moves_are_these_and_no_others(cast, report_of, verb, status):
    report, by = report_of("member", sent=True, status=status), cast.users["secretary"]
    sources, target = MOVES[verb]
    if status in sources:
        take(verb, report, by)
        assert MonthlyReport.objects.get().status == target
        entry = AuditEntry.objects.of(report).get()
        assert (entry.verb, entry.source, entry.target) == (verb, status, target)
    else:
        with pytest.raises(IllegalMove):
            take(verb, report, by)
        assert MonthlyReport.objects.get().status == status
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "\u200b\n\u200b"])
@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("return", "submitted"),
        ("reopen", "acknowledged"),
        ("excuse", "draft"),
        ("unexcuse", "excused"),
    ],
)
def test_these_steps_need_words(cast, report_of, verb, status, words):
    report = report_of("member", sent=True, status=status)
    with pytest.raises(ValidationError, match="Ghi"):
        take(verb, report, cast.users["secretary"], note=words)
    assert MonthlyReport.objects.get().status == status


def test_the_words_are_kept_clean_in_the_history(cast, report_of):
    report = report_of("member", sent=True)
    take("return", report, cast.users["secretary"], note="  Ghi rõ\u200b   việc chậm ")
    assert AuditEntry.objects.of(report).get().note == "Ghi rõ việc chậm"


def filled(report, **fields):
    return [LineInput(item_id=line.item_id, **fields) for line in report.lines.all()]


def test_what_is_saved_is_there_and_says_when(report_of):
    report = report_of("member")
    services.save_monthly_report(
        report, lines=filled(report, state="partly", sentence="Đã xong"), version=0
    )
    assert {(line.state, line.sentence) for line in report.lines.all()} == {("partly", "Đã xong")}
    stored = MonthlyReport.objects.get()
    assert (stored.version, stored.saved_at, stored.state_label) == (1, clock.now(), "Nháp")
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("step", ["save", "submit"])
def test_four_items_ask_no_more_questions_than_one(cast, report_of, step):
    counts = []
    for role, items in (("member", 1), ("colleague", 4)):
        report = report_of(role, items=items)
        with CaptureQueriesContext(connection) as saving:
            lines = filled(report, state="done", sentence="Đã xong")
            services.save_monthly_report(report, lines=lines, version=0)
        with CaptureQueriesContext(connection) as sending:
            services.submit_monthly_report(report, by=cast.user(role))
        counts.append(len(saving if step == "save" else sending))
        assert report.lines.filter(state="done", sentence="Đã xong").count() == items
    assert counts[0] >= counts[1]


def test_an_item_without_a_line_gets_one_and_what_the_cell_said_stays(report_of):
    report = report_of("member")
    PledgeItemFactory(pledge=report.pledge, position=3)
    report.lines.update(comment="Chi bộ đã đọc")
    items = report.pledge.items.values_list("pk", flat=True)
    lines = [LineInput(item_id=item, state="done", sentence="Đã xong") for item in items]
    services.save_monthly_report(report, lines=lines, version=0)
    kept = report.lines.values_list("item__position", "state", "sentence", "comment")
    assert sorted(kept) == [
        (1, "done", "Đã xong", "Chi bộ đã đọc"),
        (2, "done", "Đã xong", "Chi bộ đã đọc"),
        (3, "done", "Đã xong", ""),
    ]


def test_an_older_page_does_not_overwrite_a_newer_one(report_of):
    report = report_of("member")
    services.save_monthly_report(report, lines=filled(report, sentence="Cửa sổ một"), version=0)
    with pytest.raises(Clash):
        services.save_monthly_report(report, lines=filled(report, sentence="Cửa sổ hai"), version=0)
    assert {line.sentence for line in report.lines.all()} == {"Cửa sổ một"}


@pytest.mark.parametrize("status", ["submitted", "acknowledged", "excused"])
def test_what_is_sent_or_excused_is_not_written_any_more(report_of, status):
    report = report_of("member", sent=True, status=status)
    with pytest.raises(IllegalMove):
        services.save_monthly_report(report, lines=filled(report, sentence="Chen vào"), version=0)
    assert "Chen vào" not in {line.sentence for line in report.lines.all()}


def test_unchanged_takes_the_state_of_the_latest_month_that_said_one(report_of):
    report = report_of("member", items=1)
    earlier(report, state="partly")
    line = LineInput(item_id=report.lines.get().item_id, is_unchanged=True)
    services.save_monthly_report(report, lines=[line], version=0)
    stored = report.lines.get()
    assert (stored.state, stored.is_unchanged, stored.state_words) == (
        "partly",
        True,
        "Không thay đổi",
    )


def test_unchanged_needs_a_month_before(report_of):
    report = report_of("member", items=1)
    line = LineInput(item_id=report.lines.get().item_id, is_unchanged=True)
    with pytest.raises(ValidationError, match="Chưa có tháng trước"):
        services.save_monthly_report(report, lines=[line], version=0)
    assert MonthlyReport.objects.get().version == report.version == 0


def test_an_item_of_another_pledge_is_refused(report_of):
    report, foreign = report_of("member"), PledgeItemFactory()
    with pytest.raises(ValidationError, match="không còn trong bản đăng ký"):
        services.save_monthly_report(report, lines=[LineInput(item_id=foreign.pk)], version=0)


@pytest.mark.parametrize("field", ["sentence", "difficulty"])
def test_text_is_cleaned_and_markup_stays_text(report_of, field):
    report = report_of("member", items=1)
    typed = "<img src=x onerror=alert(1)>\u200b\u202e  Tie\u0302\u0301p da\u0302n\r\nđúng hẹn"
    services.save_monthly_report(report, lines=filled(report, **{field: typed}), version=0)
    assert getattr(report.lines.get(), field) == "<img src=x onerror=alert(1)> Tiếp dân\nđúng hẹn"


@pytest.mark.parametrize(
    "given", [{"sentence": "a" * 501}, {"state": "excellent"}, {"sentence": "a\0b"}]
)
def test_what_does_not_fit_is_refused_and_nothing_is_saved(report_of, given):
    report = report_of("member")
    with pytest.raises(ValidationError):
        services.save_monthly_report(report, lines=filled(report, **given), version=0)
    assert MonthlyReport.objects.get().saved_at is None


def test_an_item_without_a_result_stops_the_sending(cast, report_of):
    report = report_of("member", items=3)
    report.lines.filter(item__position=2).update(state="done")
    with pytest.raises(ValidationError, match="Còn 2 việc chưa ghi kết quả: việc 1, việc 3"):
        services.submit_monthly_report(report, by=cast.users["member"])
    assert MonthlyReport.objects.get().status == "draft"


def test_an_item_added_later_is_asked_for_before_sending(cast, report_of):
    report = report_of("member", items=1, sent=True, status="returned")
    added = PledgeItemFactory(pledge=report.pledge, position=2, criterion=None)
    with pytest.raises(ValidationError, match="việc 2"):
        services.submit_monthly_report(report, by=cast.users["member"])
    line = LineInput(item_id=added.pk, state="done")
    services.save_monthly_report(report, lines=[line], version=0)
    services.submit_monthly_report(report, by=cast.users["member"])
    assert report.lines.count() == 2


def test_a_report_without_items_is_not_sent(cast, report_of):
    with pytest.raises(ValidationError, match="chưa có việc nào"):
        services.submit_monthly_report(report_of("member", items=0), by=cast.users["member"])


def test_the_first_sending_counts_and_a_second_does_not_change_it(cast, report_of):
    report, author = report_of("member"), cast.users["member"]
    report.lines.update(state="done")
    services.submit_monthly_report(report, by=author)
    first = report.first_submitted_at
    with clock.at(clock.now() + timedelta(days=40)):
        services.withdraw_monthly_report(report, by=author)
        services.submit_monthly_report(report, by=author)
    assert MonthlyReport.objects.get().first_submitted_at == first
    assert not broken_reports()


def test_sending_late_is_still_possible(cast, report_of):
    report = report_of("member")
    report.lines.update(state="done")
    with clock.at(date(2014, 6, 1)):
        services.submit_monthly_report(report, by=cast.users["member"])
        assert MonthlyReport.objects.in_state("late").count() == 1


def test_only_the_text_that_was_read_again_is_sent(cast, report_of):
    report = report_of("member")
    report.lines.update(state="done")
    services.save_monthly_report(report, lines=filled(report, state="not_yet"), version=0)
    with pytest.raises(Clash):
        services.submit_monthly_report(report, by=cast.users["member"], version=0)
    assert MonthlyReport.objects.get().status == "draft"


def test_an_answer_keeps_its_comments(cast, report_of):
    report = report_of("member", sent=True)
    item = report.pledge.items.first()
    services.acknowledge_monthly_report(
        report, by=cast.users["secretary"], comments={item.pk: "Nói cách  làm\u200b"}, version=0
    )
    assert [line.comment for line in report.lines.all()] == ["Nói cách làm", ""]


def test_a_comment_that_is_too_long_stops_the_whole_answer(cast, report_of):
    report = report_of("member", sent=True)
    with pytest.raises(ValidationError, match="501 ký tự"):
        services.acknowledge_monthly_report(
            report, by=cast.users["secretary"], comments={report.lines.first().item_id: "a" * 501}
        )
    assert MonthlyReport.objects.get().status == "submitted"
    assert not AuditEntry.objects.exists()


def test_nobody_answers_a_text_they_have_not_read(cast, report_of):
    report = report_of("member", sent=True, version=2)
    with pytest.raises(Clash):
        services.acknowledge_monthly_report(report, by=cast.users["secretary"], version=1)
    assert MonthlyReport.objects.get().status == "submitted"


def enter(report, by, *, slip=False, version=0, **fields):
    lines = filled(report, **({"state": "done"} | fields))
    services.enter_monthly_report(report, lines=lines, version=version, by=by, has_paper_slip=slip)


def test_an_officer_writes_down_for_a_member_and_the_row_says_so(cast, report_of):
    report, secretary = report_of("member"), cast.users["secretary"]
    enter(report, secretary, slip=True, sentence="Theo lời đồng chí Thịnh")
    stored = MonthlyReport.objects.get()
    assert (stored.status, stored.entered_by, stored.has_paper_slip) == (
        "submitted",
        secretary,
        True,
    )
    assert stored.awaits_confirmation
    assert AuditEntry.objects.of(report).get().note == "Ghi hộ"


def test_a_begun_draft_is_not_written_over(cast, report_of):
    report = report_of("member")
    services.save_monthly_report(report, lines=filled(report, sentence="Của tôi"), version=0)
    with pytest.raises(IllegalMove):
        enter(report, cast.users["secretary"], version=1)
    assert {line.sentence for line in report.lines.all()} == {"Của tôi"}
    assert MonthlyReport.objects.get().entered_by is None


def test_writing_down_needs_every_result(cast, report_of):
    report = report_of("member")
    with pytest.raises(ValidationError, match="Còn 2 việc"):
        enter(report, cast.users["secretary"], state="")
    assert MonthlyReport.objects.untouched().exists()


def test_without_an_account_the_signed_slip_is_needed(cast, report_of):
    report = report_of("member")
    cast.users["member"].is_active = False
    cast.users["member"].save()
    with pytest.raises(ValidationError, match="cần phiếu giấy đã ký"):
        enter(report, cast.users["secretary"])
    enter(report, cast.users["secretary"], slip=True)
    assert MonthlyReport.objects.get().status == "submitted"


def test_the_member_confirms_once(cast, report_of):
    report, author = report_of("member"), cast.users["member"]
    enter(report, cast.users["secretary"])
    services.confirm_monthly_report(report, by=author)
    assert not MonthlyReport.objects.get().awaits_confirmation
    with pytest.raises(IllegalMove):
        services.confirm_monthly_report(report, by=author)
    assert [entry.verb for entry in AuditEntry.objects.of(report)] == ["submit", "confirm"]
    assert not broken_reports()


def test_who_takes_it_back_and_sends_it_stands_for_it(cast, report_of):
    report, author = report_of("member"), cast.users["member"]
    enter(report, cast.users["secretary"])
    services.withdraw_monthly_report(report, by=author)
    services.submit_monthly_report(report, by=author)
    assert MonthlyReport.objects.get().confirmed_at == clock.now()


def test_unchanged_never_takes_a_state_from_a_draft_that_the_pen_may_not_read(cast, report_of):
    report = report_of("member", items=1)
    before = earlier(report, state="done")
    MonthlyReport.objects.filter(pk=before.report_id).update(status="draft")
    line = LineInput(item_id=before.item_id, is_unchanged=True)
    with pytest.raises(ValidationError, match="Chưa có tháng trước"):
        services.enter_monthly_report(
            report, lines=[line], version=0, by=cast.users["secretary"], has_paper_slip=True
        )
