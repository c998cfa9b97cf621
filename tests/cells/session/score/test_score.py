"""Two scorers, one sheet: totals, levels, why not the best; what is known is proposed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.models import ScoreLine, ScoreSheet, Session, SessionScore, Speech
from cells.session.score.figures import lines_of, score_of, sheet_of
from cells.session.score.forms import ScoreForm
from cells.session.score.models import Scorer, read_bands
from cells.session.score.proposing import Facts, proposal_for
from cells.session.score.services import copy_sheet, save_scores, seen
from cells.session.score.shipped import ship_score_sheet
from cells.workflow import Clash
from tests.factories import AgendaItemFactory, AttendanceFactory, MemberFactory, SessionFactory
from tests.pages import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(cast):
    ship_score_sheet()
    return ScoreSheet.objects.get()


@pytest.fixture
def session(cast, sheet):
    officers = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    return SessionFactory(cell=cast.cell, held=True, **officers)


@pytest.fixture
def score(session, cast):
    """Give every line its most, but for the lines named by a piece of their text."""

    def give(scorer=Scorer.CELL, version="", **less):
        points = {line.pk: line.most for line in lines_of(sheet_of(session))}
        for words, given in less.items():
            points[line_of(words.replace("_", " ")).pk] = Decimal(given)
        save_scores(session, scorer, points, version=version, by=cast.users["secretary"])
        return points

    return give


def line_of(words):
    """SQLite does not fold Đ: compared here."""
    [line] = [line for line in ScoreLine.objects.all() if words in line.text.lower()]
    return line


def test_the_shipped_sheet_has_a_hundred_points_in_eight_groups(sheet):
    groups = sheet.groups.all()
    points = [sum(line.most for line in group.lines.all()) for group in groups]
    assert points == [5, 5, 10, 30, 10, 5, 30, 5]
    assert [level.name for level in sheet.levels.all()] == ["Tốt", "Khá", "Trung bình", "Kém"]
    ship_score_sheet()
    assert ScoreSheet.objects.count() == 1


def test_without_a_whole_column_there_is_no_score(session, cast):
    assert score_of(session) is None
    points = {line_of("tỷ lệ đảng viên").pk: Decimal(4)}
    save_scores(session, Scorer.CELL, points, version="", by=cast.users["secretary"])
    assert score_of(session) is None
    [column] = ScoreForm(session, Scorer.CELL).totals
    assert column.sentence == "4 điểm, còn 27 dòng chưa chấm"


def test_everything_at_its_most_is_the_best_level(session, score):
    score()
    total = score_of(session)
    assert (total.most, total.cell.total, total.cell.level) == (100, 100, "Tốt")
    assert (total.cell.why_not, total.superior, total.final) == ((), None, total.cell)


def test_a_marked_line_below_its_most_keeps_from_the_best_and_says_so(session, score):
    score(tỷ_lệ_đảng_viên="3")
    column = score_of(session).cell
    assert (column.total, column.level) == (99, "Khá")
    assert column.why_not == ("“Tỷ lệ đảng viên dự họp” đạt 3/4 điểm, Tốt cần điểm tối đa.",)


def test_an_unmarked_line_costs_points_only(session, score):
    score(đủ_nội_dung="0")
    column = score_of(session).cell
    assert (column.total, column.level, column.why_not) == (90, "Tốt", ())


@pytest.mark.parametrize(("cut", "level"), [("0,5", "Khá"), ("20", "Khá"), ("20,25", "Trung bình")])
def test_levels_begin_at_their_points(session, score, cut, level):
    cut = Decimal(cut.replace(",", "."))
    score(đủ_nội_dung="0", thực_hiện_nghị_quyết=30 - cut)
    column = score_of(session).cell
    assert column.level == level
    assert column.why_not[0].startswith("Tốt cần từ 90 điểm, buổi này")


def test_two_columns_stand_side_by_side_and_the_superiors_word_is_last(session, score):
    score()
    score(Scorer.SUPERIOR, thực_hiện_nghị_quyết="15")
    total = score_of(session)
    assert [column.total for column in total.columns] == [100, 85]
    assert total.final.sentence == "85 điểm, xếp loại Khá"


# Saving


def test_a_column_saved_by_another_first_is_a_clash_and_the_other_column_none(session, cast):
    client = {role: cast.users[role] for role in ("secretary", "staff")}
    first = {line_of("tỷ lệ đảng viên").pk: Decimal(3)}
    save_scores(session, Scorer.CELL, first, version="", by=client["secretary"])
    save_scores(session, Scorer.SUPERIOR, first, version="", by=client["staff"])
    with pytest.raises(Clash):
        save_scores(session, Scorer.CELL, {}, version="", by=client["secretary"])
    save_scores(session, Scorer.CELL, {}, version=seen(first), by=client["secretary"])
    assert [score.scorer for score in SessionScore.objects.all()] == ["superior"]


@pytest.mark.parametrize("points", ["-1", "4.01"])
def test_points_outside_a_line_are_refused(session, cast, points):
    given = {line_of("tỷ lệ đảng viên").pk: Decimal(points)}
    with pytest.raises(ValidationError, match="ghi điểm từ 0 đến 4"):
        save_scores(session, Scorer.CELL, given, version="", by=cast.users["secretary"])
    assert not SessionScore.objects.exists()


def test_a_session_keeps_the_sheet_it_was_scored_on(session, sheet, score):
    score()
    newer = copy_sheet(sheet, valid_from=date(2014, 3, 1))
    assert sheet_of(session) == sheet
    assert sheet_of(SessionFactory(cell=session.cell)) == newer
    assert [line.text for line in lines_of(newer)] == [line.text for line in lines_of(sheet)]
    assert newer.levels.count() == 4
    with pytest.raises(ValidationError, match="Đã có phiếu dùng từ ngày 01/03/2014"):
        copy_sheet(sheet, valid_from=date(2014, 3, 1))


# Proposals


def proposed(session, words):
    return proposal_for(line_of(words), Facts(session))


def roll(session, **states):
    for state, many in states.items():
        for _ in range(many):
            reason = "leave" if state == "excused" else ""
            AttendanceFactory(session=session, state=state, reason=reason)


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        ({"present": 17, "excused": 3}, "tỷ lệ 85,00% → 3 điểm"),
        ({"present": 18, "excused": 2}, "tỷ lệ 90,00% → 4 điểm"),
        ({"present": 13, "excused": 7}, "tỷ lệ 65,00% → 2 điểm"),
        ({"present": 12, "excused": 8}, "tỷ lệ 60,00% → 1 điểm"),
        (
            {"present": 19, "unexcused": 1},
            "tỷ lệ 95,00%, 1 đồng chí vắng không lý do → 1 điểm",
        ),
    ],
)
def test_attendance_proposes_points_with_the_reason(session, states, sentence):
    roll(session, **states)
    assert proposed(session, "tỷ lệ đảng viên").sentence == sentence


def test_nothing_is_proposed_of_what_nobody_has_entered(session):
    Session.objects.filter(pk=session.pk).update(ends_at=None)
    session.refresh_from_db()
    assert proposed(session, "tỷ lệ đảng viên") is None
    assert proposed(session, "bảo đảm thời gian") is None
    assert proposed(session, "đảng viên phát biểu") is None
    assert proposed(session, "chi uỷ họp trước") is None


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [(90, "kéo dài 90 phút → 5 điểm"), (89, "kéo dài 89 phút")],
)
def test_the_time_held_proposes_points(session, minutes, sentence):
    session.ends_at = session.starts_at + timedelta(minutes=minutes)
    assert proposed(session, "bảo đảm thời gian").sentence == sentence


@pytest.mark.parametrize(("speakers", "points"), [(1, "2"), (3, "3"), (4, "4"), (5, "4"), (6, "5")])
def test_the_share_of_speakers_proposes_points(session, speakers, points):
    roll(session, present=10)
    item = AgendaItemFactory(session=session)
    for line in session.attendances.all()[:speakers]:
        for text in ("Nhất trí.", "Bổ sung một ý."):
            Speech.objects.create(item=item, speaker=line.member, text=text)
    assert proposed(session, "đảng viên phát biểu").points == Decimal(points)


def test_nobodys_words_written_down_is_not_nobody_spoke(session):
    roll(session, present=10)
    assert proposed(session, "đảng viên phát biểu").points is None


@pytest.mark.parametrize(("before", "points"), [(2, 1), (3, 0)])
def test_who_is_excused_a_fourth_time_running_costs_the_point(session, cast, before, points):
    member = cast.members["member"]
    earlier = [
        SessionFactory(cell=cast.cell, starts_at=session.starts_at - timedelta(days=30 * n))
        for n in range(1, 5)
    ]
    for each in [session, *earlier[:before]]:
        AttendanceFactory(session=each, member=member, state="excused", reason="leave")
    for each in earlier[before:]:
        AttendanceFactory(session=each, member=member)
    found = proposed(session, "quá 3 buổi liền")
    assert (found.points, "Nguyễn Văn Thịnh" in found.reason) == (points, not points)


def test_namesakes_are_not_taken_for_one_person(session, cast):
    """Each of two was excused twice; four times running was nobody."""
    people = [MemberFactory(full_name="Lê Văn An") for _ in range(2)]
    earlier = [
        SessionFactory(cell=cast.cell, starts_at=session.starts_at - timedelta(days=30 * n))
        for n in range(1, 4)
    ]
    for number, each in enumerate([session, *earlier]):
        for place, member in enumerate(people):
            away = {"state": "excused", "reason": "leave"} if number % 2 == place else {}
            AttendanceFactory(session=each, member=member, **away)
    assert proposed(session, "quá 3 buổi liền").points == 1


def test_bands_are_read_as_people_write_them():
    assert read_bands("75: 3;90 : 4 ; 0,5:1,25;") == [
        (90, 4),
        (75, 3),
        (Decimal("0.5"), Decimal("1.25")),
    ]
    with pytest.raises(ValidationError):
        read_bands("từ 90 được 4")


# The page


@pytest.fixture
def address(session):
    return reverse("session-score", args=[session.pk])


def test_the_page_fills_in_what_is_known_and_stores_it_on_the_first_save(sign_in, session, address):
    roll(session, present=17, excused=3)
    client = sign_in("secretary")
    [form] = forms_of(client.get(address), address)
    assert form.data[f"points-{line_of('tỷ lệ đảng viên').pk}"] == "3"
    assert not SessionScore.objects.exists()
    client.post(address, form.data)
    assert SessionScore.objects.get(line=line_of("tỷ lệ đảng viên")).points == 3


def test_each_scorer_sees_both_columns_and_writes_one(sign_in, session, address, score):
    score(đủ_nội_dung="7")
    key = f"points-{line_of('đủ nội dung').pk}"
    client = sign_in("leader")
    page = client.get(address)
    assert "Chi uỷ, bí thư chấm:" in page.content.decode()
    [form] = forms_of(page, address)
    client.post(address, {**form.data, key: "8,5"})
    points = dict(
        SessionScore.objects.filter(line=line_of("đủ nội dung")).values_list("scorer", "points")
    )
    assert points == {"cell": 7, "superior": Decimal("8.5")}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tám", "“tám” chưa phải số điểm"),
        ("11", "Ghi điểm từ 0 đến 10"),
        ("-1", "chưa phải số điểm"),
    ],
)
def test_what_is_no_number_of_points_is_told_beside_its_box(
    sign_in, session, address, typed, sentence
):
    client, key = sign_in("secretary"), f"points-{line_of('đủ nội dung').pk}"
    answer = client.post(address, {"version": "", key: typed})
    assert sentence in answer.content.decode()
    assert forms_of(answer, address)[0].data[key] == typed
    assert not SessionScore.objects.exists()


def test_a_fault_is_tied_to_its_box(sign_in, session, address):
    key = line_of("đủ nội dung").pk
    page = sign_in("secretary").post(address, {"version": "", f"points-{key}": "11"})
    words = page.content.decode()
    assert f'aria-describedby="wrong-{key} most-{key}"' in words
    assert words.count(f'id="wrong-{key}"') == 1
    assert words.count('id="wrong-') == 1


@pytest.mark.parametrize("role", ["secretary", "staff", "leader", "member", "inspector"])
def test_the_sessions_page_leads_whoever_scores_to_the_sheet(sign_in, session, address, role):
    page, leads = session.get_absolute_url(), role in {"secretary", "staff", "leader"}
    Session.objects.filter(pk=session.pk).update(status="held")
    client = sign_in(role)
    assert (address in client.get(page).content.decode()) is leads
    for status in ("planned", "cancelled"):
        Session.objects.filter(pk=session.pk).update(status=status)
        assert address not in client.get(page).content.decode()


def test_officers_come_to_the_sheet_from_the_conclusion(sign_in, session, address):
    page = reverse("session-conclude", args=[session.pk])
    assert address in sign_in("secretary").get(page).content.decode()


def test_the_second_officer_sees_both_points(sign_in, session, address):
    client, key = sign_in("secretary"), f"points-{line_of('đủ nội dung').pk}"
    [form] = forms_of(client.get(address), address)
    client.post(address, {**form.data, key: "9"})
    client.post(address, {**form.data, key: "9"})  # a double click
    clash = sign_in("deputy").post(address, {**form.data, key: "7"})
    assert clash.status_code == 409
    assert "Điểm đang lưu: <b>9</b>" in clash.content.decode()
    [again] = forms_of(clash, address)
    assert again.data[key] == "7"
    assert client.post(address, again.data).status_code == 302
    assert SessionScore.objects.get(line=line_of("đủ nội dung")).points == 7


@pytest.mark.parametrize("status", ["signed", "half_signed", "cancelled"])
def test_closed_minutes_refuse_and_show_what_was_typed(sign_in, session, address, status):
    client, key = sign_in("secretary"), f"points-{line_of('đủ nội dung').pk}"
    Session.objects.filter(pk=session.pk).update(status=status)
    answer = client.post(address, {"version": "", key: "7,25"})
    assert answer.status_code == 409
    assert "Đủ nội dung sinh hoạt thường kỳ: 7,25" in answer.content.decode()
    assert not SessionScore.objects.exists()


def test_without_a_sheet_of_that_day_the_page_says_who_makes_one(sign_in, session, address, sheet):
    ScoreSheet.objects.update(valid_from=date(2014, 3, 6))
    page = sign_in("secretary").get(address)
    assert "Chưa có phiếu chấm cho ngày này" in page.content.decode()


def test_the_page_asks_the_same_for_any_number_of_people(
    sign_in, session, address, django_assert_max_num_queries
):
    client = sign_in("secretary")
    for many in (3, 30):
        roll(session, present=many)
        with django_assert_max_num_queries(20):
            client.get(address)


# The back office


def test_a_sheet_in_use_is_only_looked_at_and_copied(sign_in, session, sheet, score):
    client, change = sign_in("staff"), reverse("admin:cells_scoresheet_change", args=[sheet.pk])
    group = reverse("admin:cells_scoregroup_change", args=[sheet.groups.first().pk])
    for page in (change, group):
        assert 'name="_save"' in client.get(page).content.decode()
    score()
    for page in (change, group):
        assert 'name="_save"' not in client.get(page).content.decode()
        assert client.post(page, {"name": "khác"}).status_code == 403
    action = {"action": "copy_chosen", "_selected_action": sheet.pk}
    client.post(reverse("admin:cells_scoresheet_changelist"), action)
    fresh = ScoreSheet.objects.get(valid_from=date(2014, 3, 20))
    assert len(lines_of(fresh)) == 28


def test_staff_change_a_line_of_a_sheet_that_nobody_used(sign_in, sheet):
    group = sheet.groups.get(name="Tỷ lệ dự họp")
    address = reverse("admin:cells_scoregroup_change", args=[group.pk])
    client = sign_in("staff")
    [form] = [form for form in forms_of(client.get(address), address) if "position" in form.data]
    lines = {name: "95: 4; 0: 1" for name in form.data if name.endswith("0-bands")}
    client.post(address, form.data | lines)
    assert ScoreLine.objects.get(pk=form.data["lines-0-id"]).bands == "95: 4; 0: 1"
    wrong = client.post(address, form.data | dict.fromkeys(lines, "nhiều thì bốn"))
    assert "Ghi từng mức" in wrong.content.decode()
