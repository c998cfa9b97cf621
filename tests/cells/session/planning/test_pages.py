from datetime import date

import pytest
from django.urls import reverse

from cells.models import Session
from cells.session.sections import Section
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    CellFactory,
    DocumentFactory,
    SessionFactory,
    SessionTaskFactory,
    StudySlotFactory,
    moment,
)
from tests.pages import forms_of

LIST = reverse("session-list")


def page_of(response):
    return response.content.decode()


def form_at(client, address):
    return forms_of(client.get(address), address)[0].data


# The list


def test_what_lies_ahead_stands_first_then_the_past_backwards(cast, sign_in):
    for title, day, status in [
        ("Tháng năm", moment(2014, 5, 8, 14), "planned"),
        ("Tháng hai", moment(2014, 2, 5, 14), "signed"),
        ("Tháng tư", moment(2014, 4, 3, 14), "planned"),
        ("Hôm nay", moment(2014, 3, 20, 8), "planned"),
        ("Huỷ rồi", moment(2014, 4, 1, 8), "cancelled"),
        ("Tháng ba", moment(2014, 3, 5, 14), "held"),
    ]:
        SessionFactory(cell=cast.cell, title=title, starts_at=day, status=status)
    table = sign_in("member").get(LIST).context["table"]
    shown = [row.record.title for row in table.rows]
    assert shown == ["Hôm nay", "Tháng tư", "Tháng năm", "Huỷ rồi", "Tháng ba", "Tháng hai"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=tu hoc", {"Tự học"}),
        ("q=dang vien", {"Của chi bộ bên"}),
        ("form=visit", {"Thăm Kim Liên"}),
        ("status=signed", {"Tự học"}),
        ("year=2013", {"Tự học"}),
        ("year=xưa", set()),
    ],
)
def test_the_list_is_narrowed_by_its_address(cast, sign_in, query, found):
    SessionFactory(cell=cast.cell, title="Tự học", status="signed", starts_at=moment(2013, 5, 6, 8))
    SessionFactory(cell=cast.cell, title="Thăm Kim Liên", form="visit")
    SessionFactory(cell=cast.other_cell, title="Của chi bộ bên")
    table = sign_in("staff").get(f"{LIST}?{query}").context["table"]
    assert {row.record.title for row in table.rows} == found


def test_an_empty_list_says_what_comes_next(cast, sign_in):
    assert "Khi chi uỷ lên lịch" in page_of(sign_in("member").get(LIST))
    page = page_of(sign_in("secretary").get(LIST))
    assert "Bấm “Lên lịch buổi sinh hoạt”" in page
    assert reverse("session-new", args=[cast.cell.pk]) in page


def test_the_next_session_stands_big_above_the_list(cast, session, sign_in):
    page = page_of(sign_in("member").get(LIST))
    assert "Thứ Năm, 03/04/2014, 14:00" in page
    assert reverse("session-absence", args=[session.pk]) in page
    assert "Buổi sắp tới" not in page_of(sign_in("stranger").get(LIST))


# Scheduling and changing


def test_a_session_is_scheduled_in_one_page(cast, sign_in, typed):
    address = reverse("session-new", args=[cast.cell.pk])
    response = sign_in("secretary").post(address, typed, follow=True)
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (
        moment(2014, 4, 3, 14),
        moment(2014, 4, 3, 15, 30),
    )
    assert response.redirect_chain[-1][0] == session.get_absolute_url()
    assert "Báo cáo kết quả làm theo tháng 2/2014" in page_of(response)


def test_the_form_begins_with_what_is_known(cast, sign_in):
    SessionFactory(cell=cast.cell, place="Hội trường", starts_at=moment(2014, 3, 5, 8, 30))
    given = form_at(sign_in("secretary"), reverse("session-new", args=[cast.cell.pk]))
    people = (str(cast.members["secretary"].pk), str(cast.members["cell committee"].pk))
    assert (given["place"], given["starts_at"]) == ("Hội trường", "08:30")
    assert (given["chair"], given["minute_taker"]) == people
    assert (given["form"], given["report_month"]) == ("regular", "02/2014")


