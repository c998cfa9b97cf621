"""Việc cần làm: each task stands there while it waits, and vanishes when it is done."""

from datetime import date

import pytest

from cells.member.accounts.services import issue_slip, request_account
from cells.member.moves.services import propose_transfer
from pledges.monthly_report.services import acknowledge_monthly_report, return_monthly_report
from reports.home.boards import gaps
from reports.home.cards import due_words
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
)
from tests.todo import tasks_of

MARCH = {"month": date(2014, 3, 1), "due_on": date(2014, 4, 5)}


@pytest.fixture
def pledge(cast):
    return PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)


@pytest.fixture
def sent(pledge):
    report = MonthlyReportFactory(pledge=pledge, sent=True, **MARCH)
    MonthlyReportLineFactory(report=report, item=PledgeItemFactory(pledge=pledge))
    return report


def titles(cast, role):
    return [task.title for task in tasks_of(cast.user(role))]


def test_a_blank_draft_waits_for_its_author_only(cast, pledge):
    MonthlyReportFactory(pledge=pledge, **MARCH)
    assert titles(cast, "member") == ["Báo cáo tháng 3/2014"]
    assert "Báo cáo tháng 3/2014" not in titles(cast, "colleague")


def test_what_is_late_or_came_back_stands_before_what_is_only_begun(cast, pledge):
    PledgeFactory(member=pledge.member, cell=pledge.cell, year=2015)
    MonthlyReportFactory(pledge=pledge, month=date(2014, 2, 1), due_on=date(2014, 3, 5))
    assert titles(cast, "member") == ["Báo cáo tháng 2/2014", "Đăng ký làm theo năm 2015"]


def test_a_sent_report_waits_for_the_officers_until_one_has_answered(cast, sent):
    waiting = "1 báo cáo tháng 3/2014"
    assert waiting in titles(cast, "secretary")
    assert waiting not in titles(cast, "other secretary")
    acknowledge_monthly_report(sent, by=cast.user("deputy"))
    assert waiting not in titles(cast, "secretary")


def test_a_returned_report_shows_its_author_what_was_said(cast, sent):
    items = sent.lines.values_list("item", flat=True)
    note = "Ghi rõ hồ sơ nào còn chậm"
    return_monthly_report(sent, by=cast.user("secretary"), note=note, items=items)
    [task] = tasks_of(cast.user("member"))
    assert task.state == "Cần bổ sung"
    assert task.said == "Trần Thị Mai: “Ghi rõ hồ sơ nào còn chậm”"


def test_a_returned_report_names_the_item_on_its_card_and_on_top_of_its_page(cast, sent, sign_in):
    long = f"Việc thứ hai {'dài ' * 60}"
    place = sent.lines.get().item.position + 1
    second = PledgeItemFactory(pledge=sent.pledge, position=place, action=long)
    MonthlyReportLineFactory(report=sent, item=second)
    words = {"note": "Ghi rõ số", "items": [second.pk]}
    return_monthly_report(sent, by=cast.user("secretary"), **words)
    [task] = tasks_of(cast.user("member"))
    assert task.text.startswith("Cần bổ sung ở việc “Việc thứ hai dài")
    assert len(task.text) < 120
    page = sign_in("member").get(task.url).content.decode()
    top = page.split('class="alert alert-warning"')[1].split("</div>")[0]
    assert f'href="#viec-{second.pk}">2. Việc thứ hai' in top
    assert top.count("#viec-") == 1


def test_a_report_entered_for_a_member_asks_for_the_members_yes(cast, pledge):
    MonthlyReportFactory(pledge=pledge, sent=True, entered_by=cast.users["secretary"], **MARCH)
    [task] = tasks_of(cast.user("member"))
    assert task.title == "Xác nhận báo cáo tháng 3/2014"


