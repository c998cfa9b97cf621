"""What a transfer, a leaving, a joining do to pledges and monthly reports, and say beforehand."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import AuditEntry, broken_chains
from cells.member import roster
from cells.member.moves.joining import foresee_return, join_cell, return_to_cell
from cells.member.moves.leaving import foresee_leaving, leave_cell
from cells.member.moves.passage import Consequence
from cells.member.moves.services import foresee_receipt, propose_transfer, receive_transfer
from cells.models import Member, Notice, Theme
from cells.workflow import Clash, IllegalMove
from pledges.models import MonthlyReport, Pledge
from pledges.monthly_report.services import open_month, submit_monthly_report
from pledges.pledge.services import accept_pledge, open_year, submit_pledge
from tests.cells.member.sheets import roster as rows
from tests.cells.member.sheets import stored
from tests.factories import (
    CellFactory,
    CommitteePostFactory,
    CriterionFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    MoralStandardFactory,
    PledgeFactory,
    PledgeItemFactory,
    StandingFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY = date(2014, 3, 20), date(2014, 3, 19)
OLD, NEW = "Chi bộ Vụ Cơ sở đảng", "Chi bộ Vụ Đảng viên"
TEN_DAYS = "hạn 30/03/2014"


@pytest.fixture
def member(cast):
    return cast.members["member"]


@pytest.fixture
def criteria(cast):
    return {
        cell: CriterionFactory(standard=MoralStandardFactory(cell=cell, adopted=True))
        for cell in (None, cast.cell)
    }


@pytest.fixture
def pledge(cast, member, criteria):
    """Accepted; three items, the last of them ended."""
    made = PledgeFactory(
        member=member, cell=cast.cell, accepted=True, version=3, reflection="Nói đi đôi với làm"
    )
    common = {"pledge": made, "due_on": date(2014, 12, 1)}
    PledgeItemFactory(**common, position=1, criterion=criteria[None], action="Trả lời hồ sơ")
    PledgeItemFactory(**common, position=2, criterion=criteria[cast.cell], action="Tiếp dân")
    PledgeItemFactory(
        **common, position=4, action="Thôi", ended_on=date(2014, 2, 1), end_reason="xong"
    )
    return made


def report(pledge, month, **values):
    made = MonthlyReportFactory(pledge=pledge, month=date(2014, month, 1), **values)
    for item in pledge.items.filter(ended_on=None):
        MonthlyReportLineFactory(report=made, item=item)
    return made


def move_to(cast, member, cell, *, day=TODAY):
    [home] = [row.cell for row in member.memberships.filter(until=None)]
    staff = cast.user("staff")
    values = {"from_cell": home, "to_cell": cell, "intended_on": day, "by": staff}
    transfer = propose_transfer(member, **values)
    words = foresee_receipt(transfer, first_day=day).papers
    receive_transfer(transfer, first_day=day, by=staff)
    return list(words)


def mine(member):
    rows = Pledge.objects.filter(member=member).order_by("year", "pk")
    return [(row.cell.code, row.year, row.status) for row in rows.select_related("cell")]


# The old cell


@pytest.mark.parametrize(
    ("state", "words", "status"),
    [
        ({"accepted": True}, "được khép.", "closed"),
        ({"sent": True}, "đã gửi: chi uỷ ở đó vẫn trả lời.", "submitted"),
        ({"sent": True, "status": "returned"}, "đang cần bổ sung: giữ nguyên", "returned"),
        ({}, "chưa gửi: giữ nguyên, không nhắc nữa.", "draft"),
        ({"accepted": True, "status": "closed"}, "", "closed"),
    ],
)
def test_the_pledge_of_who_leaves(cast, member, state, words, status):
    pledge = PledgeFactory(member=member, cell=cast.cell, **state)
    values = {"cell": cast.cell, "last_day": YESTERDAY, "reason": "other"}
    said = foresee_leaving(member, **values).papers
    expected = [f"Bản đăng ký năm 2014 ở {OLD} "] if words else []
    assert [each[: len(expected[0])] for each in said] == expected if expected else not said
    assert all(words in each for each in said)
    leave_cell(member, **values, by=cast.user("staff"))
    pledge.refresh_from_db()
    assert pledge.status == status


def test_the_system_closes_with_a_note_and_earlier_years_stay(cast, member, pledge):
    last_year = PledgeFactory(member=member, cell=cast.cell, year=2013, accepted=True)
    next_year = PledgeFactory(member=member, cell=cast.cell, year=2015, accepted=True)
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="died", by=cast.user("staff"))
    entry = AuditEntry.objects.of(pledge).get(verb="close")
    assert (entry.actor, entry.note) == (None, "thôi sinh hoạt, hết ngày 19/03/2014")
    found = {paper.year: Pledge.objects.get(pk=paper.pk).status for paper in (last_year, next_year)}
    assert found == {2013: "accepted", 2015: "closed"}
    assert not [words for words in broken_chains() if str(next_year) in words]


def test_drafts_of_reports_are_excused_and_sent_ones_stay(cast, member, pledge):
    january = report(pledge, 1, acknowledged=True)
    february = report(pledge, 2, sent=True, status="returned")
    draft, sent = report(pledge, 3), report(pledge, 4, sent=True)
    words = move_to(cast, member, cast.other_cell)
    assert (
        f"Báo cáo tháng 3/2014 chưa gửi ở {OLD} được miễn: không còn sinh hoạt tại chi bộ." in words
    )
    assert f"Báo cáo tháng 4/2014 đã gửi {OLD}: chi uỷ ở đó vẫn trả lời." in words
    assert f"Báo cáo tháng 2/2014 cần bổ sung ở {OLD}: giữ nguyên, không nhắc nữa." in words
    statuses = [
        MonthlyReport.objects.get(pk=each.pk).status for each in (january, february, draft, sent)
    ]
    assert statuses == ["acknowledged", "returned", "excused", "submitted"]
    entry = AuditEntry.objects.of(draft).get()
    assert (entry.actor_label, entry.note) == ("hệ thống", "không còn sinh hoạt tại chi bộ")


@pytest.mark.parametrize("leaves", [True, False])
def test_who_leaves_or_moves_is_told_nothing(cast, member, pledge, leaves):
    """The person may have died; who moves finds the new cell's draft among their tasks."""
    draft = report(pledge, 3)
    if leaves:
        values = {"cell": cast.cell, "last_day": YESTERDAY, "reason": "died"}
        leave_cell(member, **values, by=cast.user("staff"))
    else:
        move_to(cast, member, cast.other_cell)
    draft.refresh_from_db()
    assert draft.status == "excused"
    assert not Notice.objects.exists()


