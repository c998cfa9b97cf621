"""Praise under “Việc cần làm”: each is asked for what is theirs."""

import pytest
from django.urls import reverse

from reports.commendation import batches, services
from reports.home.honours import praise_tasks
from reports.models import CommendationBatch, CommendationForm
from tests.commending import batch_with
from tests.factories import (
    CommendationBatchFactory,
    CommendationFactory,
)

pytestmark = pytest.mark.django_db


def test_the_home_page_asks_each_for_what_is_theirs(cast):
    CommendationFactory(member=cast.members["member"], cell=cast.cell)
    CommendationFactory(member=cast.members["secretary"], cell=cast.cell)
    CommendationFactory(member=cast.members["deputy"], cell=cast.cell, proposed=True)
    batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    told = {
        role: [task.title for task in praise_tasks(cast.user(role))]
        for role in ("secretary", "deputy", "staff", "leader", "executive", "member")
    }
    assert told == {
        "secretary": ["1 đề cử khen chờ chi bộ xét"],
        "deputy": ["2 đề cử khen chờ chi bộ xét"],
        "staff": ["1 đề nghị khen chờ tổng hợp"],
        "leader": ["Đợt khen chờ quyết định"],
        "executive": [],
        "member": [],
    }


def test_a_praise_that_the_cell_gives_waits_for_its_secretary(sign_in, cast):
    own = CommendationForm.objects.get(code="bieu-duong-chi-bo")
    for who in ("member", "deputy"):
        CommendationFactory(member=cast.members[who], cell=cast.cell, form=own, proposed=True)
    CommendationFactory(member=None, cell=cast.cell, proposed=True)
    told = {
        role: [task.title for task in praise_tasks(cast.user(role))]
        for role in ("secretary", "deputy", "cell committee", "staff")
    }
    assert told == {
        "secretary": ["2 đề nghị chờ chi bộ biểu dương"],
        "deputy": ["1 đề nghị chờ chi bộ biểu dương"],
        "cell committee": [],
        "staff": ["1 đề nghị khen chờ tổng hợp"],
    }
    [task] = praise_tasks(cast.user("secretary"))
    assert len(sign_in("secretary").get(task.url).context["table"].rows) == 2


def test_batches_begun_and_sent_back_wait_for_staff(sign_in, cast):
    back = batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    assert list(praise_tasks(cast.user("staff"))) == []
    batches.return_batch(back, by=cast.users["leader"], note="Thiếu Chi bộ Vụ Đảng viên")
    CommendationBatchFactory()
    told = [(task.state, task.url, task.said) for task in praise_tasks(cast.user("staff"))]
    begun = CommendationBatch.objects.latest("pk")
    assert told == [
        (
            "Cần bổ sung",
            back.get_absolute_url(),
            "Vũ Quốc Dũng: “Thiếu Chi bộ Vụ Đảng viên”",
        ),
        ("Đang lập", begun.get_absolute_url(), ""),
    ]
    CommendationBatchFactory()
    *_, task = praise_tasks(cast.user("staff"))
    assert task.title == "2 đợt khen chưa trình"
    assert len(sign_in("staff").get(task.url).context["table"].rows) == 3
    batches.present_batch(back, by=cast.users["staff"], planned_on=None, planned_number=None)
    assert [task.state for task in praise_tasks(cast.user("staff"))] == ["Đang lập"]


def test_a_batch_sent_back_with_nothing_left_in_it_asks_for_nothing(cast, sign_in):
    row = CommendationFactory(member=None, cell=cast.cell, proposed=True)
    back = batch_with(row)
    row.refresh_from_db()
    services.refuse(row, by=cast.users["leader"], note="Chưa đến mức khen")
    page = sign_in("leader").get(reverse("commendation-batch-award", args=[back.pk]))
    assert reverse("commendation-batch-decision", args=[back.pk]) not in page.content.decode()
    batches.return_batch(back, by=cast.users["leader"], note="Chọn lại")
    assert list(praise_tasks(cast.user("staff"))) == []


def test_a_batch_of_nothing_but_oneself_is_no_task(cast):
    batch_with(
        CommendationFactory(member=cast.members["leader"], cell=cast.other_cell, proposed=True)
    )
    assert list(praise_tasks(cast.user("leader"))) == []
    for _ in range(2):
        batch_with(CommendationFactory(member=None, proposed=True, occasion=None))
    assert [task.title for task in praise_tasks(cast.user("leader"))] == [
        "2 đợt khen chờ quyết định"
    ]


def test_all_of_it_is_one_read_and_for_staff_one_more(cast, django_assert_num_queries):
    for role, reads in (("secretary", 1), ("staff", 2), ("leader", 1)):
        user = cast.user(role)
        user.rights  # noqa: B018 – computed once a request
        with django_assert_num_queries(reads):
            list(praise_tasks(user))
