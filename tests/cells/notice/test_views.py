"""The page of notices and the section on the home page: seen by one person, put aside by post."""

import pytest
from django.urls import reverse

from cells.models import Notice
from pledges.monthly_report import services as reports
from pledges.pledge import services as pledges
from tests.factories import MonthlyReportFactory, PledgeFactory
from tests.pages import forms_of

NEWS = "Báo cáo tháng 3/2014 đã được nhận."


@pytest.fixture
def notice(report, cast):
    reports.acknowledge_monthly_report(report, by=cast.user("secretary"))
    return Notice.objects.get()


def page_of(client, name="home", **query):
    return client.get(reverse(name), query).content.decode()


def many(cast, how_many):
    """As many reports of the member's, all acknowledged."""
    for number in range(how_many):
        pledge = PledgeFactory(
            member=cast.members["member"], cell=cast.cell, year=2000 + number, accepted=True
        )
        report = MonthlyReportFactory(pledge=pledge, sent=True)
        reports.acknowledge_monthly_report(report, by=cast.user("secretary"))


def test_home_shows_what_was_answered_to_its_author_alone(sign_in, notice):
    assert NEWS in page_of(sign_in("member"))
    for role in ("colleague", "secretary", "staff", "sysadmin"):
        assert "Trả lời mới" not in page_of(sign_in(role))
        assert NEWS not in page_of(sign_in(role), "notice-list")


def test_a_returned_paper_is_a_task_and_not_told_twice(sign_in, returned):
    page = page_of(sign_in("member"))
    assert "Bổ sung báo cáo" in page
    assert "Trả lời mới" not in page
    assert "đã được trả lại" in page_of(sign_in("member"), "notice-list")


def test_a_returned_pledge_is_a_task_and_not_told_twice(sign_in, cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, sent=True)
    pledges.return_pledge(pledge, by=cast.user("secretary"), note="Ghi rõ.")
    assert "Trả lời mới" not in page_of(sign_in("member"))


def test_opening_from_the_home_page_puts_it_aside_and_leads_to_the_paper(sign_in, notice):
    client = sign_in("member")
    opened = client.post(reverse("notice-open", args=[notice.pk]))
    assert opened.url == notice.path
    assert "Trả lời mới" not in page_of(client)
    assert f'href="{notice.path}"' in page_of(client, "notice-list")


def test_put_aside_without_opening_the_second_press_changes_nothing(sign_in, notice):
    client = sign_in("member")
    [seen] = [f for f in forms_of(client.get("/"), "/") if f.action.endswith("back=home")]
    assert client.post(seen.action).url == "/"
    first = Notice.objects.get().seen_at
    assert client.post(seen.action).url == "/"
    assert Notice.objects.get().seen_at == first


def test_all_at_once_but_not_what_came_after_the_page_was_shown(sign_in, cast):
    many(cast, 3)
    newest = Notice.objects.first().pk
    many_more = PledgeFactory(member=cast.members["member"], cell=cast.cell, sent=True)
    pledges.accept_pledge(many_more, by=cast.user("secretary"))
    sign_in("member").post(reverse("notice-all-seen", args=[newest]))
    assert [notice.paper for notice in Notice.objects.unseen()] == [many_more]


def test_nothing_is_put_aside_by_looking(sign_in, notice):
    client = sign_in("member")
    for address in ("notice-open", "notice-seen", "notice-all-seen"):
        assert client.get(reverse(address, args=[notice.pk])).status_code == 405
    page_of(client), page_of(client, "notice-list")
    assert Notice.objects.unseen().count() == 1


def test_a_paper_that_has_moved_on_is_told_without_a_link(sign_in, notice, cast):
    Notice.objects.update(object_id=987_654_321)
    client = sign_in("member")
    assert NEWS in page_of(client)
    assert "Mở xem" not in page_of(client)
    assert client.post(reverse("notice-open", args=[notice.pk])).url == "/"
    page = page_of(client, "notice-list")
    assert NEWS in page
    assert notice.path not in page


def test_home_shows_the_newest_and_says_how_many_more_there_are(sign_in, cast):
    many(cast, 7)
    page = page_of(sign_in("member"))
    assert "Trả lời mới (7)" in page
    assert page.count(NEWS) == 5
    assert "Xem thêm 2 thông báo chưa xem" in page


def test_the_list_has_pages_and_answers_odd_numbers(sign_in, cast):
    many(cast, 52)
    client = sign_in("member")
    assert page_of(client, "notice-list").count(NEWS) == 50
    assert page_of(client, "notice-list", page=2).count(NEWS) == 2
    for odd in ("-1", "x", "99999999999999999999"):
        assert NEWS in page_of(client, "notice-list", page=odd)


def test_an_empty_list_says_what_will_come_here(sign_in):
    assert "Chưa có thông báo nào" in page_of(sign_in("member"), "notice-list")


def test_a_foreign_way_back_is_not_followed(sign_in, notice):
    here = reverse("notice-seen", args=[notice.pk])
    assert sign_in("member").post(f"{here}?back=https://evil.example").url == "/"
