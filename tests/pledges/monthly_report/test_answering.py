"""The queue of the officers and the pages that ask one question."""

from datetime import date

import pytest

from cells.audit import AuditEntry
from cells.member.judging import who_answers
from pledges.models import MonthlyReport
from pledges.monthly_report import services
from tests.pledges.monthly_report.conftest import earlier

QUEUE = "/pledges/monthly-reports/queue/"


def at(report, step=""):
    return f"/pledges/monthly-reports/{report.pk}/{step}"


def in_queue(report):
    """Where the report stands open, and where its answer is sent."""
    return f"{QUEUE}?report={report.pk}"


def shown(browser, query=""):
    answer = browser.get(f"{QUEUE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def names(reports):
    return [str(report.pledge.member) for report in reports]


def queue_of(browser, query=""):
    return browser.get(f"{QUEUE}{query}").context["queue"]


def test_the_queue_groups_by_what_is_still_to_be_done(sign_in, report_of):
    report_of("member", sent=True)
    report_of("colleague")
    report_of("deputy", acknowledged=True)
    report_of("cell committee", status="excused")
    queue = queue_of(sign_in("secretary"))
    assert names(queue.waiting) == ["Nguyễn Văn Thịnh"]
    assert names(queue.unsent) == ["Phan Ngọc Lan"]
    assert names(queue.answered) == ["Đặng Hồng Hải"]
    assert names(queue.excused) == ["Lê Minh Hoà"]
    assert queue.total == 3


def test_the_first_waiting_report_stands_open_with_last_month_beside(sign_in, report_of):
    report = report_of("member", sent=True)
    earlier(report, sentence="Còn hai hồ sơ chậm")
    page = shown(sign_in("secretary"))
    assert "Lời của member về việc 1" in page
    assert "Còn hai hồ sơ chậm" in page
    assert "Nhận xét, mục 2" in page


def test_a_draft_is_named_but_its_words_are_not_shown(sign_in, report_of):
    report = report_of("member")
    report.lines.update(sentence="Bí mật của nháp")
    MonthlyReport.objects.update(saved_at="2014-03-19T08:00+07:00")
    before = earlier(report, sentence="Nháp tháng trước chưa gửi")
    MonthlyReport.objects.filter(pk=before.report_id).update(status="draft")
    for page in [
        shown(sign_in("secretary"), f"?report={report.pk}"),
        *[sign_in("secretary").get(at(report)).content.decode()],
    ]:
        assert "Nháp" in page
        assert "Bí mật của nháp" not in page
        assert "Nháp tháng trước chưa gửi" not in page


def test_acknowledging_saves_the_comments_and_goes_to_the_next(sign_in, report_of):
    second, first = report_of("member", sent=True), report_of("colleague", sent=True)
    item = first.pledge.items.first()
    browser = sign_in("secretary")
    queue = queue_of(browser)
    assert (queue.current, queue.following) == (first, second)
    data = {"version": "0", "month": "2014-03", "next": second.pk}
    data[f"line-{item.pk}-comment"] = "Tháng này khá hơn"
    answer = browser.post(in_queue(first), data)
    assert answer.url == f"{QUEUE}?month=2014-03&report={second.pk}#bao-cao"
    assert first.lines.get(item=item).comment == "Tháng này khá hơn"
    assert "Lời của member" in browser.get(answer.url).content.decode()


def test_the_last_one_answered_leaves_an_empty_queue(sign_in, report_of):
    report, browser = report_of("member", sent=True), sign_in("secretary")
    answer = browser.post(in_queue(report), {"month": "2014-03"}, follow=True)
    page = answer.content.decode()
    assert "Không còn báo cáo nào chờ trả lời" in page
    assert "1/1" in page


def test_a_comment_too_long_is_shown_again(sign_in, report_of):
    report = report_of("member", sent=True)
    item = report.pledge.items.first()
    data = {"version": "0", "month": "2014-03", f"line-{item.pk}-comment": "a" * 501}
    page = sign_in("secretary").post(in_queue(report), data).content.decode()
    assert "a" * 501 in page
    assert "tối đa 500 ký tự" in page
    assert MonthlyReport.objects.get().status == "submitted"


def test_asking_for_more_keeps_the_comments_over_the_question(sign_in, report_of):
    report, browser = report_of("member", sent=True), sign_in("secretary")
    item = report.pledge.items.first()
    data = {"version": "0", "month": "2014-03", f"line-{item.pk}-comment": "Nói rõ cách làm"}
    question = browser.post(at(report, "return/"), data).content.decode()
    assert "Nói rõ cách làm</textarea>" in question
    assert "chỗ cần sửa" not in question
    refused = browser.post(
        at(report, "return/"), data | {"note": " ", "items": item.pk}
    ).content.decode()
    assert "Ghi điều cần bổ sung" in refused
    answer = browser.post(
        at(report, "return/"), data | {"note": "Ghi rõ việc chậm", "items": item.pk}
    )
    assert answer.url.startswith(QUEUE)
    assert report.lines.get(item=item).comment == "Nói rõ cách làm"
    assert AuditEntry.objects.of(report).get().note == "Ghi rõ việc chậm"


@pytest.mark.parametrize("step", ["", "return/"])
def test_words_that_come_too_late_are_shown_again(cast, sign_in, report_of, step):
    report, browser = report_of("member", sent=True), sign_in("secretary")
    item = report.pledge.items.first()
    services.acknowledge_monthly_report(report, by=cast.users["deputy"])
    data = {f"line-{item.pk}-comment": "Nhận xét muộn", "note": "Lời muộn", "items": item.pk}
    answer = browser.post(at(report, step) if step else in_queue(report), data)
    assert answer.status_code == 409
    assert "Nhận xét muộn</textarea>" in answer.content.decode()
    assert ("Lời muộn</textarea>" in answer.content.decode()) is (step == "return/")
    assert report.lines.get(item=item).comment == ""


@pytest.mark.parametrize("step", ["", "return/"])
def test_a_text_sent_anew_is_read_before_it_is_answered(cast, sign_in, report_of, step):
    report, author = report_of("member", sent=True), cast.users["member"]
    item = report.pledge.items.first()
    services.withdraw_monthly_report(report, by=author)
    services.submit_monthly_report(report, by=author)
    data = {
        "version": "0",
        "month": "2014-03",
        f"line-{item.pk}-comment": "Về bản cũ",
        "note": "Thêm",
        "items": item.pk,
    }
    answer = sign_in("secretary").post(at(report, step) if step else in_queue(report), data)
    assert answer.status_code == 409
    assert "Về bản cũ</textarea>" in answer.content.decode()
    assert MonthlyReport.objects.get().status == "submitted"


def test_the_own_report_is_not_in_the_queue_and_it_says_who_answers_it(sign_in, report_of):
    own = report_of("secretary", sent=True)
    browser = sign_in("secretary")
    assert "do phó bí thư Đặng Hồng Hải trả lời" in shown(browser)
    assert own not in queue_of(browser, f"?report={own.pk}").reports


def test_staff_answer_the_officers_reports_and_cells_without_officers(cast, sign_in, report_of):
    officer, _member = report_of("secretary", sent=True), report_of("member", sent=True)
    forlorn = report_of("stranger", sent=True)
    cast.members["other secretary"].memberships.update(office="")
    own = report_of("staff", sent=True)
    queue = queue_of(sign_in("staff"))
    assert set(queue.waiting) == {officer, forlorn}
    assert own not in queue.reports
    chosen = queue_of(sign_in("staff"), f"?cell={cast.other_cell.pk}")
    assert chosen.waiting == [forlorn]


def test_who_wrote_it_down_reads_who_answers_instead(cast, sign_in, report_of):
    report = report_of("member", sent=True, entered_by=cast.users["secretary"])
    page = shown(sign_in("secretary"), f"?report={report.pk}")
    assert "Đồng chí đã ghi hộ bản này nên phó bí thư Đặng Hồng Hải trả lời." in page
    assert "Nhận báo cáo" not in page


@pytest.mark.parametrize(
    "who", ["member", "colleague", "stranger", "leader", "inspector", "sysadmin"]
)
def test_the_queue_is_for_officers_and_staff(sign_in, who):
    assert sign_in(who).get(QUEUE).status_code == 403


def test_an_officer_sees_only_their_own_cell(cast, sign_in, report_of):
    report = report_of("stranger", sent=True)
    queue = queue_of(sign_in("secretary"), f"?cell={cast.other_cell.pk}&report={report.pk}")
    assert (queue.reports, queue.cell, queue.current) == ([], None, None)


def test_who_left_is_not_pushed(cast, sign_in, report_of):
    report_of("member")
    cast.members["member"].memberships.update(until=date(2014, 3, 19))
    assert queue_of(sign_in("secretary")).unsent == []


def test_the_queue_opens_at_the_newest_month_with_somebody_waiting(sign_in, report_of):
    report = report_of("member", sent=True)
    report_of("member", pledge=report.pledge, month=date(2014, 4, 1))
    assert queue_of(sign_in("secretary")).month == date(2014, 3, 1)
    assert queue_of(sign_in("secretary"), "?month=2014-04").month == date(2014, 4, 1)


@pytest.mark.parametrize(
    "query",
    [
        "?month=2014-13",
        "?month=%00",
        "?cell=x",
        f"?cell={'9' * 30}",
        "?cell=9223372036854775807",
        "?report=-1",
        "?report=9223372036854775808",
        "?month=2014-03&month=x",
        "?report=²",
    ],
)
def test_a_strange_query_is_passed_over(sign_in, report_of, query):
    report_of("member", sent=True)
    assert "Nguyễn Văn Thịnh" in shown(sign_in("secretary"), query)


@pytest.mark.parametrize("page", [QUEUE, QUEUE.replace("queue", "grid")])
@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("2014-05", "Tháng 5/2014 không có báo cáo nào; "),
        ("5/2014", "Tháng 5/2014 không có báo cáo nào; "),
        ("2014-13", "Địa chỉ không ghi đúng một tháng; "),
        ("x", "Địa chỉ không ghi đúng một tháng; "),
    ],
)
def test_a_month_without_reports_is_said_and_which_one_is_shown(
    sign_in, report_of, page, asked, named
):
    report_of("member", sent=True)
    words = sign_in("secretary").get(page, {"month": asked}).content.decode()
    assert f"{named}trang này đang hiện tháng 3/2014." in words


