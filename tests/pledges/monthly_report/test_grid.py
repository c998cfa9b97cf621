"""A month answered on one page: what is ticked is taken, and no word of the others is lost."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cells.audit import AuditEntry
from pledges.models import MonthlyReport
from pledges.monthly_report import services
from pledges.monthly_report.services import WHAT_TO_MEND
from tests.pages import forms_of

GRID = "/pledges/monthly-reports/grid/"


def post(browser, *reports, take=(), comments=None, **more):
    data = {f"version-{report.pk}": report.version for report in reports}
    data |= {"take": [report.pk for report in take], "month": "2014-03", "save": "1"}
    for report in reports:
        for line in report.lines.all():
            data[f"line-{line.item_id}-comment"] = (comments or {}).get(line.item_id, line.comment)
    return browser.post(GRID, data | more)


def first_item(report):
    return report.pledge.items.first().pk


def status(report):
    return MonthlyReport.objects.get(pk=report.pk).status


@pytest.fixture
def two(report_of):
    return report_of("member", sent=True), report_of("colleague", sent=True)


def test_every_report_that_waits_is_a_row_with_its_words(sign_in, report_of, two):
    report_of("deputy", acknowledged=True)
    report_of("cell committee")
    page = sign_in("secretary").get(GRID)
    assert {row.report for row in page.context["sheet"].rows} == set(two)
    words = page.content.decode()
    for said in ("Lời của member về việc 1", "Lời của colleague về việc 2", "1/4", "Chưa gửi: 1"):
        assert said in words


def test_the_grid_asks_about_the_lines_of_the_queue_under_the_same_numbers(sign_in, report_of):
    """An item that ended before the month, though its month was opened, has no line anywhere."""
    report = report_of("member", sent=True, items=3)
    gone = report.pledge.items.get(position=1)
    report.lines.filter(item=gone).update(state="", sentence="")
    report.pledge.items.filter(pk=gone.pk).update(ended_on=date(2014, 2, 20), end_reason="Xong")
    client = sign_in("secretary")
    queue = client.get(reverse("monthly-report-queue")).context["comments"].forms
    [row] = client.get(GRID).context["sheet"].rows
    asked = [
        [(form.number, form.line.item.position) for form in each] for each in (queue, row.forms)
    ]
    assert asked == [[(1, 2), (2, 3)]] * 2


def test_what_is_ticked_is_taken_with_its_comments_and_the_rest_waits(sign_in, two):
    member, colleague = two
    answer = post(
        sign_in("secretary"), *two, take=[member], comments={first_item(member): "Làm tốt"}
    )
    assert answer.url == f"{GRID}?month=2014-03"
    assert (status(member), status(colleague)) == ("acknowledged", "submitted")
    assert member.lines.get(item=first_item(member)).comment == "Làm tốt"
    assert [entry.verb for entry in AuditEntry.objects.of(member)] == ["acknowledge"]


def test_the_first_button_which_enter_presses_takes_only_what_is_ticked(sign_in, two):
    page = sign_in("secretary").get(GRID).content.decode()
    buttons = re.findall(r'type="submit"\s+name="(\w+)"', page)
    assert buttons[-3:] == ["save", "all", "save"]


def test_taking_every_report_of_the_page_is_asked_about_first(sign_in, two):
    member, _ = two
    words = {first_item(member): "Làm tốt"}
    question = post(sign_in("secretary"), *two, take=[member], comments=words, all="1")
    page = question.content.decode()
    assert "Nhận 2 báo cáo tháng 3/2014?" in page
    assert all(str(report.pledge.member) in page for report in two)
    assert {status(report) for report in two} == {"submitted"}
    [form] = forms_of(question, GRID)
    sign_in("secretary").post(form.action, form.data | {"all": "agreed"})
    assert {status(report) for report in two} == {"acknowledged"}
    assert member.lines.get(item=first_item(member)).comment == "Làm tốt"


def test_the_way_back_from_the_question_brings_every_tick_and_word(sign_in, two):
    member, _ = two
    words = {first_item(member): "Làm\ntốt"}
    question = post(sign_in("secretary"), *two, take=[member], comments=words, all="1")
    [form] = forms_of(question, GRID)
    grid = sign_in("secretary").post(form.action, form.data | {"back": "1"})
    [sent, *_] = forms_of(grid, GRID)
    rows = grid.context["sheet"].rows
    assert {row.report for row in rows if row.is_ticked} == {member}
    assert sent.data[f"line-{first_item(member)}-comment"] == "Làm\ntốt"
    assert "nhưng chưa lưu" in grid.content.decode()
    assert {status(report) for report in two} == {"submitted"}


def test_before_the_question_what_is_wrong_is_said_and_no_tick_is_added(sign_in, two):
    member, _ = two
    answer = post(sign_in("secretary"), *two, comments={first_item(member): "a" * 501}, all="1")
    assert answer.status_code == 409
    assert "a" * 501 in answer.content.decode()
    assert not any(row.is_ticked for row in answer.context["sheet"].rows)
    assert {status(report) for report in two} == {"submitted"}


def test_who_was_answered_meanwhile_is_not_named_in_the_question(cast, sign_in, two):
    member, colleague = two
    answered = MonthlyReport.objects.get(pk=member.pk)
    services.acknowledge_monthly_report(answered, by=cast.users["deputy"])
    question = post(sign_in("secretary"), *two, all="1")
    assert [row.report for row in question.context["rows"]] == [colleague]


def test_the_answer_to_the_question_takes_every_report_of_the_page(sign_in, two):
    answer = post(sign_in("secretary"), *two, all="agreed")
    assert answer.status_code == 302
    assert {status(report) for report in two} == {"acknowledged"}


def test_a_comment_without_a_tick_is_kept_and_asked_about(sign_in, two):
    member, colleague = two
    answer = post(
        sign_in("secretary"), *two, take=[colleague], comments={first_item(member): "Làm tốt"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Làm tốt</textarea>" in page
    assert "chưa đánh dấu “Nhận”" in page
    assert (status(member), status(colleague)) == ("submitted", "acknowledged")


def test_a_comment_too_long_is_kept_and_keeps_only_its_own_row_back(sign_in, two):
    member, colleague = two
    answer = post(sign_in("secretary"), *two, take=two, comments={first_item(member): "a" * 501})
    page = answer.content.decode()
    assert "a" * 501 in page
    assert "tối đa 500 ký tự" in page
    assert (status(member), status(colleague)) == ("submitted", "acknowledged")


def test_a_text_sent_anew_is_read_before_it_is_taken(cast, sign_in, two):
    member, _ = two
    browser = sign_in("secretary")
    services.withdraw_monthly_report(
        MonthlyReport.objects.get(pk=member.pk), by=cast.users["member"]
    )
    fresh = MonthlyReport.objects.get(pk=member.pk)
    services.submit_monthly_report(fresh, by=cast.users["member"])
    words = {first_item(member): "Về bản cũ"}
    answer = post(browser, *two, take=two, comments=words)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Về bản cũ</textarea>" in page
    assert "gửi bản khác" in page
    assert status(member) == "submitted"
    again = MonthlyReport.objects.get(pk=member.pk)
    assert f'name="version-{member.pk}" value="{again.version}"' in page
    post(browser, again, take=[again], comments=words)
    assert status(member) == "acknowledged"


@pytest.mark.parametrize("then", ["withdrawn", "answered"])
def test_what_was_typed_for_a_report_that_has_gone_is_shown_once_more(cast, sign_in, two, then):
    member, colleague = two
    if then == "withdrawn":
        services.withdraw_monthly_report(
            MonthlyReport.objects.get(pk=member.pk), by=cast.users["member"]
        )
        member.lines.update(sentence="Chữ của nháp")
    else:
        services.acknowledge_monthly_report(
            MonthlyReport.objects.get(pk=member.pk), by=cast.users["deputy"]
        )
    answer = post(
        sign_in("secretary"), *two, take=two, comments={first_item(member): "Nhận xét muộn"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nhận xét muộn" in page
    assert "Chữ của nháp" not in page
    assert status(colleague) == "acknowledged"
    assert AuditEntry.objects.of(member).count() == 1


def test_who_wrote_it_down_does_not_take_it(cast, sign_in, report_of):
    entered = report_of("member", sent=True, entered_by=cast.users["secretary"])
    page = sign_in("secretary").get(GRID).content.decode()
    assert "người khác trong cấp uỷ trả lời" in page
    assert post(sign_in("secretary"), entered, all="agreed").status_code == 409
    assert status(entered) == "submitted"


@pytest.mark.parametrize("role", ["secretary", "other secretary"])
def test_nobody_takes_their_own_or_another_cells(sign_in, report_of, role):
    own = report_of("secretary", sent=True)
    answer = post(sign_in(role), own, all="agreed")
    assert answer.status_code == 409
    assert "không còn trong phần trả lời" in answer.content.decode()
    assert status(own) == "submitted"


@pytest.mark.parametrize(
    "data", [{"version-x": "0"}, {"version-1": "x"}, {"version-²": "1"}, {"take": "x"}, {}]
)
def test_a_strange_sending_changes_nothing(sign_in, two, data):
    assert sign_in("secretary").post(GRID, data).status_code == 302
    assert {status(report) for report in two} == {"submitted"}


@pytest.mark.parametrize("role", ["member", "colleague", "leader", "inspector", "sysadmin"])
def test_the_grid_is_for_those_who_answer(sign_in, two, role):
    assert sign_in(role).get(GRID).status_code == 403
    assert post(sign_in(role), *two, all="agreed").status_code == 403
    assert {status(report) for report in two} == {"submitted"}


def test_nothing_to_answer_says_so(sign_in):
    assert "Chưa có báo cáo nào" in sign_in("secretary").get(GRID).content.decode()


@pytest.mark.parametrize(
    "name", ["monthly-report-grid", "monthly-report-queue", "monthly-report-list"]
)
def test_where_no_report_is_yet_the_page_says_from_which_day_on(name, sign_in, settings):
    settings.CHI03_OPEN_MONTH_ON = 7
    page = sign_in("secretary").get(reverse(name)).content.decode()
    assert "Từ ngày 7 hằng tháng, báo cáo được mở cho các bản đăng ký đã được nhận." in page


def test_the_grid_asks_the_database_as_often_for_three_as_for_300(
    sign_in, many_reports, count_queries
):
    browser = sign_in("secretary")
    many_reports(3)
    few = count_queries(lambda: browser.get(GRID))
    many_reports(297)
    assert count_queries(lambda: browser.get(GRID)) == few <= 20
    assert len(browser.get(GRID).context["sheet"].rows) == 25


# a return names the item


def test_an_empty_return_says_in_one_round_all_that_is_missing(sign_in, two):
    member, _ = two
    address = reverse("monthly-report-return", args=[member.pk])
    form = sign_in("secretary").post(address, {"note": ""}).context["form"]
    assert form.errors == {"note": [WHAT_TO_MEND], "items": ["Chọn việc cần bổ sung."]}


def test_a_return_without_an_item_is_asked_again_with_every_word(sign_in, two):
    member, _ = two
    address = reverse("monthly-report-return", args=[member.pk])
    page = sign_in("secretary").post(address, {"note": "Ghi rõ số"}).content.decode()
    assert "Chọn việc cần bổ sung." in page
    assert "Ghi rõ số</textarea>" in page
    assert status(member) == "submitted"


def test_the_author_reads_the_words_beside_the_item_they_are_about(sign_in, two):
    member, _ = two
    second = member.pledge.items.get(position=2)
    address = reverse("monthly-report-return", args=[member.pk])
    sign_in("secretary").post(address, {"note": "Ghi rõ số", "items": second.pk})
    assert [line.item for line in member.lines.filter(was_named=True)] == [second]
    page = sign_in("member").get(reverse("monthly-report-write", args=[member.pk]))
    _, _, at_second = page.content.decode().partition(f'id="viec-{second.pk}"')
    assert page.content.decode().count("Việc này cần bổ sung:") == 1
    assert "Việc này cần bổ sung:</b> “Ghi rõ số”" in at_second


def test_a_comment_marks_its_item_beforehand(sign_in, two):
    member, _ = two
    data = {f"line-{first_item(member)}-comment": "Nói rõ cách làm"}
    page = sign_in("secretary").post(reverse("monthly-report-return", args=[member.pk]), data)
    assert page.context["form"]["items"].value() == [first_item(member)]


def test_reopening_names_no_item_of_an_earlier_return(cast, sign_in, two):
    member, _ = two
    officer, author = cast.users["deputy"], cast.users["member"]
    report = MonthlyReport.objects.get(pk=member.pk)
    services.return_monthly_report(report, by=officer, note="Thêm", items=[first_item(member)])
    services.submit_monthly_report(report, by=author)
    queue = sign_in("secretary").get(f"/pledges/monthly-reports/queue/?report={member.pk}")
    assert "Đã đề nghị bổ sung" in queue.content.decode()
    services.acknowledge_monthly_report(report, by=officer)
    services.reopen_monthly_report(report, by=cast.users["staff"], note="Nhầm số")
    assert not member.lines.filter(was_named=True).exists()
