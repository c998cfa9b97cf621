"""Every gap is found, counted and leads to the page that mends it; what is right is left alone."""

from datetime import date

import pytest
from django.urls import reverse

from cells.datacheck.figures import SHOWN, data_check
from cells.member import roster
from cells.models import Member, Membership, Term, User
from tests.cells.member.sheets import roster as rows
from tests.cells.member.sheets import stored
from tests.factories import (
    CellFactory,
    CommitteePostFactory,
    LetterheadFactory,
    MemberFactory,
    MembershipFactory,
    TermFactory,
    UserFactory,
)

TODAY = date(2014, 3, 20)
ENDS = date(2014, 5, 1)


@pytest.fixture
def office(db):
    """A committee in which nothing is missing."""
    LetterheadFactory(), TermFactory()
    cell = CellFactory(code="CB1", name="Chi bộ Một")
    TermFactory(cell=cell)
    somebody(cell, "Trần Thị Mai", office="secretary")
    return cell


def somebody(cell, name, **row):
    user = UserFactory(member=MemberFactory(full_name=name))
    MembershipFactory(member=user.member, cell=cell, **row)
    return user.member


def found():
    return {
        section.key: [row.what for row in section.rows]
        for section in data_check(TODAY)
        if section.count
    }


def test_where_nothing_is_missing_every_section_is_empty(office):
    assert found() == {}
    assert len(data_check(TODAY)) == 10


def no_officer(cell):
    Membership.objects.update(office="")


def no_secretary(cell):
    Membership.objects.update(office="deputy_secretary")


def left(cell):
    somebody(cell, "Lê Văn Tám", until=date(2014, 3, 19))


def never_in_a_cell(cell):
    UserFactory(member=MemberFactory(full_name="Lê Văn Tám"))


def only_a_guest(cell):
    somebody(cell, "Lê Văn Tám", is_temporary=True)


def on_the_way(cell):
    somebody(cell, "Lê Văn Tám", since=date(2014, 4, 1))


def of_the_youth_only(cell):
    member = somebody(CellFactory(kind="youth"), "Lê Văn Tám", office="secretary")
    Member.objects.filter(pk=member.pk).update(admitted_on=None, official_on=None)


def in_two_cells(cell):
    member = somebody(cell, "Lê Văn Tám", until=date(2013, 6, 30))
    MembershipFactory(member=member, cell=cell, since=date(2013, 6, 1))


def guest_elsewhere(cell):
    MembershipFactory(member=somebody(cell, "Lê Văn Tám"), cell=cell, is_temporary=True)


def twice(cell):
    for year in (1975, None):
        Member.objects.filter(pk=somebody(cell, "Lê Văn Tám").pk).update(
            birth_year=year, **({} if year else {"card_number": ""})
        )


def namesakes_with_cards(cell):
    somebody(cell, "Lê Văn Tám"), somebody(cell, "Lê Văn Tám")


def namesakes_of_two_years(cell):
    for year in (1975, 1976):
        Member.objects.filter(pk=somebody(cell, "Lê Văn Tám").pk).update(
            birth_year=year, card_number=""
        )


def office_ends(cell):
    member = somebody(cell, "Lê Văn Tám", office="committee", until=ENDS)
    MembershipFactory(member=member, cell=cell, since=date(2014, 5, 2))


def office_renewed(cell):
    member = somebody(cell, "Lê Văn Tám", office="committee", until=ENDS)
    MembershipFactory(member=member, cell=cell, office="committee", since=date(2014, 5, 2))


def office_ends_late(cell):
    member = somebody(cell, "Lê Văn Tám", office="committee", until=date(2014, 5, 20))
    MembershipFactory(member=member, cell=cell, since=date(2014, 5, 21))


def post_ends(cell):
    CommitteePostFactory(member=somebody(cell, "Lê Văn Tám"), until=ENDS)


def post_is_over(cell):
    CommitteePostFactory(member=somebody(cell, "Lê Văn Tám"), until=date(2014, 3, 19))


def no_account(cell):
    User.objects.all().delete()


def no_terms(cell):
    Term.objects.all().delete()


def terms_are_over(cell):
    Term.objects.update(until=date(2014, 3, 19))


def no_letterhead(cell):
    LetterheadFactory._meta.model.objects.update(valid_from=date(2014, 3, 21))


