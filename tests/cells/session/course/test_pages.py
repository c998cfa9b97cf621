"""The pages of a running session: as plain forms, with background saving, and too late."""

from datetime import date

import pytest
from django.urls import reverse

from cells.models import AgendaItem, Member, Session, SessionTask, Speech, Vote
from cells.session.course.figures import labels_of
from tests.cells.session.course.conftest import make_session
from tests.factories import (
    MemberFactory,
    MembershipFactory,
    SessionTaskFactory,
    SpeechFactory,
    moment,
)
from tests.pages import forms_of

ENDS = {"ends_at": moment(2014, 3, 20, 8, 30)}


@pytest.fixture
def client(sign_in):
    return sign_in("secretary")


def at(name, session, *more):
    return reverse(name, args=[session.pk, *more])


def test_the_notes_of_the_page_are_saved_as_a_plain_form(client, session, item):
    page = client.get(at("session-course", session))
    [form, *_] = forms_of(page, at("session-course", session))
    answer = client.post(form.action, {**form.data, "notes": "Bàn kỹ", "conclusion": "Làm ngay"})
    assert answer.url == f"{at('session-course', session)}#muc-{item.pk}"
    stored = AgendaItem.objects.get()
    assert (stored.notes, stored.conclusion) == ("Bàn kỹ", "Làm ngay")


def test_a_clash_shows_both_texts_and_the_next_saving_goes_through(client, session, item):
    AgendaItem.objects.update(notes="Của thư ký", version=1)
    here = at("session-item", session, item.pk)
    page = client.post(here, {"notes": "Của bí thư", "conclusion": "", "version": "0"})
    assert page.status_code == 409
    assert "Của thư ký" in page.content.decode()
    [form] = forms_of(page, here)
    assert form.data["notes"] == "Của bí thư"
    client.post(form.action, {**form.data, "notes": "Cả hai"})
    assert AgendaItem.objects.get().notes == "Cả hai"


def test_background_saving_answers_the_version_and_the_hour(client, session, item):
    here = at("session-item-autosave", session, item.pk)
    given = {"notes": "Bàn", "conclusion": "", "version": "0"}
    assert client.post(here, given).json() == {"saved_at": "09:00", "version": 1}
    late = client.post(here, {**given, "notes": "Khác"})
    assert late.status_code == 409
    assert "vừa lưu nội dung này" in late.json()["message"]
    assert client.post(here, {**given, "notes": "a" * 20_001}).status_code == 400


def test_words_that_come_after_the_signature_are_shown_again(client, session, item):
    Session.objects.update(status="signed")
    given = {"notes": "Lời đến muộn", "conclusion": "", "version": "0"}
    page = client.post(at("session-item", session, item.pk), given)
    assert (page.status_code, "Lời đến muộn" in page.content.decode()) == (409, True)
    assert client.post(at("session-item-autosave", session, item.pk), given).status_code == 409
    assert AgendaItem.objects.get().notes == ""
    pages = ["session-course", "session-conclude"]
    assert [client.get(at(name, session)).status_code for name in pages] == [302, 302]


@pytest.mark.parametrize("typed", ["Phan Ngọc Lan", "phan ngoc lan", "Lan"])
def test_a_speaker_is_found_by_name_or_part_of_it(client, session, item, typed):
    given = {"speaker": typed, "text": "Nên công khai", "version": "0"}
    client.post(at("session-speech-add", session, item.pk), given)
    assert Speech.objects.get().speaker.full_name == "Phan Ngọc Lan"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"speaker": "Lân"}, "Không có “Lân”"),
        ({"speaker": "n"}, "Có nhiều người"),
        ({}, "Chọn người phát biểu"),
        ({"speaker": "Phan Ngọc Lan", "speaker_name": "Khách"}, "một trong hai"),
    ],
)
def test_a_speaker_in_doubt_is_asked_about_with_the_words_kept(
    client, session, item, given, sentence
):
    Speech.objects.all().delete()
    given = {"text": "Lời dài", "version": "0", **given}
    if given.get("speaker") == "Lân":
        given["speaker"] = "Lân Đỗ"
        sentence = "Không có “Lân Đỗ”"
    page = client.post(at("session-speech-add", session, item.pk), given).content.decode()
    assert sentence in page
    assert "Lời dài" in page
    assert not Speech.objects.exists()


