"""Choosing the double, reading what would happen, agreeing to exactly that."""

import pytest
from django.urls import reverse

from cells.models import Member, Standing
from tests.factories import MemberFactory, MembershipFactory, StandingFactory
from tests.pages import forms_of


@pytest.fixture
def double(cast):
    member = MemberFactory(full_name="Nguyễn Văn Thịnh", card_number="")
    MembershipFactory(member=member, cell=cast.cell)
    return member


def address(kept, double):
    return reverse("member-merge-confirm", args=[kept.pk, double.pk])


def test_namesakes_are_offered_and_anybody_is_found(sign_in, cast, double):
    client, kept = sign_in("staff"), cast.members["member"]
    page = client.get(reverse("member-merge", args=[kept.pk]))
    assert page.context["found"] == [double]
    assert address(kept, double) in page.content.decode()
    page = client.get(reverse("member-merge", args=[kept.pk]), {"q": "phan ngoc"})
    assert [str(member) for member in page.context["found"]] == ["Phan Ngọc Lan"]
    page = client.get(reverse("member-merge", args=[kept.pk]), {"q": "\x00" + "a" * 500})
    assert page.status_code == 200


def test_staff_read_agree_and_one_record_is_left(sign_in, cast, double):
    client, kept = sign_in("staff"), cast.members["member"]
    url = address(kept, double)
    page = client.get(url)
    assert "hồ sơ giữ lại đã ghi những ngày ấy" in page.content.decode()
    [form] = forms_of(page, url)
    answer = client.post(url, form.data, follow=True)
    assert "Đã gộp hai hồ sơ thành một" in answer.content.decode()
    assert not Member.objects.filter(pk=double.pk).exists()
    assert client.post(url, form.data).status_code == 404


def test_what_came_in_between_is_shown_first(sign_in, cast, double):
    client, url = sign_in("staff"), address(cast.members["member"], double)
    [form] = forms_of(client.get(url), url)
    StandingFactory(member=double)
    page = client.post(url, form.data, follow=True).content.decode()
    assert "vừa có người sửa" in page
    assert "Miễn sinh hoạt, từ 01/01/2013" in page
    assert Standing.objects.get().member == double


def test_a_blocked_merge_has_no_button(sign_in, cast, double):
    Member.objects.filter(pk=double.pk).update(card_number="03888888")
    url = address(cast.members["member"], double)
    page = sign_in("staff").get(url)
    assert "Hai số thẻ khác nhau" in page.content.decode()
    assert forms_of(page, url) == []
    assert sign_in("staff").post(url, {"agreed": "x"}).status_code == 302
    assert Member.objects.filter(pk=double.pk).exists()


def test_a_record_is_not_merged_with_itself_nor_with_ones_own(sign_in, cast, double):
    client, mine = sign_in("staff"), cast.members["staff"]
    assert client.get(address(double, double)).status_code == 404
    assert client.get(address(mine, double)).status_code == 403
    assert client.get(address(double, mine)).status_code == 403
