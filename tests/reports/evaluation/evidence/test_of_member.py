import json
from datetime import date

import pytest

from cells.models import Standing
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.evidence.parts import from_json
from tests.factories import (
    AttendanceFactory,
    EvidenceFactory,
    MemberEvaluationFactory,
    SessionFactory,
    StandingFactory,
    moment,
)
from tests.reports.evaluation.evidence.conftest import report


@pytest.fixture
def evidence(year):
    return evidence_of(year.evaluation)


def lines_of(evidence, key):
    (section,) = [section for section in evidence.sections if section.key == key]
    return [line.title for line in section.lines], [line.title for line in section.more]


def states_of(evidence, key):
    (section,) = [section for section in evidence.sections if section.key == key]
    return [(line.title, line.state) for line in section.lines if line.state]


def test_the_strip_on_top_is_counted_by_hand(evidence):
    assert [(fact.label, fact.figure) for fact in evidence.facts] == [
        ("Dự sinh hoạt", "3/5"),
        ("Báo cáo tháng", "5/6"),
        ("Việc đăng ký", "1/2"),
        ("Việc được giao", "2/3"),
    ]


def test_who_moved_in_june_is_told_by_both_cells(year, evidence):
    assert evidence.cells == (str(year.old), str(year.new))
    assert [item.title for item in evidence.items] == [
        "1. Trả lời hồ sơ trong năm ngày làm việc, Chi bộ Vụ Cơ sở đảng",
        "1. Tiết kiệm điện, Chi bộ Vụ Đảng viên",
    ]
    assert states_of(evidence, "pledges") == [
        ("Bản đăng ký năm 2014, Chi bộ Vụ Cơ sở đảng", "Đã khép"),
        ("Bản đăng ký năm 2014, Chi bộ Vụ Đảng viên", "Đã nhận"),
    ]
    (standing,) = [section for section in evidence.sections if section.key == "standing"]
    assert [line.words for line in standing.lines][1] == "Từ ngày 01/06/2014."
    assert "đến hết ngày 31/05/2014" in standing.lines[0].words


def test_the_roll_of_the_year_ends_at_midnight_of_both_ends(evidence):
    (section,) = [section for section in evidence.sections if section.key == "attendance"]
    summary, *missed = section.lines
    assert summary.title == "Có mặt 3 trong 5 buổi (60,00%)."
    assert summary.words == (
        "Vắng có lý do 1 buổi, không lý do 1 buổi. Sinh hoạt tạm thời: có mặt 1 trong 1 buổi."
    )
    assert [(line.title[:10], line.state) for line in missed] == [
        ("05/03/2014", "Vắng có lý do, công tác"),
        ("05/05/2014", "Vắng không lý do"),
    ]
    assert [line.title[:10] for line in section.more] == [
        "01/01/2014",
        "05/07/2014",
        "09/09/2014",
        "05/12/2014",
    ]


def test_a_reason_is_told_by_its_code_never_by_the_note_beside_it(year):
    session = SessionFactory(cell=year.new, status="signed", starts_at=moment(2014, 10, 5, 14))
    AttendanceFactory(
        session=session,
        member=year.member,
        state="excused",
        reason="other",
        reason_note="mổ ruột thừa",
    )
    told = json.dumps(evidence_of(year.evaluation).as_json(), ensure_ascii=False)
    assert "lý do khác" in told
    assert "ruột thừa" not in told


def test_every_month_of_an_item_says_how_it_stood(evidence):
    files, power = evidence.items
    assert [month.state for month in files.months] == [
        "done",
        "not_yet",
        "partly",
        "excused",
        *["none"] * 8,
    ]
    # A draft past due is missing; what was sent back is with the member again
    assert [month.state for month in power.months[6:9]] == ["unchanged", "missing", "waiting"]
    assert files.last == "partly"
    assert files.summary == "báo cáo 3 tháng: đã làm 1, làm một phần 1, chưa làm 1"
    assert power.summary == "báo cáo 1 tháng: đã làm 1"


def test_reports_are_counted_as_the_lists_count_them(evidence):
    (section,) = [section for section in evidence.sections if section.key == "reports"]
    assert section.lines[0].title == "Phải gửi 6 báo cáo: đúng hạn 4, muộn 1, thiếu 1. Được miễn 1."
    assert [(line.title.partition(",")[0], line.state) for line in section.lines[1:]] == [
        ("Tháng 2/2014", "Gửi muộn"),
        ("Tháng 4/2014", "Được miễn"),
        ("Tháng 8/2014", "Chưa gửi"),
    ]