def test_a_report_sent_after_the_reading_is_not_excused(cast, member, pledge):
    draft = report(pledge, 3)
    transfer = propose_transfer(
        member,
        from_cell=cast.cell,
        to_cell=cast.other_cell,
        intended_on=TODAY,
        by=cast.user("staff"),
    )
    agreed = foresee_receipt(transfer, first_day=TODAY).fingerprint
    submit_monthly_report(draft, by=cast.user("member"))
    with pytest.raises(Clash):
        receive_transfer(transfer, first_day=TODAY, by=cast.user("staff"), agreed=agreed)
    assert MonthlyReport.objects.get().status == "submitted"


# The new cell


def test_the_new_cell_gets_a_draft_copy(cast, member, pledge, criteria):
    words = move_to(cast, member, cast.other_cell)
    said = f"{NEW} có một bản nháp năm 2014 chép từ bản ở {OLD}, {TEN_DAYS}; đồng chí ghi lại"
    assert words[1].startswith(said)
    draft = Pledge.objects.get(cell=cast.other_cell)
    assert (draft.status, draft.due_on, draft.by_leader) == ("draft", date(2014, 3, 30), False)
    assert (draft.reflection, draft.state_label) == ("Nói đi đôi với làm", "Nháp")
    copied = draft.items.values_list("position", "action", "criterion", "confirmer", "due_on")
    assert list(copied) == [
        (1, "Trả lời hồ sơ", criteria[None].pk, "", date(2014, 12, 1)),
        (2, "Tiếp dân", None, "", date(2014, 12, 1)),
    ]
    entry = AuditEntry.objects.of(draft).get()
    assert (entry.actor_label, entry.note) == ("hệ thống", f"chép từ bản ở {OLD}")


