"""What a sheet would do to the people who are there, and what it may not."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.member.roster import apply, plan
from cells.member.roster_plan import Change
from cells.models import AuditEntry, Member, Membership, Standing
from tests.cells.member.sheets import TODAY, office, person, roster, stored
from tests.factories import CellFactory, MemberFactory, MembershipFactory, StandingFactory


def planned(*people, by=None):
    return plan(roster(*people), TODAY, by=by)


def imported(*people, by=None):
    agreed = planned(*people, by=by)
    assert agreed.troubles == ()
    apply(agreed, by=by)
    return agreed


def test_a_new_person_joins_the_cell_from_the_import_day(cast):
    assert imported(person()).counts == "thêm mới 1, cập nhật 0, không đổi 0"
    member = Member.objects.get(full_name="Đỗ Thị Hồng")
    membership = member.memberships.get()
    assert (membership.cell, membership.since, membership.office) == (cast.cell, TODAY, "")
    assert (membership.kind, membership.until, member.sex) == ("party", None, "female")
    assert member.search_key == "do thi hong"


def test_a_second_import_changes_nothing(cast):
    people = [person(), office("Hà Văn Nam", "chi uỷ viên", **{"Từ ngày": "01/02/2014"})]
    imported(*people)
    assert imported(*people).counts == "thêm mới 0, cập nhật 0, không đổi 2"


def test_what_changes_is_told_field_by_field(cast):
    member = cast.members["member"]
    agreed = planned(stored(member, **{"Chức vụ": "Phó Vụ trưởng", "Email": "thinh@example.vn"}))
    assert agreed.updated[0].changes == (
        Change("Chức vụ", "Chuyên viên chính", "Phó Vụ trưởng"),
        Change("Email", "", "thinh@example.vn"),
    )
    assert Member.objects.get(pk=member.pk).job_title == "Chuyên viên chính"


def test_an_empty_cell_keeps_what_is_stored(cast):
    empty = dict.fromkeys(["Giới tính", "Chức vụ", "Đơn vị", "Số thẻ đảng viên"])
    assert planned(stored(cast.members["member"], **empty)).counts.endswith("không đổi 1")


def test_the_history_names_who_imported(cast):
    staff = cast.user("staff")
    imported(person(), stored(cast.members["member"], **{"Chức vụ": "Vụ phó"}), by=staff)
    for member in (Member.objects.get(full_name="Đỗ Thị Hồng"), cast.members["member"]):
        assert member.history.latest().history_user == staff
    joined = Membership.objects.get(member__full_name="Đỗ Thị Hồng")
    assert joined.history.get().history_user == staff
    assert AuditEntry.objects.get(verb="import").note.endswith(
        "thêm mới 1, cập nhật 1, không đổi 0"
    )


# ---- who is meant


@pytest.mark.parametrize(
    "spelling",
    [
        "Lê Minh Hoà",
        "Lê Minh Hòa",
        "LÊ  MINH HOÀ ",
        unicodedata.normalize("NFD", "Lê Minh Hòa"),
        "Lê\u200b Minh Hoà",
    ],
)
def test_another_spelling_is_the_same_person(cast, spelling):
    member = cast.members["cell committee"]
    row = stored(member, **{"Họ và tên": spelling, "Chức vụ trong chi bộ": "Chi ủy viên"})
    assert planned(row | {"Số thẻ đảng viên": None}).counts == "thêm mới 0, cập nhật 0, không đổi 1"


def test_another_name_is_another_person(cast):
    agreed = planned(person("Lê Minh Hoa"))
    assert agreed.counts == "thêm mới 1, cập nhật 0, không đổi 0"


def test_a_card_finds_its_holder_and_fills_in_where_there_was_none(cast):
    member = MemberFactory(full_name="Tạ Văn Bốn", card_number="", birth_year=1990)
    MembershipFactory(member=member, cell=cast.cell)
    imported(stored(member, **{"Số thẻ đảng viên": "03.777777"}))
    member.refresh_from_db()
    assert member.card_number == "03777777"
    assert planned(stored(member)).counts.endswith("không đổi 1")


@pytest.mark.parametrize("year", [1976, None])
def test_a_namesake_who_cannot_be_told_apart_is_asked_back(cast, year):
    member = cast.members["member"]
    [trouble] = planned(person(member.full_name, **{"Năm sinh": year})).troubles
    assert (trouble.row, trouble.column) == (2, "Họ và tên")
    assert f"đã có đồng chí {member}" in trouble.text


def test_a_namesake_with_another_card_and_year_is_a_new_person(cast):
    row = person(cast.members["member"].full_name, **{"Số thẻ đảng viên": "09999999"})
    assert planned(row).counts == "thêm mới 1, cập nhật 0, không đổi 0"


def test_a_card_of_somebody_else_is_refused(cast):
    number = cast.members["member"].card_number
    [trouble] = planned(person(**{"Số thẻ đảng viên": number})).troubles
    assert trouble.column == "Số thẻ đảng viên"
    assert "Nguyễn Văn Thịnh" in trouble.text


def test_a_sheet_never_transfers_anybody(cast):
    [trouble] = planned(stored(cast.members["stranger"])).troubles
    assert trouble.column == "Mã chi bộ"
    assert (
        trouble.text == "đồng chí Vi Văn Tuyển đang ở Chi bộ Vụ Đảng viên; dùng Chuyển sinh hoạt."
    )


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (
            {"Số thẻ đảng viên": "03111111"},
            {"Số thẻ đảng viên": "03.111111", "Họ và tên": "Vũ Ba"},
            "Số thẻ đảng viên",
        ),
        ({}, {}, "Họ và tên"),
        ({"Số thẻ đảng viên": "03111111"}, {}, "Họ và tên"),
    ],
)
def test_a_person_stands_once_in_a_sheet(cast, first, second, column):
    [trouble] = planned(person() | first, person() | second).troubles
    assert (trouble.row, trouble.column) == (3, column)
    assert trouble.text.endswith("đã có ở dòng 2.")


def test_people_absent_from_the_sheet_are_left_alone(cast):
    before = list(Membership.objects.order_by("pk").values())
    imported(person())
    assert (
        list(Membership.objects.exclude(member__full_name="Đỗ Thị Hồng").order_by("pk").values())
        == before
    )


# ---- cells, dates, standing


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"Mã chi bộ": "XYZ"}, "Mã chi bộ", "không có chi bộ nào mang mã “XYZ”."),
        ({"Mã chi bộ": "CU"}, "Mã chi bộ", "Chi bộ Cũ đã kết thúc từ 31/12/2013."),
        ({"Mã chi bộ": "DTN"}, "Mã chi bộ", "“DTN” là chi đoàn, không phải chi bộ."),
        ({"Mã chi bộ": None}, "Mã chi bộ", "chưa ghi mã chi bộ."),
        ({"Họ và tên": None}, "Họ và tên", "chưa ghi họ và tên."),
        ({"Ngày vào Đảng": None}, "Ngày vào Đảng", "chưa ghi ngày vào Đảng."),
        (
            {"Ngày vào Đảng": date(2014, 3, 21), "Ngày chính thức": None},
            "Ngày vào Đảng",
            "còn ở phía trước",
        ),
        (
            {"Ngày chính thức": date(2005, 2, 2)},
            "Ngày chính thức",
            "trước ngày vào Đảng (03/02/2005).",
        ),
        ({"Ngày chính thức": date(2015, 2, 2)}, "Ngày chính thức", "02/02/2015 còn ở phía trước."),
        ({"Năm sinh": 1998}, "Năm sinh", "sinh năm 1998 mà vào Đảng năm 2005."),
        ({"Năm sinh": 1899}, "Năm sinh", "năm 1899 không hợp lý."),
        ({"Từ ngày": date(2014, 3, 21)}, "Từ ngày", "21/03/2014 còn ở phía trước."),
        ({"Từ ngày": date(2004, 3, 21)}, "Từ ngày", "trước ngày vào Đảng (03/02/2005)."),
        (
            {"Ngày chính thức": None, "Tình trạng": "chính thức"},
            "Tình trạng",
            "chưa có ngày chính thức",
        ),
        ({"Tình trạng": "Dự bị"}, "Tình trạng", "ghi dự bị mà đã có ngày chính thức."),
    ],
)
def test_what_cannot_be_is_refused_by_row_and_column(cast, cells, column, words):
    CellFactory(code="CU", name="Chi bộ Cũ", closed_on=date(2013, 12, 31))
    CellFactory(code="DTN", name="Chi đoàn cơ quan", kind="youth")
    agreed = planned(person(), person("Bùi Văn Sáu", **cells))
    assert [(trouble.row, trouble.column) for trouble in agreed.troubles] == [(3, column)]
    assert words in agreed.troubles[0].text


def test_everything_wrong_with_one_row_is_said_at_once(cast):
    row = person(
        **{
            "Mã chi bộ": "XYZ",
            "Năm sinh": "bảy lăm",
            "Ngày chính thức": date(2004, 2, 3),
            "Tình trạng": "dự bị",
        }
    )
    columns = {trouble.column for trouble in planned(row).troubles}
    assert columns == {"Mã chi bộ", "Năm sinh", "Ngày chính thức", "Tình trạng"}


def test_an_official_member_does_not_become_probationary_by_an_empty_cell(cast):
    [trouble] = planned(stored(cast.members["member"], **{"Ngày chính thức": None})).troubles
    assert str(trouble) == 'dòng 2, cột "Ngày chính thức": đang ghi 03/02/2001, không để trống.'


def test_the_words_of_the_dates_store_nothing(cast):
    imported(
        person(**{"Tình trạng": "chính thức"}),
        person("Hà Văn Nam", **{"Ngày chính thức": None, "Tình trạng": "dự bị"}),
    )
    assert not Standing.objects.exists()


@pytest.mark.parametrize(
    ("word", "kind"), [("miễn sinh hoạt", "exempt"), ("Đình chỉ", "suspended")]
)
def test_an_exempt_or_suspended_person_gets_a_standing_from_the_import_day(cast, word, kind):
    imported(person(**{"Tình trạng": word}))
    standing = Standing.objects.get()
    assert (standing.kind, standing.since, standing.until) == (kind, TODAY, None)


def test_another_standing_closes_the_one_before(cast):
    member = cast.members["member"]
    StandingFactory(member=member, kind="exempt")
    imported(stored(member, **{"Tình trạng": "đình chỉ"}))
    spans = list(Standing.objects.order_by("since").values_list("kind", "since", "until"))
    assert spans == [("exempt", date(2013, 1, 1), date(2014, 3, 19)), ("suspended", TODAY, None)]


def test_an_open_standing_stays_when_the_sheet_does_not_speak_of_it(cast):
    StandingFactory(member=cast.members["member"])
    assert planned(stored(cast.members["member"])).counts.endswith("không đổi 1")


# ---- carrying out


def test_a_plan_with_an_error_is_not_carried_out(cast):
    with pytest.raises(ValidationError, match="dòng 3"):
        apply(planned(person(), person("Vũ Ba", **{"Mã chi bộ": "XYZ"})), by=None)
    assert not Member.objects.filter(full_name="Đỗ Thị Hồng").exists()


def test_a_plan_is_refused_when_somebody_wrote_in_between(cast):
    agreed = planned(person())
    imported(person())
    with pytest.raises(ValidationError, match="vừa có người sửa"):
        apply(agreed, by=None)
    assert Member.objects.filter(full_name="Đỗ Thị Hồng").count() == 1


def test_somebody_who_left_joins_again(cast):
    member = cast.members["yesterday's secretary"]
    imported(stored(member))
    assert member.memberships.get(until=None).since == TODAY
    assert member.memberships.count() == 2


def test_planning_takes_as_many_questions_for_three_rows_as_for_three_hundred(
    cast, django_assert_num_queries
):
    letters = "abcdefghik"
    for count in (3, 300):
        names = [
            f"Hồ Văn {letters[n // 100]}{letters[n // 10 % 10]}{letters[n % 10]}"
            for n in range(count)
        ]
        rows = roster(*[person(name) for name in names])
        with django_assert_num_queries(4):
            assert plan(rows, TODAY).troubles == ()
