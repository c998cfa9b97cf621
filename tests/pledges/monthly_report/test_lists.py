"""The list: whose reports it holds, how it is narrowed, and that no address breaks it."""

from datetime import date

import pytest

from cells import clock

LIST = "/pledges/monthly-reports/"


def rows(browser, query=""):
    answer = browser.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return [str(row.record.pledge.member) for row in answer.context["table"].rows]


def test_each_sees_their_own_share(sign_in, report_of):
    report_of("member")
    report_of("stranger")
    assert rows(sign_in("member")) == ["Nguyễn Văn Thịnh"]
    assert rows(sign_in("secretary")) == ["Nguyễn Văn Thịnh"]
    assert rows(sign_in("colleague")) == []
    assert sorted(rows(sign_in("staff"))) == ["Nguyễn Văn Thịnh", "Vi Văn Tuyển"]


OWN, LEADER = "Nguyễn Văn Thịnh", "Đặng Hồng Hải"


@pytest.mark.parametrize(
    ("role", "query", "found"),
    [
        ("member", "", [OWN]),
        ("member", "?month=2014-03", [OWN]),
        ("member", "?whose=leaders", [LEADER]),
        ("member", "?whose=", [OWN, LEADER]),
        ("member", "?whose=x", []),
        ("deputy", "", [OWN, LEADER]),
        ("deputy", "?whose=own", [LEADER]),
        ("staff", "", [OWN, LEADER]),
    ],
)
def test_a_member_finds_their_own_months_first_and_those_of_leaders_by_choice(
    sign_in, report_of, role, query, found
):
    report_of("member", sent=True)
    report_of("deputy", sent=True, by_leader=True)
    assert sorted(rows(sign_in(role), query)) == sorted(found)


def test_a_sheet_of_ones_own_holds_what_the_page_shows(sign_in, report_of):
    report_of("member", sent=True)
    report_of("deputy", sent=True, by_leader=True)
    asked = sign_in("member").get(f"{LIST}export/")
    assert (asked.context["count"], asked.context["filters"]) == (1, "Của ai: Của tôi")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=thinh", ["Nguyễn Văn Thịnh"]),
        ("?q=PHAN+NGỌC", ["Phan Ngọc Lan"]),
        ("?q=%25", []),
        ("?state=blank", ["Phan Ngọc Lan"]),
        ("?state=submitted", ["Nguyễn Văn Thịnh"]),
        ("?state=on_time", ["Nguyễn Văn Thịnh"]),
        ("?state=late", []),
        ("?month=03/2014&q=lan", ["Phan Ngọc Lan"]),
        ("?month=2014-02", []),
    ],
)
def test_the_list_is_narrowed(sign_in, report_of, query, found):
    report_of("member", sent=True)
    report_of("colleague")
    assert rows(sign_in("secretary"), query) == found


def test_another_cell_cannot_be_asked_for(cast, sign_in, report_of):
    report_of("stranger")
    report_of("member")
    answer = sign_in("secretary").get(f"{LIST}?cell={cast.other_cell.pk}")
    assert "Vi Văn Tuyển" not in answer.content.decode()
    assert "Vụ Đảng viên" not in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?page=-1",
        "?page=x",
        "?page=99999999999999999999",
        "?sort=user__password",
        "?sort=-x",
        "?sort=state",
        "?q=%00",
        "?q=%ED%A0%80",
        f"?q={'a' * 10000}",
        "?state=x",
        "?cell=x",
        "?cell=99999999999999999999",
        "?month=13/2014",
        "?month=0/0",
        "?month=%00",
        "?q='%22%5C_%25",
    ],
)
def test_a_strange_address_is_a_page_and_no_fault(sign_in, report_of, query):
    report_of("member")
    assert sign_in("secretary").get(f"{LIST}{query}").status_code == 200


def test_the_list_sorts_by_the_names_it_shows(sign_in, report_of):
    report_of("member")
    report_of("colleague")
    assert rows(sign_in("secretary"), "?sort=member") == ["Phan Ngọc Lan", "Nguyễn Văn Thịnh"]
    assert rows(sign_in("secretary"), "?sort=-member") == ["Nguyễn Văn Thịnh", "Phan Ngọc Lan"]


def test_the_own_year_stands_above_as_twelve_boxes(sign_in, report_of):
    march = report_of("member")
    report_of("member", pledge=march.pledge, month=date(2014, 2, 1), acknowledged=True)
    [strip] = sign_in("member").get(LIST).context["strips"]
    boxes = strip.boxes
    assert [box.label for box in boxes[:4]] == [
        "không có báo cáo",
        "Đã nhận",
        "Chưa viết",
        "chưa đến",
    ]
    assert boxes[2].url.endswith("/write/")
    assert boxes[1].url == f"{LIST}{boxes[1].url.split('/')[-2]}/"


def test_without_a_report_there_is_no_year(sign_in):
    assert sign_in("sysadmin").get(LIST).context["strips"] == []


def test_a_late_sending_is_named(sign_in, report_of):
    with clock.at(date(2014, 4, 9)):
        report_of("member", sent=True)
        page = sign_in("secretary").get(LIST).content.decode()
    assert "09/04/2014, 08:00, muộn" in page


def test_the_list_asks_the_database_as_often_for_three_as_for_300(
    sign_in, many_reports, count_queries
):
    browser = sign_in("secretary")
    many_reports(3)
    few = count_queries(lambda: browser.get(LIST))
    many_reports(297)
    assert count_queries(lambda: browser.get(LIST)) == few <= 20
