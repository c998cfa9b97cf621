"""One menu at a time; the chosen capacity changes what is shown first, never what is allowed."""

import pytest
from django.urls import reverse

from cells.models import Cell, Membership
from reports.home.roles import menu_of, present_role, roles_of


@pytest.mark.parametrize(
    ("who", "capacities"),
    [
        ("member", ["member"]),
        ("secretary", ["officer", "member"]),
        ("staff", ["staff", "member"]),
        ("leader", ["leader", "member"]),
        ("inspector", ["inspector", "member"]),
        ("yesterday's secretary", ["member"]),
        ("sysadmin", ["sysadmin"]),
    ],
)
def test_a_person_works_in_the_capacities_of_the_open_posts(cast, who, capacities):
    assert [key for key, _ in roles_of(cast.user(who).rights)] == capacities


@pytest.mark.parametrize("chosen", ["staff", "nonsense", None])
def test_a_capacity_that_is_not_held_is_never_taken(cast, chosen):
    assert present_role(chosen, cast.user("secretary").rights) == "officer"


def test_switching_changes_the_menu_and_no_right(sign_in, cast):
    client = sign_in("secretary")
    client.post(reverse("switch-role"), {"role": "member"})
    page = client.get("/").content.decode()
    assert "Đăng ký của tôi" in page
    assert client.get(reverse("pledge-queue")).status_code == 200


@pytest.mark.parametrize("who", ["member", "secretary", "staff", "leader", "inspector", "sysadmin"])
def test_every_menu_has_at_most_five_entries_and_each_opens(sign_in, cast, who):
    client = sign_in(who)
    menu = client.get("/").context["menu"]
    assert 1 <= len(menu) <= 5
    assert {client.get(entry.url).status_code for entry in menu} == {200}


def test_who_leads_a_youth_branch_alone_finds_it_under_its_own_name(sign_in, cast):
    def labels():
        return [entry.label for entry in sign_in("secretary").get("/").context["menu"]]

    assert "Chi bộ" in labels()
    Cell.objects.filter(pk=cast.cell.pk).update(kind="youth", name="Chi đoàn Cơ quan")
    Membership.objects.filter(cell=cast.cell).update(kind="youth")
    assert "Chi đoàn" in labels()
    assert "Chi bộ" not in labels()


def test_the_entry_above_the_present_page_is_the_current_one():
    entries = menu_of("officer", "/pledges/monthly-reports/7/")
    assert [entry.label for entry in entries if entry.current] == ["Đăng ký – báo cáo"]


@pytest.mark.parametrize(
    ("role", "path", "label"),
    [
        ("officer", "/sessions/7/", "Sinh hoạt"),
        ("staff", "/sessions/7/", "Chuyên đề – văn bản"),
        ("staff", "/reports/reviews/7/", "Sơ kết – tổng kết"),
        ("staff", "/pledges/7/", "Chi bộ"),
        ("officer", "/themes/", "Sinh hoạt"),
        ("officer", "/reports/commendations/7/", "Đánh giá – khen thưởng"),
        ("leader", "/reports/commendation-batches/7/award/", "Đánh giá – khen thưởng"),
        ("staff", "/reports/rounds/2/", "Đánh giá – khen thưởng"),
        ("officer", "/reports/evaluations/", "Đánh giá – khen thưởng"),
        ("officer", "/reports/reviews/7/", "Đăng ký – báo cáo"),
        ("member", "/notices/", None),
    ],
)
def test_a_hub_stands_for_what_it_leads_to_unless_that_has_its_own_entry(role, path, label):
    current = [entry.label for entry in menu_of(role, path) if entry.current]
    assert current == ([label] if label else [])


@pytest.mark.parametrize("name", ["hub-study", "hub-work", "hub-rating"])
def test_every_way_from_a_hub_opens(sign_in, cast, name):
    client = sign_in("staff")
    ways = client.get(reverse(name)).context["hub"].ways
    assert {client.get(reverse(way.name)).status_code for way in ways} == {200}
