"""Codes are printed or not given; two hands on one user name are a sentence, not an error page."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.audit import AuditEntry
from cells.member.accounts import services, slips
from cells.member.accounts.models import AccountState
from cells.models import User
from cells.workflow import IllegalMove
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cast):
    members = [MemberFactory(card_number=f"0412000{number}") for number in range(3)]
    return [services.request_account(member, by=cast.users["staff"]) for member in members]


@pytest.fixture
def broken_paper(monkeypatch):
    """The renderer as it is when its fonts are missing."""

    def render_pdf(*_args):
        raise OSError("no fonts")

    monkeypatch.setattr(slips, "render_pdf", render_pdf)


def states():
    return [account.state for account in User.objects.without_slip()]


def test_a_code_that_cannot_be_printed_is_not_given(sign_in, waiting, broken_paper):
    client = sign_in("sysadmin")
    with pytest.raises(OSError, match="no fonts"):
        client.post(reverse("account-slip", args=[waiting[0].pk]))
    with pytest.raises(OSError, match="no fonts"):
        client.post(reverse("account-slips"))
    assert states() == [AccountState.ASKED] * 3
    assert not AuditEntry.objects.filter(verb="issue").exists()


def test_a_print_that_stops_half_way_gives_no_code_at_all(sign_in, waiting, monkeypatch):
    def swap(account, **changes):
        if account.pk == waiting[2].pk:
            raise IllegalMove("another sysadmin was faster")
        return right_swap(account, **changes)

    right_swap = services.swap
    monkeypatch.setattr(services, "swap", swap)
    answer = sign_in("sysadmin").post(reverse("account-slips"), follow=True)
    assert "vừa được xử lý ở nơi khác" in answer.content.decode()
    assert states() == [AccountState.ASKED] * 3


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_two_prints_at_once_give_each_code_once(crowd):
    admin = UserFactory(is_sysadmin=True)
    for number in range(4):
        services.open_request(MemberFactory(card_number=f"0412000{number}"), by=admin)
    answers = crowd(*[lambda: services.issue_waiting_slips(60, by=admin)] * 2)
    assert sorted(len(found) for found in answers if isinstance(found, list))[-1] == 4
    assert crowd(lambda: AuditEntry.objects.filter(verb="issue").count()) == [4]


def test_two_accounts_never_take_one_name_at_once(crowd):
    admin, one, other = UserFactory(), UserFactory(), UserFactory()

    def rename(account):
        return lambda: services.rename_account(account, by=admin, username="thinh")

    answers = crowd(rename(one), rename(other))
    assert kinds(answers) == ["NoneType", "ValidationError"]
    [refusal] = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert refusal.messages == ["Tên thinh đã có người dùng."]


def test_namesakes_asked_for_at_once_get_a_name_each(crowd):
    admin = UserFactory()
    namesakes = [MemberFactory(full_name="Phạm Đức", card_number="") for _ in range(6)]
    answers = crowd(
        *[lambda member=member: services.open_request(member, by=admin) for member in namesakes]
    )
    assert kinds(answers) == ["User"] * 6
    assert len({account.username for account in answers}) == 6


def test_a_user_name_taken_at_this_moment_gives_way_to_the_next(cast, monkeypatch):
    """The race itself runs on PostgreSQL only; here the loser's first look is an outdated one."""
    seen = iter(["member", "anh0123"])
    monkeypatch.setattr(services, "free_username", lambda _member: next(seen))
    account = services.open_request(MemberFactory(), by=cast.users["staff"])
    assert account.username == "anh0123"


def test_where_every_name_is_taken_a_sentence_says_so(cast, monkeypatch):
    monkeypatch.setattr(services, "free_username", lambda _member: "member")
    with pytest.raises(ValidationError, match="Đề nghị lại"):
        services.open_request(MemberFactory(), by=cast.users["staff"])
