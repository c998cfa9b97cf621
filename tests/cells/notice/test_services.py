"""Who is told what, and when: exactly once, with the step or not at all."""

import pytest
from django.core.exceptions import ValidationError

from cells.models import Notice
from cells.workflow import Clash, IllegalMove
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report import services as reports
from pledges.pledge import services as pledges
from tests.factories import (
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)

STEPS_OF_A_REPORT = {
    "acknowledge": ("submitted", "Báo cáo tháng 3/2014 đã được nhận."),
    "return": ("submitted", "Báo cáo tháng 3/2014 đã được trả lại, có lời ghi."),
    "reopen": ("acknowledged", "Báo cáo tháng 3/2014 đã được mở lại, có lời ghi."),
    "excuse": ("draft", "Báo cáo tháng 3/2014 đã được miễn, có lời ghi."),
    "unexcuse": ("excused", "Báo cáo tháng 3/2014 thôi được miễn, có lời ghi."),
}
STEPS_OF_A_PLEDGE = {
    "accept": ("submitted", "Bản đăng ký năm 2014 đã được nhận."),
    "return": ("submitted", "Bản đăng ký năm 2014 đã được trả lại, có lời ghi."),
    "reopen": ("accepted", "Bản đăng ký năm 2014 đã được mở lại, có lời ghi."),
    "close": ("accepted", "Bản đăng ký năm 2014 đã khép, có lời ghi."),
}
SILENT = {"submit", "withdraw"}  # the author's own


def a_report(cast, status):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    sent = pledge.first_submitted_at if status not in {"draft", "excused"} else None
    return MonthlyReportFactory(pledge=pledge, status=status, first_submitted_at=sent)


def a_line(report):
    item = PledgeItemFactory(pledge=report.pledge)
    return MonthlyReportLineFactory(report=report, item=item)


def a_pledge(cast, status):
    times = {"first_submitted_at": cast.cell.history.first().history_date}
    times |= {"accepted_at": times["first_submitted_at"]} if status == "accepted" else {}
    return PledgeFactory(member=cast.members["member"], cell=cast.cell, status=status, **times)


@pytest.mark.parametrize("verb", STEPS_OF_A_REPORT)
@pytest.mark.parametrize("who", ["secretary", "system"])
def test_the_author_of_a_report_is_told_of_every_answer(cast, verb, who):
    status, sentence = STEPS_OF_A_REPORT[verb]
    report = a_report(cast, status)
    words = {} if verb == "acknowledge" else {"note": "Vì việc của cơ quan."}
    if verb == "return":
        words["items"] = [a_line(report).item_id]
    by = None if who == "system" else cast.user(who)
    getattr(reports, f"{verb}_monthly_report")(report, by=by, **words)
    notice = Notice.objects.get()
    assert (notice.member, notice.paper, notice.verb) == (cast.members["member"], report, verb)
    assert (notice.sentence, notice.path) == (sentence, report.get_absolute_url())
    assert (notice.seen_at, notice.mailed_at) == (None, None)


@pytest.mark.parametrize("verb", STEPS_OF_A_PLEDGE)
@pytest.mark.parametrize("who", ["secretary", "system"])
def test_the_author_of_a_pledge_is_told_of_every_answer(cast, verb, who):
    status, sentence = STEPS_OF_A_PLEDGE[verb]
    pledge = a_pledge(cast, status)
    words = {} if verb == "accept" else {"note": "Vì việc của cơ quan."}
    by = None if who == "system" else cast.user(who)
    getattr(pledges, f"{verb}_pledge")(pledge, by=by, **words)
    notice = Notice.objects.get()
    assert (notice.member, notice.sentence) == (cast.members["member"], sentence)
    assert "việc của cơ quan" not in notice.sentence


def test_every_verb_tells_or_is_the_authors_own():
    assert set(MonthlyReport.VERBS) == set(STEPS_OF_A_REPORT) | SILENT
    # Whoever comes back finds the resumed pledge among their tasks, with the words of the trail
    assert set(Pledge.VERBS) == set(STEPS_OF_A_PLEDGE) | SILENT | {"resume"}


def test_nobody_is_told_of_their_own_deed(cast):
    report = a_report(cast, "draft")
    reports.excuse_monthly_report(report, by=cast.user("member"), note="Đi công tác.")
    assert not Notice.objects.exists()


def test_a_step_that_is_refused_tells_nobody(report, cast):
    secretary = cast.user("secretary")
    with pytest.raises(ValidationError):
        reports.return_monthly_report(report, by=secretary, note=" ", items=[])
    with pytest.raises(Clash):
        reports.acknowledge_monthly_report(report, by=secretary, version=7)
    assert not Notice.objects.exists()


def test_the_second_press_tells_nothing_more(report, cast):
    again = MonthlyReport.objects.get(pk=report.pk)
    reports.acknowledge_monthly_report(report, by=cast.user("secretary"))
    with pytest.raises(IllegalMove):
        reports.acknowledge_monthly_report(again, by=cast.user("deputy"))
    assert Notice.objects.count() == 1


def test_who_sends_the_paper_again_has_read_why_it_came_back(returned, cast):
    assert Notice.objects.unseen().count() == 1
    reports.submit_monthly_report(returned, by=cast.user("member"))
    assert Notice.objects.unseen().count() == 0


def test_a_pledge_that_an_officer_sends_for_its_author_is_not_read_by_the_author(cast):
    pledge = a_pledge(cast, "submitted")
    for _ in range(2):
        PledgeItemFactory(pledge=pledge)
    pledges.return_pledge(pledge, by=cast.user("secretary"), note="Ghi rõ.")
    pledges.submit_pledge(pledge, by=cast.user("deputy"))
    assert Notice.objects.unseen().count() == 1
    pledges.withdraw_pledge(pledge, by=cast.user("deputy"))
    pledges.submit_pledge(pledge, by=cast.user("member"))
    assert Notice.objects.unseen().count() == 0


def test_eight_officers_answer_at_once_and_the_author_is_told_once(crowd, cast, report):
    secretary = cast.users["secretary"]

    def acknowledge():
        paper = MonthlyReport.objects.with_people().get(pk=report.pk)
        reports.acknowledge_monthly_report(paper, by=secretary)

    answers = crowd(*[acknowledge] * 8)
    assert answers.count(None) == 1
    assert crowd(Notice.objects.count) == [1]
