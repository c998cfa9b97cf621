"""What minutes say, composed from what was entered; and what edited words do to it."""

import json
from datetime import date, datetime

import pytest

from cells import clock
from cells.models import AgendaItem, Member, Session, SessionTask
from cells.session.minutes import composition
from cells.session.minutes.composition import (
    as_json,
    compose,
    draft_of,
    fingerprint,
    from_json,
    roman,
)
from cells.session.minutes.services import save_part
from cells.session.sections import Section, sections
from cells.session.task.services import drop_task
from tests.cells.session.minutes.conftest import fresh
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    CellFactory,
    SessionFactory,
    SessionTaskFactory,
    VoteFactory,
    moment,
)
from tests.minutes import full_hall, held_session, with_partner


def words(session, key):
    return "\n".join(next(p.paragraphs for p in compose(session).parts if p.key == key))


def item_words(session):
    return words(session, f"item-{session.items.first().pk}")


def test_the_opening_says_when_where_and_who_met(session):
    assert words(session, "opening") == (
        "Hôm nay, từ 14 giờ 00 đến 15 giờ 40, ngày 05 tháng 3 năm 2014, tại Phòng 305, "
        "Chi bộ Vụ Cơ sở đảng tổ chức sinh hoạt thường kỳ."
    )


def test_the_roll_tells_totals_ratio_and_the_absent_with_and_without_reason(session):
    told = words(session, "roll")
    for part in (
        (
            "Tổng số đảng viên của chi bộ: 8 đồng chí, trong đó chính thức 6, dự bị 1, "
            "miễn sinh hoạt 1."
        ),
        "Có mặt: 5/7 đồng chí, đạt 71,43%.",
        "Vắng có lý do: 1 đồng chí (đồng chí Hoàng Văn Đạt, công tác).",
        "Vắng không lý do: 1 đồng chí (đồng chí Phùng Văn Vinh).",
    ):
        assert part in told


def test_five_of_six_are_83_33_percent(cast):
    session = SessionFactory(cell=cast.cell, held=True)
    for number in range(6):
        AttendanceFactory(session=session, state="unexcused" if number == 0 else "present")
    assert "Có mặt: 5/6 đồng chí, đạt 83,33%." in words(session, "roll")


def test_every_category_of_the_roll_is_told_and_guests_stand_apart(session):
    for category in ("away", "suspended"):
        AttendanceFactory(session=session, category=category, state="")
    AttendanceFactory(session=session, category="temporary")
    told = words(session, "roll")
    assert "giới thiệu sinh hoạt tạm thời đi nơi khác 1, đình chỉ sinh hoạt 1" in told
    assert "Sinh hoạt tạm thời tại chi bộ: 1 đồng chí, có mặt 1." in told
    assert "Có mặt: 5/7 đồng chí" in told


@pytest.mark.parametrize(
    ("note", "reason", "said"),
    [
        ("dự hội nghị ở Huế", "mission", "công tác (dự hội nghị ở Huế)"),
        ("chăm con nhỏ.", "other", "chăm con nhỏ"),
        ("", "long_leave", "nghỉ dài ngày theo chế độ"),
    ],
)
def test_a_reason_is_told_with_what_was_added_to_it(session, note, reason, said):
    session.attendances.filter(state="excused").update(reason=reason, reason_note=note)
    assert f"(đồng chí Hoàng Văn Đạt, {said})" in words(session, "roll")


def test_nobody_absent_is_said_too(cast):
    session = SessionFactory(cell=cast.cell, held=True)
    AttendanceFactory(session=session)
    assert "Vắng có lý do: không có. Vắng không lý do: không có." in words(session, "roll")


def test_guests_chair_and_minute_taker_are_named_with_their_titles(session):
    assert words(session, "people") == (
        "Đại biểu dự: đồng chí Lâm Thị Hoài Thương, Uỷ viên Ban Thường vụ Đảng uỷ.\n"
        "Chủ trì: đồng chí Trần Thị Mai, Bí thư Chi bộ. "
        "Người ghi biên bản: đồng chí Đặng Hồng Hải, Phó bí thư Chi bộ."
    )


