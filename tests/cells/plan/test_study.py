"""A cell's year of study: states, moving a month, two officers at once, all cells side by side."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import SessionPartner, StudySlot, Theme, Topic
from cells.plan.study.figures import all_cells, study_rows, variety
from cells.plan.study.services import SlotLine, arrange_slots
from cells.programme.services import cells_that_study
from cells.workflow import Clash, IllegalMove
from tests.factories import (
    CellFactory,
    SessionFactory,
    StudySlotFactory,
    TopicFactory,
    moment,
)
from tests.pages import forms_of


@pytest.fixture
def topic(cast):
    return TopicFactory(theme=Theme.objects.get(year=2014), quarter=2)


def row_of(cast, today, cell=None):
    [row] = study_rows(cell or cast.cell, 2014, today)
    return row


# ---- states


def test_a_topic_goes_from_unplanned_to_studied(cast, topic, today):
    assert row_of(cast, today).label == "Chưa xếp"
    slot = StudySlotFactory(cell=cast.cell, topic=topic, month=date(2014, 5, 1))
    assert row_of(cast, today).label == "Dự kiến"
    session = SessionFactory(
        cell=cast.cell, topic=topic, slot=slot, starts_at=moment(2014, 5, 6, 14)
    )
    assert row_of(cast, today).label == "Đã lên lịch"
    type(session).objects.update(status="signed")
    row = row_of(cast, today)
    assert (row.label, row.meeting.day) == ("Đã sinh hoạt", date(2014, 5, 6))
    type(session).objects.update(status="cancelled")
    assert row_of(cast, today).label == "Dự kiến"


def test_a_month_that_passed_without_a_session_is_late(cast, topic, today):
    slot = StudySlotFactory(cell=cast.cell, topic=topic, month=date(2014, 2, 1))
    assert row_of(cast, today).state == "late"
    slot.delete()
    topic.quarter = 1
    topic.save()
    assert row_of(cast, today).state == "none"
    assert row_of(cast, date(2014, 4, 1)).state == "late"


def test_a_session_that_took_place_counts_before_one_that_is_planned(cast, topic, today):
    SessionFactory(cell=cast.cell, topic=topic, starts_at=moment(2014, 3, 1, 14))
    held = SessionFactory(
        cell=cast.cell, topic=topic, starts_at=moment(2014, 3, 9, 14), status="held"
    )
    assert row_of(cast, today).meeting.pk == held.pk


def test_a_planned_session_whose_month_is_over_is_late(cast, topic, today):
    SessionFactory(cell=cast.cell, topic=topic, starts_at=moment(2014, 3, 5, 14))
    assert row_of(cast, today).state == "scheduled"
    row = row_of(cast, date(2014, 4, 1))
    assert (row.state, row.is_fixed) == ("late", True)
    lines = all_cells(cells_that_study(2014, today), 2014, date(2014, 4, 1))
    assert [line.late for line in lines if line.cell == cast.cell] == [1]


def test_a_session_ahead_counts_before_one_whose_month_is_over(cast, topic, today):
    SessionFactory(cell=cast.cell, topic=topic, starts_at=moment(2014, 2, 5, 14))
    ahead = SessionFactory(cell=cast.cell, topic=topic, starts_at=moment(2014, 4, 3, 14))
    SessionFactory(cell=cast.cell, topic=topic, starts_at=moment(2014, 5, 8, 14))
    row = row_of(cast, today)
    assert (row.state, row.meeting.pk) == ("scheduled", ahead.pk)


def test_what_is_studied_is_the_sessions_own_topic(cast, topic, today):
    slot = StudySlotFactory(cell=cast.cell, topic=topic, month=date(2014, 5, 1))
    SessionFactory(cell=cast.cell, slot=slot, topic=None, status="held")
    assert row_of(cast, today).state == "planned"


def test_a_partner_has_studied_too(cast, topic, today):
    session = SessionFactory(cell=cast.cell, topic=topic, status="held")
    SessionPartner.objects.create(session=session, cell=cast.other_cell)
    assert row_of(cast, today, cast.other_cell).state == "held"
    lines = all_cells(cells_that_study(2014, today), 2014, today)
    assert [line.quarters[1].held for line in lines] == [1, 1]


def test_quarters_before_a_cell_was_founded_are_not_asked_for(cast, topic, today):
    young = CellFactory(founded_on=date(2014, 7, 1))
    row = row_of(cast, date(2014, 8, 1), young)
    assert (row.state, row.css) == ("before", "exempt")
    [line] = list(all_cells(type(young).objects.filter(pk=young.pk), 2014, date(2014, 8, 1)))
    assert (line.missing, line.quarters[1].css) == (0, "none")


def test_the_forms_of_a_year_are_counted_and_the_unused_named(cast, topic, today):
    for quarter, form in ((1, "thematic"), (3, "stories"), (4, "thematic")):
        other = TopicFactory(theme=topic.theme, quarter=quarter)
        StudySlotFactory(cell=cast.cell, topic=other, form=form)
    SessionFactory(cell=cast.cell, topic=topic, form="visit", status="held")
    found = variety(study_rows(cast.cell, 2014, today))
    assert found.used == (("chuyên đề", 2), ("kể chuyện", 1), ("tham quan", 1))
    assert found.unused == ("nghe nói chuyện", "toạ đàm", "phối hợp")
    assert not found.is_monotonous


# ---- moving


def line_for(topic, **more):
    words = {"topic_id": topic.pk, "month": date(2014, 6, 1), "form": "stories"}
    return SlotLine(**{**words, **more})


def test_a_cell_plans_and_moves_a_topic(cast, topic):
    assert arrange_slots(cast.cell, 2014, [line_for(topic)], by=None) == []
    moved = line_for(topic, month=date(2014, 4, 1), note="cùng Công đoàn", version=0)
    arrange_slots(cast.cell, 2014, [moved], by=None)
    slot = StudySlot.objects.get()
    assert (slot.month, slot.form, slot.note, slot.version) == (
        date(2014, 4, 1),
        "stories",
        "cùng Công đoàn",
        1,
    )


def test_an_arranged_year_leaves_one_step_in_the_cells_trail(cast, topic):
    other = TopicFactory(theme=topic.theme, quarter=3, title="Tự phê bình")
    by = cast.user("deputy")
    lines = [line_for(topic), line_for(other, month=date(2014, 8, 1), note="cùng Công đoàn")]
    arrange_slots(cast.cell, 2014, lines, by=by)
    arrange_slots(cast.cell, 2014, [], by=by)
    [step] = AuditEntry.objects.of(cast.cell)
    assert (step.verb, step.actor) == ("arrange", by)
    assert step.note == (
        "Năm 2014: “Nói đi đôi với làm” tháng 6, kể chuyện; "
        "“Tự phê bình” tháng 8, kể chuyện, cùng Công đoàn"
    )


def test_a_month_outside_the_quarter_is_said_and_kept(cast, topic):
    [said] = arrange_slots(cast.cell, 2014, [line_for(topic, month=date(2014, 9, 1))], by=None)
    assert "chủ đề Quý II" in said
    assert "tháng 9 (quý III)" in said
    assert StudySlot.objects.get().month == date(2014, 9, 1)


def test_a_month_outside_the_year_is_refused(cast, topic):
    with pytest.raises(ValidationError, match="trong năm đó"):
        arrange_slots(cast.cell, 2014, [line_for(topic, month=date(2015, 1, 1))], by=None)
    assert not StudySlot.objects.exists()


def test_a_topic_of_another_year_is_refused(cast, topic):
    other = TopicFactory(theme__year=2013)
    with pytest.raises(ValidationError, match="không còn trong kế hoạch"):
        arrange_slots(cast.cell, 2014, [line_for(topic), line_for(other)], by=None)
    assert not StudySlot.objects.exists()


def test_what_has_a_session_is_moved_there(cast, topic):
    slot = StudySlotFactory(cell=cast.cell, topic=topic)
    SessionFactory(cell=cast.cell, topic=topic, slot=slot)
    with pytest.raises(ValidationError, match="05/03/2014"):
        arrange_slots(cast.cell, 2014, [line_for(topic, version=0)], by=None)


@pytest.mark.parametrize("version", [None, 4])
def test_whoever_read_an_older_plan_clashes(cast, topic, version):
    StudySlotFactory(cell=cast.cell, topic=topic, version=5)
    with pytest.raises(Clash):
        arrange_slots(cast.cell, 2014, [line_for(topic, version=version)], by=None)


def test_a_slot_that_went_away_is_a_clash(cast, topic):
    with pytest.raises(Clash):
        arrange_slots(cast.cell, 2014, [line_for(topic, version=0)], by=None)


# ---- pages


@pytest.fixture
def boxes(cast, sign_in, topic):
    """The officer's page with a second topic beside the first; its address and its boxes."""
    other = TopicFactory(theme=topic.theme, quarter=3, title="Tự phê bình")
    for each in (topic, other):
        StudySlotFactory(cell=cast.cell, topic=each, month=date(2014, 3 * each.quarter - 1, 1))
    url = reverse("study-arrange", args=[cast.cell.pk, 2014])
    data = forms_of(sign_in("secretary").get(url), url)[0].data
    return url, data, f"t{topic.pk}", f"t{other.pk}"