@pytest.mark.parametrize("query", ["", "?month=", "?month=2014-03", "?month=3/2014", "?cell=x"])
def test_of_a_month_that_is_there_or_was_not_asked_for_nothing_is_said(sign_in, report_of, query):
    report_of("member", sent=True)
    assert "đang hiện tháng" not in shown(sign_in("secretary"), query)


def test_a_month_of_one_cell_is_missed_in_its_name(cast, sign_in, report_of):
    report_of("member", sent=True)
    for role in ["secretary", "deputy", "cell committee"]:
        cast.members[role].memberships.update(office="")
    page = shown(sign_in("staff"), f"?month=2014-05&cell={cast.cell.pk}")
    assert f"Tháng 5/2014 của {cast.cell.short_name} không có báo cáo nào" in page


def test_a_refused_answer_stands_at_the_address_of_the_queue(sign_in, report_of):
    """There a reload, or a sign-in in between, finds the page and the words kept for it."""
    report, browser = report_of("member", sent=True), sign_in("secretary")
    page = shown(browser, f"?month=2014-03&report={report.pk}")
    assert f'action="{in_queue(report)}"' in page
    words = {f"line-{report.pledge.items.first().pk}-comment": "a" * 501, "month": "2014-03"}
    refused = browser.post(in_queue(report), words)
    assert f'action="{in_queue(report)}"' in refused.content.decode()
    assert browser.get(in_queue(report)).context["report"] == report