def test_an_item_tells_notes_speeches_votes_and_the_conclusion_in_that_order(session):
    AgendaItem.objects.filter(pk=session.items.first().pk).update(conclusion="Thay máy ngay")
    assert item_words(session).split("\n") == [
        "Phó bí thư trình bày.",
        "Chi bộ nghe báo cáo tháng 02.",
        "Mọi người góp ý cho bản đăng ký.",
        "- Đồng chí Phan Ngọc Lan: Đề nghị thay máy hút ẩm.",
        (
            "Chi bộ biểu quyết “Thông qua nhiệm vụ tháng 3”: tán thành 4, không tán thành 1, "
            "không có ý kiến 0, trên 6 đảng viên chính thức của chi bộ, đạt 66,67%; "
            "cần quá một nửa. "
            "Kết quả: thông qua."
        ),
        "Đồng chí chủ trì kết luận: Thay máy ngay.",
    ]


def test_a_secret_vote_that_fails_its_threshold_says_so(session):
    vote = session.items.first().votes.get()
    type(vote).objects.filter(pk=vote.pk).update(
        is_secret=True, threshold="two_thirds", in_favour=3, base="present"
    )
    told = item_words(session)
    assert "Chi bộ bỏ phiếu kín" in told
    assert "đảng viên chính thức có mặt, đạt 50,00%; cần từ hai phần ba" in told
    assert "Kết quả: không thông qua." in told


def test_a_delegate_is_called_as_the_name_was_typed(session):
    speech = session.items.first().speeches.get()
    type(speech).objects.filter(pk=speech.pk).update(
        speaker=None, speaker_name="ông Trần Ba", text="Đồng ý.\nCảm ơn chi bộ."
    )
    assert "- Ông Trần Ba: Đồng ý.\nCảm ơn chi bộ." in item_words(session)


def test_headings_are_numbered_in_capitals(session):
    headings = [part.heading for part in compose(session).parts if part.heading]
    assert headings == [
        "I- KẾT QUẢ LÀM THEO THÁNG 02",
        "II- VĂN BẢN MỚI",
        "III- KẾT LUẬN CHUNG",
        "IV- VIỆC CẦN LÀM",
    ]
    assert [roman(number) for number in (4, 9, 14, 19)] == ["IV", "IX", "XIV", "XIX"]


def test_a_briefing_cites_its_document(session):
    told = words(session, f"item-{session.items.last().pk}")
    assert told.startswith("Quán triệt Hướng dẫn số 09-HD/ĐUCQ, ngày 14/01/2014 của Ban Thường vụ")


def test_tasks_of_earlier_sessions_stand_under_the_item_that_asks_for_them(cast, session):
    before = SessionFactory(cell=cast.cell, status="signed", starts_at=moment(2014, 2, 5, 14))
    given = {"session": before, "owner": cast.members["member"]}
    SessionTaskFactory(text="Lập sổ", **given)
    SessionTaskFactory(text="Treo bảng", state="done", finished_on=date(2014, 3, 5), **given)
    SessionTaskFactory(text="Sơn cửa", state="done", finished_on=date(2014, 3, 10), **given)
    dropped = SessionTaskFactory(text="Mua tủ", **given)
    drop_task(dropped, reason="Thôi", version=0, by=cast.user("secretary"))
    gone = SessionTaskFactory(text="Thôi từ trước", **given)
    with clock.at(datetime(2014, 3, 1, 9)):
        drop_task(gone, reason="Thôi", version=0, by=cast.user("secretary"))
    SessionTaskFactory(text="Đã xong từ lâu", state="done", finished_on=date(2014, 2, 9), **given)
    AgendaItemFactory(session=session, kind="tasks", title="Kiểm điểm việc giao")
    said = [words for part in compose(session).parts for words in part.paragraphs]
    owner = "(đồng chí Nguyễn Văn Thịnh, hạn ngày 28/03/2014)"
    assert f"- Lập sổ {owner}: đang làm." in said
    assert f"- Treo bảng {owner}: xong ngày 05/03/2014." in said
    assert f"- Sơn cửa {owner}: đang làm." in said, "that day nobody knew more"
    assert f"- Mua tủ {owner}: đang làm." in said, "it was dropped only later"
    assert not any("Đã xong từ lâu" in words or "Thôi từ trước" in words for words in said)


