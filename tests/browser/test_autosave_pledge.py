"""The pledge builder keeps what is typed as the monthly report does: one pledge, no word lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from pledges.models import Pledge

pytestmark = pytest.mark.django_db(transaction=True)

ACTION = "Tôi sẽ"
WORDS = "Trả lời hồ sơ của địa phương trong năm ngày"
OFFLINE = "Kèm hai đồng chí mới về"


@pytest.fixture
def writer(person, draft_pledge):
    member = person("member", 360)
    member.opens("pledge-write", draft_pledge.pk)
    return member


def actions(pledge) -> list[str]:
    assert Pledge.objects.get() == pledge
    return list(pledge.items.order_by("position").values_list("action", flat=True))


def test_without_network_a_sentence_stays_and_is_saved_once_when_it_is_back(writer, draft_pledge):
    writer.context.set_offline(True)
    writer.writes(ACTION, WORDS, writer.work(1))
    expect(writer.saved).to_contain_text("Mất mạng. Chữ vẫn còn trên máy này")
    assert actions(draft_pledge) == []
    writer.context.set_offline(False)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    draft_pledge.refresh_from_db()
    assert (actions(draft_pledge), draft_pledge.version) == ([WORDS], 1)


def test_an_added_item_typed_without_network_comes_back_with_its_frame(writer, draft_pledge):
    for number, words in enumerate((WORDS, "Tiếp dân"), start=1):
        writer.writes(ACTION, words, writer.work(number))
    writer.writes("Đến ngày", "1/12/2014", writer.work(1))
    writer.presses("Thêm việc 3")
    writer.reads("Việc 3")
    writer.reads_no("Chữ còn trên máy này")
    writer.context.set_offline(True)
    writer.writes(ACTION, OFFLINE, writer.work(3))
    writer.writes(ACTION, "", writer.work(2))
    expect(writer.saved).to_contain_text("Mất mạng.")
    writer.closes()
    writer.context.set_offline(False)
    writer.opens("pledge-write", draft_pledge.pk)
    expect(writer.box(ACTION, writer.work(3))).to_have_value(OFFLINE)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert actions(draft_pledge) == [WORDS, OFFLINE]


def test_an_added_item_stands_beside_where_its_frame_is_gone(writer, draft_pledge):
    for number, words in enumerate((WORDS, "Tiếp dân"), start=1):
        writer.writes(ACTION, words, writer.work(number))
    writer.presses("Thêm việc 3")
    writer.reads("Việc 3")
    writer.context.set_offline(True)
    writer.writes(ACTION, OFFLINE, writer.work(3))
    expect(writer.saved).to_contain_text("Mất mạng.")
    draft_pledge.refresh_from_db()
    Pledge.objects.filter(pk=draft_pledge.pk).update(version=draft_pledge.version + 1)
    writer.closes()
    writer.context.set_offline(False)
    writer.opens("pledge-write", draft_pledge.pk)
    writer.reads(f"Việc 3: {ACTION}{OFFLINE}")
    assert actions(draft_pledge) == [WORDS, "Tiếp dân"]


def test_a_sentence_typed_after_the_login_expired_survives_signing_in_again(
    writer, draft_pledge, office
):
    Session.objects.all().delete()
    writer.writes(ACTION, WORDS, writer.work(1))
    expect(writer.saved).to_contain_text("Phiên đăng nhập đã hết. Chữ vẫn còn trên máy này")
    writer.presses_main("Lưu và kiểm tra lại")
    writer.is_at("sign-in")
    writer.signs_in(office.users["member"].username)
    writer.is_at("home")
    writer.opens("pledge-write", draft_pledge.pk)
    expect(writer.box(ACTION, writer.work(1))).to_have_value(WORDS)
    expect(writer.saved).to_contain_text("Đã lưu lúc")
    assert actions(draft_pledge) == [WORDS]


def test_somebody_else_who_signs_in_on_this_machine_sees_nothing_of_it(
    person, draft_pledge, office
):
    """The secretary began to enter for the member; then the member writes, at the same desk."""
    secretary = person("secretary")
    secretary.opens("pledge-write", draft_pledge.pk)
    secretary.context.set_offline(True)
    secretary.writes(ACTION, OFFLINE, secretary.work(1))
    expect(secretary.saved).to_contain_text("Mất mạng. Chữ vẫn còn trên máy này")
    secretary.closes()
    secretary.context.set_offline(False)
    secretary.context.clear_cookies()
    member = secretary
    member.signs_in(office.users["member"].username)
    member.opens("pledge-write", draft_pledge.pk)
    expect(member.box(ACTION, member.work(1))).to_have_value("")
    member.reads_no(OFFLINE)
    assert actions(draft_pledge) == []