def test_own_report_never_waits_for_oneself(cast):
    own = PledgeFactory(member=cast.members["secretary"], cell=cast.cell, accepted=True)
    MonthlyReportFactory(pledge=own, sent=True, **MARCH)
    assert "1 báo cáo tháng 3/2014" not in titles(cast, "secretary")
    assert "1 báo cáo tháng 3/2014" in titles(cast, "deputy")


def test_staff_see_first_who_has_not_done_it(cast, pledge):
    PledgeFactory(member=cast.members["colleague"], cell=cast.cell)
    late = {"month": date(2014, 2, 1), "due_on": date(2014, 3, 5)}
    MonthlyReportFactory(pledge=pledge, **late)
    found = [(gap.how_many, gap.what) for gap in gaps(cast.user("staff"))]
    assert found == [
        (1, "bản đăng ký năm 2014 chưa được chi bộ nhận"),
        (1, "báo cáo tháng 2/2014 chưa gửi, ở 1 chi bộ"),
        (1, "hồ sơ quá hạn lâu chưa gửi: báo cáo tháng"),
        (1, "hồ sơ quá hạn lâu chưa gửi: bản đăng ký"),
    ]


def test_a_cell_without_secretary_is_named(cast):
    cast.members["secretary"].memberships.update(until=date(2014, 3, 1))
    assert "chi bộ chưa có bí thư: Vụ Cơ sở đảng" in [gap.what for gap in gaps(cast.user("staff"))]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2014, 3, 25), "Hạn 25/03, còn 5 ngày"),
        (date(2014, 3, 20), "Hạn 20/03, hôm nay"),
        (date(2014, 3, 18), "Hạn 18/03, quá 2 ngày"),
    ],
)
def test_a_due_date_is_said_in_days(day, words):
    assert due_words(day) == words


def test_a_sent_pledge_is_no_task_of_its_author(cast):
    PledgeFactory(member=cast.members["member"], cell=cast.cell, sent=True)
    assert titles(cast, "member") == []


@pytest.mark.parametrize("who", ["staff", "leader", "inspector"])
def test_each_gap_opens_as_many_rows_as_it_says(sign_in, cast, pledge, who):
    PledgeFactory(member=cast.members["colleague"], cell=cast.cell)
    MonthlyReportFactory(pledge=pledge, month=date(2014, 2, 1), due_on=date(2014, 3, 5))
    cast.members["secretary"].memberships.update(until=date(2014, 3, 1))
    client = sign_in(who)
    found = client.get("/").context["gaps"]
    assert len(found) == (5 if who == "staff" else 3)
    for gap in found:
        assert len(client.get(gap.url).context["table"].rows) == gap.how_many


def test_the_sysadmin_is_told_how_many_accounts_are_asked_for(cast):
    assert titles(cast, "sysadmin") == []
    newcomer = MemberFactory(full_name="Ngô Thì Nhậm")
    MembershipFactory(member=newcomer, cell=cast.cell)
    account = request_account(newcomer, by=cast.user("staff"))
    assert titles(cast, "sysadmin") == ["1 đề nghị về tài khoản"]
    issue_slip(account, by=cast.user("sysadmin"))
    assert titles(cast, "sysadmin") == []


def test_december_is_still_asked_for_in_the_new_year(cast, pledge):
    MonthlyReportFactory(pledge=pledge, month=date(2013, 12, 1), due_on=date(2014, 1, 5))
    assert [gap.what for gap in gaps(cast.user("staff"))] == [
        "báo cáo tháng 12/2013 chưa gửi, ở 1 chi bộ",
        "hồ sơ quá hạn lâu chưa gửi: báo cáo tháng",
    ]


def test_who_has_left_the_cell_is_no_longer_pushed(cast, pledge):
    MonthlyReportFactory(pledge=pledge, month=date(2014, 2, 1), due_on=date(2014, 3, 5))
    assert titles(cast, "member") == ["Báo cáo tháng 2/2014"]
    cast.members["member"].memberships.update(until=date(2014, 3, 19))
    assert titles(cast, "member") == []
    assert gaps(cast.user("staff")) == []