def test_tasks_have_owner_and_day_or_the_minutes_say_why_there_is_none(session):
    assert words(session, "tasks") == (
        "1. Rà soát lịch tiếp công dân (đồng chí Nguyễn Văn Thịnh phụ trách, hạn ngày 28/03/2014)."
    )
    SessionTask.objects.all().delete()
    Session.objects.update(no_task_reason="chuyên đề còn học tiếp tháng sau")
    told = words(fresh(session), "tasks")
    assert told == "Chi bộ không giao việc, vì chuyên đề còn học tiếp tháng sau."


def test_the_closing_says_that_the_minutes_were_adopted_and_when_the_session_ended(session):
    assert words(session, "closing").startswith("Biên bản được thông qua trước chi bộ")
    assert words(session, "closing").endswith("kết thúc hồi 15 giờ 40 cùng ngày.")


def test_what_other_topics_add_stands_before_the_closing_sentence(session, monkeypatch):
    monkeypatch.setattr(composition, "closing_words", [lambda _session: ["Chấm 91 điểm, Tốt."]])
    assert words(session, "closing").startswith("Chấm 91 điểm, Tốt.\nBiên bản được thông qua")


@pytest.fixture
def reports_section():
    """As pledges would add it."""
    section = Section(
        title="Báo cáo kết quả làm theo",
        template="",
        context=lambda _session, _user: None,
        paragraphs=lambda _session: ["17/18 đồng chí đã gửi báo cáo tháng."],
    )
    sections.append(section)
    yield section
    sections.remove(section)


def test_what_pledges_know_stands_under_the_item_that_hears_the_reports(session, reports_section):
    session.items.filter(position=session.items.first().position).update(kind="reports")
    assert "17/18 đồng chí đã gửi báo cáo tháng." in item_words(session)
    assert sum("17/18" in " ".join(part.paragraphs) for part in compose(session).parts) == 1


def test_without_such_an_item_it_has_a_part_of_its_own_behind_the_agenda(session, reports_section):
    parts = compose(session).parts
    [own] = [part for part in parts if part.paragraphs == tuple(reports_section.paragraphs(None))]
    names = [part.name for part in parts]
    assert names.index("Văn bản mới") < names.index(own.name) < names.index("Kết luận chung")
    assert own.heading.endswith("- BÁO CÁO KẾT QUẢ LÀM THEO")


def test_a_joint_session_names_its_partners_and_has_a_roll_for_each(cast):
    session = with_partner(
        held_session(cast, form="joint", title="Kể chuyện", partner_name="Công đoàn cơ quan"),
        cast.other_cell,
        cast.members["stranger"],
    )
    content = compose(session)
    assert "phối hợp với Chi bộ Vụ Đảng viên và Công đoàn cơ quan" in words(session, "opening")
    assert "Chi bộ Vụ Đảng viên: tổng số đảng viên: 1 đồng chí" in words(session, "roll")
    assert [roll.cell for roll in content.rolls] == [cast.cell.name, cast.other_cell.name]
    assert content.abstract == ("sinh hoạt chi bộ phối hợp tháng 3 năm 2014", "“Kể chuyện”")


def test_a_youth_branch_counts_its_own_people(cast):
    session = SessionFactory(cell=CellFactory(kind="youth", name="Chi đoàn cơ quan"), held=True)
    AttendanceFactory(session=session, category="youth")
    assert "Tổng số đoàn viên của chi đoàn: 1 đồng chí" in words(session, "roll")
    assert "thông qua trước chi đoàn" in words(session, "closing")
    VoteFactory(item=AgendaItemFactory(session=session), in_favour=9, base="official")
    voted = item_words(session)
    assert voted.startswith("Chi đoàn biểu quyết")
    assert "trên 18 đoàn viên của chi đoàn, đạt 50,00%" in voted
    assert "đảng viên" not in voted
    Session.objects.update(no_task_reason="chưa bàn")
    assert words(fresh(session), "tasks") == "Chi đoàn không giao việc, vì chưa bàn."


