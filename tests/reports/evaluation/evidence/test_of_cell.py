import json
from datetime import date

import pytest

from cells.models import Membership
from cells.session.score.figures import mean_score
from cells.session.score.models import ScoreLine, SessionScore
from cells.session.score.shipped import ship_score_sheet
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.evidence.parts import from_json
from tests.factories import (
    BriefingFactory,
    CollectiveItemFactory,
    CollectiveRegistrationFactory,
    DocumentFactory,
    PledgeFactory,
    SessionFactory,
    SessionPartnerFactory,
    ThemeFactory,
    TopicFactory,
    moment,
)


@pytest.fixture
def cell_year(year):
    """Besides what ``year`` tells: study, a briefing, what the cell took on as a whole."""
    theme = ThemeFactory(year=2014)
    topics = [TopicFactory(theme=theme, quarter=quarter, position=1) for quarter in (1, 2)]
    study = SessionFactory(
        cell=year.old,
        form="thematic",
        topic=topics[0],
        status="held",
        starts_at=moment(2014, 3, 20, 14),
    )
    BriefingFactory(
        cell=year.old, session=study, document=DocumentFactory(dated_on=date(2014, 2, 1))
    )
    DocumentFactory(symbol="04-HD", dated_on=date(2014, 2, 2))
    DocumentFactory(symbol="05-HD", dated_on=date(2013, 2, 2))
    joined = SessionFactory(cell=year.new, status="signed", starts_at=moment(2014, 4, 2, 14))
    SessionPartnerFactory(session=joined, cell=year.old)
    whole = CollectiveRegistrationFactory(
        cell=year.old, year=2014, status="registered", registered_on=date(2014, 1, 20)
    )
    CollectiveItemFactory(
        registration=whole, position=1, action="Đọc sách", state="done", result="12 buổi"
    )
    CollectiveItemFactory(registration=whole, position=2, action="Trồng cây")
    PledgeFactory(
        member=Membership.objects.get(office="secretary", cell=year.old, until=None).member,
        cell=year.old,
        accepted=True,
    )
    return year


@pytest.fixture
def told(cell_year):
    evidence = evidence_of(cell_year.of_old_cell)
    return {section.key: [line.title for line in section.lines] for section in evidence.sections}


def test_sessions_stand_by_form_and_those_of_other_years_do_not_count(told):
    assert told["sessions"] == [
        "Sinh hoạt thường kỳ: 4 buổi",
        "Sinh hoạt chuyên đề: 1 buổi",
        "Dự buổi do chi bộ khác tổ chức: 1 buổi",
        "Biên bản đã ký đủ: 3 trong 5 buổi",
        "Chưa có buổi nào chấm điểm đủ",
    ]


def test_the_roll_of_the_cell_is_its_own(told):
    assert told["attendance"] == ["Có mặt 1 trong 3 lượt phải dự (33,33%)"]


def test_topics_stand_by_quarter(told):
    assert told["topics"] == [
        "Quý I: đã học 1 trong 1 chủ đề",
        "Quý II: đã học 0 trong 1 chủ đề",
    ]


def test_a_cell_owes_no_quarter_before_it_was_founded(cell_year):
    cell_year.old.founded_on = date(2014, 4, 10)
    cell_year.old.save()
    cell_year.of_old_cell.refresh_from_db()
    evidence = evidence_of(cell_year.of_old_cell)
    assert "topics-2" in evidence.lines
    assert "topics-1" in evidence.lines, "what it did study there stays"


def test_pledges_count_those_who_were_to_register(told):
    # Secretary, deputy, cell committee, colleague; the member has left, a former one has too
    assert told["pledges"] == ["Đã đăng ký 1 trong 4 đảng viên thuộc diện đăng ký"]


def test_reports_stand_by_their_pace_with_the_list_behind_each(cell_year, told):
    assert told["reports"] == [
        "Phải gửi 3 báo cáo: đúng hạn 2, muộn 1, thiếu 0. Được miễn 1.",
        "Gửi đúng hạn: 2 báo cáo",
        "Gửi muộn: 1 báo cáo",
        "Được miễn: 1 báo cáo",
    ]


def test_briefings_name_how_many_papers_of_the_year_nobody_has_read(cell_year, told):
    assert told["briefings"] == ["Đã quán triệt 1 văn bản"]
    line = evidence_of(cell_year.of_old_cell).lines["briefings"]
    assert line.words == "Còn 1 văn bản ban hành trong năm chưa quán triệt."


def test_tasks_are_summed_and_what_is_overdue_stands_by_name(told):
    assert told["tasks"] == [
        "4 việc đến hạn trong năm: xong 2, quá hạn 1, thôi 1",
        "Quá hạn",
    ]


def test_what_the_cell_took_on_stands_with_its_results(cell_year):
    evidence = evidence_of(cell_year.of_old_cell)
    (section,) = [section for section in evidence.sections if section.key == "collective"]
    assert [(line.title, line.words, line.state) for line in section.lines] == [
        ("1. Đọc sách", "12 buổi", "Đã làm"),
        ("2. Trồng cây", "", "Chưa ghi kết quả"),
    ]


def test_a_draft_of_the_whole_is_no_evidence(cell_year):
    cell_year.old.collective_registrations.update(status="draft")
    titles = [line.title for line in evidence_of(cell_year.of_old_cell).sections[-1].lines]
    assert titles == ["Không có bản đăng ký của tập thể."]


def test_the_strip_on_top_is_counted_by_hand(cell_year):
    assert [fact.figure for fact in evidence_of(cell_year.of_old_cell).facts] == [
        "5",
        "1/3",
        "1/4",
        "3/3",
    ]


def test_the_stored_form_says_the_same_after_a_journey_through_json(cell_year):
    evidence = evidence_of(cell_year.of_old_cell)
    assert from_json(json.loads(json.dumps(evidence.as_json()))) == evidence


def test_every_line_has_a_key_of_its_own(cell_year):
    evidence = evidence_of(cell_year.of_old_cell)
    keys = [line.key for section in evidence.sections for line in (*section.lines, *section.more)]
    assert len(keys) == len(set(keys))


# ---- the mean of the scores


def score(session, scorer, share, *, lines=None):
    for line in lines or lines_of_the_sheet():
        SessionScore.objects.create(
            session=session, line=line, scorer=scorer, points=line.most * share
        )


def lines_of_the_sheet():
    if not ScoreLine.objects.exists():
        ship_score_sheet()
    return list(ScoreLine.objects.all())


def test_the_mean_takes_the_superiors_word_and_leaves_out_what_is_half_scored(cell_year):
    sessions = list(cell_year.old.sessions.filter(starts_at__year=2014).order_by("pk"))
    score(sessions[0], "cell", 1)
    score(sessions[0], "superior", 0)
    score(sessions[1], "cell", 1)
    score(sessions[2], "cell", 1, lines=lines_of_the_sheet()[:3])
    mean = mean_score(cell_year.old.sessions.all())
    assert (mean.sessions, str(mean.points)) == (2, "50.0")
    line = evidence_of(cell_year.of_old_cell).lines["score"]
    assert line.title == "Điểm sinh hoạt bình quân: 50 trên 100"
