"""The pages of offices, posts and standings: the question, then what follows, then the deed."""

import pytest
from django.urls import reverse

from cells.models import CommitteePost, Membership, Standing
from tests.factories import CommitteePostFactory, MembershipFactory, StandingFactory
from tests.pages import forms_of

HANDOVER = {"office": "secretary", "since": "20/03/2014", "handover": "none"}


def office_page(cast, role="deputy"):
    return reverse("member-office", args=[cast.members[role].pk])


def agree(client, url, form):
    """Through the page that shows what would happen."""
    page = client.post(url, form)
    [shown] = forms_of(page, url)
    return client.post(url, shown.data, follow=True)


def test_a_handover_is_read_and_then_written(sign_in, cast):
    client, url = sign_in("staff"), office_page(cast)
    first = client.get(url).content.decode()
    assert "Khi bàn giao, đồng chí Trần Thị Mai là" in first
    shown = client.post(url, HANDOVER).content.decode()
    assert "Đồng chí Trần Thị Mai: đảng viên" in shown
    assert Membership.objects.filter(office="secretary", until=None, cell=cast.cell).count() == 1
    done = agree(client, url, HANDOVER)
    assert "Đã ghi chức vụ" in done.content.decode()
    assert cast.user("deputy").rights.cells_as_secretary
    assert not cast.user("secretary").rights.cells_as_officer


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        ({"since": ""}, "office", "Chọn chức vụ"),
        ({"office": "secretary", "since": ""}, "since", "Ghi ngày bắt đầu"),
        ({"office": "committee", "since": "31/02/2014"}, "since", "Không có ngày 31/02/2014"),
        ({"office": "secretary", "since": "20/03/2014"}, "handover", "bàn giao trong một bước"),
        ({**HANDOVER, "until": "01/01/2014"}, "until", "không thể trước ngày bắt đầu"),
        ({**HANDOVER, "handover": "x"}, "handover", "hợp lệ"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    sign_in, cast, form, field, sentence
):
    page = sign_in("staff").post(office_page(cast), form)
    assert sentence in " ".join(page.context["form"].errors[field])
    assert page.context["form"].data.get("since", "") == form.get("since", "")


def test_going_back_to_mend_keeps_the_answers(sign_in, cast):
    page = sign_in("staff").post(office_page(cast), HANDOVER | {"edit": "1"})
    assert page.context["plan"] is None
    assert page.context["form"].data["office"] == "secretary"


def test_what_changed_in_between_is_shown_again_and_not_done(sign_in, cast):
    client, url = sign_in("staff"), office_page(cast)
    [shown] = forms_of(client.post(url, HANDOVER), url)
    Membership.objects.filter(member=cast.members["cell committee"]).update(office="")
    page = client.post(url, shown.data)
    assert page.status_code == 409
    assert "vừa có người sửa" in page.content.decode()
    assert cast.user("secretary").rights.cells_as_secretary
    [again] = forms_of(page, url)
    client.post(url, again.data)
    assert cast.user("deputy").rights.cells_as_secretary


def test_what_can_no_longer_be_is_said_beside_the_question(sign_in, cast):
    client, url = sign_in("staff"), office_page(cast)
    [shown] = forms_of(client.post(url, HANDOVER), url)
    agree(client, url, HANDOVER)
    page = client.post(url, shown.data)
    assert "không có gì để đổi" in page.content.decode()


def test_somebody_of_two_cells_says_which(sign_in, cast):
    member = cast.members["colleague"]
    cast.other_cell.kind = "youth"
    cast.other_cell.save()
    MembershipFactory(member=member, cell=cast.other_cell)
    url = office_page(cast, "colleague")
    form = {"office": "committee", "since": "20/03/2014"}
    client = sign_in("staff")
    assert client.post(url, form).context["form"].errors["cell"] == ["Chọn chi bộ."]
    agree(client, url, form | {"cell": cast.other_cell.pk})
    assert cast.user("colleague").rights.cells_as_officer == {cast.other_cell.pk}


def test_who_is_in_no_cell_has_no_office_page(sign_in, cast):
    member = cast.members["yesterday's secretary"]
    url = reverse("member-office", args=[member.pk])
    assert sign_in("staff").get(url).url == member.get_absolute_url()
    page = sign_in("staff").get(member.get_absolute_url()).content.decode()
    assert url not in page


BODIES = {"task_force", "inspection", "people_inspectorate"}


@pytest.mark.parametrize("role", ["staff", "leader", "executive"])
def test_leaders_give_posts_of_staff_and_inspectors_only(sign_in, cast, role):
    url = reverse("member-post", args=[cast.members["member"].pk])
    client = sign_in(role)
    offered = {value for value, _ in client.get(url).context["form"].fields["body"].choices}
    assert offered == BODIES | ({"standing", "executive"} if role == "staff" else set())
    form = {"body": "standing", "title": "member", "since": "20/03/2014"}
    page = client.post(url, form)
    assert (page.context["plan"] is not None) is (role == "staff")
    done = agree(client, url, form | {"body": "inspection", "cells": [cast.cell.pk]})
    assert done.status_code == 200
    post = CommitteePost.objects.get(member=cast.members["member"])
    assert list(post.cells.all()) == [cast.cell]


