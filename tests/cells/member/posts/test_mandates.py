"""Posts in the committee's bodies: given, ended, extended; rights come and go with their days."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import AuditEntry
from cells.member.posts.mandates import Grant, plan_end, plan_grant
from cells.member.posts.offices import Wish, plan_office
from cells.member.posts.services import end_post, extend_post, grant_post
from cells.models import CommitteePost
from cells.workflow import Clash
from tests.factories import CommitteePostFactory, MemberFactory

TODAY = date(2014, 3, 20)


def give(cast, role="member", by="staff", **said):
    said = {"body": "inspection", "title": "member", "since": TODAY} | said
    grant_post(cast.members[role], Grant(**said), by=cast.user(by))
    return cast.members[role].posts.order_by("-pk").first()


def test_a_post_is_given_with_its_days_duties_and_cells(cast):
    until = date(2014, 12, 31)
    post = give(cast, until=until, duties="Theo dõi kiểm tra", cells=(cast.cell.pk,))
    assert (post.since, post.until, post.duties) == (TODAY, until, "Theo dõi kiểm tra")
    assert list(post.cells.all()) == [cast.cell]
    assert post.history.get().history_user == cast.users["staff"]
    [entry] = AuditEntry.objects.of(cast.members["member"])
    assert (entry.verb, entry.actor) == ("post", cast.users["staff"])
    assert entry.note == "uỷ viên Uỷ ban Kiểm tra từ 20/03/2014 đến hết 31/12/2014"
    for day, bodies in ((until, {"inspection"}), (date(2015, 1, 1), set())):
        with clock.at(day):
            assert cast.user("member").rights.bodies == bodies


@pytest.mark.parametrize(
    ("role", "said", "sentence"),
    [
        ("staff", {}, "không tự ghi cho mình"),
        ("member", {"until": date(2014, 3, 19)}, "không thể trước ngày bắt đầu"),
        ("inspector", {}, "đã có chức vụ ở tổ chức ấy, từ 01/01/2010 đến nay"),
        ("yesterday's secretary", {}, "Ngày 20/03/2014 đồng chí ấy không sinh hoạt"),
    ],
)
def test_a_post_that_cannot_be_is_refused(cast, role, said, sentence):
    before = CommitteePost.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        give(cast, role, **said)
    assert CommitteePost.objects.count() == before


def test_ending_takes_the_rights_at_once_or_on_the_day(cast):
    post = cast.members["inspector"].posts.get()
    end_post(post, until=date(2014, 4, 30), by=cast.user("staff"))
    assert cast.user("inspector").rights.bodies == {"inspection"}
    end_post(post, until=date(2014, 3, 19), by=cast.user("staff"))
    assert cast.user("inspector").rights.bodies == frozenset()


@pytest.mark.parametrize("since", [TODAY, date(2014, 4, 1)])
def test_a_post_given_by_mistake_is_taken_back_at_once(cast, since):
    post = give(cast, since=since)
    until = date(2014, 3, 19)
    [deed] = plan_end(post, until, TODAY).deeds
    said = f"bỏ uỷ viên Uỷ ban Kiểm tra, đã ghi từ {since:%d/%m/%Y}"
    assert deed == f"Đồng chí Nguyễn Văn Thịnh: {said}. Coi như chưa giao."
    end_post(post, until=until, by=cast.user("staff"))
    assert cast.user("member").rights.bodies == frozenset()
    assert not cast.members["member"].posts.exists()
    gone = CommitteePost.history.get(id=post.pk, history_type="-")
    assert gone.history_user == cast.users["staff"]
    assert AuditEntry.objects.of(cast.members["member"]).last().note == said


def test_a_post_that_has_run_for_days_is_not_taken_back(cast):
    post = give(cast, since=date(2014, 3, 19))
    with pytest.raises(ValidationError, match="không thể trước ngày bắt đầu"):
        end_post(post, until=date(2014, 3, 18), by=cast.user("staff"))


def test_a_post_that_is_gone_meanwhile_is_read_again(cast):
    first, until = give(cast), date(2014, 3, 19)
    second = CommitteePost.objects.get(pk=first.pk)
    end_post(first, until=until, by=cast.user("staff"))
    with pytest.raises(Clash):
        end_post(second, until=until, by=cast.user("staff"))


def test_extending_moves_the_last_day_or_takes_it_away(cast):
    post = give(cast, until=date(2014, 12, 31))
    for until in (date(2015, 6, 30), None):
        extend_post(post, until=until, by=cast.user("staff"))
        assert CommitteePost.objects.get(pk=post.pk).until == until
    notes = AuditEntry.objects.of(cast.members["member"]).values_list("note", flat=True)
    assert list(notes)[1:] == [
        "gia hạn uỷ viên Uỷ ban Kiểm tra, đến hết ngày 30/06/2015",
        "gia hạn uỷ viên Uỷ ban Kiểm tra, không ghi ngày kết thúc",
    ]


@pytest.mark.parametrize(
    ("step", "stored", "until", "sentence"),
    [
        (end_post, None, date(2009, 1, 1), "không thể trước ngày bắt đầu"),
        (end_post, date(2014, 12, 31), date(2015, 1, 1), "thì gia hạn"),
        (end_post, date(2014, 12, 31), date(2014, 12, 31), "không có gì để đổi"),
        (end_post, date(2014, 1, 31), date(2014, 1, 1), "đã kết thúc ngày 31/01/2014"),
        (extend_post, date(2014, 1, 31), date(2014, 12, 31), "đã kết thúc ngày 31/01/2014"),
        (extend_post, None, date(2014, 12, 31), "không cần gia hạn"),
        (extend_post, date(2014, 12, 31), date(2014, 12, 1), "Ghi ngày sau 31/12/2014"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(cast, step, stored, until, sentence):
    post = CommitteePostFactory(member=cast.members["member"], until=stored)
    with pytest.raises(ValidationError, match=sentence):
        step(post, until=until, by=cast.user("staff"))
    assert CommitteePost.objects.get(pk=post.pk).until == stored


def test_nobody_ends_or_extends_their_own(cast):
    post = cast.members["staff"].posts.get()
    with pytest.raises(ValidationError, match="không tự ghi cho mình"):
        end_post(post, until=TODAY, by=cast.user("staff"))
    CommitteePost.objects.update(until=date(2014, 12, 31))
    with pytest.raises(ValidationError, match="không tự ghi cho mình"):
        extend_post(post, until=None, by=cast.user("staff"))


def test_the_page_says_what_rights_go_and_who_is_left(cast):
    post = cast.members["staff"].posts.get()
    CommitteePostFactory(member=post.member, body="inspection")
    plan = plan_end(post, date(2014, 3, 19), TODAY)
    words = " ".join([*plan.follows, *plan.warnings])
    assert "Ngay bây giờ, đồng chí Lê Thu Hà không còn quyền xem toàn Đảng bộ" in words
    assert "Chức vụ còn lại của đồng chí ấy: uỷ viên Uỷ ban Kiểm tra" in words
    assert "Từ 20/03/2014, Bộ phận giúp việc không còn ai" in words


def test_the_last_day_of_a_right_is_said_to_belong_to_it(cast):
    grant = Grant(body="inspection", title="member", since=TODAY, until=date(2014, 6, 30))
    follows = plan_grant(cast.members["member"], grant, TODAY).follows
    assert "Quyền ấy còn đến hết ngày 30/06/2014." in follows
    wish = Wish(cell=cast.cell, office="committee", since=TODAY, until=date(2014, 6, 30))
    told = " ".join(plan_office(cast.members["member"], wish, TODAY).follows)
    assert "Quyền của chức vụ còn đến hết ngày 30/06/2014;" in told


def test_a_second_head_of_a_body_is_said_and_not_refused(cast):
    CommitteePostFactory(body="inspection", title="head", member__full_name="Lê Văn Tám")
    grant = Grant(body="inspection", title="head", since=TODAY)
    plan = plan_grant(cast.members["member"], grant, TODAY)
    assert plan.warnings == ("Đồng chí Lê Văn Tám cũng đang là trưởng Uỷ ban Kiểm tra.",)


def test_a_post_given_twice_at_once_is_given_once(crowd, request):
    cast = request.getfixturevalue("cast")
    answers = crowd(*[partial(give, cast)] * 2)
    names = sorted(type(answer).__name__ for answer in answers)
    assert names in (["CommitteePost", "ValidationError"], ["Clash", "CommitteePost"])
    assert crowd(cast.members["member"].posts.count) == [1]


def test_a_post_that_somebody_else_has_just_ended_is_read_again(cast):
    post = CommitteePostFactory(member=MemberFactory())
    agreed = plan_end(post, date(2014, 6, 30), TODAY).fingerprint
    end_post(post, until=date(2014, 12, 31), by=cast.user("staff"))
    with pytest.raises(Clash):
        end_post(post, until=date(2014, 6, 30), by=cast.user("staff"), agreed=agreed)
    assert CommitteePost.objects.get(pk=post.pk).until == date(2014, 12, 31)


@pytest.mark.parametrize(
    ("body", "title", "is_one"),
    [
        ("standing", "secretary", True),
        ("standing", "head", False),
        ("executive", "deputy_head", False),
        ("inspection", "head", True),
        ("inspection", "secretary", False),
        ("task_force", "member", True),
    ],
)
def test_a_body_has_its_own_titles(cast, body, title, is_one):
    grant = Grant(body=body, title=title, since=TODAY)
    if is_one:
        assert plan_grant(cast.members["colleague"], grant, TODAY).steps
        return
    with pytest.raises(ValidationError) as refused:
        plan_grant(cast.members["colleague"], grant, TODAY)
    assert list(refused.value.message_dict) == ["title"]
