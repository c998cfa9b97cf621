"""The pages: a form, what it would do, the deed; what was tampered with changes nothing."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cells.member.moves import services
from cells.models import Member, Membership, Transfer
from cells.workflow import IllegalMove
from tests.cells.member.moves.conftest import TODAY, YESTERDAY, rows_of
from tests.cells.member.sheets import sheet, stored
from tests.factories import MemberFactory, MembershipFactory
from tests.pages import forms_of
from tests.world import changed_since, digest

pytestmark = pytest.mark.django_db
DAY = "20/03/2014"


@pytest.fixture
def walk(sign_in):
    """Type into a page's form, read what it would do, agree: what each answer shows."""

    def go(role, url, **typed):
        client = sign_in(role)
        checked = client.post(url, typed)
        [form] = forms_of(checked, url)
        return checked.content.decode(), client.post(form.action, form.data, follow=True)

    return go


def test_staff_join_somebody_after_reading_what_it_does(cast, walk):
    person = {"full_name": "Đào Duy Từ", "admitted_on": "19/05/2013", "birth_year": "1980"}
    read, done = walk("staff", reverse("member-join"), **person, cell=cast.cell.pk, since=DAY)
    assert "Kiểm tra lại trước khi thêm" in read
    assert "Thêm đồng chí Đào Duy Từ vào danh sách." in read
    assert "Đã thêm vào danh sách" in done.content.decode()
    who = Member.objects.get(full_name="Đào Duy Từ")
    assert who.admitted_on == date(2013, 5, 19)
    assert rows_of(who) == [("CSD", "", TODAY, None, False, "")]


def test_reading_alone_changes_nothing(cast, sign_in, member, transfer):
    client, before = sign_in("staff"), digest()
    pages = {
        reverse("member-leave", args=[member.pk]): {
            "cell": cast.cell.pk,
            "last_day": DAY,
            "reason": "died",
        },
        reverse("transfer-receive", args=[transfer.pk]): {"first_day": DAY},
        reverse("member-stay", args=[member.pk]): {"cell": cast.other_cell.pk, "since": DAY},
    }
    for url, typed in pages.items():
        page = client.post(url, typed)
        assert "Kiểm tra lại trước khi" in page.content.decode(), url
    assert not changed_since(before)


def test_a_transfer_from_the_secretarys_proposal_to_the_staffs_receipt(cast, walk, member):
    values = {"from_cell": cast.cell.pk, "to_cell": cast.other_cell.pk, "intended_on": DAY}
    url = reverse("transfer-propose", args=[member.pk])
    read, done = walk("secretary", url, **values, letter_number="12-GT/CB", note="Đổi việc")
    assert "giấy giới thiệu số 12-GT/CB" in read
    assert "Tiếp theo: bộ phận giúp việc tiếp nhận." in done.content.decode()
    transfer = Transfer.objects.get()
    assert (transfer.letter_number, transfer.note) == ("12-GT/CB", "Đổi việc")
    read, done = walk("staff", reverse("transfer-receive", args=[transfer.pk]), first_day=DAY)
    assert "ở Chi bộ Vụ Cơ sở đảng đến hết ngày 19/03/2014" in read
    assert "nay sinh hoạt ở Chi bộ Vụ Đảng viên" in done.content.decode()
    assert rows_of(member)[-1][:3] == ("DV", "", TODAY)


def test_leaving_coming_back_and_staying_elsewhere(cast, walk, member):
    url = reverse("member-leave", args=[member.pk])
    values = {"cell": cast.cell.pk, "last_day": "19/03/2014", "reason": "moved_away"}
    read, done = walk("staff", url, **values)
    assert "chuyển đi đảng bộ khác" in read
    assert "Đưa vào chi bộ…" in done.content.decode()
    url = reverse("member-rejoin", args=[member.pk])
    walk("staff", url, cell=cast.other_cell.pk, since=DAY)
    url = reverse("member-stay", args=[member.pk])
    walk("staff", url, cell=cast.cell.pk, since=DAY, until="")
    assert [row[:5] for row in rows_of(member)[1:]] == [
        ("DV", "", TODAY, None, False),
        ("CSD", "", TODAY, None, True),
    ]
    url = reverse("member-stay-end", args=[member.pk])
    _read, done = walk("staff", url, cell=cast.cell.pk, last_day=DAY)
    page = done.content.decode()
    for words in ("Quá trình sinh hoạt", "Thôi sinh hoạt", "Vào chi bộ", "chuyển đi đảng bộ khác"):
        assert words in page


