"""Who is reminded when, of what, how often; and the command that time calls, in real processes."""

from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from cells import clock
from cells.models import AuditEntry, Cell, Member, Membership, Notice
from pledges.models import MonthlyReport, Reminder
from pledges.reminder.services import send_due
from pledges.reminder.slips import Slip, slips_pdf
from tests.factories import MemberFactory, MembershipFactory, MonthlyReportFactory, PledgeFactory

# The report of March is due on 5 April


@pytest.fixture
def report(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    return MonthlyReportFactory(pledge=pledge)


def run_on(*day: int) -> dict[str, int]:
    with clock.at(date(2014, *day)):
        return send_due()


def sent() -> list[tuple]:
    return list(Reminder.objects.order_by("pk").values_list("sent_on__day", "rung"))


def test_the_ladder_reminds_the_author_three_times_and_then_whoever_answers(report, cast):
    for day in range(1, 25):
        run_on(4, day)
    assert sent() == [(2, -3), (5, 0), (8, 3), (10, 5)]
    told = [row.recipient for row in Reminder.objects.select_related("recipient")]
    assert told == [cast.members["member"]] * 3 + [cast.members["secretary"]]
    assert Notice.objects.filter(verb="remind", member=cast.members["member"]).count() == 3
    assert Notice.objects.get(verb="remind_cell").path == reverse(
        "reminder-cell", args=[cast.cell.pk]
    )


def test_after_a_gap_only_the_highest_missed_rung_is_sent(report):
    run_on(4, 2)
    run_on(4, 9)
    run_on(4, 9)
    assert sent() == [(2, -3), (9, 3)]


def test_two_papers_of_one_person_make_one_reminder_in_three_days(report):
    MonthlyReportFactory(pledge=report.pledge, month=date(2014, 2, 1), due_on=date(2014, 4, 6))
    assert run_on(4, 3)["report"] == 1
    assert run_on(4, 5)["report"] == 0
    assert run_on(4, 6)["report"] == 1
    assert Notice.objects.filter(verb="remind").count() == 2
    assert "2 báo cáo tháng chưa gửi" in Notice.objects.first().sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda report: MonthlyReport.objects.update(
            status="submitted", first_submitted_at=clock.now()
        ),
        lambda report: MonthlyReport.objects.update(status="excused"),
        lambda report: Membership.objects.update(until=date(2014, 3, 31)),
        lambda report: Member.objects.update(admitted_on=None, official_on=None),
    ],
)
def test_who_is_not_missing_is_not_reminded(report, change):
    change(report)
    assert run_on(4, 5) == {"report": 0, "pledge": 0}


def test_the_number_of_questions_does_not_grow(cast):
    def add(many):
        for _ in range(many):
            member = MemberFactory()
            MembershipFactory(member=member, cell=cast.cell)
            MonthlyReportFactory(pledge=PledgeFactory(member=member, cell=cast.cell, accepted=True))

    counts = []
    for many, day in ((2, 2), (30, 5)):
        add(many)
        with CaptureQueriesContext(connection) as asked:
            run_on(4, day)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_is_shown_first_then_sent_and_a_stale_one_is_refused(report, cast, sign_in):
    page = reverse("reminder-cell", args=[cast.cell.pk])
    client = sign_in("secretary")
    agreed = client.get(page).context["kinds"][0][1].fingerprint
    assert client.post(page, {"kind": "report", "agreed": agreed}).status_code == 302
    assert list(Reminder.objects.values_list("way", "rung")) == [("app", None)]
    assert client.post(page, {"kind": "report", "agreed": agreed}).status_code == 409
    assert "Vừa được nhắc" in client.get(page).content.decode()
    assert Reminder.objects.count() == 1
    seen = client.get(report.get_absolute_url()).content.decode()
    assert "Đã nhắc 20/03" in seen
    for role, status in (("member", 403), ("stranger", 404), ("staff", 200), ("leader", 403)):
        assert sign_in(role).get(page).status_code == status


def test_without_account_or_address_a_slip_is_printed_once_asked_for(report, cast, sign_in):
    type(cast.users["member"]).objects.filter(pk=cast.users["member"].pk).update(is_active=False)
    run_on(4, 2)
    client = sign_in("secretary")
    with clock.at(date(2014, 4, 2)):
        page = client.get(reverse("reminder-cell", args=[cast.cell.pk])).content.decode()
        assert "In giấy nhắc" in page
        answer = client.post(reverse("reminder-slips", args=[cast.cell.pk]))
        assert answer.content.startswith(b"%PDF")
    assert Reminder.objects.get().printed_on == date(2014, 4, 2)


@pytest.fixture
def on_paper(report, cast):
    """The author can be told in no other way, and was reminded on 2 April."""
    type(cast.users["member"]).objects.filter(pk=cast.users["member"].pk).update(is_active=False)
    run_on(4, 2)
    return report


def press(client, name, cell, *day):
    with clock.at(date(2014, *day)):
        return client.post(reverse(name, args=[cell.pk]), follow=True)


def test_who_has_handed_the_slips_over_says_so_once_for_all_of_the_cell(on_paper, cast, sign_in):
    client = sign_in("secretary")
    press(client, "reminder-slips", cast.cell, 4, 2)
    page = press(client, "reminder-handed", cast.cell, 4, 3).content.decode()
    assert "đã đưa giấy nhắc cho 1 đồng chí" in page
    assert "Đã đưa giấy ngày 03/04/2014 (Trần Thị Mai)" in page
    assert "Đã nhắc 02/04; đã đưa giấy 03/04" in page
    for over in ("cần đưa giấy", "In giấy nhắc", "Ghi đã đưa giấy"):
        assert over not in page
    entry = AuditEntry.objects.of(cast.cell).get(verb="hand_over")
    assert (entry.note, entry.actor_label) == ("1 giấy nhắc", "Trần Thị Mai")