def test_an_answer_to_no_report_is_to_nothing(sign_in, report_of):
    report_of("member", sent=True)
    for query in ("", "?report=x", "?report=999999"):
        assert sign_in("secretary").post(f"{QUEUE}{query}").status_code == 404


def ask(sign_in, who, report, step, note="Vì việc chung"):
    return sign_in(who).post(at(report, step), {"note": note})


def test_excusing_and_taking_it_back_each_ask_one_question(sign_in, report_of):
    report = report_of("member")
    assert "Vì sao miễn" in sign_in("deputy").get(at(report, "excuse/")).content.decode()
    assert ask(sign_in, "deputy", report, "excuse/", note="").status_code == 200
    assert ask(sign_in, "deputy", report, "excuse/").status_code == 302
    assert MonthlyReport.objects.get().status == "excused"
    assert ask(sign_in, "deputy", report, "unexcuse/").status_code == 302
    assert MonthlyReport.objects.get().status == "draft"


def test_staff_reopen_with_a_reason_that_the_author_reads(sign_in, report_of):
    report = report_of("member", acknowledged=True)
    assert ask(sign_in, "secretary", report, "reopen/").status_code == 403
    assert ask(sign_in, "staff", report, "reopen/", note="Ghi nhầm số").status_code == 302
    assert "“Ghi nhầm số”" in sign_in("member").get(at(report, "write/")).content.decode()