def test_a_slot_of_the_years_plan_brings_topic_and_form(cast, sign_in, typed):
    slot = StudySlotFactory(cell=cast.cell, form="seminar", month=date(2014, 4, 1))
    address = f"{reverse('session-new', args=[cast.cell.pk])}?slot={slot.pk}"
    client = sign_in("secretary")
    given = form_at(client, address)
    assert (given["form"], given["topic"]) == ("seminar", str(slot.topic.pk))
    client.post(address, {**typed, "form": "seminar", "topic": given["topic"], "report_month": ""})
    session = Session.objects.get()
    assert (session.slot, session.title) == (slot, slot.topic.title)
    assert client.get(address).url == session.get_absolute_url()


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2014, 5, 1), "02/05/2014"),  # 1 May is a holiday
        (date(2014, 6, 1), "02/06/2014"),  # a Sunday
        (date(2014, 3, 1), ""),  # begun already
    ],
)
def test_a_slot_proposes_a_day_of_its_month_and_shows_its_note(cast, sign_in, month, day):
    slot = StudySlotFactory(cell=cast.cell, month=month, note="cùng Công đoàn")
    address = f"{reverse('session-new', args=[cast.cell.pk])}?slot={slot.pk}"
    client = sign_in("secretary")
    assert form_at(client, address)["day"] == day
    assert f"{month.month}/2014 (cùng Công đoàn)" in page_of(client.get(address))


def test_partners_are_offered_as_of_the_day_and_those_who_take_part_stay(
    cast, session, sign_in, typed
):
    closed = CellFactory(closed_on=date(2014, 3, 1), name="Chi bộ đã giải thể")
    address = reverse("session-prepare", args=[session.pk])
    client = sign_in("secretary")
    assert closed.name not in page_of(client.get(address))
    late = typed | {"day": "20/02/2014", "partners": str(closed.pk)}
    client.post(address, late)
    assert session.partners.get().cell == closed
    given = form_at(client, address) | {"day": "03/04/2014", "partners": str(closed.pk)}
    assert client.post(address, given).status_code == 302
    assert session.partners.get().cell == closed


def test_another_day_is_refused_beside_its_box_once_the_roll_was_called(session, sign_in, typed):
    AttendanceFactory(session=session)
    address = reverse("session-prepare", args=[session.pk])
    given = typed | {"day": "10/04/2014", "place": "Phòng khách"}
    response = sign_in("secretary").post(address, given)
    assert "day" in response.context["form"].errors
    assert "không đổi ngày được" in page_of(response)
    assert 'value="Phòng khách"' in page_of(response)


def test_what_cannot_be_called_off_says_why_and_keeps_the_reason(session, sign_in):
    SessionTaskFactory(session=session)
    address = reverse("session-cancel", args=[session.pk])
    page = page_of(sign_in("secretary").post(address, {"note": "Trùng đại hội"}))
    assert "Buổi này đã giao việc nên không huỷ được." in page
    assert "Trùng đại hội" in page


@pytest.mark.parametrize("given", ["abc", "99999999999999999999", "0"])
def test_a_slot_that_is_none_is_no_reason_to_fail(cast, sign_in, given):
    address = f"{reverse('session-new', args=[cast.cell.pk])}?slot={given}"
    assert sign_in("secretary").get(address).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "30/02/2014"}, "Không có ngày 30/02/2014"),
        ({"starts_at": "25:00"}, "Ghi giờ và phút, ví dụ 14:00."),
        ({"starts_at": "chiều"}, "Ghi giờ và phút, ví dụ 14:00."),
        ({"ends_at": "13:00"}, "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"place": ""}, "Ghi nơi họp"),
        ({"chair": "999999"}, "Ngày ấy đồng chí này không sinh hoạt ở chi bộ"),
        ({"report_month": "13/2014"}, "Ghi tháng và năm"),
        ({"partners": "999999"}, "không"),
    ],
)
def test_a_refusal_stands_beside_its_box_and_keeps_what_was_typed(
    cast, sign_in, typed, changes, sentence
):
    address = reverse("session-new", args=[cast.cell.pk])
    given = {**typed, "invitation": "Mang sổ tay", **changes}
    page = page_of(sign_in("secretary").post(address, given))
    assert sentence in page
    assert "Mang sổ tay" in page
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("13/03/2014", "Ngày giờ đã qua"), ("06/04/2014", "Ngày 06/04/2014 là Chủ nhật")],
)
def test_an_odd_day_is_asked_about_and_kept(cast, sign_in, typed, day, sentence):
    address = reverse("session-new", args=[cast.cell.pk])
    response = sign_in("secretary").post(address, {**typed, "day": day}, follow=True)
    assert sentence in page_of(response)
    assert Session.objects.count() == 1


