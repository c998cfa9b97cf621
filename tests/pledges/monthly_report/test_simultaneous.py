"""Several people at the same moment: one step, one row of history, a sentence for the others."""

import threading
import time
from datetime import date

from django.db import transaction
from django.test import Client

from cells.audit import AuditEntry
from cells.models import User
from cells.web import TOO_LATE
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report import services
from pledges.pledge.services import accept_pledge
from tests.pledges.monthly_report.conftest import pledge_for


def press(user_id, address, data=None):
    client = Client()
    client.force_login(
        User.objects.get(pk=user_id), backend="cells.member.passwords.AccountBackend"
    )
    response = client.post(address, data or {}, follow=True)
    return response.status_code, TOO_LATE in response.content.decode()


def outcome(report):
    stored = MonthlyReport.objects.get(pk=report.pk)
    return stored.status, AuditEntry.objects.of(report).count()


def test_eight_officers_acknowledge_at_once(crowd, cast, report_of):
    report = report_of("member", sent=True)
    address = f"/pledges/monthly-reports/queue/?report={report.pk}"
    officers = [cast.users[role].pk for role in ("secretary", "deputy", "cell committee")]
    presses = [lambda pk=officers[n % 3]: press(pk, address) for n in range(8)]
    answers = crowd(*presses)
    assert sorted(answers) == [(200, False)] + [(200, True)] * 7
    assert crowd(lambda: outcome(report)) == [("acknowledged", 1)]


def test_acknowledged_and_returned_at_once_is_one_of_the_two(crowd, cast, report_of):
    report = report_of("member", sent=True)
    here = f"/pledges/monthly-reports/{report.pk}"
    items = [report.pledge.items.first().pk]
    secretary, deputy = cast.users["secretary"].pk, cast.users["deputy"].pk
    answers = crowd(
        lambda: press(secretary, f"/pledges/monthly-reports/queue/?report={report.pk}"),
        lambda: press(deputy, f"{here}/return/", {"note": "Ghi rõ hơn", "items": items}),
    )
    assert sorted(late for _status, late in answers) == [False, True]
    [(status, steps)] = crowd(lambda: outcome(report))
    assert (status in {"acknowledged", "returned"}, steps) == (True, 1)


def test_the_author_and_an_officer_begin_at_once_and_one_text_stands(crowd, cast, report_of):
    report, secretary = report_of("member", items=1), cast.users["secretary"]

    def lines(words):
        item = report.pledge.items.first()
        return [services.LineInput(item_id=item.pk, state="done", sentence=words)]

    def write():
        own = MonthlyReport.objects.get(pk=report.pk)
        services.save_monthly_report(own, lines=lines("Của tôi"), version=0)

    def enter():
        theirs = MonthlyReport.objects.with_people().get(pk=report.pk)
        services.enter_monthly_report(
            theirs, lines=lines("Ghi hộ"), version=0, by=secretary, has_paper_slip=True
        )

    answers = crowd(write, enter)
    assert sum(answer is None for answer in answers) == 1
    [words] = crowd(lambda: MonthlyReport.objects.get().lines.get().sentence)
    assert words == ("Của tôi" if answers[0] is None else "Ghi hộ")


def test_a_pledge_accepted_while_its_month_is_opened_gets_its_report(crowd, cast):
    pledge_for(cast, "colleague")
    late, secretary = pledge_for(cast, "member", status="submitted"), cast.users["secretary"]
    opened = threading.Event()

    def open_slowly():
        with transaction.atomic():
            services.open_month(date(2014, 3, 1))
            opened.set()
            time.sleep(0.5)  # the other has long looked by then, unless it waits

    def accept():
        opened.wait(10)
        accept_pledge(Pledge.objects.get(pk=late.pk), by=secretary)

    assert crowd(open_slowly, accept) == [None, None]
    [months] = crowd(
        lambda: list(MonthlyReport.objects.filter(pledge=late).values_list("month", flat=True))
    )
    assert months == [date(2014, 3, 1)]