def test_a_reason_that_comes_too_late_is_shown_again(sign_in, report_of):
    report = report_of("member", sent=True)
    answer = ask(sign_in, "deputy", report, "excuse/", note="Đi công tác dài ngày")
    assert answer.status_code == 409
    assert "Đi công tác dài ngày</textarea>" in answer.content.decode()


def test_too_long_a_reason_is_shown_again(sign_in, report_of):
    answer = ask(sign_in, "deputy", report_of("member"), "excuse/", note="a" * 501)
    assert "a" * 501 in answer.content.decode()


def test_without_officers_the_answer_comes_from_staff(cast, sign_in, report_of):
    for role in ["secretary", "deputy", "cell committee"]:
        cast.members[role].memberships.update(office="")
    page = sign_in("member").get(at(report_of("member", sent=True))).content.decode()
    assert "bộ phận giúp việc của Đảng uỷ" in page


@pytest.mark.parametrize("who", ["secretary", "staff"])
def test_the_queue_asks_the_database_as_often_for_three_as_for_300(
    cast, sign_in, many_reports, count_queries, who
):
    if who == "staff":
        for role in ["secretary", "deputy", "cell committee"]:
            cast.members[role].memberships.update(office="")
    browser = sign_in(who)
    many_reports(3)
    few = count_queries(lambda: browser.get(QUEUE))
    many_reports(297)
    assert count_queries(lambda: browser.get(QUEUE)) == few <= 20
    assert len(queue_of(browser).reports) == 300


@pytest.mark.parametrize("status", ["returned", "draft"])
@pytest.mark.parametrize("who", ["member", "leader", "inspector"])
def test_last_month_is_not_read_beside_this_one_by_whom_it_is_closed_to(
    sign_in, report_of, status, who
):
    report = report_of("secretary", by_leader=True, sent=True)
    before = earlier(report, sentence="Còn phải bổ sung", by_leader=True)
    MonthlyReport.objects.filter(pk=before.report_id).update(status=status)
    browser = sign_in(who)
    closed = browser.get(at(before.report))
    page = browser.get(at(report)).content.decode()
    assert closed.status_code == 404 or "Còn phải bổ sung" not in closed.content.decode()
    assert "Lời của secretary về việc 1" in page
    assert "Còn phải bổ sung" not in page


