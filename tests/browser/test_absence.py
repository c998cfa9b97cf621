"""A request to be away: asked on a phone, approved at the secretary's desk, read on the phone."""

import pytest

from cells.session.planning.services import schedule_session
from tests.browser.conftest import PHONE
from tests.factories import moment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(office):
    return schedule_session(
        office.cell,
        by=office.user("secretary"),
        form="regular",
        starts_at=moment(2014, 4, 3, 14),
        place="Phòng 305",
        chair=office.members["secretary"],
        minute_taker=office.members["deputy"],
    )


def test_from_the_phone_to_the_secretary_and_back(session, person):
    member = person("member", PHONE)
    asks_to_be_away(member)
    answers(person("secretary"), session)
    member.opens("home")
    member.reads("Đồng chí được vắng buổi sinh hoạt ngày 03/04/2014.")
    member.opens("session-list")
    member.reads("Được vắng")


def asks_to_be_away(member):
    member.opens("session-list")
    member.reads("Thứ Năm, 03/04/2014, 14:00")
    member.follows("Xin vắng…")
    member.presses_main("Gửi đơn xin vắng")
    member.reads("Chọn lý do.")
    member.chooses("công tác", member.main)
    member.writes("Ghi rõ thêm, nếu cần", "đi Hà Giang đến 05/04")
    member.presses_main("Gửi đơn xin vắng")
    member.reads("Người trả lời: bí thư Trần Thị Mai.")
    assert wide(member) == 0


def wide(somebody):
    """By how much the page would scroll sideways."""
    measure = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return somebody.page.evaluate(measure)


def answers(secretary, session):
    secretary.opens("session-list")
    secretary.reads("Xin vắng, chờ trả lời (1)")
    secretary.opens("session", session.pk)
    secretary.reads("công tác: đi Hà Giang đến 05/04")
    secretary.presses("Đồng ý")
    secretary.reads("Đã đồng ý cho đồng chí Nguyễn Văn Thịnh vắng.")