def test_what_waits_in_several_cells_opens_all_of_them(sign_in, cast, sent):
    for role in ("secretary", "other secretary"):
        own = PledgeFactory(
            member=cast.members[role], cell=cast.members[role].memberships.get().cell, accepted=True
        )
        MonthlyReportFactory(pledge=own, sent=True, **MARCH)
    [task] = [task for task in tasks_of(cast.user("staff")) if "báo cáo tháng 3" in task.title]
    assert (task.title, task.text) == ("2 báo cáo tháng 3/2014", "ở 2 chi bộ")
    assert "cell=" not in task.url
    assert sign_in("staff").get(task.url).status_code == 200


def test_a_begun_card_is_one_click_away(cast):
    [task] = [task for task in tasks_of(cast.user("secretary")) if "Chuẩn mực" in task.title]
    assert task.action == "Soạn chuẩn mực"
    draft = MoralStandardFactory(cell=cast.cell)
    [task] = [task for task in tasks_of(cast.user("secretary")) if "Chuẩn mực" in task.title]
    assert task.url == f"/pledges/standards/{draft.pk}/write/"
    MoralStandardFactory(cell=cast.cell, year=2013, adopted=True)
    assert not [task for task in tasks_of(cast.user("secretary")) if "Chuẩn mực" in task.title]


def propose(cast, role):
    home = cast.cell if role == "member" else cast.other_cell
    there = cast.other_cell if role == "member" else cast.cell
    return propose_transfer(
        cast.members[role],
        from_cell=home,
        to_cell=there,
        intended_on=date(2014, 3, 24),
        by=cast.user("deputy"),
    )


def test_open_transfers_wait_for_staff_one_by_name_several_by_number(cast):
    transfer = propose(cast, "member")
    waiting = "Tiếp nhận đồng chí Nguyễn Văn Thịnh chuyển sinh hoạt"
    [task] = [task for task in tasks_of(cast.user("staff")) if task.title == waiting]
    assert task.url == transfer.get_absolute_url()
    assert waiting not in titles(cast, "secretary")
    propose(cast, "stranger")
    assert "Tiếp nhận 2 đồng chí chuyển sinh hoạt" in titles(cast, "staff")


def test_nobody_is_asked_to_receive_themselves(cast):
    propose(cast, "staff")
    assert not [title for title in titles(cast, "staff") if "chuyển sinh hoạt" in title]


def test_nobody_is_pushed_for_papers_in_a_cell_they_have_left(cast, sent):
    PledgeFactory(member=sent.pledge.member, cell=cast.cell, year=2015)
    entered = {"entered_by": cast.users["secretary"], "confirmed_at": None}
    type(sent).objects.update(status="returned", **entered)
    assert len(titles(cast, "member")) == 2
    before = [gap.how_many for gap in gaps(cast.user("staff"))]
    sent.pledge.member.memberships.update(until=date(2014, 3, 19))
    assert titles(cast, "member") == []
    type(sent).objects.update(status="submitted")
    assert titles(cast, "member") == []
    assert "1 báo cáo tháng 3/2014" in titles(cast, "secretary")
    assert [gap.how_many for gap in gaps(cast.user("staff"))] == before


def test_the_gap_in_pledges_counts_who_still_lives_there(cast):
    PledgeFactory(member=cast.members["member"], cell=cast.cell)
    PledgeFactory(member=cast.members["colleague"], cell=cast.cell)
    [gap] = [gap for gap in gaps(cast.user("staff")) if "bản đăng ký năm" in gap.what]
    assert gap.how_many == 2
    cast.members["colleague"].memberships.update(until=date(2014, 3, 19))
    [gap] = [gap for gap in gaps(cast.user("staff")) if "bản đăng ký năm" in gap.what]
    assert gap.how_many == 1
