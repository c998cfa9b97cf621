"""The pages on which a report is written, also from two windows and without scripts."""

import json

import pytest

from cells.models import User
from pledges.models import MonthlyReport
from pledges.monthly_report import services
from tests.pages import forms_of
from tests.pledges.monthly_report.conftest import earlier


def at(report, step=""):
    return f"/pledges/monthly-reports/{report.pk}/{step}"


def typed(report, version=0, **fields):
    """What a browser would post: every line with the same words."""
    data = {"version": str(version)}
    for line in report.pledge.items.all():
        for name, value in ({"state": "", "sentence": "", "difficulty": ""} | fields).items():
            data[f"line-{line.pk}-{name}"] = value
    return data


def stored_words(report):
    return {line.sentence for line in report.lines.all()}


def test_the_form_shows_last_month_beside_and_keeps_the_draft(sign_in, report_of):
    report = report_of("member")
    earlier(report, sentence="Còn 2 hồ sơ chậm")
    page = sign_in("member").get(at(report, "write/")).content.decode()
    assert "Tháng 2/2014: Một phần." in page
    assert "Còn 2 hồ sơ chậm" in page
    assert page.count("Không thay đổi") == 1  # offered only where there is a month before
    assert "Còn mục 1, 2" in page


def test_saving_keeps_the_text_and_sends_nothing(sign_in, report_of):
    report = report_of("member")
    answer = sign_in("member").post(
        at(report, "write/"), typed(report, sentence="Mới"), follow=True
    )
    assert "Đã lưu nháp" in answer.content.decode()
    assert stored_words(report) == {"Mới"}
    assert MonthlyReport.objects.get().status == "draft"


def test_unchanged_is_chosen_in_the_form(sign_in, report_of):
    report = report_of("member", items=1)
    earlier(report, state="not_yet")
    sign_in("member").post(at(report, "write/"), typed(report, state="same"))
    line = report.lines.get()
    assert (line.state, line.is_unchanged) == ("not_yet", True)


def test_checking_with_a_line_missing_points_at_it_and_keeps_the_rest(sign_in, report_of):
    report = report_of("member")
    data = typed(report, sentence="Đã viết") | {"check": "1"}
    first = report.pledge.items.first()
    data[f"line-{first.pk}-state"] = "done"
    page = sign_in("member").post(at(report, "write/"), data).content.decode()
    assert "Còn 1 chỗ cần sửa" in page
    assert "Việc 2: " in page
    assert stored_words(report) == {"Đã viết"}
    assert 'name="version" value="1"' in page


def test_the_whole_way_of_a_member(sign_in, report_of):
    report, browser = report_of("member"), sign_in("member")
    data = typed(report, state="done", sentence="Đã làm xong") | {"check": "1"}
    check = browser.post(at(report, "write/"), data, follow=True)
    assert "bí thư Trần Thị Mai" in check.content.decode()
    sent = browser.post(at(report, "submit/"), {"version": "1"}, follow=True).content.decode()
    assert "Đã gửi. Người trả lời: bí thư Trần Thị Mai." in sent
    assert MonthlyReport.objects.get().status == "submitted"
    browser.post(at(report, "withdraw/"))
    assert MonthlyReport.objects.get().status == "draft"


def test_too_long_a_text_is_shown_again(sign_in, report_of):
    report = report_of("member", items=1)
    long = "Dài " * 126
    page = sign_in("member").post(at(report, "write/"), typed(report, sentence=long))
    assert page.status_code == 200
    assert long in page.content.decode()
    assert "tối đa 500 ký tự" in page.content.decode()
    assert stored_words(report) == {""}


def test_two_windows_lose_no_word(sign_in, report_of):
    report, browser = report_of("member", items=1), sign_in("member")
    browser.post(at(report, "write/"), typed(report, state="done", sentence="Cửa sổ một"))
    second = browser.post(at(report, "write/"), typed(report, sentence="Cửa sổ hai"))
    page = second.content.decode()
    assert second.status_code == 409
    assert "Cửa sổ một" in page
    assert "Cửa sổ hai</textarea>" in page
    assert stored_words(report) == {"Cửa sổ một"}
    browser.post(at(report, "write/"), typed(report, version=1, sentence="Gộp cả hai"))
    assert stored_words(report) == {"Gộp cả hai"}


def test_the_same_text_sent_twice_is_no_clash(sign_in, report_of):
    report, browser = report_of("member"), sign_in("member")
    data = typed(report, state="done", sentence="Bấm hai lần")
    browser.post(at(report, "write/"), data)
    assert browser.post(at(report, "write/"), data).status_code == 302


