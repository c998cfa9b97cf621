"""A session of 25 people, from the year's plan to the signed minutes, in one run at a desk."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from cells.models import Session, SessionTask, StudySlot
from tests.browser.person import Person
from tests.browser.test_whole_way import text_of
from tests.factories import MemberFactory, MembershipFactory, StudySlotFactory

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["Bùi Trọng An", *["Lê Văn Bình"] * 17, "Hồ Thị Chi"]  # beside the cast's six


@pytest.fixture
def slot(office) -> StudySlot:
    for name in NAMES:
        MembershipFactory(member=MemberFactory(full_name=name), cell=office.cell)
    return StudySlotFactory(cell=office.cell, topic__title="Nói đi đôi với làm")


def test_from_the_plan_to_the_signed_minutes(slot, person):
    secretary, deputy = person("secretary"), person("deputy")
    session = is_put_on_the_calendar(secretary, slot)
    the_roll_is_taken_by_keyboard(secretary, session)
    what_is_said_is_written(secretary, session)
    nothing_closes_without_a_task(secretary, session)
    a_task_is_given_and_the_session_closed(secretary, session)
    both_sign(secretary, deputy, session)
    the_print_tells_who_was_away(deputy, session)


def is_put_on_the_calendar(secretary: Person, slot: StudySlot) -> Session:
    """The year's plan knows topic and form; day, hour and place are the cell's to say."""
    secretary.opens("study-plan", slot.cell_id, 2014)
    secretary.page.get_by_role("link", name=re.compile("^Lên lịch")).first.click()
    secretary.reads("Theo kế hoạch năm: “Nói đi đôi với làm”")
    secretary.writes("Ngày*", "19/03/2014")
    secretary.writes("Từ giờ*", "14:00")
    secretary.writes("Địa điểm*", "Phòng 305")
    secretary.page.get_by_label("Người ghi biên bản*").select_option(label="Đặng Hồng Hải")
    secretary.presses_main("Lên lịch")
    secretary.reads("Đã lên lịch.")
    secretary.reads("Nói đi đôi với làm")
    session = Session.objects.get()
    assert (session.slot, session.form) == (slot, "thematic")
    return session


def keys(somebody: Person, *pressed: str) -> None:
    for key in pressed:
        somebody.page.keyboard.press(key)


def the_roll_is_taken_by_keyboard(secretary: Person, session: Session) -> None:
    secretary.opens("session-roll", session.pk)
    keys(secretary, "v", "c", "Tab")  # the first name: away, on mission
    secretary.page.keyboard.type("Lào Cai")
    keys(secretary, "Enter", *["ArrowDown"] * 17, "3", "Control+Enter")
    secretary.reads("Đã lưu: 23 có mặt · 1 vắng có lý do · 1 không lý do · 92,00%.")


def what_is_said_is_written(secretary: Person, session: Session) -> None:
    secretary.opens("session-course", session.pk)
    topic = secretary.main.locator(".item", has_text="Nói đi đôi với làm")
    topic.get_by_label("Diễn biến").fill("Chi bộ nghe trình bày rồi thảo luận.")
    topic.get_by_label("Kết luận của chủ trì").fill("Thống nhất ba việc làm trước.")
    expect(topic.locator("[data-saved]")).to_contain_text("Đã lưu lúc")
    topic.get_by_text("Thêm ý kiến").first.click()
    topic.get_by_label("Người phát biểu").fill("Chi")
    topic.get_by_label("Ý kiến*").fill("Đề nghị bắt đầu từ việc trả lời đơn đúng hẹn.")
    topic.get_by_role("button", name="Thêm ý kiến").click()
    secretary.reads("Đồng chí Hồ Thị Chi:")


def nothing_closes_without_a_task(secretary: Person, session: Session) -> None:
    secretary.opens("session-conclude", session.pk)
    secretary.writes("Kết luận chung", "Chi bộ nhất trí.")
    secretary.writes("Kết thúc lúc", "15:40")
    secretary.presses_main("Kết thúc buổi sinh hoạt")
    secretary.reads("Trước khi kết thúc còn thiếu")
    assert secretary.box("Kết luận chung").input_value() == "Chi bộ nhất trí."
    assert Session.objects.get().status == "planned"


def a_task_is_given_and_the_session_closed(secretary: Person, session: Session) -> None:
    secretary.writes("Việc cần làm*", "Trả lời mọi đơn trong 5 ngày")
    secretary.writes("Người phụ trách*", "Phan Ngọc Lan")
    secretary.writes("Hạn*", "30/04/2014")
    secretary.presses("Giao việc")
    secretary.reads("Trả lời mọi đơn trong 5 ngày")
    secretary.presses_main("Kết thúc buổi sinh hoạt")
    secretary.reads("Biên bản")
    assert Session.objects.get().status == "held"
    assert SessionTask.objects.get().owner.full_name == "Phan Ngọc Lan"


def both_sign(secretary: Person, deputy: Person, session: Session) -> None:
    secretary.opens("session-minutes", session.pk)
    secretary.follows("Đọc lại và ký…")
    secretary.reads("Có mặt: 23")
    secretary.presses_main("Ký biên bản")
    deputy.opens("home")
    deputy.opens("session-minutes", session.pk)
    deputy.follows("Đọc lại và ký, phát hành…")
    deputy.presses_main("Ký, phát hành")
    deputy.reads("01-BB/CB")
    assert Session.objects.get().status == "signed"


def the_print_tells_who_was_away(deputy: Person, session: Session) -> None:
    printed = " ".join(text_of(file_of(deputy, session)).split())
    for words in (
        "Số 01-BB/CB",
        "Tổng số đảng viên của chi bộ: 25 đồng chí",
        "đạt 92,00%",
        "đồng chí Bùi Trọng An, công tác (Lào Cai)",
        "Vắng không lý do: 1 đồng chí",
        "Đồng chí Hồ Thị Chi: Đề nghị bắt đầu từ việc trả lời đơn đúng hẹn.",
        "Trả lời mọi đơn trong 5 ngày",
        "NGƯỜI GHI BIÊN BẢN",
    ):
        assert words in printed
    assert "DỰ THẢO" not in printed


def file_of(somebody: Person, session: Session) -> Any:
    somebody.opens("session-minutes", session.pk)
    link = somebody.main.locator(f"a[href$='/sessions/{session.pk}/minutes.pdf']").first
    return somebody.context.request.get(somebody.address + link.get_attribute("href")).body()
