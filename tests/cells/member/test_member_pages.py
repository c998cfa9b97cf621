"""The list of people and one person: who reads which line, and how much of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import Member
from tests.conftest import ROLES
from tests.factories import CommitteePostFactory, MemberFactory, MembershipFactory, StandingFactory

LIST = reverse("member-list")
OWN_CELL = {"member", "colleague", "secretary", "deputy", "cell committee"}
BODIES = {"staff", "leader", "executive", "inspector"}
WHOLE = {"secretary", "deputy", "cell committee"} | BODIES


@pytest.mark.parametrize("role", ROLES)
def test_a_line_is_read_in_ones_own_cell_a_card_only_by_officers(sign_in, cast, role):
    page = sign_in(role).get(LIST).content.decode()
    colleague = cast.members["colleague"]
    assert ("Phan Ngọc Lan" in page) is (role in OWN_CELL | BODIES)
    assert (colleague.card_number in page) is (role in WHOLE)
    assert (reverse("member", args=[colleague.pk]) in page) is (role in WHOLE | {"colleague"})


@pytest.mark.parametrize("role", ROLES)
def test_a_person_is_read_by_themselves_officers_and_bodies(sign_in, cast, role):
    page = sign_in(role).get(reverse("member", args=[cast.members["colleague"].pk]))
    assert page.status_code == (200 if role in WHOLE | {"colleague"} else 404)


def test_a_person_shows_posts_and_standings_with_their_days(sign_in, cast):
    member = cast.members["colleague"]
    StandingFactory(member=member)
    CommitteePostFactory(member=member, body="inspection")
    page = sign_in("secretary").get(reverse("member", args=[member.pk])).content.decode()
    for words in ("Miễn sinh hoạt", "Uỷ ban Kiểm tra", "từ 01/01/2013", "Chi bộ Vụ Cơ sở đảng"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "phan ngoc"}, {"Phan Ngọc Lan"}),
        ({"q": "HOÀ"}, {"Lê Minh Hoà"}),
        ({"q": "%"}, set()),
        ({"q": "_"}, set()),
        ({"q": "' OR 1=1 --"}, set()),
        ({"office": "deputy_secretary"}, {"Đặng Hồng Hải"}),
        ({"standing": "exempt"}, {"Nguyễn Văn Thịnh"}),
        ({"standing": "probationary"}, {"Đặng Hồng Hải"}),
    ],
)
def test_the_list_is_narrowed(sign_in, cast, query, found):
    StandingFactory(member=cast.members["member"])
    Member.objects.filter(pk=cast.members["deputy"].pk).update(official_on=None)
    table = sign_in("secretary").get(LIST, query).context["table"]
    assert {row.record.full_name for row in table.rows} == found


def test_a_colleague_finds_nobody_by_card_or_standing(sign_in, cast):
    StandingFactory(member=cast.members["colleague"])
    everybody = len(sign_in("member").get(LIST).context["table"].rows)
    by_card = sign_in("member").get(LIST, {"q": cast.members["colleague"].card_number})
    by_standing = sign_in("member").get(LIST, {"standing": "exempt"})
    assert len(by_card.context["table"].rows) == 0
    assert len(by_standing.context["table"].rows) == everybody
    own = sign_in("member").get(LIST, {"q": cast.members["member"].card_number})
    assert len(own.context["table"].rows) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "x"},
        {"sort": "user__password"},
        {"sort": "cell"},
        {"q": "\x00"},
        {"q": "a" * 10_000},
        {"cell": "9" * 40},
        {"cell": "x"},
        {"office": "king"},
        {"standing": "'"},
    ],
)
def test_a_strange_address_is_still_a_page(sign_in, query):
    assert sign_in("staff").get(LIST, query).status_code == 200


def test_another_cell_is_no_choice(sign_in, cast):
    page = sign_in("secretary").get(LIST, {"cell": cast.other_cell.pk})
    assert "Chi bộ Vụ Đảng viên" not in page.content.decode()
    assert len(page.context["table"].rows) == 0


def test_the_list_asks_as_much_for_three_people_as_for_three_hundred(sign_in, cast):
    client, asked = sign_in("staff"), []
    for how_many in (3, 297):
        for _ in range(how_many):
            MembershipFactory(member=MemberFactory(), cell=cast.cell)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 20


@pytest.mark.parametrize("column", ["birth_year", "card_number"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_hidden_value_is_not_told_by_its_place_in_the_list(sign_in, cast, column, sign):
    MembershipFactory(member=cast.members["secretary"], cell=cast.other_cell, is_temporary=True)
    values = {"birth_year": [1990, 1950, 1970], "card_number": ["09", "01", "05"]}[column]
    hidden = [
        MemberFactory(full_name=f"Lê Văn {name}", **{column: value})
        for name, value in zip("ABC", values, strict=True)
    ]
    for member in hidden:
        MembershipFactory(member=member, cell=cast.other_cell)
    rows = sign_in("secretary").get(LIST, {"sort": sign + column}).context["table"].rows
    shown = [getattr(row.record, column) for row in rows if row.record.is_whole]
    assert shown == sorted(shown, reverse=bool(sign))
    assert len(shown) > 1
    assert [row.record for row in rows if row.record in hidden] == hidden