@pytest.mark.parametrize(
    ("state", "may_enter"),
    [({"accepted": True}, True), ({"sent": True}, True), ({"saved_at": "now"}, False)],
)
def test_the_words_of_a_draft_stay_the_authors_in_the_new_cell_too(cast, member, state, may_enter):
    state = {name: clock.now() if value == "now" else value for name, value in state.items()}
    PledgeFactory(member=member, cell=cast.cell, reflection="riêng", **state)
    move_to(cast, member, cast.other_cell)
    copy = Pledge.objects.get(cell=cast.other_cell)
    officer = cast.user("other secretary")
    assert copy.reflection == "riêng"
    assert officer.has_perm("pledges.write_pledge", copy) is may_enter
    assert not officer.has_perm("pledges.read_pledge", copy)


def test_by_leader_follows_the_new_posts(cast):
    secretary, deputy = cast.members["secretary"], cast.members["deputy"]
    CommitteePostFactory(member=deputy, body="executive")
    for person in (secretary, deputy):
        PledgeFactory(member=person, cell=cast.cell, by_leader=True, accepted=True, version=1)
        move_to(cast, person, cast.other_cell)
    leads = dict(Pledge.objects.filter(cell=cast.other_cell).values_list("member", "by_leader"))
    assert leads == {secretary.pk: False, deputy.pk: True}


def test_in_december_next_years_pledge_keeps_its_own_due_day(cast, member):
    ThemeFactory(year=2015)
    with clock.at(date(2014, 12, 20)):
        PledgeFactory(member=member, cell=cast.cell, year=2015, version=1, saved_at=clock.now())
        move_to(cast, member, cast.other_cell, day=date(2014, 12, 20))
    assert Pledge.objects.get(cell=cast.other_cell).due_on == date(2015, 1, 31)


def test_who_had_written_nothing_gets_a_blank_one(cast, member):
    PledgeFactory(member=member, cell=cast.cell)
    words = move_to(cast, member, cast.other_cell)
    assert words[-1] == f"{NEW} mở một bản đăng ký năm 2014 để đồng chí viết, {TEN_DAYS}."
    assert mine(member) == [("CSD", 2014, "draft"), ("DV", 2014, "draft")]
    assert Pledge.objects.get(cell=cast.other_cell).version == 0


def test_a_year_that_nobody_has_opened_gives_nothing(cast, member):
    assert move_to(cast, member, cast.other_cell) == []
    assert mine(member) == []


# Coming back


def test_who_moves_back_finds_the_closed_pledge_open_again(cast, member, pledge):
    reported = report(pledge, 1, acknowledged=True)
    move_to(cast, member, cast.other_cell, day=date(2014, 3, 3))
    words = move_to(cast, member, cast.cell)
    said = f"Bản đăng ký năm 2014 đã khép ở {OLD} được mở lại để đồng chí đọc, sửa nếu cần rồi gửi."
    assert said in words
    assert mine(member) == [("CSD", 2014, "returned"), ("DV", 2014, "draft")]
    assert AuditEntry.objects.of(pledge).last().verb == "resume"
    assert reported.lines.count() == 2
    again = Pledge.objects.get(pk=pledge.pk)
    submit_pledge(again, by=cast.user("member"))
    accept_pledge(again, by=cast.user("secretary"))
    assert again.accepted_at == pledge.accepted_at


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ({"version": 2, "saved_at": "now"}, "draft", "(Quá hạn) giữ nguyên"),
        ({"sent": True}, "submitted", "(Đã gửi) giữ nguyên"),
        ({"accepted": True}, "accepted", "(Đã nhận) giữ nguyên"),
    ],
)
def test_what_was_begun_in_the_new_cell_is_used_again(cast, member, pledge, state, status, words):
    state = {name: clock.now() if value == "now" else value for name, value in state.items()}
    there = PledgeFactory(member=member, cell=cast.other_cell, reflection="đã viết", **state)
    said = move_to(cast, member, cast.other_cell)
    assert any(words in sentence for sentence in said)
    there.refresh_from_db()
    assert (there.status, there.reflection, there.items.count()) == (status, "đã viết", 0)


def test_a_blank_one_that_waits_there_takes_the_copy(cast, member, pledge):
    there = PledgeFactory(member=member, cell=cast.other_cell)
    move_to(cast, member, cast.other_cell)
    there.refresh_from_db()
    assert (there.items.count(), there.due_on) == (2, date(2014, 3, 30))