def test_two_officers_change_one_session_and_both_texts_are_there(session, sign_in, typed):
    address = reverse("session-prepare", args=[session.pk])
    sign_in("deputy").post(address, {**typed, "place": "Hội trường lớn"})
    response = sign_in("secretary").post(address, {**typed, "place": "Phòng khách"})
    assert response.status_code == 409
    page = page_of(response)
    assert "Hội trường lớn" in page
    assert 'value="Phòng khách"' in page
    merged = forms_of(response, address)[0].data
    assert sign_in("secretary").post(address, merged).status_code == 302
    session.refresh_from_db()
    assert session.place == "Phòng khách"


@pytest.mark.parametrize("status", ["half_signed", "signed", "cancelled"])
def test_after_the_signature_the_text_is_shown_again_and_not_kept(session, sign_in, typed, status):
    Session.objects.filter(pk=session.pk).update(status=status)
    address = reverse("session-prepare", args=[session.pk])
    response = sign_in("secretary").post(address, {**typed, "place": "Phòng khách"})
    assert response.status_code == 409
    assert "không sửa được nữa" in page_of(response)
    assert "Phòng khách" in page_of(response)
    session.refresh_from_db()
    assert session.place == "Phòng 305"
    assert sign_in("secretary").get(address).status_code == 302


def test_a_session_is_called_off_with_a_reason_that_the_cell_reads(session, sign_in):
    address = reverse("session-cancel", args=[session.pk])
    client = sign_in("secretary")
    assert "Ghi lý do huỷ" in page_of(client.post(address, {"note": ""}))
    client.post(address, {"note": "Trùng đại hội"})
    assert "Buổi này đã huỷ: “Trùng đại hội”" in page_of(
        sign_in("member").get(session.get_absolute_url())
    )
    late = sign_in("deputy").post(address, {"note": "Tôi cũng huỷ"})
    assert late.status_code == 409
    assert "Tôi cũng huỷ" in page_of(late)


# The agenda


def agenda_address(session):
    return reverse("session-agenda", args=[session.pk])


def test_the_agenda_is_written_with_plain_posts(session, sign_in):
    document = DocumentFactory()
    client, address = sign_in("secretary"), agenda_address(session)
    given = form_at(client, address)
    given |= {"lines-3-place": "2", "lines-2-title": "", "documents": str(document.pk)}
    client.post(address, given)
    kinds = [item.kind for item in session.items.all()]
    assert kinds == ["tasks", "other", "reports", "document"]


def test_a_line_more_is_a_button_that_saves_first(session, sign_in):
    client, address = sign_in("secretary"), agenda_address(session)
    given = form_at(client, address) | {"lines-0-title": "Việc tồn", "add": "1"}
    response = client.post(address, given)
    assert response.url == f"{address}?add=1#noi-dung-moi"
    assert session.items.first().title == "Việc tồn"
    fresh = form_at(client, response.url)
    assert fresh["lines-TOTAL_FORMS"] == "5"
    client.post(address, fresh | {"lines-4-title": "Việc khác"})
    # A session ends with its conclusion
    assert [item.title for item in session.items.all()][-2] == "Việc khác"


def test_a_new_line_takes_the_place_of_its_number(session, sign_in):
    client, address = sign_in("secretary"), agenda_address(session)
    fresh = form_at(client, f"{address}?add=1")
    client.post(address, fresh | {"lines-4-title": "Việc gấp", "lines-4-place": "2"})
    assert [item.title for item in session.items.all()][1] == "Việc gấp"