@pytest.mark.parametrize("who", ["secretary", "deputy", "staff"])
def test_what_was_returned_is_read_beside_this_month_by_its_author_and_the_cell(
    sign_in, report_of, who
):
    report = report_of("secretary", sent=True)
    before = earlier(report, sentence="Còn phải bổ sung")
    MonthlyReport.objects.filter(pk=before.report_id).update(status="returned")
    assert "Còn phải bổ sung" in sign_in(who).get(at(report)).content.decode()


def test_last_month_of_an_officer_is_hidden_where_only_this_month_is_a_leaders(sign_in, report_of):
    report = report_of("secretary", by_leader=True, sent=True)
    earlier(report, sentence="Trước khi làm bí thư")
    page = sign_in("member").get(at(report)).content.decode()
    assert "Lời của secretary về việc 1" in page
    assert "Trước khi làm bí thư" not in page


@pytest.mark.parametrize("status", ["returned", "draft"])
def test_the_queue_shows_beside_it_what_was_returned_and_no_draft(sign_in, report_of, status):
    report = report_of("member", sent=True)
    before = earlier(report, sentence="Còn phải bổ sung")
    MonthlyReport.objects.filter(pk=before.report_id).update(status=status)
    assert ("Còn phải bổ sung" in shown(sign_in("secretary"))) is (status == "returned")


def test_who_writes_for_a_member_reads_none_of_their_drafts(sign_in, report_of):
    report = report_of("member")
    before = earlier(report, sentence="Đã rút lại")
    MonthlyReport.objects.filter(pk=before.report_id).update(status="draft")
    page = sign_in("secretary").get(at(report, "enter/")).content.decode()
    assert "Việc số 1" in page
    assert "Đã rút lại" not in page
    assert "Không thay đổi" not in page
    assert "Đã rút lại" in sign_in("member").get(at(report, "write/")).content.decode()


def sent_anew(cast, report):
    services.withdraw_monthly_report(report, by=cast.users["member"])
    services.submit_monthly_report(report, by=cast.users["member"])


def test_the_button_on_the_page_of_a_report_answers_the_text_on_it(cast, sign_in, report_of):
    report, browser = report_of("member", sent=True), sign_in("secretary")
    MonthlyReport.objects.update(version=4)
    page = browser.get(at(report)).content.decode()
    form = page.split(f'action="{in_queue(report)}"')[1].split("</form>")[0]
    assert '<input type="hidden" name="version" value="4">' in form
    sent_anew(cast, MonthlyReport.objects.get())
    assert browser.post(in_queue(report), {"version": "4"}).status_code == 409
    assert MonthlyReport.objects.get().status == "submitted"


def test_asking_for_more_from_the_page_of_a_report_holds_for_the_text_on_it(
    cast, sign_in, report_of
):
    report, browser = report_of("member", sent=True), sign_in("secretary")
    link = f"{at(report, 'return/')}?version=0"
    assert f'href="{link}"' in browser.get(at(report)).content.decode()
    sent_anew(cast, report)
    question = browser.get(link).content.decode()
    assert '<input type="hidden" name="version" value="0">' in question
    items = report.pledge.items.first().pk
    answer = browser.post(link, {"version": "0", "note": "Ghi rõ hơn", "items": items})
    assert answer.status_code == 409
    assert MonthlyReport.objects.get().status == "submitted"


def test_who_wrote_it_down_is_named_only_where_nobody_else_answers(cast, report_of):
    report = report_of("member", sent=True, entered_by=cast.users["secretary"])
    assert who_answers(report).startswith("phó bí thư")
    for role in ["deputy", "cell committee"]:
        cast.members[role].memberships.update(office="")
    assert who_answers(report).startswith("bí thư")