def test_what_changed_after_the_reading_is_shown_again_and_not_done(cast, sign_in, member):
    client, url = sign_in("staff"), reverse("member-leave", args=[member.pk])
    typed = {"cell": cast.cell.pk, "last_day": DAY, "reason": "other"}
    [form] = forms_of(client.post(url, typed), url)
    Membership.objects.filter(member=member).update(office="committee")
    again = client.post(url, form.data)
    assert again.status_code == 409
    page = again.content.decode()
    assert "Có điều vừa thay đổi sau lúc đồng chí xem" in page
    assert "Thôi là chi uỷ viên Chi bộ Vụ Cơ sở đảng." in page
    assert rows_of(member)[0][3] is None
    [form] = forms_of(again, url)
    client.post(url, form.data)
    assert rows_of(member)[0][3] == TODAY


def test_the_way_back_from_the_reading_keeps_what_was_typed(cast, sign_in):
    client, url = sign_in("staff"), reverse("member-join")
    typed = {"full_name": "Đào Duy Từ", "admitted_on": "19.5.2013", "cell": cast.cell.pk}
    [form] = forms_of(client.post(url, {**typed, "since": DAY, "unit": "Vụ 4"}), url)
    page = client.post(url, form.data | {"edit": "1"}).content.decode()
    assert "Kiểm tra lại trước khi" not in page
    for words in ("Đào Duy Từ", "19.5.2013", "Vụ 4"):
        assert f'value="{words}"' in page


def test_a_namesake_must_be_said_to_be_somebody_else(cast, walk, sign_in):
    twin = MemberFactory(full_name="Trần Thị Hòa", birth_year=1960)
    typed = {"full_name": "Trần Thị Hoà", "admitted_on": "19/05/2013", "cell": cast.cell.pk}
    typed |= {"since": DAY}
    page = sign_in("staff").post(reverse("member-join"), typed).content.decode()
    assert "Có đồng chí trùng tên" in page
    assert twin.get_absolute_url() in page
    assert "sinh năm 1960" in page
    assert Member.objects.filter(name_key=twin.name_key).count() == 1
    read, _done = walk("staff", reverse("member-join"), **typed, is_another="on")
    assert "và là người khác" in read
    assert Member.objects.filter(name_key=twin.name_key).count() == 2


def test_a_card_in_use_names_its_holder_beside_the_field(cast, sign_in):
    holder = MemberFactory(full_name="Lê Thị Riêng", card_number="03055555")
    typed = {"full_name": "Đào Duy Từ", "card_number": "03.055 555", "is_another": "on"}
    page = sign_in("staff").post(reverse("member-join"), typed)
    said = page.context["form"].errors["card_number"]
    assert said == [
        f"Số thẻ này là của đồng chí {holder}, sinh năm 1975, thẻ 03055555, đã thôi sinh hoạt."
    ]


def test_a_second_secretary_is_refused_beside_the_office(cast, sign_in):
    typed = {"full_name": "Đào Duy Từ", "admitted_on": "19/05/2013", "office": "secretary"}
    typed |= {"cell": cast.cell.pk, "since": DAY}
    page = sign_in("staff").post(reverse("member-join"), typed)
    assert page.context["form"].errors["office"] == ["Chi bộ đã có bí thư từ 01/01/2010 đến nay."]


