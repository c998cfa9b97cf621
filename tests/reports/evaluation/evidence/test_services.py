import pytest
from django.core.exceptions import ValidationError

from cells.audit import AuditEntry
from cells.models import Notice
from cells.workflow import IllegalMove
from pledges.monthly_report.services import acknowledge_monthly_report
from reports.evaluation.evidence import services
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.evidence.prefill import ITEMS_SHOWN, prefill
from reports.evaluation.models import MemberEvaluation
from reports.evaluation.services import decide_evaluation
from tests.factories import MemberEvaluationFactory, PledgeItemFactory


def remark(year, by, *, line="reports", text="Tháng 8 đã gửi bằng giấy.", is_objection=True):
    about = evidence_of(year.evaluation).lines[line]
    return services.remark_line(year.evaluation, about, text=text, is_objection=is_objection, by=by)


def appraised(year):
    """One level away from the decision, on the same evidence."""
    level = year.evaluation.round.scheme.levels.get(subject="member", code="HTT")
    MemberEvaluation.objects.filter(pk=year.evaluation.pk).update(
        status="appraised",
        first_submitted_at="2014-12-01T00:00Z",
        proposed_level=level,
        proposed_at="2014-12-01T00:00Z",
        appraised_level=level,
        appraised_at="2014-12-01T00:00Z",
    )
    year.evaluation.refresh_from_db()
    return level


def decide(year, cast):
    level = appraised(year)
    frozen = evidence_of(year.evaluation).as_json()
    decide_evaluation(year.evaluation, level=level, evidence=frozen, by=cast.user("leader"))


def test_what_is_acknowledged_after_the_decision_changes_nothing(year, cast):
    decide(year, cast)
    before = evidence_of(year.evaluation)
    july = year.pledges["DV"].monthly_reports.get(month__month=7)
    acknowledge_monthly_report(july, by=cast.user("other secretary"))
    july.lines.update(comment="Rất tốt", state="not_yet", is_unchanged=False)
    year.pledges["CSD"].monthly_reports.get(month__month=1).lines.all().delete()
    assert evidence_of(MemberEvaluation.objects.get(pk=year.evaluation.pk)) == before


def test_before_the_decision_it_follows_what_happens(year):
    before = evidence_of(year.evaluation)
    year.pledges["CSD"].monthly_reports.get(month__month=1).lines.all().delete()
    assert evidence_of(year.evaluation) != before


def test_frozen_evidence_asks_the_database_nothing(year, cast, django_assert_num_queries):
    decide(year, cast)
    with django_assert_num_queries(0):
        evidence_of(year.evaluation)


def test_a_remark_stands_beside_its_line_with_whoever_said_it(year, cast):
    remark(year, cast.user("member"), is_objection=False)
    (said,) = evidence_of(year.evaluation).remarks
    assert (said.line, said.label, said.by, said.is_open) == (
        "reports",
        "Nói thêm",
        "Nguyễn Văn Thịnh",
        False,
    )
    assert said.about.startswith("Phải gửi 6 báo cáo")


def test_an_objection_is_open_until_it_is_answered_and_the_person_is_told(year, cast):
    asked = remark(year, cast.user("member"))
    assert [each.text for each in evidence_of(year.evaluation).open_objections] == [asked.text]
    services.answer_remark(asked, text="Chi uỷ đã ghi nhận.", by=cast.user("other secretary"))
    evidence = evidence_of(year.evaluation)
    assert not evidence.open_objections
    assert evidence.remarks[0].answered_by == "Lương Thị Nhàn"
    assert Notice.objects.get(member=year.member).verb == "answer"
    verbs = AuditEntry.objects.of(year.evaluation).values_list("verb", flat=True)
    assert list(verbs) == ["remark", "answer"]


def test_an_answer_is_given_once(year, cast):
    asked = remark(year, cast.user("member"))
    twin = type(asked).objects.get(pk=asked.pk)
    services.answer_remark(asked, text="Một", by=cast.user("other secretary"))
    with pytest.raises(IllegalMove):
        services.answer_remark(twin, text="Hai", by=cast.user("staff"))
    asked.refresh_from_db()
    assert asked.answer == "Một"


def test_the_second_press_of_the_button_says_nothing_twice(year, cast):
    first = remark(year, cast.user("member"))
    assert remark(year, cast.user("member")) == first
    remark(year, cast.user("member"), text="Còn một điều nữa.")
    assert year.evaluation.remarks.count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u200b"])
def test_blank_words_are_refused_beside_their_box(year, cast, text):
    with pytest.raises(ValidationError) as refused:
        remark(year, cast.user("member"), text=text)
    assert "text" in refused.value.message_dict
    asked = remark(year, cast.user("member"))
    with pytest.raises(ValidationError):
        services.answer_remark(asked, text=text, by=cast.user("staff"))


def test_after_the_decision_nobody_remarks_or_answers(year, cast):
    asked = remark(year, cast.user("member"))
    late = MemberEvaluation.objects.get(pk=year.evaluation.pk)  # read before the decision
    line = evidence_of(late).lines["reports"]
    decide(year, cast)
    with pytest.raises(IllegalMove):
        services.remark_line(late, line, text="Muộn", is_objection=True, by=cast.user("member"))
    with pytest.raises(IllegalMove):
        services.answer_remark(asked, text="Muộn", by=cast.user("staff"))
    assert evidence_of(year.evaluation).open_objections, "frozen as it stood"


def test_in_a_closed_round_nobody_remarks(year, cast):
    year.evaluation.round.status = "closed"
    with pytest.raises(IllegalMove):
        remark(year, cast.user("member"))


def test_a_year_takes_so_many_remarks_and_no_more(year, cast, monkeypatch):
    monkeypatch.setattr(services, "MOST_REMARKS", 1)
    remark(year, cast.user("member"))
    with pytest.raises(ValidationError):
        remark(year, cast.user("member"), text="Nữa")


def test_the_commitment_is_filled_in_from_the_months(year):
    assert prefill(year.evaluation) == {
        "commitment": (
            "1. Trả lời hồ sơ trong năm ngày làm việc, Chi bộ Vụ Cơ sở đảng: báo cáo 3 tháng: "
            "đã làm 1, làm một phần 1, chưa làm 1.\n"
            "1. Tiết kiệm điện, Chi bộ Vụ Đảng viên: báo cáo 1 tháng: đã làm 1.\n"
            "Phải gửi 6 báo cáo: đúng hạn 4, muộn 1, thiếu 1. Được miễn 1.\n"
            "Có mặt 3 trong 5 buổi (60,00%)."
        )
    }


def test_long_and_many_items_still_fit_into_the_box(year):
    for position in range(2, 60):
        PledgeItemFactory(
            pledge=year.pledges["DV"], position=position, action="Việc\n" + "rất dài " * 60
        )
    (text,) = prefill(year.evaluation).values()
    assert len(text) < 5000
    assert f"Và {60 - ITEMS_SHOWN} việc nữa." in text
    assert text.count("\n") == ITEMS_SHOWN + 2


def test_a_cell_writes_its_own_words(year):
    assert prefill(year.of_old_cell) == {}


def test_somebody_without_a_pledge_is_told_so(cast):
    evaluation = MemberEvaluationFactory(member=cast.members["colleague"], cell=cast.cell)
    (text,) = prefill(evaluation).values()
    assert text == "Chưa có báo cáo nào.\nChưa có buổi nào điểm danh."
