"""Lists of who has not sent lead to reminding by one click; slips wait on the home page."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from cells import clock
from cells.models import Membership, Notice, User
from pledges.models import Reminder
from pledges.reminder.services import send_due
from pledges.reminder.slips import slips_of
from tests.factories import MonthlyReportFactory, PledgeFactory

MISSING = f"{reverse('monthly-report-list')}?state=missing&month=2014-03"
PLEDGES = f"{reverse('pledge-list')}?state=Quá+hạn&year=2014"
ON = date(2014, 4, 7)


@pytest.fixture
def report(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    return MonthlyReportFactory(pledge=pledge)


@pytest.fixture
def pledge(cast):
    return PledgeFactory(
        member=cast.members["colleague"], cell=cast.cell, year=2014, due_on=date(2014, 1, 31)
    )


def seen(client, address, on=ON) -> str:
    with clock.at(on):
        return client.get(address).content.decode()


def leads_to(cast, kind: str) -> str:
    return f"{reverse('reminder-cell', args=[cast.cell.pk])}?list={kind}&amp;"


def test_staff_who_chose_one_cell_are_one_click_from_reminding(report, cast, sign_in):
    client = sign_in("staff")
    page = seen(client, f"{MISSING}&cell={cast.cell.pk}")
    assert leads_to(cast, "report") in page
    assert "Nhắc 1 đồng chí chưa gửi" in page
    assert leads_to(cast, "report") not in seen(client, MISSING)
    assert leads_to(cast, "report") not in seen(client, f"{MISSING}&cell={cast.other_cell.pk}")


def test_an_officer_of_one_cell_need_not_choose_it(report, pledge, cast, sign_in):
    client = sign_in("secretary")
    assert leads_to(cast, "report") in seen(client, MISSING)
    assert leads_to(cast, "pledge") in seen(client, PLEDGES)


@pytest.mark.parametrize("state", ["acknowledged", "", "nonsense"])
def test_a_list_that_asks_for_something_else_offers_nothing(report, cast, sign_in, state):
    address = f"{reverse('monthly-report-list')}?state={state}&cell={cast.cell.pk}"
    assert leads_to(cast, "report") not in seen(sign_in("staff"), address)


@pytest.mark.parametrize("role", ["member", "colleague", "leader", "inspector", "stranger"])
def test_who_may_not_remind_is_offered_nothing(report, pledge, cast, sign_in, role):
    client = sign_in(role)
    for address in (f"{MISSING}&cell={cast.cell.pk}", f"{PLEDGES}&cell={cast.cell.pk}"):
        with clock.at(ON):
            page = client.get(address, follow=True).content.decode()
        assert "đồng chí chưa gửi…" not in page


def test_nobody_is_offered_to_remind_themselves(cast, sign_in):
    own = PledgeFactory(member=cast.members["secretary"], cell=cast.cell, accepted=True)
    MonthlyReportFactory(pledge=own)
    assert leads_to(cast, "report") not in seen(sign_in("secretary"), MISSING)


def test_the_pledges_list_leads_to_the_same_page(pledge, cast, sign_in):
    page = seen(sign_in("staff"), f"{PLEDGES}&cell={cast.cell.pk}")
    assert leads_to(cast, "pledge") in page
    assert "Nhắc 1 đồng chí chưa gửi" in page


def test_the_list_of_overdue_pledges_holds_nobody_who_has_left(pledge, cast, sign_in):
    client = sign_in("staff")
    assert pledge.get_absolute_url() in seen(client, PLEDGES)
    Membership.objects.filter(member=pledge.member).update(until=date(2014, 3, 31))
    assert pledge.get_absolute_url() not in seen(client, PLEDGES)
    assert pledge.get_absolute_url() in seen(client, f"{reverse('pledge-list')}?year=2014")


def offered(page: str) -> str:
    return unescape(re.search(r'href="([^"]*[?]list=[^"]*)#', page)[1])


def papers_of(reminders) -> list[int]:
    return list(reminders.values_list("report", flat=True))


@pytest.mark.parametrize("role", ["secretary", "staff"])
def test_of_a_list_of_one_month_its_people_alone_are_reminded(report, cast, sign_in, role):
    other = PledgeFactory(member=cast.members["colleague"], cell=cast.cell, accepted=True)
    older = MonthlyReportFactory(pledge=other, month=date(2014, 2, 1), due_on=date(2014, 3, 5))
    client = sign_in(role)
    there = offered(seen(client, f"{MISSING}&cell={cast.cell.pk}"))
    with clock.at(ON):
        page = client.get(there)
        ((_, preview),) = page.context["kinds"]
        assert [row.papers for row in preview.rows] == [(report.pk,)]
        assert "Nhắc 1 đồng chí về báo cáo tháng" in page.content.decode()
        assert "Tháng: 3/2014" in page.content.decode()
        client.post(there, {"kind": "report", "agreed": preview.fingerprint})
        assert papers_of(Reminder.objects) == [report.pk]
        everybody = client.get(reverse("reminder-cell", args=[cast.cell.pk]))
    assert [row.papers for row in everybody.context["kinds"][0][1].to_tell] == [(older.pk,)]


def test_of_two_months_of_one_person_the_one_on_the_list_is_reminded_of(report, cast, sign_in):
    MonthlyReportFactory(pledge=report.pledge, month=date(2014, 2, 1), due_on=date(2014, 3, 5))
    client = sign_in("secretary")
    there = offered(seen(client, MISSING))
    with clock.at(ON):
        agreed = client.get(there).context["kinds"][0][1].fingerprint
        client.post(there, {"kind": "report", "agreed": agreed})
    assert papers_of(Reminder.objects) == [report.pk]
    assert "Nhắc: báo cáo tháng 3/2014" in Notice.objects.get(verb="remind").sentence


def test_who_was_reminded_lately_is_not_counted_again(report, cast, sign_in):
    with clock.at(date(2014, 4, 5)):
        send_due()
    client = sign_in("secretary")
    page = seen(client, MISSING)
    assert "Các đồng chí vừa được nhắc…" in page
    assert "Vừa được nhắc, bỏ qua đến ngày 08/04/2014" in seen(client, offered(page))
    assert "Nhắc 1 đồng chí chưa gửi" in seen(client, MISSING, on=date(2014, 4, 8))


@pytest.mark.parametrize("query", ["list=nonsense&month=2014-03", "list=report&month=13/13"])
def test_an_address_that_makes_no_sense_shows_everybody(report, cast, sign_in, query):
    page = seen(sign_in("secretary"), f"{reverse('reminder-cell', args=[cast.cell.pk])}?{query}")
    assert "Nhắc 1 đồng chí về báo cáo tháng" in page
    assert "Bản đăng ký</h2>" in page
    assert "danh sách vừa xem" not in page


def test_each_row_says_when_its_author_was_reminded(report, pledge, cast, sign_in):
    with clock.at(date(2014, 4, 5)):
        send_due()
    client = sign_in("staff")
    assert "Đã nhắc 05/04" in seen(client, MISSING)
    assert "Đã nhắc 05/04" in seen(client, PLEDGES)
    assert "Đã nhắc" not in seen(client, reverse("monthly-report-list"))


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("deputy", True),
        ("secretary", True),
        ("cell committee", True),
        ("staff", True),
        ("inspector", True),
        ("leader", True),
        ("colleague", False),
        ("member", False),
    ],
)
def test_colleagues_do_not_read_how_often_a_leader_was_reminded(cast, sign_in, role, sees):
    leaders = {"member": cast.members["deputy"], "cell": cast.cell, "by_leader": True}
    pledge = PledgeFactory(**leaders, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, by_leader=True, sent=True)
    about = {"recipient": cast.members["deputy"], "cell": cast.cell}
    for paper in ({"report": report}, {"pledge": pledge}):
        Reminder.objects.create(**about, **paper, way="app", sent_on=date(2014, 3, 8))
    client = sign_in(role)
    for paper in (report, pledge):
        page = client.get(paper.get_absolute_url())
        assert page.status_code == 200
        assert ("Đã nhắc 08/03" in page.content.decode()) is sees
    found = Reminder.objects.visible_to(cast.users[role])
    assert found.count() == (2 if sees else 0)


# slips on the home page


@pytest.fixture
def on_paper(report, cast):
    User.objects.filter(pk=cast.users["member"].pk).update(is_active=False)
    with clock.at(date(2014, 4, 5)):
        send_due()
    return report


def test_an_officer_finds_the_slips_at_home_until_they_are_printed(on_paper, cast, sign_in):
    client, there = sign_in("secretary"), reverse("reminder-cell", args=[cast.cell.pk])
    page = seen(client, reverse("home"))
    assert "1 giấy nhắc cần in và đưa tận tay" in page
    assert f"{there}#giay-nhac" in page
    with clock.at(ON):
        client.post(reverse("reminder-slips", args=[cast.cell.pk]))
    assert "giấy nhắc cần in" not in seen(client, reverse("home"))


def test_slips_of_what_was_sent_meanwhile_and_of_other_cells_are_no_task(on_paper, cast, sign_in):
    assert "giấy nhắc cần in" not in seen(sign_in("other secretary"), reverse("home"))
    assert "giấy nhắc cần in" not in seen(sign_in("colleague"), reverse("home"))
    type(on_paper).objects.update(status="excused")
    assert "giấy nhắc cần in" not in seen(sign_in("secretary"), reverse("home"))


def test_an_officer_told_on_paper_makes_no_slip_for_an_author_who_was_reached(report, cast):
    Reminder.objects.create(
        recipient=cast.members["secretary"], report=report, cell=cast.cell, way="slip", rung=5
    )
    with clock.at(ON):
        assert slips_of(cast.cell) == []