@pytest.mark.parametrize("name", ["member-leave", "member-stay", "transfer-propose"])
def test_who_belongs_nowhere_is_not_moved(cast, sign_in, name):
    gone = MemberFactory()
    page = sign_in("staff").get(reverse(name, args=[gone.pk]), follow=True)
    assert "hiện không sinh hoạt ở chi bộ nào" in page.content.decode()


def test_who_is_at_home_is_not_brought_back_and_who_is_no_guest_ends_no_stay(sign_in, member):
    client = sign_in("staff")
    page = client.get(reverse("member-rejoin", args=[member.pk]), follow=True)
    assert "dùng “Chuyển sinh hoạt”" in page.content.decode()
    page = client.get(reverse("member-stay-end", args=[member.pk]), follow=True)
    assert "không sinh hoạt tạm thời ở đâu" in page.content.decode()


# Tampering


def test_a_secretary_introduces_nobody_from_another_cell(cast, sign_in):
    client, before = sign_in("secretary"), digest()
    values = {"from_cell": cast.cell.pk, "to_cell": cast.other_cell.pk, "intended_on": DAY}
    stranger = reverse("transfer-propose", args=[cast.members["stranger"].pk])
    assert client.post(stranger, values | {"agreed": "x"}).status_code == 404
    own_people = reverse("transfer-propose", args=[cast.members["member"].pk])
    values["from_cell"] = cast.other_cell.pk
    page = client.post(own_people, values | {"agreed": "x"})
    assert page.context["form"].errors["from_cell"] == ["Chọn lại chi bộ."]
    assert not changed_since(before)


@pytest.mark.parametrize("name", ["cell", "since", "office"])
def test_a_value_that_is_not_offered_is_refused_in_words(cast, sign_in, name):
    typed = {"full_name": "Đào Duy Từ", "admitted_on": "19/05/2013", "cell": cast.cell.pk}
    typed |= {"since": DAY, name: "987654321"}
    client, before = sign_in("staff"), digest()
    page = client.post(reverse("member-join"), typed | {"agreed": "x"})
    assert page.context["form"].errors[name]
    assert not changed_since(before)


def test_added_fields_are_ignored(cast, sign_in, member, transfer):
    extra = {"status": "received", "received_on": "2014-01-01", "by": "1", "member": "1"}
    url = reverse("transfer-cancel", args=[transfer.pk])
    sign_in("secretary").post(url, {"note": "Ở lại", **extra})
    transfer.refresh_from_db()
    assert (transfer.status, transfer.received_on, transfer.member) == ("cancelled", None, member)


def test_an_agreement_to_something_else_is_no_agreement(cast, sign_in, member):
    client, url = sign_in("staff"), reverse("member-leave", args=[member.pk])
    typed = {"cell": cast.cell.pk, "last_day": DAY, "reason": "other"}
    [form] = forms_of(client.post(url, typed), url)
    answer = client.post(url, form.data | {"reason": "died"})
    assert answer.status_code == 409
    assert rows_of(member)[0][3] is None


# What is shown to whom


def test_buttons_stand_there_for_whom_they_work(cast, sign_in, member):
    url = member.get_absolute_url()
    labels = ["Chuyển sinh hoạt…", "Sinh hoạt tạm thời…", "Thôi sinh hoạt…", "Đưa vào chi bộ…"]
    shown = {"staff": labels[:3], "secretary": labels[:1], "deputy": labels[:1], "member": []}
    for role, expected in shown.items():
        page = sign_in(role).get(url).content.decode()
        assert [label for label in labels if label in page] == expected, role


def test_an_open_transfer_is_announced_instead_of_its_button(cast, sign_in, member, transfer):
    page = sign_in("staff").get(member.get_absolute_url()).content.decode()
    assert transfer.get_absolute_url() in page
    assert "Chuyển sinh hoạt…" not in page


def test_the_list_shows_open_transfers_first_and_only_ones_own(cast, sign_in, staff, transfer):
    for other in ("other secretary", "secretary", "inspector"):
        page = sign_in(other).get(reverse("transfer-list"))
        assert [row.record for row in page.context["table"].rows] == [transfer]
    assert sign_in("member").get(reverse("transfer-list")).status_code == 403


