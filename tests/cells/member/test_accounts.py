"""The life of an account: asked for by staff, given on paper, ended and opened again."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from cells.audit import AuditEntry
from cells.member.accounts import services
from cells.member.accounts.models import AccountState
from cells.models import User
from cells.workflow import IllegalMove
from tests.factories import MemberFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(cast):
    member = MemberFactory(full_name="Đỗ Thị Ngọc Ánh", card_number="03120123")
    MembershipFactory(member=member, cell=cast.cell)
    return member


def steps(account):
    return list(AuditEntry.objects.of(account).values_list("verb", "target", "note"))


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_an_account_goes_from_a_request_to_a_slip(sign_in, cast, newcomer):
    answer = sign_in("staff").post(reverse("account-request", args=[newcomer.pk]))
    assert answer.url == newcomer.get_absolute_url()
    account = User.objects.get(member=newcomer)
    assert (account.username, account.state, account.is_active) == ("anh0123", "asked", False)
    pdf = sign_in("sysadmin").post(reverse("account-slip", args=[account.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    assert "no-store" in pdf["Cache-Control"]
    assert "anh0123" in text_of(pdf.content)
    account.refresh_from_db()
    assert (account.state, account.asked_for) == (AccountState.ISSUED, "")
    assert [verb for verb, *_ in steps(account)] == ["ask", "issue"]


def test_the_code_stands_in_the_print_and_nowhere_else(sign_in, cast, newcomer):
    account = services.request_account(newcomer, by=cast.users["staff"])
    slip = services.issue_slip(account, by=cast.users["sysadmin"])
    assert User.objects.get(pk=account.pk).check_password(slip.code)
    stored = str(User.objects.filter(pk=account.pk).values()) + str(AuditEntry.objects.values())
    assert slip.code not in stored
    page = sign_in("sysadmin").get(reverse("account", args=[account.pk]))
    assert slip.code not in page.content.decode()


def test_asking_twice_asks_once(cast, newcomer):
    account = services.request_account(newcomer, by=cast.users["staff"])
    with pytest.raises(ValidationError, match="Đã có đề nghị này"):
        services.request_account(newcomer, by=cast.users["staff"])
    assert len(steps(account)) == 1


def test_two_requests_at_once_open_one_account(cast, newcomer):
    services.open_request(newcomer, by=cast.users["staff"])
    with pytest.raises(IllegalMove):
        services.open_request(newcomer, by=cast.users["staff"])
    assert User.objects.filter(member=newcomer).count() == 1


def test_a_later_slip_needs_a_reason(sign_in, cast):
    account = cast.users["member"]
    client = sign_in("sysadmin")
    client.post(reverse("account-slip", args=[account.pk]))
    before = User.objects.get(pk=account.pk).password
    page = client.post(reverse("account-slip", args=[account.pk]), {"note": " "})
    assert "Ghi lý do" in page.content.decode()
    assert User.objects.get(pk=account.pk).password == before
    client.post(reverse("account-slip", args=[account.pk]), {"note": "Quên mật khẩu"})
    assert steps(account)[-1] == ("issue", "issued", "Quên mật khẩu")


def test_two_sysadmins_at_once_print_one_slip(cast, newcomer):
    account = services.request_account(newcomer, by=cast.users["staff"])
    first, second = User.objects.get(pk=account.pk), User.objects.get(pk=account.pk)
    services.issue_slip(first, by=cast.users["sysadmin"])
    with pytest.raises(IllegalMove):
        services.issue_slip(second, by=cast.users["sysadmin"])


def test_one_print_holds_all_that_wait(sign_in, cast):
    for number in range(4):
        member = MemberFactory(card_number=f"0412000{number}")
        services.request_account(member, by=cast.users["staff"])
    client = sign_in("sysadmin")
    assert (
        "<b>4</b> tài khoản chờ cấp phiếu" in client.get(reverse("account-list")).content.decode()
    )
    pdf = client.post(reverse("account-slips"))
    assert len(PdfReader(BytesIO(pdf.content)).pages) == 2
    assert client.post(reverse("account-slips")).url == reverse("account-list")


def test_the_waiting_of_one_cell_are_printed_apart(sign_in, cast, newcomer):
    neighbour = MemberFactory(full_name="Triệu Thị Trinh", card_number="0412000999")
    MembershipFactory(member=neighbour, cell=cast.other_cell)
    for member in (newcomer, neighbour):
        services.request_account(member, by=cast.users["staff"])
    client = sign_in("sysadmin")
    page = client.get(reverse("account-list")).content.decode()
    assert "Chi bộ Vụ Cơ sở đảng (1)" in page
    pdf = client.post(reverse("account-slips"), {"cell": cast.cell.pk})
    assert str(newcomer) in text_of(pdf.content)
    assert "Triệu Thị Trinh" not in text_of(pdf.content)
    assert [account.member for account in User.objects.without_slip()] == [neighbour]
    for gone in (cast.cell.pk, 987_654_321, "x"):
        answer = client.post(reverse("account-slips"), {"cell": gone}, follow=True)
        assert "Không còn tài khoản nào chờ" in answer.content.decode()
    assert User.objects.without_slip().count() == 1


def test_a_disabled_account_is_opened_again_before_a_slip(sign_in, cast):
    account = cast.users["member"]
    client = sign_in("sysadmin")
    client.post(reverse("account-disable", args=[account.pk]), {"note": "Nghỉ hưu"})
    assert User.objects.get(pk=account.pk).state == AccountState.DISABLED
    with pytest.raises(ValidationError, match="Mở lại"):
        services.issue_slip(User.objects.get(pk=account.pk), by=cast.users["sysadmin"])
    client.post(reverse("account-enable", args=[account.pk]), {"note": "Nhầm người"})
    assert User.objects.get(pk=account.pk).state == AccountState.WITHOUT_SLIP
    assert [verb for verb, *_ in steps(account)] == ["disable", "enable"]


def test_disabling_needs_words_and_is_not_for_oneself(cast):
    admin = cast.user("sysadmin")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.disable_account(cast.user("member"), by=admin, note="")
    with pytest.raises(ValidationError, match="của mình"):
        services.disable_account(admin, by=cast.user("sysadmin"), note="thử")


def test_an_account_is_not_disabled_or_enabled_twice(cast):
    admin, account = cast.users["sysadmin"], cast.user("member")
    with pytest.raises(IllegalMove):
        services.enable_account(account, by=admin, note="x")
    services.disable_account(account, by=admin, note="x")
    with pytest.raises(IllegalMove):
        services.disable_account(account, by=admin, note="x")


def test_staff_may_ask_for_the_end_of_an_account(sign_in, cast):
    member = cast.members["member"]
    address = reverse("account-request-disable", args=[member.pk])
    assert "Ghi lý do" in sign_in("staff").post(address, {"note": ""}).content.decode()
    sign_in("staff").post(address, {"note": "Chuyển công tác"})
    account = cast.user("member")
    assert (account.asked_for, account.is_active) == ("disable", True)
    services.disable_account(account, by=cast.users["sysadmin"], note="Theo đề nghị")
    with pytest.raises(ValidationError, match="đã ngừng"):
        services.request_disabling(cast.user("member"), by=cast.users["staff"], note="x")


def test_a_user_name_is_changed_to_one_that_is_free(sign_in, cast):
    account = cast.users["member"]
    client = sign_in("sysadmin")
    address = reverse("account-rename", args=[account.pk])
    assert "đã có người dùng" in client.post(address, {"username": "staff"}).content.decode()
    assert "không dấu" in client.post(address, {"username": "Thịnh"}).content.decode()
    client.post(address, {"username": " Thinh.NV "})
    assert User.objects.get(pk=account.pk).username == "thinh.nv"


@pytest.mark.parametrize(
    ("name", "card", "username"),
    [
        ("Đỗ Thị Ngọc Ánh", "03.120 123", "anh0123"),
        ("Nguyễn Văn Đức", "", "duc"),
        ("Lê An", "", "an-2"),
        ("Ỷ Lan Ý", "0007", "y0007"),
    ],
)
def test_a_user_name_is_the_given_name_and_the_end_of_the_card(db, name, card, username):
    assert services.free_username(MemberFactory.build(full_name=name, card_number=card)) == username


def test_a_taken_user_name_gets_a_number(db):
    UserFactory(username="duc")
    UserFactory(username="duc-2")
    member = MemberFactory(full_name="Phạm Đức", card_number="")
    assert services.free_username(member) == "duc-3"


@pytest.mark.parametrize("role", ["member", "secretary", "staff", "leader", "inspector"])
def test_only_the_sysadmin_opens_account_pages(sign_in, cast, role):
    client, pk = sign_in(role), cast.users["colleague"].pk
    assert client.get(reverse("account-list")).status_code == 403
    assert client.post(reverse("account-slips")).status_code == 403
    for name in ["account", "account-slip", "account-disable", "account-enable", "account-rename"]:
        assert client.get(reverse(name, args=[pk])).status_code == 404
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "status"), [("member", 404), ("secretary", 403), ("leader", 403), ("sysadmin", 404)]
)
def test_only_staff_ask_for_accounts(sign_in, newcomer, role, status):
    answer = sign_in(role).post(reverse("account-request", args=[newcomer.pk]))
    assert answer.status_code == status
    assert not User.objects.filter(member=newcomer).exists()


def test_a_request_is_no_link_to_follow(sign_in, newcomer):
    assert sign_in("staff").get(reverse("account-request", args=[newcomer.pk])).status_code == 405


def test_requests_stand_first_and_names_are_found_without_diacritics(sign_in, cast, newcomer):
    services.request_account(newcomer, by=cast.users["staff"])
    client = sign_in("sysadmin")
    rows = client.get(reverse("account-list")).context["table"].rows
    assert str(rows[0].record) == "Đỗ Thị Ngọc Ánh"
    found = client.get(reverse("account-list"), {"q": "ngoc anh"}).context["table"].rows
    assert [str(row.record) for row in found] == ["Đỗ Thị Ngọc Ánh"]
    for use, count in [("waiting", 1), ("active", 13), ("disabled", 0)]:
        page = client.get(reverse("account-list"), {"use": use})
        assert len(page.context["table"].rows) == count


@pytest.mark.parametrize("query", ["page=-1", "sort=user__password", "use=x", "q=%00", "q=%25_'"])
def test_odd_questions_get_a_page(sign_in, query):
    assert sign_in("sysadmin").get(f"{reverse('account-list')}?{query}").status_code == 200


@pytest.mark.parametrize("how_many", [1, 20])
def test_the_list_asks_the_database_as_often_for_many(
    sign_in, cast, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        member = MemberFactory(card_number=f"0512{number:04}")
        services.request_account(member, by=cast.users["staff"])
    client = sign_in("sysadmin")
    with django_assert_max_num_queries(9):
        client.get(reverse("account-list"))


def test_the_profile_shows_my_own_and_nothing_to_edit(sign_in, cast):
    page = sign_in("secretary").get(reverse("profile")).content.decode()
    assert "Trần Thị Mai" in page
    assert "Chi bộ Vụ Cơ sở đảng" in page
    assert "Bí thư" in page
    assert 'type="text"' not in page


def test_a_sysadmin_without_a_member_has_a_profile_too(sign_in):
    page = sign_in("sysadmin").get(reverse("profile"))
    assert page.status_code == 200
    assert "sysadmin" in page.content.decode()


def test_the_members_page_offers_staff_the_next_request(sign_in, cast, newcomer):
    client = sign_in("staff")
    ask = reverse("account-request", args=[newcomer.pk])
    assert "Đề nghị mở tài khoản" in client.get(newcomer.get_absolute_url()).content.decode()
    client.post(ask)
    page = client.get(newcomer.get_absolute_url()).content.decode()
    assert "Đã đề nghị cấp phiếu đăng nhập" in page
    assert ask not in page
    assert ask not in sign_in("secretary").get(newcomer.get_absolute_url()).content.decode()
