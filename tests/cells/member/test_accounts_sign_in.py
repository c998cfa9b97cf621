"""The door: who comes in, who is kept out, and that nobody learns which names exist."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from cells import clock
from cells.member.accounts import services
from cells.models import User
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mua-xuan-2014"


@pytest.fixture
def thinh(cast):
    user = cast.user("member")
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client, username, password, **extra):
    form = {"username": username, "password": password}
    return client.post(reverse("sign-in"), form, **extra)


def is_inside(client):
    return client.get(reverse("profile")).status_code == 200


def test_a_member_signs_in_and_out(client, thinh):
    assert enter(client, "member", PASSWORD).status_code == 302
    assert is_inside(client)
    assert client.post(reverse("sign-out")).status_code in (200, 302)
    assert not is_inside(client)


def test_a_user_name_may_be_typed_in_capitals_and_with_spaces(client, thinh):
    enter(client, " Member ", PASSWORD)
    assert is_inside(client)


def test_unknown_wrong_and_disabled_answer_with_the_same_page(cast, thinh):
    cast.users["colleague"].set_password(PASSWORD)
    User.objects.filter(username="colleague").update(
        password=cast.users["colleague"].password, is_active=False
    )
    pages = set()
    for username, password in [("ai-do", PASSWORD), ("member", "sai"), ("colleague", PASSWORD)]:
        page = enter(Client(), username, password).content.decode()
        pages.add(page.replace(username, "?").split("csrfmiddlewaretoken")[0])
        assert "chưa đúng" in page
    assert len(pages) == 1


def test_the_disabled_cost_as_much_work_as_the_unknown(cast, thinh, monkeypatch):
    work = []
    hasher = services.make_password.__globals__["get_hasher"]().__class__
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args: work.append(1) or encode(*args))
    verify = hasher.verify
    monkeypatch.setattr(hasher, "verify", lambda *args: work.append(1) or verify(*args))
    spent = []
    User.objects.filter(username="member").update(is_active=False)
    for username in ["ai-do", "member", "colleague"]:  # unknown, disabled, without a password
        work.clear()
        enter(Client(), username, PASSWORD)
        spent.append(len(work))
    assert spent == [1, 1, 1]


def test_next_stays_on_this_site(client, thinh):
    form = {"username": "member", "password": PASSWORD, "next": "//evil.example/"}
    assert client.post(reverse("sign-in"), form).url == reverse("home")


def test_the_sixth_guess_meets_a_locked_page(client, thinh):
    answers = [enter(client, "member", f"sai-{number}").status_code for number in range(6)]
    assert answers[0] == 200
    assert answers[-1] == 429
    page = enter(client, "member", PASSWORD)
    assert page.status_code == 429
    assert "Tạm dừng đăng nhập" in page.content.decode()
    assert not is_inside(client)


def test_a_name_that_does_not_exist_is_locked_the_same_way(client, thinh):
    answers = [enter(client, "ai-do", "sai").status_code for _ in range(6)]
    assert answers == [enter(Client(), "member", "sai").status_code for _ in range(6)]


def test_a_stranger_cannot_lock_the_owner_out(client, thinh):
    for _ in range(7):
        enter(Client(), "member", "sai", REMOTE_ADDR="10.0.0.66")
    enter(client, "member", PASSWORD, REMOTE_ADDR="10.0.0.7")
    assert is_inside(client)


def test_pages_behind_the_door_send_to_sign_in_and_back(client, cast):
    page = client.get(reverse("profile"))
    assert page.url == f"{reverse('sign-in')}?next={reverse('profile')}"


def test_disabling_ends_open_sessions_and_opening_again_does_not_revive_them(client, cast, thinh):
    enter(client, "member", PASSWORD)
    assert is_inside(client)
    admin = cast.user("sysadmin")
    services.disable_account(cast.user("member"), by=admin, note="Chuyển công tác")
    assert not is_inside(client)
    services.enable_account(cast.user("member"), by=admin, note="Về lại")
    assert not is_inside(client)
    enter(client, "member", PASSWORD)
    assert not is_inside(client)


def test_changing_the_password_ends_the_other_sessions_only(client, thinh):
    elsewhere = Client()
    enter(client, "member", PASSWORD)
    enter(elsewhere, "member", PASSWORD)
    form = {
        "old_password": PASSWORD,
        "new_password1": "hoa-sen-2014",
        "new_password2": "hoa-sen-2014",
    }
    assert client.post(reverse("password-change"), form).status_code == 302
    assert is_inside(client)
    assert not is_inside(elsewhere)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ngan", "ít nhất 8 ký tự"),
        ("1357924680", "số"),
        ("password123", "phổ biến"),
        ("member-2014", "tên đăng nhập"),
    ],
)
def test_a_weak_password_is_refused_in_vietnamese(client, thinh, password, sentence):
    enter(client, "member", PASSWORD)
    form = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    page = client.post(reverse("password-change"), form)
    assert page.status_code == 200
    assert any(sentence in text for text in page.context["form"].errors["new_password2"])


def test_an_officer_needs_twelve_characters(sign_in):
    page = sign_in("secretary").get(reverse("password-change"))
    assert "Ít nhất 12 ký tự" in page.content.decode()


def test_no_page_is_kept_by_a_cache(client, cast):
    assert client.get(reverse("sign-in"))["Cache-Control"].startswith(("no-store", "max-age=0"))
    assert "no-store" in client.get(reverse("profile"))["Cache-Control"]


def test_the_monitor_needs_no_account(client, db):
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.content) == (200, b"ok")


class TestTheCodeOnTheSlip:
    @pytest.fixture
    def slip(self, cast):
        account = services.request_account(newcomer(), by=cast.users["staff"])
        return services.issue_slip(account, by=cast.users["sysadmin"])

    def test_opens_nothing_but_the_first_password(self, client, slip):
        enter(client, slip.username, slip.code)
        for name in ["profile", "home", "password-change", "account-list", "admin:index"]:
            assert client.get(reverse(name)).url == reverse("first-password")

    def test_is_used_up_by_the_first_password(self, client, slip):
        enter(client, slip.username, slip.code)
        form = {"new_password1": "hoa-sen-2014", "new_password2": "hoa-sen-2014"}
        assert client.post(reverse("first-password"), form).url == reverse("home")
        assert is_inside(client)
        again = Client()
        assert "chưa đúng" in enter(again, slip.username, slip.code).content.decode()
        enter(again, slip.username, "hoa-sen-2014")
        assert is_inside(again)

    def test_is_refused_after_fourteen_days_with_the_way_to_a_new_slip(self, client, slip):
        with clock.at(clock.now() + timedelta(days=14)):
            assert enter(client, slip.username, slip.code).status_code == 302
        with clock.at(clock.now() + timedelta(days=15)):
            page = enter(Client(), slip.username, slip.code).content.decode()
        assert "nhận phiếu mới" in page

    def test_cannot_set_a_password_after_it_ran_out_in_an_open_session(self, client, slip):
        enter(client, slip.username, slip.code)
        form = {"new_password1": "hoa-sen-2014", "new_password2": "hoa-sen-2014"}
        with clock.at(clock.now() + timedelta(days=15)):
            page = client.post(reverse("first-password"), form)
        assert "đã hết hạn" in page.content.decode()

    def test_dies_when_another_slip_is_printed(self, client, cast, slip):
        account = User.objects.get(username=slip.username)
        services.issue_slip(account, by=cast.users["sysadmin"], note="Mất phiếu")
        page = enter(client, slip.username, slip.code)
        assert "chưa đúng" in page.content.decode()


def newcomer():
    return MemberFactory(full_name="Đỗ Thị Ngọc Ánh", card_number="03120123")


def test_somebody_without_an_account_has_no_rights():
    assert not AnonymousUser().is_staff