def test_a_form_from_before_the_sending_shows_its_words_again(sign_in, report_of):
    report = report_of("member", sent=True)
    answer = sign_in("member").post(at(report, "write/"), typed(report, sentence="Chữ đến muộn"))
    assert answer.status_code == 409
    assert "Chữ đến muộn</textarea>" in answer.content.decode()
    assert "Chữ đến muộn" not in stored_words(report)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1e3", "²"])
def test_a_tampered_version_is_a_clash_and_no_fault(sign_in, report_of, version):
    report = report_of("member", items=1)
    data = typed(report, sentence="Có chữ") | {"version": version}
    assert sign_in("member").post(at(report, "write/"), data).status_code == 409
    assert stored_words(report) == {""}


@pytest.mark.parametrize("extra", [{"status": "acknowledged"}, {"entered_by": "1"}, {"cell": "1"}])
def test_fields_that_no_form_asks_for_are_ignored(sign_in, report_of, extra):
    report = report_of("member")
    sign_in("member").post(at(report, "write/"), typed(report, sentence="Có chữ") | extra)
    stored = MonthlyReport.objects.get()
    assert (stored.status, stored.entered_by, stored.cell) == ("draft", None, report.cell)


def test_markup_and_invisible_marks_are_printed_literally(sign_in, report_of):
    report = report_of("member", items=1)
    words = "<style>*{display:none}</style>\u200b<img src='http://127.0.0.1:9/x'>" + "ă" * 300
    browser = sign_in("member")
    browser.post(at(report, "write/"), typed(report, state="done", sentence=words))
    page = browser.get(at(report, "check/")).content.decode()
    assert "&lt;style&gt;*{display:none}&lt;/style&gt;&lt;img" in page
    assert "<style>" not in page


def autosave(browser, report, **fields):
    answer = browser.post(at(report, "autosave/"), typed(report, **fields))
    return answer.status_code, json.loads(answer.content)


def test_autosave_answers_with_the_time_and_the_next_version(sign_in, report_of):
    report, browser = report_of("member"), sign_in("member")
    assert autosave(browser, report, sentence="Đang gõ") == (
        200,
        {"saved_at": "09:00", "version": 1},
    )
    assert autosave(browser, report, sentence="Đang gõ") == (
        200,
        {"saved_at": "09:00", "version": 1},
    )
    assert stored_words(report) == {"Đang gõ"}


def test_autosave_says_why_it_did_not_save(sign_in, report_of):
    report, browser = report_of("member", items=1), sign_in("member")
    status, said = autosave(browser, report, sentence="a" * 501)
    assert (status, "501 ký tự" in said["message"]) == (400, True)
    services.save_monthly_report(report, lines=[], version=0)
    status, said = autosave(browser, report, sentence="Cửa sổ hai")
    assert (status, "Bấm “Lưu nháp” để ghép" in said["message"]) == (409, True)
    MonthlyReport.objects.update(status="excused")
    status, said = autosave(browser, report, version=1, sentence="Muộn")
    assert (status, said["url"]) == (409, at(report))


def test_opening_the_form_of_a_sent_report_leads_to_the_report(sign_in, report_of):
    report = report_of("member", sent=True)
    answer = sign_in("member").get(at(report, "write/"), follow=True)
    assert answer.redirect_chain[-1][0] == at(report)
    assert "rút lại" in answer.content.decode()


def test_sending_what_another_window_changed_asks_to_read_again(sign_in, report_of):
    report, browser = report_of("member"), sign_in("member")
    browser.post(at(report, "write/"), typed(report, state="done"))
    answer = browser.post(at(report, "submit/"), {"version": "0"}, follow=True)
    assert "đọc lại rồi gửi" in answer.content.decode()
    assert MonthlyReport.objects.get().status == "draft"


def test_sending_without_results_names_them(sign_in, report_of):
    report = report_of("member")
    page = sign_in("member").post(at(report, "submit/"), follow=True).content.decode()
    assert "Còn 2 việc chưa ghi kết quả: việc 1, việc 2." in page


def test_the_returned_report_says_what_to_add(cast, sign_in, report_of):
    report = report_of("member", sent=True)
    item = report.pledge.items.first()
    services.return_monthly_report(
        report,
        by=cast.users["secretary"],
        note="Ghi rõ việc chậm",
        items=[item.pk],
        comments={item.pk: "Ở việc này"},
    )
    page = sign_in("member").get(at(report, "write/")).content.decode()
    assert "“Ghi rõ việc chậm”" in page
    assert "Ở việc này" in page


@pytest.fixture
def two_windows(sign_in, report_of):
    """What two windows of one report would post, opened one after the other."""
    report, browser = report_of("member"), sign_in("member")
    address = at(report, "write/")
    opened = [
        next(form for form in forms_of(browser.get(address), address) if "version" in form.data)
        for _ in range(2)
    ]
    names = [f"line-{item.pk}-sentence" for item in report.pledge.items.all()]
    return report, browser, [form.data for form in opened], names


