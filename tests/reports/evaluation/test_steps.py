"""From the self-review to the day of publication: what each step keeps, and what it refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.models import AuditEntry, Notice
from cells.workflow import Clash, IllegalMove
from pledges.monthly_report.services import acknowledge_monthly_report
from reports.evaluation.figures import caps_of_round, open_levels
from reports.evaluation.models import MemberEvaluation
from reports.evaluation.round.services import close_round, publish_round
from reports.evaluation.self_review.figures import written_parts
from reports.evaluation.self_review.services import (
    save_self_review,
    submit_self_review,
    withdraw_self_review,
)
from reports.evaluation.services import (
    Ballot,
    appraise_evaluation,
    classify_evaluation,
    decide_evaluation,
    propose_evaluation,
    reconsider_evaluation,
    return_evaluation,
)
from tests.factories import (
    MemberEvaluationFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)
from tests.reports.evaluation.conftest import ballot, level_of, review_of, send

EVIDENCE = {"sessions": {"present": 10, "held": 11}}


@pytest.fixture
def paper(cast, found):
    return found.member_evaluations.get(member=cast.members["member"])


@pytest.fixture
def sent(cast, paper):
    send(paper, cast.users["member"])
    return paper


@pytest.fixture
def proposed(cast, sent):
    level = level_of(sent.round)
    propose_evaluation(sent, level=level, ballot=ballot(HTT=5, HT=1), by=cast.users["secretary"])
    return sent


@pytest.fixture
def decided(cast, proposed):
    appraise_evaluation(proposed, level=proposed.proposed_level, by=cast.users["staff"])
    decide(proposed, cast)
    return proposed


def decide(paper, cast, code="HTT", **more):
    given = {"level": level_of(paper.round, code), "evidence": EVIDENCE, "by": cast.users["leader"]}
    decide_evaluation(paper, **given, **more)


# ---- the self-review


def test_words_are_kept_under_a_version_and_a_second_tab_loses_nothing(cast, paper):
    save_self_review(paper, review_of(paper), version=0, by=cast.users["member"])
    other = MemberEvaluation.objects.get(pk=paper.pk)
    with pytest.raises(Clash):
        save_self_review(other, review_of(paper, parts={}), version=0, by=cast.users["member"])
    assert written_parts(other)[0].text == "Làm đúng việc được giao."


def test_an_officer_enters_for_a_member_until_the_member_writes(cast, paper):
    save_self_review(paper, review_of(paper), version=0, by=cast.users["secretary"])
    assert paper.entered_by == cast.users["secretary"]
    save_self_review(paper, review_of(paper), version=1, by=cast.users["member"])
    assert paper.entered_by is None


def test_leaders_answer_more_sections(cast, found, paper):
    leader = found.member_evaluations.get(member=cast.members["secretary"])
    keys = {each.part.key for each in written_parts(leader)}
    assert keys - {each.part.key for each in written_parts(paper)} == {
        "leading",
        "drive",
        "example",
    }


def test_sending_names_all_that_is_missing(cast, paper):
    save_self_review(paper, review_of(paper, parts={}, level=None), version=0)
    with pytest.raises(ValidationError) as refused:
        submit_self_review(paper, by=cast.users["member"])
    assert len(refused.value.messages) == 5
    paper.refresh_from_db()
    assert paper.status == "draft"


def test_who_is_not_rated_sends_without_a_level(cast, paper):
    classify_evaluation(paper, case="new", by=cast.users["staff"], note="Kết nạp tháng 9")
    save_self_review(paper, review_of(paper, level=None), version=0)
    submit_self_review(paper, by=cast.users["member"])
    with pytest.raises(ValidationError, match="không xếp loại"):
        propose_evaluation(
            paper, level=level_of(paper.round), ballot=ballot(HTT=6), by=cast.users["secretary"]
        )


def test_who_is_not_reviewed_writes_nothing(cast, paper):
    classify_evaluation(paper, case="exempt", by=cast.users["staff"], note="Quyết định số 3")
    with pytest.raises(IllegalMove):
        save_self_review(paper, review_of(paper), version=0)


def test_what_was_read_is_what_is_sent(cast, paper):
    save_self_review(paper, review_of(paper), version=0)
    with pytest.raises(Clash):
        submit_self_review(paper, by=cast.users["member"], version=0)


def test_a_return_keeps_the_first_sending_and_tells_the_author(cast, sent):
    first = sent.first_submitted_at
    return_evaluation(sent, by=cast.users["secretary"], note="Ghi rõ kết quả")
    assert Notice.objects.get(member=cast.members["member"]).verb == "return"
    submit_self_review(sent, by=cast.users["member"])
    assert (sent.status, sent.first_submitted_at) == ("submitted", first)


def test_a_level_of_another_kind_of_paper_is_refused(cast, paper):
    level = level_of(paper.round, subject="cell")
    with pytest.raises(ValidationError):
        save_self_review(paper, review_of(paper, level=level), version=0)


# ---- the cell


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"votes": {"HTT": 4}}, "votes"),
        ({"votes": {"HTT": 6, "HT": -1}}, "votes"),
        ({"votes": {"GIỎI": 5}}, "votes"),
        ({"issued": 7}, "issued"),
        ({"issued": 0}, "issued"),
        ({"returned": 7}, "returned"),
        ({"valid": 6}, "valid"),
    ],
)
def test_sums_of_the_tellers_must_agree(cast, sent, changes, field):
    right = {"entitled": 6, "issued": 6, "returned": 5, "valid": 5, "votes": {"HTT": 5}}
    wrong = Ballot(**{**right, **changes})
    with pytest.raises(ValidationError) as refused:
        propose_evaluation(
            sent, level=level_of(sent.round), ballot=wrong, by=cast.users["secretary"]
        )
    assert list(refused.value.message_dict) == [field]
    sent.refresh_from_db()
    assert (sent.status, sent.ballots_issued, sent.votes) == ("submitted", None, {})


def test_a_level_short_of_the_majority_needs_words(cast, sent):
    """More than half of the official members, of whom there are six: three are not enough."""
    given = {"level": level_of(sent.round), "ballot": ballot(HTT=3, HT=3)}
    with pytest.raises(ValidationError, match="chưa đủ số phiếu"):
        propose_evaluation(sent, **given, by=cast.users["secretary"])
    propose_evaluation(sent, **given, note="Chi bộ thảo luận lại.", by=cast.users["secretary"])
    assert sent.votes == {"HTT": 3, "HT": 3}


def test_after_a_long_absence_the_two_best_levels_may_be_closed(cast, sent):
    classify_evaluation(sent, case="absent_capped", by=cast.users["staff"], note="Nghỉ theo chế độ")
    assert [level.code for level in open_levels(sent)] == ["HT", "KHT"]
    with pytest.raises(ValidationError):
        propose_evaluation(
            sent, level=level_of(sent.round), ballot=ballot(HTT=6), by=cast.users["secretary"]
        )


def test_reconsidering_leads_back_to_the_vote(cast, proposed):
    reconsider_evaluation(proposed, by=cast.users["staff"], note="Kiểm lại số phiếu")
    assert proposed.status == "submitted"
    propose_evaluation(
        proposed,
        level=level_of(proposed.round, "HT"),
        ballot=ballot(HT=6),
        by=cast.users["secretary"],
    )
    assert proposed.votes == {"HT": 6}


# ---- staff and committee


def test_staff_who_differ_from_the_cell_say_why(cast, proposed):
    given = {"level": level_of(proposed.round, "HT"), "by": cast.users["staff"]}
    with pytest.raises(ValidationError, match="Ghi giải trình"):
        appraise_evaluation(proposed, **given)
    appraise_evaluation(proposed, **given, note="Còn việc quá hạn")
    assert (proposed.status, proposed.appraised_level.code) == ("appraised", "HT")
    assert proposed.proposed_level.code == "HTT"


def test_over_the_cap_a_reason_is_written_and_kept(cast, proposed):
    """One at the top and nobody below: 20% of nothing is nothing."""
    appraise_evaluation(proposed, level=proposed.proposed_level, by=cast.users["staff"])
    with pytest.raises(ValidationError, match="vượt trần 0"):
        decide(proposed, cast, "XS")
    decide(proposed, cast, "XS", over_quota_reason="Được khen bậc cao")
    assert proposed.over_quota_reason == "Được khen bậc cao"
    [cap] = caps_of_round(proposed.round, "member")
    assert (cap.top, cap.below, cap.excess) == (1, 0, 1)


def test_within_the_cap_no_reason_is_asked(cast, proposed):
    """Five others at the level below allow one above."""
    for _ in range(5):
        MemberEvaluationFactory(round=proposed.round, cell=cast.cell, at="proposed")
    appraise_evaluation(proposed, level=proposed.proposed_level, by=cast.users["staff"])
    decide(proposed, cast, "XS")
    assert proposed.decided_level.code == "XS"


def test_the_committee_secretarys_own_class_names_the_body_above(cast, found):
    cast.members["leader"].posts.update(title="secretary")
    row = found.member_evaluations.get(member=cast.members["leader"])
    send(row, cast.users["leader"])
    level = level_of(found)
    propose_evaluation(row, level=level, ballot=ballot(HTT=6), by=cast.users["other secretary"])
    appraise_evaluation(row, level=level, by=cast.users["staff"])
    given = {"level": level, "evidence": EVIDENCE, "by": cast.users["staff"]}
    with pytest.raises(ValidationError, match="quyết định của cấp trên"):
        decide_evaluation(row, **given)
    decide_evaluation(row, **given, superior_decision="12-QĐ/ĐUK ngày 20/12/2013")
    assert row.status == "decided"


def test_what_was_decided_stands_still_when_a_report_is_acknowledged(cast, decided):
    before = MemberEvaluation.objects.filter(pk=decided.pk).values().get()
    words = written_parts(decided)
    pledge = PledgeFactory(member=decided.member, cell=decided.cell, year=2013, accepted=True)
    item = PledgeItemFactory(pledge=pledge)
    report = MonthlyReportFactory(pledge=pledge, sent=True, month=date(2013, 11, 1))
    MonthlyReportLineFactory(report=report, item=item)
    acknowledge_monthly_report(report, by=cast.users["secretary"])
    assert MemberEvaluation.objects.filter(pk=decided.pk).values().get() == before
    assert written_parts(decided) == words
    assert decided.frozen_evidence == EVIDENCE


def test_a_decision_may_be_prepared_anew_and_a_case_not(cast, decided):
    decide(decided, cast, "HT")
    assert decided.decided_level.code == "HT"
    with pytest.raises(IllegalMove):
        classify_evaluation(decided, case="exempt", by=cast.users["staff"], note="Nhầm")


@pytest.mark.parametrize(
    "step",
    [
        lambda paper, cast: withdraw_self_review(paper, by=cast.users["member"]),
        lambda paper, cast: return_evaluation(paper, by=cast.users["secretary"], note="Sửa"),
        lambda paper, cast: reconsider_evaluation(paper, by=cast.users["staff"], note="Sửa"),
        lambda paper, cast: save_self_review(paper, review_of(paper), version=paper.version),
    ],
)
def test_nothing_goes_back_once_it_is_decided(cast, decided, step):
    with pytest.raises(IllegalMove):
        step(decided, cast)


# ---- the round


def test_a_round_is_published_only_as_a_whole(cast, found, decided):
    with pytest.raises(ValidationError, match="chưa có mức dự kiến"):
        publish_round(found, by=cast.users["staff"], note="Quyết định số 12")
    found.refresh_from_db()
    assert found.status == "open"
    others = found.member_evaluations.exclude(pk=decided.pk)
    others.update(case="exempt")
    found.cell_evaluations.update(case="left")
    assert publish_round(found, by=cast.users["staff"], note="Quyết định số 12") == 1
    decided.refresh_from_db()
    assert decided.status == "published"
    assert "Hoàn thành tốt" in Notice.objects.get(verb="publish").sentence
    assert AuditEntry.objects.of(found).last().note == "Quyết định số 12"


def test_a_round_is_not_closed_while_somebody_is_missing(cast, found, sent):
    found.cell_evaluations.update(case="left")
    found.member_evaluations.exclude(pk=sent.pk).update(case="postponed")
    publish_when_empty(found, sent, cast)
    sent.refresh_from_db()
    MemberEvaluationFactory(round=found, cell=cast.cell)
    with pytest.raises(ValidationError, match="Còn 1 bản"):
        close_round(found, by=cast.users["staff"], note="Hết năm")
    found.refresh_from_db()
    assert found.status == "published"


def publish_when_empty(found, sent, cast):
    classify_evaluation(sent, case="new", by=cast.users["staff"], note="Kết nạp tháng 9")
    publish_round(found, by=cast.users["staff"], note="Quyết định số 12")


def test_after_closing_only_who_was_put_off_goes_on(cast, found, sent):
    late = found.member_evaluations.get(member=cast.members["colleague"])
    found.cell_evaluations.update(case="left")
    found.member_evaluations.exclude(pk__in=[sent.pk, late.pk]).update(case="exempt")
    classify_evaluation(late, case="postponed", by=cast.users["staff"], note="Đi công tác")
    publish_when_empty(found, sent, cast)
    close_round(found, by=cast.users["staff"], note="Hết năm")
    late, sent = (MemberEvaluation.objects.get(pk=each.pk) for each in (late, sent))
    send(late, cast.users["colleague"])
    assert late.status == "submitted"
    with pytest.raises(IllegalMove):
        withdraw_self_review(sent, by=cast.users["member"])


def test_in_a_closed_round_who_was_put_off_gets_no_case_that_leads_nowhere(cast, found, sent):
    late = found.member_evaluations.get(member=cast.members["colleague"])
    found.cell_evaluations.update(case="left")
    found.member_evaluations.exclude(pk__in=[sent.pk, late.pk]).update(case="exempt")
    found.member_evaluations.filter(pk=late.pk).update(case="postponed")
    publish_when_empty(found, sent, cast)
    close_round(found, by=cast.users["staff"], note="Hết năm")
    late = MemberEvaluation.objects.get(pk=late.pk)
    given = {"by": cast.users["staff"], "note": "Quyết định số 3"}
    for case in ("normal", "absent_actual", "new"):
        with pytest.raises(ValidationError, match="Chọn một diện"):
            classify_evaluation(late, case=case, **given)
    classify_evaluation(late, case="exempt", **given)
    late.refresh_from_db()
    assert late.case == "exempt"


def test_a_cell_goes_the_same_way(cast, found):
    row = found.cell_evaluations.get(cell=cast.cell)
    send(row, cast.users["secretary"])
    level = level_of(found, subject="cell")
    propose_evaluation(row, level=level, ballot=ballot(HTT=6), by=cast.users["secretary"])
    appraise_evaluation(row, level=level, by=cast.users["staff"])
    decide_evaluation(row, level=level, evidence=EVIDENCE, by=cast.users["leader"])
    found.member_evaluations.update(case="exempt")
    found.cell_evaluations.exclude(pk=row.pk).update(case="left")
    publish_round(found, by=cast.users["staff"], note="Quyết định số 12")
    row.refresh_from_db()
    assert (row.status, row.decided_level.code) == ("published", "HTT")