def test_the_person_is_linked_only_for_who_may_open_them(cast, sign_in, member, transfer):
    url = transfer.get_absolute_url()
    assert member.get_absolute_url() in sign_in("secretary").get(url).content.decode()
    assert member.get_absolute_url() not in sign_in("other secretary").get(url).content.decode()


def test_the_import_leads_from_its_error_to_the_transfer(cast, sign_in):
    stranger = cast.members["stranger"]
    rows = SimpleUploadedFile("ds.xlsx", sheet(stored(stranger, **{"Mã chi bộ": "CSD"})))
    page = sign_in("staff").post(reverse("roster-import"), {"file": rows}, follow=True)
    assert reverse("transfer-propose", args=[stranger.pk]) in page.content.decode()


def test_a_home_elsewhere_is_named_when_a_secretary_is_of_two_cells(cast, sign_in, member, youth):
    """Staff are asked from which of two cells; a secretary is not: only theirs is offered."""
    MembershipFactory(member=member, cell=youth, since=YESTERDAY)
    url = reverse("transfer-propose", args=[member.pk])
    both = sign_in("staff").get(url).context["form"].fields["from_cell"].queryset
    assert set(both) == {cast.cell, youth}
    own = sign_in("secretary").get(url).context["form"].fields["from_cell"].queryset
    assert set(own) == {cast.cell}


@pytest.mark.parametrize("name", ["transfer-receive", "transfer-cancel"])
def test_a_step_that_comes_too_late_is_a_sentence(sign_in, staff, transfer, name):
    services.cancel_transfer(transfer, by=staff, note="Ở lại")
    page = sign_in("staff").post(reverse(name, args=[transfer.pk]), {"note": "x"}, follow=True)
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in page.content.decode()


def test_so_is_one_that_is_too_late_by_a_moment(sign_in, transfer, monkeypatch):
    """Between the look at the status and the step another hand was faster."""

    def too_late(*_args, **_kwargs):
        raise IllegalMove("received")

    monkeypatch.setattr(services, "receive_transfer", too_late)
    url = reverse("transfer-receive", args=[transfer.pk])
    page = sign_in("staff").post(url, {"first_day": DAY, "agreed": "x"}, follow=True)
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in page.content.decode()


def test_a_receipt_is_offered_for_today_when_the_intended_day_lies_ahead(
    cast, sign_in, staff, member
):
    values = {"from_cell": cast.cell, "to_cell": cast.other_cell, "by": staff}
    transfer = services.propose_transfer(member, intended_on=date(2014, 6, 16), **values)
    page = sign_in("staff").get(reverse("transfer-receive", args=[transfer.pk]))
    assert page.context["form"].initial == {"first_day": TODAY}


def test_the_question_before_cancelling_says_that_nothing_changes(sign_in, transfer):
    page = sign_in("secretary").get(reverse("transfer-cancel", args=[transfer.pk]))
    assert "vẫn sinh hoạt ở Chi bộ Vụ Cơ sở đảng" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "thinh"}, 1), ({"q": "%"}, 0), ({"state": "proposed"}, 1), ({"state": "received"}, 0)],
)
def test_the_list_is_narrowed(sign_in, transfer, query, found):
    page = sign_in("staff").get(reverse("transfer-list"), query)
    assert len(page.context["table"].rows) == found


def test_nobody_was_admitted_tomorrow(sign_in, cast):
    typed = {"full_name": "Đào Duy Từ", "admitted_on": "21/03/2014", "official_on": "22/03/2014"}
    errors = sign_in("staff").post(reverse("member-join"), typed).context["form"].errors
    assert errors["admitted_on"] == ["Ngày 21/03/2014 còn ở phía trước."]
    assert errors["official_on"] == ["Ngày 22/03/2014 còn ở phía trước."]
