"""A new office in a cell: which rows end and begin, what is refused, what the page says before."""

from datetime import date
from time import sleep

import pytest
from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import AuditEntry
from cells.member.moves import leaving
from cells.member.moves.passage import end_all
from cells.member.posts import offices, plans
from cells.member.posts.offices import Wish, plan_office
from cells.member.posts.plans import write
from cells.member.posts.services import change_office
from cells.models import Membership
from cells.workflow import Clash
from tests.factories import MembershipFactory

TODAY = date(2014, 3, 20)


def rows_of(member):
    """(office, since, until), oldest first; days as in “2014-03-20”."""
    rows = member.memberships.order_by("since").values_list("office", "since", "until")
    return [(office, str(since), str(until or "")) for office, since, until in rows]


def turn(cast, role, office, since=TODAY, until=None, handover=None, by="staff"):
    wish = Wish(cell=cast.cell, office=office, since=since, until=until, handover=handover)
    change_office(cast.members[role], wish, by=cast.user(by))


@pytest.mark.parametrize(
    ("role", "wish", "rows"),
    [
        (
            "member",
            {"office": "committee"},
            [("", "2010-01-01", "2014-03-19"), ("committee", "2014-03-20", "")],
        ),
        (
            "member",
            {"office": "committee", "since": date(2014, 4, 1)},
            [("", "2010-01-01", "2014-03-31"), ("committee", "2014-04-01", "")],
        ),
        (
            "member",
            {"office": "committee", "until": date(2014, 12, 31)},
            [
                ("", "2010-01-01", "2014-03-19"),
                ("committee", "2014-03-20", "2014-12-31"),
                ("", "2015-01-01", ""),
            ],
        ),
        (
            "deputy",
            {"office": ""},
            [("deputy_secretary", "2010-01-01", "2014-03-19"), ("", "2014-03-20", "")],
        ),
        (
            "deputy",
            {"office": "deputy_secretary", "until": date(2014, 6, 30)},
            [("deputy_secretary", "2010-01-01", "2014-06-30"), ("", "2014-07-01", "")],
        ),
        (
            "deputy",
            {"office": "committee", "since": date(2010, 1, 1)},
            [("committee", "2010-01-01", "")],
        ),
    ],
)
def test_the_row_ends_the_day_before_and_the_next_begins_in_the_same_cell(cast, role, wish, rows):
    turn(cast, role, **wish)
    assert rows_of(cast.members[role]) == rows


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        (
            {"office": "committee", "until": date(2015, 6, 30)},
            [("committee", "2014-03-20", "2015-06-30"), ("", "2015-07-01", "")],
        ),
        ({"office": "committee"}, [("committee", "2014-03-20", "")]),
        (
            {"office": "", "since": date(2014, 5, 1)},
            [("committee", "2014-03-20", "2014-04-30"), ("", "2014-05-01", "")],
        ),
    ],
)
def test_a_mandate_is_extended_freed_of_its_end_or_cut_short(cast, second, rows):
    turn(cast, "member", "committee", until=date(2014, 12, 31))
    turn(cast, "member", **second)
    assert rows_of(cast.members["member"])[1:] == rows


def test_a_secretary_hands_over_in_one_step(cast):
    turn(cast, "deputy", "secretary", handover="committee", until=date(2015, 12, 31))
    deputy, secretary = cast.members["deputy"], cast.members["secretary"]
    assert rows_of(secretary)[1:] == [("committee", "2014-03-20", "")]
    assert rows_of(deputy)[1:] == [
        ("secretary", "2014-03-20", "2015-12-31"),
        ("", "2016-01-01", ""),
    ]
    assert cast.user("deputy").rights.cells_as_secretary == {cast.cell.pk}
    assert not cast.user("secretary").rights.cells_as_secretary
    assert cast.user("secretary").rights.cells_as_officer == {cast.cell.pk}
    told = AuditEntry.objects.filter(verb="office").values_list("object_id", "note")
    assert dict(told) == {
        deputy.pk: "bí thư Chi bộ Vụ Cơ sở đảng từ 20/03/2014 đến hết 31/12/2015",
        secretary.pk: "chi uỷ viên Chi bộ Vụ Cơ sở đảng từ 20/03/2014",
    }


def test_rights_end_with_the_mandate_and_the_person_stays_in_the_cell(cast):
    turn(cast, "member", "committee", until=date(2014, 12, 31))
    for day, officer in ((date(2014, 12, 31), True), (date(2015, 1, 1), False)):
        with clock.at(day):
            rights = cast.user("member").rights
            assert (cast.cell.pk in rights.cells_as_officer) is officer
            assert rights.cells_as_member == {cast.cell.pk}


