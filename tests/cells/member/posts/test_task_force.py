"""The task force: who follows which cells, and which nobody follows."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells import clock
from cells.audit import AuditEntry
from cells.member.posts.mandates import plan_duties
from cells.member.posts.services import change_duties
from cells.workflow import Clash
from tests.factories import CommitteePostFactory
from tests.pages import forms_of


@pytest.fixture
def post(cast):
    return CommitteePostFactory(duties="Văn thư")


def test_cells_that_nobody_follows_are_named_first(cast, sign_in, post):
    post.cells.add(cast.other_cell)
    page = sign_in("leader").get(reverse("task-force")).content.decode()
    assert "Chưa ai theo dõi (1 chi bộ)" in page
    assert page.index("Vụ Cơ sở đảng") < page.index("Văn thư")
    post.cells.add(cast.cell)
    page = sign_in("staff").get(reverse("task-force")).content.decode()
    assert "Chi bộ nào cũng có người theo dõi." in page


def test_a_post_that_is_over_follows_nobody(cast, sign_in, post):
    post.cells.add(cast.cell, cast.other_cell)
    type(post).objects.filter(pk=post.pk).update(until=date(2014, 3, 19))
    page = sign_in("leader").get(reverse("task-force")).content.decode()
    assert "Chưa ai theo dõi (2 chi bộ)" in page
    assert "Văn thư" not in page


def test_staff_change_duties_after_seeing_what_changes(cast, sign_in, post):
    post.cells.add(cast.other_cell)
    client, url = sign_in("staff"), reverse("post-duties", args=[post.pk])
    preview = client.post(url, {"duties": "Kiểm tra", "cells": [cast.cell.pk]})
    page = preview.content.decode()
    assert "Nhiệm vụ: Văn thư → Kiểm tra." in page
    assert "Không còn ai theo dõi: Vụ Đảng viên." in page
    form, *_ = forms_of(preview, url)
    client.post(url, form.data)
    post.refresh_from_db()
    assert (post.duties, post.cells.get()) == ("Kiểm tra", cast.cell)
    assert AuditEntry.objects.of(post.member).get().verb == "post"


def test_own_duties_are_for_another_to_write(cast):
    own = cast.members["staff"].posts.get()
    with pytest.raises(ValidationError, match="không tự ghi"):
        plan_duties(own, "Khác", (), clock.today(), by=cast.users["staff"])


def test_nothing_new_is_said(cast, post):
    with pytest.raises(ValidationError, match="không có gì để đổi"):
        plan_duties(post, "Văn thư", (), clock.today())


def test_duties_that_changed_after_they_were_read_are_a_clash(cast, post):
    agreed = plan_duties(post, "Kiểm tra", (), clock.today()).fingerprint
    type(post).objects.filter(pk=post.pk).update(duties="Tuyên truyền")
    with pytest.raises(Clash):
        change_duties(post, duties="Kiểm tra", cells=(), by=cast.users["staff"], agreed=agreed)
