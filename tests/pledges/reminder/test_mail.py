"""Reminders that leave as letters: one bad address stops nobody and is not called reached."""

from datetime import date, timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from cells import clock
from cells.models import Member, Notice, User
from pledges.models import Reminder
from tests.cells.notice.postbox import mail_goes_to
from tests.cells.notice.test_letters import closed_port
from tests.factories import MonthlyReportFactory, PledgeFactory

BAD = "hong@cosodang.example"
LADDER = date(2014, 4, 5)  # the day on which the reports of March are due


class OneBadAddress(EmailBackend):
    """Django's outbox of a test, but for one address that no server knows."""

    def send_messages(self, messages):
        for message in messages:
            if BAD in message.to:
                raise SMTPRecipientsRefused({BAD: (550, b"nobody here")})
        return super().send_messages(messages)


@pytest.fixture
def post(settings):
    settings.CHI03_DEMO = settings.CHI03_MAILS = True
    settings.EMAIL_BACKEND = f"{__name__}.{OneBadAddress.__name__}"


@pytest.fixture
def people(cast, post):
    """The colleague has an address that works, the member one that does not, the deputy none."""
    for role, address in (("colleague", "lan@cosodang.example"), ("member", BAD), ("deputy", "")):
        Member.objects.filter(pk=cast.members[role].pk).update(email=address)
        pledge = PledgeFactory(member=cast.members[role], cell=cast.cell, accepted=True)
        MonthlyReportFactory(pledge=pledge)
    return cast.members


def run(day: date) -> str:
    out = StringIO()
    call_command("run_due", today=str(day), stdout=out)
    return out.getvalue()


def way_of(member: Member) -> list[str]:
    return list(Reminder.objects.filter(recipient=member).values_list("way", flat=True))


def test_a_letter_goes_to_who_has_an_address_and_says_what_is_missing(people, mailoutbox):
    assert "Gửi 1 thư, 1 thông báo; 1 thư chưa gửi được." in run(LADDER)
    [letter] = mailoutbox
    assert letter.to == ["lan@cosodang.example"]
    assert "Nhắc: báo cáo tháng 3/2014 (hạn 05/04) chưa gửi." in letter.body
    assert way_of(people["colleague"]) == ["mail"]
    assert way_of(people["deputy"]) == ["app"]


def test_a_refused_letter_is_not_called_sent_and_is_tried_again(people, mailoutbox):
    run(LADDER)
    mailed = dict(Notice.objects.filter(verb="remind").values_list("member", "mailed_at"))
    assert mailed[people["member"].pk] is None
    assert mailed[people["colleague"].pk] is not None
    Member.objects.filter(email=BAD).update(email="thinh@cosodang.example")
    assert "Gửi 1 thư, 1 thông báo." in run(LADDER)
    assert [letter.to for letter in mailoutbox] == [
        ["lan@cosodang.example"],
        ["thinh@cosodang.example"],
    ]


def test_running_again_mails_nobody_twice(people, mailoutbox):
    for _ in range(3):
        run(LADDER)
    run(LADDER + timedelta(days=1))
    assert len(mailoutbox) == 1
    assert Reminder.objects.count() == 3


@pytest.mark.parametrize(("has_account", "way"), [(True, "app"), (False, "slip")])
def test_what_could_not_leave_by_the_next_day_is_said_in_another_way(people, has_account, way):
    User.objects.filter(member=people["member"]).update(is_active=has_account)
    run(LADDER)
    assert way_of(people["member"]) == ["mail"]
    assert "Chuyển 1 lượt nhắc" in run(LADDER + timedelta(days=1))
    assert way_of(people["member"]) == [way]
    assert way_of(people["colleague"]) == ["mail"]
    assert "Chuyển" not in run(LADDER + timedelta(days=1))


def test_who_has_read_it_on_the_screen_needs_no_other_way(people):
    run(LADDER)
    Notice.objects.update(seen_at=clock.now())
    assert "Chuyển" not in run(LADDER + timedelta(days=1))


def test_while_the_server_is_away_reminders_stand_and_the_letters_wait(people, settings):
    mail_goes_to(settings, closed_port())
    with pytest.raises(CommandError, match="không nhận kết nối"):
        run(LADDER)
    assert Reminder.objects.count() == 3
    assert not Notice.objects.exclude(mailed_at=None).exists()


def test_without_a_server_nothing_is_called_a_letter(people, settings, mailoutbox):
    settings.CHI03_MAILS = False
    run(LADDER)
    assert mailoutbox == []
    assert set(Reminder.objects.values_list("way", flat=True)) == {"app"}