@pytest.mark.parametrize(
    ("role", "wish", "sentence"),
    [
        ("member", {"office": ""}, "không có gì để đổi"),
        ("deputy", {"office": "deputy_secretary"}, "không có gì để đổi"),
        ("member", {"office": "", "until": date(2014, 12, 31)}, "thì không có nhiệm kỳ"),
        ("member", {"office": "committee", "until": date(2014, 3, 1)}, "không thể trước ngày"),
        ("member", {"office": "committee", "since": date(2009, 1, 1)}, "không sinh hoạt ở"),
        ("stranger", {"office": "committee"}, "không sinh hoạt ở"),
        ("deputy", {"office": "secretary"}, "đang có bí thư là đồng chí Trần Thị Mai"),
        ("deputy", {"office": "secretary", "handover": "secretary"}, "chỉ có một bí thư"),
        (
            "deputy",
            {"office": "secretary", "since": date(2010, 1, 1), "handover": ""},
            "Đồng chí Trần Thị Mai là bí thư Chi bộ Vụ Cơ sở đảng từ 01/01/2010",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(cast, role, wish, sentence):
    before = list(Membership.objects.order_by("pk").values())
    with pytest.raises(ValidationError, match=sentence):
        turn(cast, role, **wish)
    assert list(Membership.objects.order_by("pk").values()) == before
    assert not AuditEntry.objects.exists()


def test_nobody_writes_their_own_office_nor_hands_over_their_own(cast):
    row = cast.members["secretary"].memberships.get()
    with pytest.raises(ValidationError, match="không tự ghi cho mình"):
        turn(cast, "secretary", "", by="secretary")
    with pytest.raises(ValidationError, match="không tự ghi cho mình"):
        turn(cast, "deputy", "secretary", handover="", by="secretary")
    row.refresh_from_db()
    assert (row.office, row.until) == ("secretary", None)


def test_a_row_that_has_begun_later_is_not_written_over(cast):
    turn(cast, "member", "committee")
    with pytest.raises(ValidationError, match="Từ 20/03/2014 đã ghi khác"):
        turn(cast, "member", "deputy_secretary", since=date(2014, 3, 1))


def test_a_mandate_does_not_outlast_the_stay(cast):
    guest = MembershipFactory(cell=cast.cell, until=date(2014, 6, 30)).member
    wish = Wish(cell=cast.cell, office="committee", since=TODAY, until=date(2014, 12, 31))
    with pytest.raises(ValidationError, match="chỉ sinh hoạt ở đây đến hết 30/06/2014"):
        change_office(guest, wish, by=cast.user("staff"))


def said(cast, role, **wish):
    plan = plan_office(cast.members[role], Wish(cell=cast.cell, **wish), TODAY)
    return " ".join([*plan.deeds, *plan.warnings, *plan.follows])


@pytest.mark.parametrize(
    ("role", "wish", "sentences"),
    [
        (
            "deputy",
            {"office": "secretary", "since": TODAY, "handover": ""},
            [
                "Đồng chí Đặng Hồng Hải: bí thư Chi bộ Vụ Cơ sở đảng từ 20/03/2014",
                "Đồng chí Trần Thị Mai: đảng viên Chi bộ Vụ Cơ sở đảng",
                "Ngay bây giờ, đồng chí Trần Thị Mai không còn trả lời hồ sơ",
                "đảng gồm: bí thư Đặng Hồng Hải, chi uỷ viên Lê Minh Hoà",
            ],
        ),
        (
            "secretary",
            {"office": "", "since": date(2014, 4, 1)},
            [
                "Từ 01/04/2014, đồng chí Trần Thị Mai không còn trả lời hồ sơ",
                "Chi bộ Vụ Cơ sở đảng không có bí thư",
                "gồm: phó bí thư Đặng Hồng Hải",
            ],
        ),
    ],
)
def test_the_page_says_who_answers_afterwards(cast, role, wish, sentences):
    words = said(cast, role, **wish)
    assert [sentence for sentence in sentences if sentence not in words] == []


def test_a_later_office_that_goes_is_said(cast):
    turn(cast, "member", "committee", since=date(2014, 5, 1), until=date(2015, 4, 30))
    turn(cast, "secretary", "deputy_secretary", since=date(2014, 6, 1))
    gone = "Đồng chí Nguyễn Văn Thịnh: bỏ chi uỷ viên Chi bộ Vụ Cơ sở đảng từ 01/05/2014 đến hết"
    assert gone in said(cast, "member", office="deputy_secretary", since=TODAY)
    told = said(cast, "member", office="secretary", since=TODAY, handover="")
    assert gone in told
    assert "Đồng chí Trần Thị Mai: bỏ phó bí thư Chi bộ Vụ Cơ sở đảng từ 01/06/2014" in told
    assert "bỏ" not in said(cast, "deputy", office="committee", since=TODAY)


def test_the_last_officer_leaves_the_answers_to_staff(cast):
    for role in ("deputy", "cell committee"):
        turn(cast, role, "")
    told = said(cast, "secretary", office="", since=TODAY)
    assert "không còn cấp uỷ. Bộ phận giúp việc trả lời hồ sơ" in told


# Two at once


def kinds(answers):
    return sorted(type(answer).__name__ for answer in answers)


def test_two_are_made_secretary_at_once_and_one_is(crowd, request):
    cast = request.getfixturevalue("cast")

    def rise(role):
        wish = Wish(cell=cast.cell, office="secretary", since=TODAY, handover="")
        agreed = plan_office(cast.members[role], wish, TODAY).fingerprint
        return lambda: change_office(
            cast.members[role], wish, by=cast.users["staff"], agreed=agreed
        )

    assert kinds(crowd(rise("deputy"), rise("member"))) in (
        ["Clash", "NoneType"],
        ["NoneType", "ValidationError"],
    )
    [leading] = crowd(
        lambda: Membership.objects.open_on(TODAY).filter(office="secretary", cell=cast.cell).count()
    )
    assert leading == 1


def test_a_secretary_hands_over_and_leaves_at_once_and_one_of_the_two_happens(
    crowd, request, monkeypatch
):
    cast = request.getfixturevalue("cast")
    secretary, staff = cast.members["secretary"], cast.users["staff"]
    wish = Wish(cell=cast.cell, office="secretary", since=TODAY, handover="")
    agreed = plan_office(cast.members["deputy"], wish, TODAY).fingerprint
    values = {"cell": cast.cell, "last_day": date(2014, 3, 19), "reason": "other"}

    def end_slowly(*rows, **said):
        """Between reading and writing there is time enough for somebody else."""
        sleep(0.5)
        end_all(*rows, **said)

    monkeypatch.setattr(leaving, "end_all", end_slowly)
    answers = crowd(
        lambda: change_office(cast.members["deputy"], wish, by=staff, agreed=agreed),
        lambda: leaving.leave_cell(secretary, **values, by=staff),
    )
    assert kinds(answers) in (["Clash", "NoneType"], ["NoneType", "ValidationError"])
    [rows] = crowd(lambda: rows_of(secretary))
    [leads] = crowd(lambda: rows_of(cast.members["deputy"])[-1][0] == "secretary")
    has_left = [("secretary", "2010-01-01", "2014-03-19")]
    assert rows == ([*has_left, ("", "2014-03-20", "")] if leads else has_left)


def test_what_was_not_read_is_not_written(cast):
    wish = Wish(cell=cast.cell, office="secretary", since=TODAY, handover="")
    agreed = plan_office(cast.members["deputy"], wish, TODAY).fingerprint
    turn(cast, "cell committee", "")
    with pytest.raises(Clash):
        change_office(cast.members["deputy"], wish, by=cast.user("staff"), agreed=agreed)
    assert len(rows_of(cast.members["deputy"])) == 1


def test_a_mandate_that_begins_later_counts_for_its_own_day_only(cast):
    """The successor is written down before the mandate of the present committee is over."""
    turn(cast, "deputy", "deputy_secretary", until=date(2014, 12, 31))
    told = said(cast, "member", office="deputy_secretary", since=date(2015, 1, 1))
    assert "phó bí thư Nguyễn Văn Thịnh, chi uỷ viên" in told
    assert "Đặng Hồng Hải" not in told
    turn(cast, "deputy", "committee", since=date(2015, 1, 1))
    assert rows_of(cast.members["deputy"])[1:] == [("committee", "2015-01-01", "")]


def test_a_row_that_somebody_wrote_in_between_is_not_written_over(cast):
    wish = Wish(cell=cast.cell, office="", since=TODAY)
    plan = plan_office(cast.members["deputy"], wish, TODAY)
    Membership.objects.filter(member=cast.members["deputy"]).update(until=date(2014, 6, 30))
    with pytest.raises(Clash):
        write(plan, by=cast.user("staff"))


def test_where_only_the_database_sees_the_other_hand_it_is_a_clash(cast, monkeypatch):
    """The race itself runs on PostgreSQL; here the sentence of the overlap is left out."""
    monkeypatch.setattr(plans, "refuse_overlap", lambda _row: None)
    monkeypatch.setattr(offices, "rival_of", lambda *_said: None)
    with pytest.raises(Clash):
        turn(cast, "deputy", "secretary")
    assert len(rows_of(cast.members["deputy"])) == 1
