"""A difficulty told last month is carried on with one tick, and never without it."""

import pytest

from pledges.models import MonthlyReport
from tests.pledges.monthly_report.conftest import earlier
from tests.pledges.monthly_report.test_writing import at, autosave, typed

LAST = "Chờ ý kiến vụ khác"
TICK = "Khó khăn tháng trước vẫn còn"


@pytest.fixture
def report(report_of):
    report = report_of("member", items=1)
    line = earlier(report)
    line.difficulty = LAST
    line.save()
    return report


def sent(report, **fields):
    item = report.pledge.items.get()
    data = typed(report, version=MonthlyReport.objects.get(pk=report.pk).version)
    return data | {f"line-{item.pk}-{name}": value for name, value in fields.items()}


def stored(report):
    return report.lines.get().difficulty


def write_page(browser, report):
    return browser.get(at(report, "write/")).content.decode()


def test_it_stands_beside_and_nothing_is_copied_unasked(sign_in, report):
    browser = sign_in("member")
    page = write_page(browser, report)
    assert f"<b>Khó khăn:</b> {LAST}" in page
    assert TICK in page
    browser.post(at(report, "write/"), sent(report, state="done"))
    assert stored(report) == ""


def test_one_tick_carries_it_on_and_shows_it_as_a_tick_again(sign_in, report):
    browser = sign_in("member")
    browser.post(at(report, "write/"), sent(report, still="on"))
    assert stored(report) == LAST
    page = write_page(browser, report)
    assert "checked" in page
    assert f"{LAST}</textarea>" not in page
    browser.post(at(report, "write/"), sent(report, still="on"))
    assert stored(report) == LAST


def test_more_words_follow_the_old_ones_and_come_back_apart(sign_in, report):
    browser = sign_in("member")
    browser.post(at(report, "write/"), sent(report, still="on", difficulty="Thêm: thiếu máy"))
    assert stored(report) == f"{LAST}\nThêm: thiếu máy"
    assert "Thêm: thiếu máy</textarea>" in write_page(browser, report)


def test_without_the_tick_it_goes_again(sign_in, report):
    browser = sign_in("member")
    browser.post(at(report, "write/"), sent(report, still="on"))
    browser.post(at(report, "write/"), sent(report))
    assert stored(report) == ""


def test_autosave_carries_it_on_as_well_and_twice_is_once(sign_in, report):
    browser = sign_in("member")
    item = report.pledge.items.get()
    for _ in range(2):
        answer = browser.post(
            at(report, "autosave/"), typed(report) | {f"line-{item.pk}-still": "on"}
        )
        assert answer.status_code == 200
    assert stored(report) == LAST


def test_together_they_may_not_be_too_long_and_no_word_is_lost(sign_in, report):
    answer = sign_in("member").post(
        at(report, "write/"), sent(report, still="on", difficulty="a " * 249)
    )
    page = answer.content.decode()
    assert "Cùng với khó khăn tháng trước thành" in page
    assert "a a a" in page
    assert stored(report) == ""


def test_no_difficulty_no_tick(sign_in, report_of):
    report = report_of("member", items=1)
    earlier(report)
    browser = sign_in("member")
    assert TICK not in write_page(browser, report)
    browser.post(at(report, "write/"), sent(report, still="on"))
    assert stored(report) == ""
    assert autosave(browser, report, version=1)[0] == 200
