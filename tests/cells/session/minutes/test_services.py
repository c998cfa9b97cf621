"""Editing, signing, issuing and reopening minutes: nothing lost, nothing twice."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells import clock
from cells.audit import AuditEntry, broken_chains
from cells.models import IssuedDocument, Member, Membership, Minutes, Session, User
from cells.session.course.services import resume_session
from cells.session.minutes import services
from cells.session.minutes.composition import compose, draft_of, fingerprint
from cells.session.minutes.paper import printed_minutes
from cells.session.minutes.services import (
    countersign_session,
    reopen_session,
    restore_part,
    save_part,
    sign_session,
)
from cells.workflow import Clash, IllegalMove
from tests.cells.session.minutes.conftest import fresh, text_of
from tests.factories import MembershipFactory
from tests.minutes import held_session, named, sign_both, sign_first, sign_second

# --- words ---


def test_words_left_as_composed_go_on_following_the_data(session, cast):
    part = draft_of(session).part("people")
    stored = save_part(
        session, "people", text=part.composed, version=0, by=cast.users["deputy"], seen=part.seen
    )
    assert (stored.text, stored.version) == ("", 0)
    Session.objects.update(guests="")
    assert "Đại biểu" not in draft_of(fresh(session)).part("people").text


def test_an_editor_whose_data_changed_meanwhile_is_told(session, cast):
    seen = draft_of(session).part("people").seen
    Session.objects.update(guests="Bà Vũ Hoa")
    save_part(fresh(session), "people", text="Lời cũ.", version=0, by=None, seen=seen)
    assert draft_of(fresh(session)).part("people").is_outdated


def test_the_second_of_two_editors_loses_no_word(session, cast):
    save_part(session, "closing", text="Lời thứ nhất.", version=0, by=cast.users["deputy"])
    with pytest.raises(Clash):
        save_part(session, "closing", text="Lời thứ hai.", version=0, by=cast.users["secretary"])
    assert session.minutes_parts.get().text == "Lời thứ nhất."
    save_part(session, "closing", text="Lời thứ hai.", version=1, by=cast.users["secretary"])
    save_part(session, "closing", text="Lời thứ hai.", version=0, by=cast.users["secretary"])


def test_an_emptied_or_restored_part_says_again_what_is_composed(session, cast):
    composed = draft_of(session).part("closing").composed
    for version in (0, 2):
        save_part(session, "closing", text="Khác.", version=version, by=None)
        if version == 0:
            save_part(session, "closing", text="", version=1, by=None)
        else:
            restore_part(session, "closing", version=3, by=None)
        assert draft_of(session).part("closing").text == composed
    restore_part(session, "closing", version=0, by=None)  # nothing there any more: nothing happens


def test_words_that_were_not_on_the_page_are_not_dropped(session):
    save_part(session, "closing", text="Khác.", version=0, by=None)
    with pytest.raises(Clash):
        restore_part(session, "closing", version=0, by=None)
    assert session.minutes_parts.get().text == "Khác."


def test_a_part_that_is_not_there_cannot_be_written(session):
    with pytest.raises(ValidationError, match="không còn phần đó"):
        save_part(session, "item-0", text="Lời.", version=0, by=None)


# --- signatures ---


@pytest.mark.parametrize("order", [("secretary", "deputy"), ("deputy", "secretary")])
def test_two_people_sign_in_either_order_and_the_paper_is_issued(session, cast, order):
    first, second = (cast.users[role] for role in order)
    sign_first(session, by=first)
    assert session.status == "half_signed"
    document = sign_second(session, by=second)
    assert session.status == "signed"
    assert str(document) == "Biên bản số 01-BB/CB"
    assert (document.signer_name, document.signer_title) == ("Trần Thị Mai", "CHỦ TRÌ HỘI NGHỊ")
    minutes = Minutes.objects.get()
    assert [each.name for each in minutes.signatures.all()] == [str(first), str(second)]
    printed = text_of(printed_minutes(fresh(session)))
    for words in ("Số 01-BB/CB", "ngày 05 tháng 3 năm 2014", "NGƯỜI GHI BIÊN BẢN", "Đặng Hồng Hải"):
        assert words in printed
    assert "DỰ THẢO" not in printed
    assert f"{document.check_code[:5]}-{document.check_code[5:]}" in printed


def test_the_paper_names_the_absent_with_their_reasons_and_the_counts(session, cast):
    sign_both(session, cast)
    printed = text_of(printed_minutes(fresh(session)))
    for words in (
        "đồng chí Hoàng Văn Đạt, công tác",
        "đồng chí Phùng Văn Vinh",
        "Có mặt: 5/7 đồng chí, đạt 71,43%",
        "DANH SÁCH ĐIỂM DANH",
        "(Kèm theo Biên bản số 01-BB/CB, ngày 05 tháng 3 năm 2014",
    ):
        assert words in printed


def test_nobody_signs_twice_and_nobody_signs_for_somebody_with_an_account(session, cast):
    sign_first(session, by=cast.users["secretary"])
    with pytest.raises(ValidationError, match="Chữ ký này đã có"):
        sign_second(session, by=cast.users["secretary"])
    for role in ("cell committee", "member"):
        with pytest.raises(ValidationError, match="không ký"):
            sign_second(session, by=cast.users[role], role="minute_taker")
    assert fresh(session).status == "half_signed"


def test_one_person_for_both_signatures_is_refused_kindly(cast):
    both = cast.members["secretary"]
    session = held_session(cast, chair=both, minute_taker=both)
    with pytest.raises(ValidationError, match="đang là một đồng chí"):
        sign_session(session, by=cast.users["secretary"])
    assert fresh(session).status == "held"


@pytest.fixture
def on_paper(cast):
    """The minute-taker is an elderly member without an account."""
    taker = named("Đỗ Già Lão")
    MembershipFactory(member=taker, cell=cast.cell)
    return held_session(cast, minute_taker=taker)


def test_another_officer_records_the_signature_of_somebody_without_an_account(on_paper, cast):
    sign_first(on_paper, by=cast.users["secretary"])
    sign_second(on_paper, by=cast.users["cell committee"])
    taker = Minutes.objects.get().signatures.get(role="minute_taker")
    assert (taker.name, taker.is_on_paper, taker.recorder_name) == (
        "Đỗ Già Lão",
        True,
        "Lê Minh Hoà",
    )
    note = AuditEntry.objects.of(on_paper).last().note
    assert "đồng chí Đỗ Già Lão đã ký trên giấy, đồng chí Lê Minh Hoà ghi nhận" in note


def test_the_other_signatory_records_it_only_where_no_third_officer_is(on_paper, cast):
    sign_first(on_paper, by=cast.users["secretary"])
    with pytest.raises(ValidationError, match="không ký"):
        sign_second(on_paper, by=cast.user("secretary"), role="minute_taker")
    secretary = cast.members["secretary"]
    others = Membership.objects.filter(cell=cast.cell).exclude(member=secretary)
    others.update(office="")
    sign_second(on_paper, by=cast.user("secretary"), role="minute_taker")
    assert fresh(on_paper).status == "signed"


def test_who_has_left_the_cell_or_whose_account_was_closed_signs_on_paper(session, cast):
    sign_first(session, by=cast.users["secretary"])
    User.objects.filter(pk=cast.users["deputy"].pk).update(is_active=False)
    sign_second(session, by=cast.users["cell committee"])
    assert Minutes.objects.get().signatures.get(role="minute_taker").is_on_paper


def test_what_changed_after_reading_is_not_signed(session, cast):
    read = fingerprint(compose(session))
    save_part(session, "closing", text="Khác.", version=0, by=None)
    with pytest.raises(Clash):
        sign_session(session, by=cast.users["secretary"], read=read)
    assert fresh(session).status == "held"
    sign_first(session, by=cast.users["secretary"])
    with pytest.raises(Clash):
        sign_second(session, by=cast.users["deputy"], read=read)


def test_stale_words_are_not_signed_through_a_session_read_before_they_changed(session, cast):
    stale = fresh(session)
    read = fingerprint(compose(stale))
    Session.objects.filter(pk=session.pk).update(conclusion="Kết luận khác.")
    with pytest.raises(Clash):
        sign_session(stale, by=cast.users["secretary"], read=read)
    assert (fresh(session).status, Minutes.objects.exists()) == ("held", False)


def test_who_signs_and_whether_they_are_two_is_asked_of_the_session_as_it_is(session, cast):
    stale = fresh(session)
    Session.objects.update(minute_taker=cast.members["secretary"])
    with pytest.raises(ValidationError, match="đang là một đồng chí"):
        sign_session(stale, by=cast.users["secretary"])
    stale = Session.objects.select_related("chair", "minute_taker").get()
    Session.objects.update(chair=cast.members["member"], minute_taker=cast.members["deputy"])
    with pytest.raises(ValidationError, match="không ký"):
        sign_session(stale, by=cast.users["secretary"], role="chair")


def test_after_the_first_signature_no_word_changes(session, cast):
    sign_first(session, by=cast.users["secretary"])
    with pytest.raises(IllegalMove):
        save_part(session, "closing", text="Khác.", version=0, by=cast.users["deputy"])
    with pytest.raises(IllegalMove):
        restore_part(session, "closing", version=0, by=cast.users["deputy"])


@pytest.mark.parametrize("verb", ["sign", "countersign", "reopen"])
def test_steps_at_the_wrong_moment_change_nothing(session, cast, verb):
    steps = {
        "sign": lambda: sign_session(session, by=cast.users["secretary"]),
        "countersign": lambda: countersign_session(
            session, by=cast.users["secretary"], number=1, dated_on=session.day
        ),
        "reopen": lambda: reopen_session(session, by=cast.users["secretary"], note="Sót"),
    }
    wrong = {"sign": "planned", "countersign": "held", "reopen": "held"}[verb]
    Session.objects.filter(pk=session.pk).update(status=wrong)
    session.refresh_from_db()
    with pytest.raises(IllegalMove):
        steps[verb]()
    assert not Minutes.objects.exists()


# --- the paper ---


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": 10_000}, "number"),
        ({"dated_on": date(2014, 3, 4)}, "dated_on"),  # before the session
        ({"dated_on": date(2014, 3, 21)}, "dated_on"),  # tomorrow
    ],
)
def test_what_cannot_be_issued_is_refused_beside_its_field(session, cast, values, field):
    sign_first(session, by=cast.users["secretary"])
    with pytest.raises(ValidationError) as refused:
        sign_second(session, by=cast.users["deputy"], **{"number": 1, **values})
    assert list(refused.value.message_dict) == [field]
    assert (fresh(session).status, IssuedDocument.objects.count()) == ("half_signed", 0)


def test_a_number_that_is_taken_is_refused_with_the_next_free_one(session, cast):
    sign_both(held_session(cast), cast)
    sign_first(session, by=cast.users["secretary"])
    with pytest.raises(ValidationError, match="Số tiếp theo còn trống là 02"):
        sign_second(session, by=cast.users["deputy"], number=1)
    assert sign_second(session, by=cast.users["deputy"]).number == 2


def test_signed_minutes_are_frozen_whoever_is_renamed_later(session, cast):
    sign_both(session, cast)
    content, file = compose(fresh(session)), printed_minutes(fresh(session))
    Member.objects.filter(full_name="Hoàng Văn Đạt").update(full_name="Tên Khác")
    Membership.objects.filter(member=cast.members["secretary"]).update(office="")
    assert compose(fresh(session)) == content
    assert printed_minutes(fresh(session)) == file


def test_reopened_and_signed_again_the_new_paper_replaces_the_old(session, cast):
    old = sign_both(session, cast)
    file = bytes(old.file.content)
    with pytest.raises(ValidationError, match="lý do"):
        reopen_session(session, by=cast.users["staff"], note=" ")
    reopen_session(session, by=cast.users["staff"], note="Ghi sót một ý kiến.")
    assert fresh(session).status == "held"
    waiting = IssuedDocument.objects.with_names().get(pk=old.pk)
    assert waiting.state == ("Đã mở lại, chờ ký lại", "return")
    save_part(session, "closing", text="Lời sau khi mở lại.", version=0, by=cast.users["deputy"])
    new = sign_both(fresh(session), cast)
    old, now = (IssuedDocument.objects.with_names().get(pk=each.pk) for each in (old, new))
    assert now.state == ("Còn hiệu lực", "done")
    assert (new.number, new.replaces, new.replace_reason) == (2, old, "Ghi sót một ý kiến.")
    assert old.state == ("Bị thay thế", "replaced")
    assert bytes(old.file.content) == file
    printed = text_of(printed_minutes(fresh(session)))
    assert "thay thế Biên bản số 01-BB/CB, ngày 05/03/2014, vì Ghi sót một ý kiến." in printed
    assert "Lời sau khi mở lại." in printed
    assert list(broken_chains()) == []


def test_a_second_reopening_replaces_the_second_paper(session, cast):
    numbers = []
    for reason in ("Một", "Hai", ""):
        document = sign_both(fresh(session), cast)
        numbers.append((document.number, document.replaces and document.replaces.number))
        if reason:
            reopen_session(fresh(session), by=cast.users["deputy"], note=reason)
    assert numbers == [(1, None), (2, 1), (3, 2)]


def test_one_signature_is_undone_by_reopening_and_leaves_no_paper(session, cast):
    sign_first(session, by=cast.users["secretary"])
    reopen_session(session, by=cast.users["deputy"], note="Sửa tên")
    document = sign_both(fresh(session), cast)
    assert (document.number, document.replaces) == (1, None)
    assert Minutes.objects.filter(reopen_reason="Sửa tên").count() == 1


def test_a_day_that_no_term_numbers_is_refused(session, cast):
    with clock.at(datetime(2014, 3, 6)):
        sign_first(session, by=cast.users["secretary"])
        assert services.next_number(session, date(2009, 1, 1)) is None
        cast.cell.term_set.all().update(since=date(2014, 3, 20))
        with pytest.raises(ValidationError, match="chưa có nhiệm kỳ"):
            sign_second(session, by=cast.users["deputy"], number=1)


def test_a_session_is_not_resumed_once_somebody_has_signed(session, cast, sign_in):
    sign_first(session, by=cast.user("secretary"))
    reopen_session(fresh(session), by=cast.user("secretary"), note="Sai giờ")
    with pytest.raises(ValidationError, match="đã có người ký"):
        resume_session(fresh(session), by=cast.user("secretary"))
    assert fresh(session).status == "held"
    page = sign_in("secretary").get(reverse("session-conclude", args=[session.pk]))
    assert reverse("session-resume", args=[session.pk]) not in page.content.decode()