GAPS = [
    (no_officer, {"no-officer": ["Chi bộ Một"]}),
    (no_secretary, {"no-secretary": ["Chi bộ Một"]}),
    (left, {"no-cell": ["Lê Văn Tám"]}),
    (never_in_a_cell, {"no-cell": ["Lê Văn Tám"]}),
    (only_a_guest, {"no-cell": ["Lê Văn Tám"]}),
    (on_the_way, {}),
    (of_the_youth_only, {}),
    (in_two_cells, {"two-memberships": ["Lê Văn Tám"]}),
    (guest_elsewhere, {}),
    (twice, {"doubles": ["Lê Văn Tám"]}),
    (namesakes_with_cards, {}),
    (namesakes_of_two_years, {}),
    (office_ends, {"ending-offices": ["Lê Văn Tám"]}),
    (office_renewed, {}),
    (office_ends_late, {}),
    (post_ends, {"ending-posts": ["Lê Văn Tám"]}),
    (post_is_over, {}),
    (no_account, {"no-account": ["Chi bộ Một"]}),
    (
        no_terms,
        {"no-term": ["Chi bộ Một"], "committee": ["Chưa có nhiệm kỳ hiện hành của Đảng uỷ"]},
    ),
    (
        terms_are_over,
        {"no-term": ["Chi bộ Một"], "committee": ["Chưa có nhiệm kỳ hiện hành của Đảng uỷ"]},
    ),
    (no_letterhead, {"committee": ["Chưa có tiêu đề văn bản đang dùng"]}),
]


@pytest.mark.parametrize(
    ("spoil", "expected"), GAPS, ids=lambda each: getattr(each, "__name__", "")
)
def test_each_gap_is_found_in_its_place_and_nowhere_else(office, spoil, expected):
    spoil(office)
    assert found() == expected


def test_every_row_leads_to_a_page_that_mends_it(cast, sign_in):
    no_terms(None)
    for spoil in (left, in_two_cells, twice, office_ends, post_ends, no_letterhead):
        spoil(CellFactory())
    MembershipFactory(cell=cast.cell)
    Membership.objects.filter(cell=cast.other_cell).update(office="deputy_secretary")
    client, sections = sign_in("staff"), data_check(TODAY)
    assert all(section.count for section in sections)
    for section in sections:
        assert client.get(section.rows[0].url).status_code == 200, section.key


def test_a_sheet_with_the_right_first_day_ends_living_in_two_cells(cast):
    member = cast.members["member"]
    days = {"since": date(2009, 1, 1), "until": date(2010, 6, 30)}
    MembershipFactory(member=member, cell=cast.other_cell, **days)
    [section] = [each for each in data_check(TODAY) if each.key == "two-memberships"]
    assert [row.url for row in section.rows] == [reverse("roster-import")]
    staff, since = cast.user("staff"), date(2010, 7, 1)
    corrected = rows(stored(member, **{"Từ ngày": since}))
    roster.apply(roster.plan(corrected, TODAY, by=staff), by=staff)
    assert "two-memberships" not in found()


def test_those_without_account_are_listed_behind_the_count(cast, sign_in):
    MembershipFactory(cell=cast.cell, member__full_name="Lê Văn Tám")
    [section] = [section for section in data_check(TODAY) if section.key == "no-account"]
    [row] = section.rows
    assert row.detail == "1 đồng chí"
    table = sign_in("staff").get(row.url).context["table"]
    assert [str(line.record) for line in table.rows] == ["Lê Văn Tám"]
    asked = {"account": "none"}
    others = sign_in("leader").get(reverse("member-list"), asked).context["table"]
    assert len(others.rows) > 1, "only staff are told who has no account"


def test_a_long_section_shows_the_first_and_says_how_many_more(office, sign_in, cast):
    for number in range(SHOWN + 5):
        CellFactory(code=f"X{number:03}", name=f"Chi bộ X{number}")
    page = sign_in("staff").get(reverse("data-check")).content.decode()
    sections = {section.key: section for section in data_check(TODAY)}
    assert sections["no-officer"].count == SHOWN + 5
    assert sections["no-officer"].hidden == 5
    assert "Còn 5 dòng nữa" in page


def test_the_check_is_linked_from_home_and_from_the_cells(sign_in):
    for page in ("home", "cell-list"):
        link = reverse("data-check")
        assert link in sign_in("staff").get(reverse(page)).content.decode()
        assert link not in sign_in("leader").get(reverse(page)).content.decode()
