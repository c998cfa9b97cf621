"""The roll-call of 25 people by keyboard alone; counts as one goes; two officers; no scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from cells.models import Attendance, Session
from cells.session.roll.figures import roll_count
from tests.browser.conftest import PHONE
from tests.browser.test_keyboard import FOCUS
from tests.factories import MemberFactory, MembershipFactory, SessionFactory, StandingFactory

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["Bùi Trọng An", *["Lê Văn Bình"] * 17, "Hồ Thị Chi"]


@pytest.fixture
def session(office) -> Session:
    """25 people are counted – the cast's six among them –, one guest, one exempt."""
    officers = {"chair": office.members["secretary"], "minute_taker": office.members["deputy"]}
    for name in NAMES:
        MembershipFactory(member=MemberFactory(full_name=name), cell=office.cell)
    exempt = MemberFactory(full_name="Phùng Hưng")
    StandingFactory(member=exempt)
    MembershipFactory(member=exempt, cell=office.cell)
    guest = MemberFactory(full_name="Mai Hắc Đế")
    MembershipFactory(member=guest, cell=office.cell, is_temporary=True)
    return SessionFactory(cell=office.cell, held=True, **officers)


def tally(somebody: Any) -> Any:
    return somebody.page.locator("[data-roll-tally]")


def keys(somebody: Any, *pressed: str) -> None:
    for key in pressed:
        somebody.page.keyboard.press(key)


def row(somebody: Any, name: str) -> Any:
    return somebody.page.locator(".roll > li", has_text=name).first


def stored(name: str) -> tuple[str, str, str]:
    line = Attendance.objects.get(member__full_name=name)
    return line.state, line.reason, line.reason_note


def test_a_roll_of_twenty_five_is_taken_by_keyboard_alone(person, session, office):
    secretary = person("secretary")
    secretary.opens("session-roll", session.pk)
    expect(tally(secretary)).to_have_text(re.compile(r"^25 có mặt · 0 vắng .* · 100,00%"))
    keys(secretary, "v")  # the first name has the focus
    keys(secretary, "c")  # the list of reasons finds “công tác”
    keys(secretary, "Tab")
    secretary.page.keyboard.type("Lào Cai")
    keys(secretary, "Enter", *["ArrowDown"] * 17, "3")
    counts = "23 có mặt · 1 vắng có lý do · 1 không lý do · 92,00% · sinh hoạt tạm thời 1/1"
    expect(tally(secretary)).to_have_text(counts)
    expect(secretary.saved).to_contain_text("Đã lưu lúc")
    assert roll_count(session).sentence == counts
    keys(secretary, "End", "Space", "Control+Enter")
    secretary.reads(f"Đã lưu: {counts} · thêm 1 đồng chí không tính vào tỷ lệ.")
    assert stored("Bùi Trọng An") == ("excused", "mission", "Lào Cai")
    assert Attendance.objects.filter(state="unexcused").count() == 1
    assert stored("Phùng Hưng")[0] == "present"


@pytest.mark.parametrize("marks", [["k"], ["v", "ArrowDown", "k"], ["k", "ArrowDown"] * 8])
def test_script_and_server_count_alike(person, session, marks):
    secretary = person("secretary")
    secretary.opens("session-roll", session.pk)
    if "v" in marks:
        keys(secretary, "v", "v", "Enter", "ArrowUp")
        marks = marks[1:]
    keys(secretary, *marks)
    said = tally(secretary).inner_text()
    keys(secretary, "Control+Enter")
    secretary.reads(f"Đã lưu: {said}.")
    assert roll_count(session).sentence == said


def test_every_key_moves_the_focus_in_sight(person, session):
    secretary = person("secretary")
    secretary.opens("session-roll", session.pk)
    places = []
    for key in [*["ArrowDown"] * 26, *["ArrowUp"] * 12, "Tab", "Home"]:
        keys(secretary, key)
        places.append(secretary.page.evaluate(FOCUS))
    assert [place["what"] for place in places if not place["isMarked"]] == []
    assert [place["what"] for place in places if place["isCovered"]] == []


