"""The page of the roll: a proposal until it is saved, nothing lost, each cell its own."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import AbsenceRequest, Attendance, Member, Membership, Session
from cells.session.roll.services import open_roll
from tests.factories import MemberFactory, MembershipFactory, StandingFactory
from tests.pages import forms_of

pytestmark = pytest.mark.django_db


def page(session, cell=None):
    args = [session.pk] if cell is None else [session.pk, cell.pk]
    return reverse("session-roll" if cell is None else "session-roll-cell", args=args)


def sent(client, address):
    """What the open page would send."""
    return forms_of(client.get(address), address)[0].data


def texts(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def crowd_of(cell, many):
    dates = {"admitted_on": date(2001, 1, 1), "official_on": date(2002, 1, 1)}
    cards = range(Member.objects.count(), Member.objects.count() + many)
    people = Member.objects.bulk_create(
        Member(full_name="Lê Văn Lâm", card_number=f"7{card:05}", **dates) for card in cards
    )
    Membership.objects.bulk_create(
        Membership(member=person, cell=cell, kind="party", since=date(2010, 1, 1))
        for person in people
    )


def test_looking_writes_nothing_and_the_first_save_does(sign_in, session):
    client = sign_in("secretary")
    form = sent(client, page(session))
    assert not Attendance.objects.exists()
    answer = client.post(page(session), form | {"save": "1"}, follow=True)
    assert "Đã lưu: 6 có mặt" in texts(answer)
    assert Attendance.objects.count() == 6


def test_an_excused_person_without_a_reason_is_asked_for_it(sign_in, session, cast):
    """Without scripts: the boxes of the reason stand there from the second page on."""
    client, key = sign_in("secretary"), cast.members["member"].pk
    form = sent(client, page(session))
    assert f"reason-{key}" in form  # switched off: a browser would not send it
    form = {name: value for name, value in form.items() if not name.startswith(("reason", "note"))}
    answer = client.post(page(session), form | {f"state-{key}": "excused"})
    assert "Chọn lý do vắng." in texts(answer)
    assert not Attendance.objects.exists()
    again = forms_of(answer, page(session))[0].data
    client.post(page(session), again | {f"reason-{key}": "mission", f"note-{key}": "Lào Cai"})
    assert Attendance.objects.get(member=key).reason_note == "Lào Cai"


def test_only_the_excused_have_boxes_that_are_sent(sign_in, session, cast):
    open_roll(session, cast.cell, excused={cast.members["member"].pk: ("leave", "")})
    html = sign_in("secretary").get(page(session)).content.decode()
    selects = re.findall(r'<select class="form-select"[^>]*>', html)
    assert (len(selects), len([each for each in selects if "disabled" not in each])) == (6, 1)


def boxes(response, key):
    """Of one person: which boxes the page calls wrong, which it ties to the sentence."""
    tags = re.findall(rf'<(?:input|select)[^>]*id="roll-{key}-(\w+)"([^>]*)>', texts_of(response))
    wrong = {name for name, rest in tags if 'aria-invalid="true"' in rest}
    return wrong, {name for name, rest in tags if f'aria-describedby="roll-{key}-error"' in rest}


def texts_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("given", "jump", "wrong", "tied"),
    [
        ({"state": ""}, "present", set(), {"present", "excused", "unexcused"}),
        ({"state": "excused"}, "reason", {"reason"}, {"reason"}),
        ({"state": "excused", "reason": "leave", "note": "x" * 201}, "note", {"note"}, {"note"}),
        ({"state": "excused", "reason": "leave", "note": "a\x07"}, "note", {"note"}, {"note"}),
    ],
)
def test_a_fault_is_tied_to_the_box_that_is_wrong(sign_in, session, cast, given, jump, wrong, tied):
    client, key = sign_in("secretary"), cast.members["member"].pk
    form = sent(client, page(session))
    answer = client.post(page(session), form | {f"{name}-{key}": v for name, v in given.items()})
    assert f'href="#roll-{key}-{jump}"' in answer.content.decode()
    assert boxes(answer, key) == (wrong, tied)


def agree(session, member, **values):
    return AbsenceRequest.objects.create(
        session=session,
        cell=session.cell,
        member=member,
        reason="mission",
        status="approved",
        **values,
    )


def test_leave_that_was_agreed_to_after_the_roll_was_opened_is_said(sign_in, session, cast):
    client, member = sign_in("secretary"), cast.members["member"]
    open_roll(session, cast.cell)
    request = agree(session, member, note="Hà Giang")
    assert "Đã được vắng: công tác, Hà Giang" in texts(client.get(page(session)))
    assert Attendance.objects.get(member=member).state == "present"  # an officer keys it
    form = sent(client, page(session))
    excused = {f"state-{member.pk}": "excused", f"reason-{member.pk}": "mission"}
    assert "Đã được vắng" not in texts(client.post(page(session), form | excused, follow=True))
    client.post(page(session), sent(client, page(session)) | {f"state-{member.pk}": "present"})
    AbsenceRequest.objects.filter(pk=request.pk).update(status="withdrawn")
    assert "Đã được vắng" not in texts(client.get(page(session)))


def test_the_keys_that_save_are_named(sign_in, session):
    assert "Ctrl Enter lưu" in texts(sign_in("secretary").get(page(session)))


@pytest.mark.parametrize("state", ["present", "excused"])
def test_three_hundred_people_stay_below_djangos_own_limit(sign_in, session, cast, settings, state):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    crowd_of(cast.cell, 294)
    client = sign_in("secretary")
    form = {"version": "0", "save": "1", "csrfmiddlewaretoken": "x", "q": ""}
    for key in Member.objects.filter(memberships__cell=cast.cell).values_list("pk", flat=True):
        form[f"state-{key}"] = state
        if state == "excused":
            form |= {f"reason-{key}": "leave", f"note-{key}": "phép năm"}
    assert len(form) == 4 + 300 * (3 if state == "excused" else 1)
    assert client.post(page(session), form).status_code == 302
    assert Attendance.objects.filter(state=state).count() == 300


@pytest.mark.parametrize("is_open", [False, True])
def test_the_page_asks_as_much_for_three_as_for_three_hundred(sign_in, session, cast, is_open):
    client, asked = sign_in("secretary"), []
    for many in (3, 300):
        Attendance.objects.all().delete()
        crowd_of(cast.cell, many)
        if is_open:
            open_roll(session, cast.cell)
        client.get(page(session))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(session)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


def test_the_second_officer_sees_both_marks_side_by_side(sign_in, session, cast):
    client, key = sign_in("secretary"), cast.members["member"].pk
    form = sent(client, page(session))
    client.post(page(session), form | {f"state-{key}": "unexcused", "save": "1"})
    mine = form | {f"state-{key}": "excused", f"reason-{key}": "mission", f"note-{key}": "Lào Cai"}
    clash = sign_in("deputy").post(page(session), mine)
    assert clash.status_code == 409
    assert "Đồng chí Trần Thị Mai vừa lưu danh sách này" in texts(clash)
    assert "Bản đang lưu: vắng không lý do" in texts(clash)
    assert "Đồng chí vừa ghi: vắng có lý do: công tác, Lào Cai" in texts(clash)
    assert Attendance.objects.get(member=key).state == "unexcused"
    again = forms_of(clash, page(session))[0].data
    assert client.post(page(session), again).status_code == 302
    assert Attendance.objects.get(member=key).reason_note == "Lào Cai"


def test_a_row_that_the_second_officer_did_not_touch_follows_the_first(sign_in, session, cast):
    key, other = cast.members["member"].pk, cast.members["colleague"].pk
    form = sent(sign_in("secretary"), page(session))
    sign_in("secretary").post(page(session), form | {f"state-{key}": "unexcused", "save": "1"})
    clash = sign_in("deputy").post(page(session), form | {f"state-{other}": "unexcused"})
    assert clash.status_code == 409
    again = forms_of(clash, page(session))[0].data
    assert (again[f"state-{key}"], again[f"state-{other}"]) == ("unexcused", "unexcused")


def test_the_same_marks_sent_twice_are_no_clash(sign_in, session, cast):
    client = sign_in("secretary")
    form = sent(client, page(session)) | {f"state-{cast.members['member'].pk}": "unexcused"}
    for _ in range(2):
        assert client.post(page(session), form).status_code == 302


@pytest.mark.parametrize("status", ["signed", "half_signed", "cancelled"])
def test_closed_minutes_refuse_and_show_what_was_marked(sign_in, session, cast, status):
    client, key = sign_in("secretary"), cast.members["member"].pk
    form = sent(client, page(session))
    Session.objects.filter(pk=session.pk).update(status=status)
    mine = {f"state-{key}": "excused", f"reason-{key}": "mission", f"note-{key}": "Lào Cai"}
    answer = client.post(page(session), form | mine)
    assert answer.status_code == 409
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in texts(answer)
    assert "Nguyễn Văn Thịnh: vắng có lý do: công tác, Lào Cai" in texts(answer)
    autosave = reverse("session-roll-autosave", args=[session.pk, cast.cell.pk])
    assert client.post(autosave, form | mine).status_code == 409
    assert not Attendance.objects.exists()
    assert not forms_of(client.get(page(session)), page(session))


def test_autosave_says_when_which_version_and_the_counts(sign_in, session, cast):
    client = sign_in("secretary")
    address = reverse("session-roll-autosave", args=[session.pk, cast.cell.pk])
    form = sent(client, page(session)) | {f"state-{cast.members['member'].pk}": "unexcused"}
    said = "5 có mặt · 0 vắng có lý do · 1 không lý do · 83,33%"
    answer = client.post(address, form).json()
    assert answer.pop("seen") != form["seen"]
    assert answer == {"saved_at": "09:00", "version": 1, "said": said}
    other = form | {f"state-{cast.members['colleague'].pk}": "unexcused"}
    late = client.post(address, other)
    assert (late.status_code, late.json()["url"]) == (409, page(session))
    wrong = client.post(address, form | {f"state-{cast.members['member'].pk}": "excused"})
    assert (wrong.status_code, wrong.json()["message"]) == (
        400,
        "Nguyễn Văn Thịnh: Chọn lý do vắng.",
    )


def test_who_is_not_counted_stands_apart_and_can_be_there(sign_in, session, cast):
    StandingFactory(member=cast.members["colleague"])
    client = sign_in("secretary")
    html = client.get(page(session))
    assert "Không tính vào tỷ lệ Phan Ngọc Lan" in texts(html)
    key = f"state-{cast.members['colleague'].pk}"
    form = sent(client, page(session))
    assert key not in form
    client.post(page(session), form | {key: "present"})
    assert Attendance.objects.get(member=cast.members["colleague"]).state == "present"
    ticked = sent(client, page(session))
    assert ticked.pop(key) == "present"
    client.post(page(session), ticked)
    assert Attendance.objects.get(member=cast.members["colleague"]).state == ""


# Late additions


def test_a_name_is_found_added_and_taken_back_and_the_marks_are_kept(sign_in, session, cast):
    arrived = MemberFactory(full_name="Lâm Thị Xa")
    MembershipFactory(member=arrived, cell=cast.cell, since="2014-03-10")
    client, mark = sign_in("secretary"), f"state-{cast.members['member'].pk}"
    form = sent(client, page(session)) | {mark: "unexcused", "q": "lam thi", "find": "1"}
    found = client.post(page(session), form, follow=True)
    assert "Thêm đồng chí Lâm Thị Xa" in texts(found)
    again = forms_of(found, page(session))[0].data
    answer = client.post(page(session), again | {"add": str(arrived.pk)}, follow=True)
    assert "Sinh hoạt tạm thời, tính riêng Lâm Thị Xa" in texts(answer)
    assert Attendance.objects.get(member=cast.members["member"]).state == "unexcused"
    again = forms_of(answer, page(session))[0].data
    client.post(page(session), again | {"drop": str(arrived.pk)})
    assert not Attendance.objects.filter(member=arrived).exists()


def test_people_whom_one_may_not_name_are_neither_found_nor_added(sign_in, session, cast):
    client, stranger = sign_in("secretary"), cast.members["stranger"]
    form = sent(client, page(session))
    assert "Không thấy ai" in texts(client.get(page(session), {"q": "Nguyễn Văn Thịnh"}))
    found = client.post(page(session), form | {"q": "Vi Văn Tuyển", "find": "1"}, follow=True)
    assert "Không thấy ai có tên “Vi Văn Tuyển”" in texts(found)
    form = forms_of(found, page(session))[0].data
    for key in (stranger.pk, 987_654_321, "x"):
        assert client.post(page(session), form | {"add": str(key)}).status_code == 404
        form = sent(client, page(session))
    assert not Attendance.objects.filter(member=stranger).exists()


def test_who_came_into_the_records_after_the_roll_was_opened_is_proposed(sign_in, session, cast):
    open_roll(session, cast.cell)
    late = MemberFactory(full_name="Lâm Thị Xa")
    MembershipFactory(member=late, cell=cast.cell, since="2014-03-01")
    html = sign_in("secretary").get(page(session))
    assert "Mới được ghi vào chi bộ sau khi lập danh sách: Lâm Thị Xa" in texts(html)


def test_a_name_that_has_left_the_roll_is_told(sign_in, session, cast):
    client = sign_in("secretary")
    form = sent(client, page(session)) | {f"state-{cast.members['stranger'].pk}": "present"}
    assert "có tên không còn ở đây" in texts(client.post(page(session), form))
    assert not Attendance.objects.exists()


# Joint sessions


def test_officers_of_a_partner_are_led_to_their_own_roll_and_write_no_other(sign_in, joint, cast):
    client = sign_in("other secretary")
    there = page(joint, cast.other_cell)
    assert client.get(page(joint)).url == there
    assert client.post(page(joint), {}).status_code == 403
    autosave = reverse("session-roll-autosave", args=[joint.pk, cast.cell.pk])
    assert client.post(autosave, {}).status_code == 403
    client.post(there, sent(client, there) | {"save": "1"})
    assert {line.cell for line in Attendance.objects.all()} == {cast.other_cell}


def test_the_host_sees_the_partners_counts_and_writes_only_its_own(sign_in, joint, cast):
    open_roll(joint, cast.other_cell)
    client = sign_in("secretary")
    html = client.get(page(joint))
    assert "Chi bộ Vụ Đảng viên – 6 có mặt" in texts(html)
    assert "Vi Văn Tuyển" not in texts(html)
    assert client.get(page(joint, cast.other_cell)).status_code == 403
    assert client.get(page(joint, cast.cell)).url == page(joint)


def test_a_cell_that_takes_no_part_has_no_roll_there(sign_in, session, cast):
    assert sign_in("secretary").get(page(session, cast.other_cell)).status_code == 404


def test_before_its_day_the_roll_is_only_looked_at(sign_in, cast, session):
    Session.objects.filter(pk=session.pk).update(starts_at="2014-03-21T07:00Z")
    client = sign_in("secretary")
    html = client.get(page(session))
    assert "Điểm danh từ ngày 21/03/2014" in texts(html)
    assert not forms_of(html, page(session))
    answer = client.post(page(session), {"version": "0"})
    assert "điểm danh từ hôm ấy" in texts(answer)
    assert not Attendance.objects.exists()