def test_who_comes_back_after_leaving_finds_the_pledge_too(cast, member, pledge):
    staff = cast.user("staff")
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="other", by=staff)
    values = {"cell": cast.cell, "since": TODAY, "office": ""}
    assert "được mở lại" in foresee_return(member, **values).papers[0]
    return_to_cell(member, **values, by=staff)
    assert mine(member) == [("CSD", 2014, "returned")]


# Joining


def test_who_joins_in_an_open_year_gets_a_blank_draft_as_the_others_did(cast):
    open_year(2014)
    before = Pledge.objects.count()
    who = Member(full_name="Đào Duy Từ", admitted_on=date(2013, 5, 19))
    join_cell(who, cell=cast.cell, since=TODAY, by=cast.user("staff"))
    draft = Pledge.objects.get(member=who)
    assert (draft.status, draft.due_on, draft.version) == ("draft", date(2014, 3, 30), 0)
    assert (open_year(2014), Pledge.objects.count()) == (0, before + 1)


def test_who_joins_with_an_office_is_a_leader(cast):
    open_year(2014)
    who = Member(full_name="Đào Duy Từ", admitted_on=date(2013, 5, 19))
    join_cell(who, cell=cast.cell, since=TODAY, office="committee", by=cast.user("staff"))
    assert Pledge.objects.get(member=who).by_leader


def test_who_is_released_gets_none(cast, member):
    open_year(2014)
    staff = cast.user("staff")
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="other", by=staff)
    Pledge.objects.filter(member=member).delete()
    StandingFactory(member=member, since=TODAY)
    return_to_cell(member, cell=cast.other_cell, since=TODAY, by=staff)
    assert mine(member) == []


def test_a_theme_without_pledges_is_no_open_year(cast):
    Theme.objects.filter(year=2014).update(year=2015)
    who = Member(full_name="Đào Duy Từ", admitted_on=date(2013, 5, 19))
    join_cell(who, cell=cast.cell, since=TODAY, by=cast.user("staff"))
    assert not Pledge.objects.exists()


# Months after the transfer


def test_a_month_that_was_told_to_the_old_cell_is_not_asked_for_again(cast, member, pledge):
    report(pledge, 3, sent=True)
    move_to(cast, member, cast.other_cell)
    copy = Pledge.objects.get(cell=cast.other_cell)
    Pledge.objects.filter(pk=copy.pk).update(
        status="accepted", accepted_at=clock.now(), first_submitted_at=clock.now()
    )
    assert open_month(date(2014, 3, 1)) == 0
    MonthlyReport.objects.update(status="excused")
    assert open_month(date(2014, 3, 1)) == 1
    assert MonthlyReport.objects.get(cell=cast.other_cell).pledge == copy


@pytest.mark.parametrize("admitted_on", [None, date(2013, 5, 19)])
def test_a_youth_branch_opens_a_pledge_of_its_own(cast, admitted_on):
    open_year(2014)
    who = Member(full_name="Đào Duy Từ", admitted_on=admitted_on)
    branch = CellFactory(code="CD", kind="youth")
    join_cell(who, cell=branch, since=TODAY, by=cast.user("staff"))
    assert mine(who) == [("CD", 2014, "draft")]


def test_who_comes_back_by_a_sheet_finds_the_pledge_too(cast, member, pledge):
    staff = cast.user("staff")
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="other", by=staff)
    roster.apply(roster.plan(rows(stored(member)), TODAY, by=staff), by=staff)
    assert mine(member) == [("CSD", 2014, "returned")]
    assert AuditEntry.objects.of(member).last().note.endswith("theo bảng tính")


def test_a_sheet_that_meets_a_paper_in_motion_brings_nothing_in(cast, member, pledge, monkeypatch):
    staff = cast.user("staff")
    leave_cell(member, cell=cast.cell, last_day=YESTERDAY, reason="other", by=staff)
    agreed = roster.plan(rows(stored(member)), TODAY, by=staff)

    def too_late(_passage):
        raise IllegalMove("this second")

    monkeypatch.setattr(Consequence, "carry_out", property(lambda _each: too_late))
    with pytest.raises(ValidationError, match="Người khác vừa ghi cùng lúc"):
        roster.apply(agreed, by=staff)
    assert not member.memberships.filter(until=None).exists()