def test_of_many_people_four_are_named_and_the_rest_counted(client, cast, session, item):
    for name in ("An", "Bình", "Chính", "Dũng", "Giang", "Hùng"):
        MembershipFactory(member=MemberFactory(full_name=f"Lê Văn {name}"), cell=cast.cell)
    here = at("session-speech-add", session, item.pk)
    given = {"speaker": "Lê Văn", "text": "Một ý", "version": "0"}
    said = client.post(here, given).content.decode()
    assert " và 2 người khác. Ghi đủ tên." in said
    client.post(here, given | {"speaker": "Lê Văn Hùng"})
    assert Speech.objects.get().speaker.full_name == "Lê Văn Hùng"


def test_two_people_of_one_name_are_told_apart(client, cast, session, item):
    for year in (1960, 1980):
        member = MemberFactory(full_name="Lê Văn An", birth_year=year)
        MembershipFactory(member=member, cell=cast.cell)
    here = at("session-speech-add", session, item.pk)
    assert (
        "Có nhiều người"
        in client.post(here, {"speaker": "Lê Văn An", "text": "x", "version": 0}).content.decode()
    )
    client.post(here, {"speaker": "Lê Văn An (1980", "text": "x", "version": 0})
    assert Speech.objects.get().speaker.birth_year == 1980


def test_a_speech_is_taken_away_only_after_a_question(client, session, item):
    speech = SpeechFactory(item=item)
    here = at("session-speech-remove", session, speech.pk)
    assert "Chọn việc nhỏ" in client.get(here).content.decode()
    assert Speech.objects.exists()
    client.post(here)
    assert not Speech.objects.exists()


def test_a_speech_of_another_session_is_not_found(client, cast, session):
    other = SpeechFactory(item__session=make_session(cast))
    assert client.get(at("session-speech", session, other.pk)).status_code == 404


def test_too_many_votes_are_refused_beside_the_box(client, session, item):
    given = {"question": "Thông qua", "in_favour": "9", "base": "official", "threshold": "half"}
    page = client.post(at("session-vote-add", session, item.pk), {**given, "version": "0"})
    assert "nhiều hơn 4 đảng viên" in page.content.decode()
    assert not Vote.objects.exists()


def test_closing_without_a_task_leads_to_what_is_missing(client, cast):
    session = make_session(cast, form="thematic", **ENDS)
    page = client.post(
        at("session-conclude", session), {"close": "1"}, follow=True
    ).content.decode()
    assert "Chưa kết thúc được" in page
    assert f'href="{at("session-conclude", session)}#viec"' in page
    assert Session.objects.get().status == "planned"


def test_the_closing_button_saves_what_stands_in_the_form_first(client, cast):
    session = make_session(cast)
    given = {"conclusion": "Làm ngay", "ends": "8h45", "no_task_reason": "", "version": "0"}
    client.post(at("session-conclude", session), given | {"close": "1"})
    stored = Session.objects.get()
    assert (stored.status, stored.conclusion) == ("held", "Làm ngay")
    assert stored.ends_at == moment(2014, 3, 20, 8, 45)


@pytest.mark.parametrize("typed", ["25:00", "tám rưỡi", "6:00"])
def test_an_hour_that_cannot_be_is_refused_and_kept(client, cast, typed):
    session = make_session(cast)
    given = {"conclusion": "Chữ còn", "ends": typed, "no_task_reason": "", "version": "0"}
    page = client.post(at("session-conclude", session), given | {"close": "1"}).content.decode()
    assert "Chữ còn" in page
    assert typed in page
    assert Session.objects.get().conclusion == ""


def test_two_conclusions_stand_side_by_side(client, cast):
    session = make_session(cast)
    Session.objects.update(conclusion="Của thư ký", version=4)
    given = {"conclusion": "Của bí thư", "ends": "", "no_task_reason": "", "version": "0"}
    for button in ({}, {"close": "1"}):
        page = client.post(at("session-conclude", session), given | button)
        assert page.status_code == 409
        assert all(words in page.content.decode() for words in ("Của thư ký", "Của bí thư"))
    assert client.post(at("session-conclude-autosave", session), given).status_code == 409


def test_a_task_is_given_mended_and_taken_away_on_plain_pages(client, session):
    given = {"text": "Treo lịch", "owner": "Lan", "due_on": "31/03/2014", "version": "0"}
    client.post(at("session-task-add", session), given)
    task = SessionTask.objects.get()
    assert (task.owner.full_name, task.due_on) == ("Phan Ngọc Lan", date(2014, 3, 31))
    client.post(at("session-task", session, task.pk), {**given, "text": "Treo lịch mới"})
    late = client.post(at("session-task", session, task.pk), {**given, "text": "Bản cũ"})
    assert (late.status_code, "Treo lịch mới" in late.content.decode()) == (409, True)
    client.post(at("session-task-remove", session, task.pk))
    assert not SessionTask.objects.exists()


