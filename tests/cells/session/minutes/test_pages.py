"""The pages of minutes: read, edited, signed; the wrong moment is a sentence, never a loss."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from cells.models import IssuedDocument, Minutes, Session
from cells.session.minutes.services import reopen_session, save_part
from cells.web import TOO_LATE
from tests.cells.session.minutes.conftest import fresh, text_of
from tests.factories import MembershipFactory, SessionPartnerFactory
from tests.minutes import full_hall, held_session, named, sign_both, sign_first
from tests.pages import forms_of

OWN, THEIRS = "Lời của tôi, chưa lưu.", "Lời đã lưu trước."


def at(name, session, **more):
    return reverse(name, kwargs={"pk": session.pk, **more})


def page(client, name, session, **more):
    return client.get(at(name, session, **more)).content.decode()


def press(client, name, session, key="", **changes):
    """Opens the page and sends its form with these changes."""
    url = at(name, session, **({"key": key} if key else {}))
    form = forms_of(client.get(url), url)[0]
    return client.post(url, {**form.data, **changes}, follow=True)


def test_a_part_is_edited_from_its_composed_words_and_shown_with_its_state(session, sign_in):
    client = sign_in("deputy")
    answer = press(client, "session-minutes-part", session, "people", text=OWN)
    assert answer.redirect_chain[-1][0].endswith("/minutes/#people")
    shown = answer.content.decode()
    assert OWN in shown
    assert "đã sửa lời" in shown
    Session.objects.update(guests="Ông Bùi Trọng Đức")
    assert "dữ liệu đã đổi sau khi sửa" in page(client, "session-minutes", session)
    both = page(client, "session-minutes-part", session, key="people")
    assert OWN in both
    assert "ông Bùi Trọng Đức" in both
    assert "Dữ liệu của phần này đã đổi sau khi sửa lời" in both


def test_the_composed_words_are_taken_back_by_a_button(session, sign_in):
    client = sign_in("deputy")
    press(client, "session-minutes-part", session, "people", text=OWN)
    url = at("session-minutes-part", session, key="people")
    restore = forms_of(client.get(url), url)[1]
    shown = client.post(restore.action, restore.data, follow=True).content.decode()
    assert "Phần này lấy lại lời tự soạn." in shown
    assert OWN not in shown
    again = client.post(restore.action, {"version": "0"}, follow=True)
    assert again.status_code == 200


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999"])
def test_only_words_that_were_read_are_dropped(session, sign_in, version):
    save_part(session, "people", text=THEIRS, version=0, by=None)
    url = at("session-minutes-part-restore", session, key="people")
    shown = sign_in("deputy").post(url, {"version": version}, follow=True).content.decode()
    assert THEIRS in shown
    assert "Có người vừa lưu phần này." in shown


def test_a_clash_shows_both_texts_and_the_next_save_rests_on_the_first(session, sign_in):
    client, url = sign_in("deputy"), at("session-minutes-part", session, key="closing")
    form = forms_of(client.get(url), url)[0]
    save_part(session, "closing", text=THEIRS, version=0, by=None)
    answer = client.post(url, {**form.data, "text": OWN})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert OWN in shown
    assert THEIRS in shown
    merged = forms_of(answer, url)[0].data
    client.post(url, {**merged, "text": f"{THEIRS} {OWN}"})
    assert session.minutes_parts.get().text == f"{THEIRS} {OWN}"


def test_autosave_tells_the_next_version_and_stops_at_a_clash(session, sign_in):
    client, url = sign_in("deputy"), at("session-minutes-part-autosave", session, key="closing")
    first = client.post(url, {"text": OWN, "version": "0"})
    assert (first.status_code, first.json()["version"]) == (200, 1)
    clash = client.post(url, {"text": "Khác", "version": "0"})
    assert (clash.status_code, clash.json()["message"]) == (409, "Có người vừa lưu phần này.")
    assert client.post(url, {"text": "x", "version": "y"}).status_code == 400
    gone = at("session-minutes-part-autosave", session, key="item-0")
    assert client.post(gone, {"text": OWN, "version": "0"}).status_code == 409


def test_a_text_that_is_too_long_comes_back_whole(session, sign_in):
    long = "a " * 40_000
    answer = press(sign_in("deputy"), "session-minutes-part", session, "closing", text=long)
    shown = answer.content.decode()
    assert "tối đa 60000 ký tự" in shown
    assert long.strip()[:2000] in shown


def test_an_unknown_part_is_not_found(session, sign_in):
    url = at("session-minutes-part", session, key="item-0")
    assert sign_in("deputy").get(url).status_code == 404


def test_words_for_a_part_that_is_gone_are_given_back(session, sign_in):
    url = at("session-minutes-part", session, key="item-0")
    answer = sign_in("deputy").post(url, {"text": OWN, "version": "0", "seen": ""})
    shown = answer.content.decode()
    assert (answer.status_code, OWN in shown) == (409, True)
    assert "Biên bản này không còn phần đó." in shown


# --- signing ---


def test_a_partner_without_a_roll_is_said_before_the_first_signature(session, cast, sign_in):
    SessionPartnerFactory(session=session, cell=cast.other_cell)
    missing = "Chi bộ Vụ Đảng viên cùng dự chưa điểm danh"
    assert missing in page(sign_in("secretary"), "session-sign", session)
    sign_first(session, by=cast.users["secretary"])
    assert missing not in page(sign_in("deputy"), "session-countersign", session)


def test_a_reopened_paper_is_no_longer_said_to_be_in_force(session, cast, sign_in):
    document = sign_both(session, cast)
    pages = [reverse("register"), document.get_absolute_url()]
    pages.append(reverse("check-paper", args=[document.check_code]))
    reader = sign_in("secretary")
    shown = [reader.get(url).content.decode() for url in pages]
    assert all("Còn hiệu lực" in each for each in shown)
    reopen_session(fresh(session), by=cast.users["deputy"], note="Sót")
    shown = [reader.get(url).content.decode() for url in pages]
    assert all("Đã mở lại, chờ ký lại" in each for each in shown)
    assert not any("Còn hiệu lực" in each for each in shown)
    sign_both(fresh(session), cast)
    shown = [reader.get(url).content.decode() for url in pages]
    assert all("Bị thay thế" in each for each in shown)
    assert not any("chờ ký lại" in each for each in shown)


def test_both_read_the_whole_paper_and_sign_on_their_pages(session, sign_in):
    assert "đồng chí Hoàng Văn Đạt, công tác" in page(sign_in("secretary"), "session-sign", session)
    shown = press(sign_in("secretary"), "session-sign", session).content.decode()
    assert "Đã ký. Biên bản chờ chữ ký thứ hai." in shown
    assert "còn chờ chữ ký của đồng chí kia" in shown
    proposed = forms_of(
        sign_in("deputy").get(at("session-countersign", session)),
        at("session-countersign", session),
    )[0].data
    assert (proposed["number"], proposed["dated_on"]) == ("1", "05/03/2014")
    shown = press(sign_in("deputy"), "session-countersign", session).content.decode()
    assert "phát hành Biên bản số 01-BB/CB" in shown
    assert Minutes.objects.get().signed_at is not None


def test_what_changed_while_reading_is_read_again(session, sign_in):
    client, url = sign_in("secretary"), at("session-sign", session)
    form = forms_of(client.get(url), url)[0]
    save_part(session, "closing", text=THEIRS, version=0, by=None)
    shown = client.post(url, form.data).content.decode()
    assert "vừa đổi trong lúc đồng chí đọc" in shown
    assert THEIRS in shown
    assert fresh(session).status == "held"


def test_a_number_that_leaves_others_out_is_asked_about_once(session, cast, sign_in):
    sign_first(session, by=cast.users["secretary"])
    client, url = sign_in("deputy"), at("session-countersign", session)
    answer = press(client, "session-countersign", session, number="7")
    assert "các số ở giữa bỏ trống" in answer.content.decode()
    client.post(url, forms_of(answer, url)[0].data)
    assert IssuedDocument.objects.get().number == 7


def test_who_has_signed_already_reads_that_the_other_signature_is_missing(session, cast, sign_in):
    sign_first(session, by=cast.users["secretary"])
    for name in ("session-countersign", "session-sign"):
        answer = sign_in("secretary").get(at(name, session), follow=True)
        said = "Đồng chí đã ký lúc 20/03/2014, 09:00, chờ người ghi biên bản ký."
        assert said in answer.content.decode()
    answer = sign_in("deputy").get(at("session-sign", session), follow=True)
    said = "Đồng chí Trần Thị Mai đã ký lúc 20/03/2014, 09:00, chờ người ghi biên bản ký."
    assert said in answer.content.decode()


def test_an_officer_records_a_signature_on_paper_only_after_seeing_it(cast, sign_in):
    taker = named("Đỗ Già Lão")
    MembershipFactory(member=taker, cell=cast.cell)
    session = held_session(cast, minute_taker=taker)
    client = sign_in("cell committee")
    assert "Ghi nhận đã ký trên giấy" in page(client, "session-sign", session)
    shown = press(client, "session-sign", session).content.decode()
    assert "Đánh dấu khi bản in đã có chữ ký của đồng chí ấy." in shown
    shown = press(client, "session-sign", session, is_seen="on").content.decode()
    assert "ký trên giấy; Lê Minh Hoà ghi nhận" in shown


def test_one_person_for_both_places_reads_what_to_mend(cast, sign_in):
    both = cast.members["secretary"]
    session = held_session(cast, chair=both, minute_taker=both)
    client = sign_in("secretary")
    shown = page(client, "session-minutes", session)
    assert "đang là một đồng chí" in shown
    assert at("session-sign", session) not in shown
    shown = press(client, "session-sign", session, role="chair").content.decode()
    assert "đang là một đồng chí" in shown


def test_staff_reopen_with_a_reason_and_are_led_to_the_session(session, cast, sign_in):
    sign_both(session, cast)
    client = sign_in("staff")
    url = at("session-reopen", session)
    assert "Ghi lý do mở lại biên bản." in client.post(url, {"note": " "}).content.decode()
    answer = client.post(url, {"note": "Ghi sót ý kiến"}, follow=True)
    assert answer.redirect_chain[-1][0] == session.get_absolute_url()
    assert "Đã mở lại biên bản" in answer.content.decode()
    shown = page(sign_in("secretary"), "session-minutes", session)
    assert "bản này thay thế Biên bản số 01-BB/CB, vì: Ghi sót ý kiến" in shown


HAPPENED = {
    ("sign", "half_signed"): "Đồng chí Đặng Hồng Hải đã ký lúc 20/03/2014, 09:00, chờ chủ trì ký.",
    ("sign", "signed"): "Biên bản đã ký đủ hai chữ ký lúc 20/03/2014, 09:00.",
    ("countersign", "signed"): "Biên bản đã ký đủ hai chữ ký lúc 20/03/2014, 09:00.",
}


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        *(("sign", status) for status in ("planned", "half_signed", "signed", "cancelled")),
        *(("countersign", status) for status in ("planned", "held", "signed", "cancelled")),
        *(("reopen", status) for status in ("planned", "held", "cancelled")),
    ],
)
def test_the_right_person_at_the_wrong_moment_reads_a_sentence(cast, sign_in, verb, status):
    session = held_session(cast)
    if status in {"half_signed", "signed"}:
        sign_first(session, by=cast.users["deputy"])
    if status == "signed":
        reopen_session(session, by=cast.users["deputy"], note="x")
        sign_both(fresh(session), cast)
    if status in {"planned", "cancelled"}:
        Session.objects.filter(pk=session.pk).update(status=status)
    url = at(f"session-{verb}", session)
    for answer in (
        sign_in("secretary").post(url, {"note": "Vì"}, follow=True),
        sign_in("secretary").get(url, follow=True),
    ):
        told = HAPPENED.get((verb, status), TOO_LATE)
        assert (answer.status_code, told in answer.content.decode()) == (200, True)
    assert fresh(session).status == status


# --- the file, and who reads ---


def test_members_read_signed_minutes_and_not_before(session, cast, sign_in):
    urls = [at("session-minutes", session), at("session-minutes-pdf", session)]
    assert {sign_in("member").get(url).status_code for url in urls} == {403}
    document = sign_both(session, cast)
    for role in ("member", "inspector", "staff"):
        shown, file = (sign_in(role).get(url) for url in urls)
        assert "Biên bản số 01-BB/CB" in shown.content.decode()
        assert file.content == bytes(document.file.content)
    register = reverse("issued-document-file", args=[document.pk])
    assert sign_in("inspector").get(register).content == bytes(document.file.content)
    assert sign_in("secretary").get(register).status_code == 200


def test_the_file_of_reopened_minutes_stays_in_the_register(session, cast, sign_in):
    document = sign_both(session, cast)
    reopen_session(session, by=cast.users["deputy"], note="Sót")
    register = reverse("issued-document-file", args=[document.pk])
    assert sign_in("deputy").get(register).content == bytes(document.file.content)
    draft = sign_in("deputy").get(at("session-minutes-pdf", session))
    assert "DỰ THẢO" in text_of(draft.content)
    assert draft["Content-Disposition"] == 'inline; filename="bien-ban-csd-2014-03-05.pdf"'


def test_a_hall_of_three_hundred_prints_with_the_head_on_every_page(session, sign_in):
    full_hall(session, [f"Lê Văn {chr(65 + n % 26)}" for n in range(292)])
    answer = sign_in("secretary").get(at("session-minutes-pdf", session))
    pages = [each.extract_text() for each in PdfReader(BytesIO(answer.content)).pages]
    lists = [text for text in pages if "Điểm danh" in text and "STT" in text]
    assert len(lists) >= 8
    assert "300 đồng chí" in pages[-1]


def test_pages_ask_as_much_for_three_people_as_for_three_hundred(session, cast, sign_in):
    names = ["session-minutes", "session-sign"]
    clients = {name: sign_in("secretary") for name in names}

    def questions():
        asked = {}
        for name, client in clients.items():
            client.get(at(name, session))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at(name, session)).status_code == 200
            asked[name] = len(queries)
        return asked

    few = questions()
    full_hall(session, [f"Lê Văn {chr(65 + n % 26)}" for n in range(292)])
    assert questions() == few
    assert max(few.values()) <= 20


def test_the_day_is_proposed_within_the_papers_own_limits(session, cast, sign_in):
    sign_both(session, cast)
    IssuedDocument.objects.update(dated_on=date(2014, 3, 10))
    reopen_session(session, by=cast.users["deputy"], note="Sót")
    sign_first(fresh(session), by=cast.users["secretary"])
    url = at("session-countersign", session)
    assert forms_of(sign_in("deputy").get(url), url)[0].data["dated_on"] == "10/03/2014"
