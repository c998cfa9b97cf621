"""The pages that say why there is no page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from cells.models import Committee
from reports.home.views import server_error


def test_the_page_for_a_fault_needs_no_database(rf, monkeypatch):
    def gone(*_arguments):
        raise DatabaseError

    monkeypatch.setattr(Committee.objects, "first", gone)
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "không phải do đồng chí" in answer.content.decode()


def test_the_address_of_a_step_opened_like_a_page_says_so(sign_in):
    answer = sign_in("staff").get(reverse("sign-out"))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")
    assert "Địa chỉ này là của một nút bấm" in answer.content.decode()


STEP = "/pledges/monthly-reports/1/submit/"
PAGE = "/pledges/monthly-reports/1/check/"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"http://testserver{PAGE}", PAGE),
        (f"http://testserver{PAGE}?a=1", f"{PAGE}?a=1"),
        ("https://elsewhere.example/check/", "/"),
        ("", "/"),
    ],
)
def test_a_step_that_met_no_sign_in_leads_back_to_the_page_it_was_pressed_on(
    client, cast, referer, back
):
    answer = client.post(STEP, headers={"referer": referer})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.url).query)["next"] == [back]
    assert "việc vừa bấm chưa được ghi" in client.get(answer.url).content.decode()


def test_a_page_that_met_no_sign_in_is_opened_afterwards_and_nothing_was_lost(client, cast):
    answer = client.get(PAGE)
    assert parse_qs(urlsplit(answer.url).query)["next"] == [PAGE]
    assert "chưa được ghi" not in client.get(answer.url).content.decode()


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("member", 403)])
def test_an_old_form_is_refused_and_without_a_sign_in_that_is_what_is_asked_for(cast, who, status):
    browser = Client(enforce_csrf_checks=True)
    if who:
        browser.force_login(cast.user(who), backend="cells.member.passwords.AccountBackend")
    assert browser.post(STEP).status_code == status


def test_the_sign_in_form_itself_says_that_it_is_old(cast):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(reverse("sign-in"), {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Trang vừa gửi đã cũ" in answer.content.decode()


@pytest.mark.parametrize("month", ["1/99999999999999999999", "13/2014", "0/2014", "x", "2014-13"])
def test_an_odd_month_is_refused_with_a_sentence(sign_in, cast, month):
    page = sign_in("staff").get("/pledges/monthly-reports/", {"month": month})
    assert page.status_code == 200
    assert "Ghi tháng và năm, ví dụ 03/2014." in page.content.decode()