def test_the_cells_words_stand_there_and_never_those_of_the_member(evidence):
    told = json.dumps(evidence.as_json(), ensure_ascii=False)
    assert "ghi rõ hồ sơ nào còn chậm" in told
    assert "Chưa rõ." not in told, "what was sent back is not handed in"
    assert "đều trong năm ngày" not in told, "the member's own sentence stays in the report"


def test_three_comments_stand_open_and_the_others_are_folded(year):
    for month in (5, 6, 10, 11):
        row = report(
            year.pledges["CSD"],
            month,
            "acknowledged",
            sent=moment(2014, month, 28),
            lines={year.items["files"]: "done"},
        )
        row.lines.update(comment=f"Nhận xét {month}")
    shown, folded = lines_of(evidence_of(year.evaluation), "comments")
    assert [title.split()[1].rstrip(",") for title in shown] == ["11/2014", "10/2014", "6/2014"]
    assert [title.split()[1].rstrip(",") for title in folded] == ["5/2014", "3/2014"]


def test_tasks_are_those_due_in_the_year_and_given_in_a_session_that_is_over(evidence):
    assert states_of(evidence, "tasks") == [
        ("Xong đúng hạn", "Đã xong"),
        ("Xong muộn", "Xong muộn"),
        ("Thôi", "Thôi không làm"),
        ("Quá hạn", "Quá hạn"),
    ]


def test_what_was_not_asked_is_told_as_a_code(year):
    StandingFactory(
        member=year.member,
        kind="exempt",
        since=date(2013, 11, 1),
        until=date(2014, 1, 31),
    )
    StandingFactory(
        member=year.member, kind="exempt", since=date(2013, 1, 1), until=date(2013, 6, 30)
    )
    assert Standing.objects.count() == 2
    year.evaluation.case = "guest"
    titles, _ = lines_of(evidence_of(year.evaluation), "standing")
    assert titles[2:] == ["Miễn sinh hoạt", "Diện đánh giá: Sinh hoạt tạm thời nơi khác"]


def test_words_of_a_pledge_that_is_not_agreed_are_not_evidence(year):
    year.pledges["DV"].status = "draft"
    year.pledges["DV"].save()
    told = json.dumps(evidence_of(year.evaluation).as_json(), ensure_ascii=False)
    assert "Tiết kiệm điện" not in told


def test_an_item_added_to_a_reopened_pledge_waits_for_the_cell(year):
    pledge = year.pledges["DV"]
    pledge.status = "returned"
    pledge.save()
    pledge.items.create(position=2, action="Chưa ai đồng ý")
    titles = [item.title for item in evidence_of(year.evaluation).items]
    assert titles[1:] == ["1. Tiết kiệm điện, Chi bộ Vụ Đảng viên"]


def test_somebody_without_any_row_has_a_year_of_empty_sections(cast):
    evidence = evidence_of(
        MemberEvaluationFactory(member=cast.members["colleague"], cell=cast.cell)
    )
    assert [fact.figure for fact in evidence.facts] == ["0/0", "0/0", "0/0", "0/0"]
    assert not evidence.items


def test_the_stored_form_says_the_same_after_a_journey_through_json(evidence):
    assert from_json(json.loads(json.dumps(evidence.as_json()))) == evidence


def test_every_line_has_a_key_of_its_own(evidence):
    lines = [line.key for section in evidence.sections for line in (*section.lines, *section.more)]
    keys = lines + [item.key for item in evidence.items]
    assert len(keys) == len(set(keys)) == len(evidence.lines)


def test_files_added_to_a_report_are_counted_and_lead_to_it(year):
    sent = year.pledges["CSD"].monthly_reports.filter(status="acknowledged").first()
    for _ in range(2):
        EvidenceFactory(line=sent.lines.first())
    (section,) = [part for part in evidence_of(year.evaluation).sections if part.key == "reports"]
    (line,) = [line for line in section.lines if line.key == f"proof-{sent.pk}"]
    assert "kèm 2 minh chứng" in line.title
    assert (line.source.page, line.source.pk) == ("monthly-report", sent.pk)
