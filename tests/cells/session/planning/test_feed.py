import pytest
from django.test import Client
from django.urls import reverse

from cells.issue import checking
from cells.models import CalendarFeed
from cells.session.planning.services import cancel_session, renew_calendar, save_preparation
from tests.factories import SessionFactory, moment


@pytest.fixture(autouse=True)
def fresh_count():
    checking.cache.clear()


@pytest.fixture
def feed(cast, session, secretary):
    return renew_calendar(cast.cell, by=secretary)


def read(feed):
    response = Client().get(feed.get_absolute_url())
    return response, response.content.decode().replace("\r\n ", "")


def line(text, name):
    return next(row for row in text.split("\r\n") if row.startswith(f"{name}:"))


def test_whoever_holds_the_address_reads_when_where_and_what_and_no_name(cast, feed):
    response, text = read(feed)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "noindex" in response["X-Robots-Tag"]
    assert line(text, "SUMMARY") == "SUMMARY:Sinh hoạt thường kỳ tháng 4 năm 2014"
    assert line(text, "LOCATION") == "LOCATION:Phòng 305"
    for member in cast.members.values():
        assert member.full_name not in text


def test_a_moved_session_is_the_same_event_later_on(feed, session, secretary, values):
    _, before = read(feed)
    day = {"starts_at": moment(2014, 4, 4, 8)}
    save_preparation(session, by=secretary, version=0, **{**values, **day})
    _, after = read(feed)
    assert line(after, "UID") == line(before, "UID")
    assert (line(before, "SEQUENCE"), line(after, "SEQUENCE")) == ("SEQUENCE:0", "SEQUENCE:1")
    assert line(after, "DTSTART") == "DTSTART:20140404T010000Z"


def test_a_cancelled_session_stays_and_says_so(feed, session, secretary):
    cancel_session(session, by=secretary, note="Trùng lịch của chị Mai")
    _, text = read(feed)
    assert (line(text, "STATUS"), line(text, "SEQUENCE")) == ("STATUS:CANCELLED", "SEQUENCE:1")
    assert "Trùng lịch" not in text


def test_sessions_joined_as_a_partner_are_there_and_those_of_others_are_not(cast, feed):
    joined = SessionFactory(cell=cast.other_cell, title="Phối hợp")
    joined.partners.create(cell=cast.cell)
    SessionFactory(cell=cast.other_cell, title="Của chi bộ khác")
    _, text = read(feed)
    assert "SUMMARY:Phối hợp" in text
    assert "chi bộ khác" not in text


def test_a_renewed_address_closes_the_old_one(cast, feed, secretary):
    old = feed.get_absolute_url()
    assert len(feed.secret) >= 43
    renew_calendar(cast.cell, by=secretary)
    assert Client().get(old).status_code == 404
    new = CalendarFeed.objects.get(cell=cast.cell)
    assert Client().get(new.get_absolute_url()).status_code == 200


def test_who_asks_without_end_is_told_to_wait(feed, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 2)
    answers = [read(feed)[0].status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_members_read_the_address_and_officers_open_it(cast, sign_in):
    page = reverse("session-calendar", args=[cast.cell.pk])
    renew = reverse("session-calendar-renew", args=[cast.cell.pk])
    assert "Bí thư hoặc chi uỷ mở" in sign_in("member").get(page).content.decode()
    assert "Mở địa chỉ lịch" in sign_in("secretary").get(page).content.decode()
    shown = sign_in("secretary").post(renew, follow=True).content.decode()
    feed = CalendarFeed.objects.get(cell=cast.cell)
    assert f"http://testserver{feed.get_absolute_url()}" in shown
    seen = sign_in("member").get(page).content.decode()
    assert feed.secret in seen
    assert "Đổi địa chỉ lịch" not in seen
