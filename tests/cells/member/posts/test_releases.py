"""Miễn and đình chỉ: the days, the refusals; and that the preview says what the figures do."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry
from cells.member.posts.releases import plan_release, plan_return
from cells.member.posts.services import begin_standing, end_standing
from cells.models import Member, Standing
from pledges.models import MonthlyReport
from pledges.monthly_report.services import open_month
from pledges.pledge.services import open_year
from reports.home.figures import cells_with_counts
from tests.factories import MemberFactory, MonthlyReportFactory, PledgeFactory

TODAY = date(2014, 3, 20)


def release(cast, role="member", by="staff", **said):
    said = {"kind": "exempt", "since": TODAY, "until": None} | said
    begin_standing(cast.members[role], by=cast.user(by), **said)
    return cast.members[role].standings.first()


def test_a_release_begins_and_ends_on_its_days(cast):
    standing = release(cast)
    obliged = Member.objects.obliged
    assert not obliged(TODAY).filter(pk=cast.members["member"].pk).exists()
    end_standing(standing, until=date(2014, 6, 30), by=cast.user("staff"))
    assert not obliged(date(2014, 6, 30)).filter(pk=cast.members["member"].pk).exists()
    assert obliged(date(2014, 7, 1)).filter(pk=cast.members["member"].pk).exists()
    notes = AuditEntry.objects.of(cast.members["member"]).values_list("verb", "note")
    assert list(notes) == [
        ("standing", "miễn sinh hoạt từ 20/03/2014"),
        ("standing", "miễn sinh hoạt từ 20/03/2014 đến hết 30/06/2014"),
    ]


@pytest.mark.parametrize("since", [TODAY, date(2014, 4, 1)])
def test_a_release_written_by_mistake_is_taken_back_at_once(cast, since):
    standing = release(cast, since=since)
    plan = plan_return(standing, date(2014, 3, 19), TODAY)
    said = f"bỏ miễn sinh hoạt, đã ghi từ {since:%d/%m/%Y}"
    assert plan.deeds == (f"Đồng chí Nguyễn Văn Thịnh: {said}.",)
    end_standing(standing, until=date(2014, 3, 19), by=cast.user("staff"))
    assert not Standing.objects.exists()
    assert Member.objects.obliged(since).filter(pk=cast.members["member"].pk).exists()


@pytest.mark.parametrize(
    ("role", "said", "sentence"),
    [
        ("staff", {}, "không tự ghi cho mình"),
        ("member", {"since": date(1999, 1, 1)}, "chưa vào Đảng"),
        ("member", {"until": date(2014, 3, 1)}, "không thể trước ngày bắt đầu"),
        ("colleague", {"kind": "suspended"}, "đã có một tình trạng từ 01/01/2014 đến nay"),
    ],
)
def test_a_release_that_cannot_be_is_refused(cast, role, said, sentence):
    release(cast, "colleague", since=date(2014, 1, 1))
    with pytest.raises(ValidationError, match=sentence):
        release(cast, role, **said)
    assert Standing.objects.count() == 1


def test_who_is_not_in_the_party_has_no_standing(cast):
    with pytest.raises(ValidationError, match="chưa vào Đảng"):
        begin_standing(
            MemberFactory(admitted_on=None, official_on=None),
            kind="exempt",
            since=TODAY,
            by=cast.user("staff"),
        )


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2014, 1, 1), "không thể trước ngày bắt đầu"),
        (date(2014, 6, 30), "không có gì để đổi"),
    ],
)
def test_an_end_that_cannot_be_is_refused(cast, until, sentence):
    standing = release(cast, since=date(2014, 3, 1), until=date(2014, 6, 30))
    with pytest.raises(ValidationError, match=sentence):
        end_standing(standing, until=until, by=cast.user("staff"))
    with pytest.raises(ValidationError, match="không tự ghi cho mình"):
        end_standing(standing, until=TODAY, by=cast.user("member"))


def test_no_standing_holds_a_reason():
    """Nothing but who, which, from when, until when: no health data, not even by accident."""
    fields = {field.name for field in Standing._meta.fields}
    assert fields == {"id", "member", "kind", "since", "until"}


# What the preview promises


def test_whoever_is_released_leaves_the_denominators_and_gets_no_new_papers(cast):
    member = cast.members["member"]
    pledge = PledgeFactory(member=member, cell=cast.cell, accepted=True)
    release(cast)
    [cell] = cells_with_counts(type(cast.cell).objects.filter(pk=cast.cell.pk), TODAY)
    assert cell.pledge_count == 0
    open_month(date(2014, 3, 1))
    open_year(2014)
    assert not MonthlyReport.objects.filter(pledge__member=member).exists()
    assert list(member.pledges.all()) == [pledge]


def test_what_was_open_stays_with_its_author_and_counts_as_missing(cast):
    member = cast.members["member"]
    pledge = PledgeFactory(member=member, cell=cast.cell, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, due_on=date(2014, 3, 1))
    release(cast)
    report.refresh_from_db()
    assert report.status == "draft"
    assert cast.user("member").has_perm("pledges.write_monthlyreport", report)
    [cell] = cells_with_counts(type(cast.cell).objects.filter(pk=cast.cell.pk), TODAY)
    assert cell.overdue_count == 1


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("secretary", ["vẫn là bí thư Chi bộ Vụ Cơ sở đảng và giữ quyền"]),
        ("inspector", ["vẫn là uỷ viên Uỷ ban Kiểm tra và giữ quyền"]),
        ("member", []),
    ],
)
def test_an_office_is_not_lost_by_a_release_and_the_page_says_so(cast, role, words):
    plan = plan_release(cast.members[role], "suspended", TODAY, None, TODAY)
    assert len(plan.warnings) == len(words)
    assert all(word in said for word, said in zip(words, plan.warnings, strict=True))
    release(cast, "secretary", kind="suspended")
    assert cast.user("secretary").rights.cells_as_secretary