def test_two_agendas_at_once_stand_side_by_side(session, sign_in):
    address = agenda_address(session)
    given = form_at(sign_in("secretary"), address)
    sign_in("deputy").post(address, given | {"lines-0-title": "Bản của phó bí thư"})
    response = sign_in("secretary").post(address, given | {"lines-0-title": "Bản của bí thư"})
    assert response.status_code == 409
    assert "Bản của phó bí thư" in page_of(response)
    assert "Bản của bí thư" in page_of(response)
    assert session.items.first().title == "Bản của phó bí thư"


def test_a_refused_agenda_keeps_every_word(session, sign_in):
    client, address = sign_in("secretary"), agenda_address(session)
    session.items.filter(kind="reports").update(notes="Đã nghe")
    given = form_at(client, address)
    given |= {"lines-1-title": "", "lines-0-presenter": "Đồng chí Lan", "lines-2-place": "hai"}
    page = page_of(client.post(address, given))
    assert "Ghi số thứ tự" in page
    assert "Đồng chí Lan" in page
    assert page.count("Đã có diễn biến hoặc biểu quyết, không bỏ được.") == 1
    assert "lines-1-is_removed" not in page
    assert "lines-0-is_removed" in page
    page = page_of(client.post(address, given | {"lines-2-place": "3"}))
    assert "nên không bỏ được" in page
    assert "Đồng chí Lan" in page
    assert session.items.count() == 4


def test_an_agenda_that_forgot_the_open_tasks_is_told_so(cast, sign_in):
    session = SessionFactory(cell=cast.cell, starts_at=moment(2014, 4, 3, 14), form="talk")
    AgendaItemFactory(session=session)
    SessionTaskFactory(session=SessionFactory(cell=cast.cell, held=True))
    client, address = sign_in("secretary"), agenda_address(session)
    assert "chương trình chưa kiểm điểm" in page_of(client.get(session.get_absolute_url()))
    client.post(address, form_at(client, address) | {"with_tasks": "on"})
    assert session.items.first().kind == "tasks"


# The page


def test_who_was_away_is_for_those_who_keep_the_session(cast, sign_in):
    session = SessionFactory(cell=cast.cell, held=True)
    away = {"state": "excused", "reason": "mission"}
    AttendanceFactory(session=session, member=cast.members["colleague"], **away)
    AttendanceFactory(session=session, member=cast.members["member"])
    SessionTaskFactory(session=session, owner=cast.members["colleague"], text="Lập sổ")
    member = page_of(sign_in("member").get(session.get_absolute_url()))
    officer = page_of(sign_in("secretary").get(session.get_absolute_url()))
    for page in (member, officer):
        assert "1 có mặt · 1 vắng có lý do · 0 không lý do · 50,00%" in page
    assert "Phan Ngọc Lan: công tác" in officer
    assert "Lập sổ" in officer
    assert "Phan Ngọc Lan" not in member
    assert "Lập sổ" not in member
    assert "Đồng chí: <b>có mặt</b>" in member


def test_the_steps_say_what_is_done(cast, sign_in):
    session = SessionFactory(cell=cast.cell, held=True)
    AgendaItemFactory(session=session, notes="Đã bàn")
    AgendaItemFactory(session=session)
    AttendanceFactory(session=session)
    SessionTaskFactory(session=session)
    page = " ".join(page_of(sign_in("secretary").get(session.get_absolute_url())).split())
    for words in ("2 nội dung", "1/1 có mặt", "đã ghi 1/2 nội dung", "giao 1 việc", "chờ ký"):
        assert f"<small>{words}</small>" in page
    assert "Các bước của buổi" not in page_of(sign_in("member").get(session.get_absolute_url()))


def test_what_floors_above_know_is_shown_to_whom_they_show_it(cast, session, sign_in, monkeypatch):
    def context(_session, user):
        return {"documents": []} if user.rights.cells_as_officer else None

    told = Section(
        title="Báo cáo của tháng",
        template="cells/session/_documents.html",
        context=context,
        paragraphs=lambda _: [],
    )
    monkeypatch.setattr("cells.session.sections.sections", [told])
    officer = page_of(sign_in("secretary").get(session.get_absolute_url()))
    member = page_of(sign_in("member").get(session.get_absolute_url()))
    assert "Báo cáo của tháng" in officer
    assert "Báo cáo của tháng" not in member