def test_nobody_hands_over_what_was_not_printed_nor_the_same_slip_twice(on_paper, cast, sign_in):
    client = sign_in("secretary")
    page = press(client, "reminder-handed", cast.cell, 4, 2).content.decode()
    assert "Không có giấy nhắc nào đã in mà chưa ghi là đã đưa" in page
    assert "Cần in và đưa giấy tận tay" in page
    press(client, "reminder-slips", cast.cell, 4, 2)
    press(client, "reminder-handed", cast.cell, 4, 3)
    press(sign_in("deputy"), "reminder-handed", cast.cell, 4, 4)
    row = Reminder.objects.get()
    assert (row.handed_on, row.handed_by) == (date(2014, 4, 3), cast.users["secretary"])


def test_a_later_reminder_is_a_new_slip_to_print_and_hand_over(on_paper, cast, sign_in):
    client = sign_in("secretary")
    press(client, "reminder-slips", cast.cell, 4, 2)
    press(client, "reminder-handed", cast.cell, 4, 3)
    run_on(4, 5)
    with clock.at(date(2014, 4, 5)):
        page = client.get(reverse("reminder-cell", args=[cast.cell.pk])).content.decode()
    assert "Cần in và đưa giấy tận tay" in page
    assert "Ghi đã đưa giấy" not in page
    assert press(client, "reminder-slips", cast.cell, 4, 5).content.startswith(b"%PDF")
    press(client, "reminder-handed", cast.cell, 4, 6)
    assert list(Reminder.objects.values_list("handed_on__day", flat=True)) == [3, 6]


def test_the_slip_of_a_branch_speaks_of_the_branch_and_its_secretary(report, cast):
    Cell.objects.filter(pk=cast.cell.pk).update(kind="youth", name="Chi đoàn Cơ quan")
    Membership.objects.filter(cell=cast.cell).update(kind="youth")
    slip = Slip(member=report.author_id, name="Nguyễn Văn Thịnh", lines=["báo cáo tháng 3/2014"])
    pdf = slips_pdf(Cell.objects.get(pk=cast.cell.pk), [slip])
    words = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "chi đoàn chưa nhận được" in words
    assert "bí thư chi đoàn Trần Thị Mai" in words
    assert "chi bộ" not in words.lower()


def test_staff_find_what_is_missing_for_long_on_one_list_and_one_card(report, sign_in):
    client = sign_in("staff")
    for day, is_there in ((14, False), (15, True)):
        with clock.at(date(2014, 4, day)):
            listed = client.get(reverse("reminder-overdue")).content.decode()
            home = client.get(reverse("home")).content.decode()
        assert (report.get_absolute_url() in listed) is is_there
        assert ("hồ sơ quá hạn lâu chưa gửi" in home) is is_there


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({}, True),
        ({"q": "thinh"}, True),
        ({"q": "ai khác"}, False),
        ({"cell": "own"}, True),
        ({"cell": "other"}, False),
        ({"kind": "pledge", "q": ""}, False),
    ],
)
def test_the_list_of_what_is_missing_for_long_is_filtered(report, cast, sign_in, query, is_there):
    cells = {"own": cast.cell.pk, "other": cast.other_cell.pk}
    query = query | ({"cell": cells[query["cell"]]} if "cell" in query else {})
    with clock.at(date(2014, 4, 15)):
        page = sign_in("staff").get(reverse("reminder-overdue"), query).content.decode()
    assert "lựa chọn hợp lệ" not in page
    assert "[&#x27;" not in page
    assert (report.get_absolute_url() in page) is is_there


@pytest.mark.parametrize(("whose", "rows"), [("own", 1), ("other", 0)])
def test_the_sheet_of_that_list_is_filtered_as_the_list(report, cast, sign_in, whose, rows):
    cell = {"own": cast.cell, "other": cast.other_cell}[whose]
    address = f"{reverse('reminder-overdue-export')}?cell={cell.pk}&q="
    with clock.at(date(2014, 4, 15)):
        asked = sign_in("staff").get(address)
    assert asked.status_code == 200
    assert asked.context["count"] == rows
    assert cell.short_name in asked.context["filters"]


# the command


def test_the_command_opens_missed_months_and_excuses_who_has_left(cast, report, settings):
    settings.CHI03_DEMO = True
    gone = PledgeFactory(member=cast.members["colleague"], cell=cast.cell, accepted=True)
    draft = MonthlyReportFactory(pledge=gone)
    Membership.objects.filter(member=gone.member).update(until=date(2014, 4, 1))
    said = StringIO()
    call_command("run_due", today="2014-05-25", stdout=said)
    assert "Miễn 1 báo cáo" in said.getvalue()
    assert "Mở tháng 4/2014: 1 báo cáo." in said.getvalue()
    assert "Mở tháng 5/2014: 1 báo cáo." in said.getvalue()
    draft.refresh_from_db()
    assert draft.status == "excused"


@pytest.mark.parametrize("day", ["2014-04-02", "25/3/2014"])
def test_outside_the_demo_nobody_chooses_the_day(db, day):
    with pytest.raises(CommandError):
        call_command("run_due", today=day)
    assert not Reminder.objects.exists()