def test_a_task_due_before_the_session_is_refused_beside_the_box(client, session):
    given = {"text": "Treo lịch", "owner": "Lan", "due_on": "01/03/2014", "version": "0"}
    page = client.post(at("session-task-add", session), given).content.decode()
    assert "Hạn không thể trước ngày sinh hoạt" in page
    assert "Treo lịch" in page


WORDS = {
    "session-item": ({"notes": "Chữ đã gõ", "conclusion": "", "version": "0"}, "Diễn biến"),
    "session-speech": ({"speaker": "Lan", "text": "Chữ đã gõ", "version": "0"}, "Ý kiến"),
    "session-speech-add": ({"speaker": "Lan", "text": "Chữ đã gõ", "version": "0"}, "Ý kiến"),
    "session-vote": ({"question": "Chữ đã gõ", "in_favour": "3", "version": "0"}, "3"),
    "session-vote-add": ({"question": "Chữ đã gõ", "in_favour": "3", "version": "0"}, "3"),
    "session-task": ({"text": "Chữ đã gõ", "owner": "Lan", "version": "0"}, "Việc cần làm"),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_for_a_row_that_is_gone_are_given_back(client, session, name):
    given, besides = WORDS[name]
    here = at(name, session, 999_999)
    answer = client.post(here, given)
    page = answer.content.decode()
    assert (answer.status_code, "Chữ đã gõ" in page, besides in page) == (409, True, True)
    assert "vừa xoá" in page
    assert client.get(here).status_code in {404, 405}


def test_background_saving_of_an_item_that_is_gone_says_so(client, session):
    given = {"notes": "Chữ đã gõ", "conclusion": "", "version": "0"}
    answer = client.post(at("session-item-autosave", session, 999_999), given)
    assert (answer.status_code, "vừa xoá" in answer.json()["message"]) == (409, True)


@pytest.mark.parametrize("name", ["session-speech-remove", "session-vote-remove"])
def test_a_line_taken_away_twice_is_a_sentence(client, session, name):
    here = at(name, session, 999_999)
    assert client.get(here).status_code == 404
    assert client.post(here).url == session.get_absolute_url()


@pytest.mark.parametrize("typed", ["16 giờ 30", "16.30", "16h30", "16:30"])
def test_an_hour_is_read_as_on_every_other_page(client, cast, typed):
    session = make_session(cast)
    given = {"conclusion": "", "ends": typed, "no_task_reason": "", "version": "0"}
    client.post(at("session-conclude", session), given)
    assert Session.objects.get().ends_at == moment(2014, 3, 20, 16, 30)


def test_background_saving_names_the_box_that_stops_it(client, cast):
    session = make_session(cast)
    given = {"conclusion": "Chữ", "ends": "tám rưỡi", "no_task_reason": "", "version": "0"}
    answer = client.post(at("session-conclude-autosave", session), given)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("Kết thúc lúc: Ghi giờ")


def test_the_pages_of_a_task_stand_in_its_own_step(client, cast, session, item):
    task = SessionTaskFactory(session=session, owner=cast.members["colleague"])
    speech = SpeechFactory(item=item)
    steps = {
        "Kết luận, việc cần làm": [
            at("session-task-add", session),
            at("session-task", session, task.pk),
            at("session-task-remove", session, task.pk),
        ],
        "Diễn biến": [
            at("session-speech", session, speech.pk),
            at("session-speech-remove", session, speech.pk),
        ],
    }
    for label, addresses in steps.items():
        for address in addresses:
            page = client.get(address).content.decode()
            here = page.partition('aria-current="step"')[2].partition("</b>")[0]
            assert here.endswith(f"<b>{label}"), address


def test_the_number_of_a_record_tells_namesakes_apart_only_where_nothing_else_does(cast):
    known = {"full_name": "Lê Văn An", "card_number": ""}
    by_year = [MemberFactory(birth_year=year, **known) for year in (1960, 1980)]
    assert list(labels_of(Member.objects.filter(full_name="Lê Văn An"))) == [
        "Lê Văn An (1960)",
        "Lê Văn An (1980)",
    ]
    twin, blank = MemberFactory(birth_year=1980, **known), MemberFactory(birth_year=None, **known)
    assert set(labels_of(Member.objects.filter(full_name="Lê Văn An"))) == {
        "Lê Văn An (1960)",
        f"Lê Văn An (1980, {by_year[1].pk})",
        f"Lê Văn An (1980, {twin.pk})",
        f"Lê Văn An ({blank.pk})",
    }