def months():
    return [
        month.month for month in StudySlot.objects.order_by("month").values_list("month", flat=True)
    ]


def test_an_officer_moves_a_month_in_place(boxes, sign_in):
    url, data, one, _other = boxes
    page = sign_in("deputy").post(url, data | {f"{one}-month": "10"}, follow=True).content.decode()
    assert months() == [8, 10]
    assert "Đã lưu kế hoạch học tập" in page
    assert "ngoài quý của chủ đề" in page
    assert StudySlot.objects.get(month=date(2014, 8, 1)).version == 0, (
        "untouched rows are not written"
    )


def test_a_topic_without_a_month_is_refused_with_words_kept(boxes, sign_in):
    url, data, one, _other = boxes
    page = sign_in("secretary").post(url, data | {f"{one}-month": "", f"{one}-note": "chờ lịch"})
    assert "Chọn tháng cho chủ đề này." in page.content.decode()
    assert "chờ lịch" in page.content.decode()
    assert months() == [5, 8]


def test_a_month_that_is_none_is_refused(boxes, sign_in):
    url, data, one, _other = boxes
    assert sign_in("secretary").post(url, data | {f"{one}-month": "13"}).status_code == 200
    assert months() == [5, 8]


def test_of_two_officers_the_second_sees_both_and_reverts_nothing(boxes, sign_in):
    url, data, one, other = boxes
    sign_in("deputy").post(url, data | {f"{one}-month": "4", f"{other}-month": "9"})
    client = sign_in("secretary")
    response = client.post(url, data | {f"{one}-month": "6"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Đang lưu: tháng 4, chuyên đề." in page
    again = forms_of(response, url)[0].data
    assert (again[f"{one}-month"], again[f"{other}-month"]) == ("6", "9")
    assert client.post(url, again).status_code == 302
    assert months() == [6, 9]


@pytest.fixture
def meanwhile(cast, topic):
    """What happens to the first row while an officer types."""

    def happens(what):
        slot = StudySlot.objects.get(topic=topic)
        if what == "scheduled":
            SessionFactory(cell=cast.cell, topic=topic, slot=slot)
        else:
            slot.delete()
            topic.delete()

    return happens


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("scheduled", "đã có buổi ngày 05/03/2014; dời ngày ở trang của buổi ấy."),
        ("removed", "Có chủ đề không còn trong kế hoạch năm."),
    ],
)
def test_what_was_typed_for_a_row_that_is_closed_meanwhile_is_said_and_nothing_is_saved(
    boxes, sign_in, meanwhile, what, sentence
):
    url, data, one, other = boxes
    meanwhile(what)
    client = sign_in("secretary")
    typed = {f"{one}-month": "6", f"{one}-note": "chờ lịch", f"{other}-month": "9"}
    response = client.post(url, data | typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert sentence in page
    assert "Đồng chí đã ghi: tháng 6, chuyên đề, chờ lịch." in page
    assert 9 not in months()
    again = forms_of(response, url)[0].data
    assert f"{one}-month" not in again
    assert client.post(url, again).status_code == 302
    assert months()[-1] == 9


def test_words_for_the_last_topic_of_a_year_are_given_back_when_it_is_removed(
    boxes, sign_in, meanwhile
):
    url, data, one, _other = boxes
    meanwhile("removed")
    StudySlot.objects.all().delete()
    Topic.objects.all().delete()
    page = sign_in("secretary").post(url, data | {f"{one}-note": "chờ lịch"}).content.decode()
    assert "Năm này chưa có chủ đề" in page
    assert "chờ lịch" in page


@pytest.mark.parametrize("what", ["scheduled", "removed"])
def test_a_row_that_nobody_touched_may_be_closed_meanwhile(boxes, sign_in, meanwhile, what):
    url, data, _one, other = boxes
    meanwhile(what)
    assert sign_in("secretary").post(url, data | {f"{other}-month": "9"}).status_code == 302
    assert months()[-1] == 9


def test_members_read_the_plan_and_write_nothing(boxes, sign_in, cast):
    _url, _data, one, _other = boxes
    page = sign_in("member").get(reverse("study-plan", args=[cast.cell.pk, 2014])).content.decode()
    assert "Dự kiến" in page
    assert f"{one}-month" not in page
    assert "Chưa có: nghe nói chuyện" in page


@pytest.mark.parametrize(("year", "status"), [(2013, 200), (1900, 404), (99999, 404)])
def test_a_year_without_topics_says_so_and_no_year_is_no_page(cast, sign_in, year, status):
    response = sign_in("member").get(reverse("study-plan", args=[cast.cell.pk, year]))
    assert response.status_code == status


# ---- all cells


def test_whoever_lacks_most_stands_first_and_every_number_leads_on(cast, sign_in, topic):
    first = TopicFactory(theme=topic.theme, quarter=1)
    for each in (first, topic):
        StudySlotFactory(cell=cast.cell, topic=each, month=date(2014, 6, 1))
    client, url = sign_in("leader"), reverse("study-overview")
    page = client.get(url).content.decode()
    plans = [reverse("study-plan", args=[cell.pk, 2014]) for cell in (cast.other_cell, cast.cell)]
    assert page.index(plans[0]) < page.index(plans[1])
    assert "Quý II: 0 trong 1 chủ đề đã sinh hoạt, 1 chưa xếp" in page
    only = client.get(url, {"lack": "slot"}).content.decode()
    assert plans[0] in only
    assert plans[1] not in only
    none = client.get(url, {"lack": "held"}).content.decode()
    assert "Không có chi bộ nào khớp bộ lọc" in none


def test_cells_are_found_by_name_and_wrong_words_narrow_nothing(cast, sign_in, topic):
    client, url = sign_in("staff"), reverse("study-overview")
    page = client.get(url, {"q": "co so dang"}).content.decode()
    assert reverse("study-plan", args=[cast.cell.pk, 2014]) in page
    assert reverse("study-plan", args=[cast.other_cell.pk, 2014]) not in page
    page = client.get(url, {"year": "x", "lack": "y", "page": "-1"}).content.decode()
    assert reverse("study-plan", args=[cast.other_cell.pk, 2014]) in page


def test_a_quarter_wears_the_look_of_what_it_lacks(cast, topic, today):
    held = TopicFactory(theme=topic.theme, quarter=1)
    SessionFactory(cell=cast.cell, topic=held, status="held")
    StudySlotFactory(cell=cast.cell, topic=topic, month=date(2014, 5, 1))
    lines = {line.cell: line for line in all_cells(cells_that_study(2014, today), 2014, today)}
    assert [quarter.css for quarter in lines[cast.cell].quarters] == [
        "full",
        "some",
        "none",
        "none",
    ]
    assert [quarter.css for quarter in lines[cast.other_cell].quarters] == [
        "many",
        "many",
        "none",
        "none",
    ]
    assert lines[cast.cell].quarters[2].said == "Quý III: chưa có chủ đề"


def test_a_month_whose_row_went_meanwhile_keeps_what_was_typed(cast, sign_in, topic, monkeypatch):
    StudySlotFactory(cell=cast.cell, topic=topic, month=date(2014, 5, 1))

    def gone(*_args):
        raise IllegalMove

    monkeypatch.setattr("cells.plan.study.services.claim_row", gone)
    client, url = sign_in("secretary"), reverse("study-arrange", args=[cast.cell.pk, 2014])
    data = forms_of(client.get(url), url)[0].data
    response = client.post(url, data | {f"t{topic.pk}-note": "cùng Công đoàn"})
    assert response.status_code == 409
    assert "cùng Công đoàn" in response.content.decode()
