import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import Membership, Notice
from reports.models import YouthAssessment
from reports.rollup.period import Period
from reports.youth.services import Said, assess
from tests.factories import MemberFactory, MembershipFactory
from tests.pages import forms_of

JANUARY = Period(2014, "m", 1)


@pytest.fixture
def enter(client, branch):
    def sign_in(role):
        client.force_login(branch.user(role), backend="cells.member.passwords.AccountBackend")
        return client

    return sign_in


def page_of(branch, period="2014-m1"):
    return reverse("youth-levels", args=[branch.cell.pk, period])


def box(branch, role, name):
    return f"{branch.member(role).pk}-{name}"


def test_the_secretary_saves_each_row_of_the_grid_and_has_no_boxes_for_themselves(enter, branch):
    client = enter("secretary")
    page = client.get(page_of(branch)).content.decode()
    assert box(branch, "member", "level") in page
    assert box(branch, "secretary", "level") not in page
    sent = {box(branch, "member", "level"): "1", box(branch, "secretary", "level"): "1"}
    answer = client.post(page_of(branch), sent, follow=True)
    assert "Đã lưu đánh giá tháng 1/2014 của 1 đoàn viên." in answer.content.decode()
    assert YouthAssessment.objects.get().member == branch.member("member")


def test_a_row_that_is_refused_keeps_what_was_typed_while_the_others_are_saved(enter, branch):
    sent = {
        box(branch, "member", "note"): "Tích cực giúp bạn.",
        box(branch, "other", "level"): "2",
    }
    page = enter("secretary").post(page_of(branch), sent).content.decode()
    assert "Đã có lời nhận xét: chọn mức." in page
    assert "Tích cực giúp bạn." in page
    assert YouthAssessment.objects.get().member == branch.member("other")


def test_what_was_saved_beside_a_refused_row_is_not_saved_again_with_it(enter, branch):
    client = enter("secretary")
    sent = {
        box(branch, "member", "note"): "Tích cực giúp bạn.",
        box(branch, "other", "level"): "2",
    }
    page = client.post(page_of(branch), sent)
    assert page.content.decode().count("data-refused") == 1
    [form] = [f for f in forms_of(page, page_of(branch)) if box(branch, "other", "level") in f.data]
    mended = form.data | {box(branch, "member", "level"): "1"}
    answer = client.post(page_of(branch), mended, follow=True)
    assert "Đã lưu đánh giá tháng 1/2014 của 1 đoàn viên." in answer.content.decode()
    other = YouthAssessment.objects.get(member=branch.member("other"))
    assert [entry.verb for entry in AuditEntry.objects.of(other)] == ["assess"]
    assert Notice.objects.filter(member=other.member).count() == 1


def test_who_assessed_when_and_the_level_before_stand_on_the_grid_and_on_ones_own_page(
    enter, branch
):
    by = branch.user("secretary")
    row = assess(branch.cell, branch.member("member"), JANUARY, Said(level=1), by=by)
    lower = Said(level=3, note="Bỏ hai buổi.", version=row.version)
    assess(branch.cell, branch.member("member"), JANUARY, lower, by=by)
    words = "Đánh giá 20/03/2014, Tạ Thuỳ Linh; trước đó: Tốt."
    for role, address in (
        ("deputy", page_of(branch)),
        ("member", reverse("youth-mine", args=[2014])),
    ):
        assert words in enter(role).get(address).content.decode()
    sentences = Notice.objects.filter(member=branch.member("member")).order_by("pk")
    assert "đã đánh giá lại tháng 1/2014" in sentences.last().sentence


def test_who_was_slower_reads_what_was_saved_first(enter, branch):
    said = Said(level=3)
    assess(branch.cell, branch.member("other"), JANUARY, said, by=branch.user("deputy"))
    sent = {box(branch, "other", "level"): "1", box(branch, "other", "version"): ""}
    answer = enter("secretary").post(page_of(branch), sent)
    assert answer.status_code == 409
    assert "Mức “Cần cố gắng” vừa được lưu ở nơi khác." in answer.content.decode()
    assert YouthAssessment.objects.get().level == 3


def test_a_row_that_nobody_touched_is_never_written_however_old_the_page_is(enter, branch):
    client = enter("secretary")
    page = client.get(page_of(branch))
    [form] = [
        each
        for each in forms_of(page, page_of(branch))
        if box(branch, "other", "level") in each.data
    ]
    by = branch.user("deputy")
    assess(branch.cell, branch.member("other"), JANUARY, Said(level=3), by=by)
    sent = form.data | {box(branch, "member", "level"): "1"}
    answer = client.post(page_of(branch), sent, follow=True)
    assert "của 1 đoàn viên" in answer.content.decode()
    assert YouthAssessment.objects.get(member=branch.member("other")).level == 3


def test_a_member_reads_their_own_levels_and_not_the_grid(enter, branch):
    for role, note in (("member", "Rất cố gắng."), ("other", "Của người khác.")):
        said = Said(level=1, note=note)
        assess(branch.cell, branch.member(role), JANUARY, said, by=branch.user("secretary"))
    client = enter("member")
    mine = client.get(reverse("youth-mine", args=[2014])).content.decode()
    assert "Tháng 1/2014: Tốt" in mine
    assert "Rất cố gắng." in mine
    assert "Của người khác." not in mine
    assert client.get(page_of(branch)).status_code == 403


def test_the_grid_of_a_party_cell_does_not_exist(sign_in, cast):
    address = reverse("youth-levels", args=[cast.cell.pk, "2014-m1"])
    assert sign_in("secretary").get(address).status_code == 404


def test_bodies_read_the_levels_without_boxes(sign_in, branch):
    answer = sign_in("staff").get(page_of(branch))
    assert answer.status_code == 200
    assert 'name="' + box(branch, "member", "level") not in answer.content.decode()


def test_a_period_that_has_not_come_to_its_last_month_says_so(enter, branch):
    page = enter("secretary").get(page_of(branch, "2014")).content.decode()
    assert "Chưa đến tháng cuối của năm 2014" in page


@pytest.mark.parametrize("led", [True, False])
def test_a_full_branch_asks_no_more_questions_than_a_small_one(sign_in, branch, led):
    for role in ("secretary", "deputy", "member", "other"):
        by = "deputy" if role == "secretary" else "secretary"
        assess(branch.cell, branch.member(role), JANUARY, Said(level=1), by=branch.user(by))
    if not led:
        Membership.objects.update(office="")
    client = sign_in("staff")
    few = questions(client, page_of(branch))
    for _ in range(20):
        MembershipFactory(member=MemberFactory(), cell=branch.cell)
    assert questions(client, page_of(branch)) == few <= 20


def questions(client, address):
    client.get(address)  # what is remembered is remembered
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
