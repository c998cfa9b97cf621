"""One praise on its way: nominated, proposed, declined with words, given by a cell."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cells.audit import AuditEntry
from cells.first_day import shipments
from cells.workflow import IllegalMove
from reports.commendation import services
from reports.commendation.merging import Commendations
from reports.commendation.services import Praise, Source, VoteCount
from reports.commendation.shipped import ship_all
from reports.models import Commendation, CommendationForm, Occasion
from tests.commending import batch_with, decide, set_status
from tests.factories import (
    CellFactory,
    CommendationFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportLineFactory,
    OccasionFactory,
    PledgeFactory,
)

pytestmark = pytest.mark.django_db
MAJORITY = VoteCount(entitled=18, present=16, in_favour=15)


def praise(code="giay-khen", **changes):
    given = {
        "form": CommendationForm.objects.get(code=code),
        "occasion": None,
        "achievement": "Hồ sơ chậm giảm từ 31 xuống 4",
    }
    return Praise(**given | changes)


def nominated(cast, member="member", by="colleague", **changes):
    return services.nominate(
        cast.cell,
        by=cast.users[by],
        member=cast.members[member] if member else None,
        praise=praise(**changes),
    )


def test_a_colleague_is_nominated_and_who_did_it_is_kept(cast):
    row = nominated(cast)
    assert (row.status, row.subject) == ("nominated", "Nguyễn Văn Thịnh")
    assert (row.nominated_by, row.entitled) == (cast.users["colleague"], None)


def test_a_cell_is_nominated_as_a_whole(cast):
    assert nominated(cast, member=None).subject == cast.cell.name


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"member": "colleague"}, "Không ai tự đề cử mình"),
        ({"member": "stranger"}, "không sinh hoạt ở"),
        ({"member": None, "code": "bieu-duong-chi-bo"}, "không dùng để khen chi bộ"),
        ({"achievement": "\u200b "}, "Ghi thành tích"),
    ],
)
def test_a_nomination_that_cannot_be_is_refused_with_words(cast, changes, words):
    with pytest.raises(ValidationError, match=words):
        nominated(cast, **changes)
    assert not Commendation.objects.exists()


def test_a_line_of_a_report_praises_its_author_and_nobody_else(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    line = MonthlyReportLineFactory(report__pledge=pledge)
    with pytest.raises(ValidationError, match="của đồng chí khác"):
        services.nominate(
            cast.cell,
            by=cast.users["secretary"],
            member=cast.members["deputy"],
            praise=praise(),
            source=Source(line=line),
        )


def test_the_cell_proposes_with_its_vote_and_its_own_words(cast):
    row = nominated(cast)
    said = praise("bieu-duong", achievement="Lời của chi bộ")
    services.propose(row, by=cast.users["secretary"], praise=said, vote=MAJORITY)
    assert (row.status, row.form.code, row.achievement) == (
        "proposed",
        "bieu-duong",
        "Lời của chi bộ",
    )
    entry = AuditEntry.objects.of(row).get()
    assert entry.note == "15/18 tán thành, có mặt 16"


@pytest.mark.parametrize(
    ("entitled", "present", "in_favour", "words"),
    [
        (18, 19, 10, "có mặt nhiều hơn"),
        (18, 10, 11, "tán thành nhiều hơn"),
        (18, 18, 9, "Chưa quá nửa"),
        (18, 9, 9, "Chưa quá nửa"),
    ],
)
def test_counts_must_agree_and_be_a_majority(cast, entitled, present, in_favour, words):
    row = nominated(cast)
    vote = VoteCount(entitled=entitled, present=present, in_favour=in_favour)
    with pytest.raises(ValidationError, match=words):
        services.propose(row, by=cast.users["secretary"], praise=praise(), vote=vote)
    row.refresh_from_db()
    assert row.status == "nominated"


def test_one_more_than_half_is_a_majority(cast):
    row = nominated(cast)
    vote = VoteCount(entitled=18, present=10, in_favour=10)
    services.propose(row, by=cast.users["secretary"], praise=praise(), vote=vote)
    assert row.status == "proposed"


def test_the_database_knows_no_vote_of_the_absent(cast):
    row = nominated(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commendation.objects.filter(pk=row.pk).update(entitled=5, present=6, in_favour=1)


@pytest.mark.parametrize("on_an_occasion", [True, False])
@pytest.mark.parametrize("who", ["member", None])
def test_what_waits_already_is_not_nominated_again(cast, who, on_an_occasion):
    """With an occasion or without one, a person or the cell itself."""
    occasion = OccasionFactory() if on_an_occasion else None
    first = nominated(cast, who, occasion=occasion)
    with pytest.raises(ValidationError, match="đã được đề cử giấy khen"):
        nominated(cast, who, by="deputy", occasion=occasion)
    nominated(cast, who, code="bieu-duong", occasion=occasion)
    services.decline(first, by=cast.users["secretary"], note="Chưa rõ việc")
    assert nominated(cast, who, by="deputy", occasion=occasion).status == "nominated"


def test_outside_of_any_occasion_one_is_praised_again_for_the_next_deed(cast):
    """On one occasion, once."""
    there = {"member": cast.members["member"], "cell": cast.cell, "proposed": True}
    for occasion in (None, OccasionFactory()):
        decide(batch_with(CommendationFactory(occasion=occasion, **there)), by=cast.users["leader"])
    assert nominated(cast, occasion=None).status == "nominated"
    with pytest.raises(ValidationError, match="đã được tặng giấy khen trong dịp này"):
        nominated(cast, occasion=OccasionFactory())


def test_no_proposal_comes_to_stand_beside_another_by_a_change_of_its_form(cast):
    CommendationFactory(member=cast.members["member"], cell=cast.cell, occasion=None, proposed=True)
    row = nominated(cast, code="bieu-duong")
    with pytest.raises(ValidationError, match="đã được đề nghị giấy khen"):
        services.propose(row, by=cast.users["secretary"], praise=praise(), vote=MAJORITY)
    services.propose(row, by=cast.users["secretary"], praise=praise("bieu-duong"), vote=MAJORITY)
    assert row.status == "proposed"


@pytest.mark.parametrize("member", [True, False])
def test_the_database_knows_one_praise_a_subject_without_an_occasion(cast, member):
    values = {"member": cast.members["member"] if member else None, "cell": cast.cell}
    CommendationFactory(occasion=None, proposed=True, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommendationFactory(occasion=None, **values)
    CommendationFactory(occasion=None, status="declined", **values)


def test_declining_needs_words_which_stand_in_the_trail(cast):
    row = nominated(cast)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.decline(row, by=cast.users["secretary"], note=" ")
    services.decline(row, by=cast.users["secretary"], note="Chưa đủ một năm.")
    assert row.status == "declined"
    assert AuditEntry.objects.of(row).get().note == "Chưa đủ một năm."


def test_a_cell_gives_its_own_praise_by_its_resolution(cast):
    row = CommendationFactory(
        member=cast.members["member"],
        cell=cast.cell,
        form=CommendationForm.objects.get(code="bieu-duong-chi-bo"),
        proposed=True,
    )
    by = cast.users["secretary"]
    with pytest.raises(ValidationError, match="chưa tới"):
        services.grant(row, by=by, number="05-NQ/CB", awarded_on=date(2014, 3, 21))
    with pytest.raises(ValidationError, match="Ghi số nghị quyết"):
        services.grant(row, by=by, number=" ", awarded_on=date(2014, 3, 20))
    services.grant(row, by=by, number="05-NQ/CB", awarded_on=date(2014, 3, 20))
    assert (row.status, row.decision_number) == ("awarded", "05-NQ/CB")


def test_what_the_committee_gives_no_cell_grants(cast):
    row = CommendationFactory(member=cast.members["member"], cell=cast.cell, proposed=True)
    with pytest.raises(ValidationError, match="do Đảng uỷ quyết định"):
        services.grant(
            row, by=cast.users["secretary"], number="05-NQ/CB", awarded_on=date(2014, 3, 20)
        )


def test_a_leader_leaves_one_out_only_when_the_batch_is_presented(cast):
    row = CommendationFactory(cell=cast.cell, gathered=True)
    leader = cast.users["leader"]
    with pytest.raises(ValidationError, match="chưa trình"):
        services.refuse(row, by=leader, note="Trùng thành tích")
    set_status(row.batch, "presented")
    services.refuse(row, by=leader, note="Trùng thành tích")
    assert row.get_status_display() == "Không khen"
    with pytest.raises(IllegalMove):
        services.refuse(row, by=leader, note="Lần nữa")


def test_a_new_office_begins_with_the_usual_forms_and_an_occasion(db):
    assert ship_all in shipments
    ship_all()
    ship_all()
    assert list(CommendationForm.objects.values_list("code", flat=True)) == [
        "bieu-duong-chi-bo",
        "bieu-duong",
        "giay-khen",
    ]
    assert str(Occasion.objects.get()) == "tổng kết năm 2014"


def test_in_a_merge_praise_goes_over_unless_both_were_praised_alike(cast):
    kept, double = MemberFactory(), MemberFactory()
    cell = CellFactory()
    MembershipFactory(member=kept, cell=cell)
    row = CommendationFactory(member=double, cell=cell, proposed=True)
    part = Commendations().look(kept, double)
    assert (part.moved, part.blocks) == ((row.pk,), ())
    Commendations().carry(part, kept, by=cast.users["staff"])
    row.refresh_from_db()
    assert row.member == kept
    CommendationFactory(member=double, cell=cell, proposed=True)
    assert Commendations().look(kept, double).blocks


def test_two_open_nominations_without_an_occasion_stop_a_merge(cast):
    kept, double = MemberFactory(), MemberFactory()
    row = CommendationFactory(member=kept, cell=cast.cell, occasion=None)
    CommendationFactory(member=double, cell=cast.cell, occasion=None)
    assert Commendations().look(kept, double).blocks
    services.decline(row, by=cast.users["secretary"], note="Trùng")
    assert Commendations().look(kept, double).blocks == ()