def test_two_windows_that_wrote_about_different_items_lose_nothing(two_windows):
    report, browser, (one, other), (first, second) = two_windows
    browser.post(at(report, "write/"), one | {first: "Ở cửa sổ một"})
    answer = browser.post(at(report, "write/"), other | {second: "Ở cửa sổ hai"})
    assert answer.status_code == 302
    assert stored_words(report) == {"Ở cửa sổ một", "Ở cửa sổ hai"}


def test_where_both_wrote_both_are_shown_and_the_rest_is_the_stored_one(two_windows):
    report, browser, (one, other), (first, second) = two_windows
    browser.post(at(report, "write/"), one | {first: "Một, việc 1", second: "Một, việc 2"})
    answer = browser.post(at(report, "write/"), other | {second: "Hai, việc 2"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert page.count("Bản đã lưu ở cửa sổ khác") == 1
    again = next(f for f in forms_of(answer, at(report, "write/")) if "version" in f.data).data
    assert (again[first], again[second]) == ("Một, việc 1", "Hai, việc 2")
    assert browser.post(at(report, "write/"), again).status_code == 302
    assert stored_words(report) == {"Một, việc 1", "Hai, việc 2"}


def test_autosave_of_a_window_that_shows_old_text_stops(two_windows):
    report, browser, (one, other), (first, second) = two_windows
    browser.post(at(report, "write/"), one | {first: "Ở cửa sổ một"})
    answer = browser.post(at(report, "autosave/"), other | {second: "Ở cửa sổ hai"})
    assert answer.status_code == 409
    assert stored_words(report) == {"Ở cửa sổ một", ""}


def test_an_officer_writes_down_what_a_member_says(cast, sign_in, report_of):
    report, browser = report_of("member"), sign_in("secretary")
    assert "Ghi hộ" in browser.get(at(report)).content.decode()
    data = typed(report, state="done", sentence="Theo lời đồng chí") | {"has_paper_slip": "on"}
    data["agreed"] = "1"
    page = browser.post(at(report, "enter/"), data, follow=True).content.decode()
    assert "Đồng chí <b>Trần Thị Mai</b> ghi hộ, có phiếu giấy đã ký" in page
    assert "do <b>phó bí thư Đặng Hồng Hải</b> trả lời" in page
    member = sign_in("member")
    assert "Xác nhận bản ghi hộ" in member.get(at(report)).content.decode()
    member.post(at(report, "confirm/"))
    assert MonthlyReport.objects.get().confirmed_at is not None


def check_of_entry(browser, report):
    """Words written down for somebody, sent once: the check page, and its form."""
    data = typed(report, state="partly", sentence="Theo lời\nđồng chí") | {"has_paper_slip": "on"}
    page = browser.post(at(report, "enter/"), data)
    [form] = forms_of(page, at(report, "enter/"))
    return page.content.decode(), form


def test_what_is_written_down_is_read_once_more_before_it_is_sent(sign_in, report_of):
    report, browser = report_of("member"), sign_in("secretary")
    page, form = check_of_entry(browser, report)
    assert "Theo lời<br>đồng chí" in page
    assert "ghi hộ, có phiếu giấy đã ký" in page
    assert "do <b>phó bí thư Đặng Hồng Hải</b> trả lời" in page
    untouched = MonthlyReport.objects.get()
    assert (untouched.status, untouched.entered_by, untouched.saved_at) == ("draft", None, None)
    browser.post(form.action, form.data)
    stored = MonthlyReport.objects.get()
    assert (stored.status, stored.has_paper_slip) == ("submitted", True)
    assert {line.sentence for line in stored.lines.all()} == {"Theo lời\nđồng chí"}


def test_the_way_back_from_the_check_brings_every_word_written_down(sign_in, report_of):
    report, browser = report_of("member"), sign_in("secretary")
    _, form = check_of_entry(browser, report)
    page = browser.post(form.action, form.data | {"edit": "1"})
    [again] = forms_of(page, at(report, "enter/"))
    item = report.pledge.items.first().pk
    assert again.data[f"line-{item}-state"] == "partly"
    assert again.data[f"line-{item}-sentence"] == "Theo lời\nđồng chí"
    assert "has_paper_slip" in again.data
    assert MonthlyReport.objects.get().status == "draft"


def test_a_check_of_what_was_written_down_names_no_likeness(sign_in, report_of):
    """That advice is the author's alone."""
    report = report_of("member")
    data = typed(report, state="done", sentence="Tốt") | {"has_paper_slip": "on"}
    page = sign_in("secretary").post(at(report, "enter/"), data).content.decode()
    assert "Chỉ đồng chí thấy" not in page


def test_writing_down_for_someone_who_began_shows_the_words_again(sign_in, report_of):
    report = report_of("member")
    services.save_monthly_report(report, lines=[], version=0)
    browser = sign_in("secretary")
    assert browser.get(at(report, "enter/")).status_code == 302
    answer = browser.post(at(report, "enter/"), typed(report, state="done", sentence="Chữ ghi hộ"))
    assert (answer.status_code, "Chữ ghi hộ</textarea>" in answer.content.decode()) == (409, True)


def test_what_was_written_down_for_someone_without_an_account_is_mended_by_an_officer(
    cast, sign_in, report_of
):
    report, secretary = report_of("member"), sign_in("secretary")
    User.objects.filter(pk=cast.users["member"].pk).update(is_active=False)
    told = typed(report, state="done", sentence="Mấy hồ sơ")
    told |= {"has_paper_slip": "on", "agreed": "1"}
    secretary.post(at(report, "enter/"), told)
    first_sent = MonthlyReport.objects.get().first_submitted_at
    MonthlyReport.objects.update(confirmed_at=first_sent)
    report.refresh_from_db()
    services.return_monthly_report(
        report,
        by=cast.users["deputy"],
        note="Mấy là bao nhiêu?",
        items=[item.pk for item in report.pledge.items.all()],
    )
    assert "Bổ sung hộ…" in secretary.get(at(report)).content.decode()
    page = secretary.get(at(report, "enter/")).content.decode()
    assert "“Mấy là bao nhiêu?”" in page
    assert "Mấy hồ sơ</textarea>" in page
    report.refresh_from_db()
    told = typed(report, report.version, state="done", sentence="14 hồ sơ")
    told |= {"has_paper_slip": "on", "agreed": "1"}
    assert secretary.post(at(report, "enter/"), told).status_code == 302
    stored = MonthlyReport.objects.get()
    assert (stored.status, stored.first_submitted_at) == ("submitted", first_sent)
    assert {line.sentence for line in stored.lines.all()} == {"14 hồ sơ"}
    assert stored.awaits_confirmation


def test_who_has_an_account_mends_alone(cast, sign_in, report_of):
    report = report_of("member", sent=True, status="returned", entered_by=cast.users["secretary"])
    secretary = sign_in("secretary")
    assert "Bổ sung hộ" not in secretary.get(at(report)).content.decode()
    answer = secretary.post(at(report, "enter/"), typed(report, state="done", sentence="Chữ"))
    assert (answer.status_code, MonthlyReport.objects.get().status) == (409, "returned")


def test_writing_down_without_slip_or_account_or_results_is_said_on_the_page(
    cast, sign_in, report_of
):
    report, browser = report_of("member"), sign_in("secretary")
    page = browser.post(at(report, "enter/"), typed(report, sentence="Giữ chữ")).content.decode()
    assert "Chọn kết quả của việc này" in page
    cast.users["member"].delete()
    page = browser.post(at(report, "enter/"), typed(report, state="done", sentence="Giữ chữ"))
    assert "cần phiếu giấy đã ký" in page.content.decode()
    assert "Giữ chữ</textarea>" in page.content.decode()


STEPS = ["write/", "check/", "enter/", "autosave/", "submit/", "withdraw/", "confirm/"]
ANSWERS = ["return/", "reopen/", "excuse/", "unexcuse/"]


@pytest.mark.parametrize("step", ["", *STEPS, *ANSWERS])
@pytest.mark.parametrize(
    "who", ["other secretary", "stranger", "colleague", "yesterday's secretary", "sysadmin"]
)
def test_who_does_not_see_it_finds_nothing_there(sign_in, report_of, who, step):
    report, browser = report_of("member"), sign_in(who)
    assert browser.post(at(report, step)).status_code in ({405} if step == "" else {404})
    wanted = 404 if step in ["", "write/", "check/", "enter/", "return/", "excuse/"] else None
    assert wanted is None or browser.get(at(report, step)).status_code == wanted


@pytest.mark.parametrize("step", ["submit/", "withdraw/", "confirm/", "autosave/"])
def test_a_link_never_takes_a_step(sign_in, report_of, step):
    report = report_of("member")
    assert sign_in("member").get(at(report, step)).status_code == 405


@pytest.mark.parametrize("step", ANSWERS)
def test_nobody_judges_their_own_report(sign_in, report_of, step):
    report = report_of("secretary", sent=True)
    assert sign_in("secretary").post(at(report, step), {"note": "Tự nhận"}).status_code == 403
    assert MonthlyReport.objects.get().status == "submitted"
