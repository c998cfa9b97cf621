"""What is typed is saved by itself, and stays where it is when it cannot be."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

BOX = "Một câu về việc đã làm"
WORDS = "Trả lời 14 hồ sơ, đều trong năm ngày."


@pytest.fixture
def writer(person, draft_report):
    """The member, before the report of March."""
    member = person("member", 360)
    member.opens("monthly-report-write", draft_report.pk)
    return member


def stored(report) -> str:
    return report.lines.get(item__position=1).sentence


def test_it_says_when_it_has_saved_and_it_has(writer, draft_report):
    writer.writes(BOX, WORDS, writer.work(1))
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert stored(draft_report) == WORDS


def test_what_was_autosaved_is_there_when_the_page_opens_again(writer, draft_report):
    writer.writes(BOX, WORDS, writer.work(1))
    writer.chooses("Đã làm", writer.work(1))
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    writer.opens("monthly-report-write", draft_report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value(WORDS)
    expect(writer.box("Đã làm", writer.work(1))).to_be_checked()


def test_without_network_the_words_stay_and_are_saved_once_when_it_is_back(writer, draft_report):
    saves = []
    writer.page.on(
        "requestfinished", lambda r: saves.append(r.url) if "autosave" in r.url else None
    )
    writer.context.set_offline(True)
    writer.writes(BOX, WORDS, writer.work(1))
    expect(writer.saved).to_contain_text("Mất mạng. Chữ vẫn còn trên máy này")
    assert stored(draft_report) == ""
    writer.context.set_offline(False)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    draft_report.refresh_from_db()
    assert (stored(draft_report), draft_report.version, len(saves)) == (WORDS, 1, 1)


def test_words_typed_without_network_come_back_after_the_page_was_closed(writer, draft_report):
    writer.context.set_offline(True)
    writer.writes(BOX, WORDS, writer.work(1))
    expect(writer.saved).to_contain_text("Mất mạng.")
    writer.page.close(run_before_unload=False)
    writer.context.set_offline(False)
    writer.page = writer.context.new_page()
    writer.opens("monthly-report-write", draft_report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value(WORDS)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert stored(draft_report) == WORDS


def test_an_ended_session_says_so_and_the_words_survive_signing_in_again(
    writer, draft_report, office
):
    Session.objects.all().delete()
    writer.writes(BOX, WORDS, writer.work(1))
    expect(writer.saved).to_contain_text("Phiên đăng nhập đã hết.")
    writer.opens("monthly-report-write", draft_report.pk)
    writer.is_at("sign-in")
    writer.writes("Tên đăng nhập", office.users["member"].username)
    writer.writes("Mật khẩu", writer.password)
    writer.presses("Đăng nhập")
    writer.is_at("monthly-report-write", draft_report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value(WORDS)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert stored(draft_report) == WORDS


def test_words_sent_after_the_session_ended_outlive_the_detour_over_home(
    writer, draft_report, office
):
    Session.objects.all().delete()
    writer.writes(BOX, WORDS, writer.work(1))
    writer.presses("Lưu nháp")
    writer.is_at("sign-in")
    writer.opens("sign-in")
    writer.writes("Tên đăng nhập", office.users["member"].username)
    writer.writes("Mật khẩu", writer.password)
    writer.presses("Đăng nhập")
    writer.is_at("home")
    writer.opens("monthly-report-write", draft_report.pk)
    expect(writer.box(BOX, writer.work(1))).to_have_value(WORDS)