def test_categories_without_anybody_are_not_told(cast):
    session = SessionFactory(cell=cast.cell, held=True)
    AttendanceFactory(session=session)
    told = words(session, "roll")
    assert "Tổng số đảng viên của chi bộ: 1 đồng chí, trong đó chính thức 1. Có mặt" in told


def test_the_share_of_a_vote_is_rounded_as_on_the_page(session):
    vote = session.items.first().votes.get()
    type(vote).objects.filter(pk=vote.pk).update(in_favour=1, against=0, entitled=32)
    assert "đạt 3,13%" in item_words(session)


def test_a_session_that_ends_the_next_day_or_not_yet_says_so(cast):
    late = SessionFactory(cell=cast.cell, ends_at=moment(2014, 3, 6, 0, 30), status="held")
    assert "hồi 00 giờ 30 ngày 06/03/2014" in words(late, "closing")
    begun = SessionFactory(cell=cast.cell)
    assert "từ 14 giờ 00, ngày 05" in words(begun, "opening")
    assert "kết thúc" not in words(begun, "closing")


def test_the_list_goes_by_given_name_and_is_added_up(session):
    [roll] = compose(session).rolls
    assert [row.name for row in roll.rows][:3] == ["Hoàng Văn Đạt", "Đỗ Già", "Đặng Hồng Hải"]
    assert roll.rows[0].reason == "Công tác"
    assert roll.rows[1].state == "Không phải dự"
    assert roll.total == ("8 đồng chí", "Có mặt 5", "Vắng 2")


def test_content_survives_json_word_for_word(session):
    content = compose(session)
    assert from_json(json.loads(json.dumps(as_json(content)))) == content
    before = fingerprint(content)
    Member.objects.filter(full_name="Hoàng Văn Đạt").update(full_name="Hoàng Văn Đạo")
    assert fingerprint(compose(fresh(session))) != before


def test_an_edited_part_stands_on_the_paper_and_says_when_its_data_changed(session, cast):
    save_part(session, "people", text="Chủ trì: đồng chí Mai.", version=0, by=cast.users["deputy"])
    part = draft_of(session).part("people")
    assert (part.is_own, part.is_outdated) == (True, False)
    assert words(session, "people") == "Chủ trì: đồng chí Mai."
    Session.objects.update(guests="Đồng chí Bùi Trọng Đức")
    part = draft_of(fresh(session)).part("people")
    assert part.is_outdated
    assert "Bùi Trọng Đức" in part.composed
    assert part.text == "Chủ trì: đồng chí Mai."


def test_words_of_an_item_that_was_taken_off_the_agenda_are_not_lost(session, cast):
    item = AgendaItemFactory(session=session)
    save_part(session, f"item-{item.pk}", text="Lời riêng.", version=0, by=cast.users["deputy"])
    item.delete()
    [left] = draft_of(session).left_over
    assert left.text == "Lời riêng."
    assert all("Lời riêng." not in part.paragraphs for part in compose(session).parts)


def test_what_nobody_wrote_is_told_to_the_signer(cast):
    session = SessionFactory(cell=cast.cell, held=True)
    AgendaItemFactory(session=session, title="Việc khác")
    assert compose(session).unwritten == ["Điểm danh", "Việc khác"]


def test_a_full_hall_asks_no_more_of_the_database(session, django_assert_num_queries):
    session = Session.objects.select_related("cell", "chair", "minute_taker").get()
    with django_assert_num_queries(10):
        draft_of(session)
    full_hall(session, [f"Lê Văn {chr(65 + n)}" for n in range(20)])
    with django_assert_num_queries(10):
        draft_of(session)