def test_the_bodies_are_listed_open_posts_first_with_their_last_day(sign_in, cast):
    over = CommitteePostFactory(body="standing", until="2014-03-19", member__full_name="Lê Văn Tám")
    ending = CommitteePostFactory(body="standing", until="2014-04-30")
    page = sign_in("leader").get(reverse("post-list"))
    rows = [row.record for row in page.context["table"].rows]
    assert rows[-1] == over
    assert rows[0].body == "standing"
    text = page.content.decode()
    assert "Đã thôi 19/03/2014" in text
    assert "30/04/2014" in text
    assert reverse("post-end", args=[ending.pk]) not in text, "leaders do not end leaders' posts"
    assert reverse("post-end", args=[cast.members["inspector"].posts.get().pk]) in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 6),
        ({"body": "standing"}, 3),
        ({"state": "open"}, 5),
        ({"state": "ending"}, 1),
        ({"state": "over"}, 1),
        ({"q": "le van tam"}, 1),
        ({"sort": "until"}, 6),
        ({"sort": "-until"}, 6),
    ],
)
def test_the_list_is_narrowed_and_sorted(sign_in, cast, query, count):
    CommitteePostFactory(body="standing", until="2014-03-19", member__full_name="Lê Văn Tám")
    CommitteePostFactory(body="standing", until="2014-04-30")
    table = sign_in("staff").get(reverse("post-list"), query).context["table"]
    assert len(table.rows) == count


@pytest.mark.parametrize("name", ["post-end", "post-extend"])
def test_a_post_is_ended_or_extended_by_its_page(sign_in, cast, name):
    post = CommitteePostFactory(body="inspection", until="2014-12-31", member__full_name="Lê Tám")
    MembershipFactory(member=post.member)
    day = {"post-end": "30/06/2014", "post-extend": "30/06/2015"}[name]
    agree(sign_in("leader"), reverse(name, args=[post.pk]), {"until": day})
    post.refresh_from_db()
    assert f"{post.until:%d/%m/%Y}" == day


def test_a_post_without_a_last_day_needs_no_more_days(sign_in, cast):
    post = cast.members["inspector"].posts.get()
    url = reverse("post-extend", args=[post.pk])
    assert sign_in("staff").get(url).status_code == 200
    page = sign_in("staff").post(url, {"until": "31/12/2014"}).content.decode()
    assert "không cần gia hạn" in page


def test_a_release_is_written_and_ended_by_its_pages(sign_in, cast):
    member, client = cast.members["member"], sign_in("staff")
    begin, end = (
        reverse(name, args=[member.pk]) for name in ("member-standing", "member-standing-end")
    )
    assert client.get(end).url == member.get_absolute_url(), "nothing to end yet"
    agree(client, begin, {"kind": "suspended", "since": "20/03/2014", "until": ""})
    assert cast.user("member").member.standings.get().kind == "suspended"
    agree(client, end, {"until": "30/04/2014"})
    assert f"{Standing.objects.get().until:%d/%m/%Y}" == "30/04/2014"


def test_a_persons_page_leads_to_what_may_be_done(sign_in, cast):
    member = cast.members["deputy"]
    StandingFactory(member=member)
    CommitteePostFactory(member=member, body="inspection", until="2014-12-31")
    names = ["member-office", "member-post", "member-standing-end", "member-merge"]
    links = [reverse(name, args=[member.pk]) for name in names]
    links += [reverse(name, args=[member.posts.get().pk]) for name in ("post-end", "post-extend")]
    seen = {
        role: [link in page for link in links]
        for role in ("staff", "leader", "secretary", "inspector")
        if (page := sign_in(role).get(member.get_absolute_url()).content.decode())
    }
    assert seen["staff"] == [True] * 6
    assert seen["leader"] == [False, True, False, False, True, True]
    assert seen["secretary"] == seen["inspector"] == [False] * 6


def test_a_cell_shows_when_its_officers_mandates_end(sign_in, cast):
    Membership.objects.filter(member=cast.members["deputy"]).update(until="2014-12-31")
    page = sign_in("secretary").get(cast.cell.get_absolute_url()).content.decode()
    assert "hết nhiệm kỳ ngày 31/12/2014" in page


def test_an_old_row_and_a_next_one_do_not_stand_in_the_heading(sign_in, cast):
    member = cast.members["deputy"]
    Membership.objects.filter(member=member).update(until="2014-12-31")
    MembershipFactory(member=member, cell=cast.cell, since="2015-01-01")
    page = sign_in("staff").get(member.get_absolute_url()).content.decode()
    heading = page.split("</h1>")[1].split("</p>")[0]
    assert heading.count("Chi bộ Vụ Cơ sở đảng") == 1