def test_letters_typed_into_a_reason_mark_nobody(person, session):
    secretary = person("secretary")
    secretary.opens("session-roll", session.pk)
    keys(secretary, "v", "Tab")
    secretary.page.keyboard.type("ckv123")
    expect(row(secretary, "Bùi Trọng An").get_by_role("textbox")).to_have_value("ckv123")
    expect(tally(secretary)).to_have_text(re.compile("^24 có mặt · 1 vắng"))


def test_a_reason_is_asked_of_the_excused_only(person, session):
    secretary = person("secretary", PHONE)
    secretary.opens("session-roll", session.pk)
    first = row(secretary, "Bùi Trọng An")
    expect(first.get_by_role("combobox")).to_be_hidden()
    first.get_by_text("Vắng có lý do", exact=True).click()
    expect(first.get_by_role("combobox")).to_be_visible()
    first.get_by_role("combobox").select_option(label="nghỉ phép")
    expect(secretary.saved).to_contain_text("Đã lưu lúc")
    assert stored("Bùi Trọng An") == ("excused", "leave", "")
    first.get_by_text("Có mặt", exact=True).click()
    expect(first.get_by_role("combobox")).to_be_hidden()


def test_on_a_phone_the_counts_leave_the_rows_in_sight(person, session):
    secretary = person("secretary", PHONE)
    secretary.opens("session-roll", session.pk)
    bar = secretary.page.locator(".tally").bounding_box()
    assert bar["height"] < 120
    last = row(secretary, "Mai Hắc Đế")
    last.get_by_text("Vắng không lý do", exact=True).click()
    last.get_by_text("Có mặt", exact=True).click()
    box = last.bounding_box()
    assert box["y"] + box["height"] <= secretary.page.locator(".tally").bounding_box()["y"]


def test_two_officers_lose_nothing(person, session):
    secretary, deputy = person("secretary"), person("deputy")
    for officer in (secretary, deputy):
        officer.opens("session-roll", session.pk)
    keys(secretary, "k")
    expect(secretary.saved).to_contain_text("Đã lưu lúc")
    keys(deputy, "v", "c")
    expect(deputy.saved).to_contain_text("Đồng chí Trần Thị Mai vừa lưu danh sách này.")
    deputy.presses_main("Lưu điểm danh")
    deputy.reads("Bản đang lưu: vắng không lý do. Đồng chí vừa ghi: vắng có lý do: công tác.")
    assert stored("Bùi Trọng An") == ("unexcused", "", "")
    deputy.presses_main("Lưu điểm danh")
    deputy.reads("Đã lưu: 24 có mặt · 1 vắng có lý do")
    assert stored("Bùi Trọng An") == ("excused", "mission", "")


def test_marks_made_without_network_come_back_with_their_reason(person, session):
    secretary = person("secretary")
    secretary.opens("session-roll", session.pk)
    secretary.context.set_offline(True)
    keys(secretary, "v", "c", "Tab")
    secretary.page.keyboard.type("Lào Cai")
    expect(secretary.saved).to_contain_text("Mất mạng. Chữ vẫn còn trên máy này")
    secretary.page.close(run_before_unload=False)
    secretary.context.set_offline(False)
    secretary.page = secretary.context.new_page()
    secretary.opens("session-roll", session.pk)
    expect(row(secretary, "Bùi Trọng An").get_by_role("textbox")).to_have_value("Lào Cai")
    expect(secretary.saved).to_contain_text("Đã lưu lúc")
    assert stored("Bùi Trọng An") == ("excused", "mission", "Lào Cai")


def test_without_scripts_the_reason_is_asked_on_the_next_page(person, session):
    secretary = person("secretary", PHONE, java_script_enabled=False)
    secretary.opens("session-roll", session.pk)
    first = row(secretary, "Bùi Trọng An")
    first.get_by_text("Vắng có lý do", exact=True).click()
    secretary.presses_main("Lưu điểm danh")
    secretary.reads("Bùi Trọng An: Chọn lý do vắng.")
    first.get_by_role("combobox").select_option(label="việc riêng")
    secretary.presses_main("Lưu điểm danh")
    secretary.reads("Đã lưu: 24 có mặt · 1 vắng có lý do · 0 không lý do · 96,00%")
    assert stored("Bùi Trọng An") == ("excused", "private", "")
