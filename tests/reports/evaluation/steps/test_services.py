"""The steps after the self-review: what they store, when they are refused, who is told."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cells.audit import AuditEntry
from cells.models import Notice
from cells.workflow import Clash, IllegalMove
from pledges.models import MonthlyReport
from reports.evaluation import services as evaluation_services
from reports.evaluation.figures import caps_of_round
from reports.evaluation.round.services import close_round, publish_round
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.steps import services
from tests.factories import CommitteePostFactory, MonthlyReportFactory, PledgeFactory
from tests.reports.evaluation.steps.conftest import ballot


@pytest.fixture
def by(cast):
    return cast.users


def version_of(paper):
    """As it is stored: a refused step was taken back, what it changed in memory was not."""
    return type(paper).objects.get(pk=paper.pk).version


def propose(paper, by, *, version=None, **more):
    version = version_of(paper) if version is None else version
    given = {"level": more.pop("level"), "ballot": more.pop("ballot", ballot())}
    services.propose(paper, version=version, by=by["deputy"], **given, **more)


# ---- comments


def test_others_say_their_word_between_sending_and_the_vote(year, by):
    paper = year.paper()
    services.comment(paper, version=0, by=by["deputy"], unit_comment="Tận tuỵ", union_comment="")
    paper.refresh_from_db()
    assert (paper.unit_comment, paper.version) == ("Tận tuỵ", 1)
    assert AuditEntry.objects.of(paper).last().verb == "comment"


@pytest.mark.parametrize("at", ["draft", "returned", "proposed", "decided"])
def test_before_sending_and_after_the_vote_nobody_comments(year, by, at):
    paper = year.paper(at=at)
    with pytest.raises(IllegalMove):
        services.comment(paper, version=0, by=by["deputy"], unit_comment="Tận tuỵ")
    paper.refresh_from_db()
    assert paper.unit_comment == ""


def test_the_second_comment_on_one_version_clashes(year, by):
    paper = year.paper()
    services.comment(paper, version=0, by=by["deputy"], unit_comment="Tận tuỵ")
    with pytest.raises(Clash):
        services.comment(paper, version=0, by=by["secretary"], unit_comment="Chăm chỉ")
    paper.refresh_from_db()
    assert paper.unit_comment == "Tận tuỵ"


def test_nobody_comments_on_who_is_not_reviewed(year, by):
    paper = year.paper(case="exempt")
    with pytest.raises(IllegalMove):
        services.comment(paper, version=0, by=by["deputy"], unit_comment="Tận tuỵ")


# ---- the vote


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"issued": 21}, "issued"),
        ({"issued": 0, "returned": 0, "valid": 0, "votes": {}}, "issued"),
        ({"returned": 21}, "returned"),
        ({"returned": 19}, "valid"),
        ({"valid": 19}, "votes"),
        ({"votes": {"XS": 12, "HTT": 6, "HT": 1}}, "votes"),
        ({"votes": {"XS": 21, "HTT": -1}}, "votes"),
        ({"votes": {"A+": 20}}, "votes"),
    ],
)
def test_sums_that_do_not_agree_are_refused_and_nothing_is_stored(year, by, wrong, box):
    paper = year.paper()
    with pytest.raises(ValidationError) as refused:
        propose(paper, by, level=year.level("XS"), ballot=ballot(**wrong))
    assert list(refused.value.message_dict) == [box]
    paper.refresh_from_db()
    assert (paper.status, paper.version, paper.votes) == ("submitted", 0, {})


def test_the_same_sums_in_agreement_are_stored(year, by):
    paper = year.paper()
    propose(paper, by, level=year.level("XS"))
    paper.refresh_from_db()
    assert (paper.status, paper.proposed_level) == ("proposed", year.level("XS"))
    paper.refresh_from_db()
    assert (paper.status, paper.ballots_valid, paper.votes["XS"]) == ("proposed", 20, 12)


@pytest.mark.parametrize(
    ("scheme", "votes", "is_enough"),
    [
        ({}, 10, False),
        ({}, 11, True),
        ({"majority_is_exceeded": False}, 10, True),
        ({"majority_percent": 66, "majority_is_exceeded": False}, 13, False),
        ({"majority_percent": 66, "majority_is_exceeded": False}, 14, True),
        ({"majority_base": "issued"}, 9, False),
        ({"majority_base": "issued"}, 10, True),
        ({"majority_base": "valid"}, 8, False),
        ({"majority_base": "valid"}, 9, True),
    ],
)
def test_a_level_short_of_the_majority_that_the_scheme_asks_needs_words(
    year, by, scheme, votes, is_enough
):
    """Of 20 entitled, 18 ballots were issued and 16 are valid."""
    RatingScheme.objects.filter(pk=year.round.scheme_id).update(**scheme)
    counted = {"XS": votes, "HTT": 16 - votes}
    given = ballot(issued=18, returned=17, valid=16, votes=counted)
    paper = year.paper()
    paper.refresh_from_db()
    if is_enough:
        propose(paper, by, level=year.level("XS"), ballot=given)
        return
    with pytest.raises(ValidationError) as refused:
        propose(paper, by, level=year.level("XS"), ballot=given)
    assert list(refused.value.message_dict) == ["note"]
    propose(paper, by, level=year.level("XS"), ballot=given, note="Chi uỷ đã bàn lại")


def test_counts_are_corrected_until_staff_have_appraised(year, by):
    paper = year.paper()
    propose(paper, by, level=year.level("XS"))
    paper.refresh_from_db()
    propose(paper, by, level=year.level("HTT"), note="Đếm lại", ballot=ballot())
    paper.refresh_from_db()
    assert paper.proposed_level == year.level("HTT")
    services.appraise(paper, version=paper.version, by=by["staff"], level=year.level("HTT"))
    paper.refresh_from_db()
    with pytest.raises(IllegalMove):
        propose(paper, by, level=year.level("XS"))


def test_a_level_of_the_cells_scale_is_not_for_a_person(year, by):
    paper = year.paper()
    with pytest.raises(ValidationError):
        propose(paper, by, level=year.level("XS", "cell"))


def test_after_a_long_absence_the_two_best_are_closed(year, by):
    paper = year.paper(case="absent_capped")
    with pytest.raises(ValidationError):
        propose(paper, by, level=year.level("HTT"), note="Đã bàn")
    propose(paper, by, level=year.level("HT"), note="Đã bàn")


def test_who_is_not_rated_is_not_proposed(year, by):
    paper = year.paper(case="new")
    with pytest.raises(ValidationError):
        propose(paper, by, level=year.level("XS"))


def test_a_cell_is_proposed_by_its_officers_like_a_person(year, by):
    paper = year.cell_paper()
    propose(paper, by, level=year.level("XS", "cell"))
    paper.refresh_from_db()
    assert paper.proposed_level == year.level("XS", "cell")


# ---- staff


def test_another_level_than_the_cells_asks_for_an_explanation(year, by):
    paper = year.paper(at="proposed")
    step = {"version": 0, "by": by["staff"], "level": year.level("HT")}
    with pytest.raises(ValidationError) as refused:
        services.appraise(paper, **step)
    assert list(refused.value.message_dict) == ["note"]
    services.appraise(paper, **step, note="Còn một việc quá hạn")
    paper.refresh_from_db()
    assert (paper.status, paper.appraisal_note) == ("appraised", "Còn một việc quá hạn")


@pytest.mark.parametrize(("points", "is_explained"), [("75.01", False), ("75", True), ("85", True)])
def test_points_that_differ_by_five_ask_for_one_too(year, by, points, is_explained):
    year.with_points()
    paper = year.paper(at="proposed", self_general_points=25, self_task_points=55)
    paper.refresh_from_db()
    step = {"version": 0, "by": by["staff"], "level": year.level("HTT")}
    if is_explained:
        with pytest.raises(ValidationError):
            services.appraise(paper, points=Decimal(points), **step)
        step["note"] = "Chấm lại tiêu chí chung"
    services.appraise(paper, points=Decimal(points), **step)
    paper.refresh_from_db()
    assert paper.appraised_points == Decimal(points)


def test_back_at_the_cell_it_is_voted_on_anew(year, by):
    paper = year.paper(at="appraised")
    with pytest.raises(ValidationError):
        evaluation_services.reconsider_evaluation(paper, by=by["staff"], note=" ")
    evaluation_services.reconsider_evaluation(paper, by=by["staff"], note="Xem lại mức")
    propose(paper, by, level=year.level("XS"))
    paper.refresh_from_db()
    assert paper.status == "proposed"


def standing(year):
    """How many stand at the best level of people, and how many right below it."""
    [cap] = caps_of_round(year.round, "member")
    return cap.top, cap.below


def test_sent_back_to_the_cell_it_counts_no_more_and_the_old_advice_is_gone(year, by):
    best = {"proposed_level": year.level("XS"), "appraised_level": year.level("XS")}
    paper = year.paper(at="appraised", appraisal_note="Nhất trí", **best)
    assert standing(year) == (1, 0)
    evaluation_services.reconsider_evaluation(paper, by=by["staff"], note="Xem lại mức")
    assert standing(year) == (0, 0)
    propose(paper, by, level=year.level("HTT"), note="Đã bàn lại")
    assert standing(year) == (0, 1)
    paper.refresh_from_db()
    advice = (paper.appraised_level, paper.appraised_points, paper.appraisal_note)
    assert (*advice, paper.appraised_at) == (None, None, "", None)


def test_who_was_put_off_counts_once_it_is_decided(year, by):
    paper = year.paper(at="appraised", case="postponed")
    assert standing(year) == (0, 0)
    decide(paper, by, level=year.level("HTT"))
    assert standing(year) == (0, 1)


@pytest.mark.parametrize(
    ("step", "at", "who"),
    [(services.appraise, "proposed", "staff"), (services.decide, "appraised", "leader")],
)
def test_a_level_is_asked_of_the_case_that_holds_by_now(year, by, step, at, who):
    """Staff have written down a long absence since the page was read."""
    paper = year.paper(at=at)
    again = type(paper).objects.get(pk=paper.pk)
    note = "Quyết định số 3"
    evaluation_services.classify_evaluation(again, case="absent_capped", by=by["staff"], note=note)
    with pytest.raises(ValidationError, match="không dùng được"):
        step(paper, version=0, by=by[who], level=year.level("HTT"))
    more = {"note": note} if who == "staff" else {}
    step(again, version=0, by=by[who], level=year.level("HT"), **more)


# ---- the committee


def decide(paper, by, *, who="leader", **more):
    services.decide(paper, version=version_of(paper), by=by[who], **more)


def test_a_decision_keeps_what_it_rested_on(year, by, cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, year=2013)
    report = MonthlyReportFactory(pledge=pledge, cell=cast.cell)
    paper = year.paper(at="appraised")
    decide(paper, by, level=year.level("HTT"))
    paper.refresh_from_db()
    before = json.dumps(paper.frozen_evidence)
    assert paper.status == "decided"
    assert paper.frozen_evidence
    MonthlyReport.objects.filter(pk=report.pk).delete()
    paper.refresh_from_db()
    assert json.dumps(paper.frozen_evidence) == before


def test_over_the_cap_a_decision_asks_for_its_reason(year, by):
    """One of five may stand at the best level; the second one is over it."""
    year.others(5, "decided", "HTT")
    first, second = year.paper(at="appraised"), year.paper("colleague", at="appraised")
    decide(first, by, level=year.level("XS"))
    with pytest.raises(ValidationError) as refused:
        decide(second, by, level=year.level("XS"))
    assert list(refused.value.message_dict) == ["over_quota_reason"]
    second.refresh_from_db()
    assert (second.status, second.decided_level, second.version) == ("appraised", None, 0)
    decide(second, by, level=year.level("XS"), over_quota_reason="Thành tích đặc biệt")
    second.refresh_from_db()
    assert second.over_quota_reason == "Thành tích đặc biệt"


def test_who_leaves_the_base_of_a_cap_asks_for_a_reason_too(year, by):
    """One of five stands at the best level; of four it would be one too many."""
    year.others(4, "decided", "HTT")
    year.others(1, "decided", "XS")
    paper = year.paper(at="decided")
    with pytest.raises(ValidationError, match="xuất sắc nhiệm vụ” vượt trần 0") as refused:
        decide(paper, by, level=year.level("HT"))
    assert list(refused.value.message_dict) == ["over_quota_reason"]
    decide(paper, by, level=year.level("HT"), over_quota_reason="Thành tích đặc biệt")
    paper.refresh_from_db()
    assert (paper.decided_level.code, paper.over_quota_reason) == ("HT", "Thành tích đặc biệt")


def test_the_same_level_once_more_keeps_the_reason_as_it_was_typed_last(year, by):
    """Nothing is passed anew, and still the place above the cap is explained by nobody else."""
    year.others(4, "decided", "HTT")
    year.others(1, "decided", "XS")
    paper = year.paper(at="decided")
    for reason in ("Bị cảnh cao", "Bị cảnh cáo"):
        decide(paper, by, level=year.level("HT"), over_quota_reason=reason)
    paper.refresh_from_db()
    assert paper.over_quota_reason == "Bị cảnh cáo"
    assert publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ") == 6


def test_what_an_appraisal_took_from_the_base_is_explained_with_the_decision(year, by):
    year.others(4, "decided", "HTT")
    year.others(1, "decided", "XS")
    paper = year.paper(at="appraised", appraised_level=year.level("HT"))
    decide(paper, by, level=year.level("HT"), over_quota_reason="Bị cảnh cáo")
    paper.refresh_from_db()
    assert paper.over_quota_reason == "Bị cảnh cáo"


def test_the_reasons_of_others_outlive_a_decision_that_needs_them_no_more(year, by):
    """Whoever steps down makes room; stepping up again they find the other's reason in place."""
    year.others(5, "decided", "HTT")
    [first] = year.others(1, "decided", "XS")
    second = year.paper(at="appraised")
    decide(second, by, level=year.level("XS"), over_quota_reason="Thành tích đặc biệt")
    decide(first, by, level=year.level("HTT"))
    second.refresh_from_db()
    assert second.over_quota_reason == "Thành tích đặc biệt"


def test_a_reason_is_kept_only_as_long_as_a_cap_is_passed(year, by):
    year.others(5, "decided", "HTT")
    [first] = year.others(1, "decided", "XS")
    second, third = year.paper(at="appraised"), year.paper("colleague", at="appraised")
    best = {"level": year.level("XS"), "over_quota_reason": "Thành tích đặc biệt"}
    decide(second, by, **best)
    decide(third, by, **best)
    decide(third, by, **best | {"level": year.level("HTT")})
    reasons = [type(each).objects.get(pk=each.pk).over_quota_reason for each in (second, third)]
    assert reasons == ["Thành tích đặc biệt", ""]
    decide(first, by, level=year.level("HTT"))
    decide(second, by, **best)
    second.refresh_from_db()
    assert (second.decided_level.code, second.over_quota_reason) == ("XS", "")


def test_over_a_cap_without_a_reason_nothing_is_published(year, by):
    """Somebody below it turned out not to be rated, after the best level was given."""
    [best] = year.others(1, "decided", "XS")
    gone, *_others = year.others(5, "decided", "HTT")
    type(gone).objects.filter(pk=gone.pk).update(case="exempt")
    with pytest.raises(ValidationError, match="vượt trần 1 suất, mới có 0 lý do"):
        publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ")
    year.round.refresh_from_db()
    decide(best, by, level=year.level("XS"), over_quota_reason="Thành tích đặc biệt")
    assert publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ") == 6


def test_a_cap_never_stops_a_proposal(year, by):
    paper = year.paper()
    propose(paper, by, level=year.level("XS"))
    paper.refresh_from_db()
    assert (paper.status, paper.proposed_level) == ("proposed", year.level("XS"))


def test_the_committees_secretary_is_decided_upon_above(year, by, cast):
    CommitteePostFactory(member=cast.members["member"], body="standing", title="secretary")
    paper = year.paper(at="appraised")
    with pytest.raises(ValidationError) as refused:
        decide(paper, by, who="staff", level=year.level("HTT"))
    assert list(refused.value.message_dict) == ["superior_decision"]
    decide(paper, by, who="staff", level=year.level("HTT"), superior_decision="12-QĐ, 02/01/2014")


def test_a_decision_may_be_taken_again_until_it_is_published(year, by):
    paper = year.paper(at="appraised")
    decide(paper, by, level=year.level("HTT"))
    paper.refresh_from_db()
    decide(paper, by, level=year.level("HT"))
    paper.refresh_from_db()
    assert paper.decided_level == year.level("HT")


# ---- published together, amended afterwards


def test_all_are_published_together_or_none(year, by, cast):
    done, waiting = year.paper(at="decided"), year.paper("colleague", at="appraised")
    with pytest.raises(ValidationError, match="1 đảng viên, chi bộ chưa có mức"):
        publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ")
    done.refresh_from_db()
    assert done.status == "decided"
    assert not Notice.objects.exists()
    decide(waiting, by, level=year.level("HT"))
    year.round.refresh_from_db()
    assert publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ") == 2
    done.refresh_from_db()
    assert done.status == "published"
    told = Notice.objects.values_list("member", "sentence")
    assert set(told) == {
        (
            cast.members["member"].pk,
            "Bản kiểm điểm năm 2013 đã có mức xếp loại: Hoàn thành tốt nhiệm vụ.",
        ),
        (
            cast.members["colleague"].pk,
            "Bản kiểm điểm năm 2013 đã có mức xếp loại: Hoàn thành nhiệm vụ.",
        ),
    }


@pytest.mark.parametrize("how_many", [1, 30])
def test_publishing_asks_as_much_for_one_as_for_thirty(year, by, cast, how_many):
    papers = [year.paper(at="decided"), *year.others(how_many, "decided", "HTT")]
    with CaptureQueriesContext(connection) as asked:
        publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ")
    assert len(asked) <= 30
    for paper in papers:
        step = AuditEntry.objects.of(paper).get()
        assert (step.verb, step.target, step.note) == (
            "publish",
            "published",
            "Quyết định 15-QĐ/ĐUCQ",
        )
    assert Notice.objects.filter(verb="publish").count() == how_many + 1


@pytest.fixture
def closed(year, by):
    """A published level in a closed round."""
    paper = year.paper(at="decided")
    publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ")
    close_round(year.round, by=by["staff"], note="Xong")
    paper.refresh_from_db()
    Notice.objects.all().delete()
    return paper


def amend(paper, by, level, *, version=None, **more):
    given = {"note": "Kết luận kiểm tra 03-KL/UBKT"} | more
    version = paper.version if version is None else version
    return services.amend(paper, version=version, by=by["leader"], level=level, **given)


def test_amendments_are_numbered_say_why_and_tell_the_member(closed, year, by, cast):
    assert amend(closed, by, year.level("HT")) == 1
    closed.refresh_from_db()
    assert amend(closed, by, year.level("KHT"), note="Xem lại") == 2
    closed.refresh_from_db()
    assert (closed.status, closed.decided_level.code) == ("published", "KHT")
    notes = AuditEntry.objects.of(closed).filter(verb="amend").values_list("note", flat=True)
    assert list(notes) == [
        "Sửa lần 1: Hoàn thành tốt nhiệm vụ → Hoàn thành nhiệm vụ. Kết luận kiểm tra 03-KL/UBKT",
        "Sửa lần 2: Hoàn thành nhiệm vụ → Không hoàn thành nhiệm vụ. Xem lại",
    ]
    assert Notice.objects.filter(member=cast.members["member"], verb="amend").count() == 2


@pytest.mark.parametrize(
    ("code", "more", "box"),
    [("HT", {"note": " "}, "note"), ("HTT", {}, "level"), ("XS", {}, "over_quota_reason")],
)
def test_an_amendment_without_its_grounds_changes_nothing(closed, year, by, code, more, box):
    with pytest.raises(ValidationError) as refused:
        amend(closed, by, year.level(code), **more)
    assert list(refused.value.message_dict) == [box]
    closed.refresh_from_db()
    assert (closed.decided_level.code, closed.version) == ("HTT", 0)
    assert not Notice.objects.exists()


def test_in_a_closed_round_nothing_else_moves(closed, year, by):
    for step, who in ((services.appraise, "staff"), (services.decide, "leader")):
        with pytest.raises(IllegalMove):
            step(closed, version=0, by=by[who], level=year.level("HT"))


def test_the_second_amendment_of_one_version_clashes(closed, year, by):
    amend(closed, by, year.level("HT"))
    with pytest.raises(Clash):
        amend(closed, by, year.level("KHT"), version=0)


def test_nothing_is_amended_before_it_is_published(year, by):
    paper = year.paper(at="decided")
    with pytest.raises(IllegalMove):
        amend(paper, by, year.level("HT"))


# ---- two at once


@pytest.mark.parametrize(
    ("at", "step"),
    [
        ("appraised", lambda year, paper, by: decide(paper, by, level=year.level("HTT"))),
        ("published", lambda year, paper, by: amend(paper, by, year.level("HT"))),
        (
            "proposed",
            lambda year, paper, by: evaluation_services.classify_evaluation(
                paper, case="postponed", by=by["staff"], note="Đi công tác"
            ),
        ),
    ],
    ids=["decide", "amend", "classify"],
)
def test_who_needs_the_round_takes_it_before_the_paper(year, by, at, step):
    """As publishing does: the other way round two of them would wait for each other for ever."""
    paper = year.paper(at=at)
    with CaptureQueriesContext(connection) as asked:
        step(year, paper, by)
    written = [each["sql"] for each in asked if each["sql"].startswith("UPDATE")]
    assert "evaluationround" in written[0]
    assert "memberevaluation" in written[1]


def test_of_two_officers_on_one_row_one_is_told(crowd, cast, year, by):
    paper = year.paper()
    again = type(paper).objects.get(pk=paper.pk)
    answers = crowd(
        lambda: propose(paper, by, version=0, level=year.level("XS")),
        lambda: propose(again, by, version=0, level=year.level("HTT"), note="Đã bàn"),
    )
    assert sorted(type(each) for each in answers if each) == [Clash] or [
        type(each) for each in answers if each
    ] == [IllegalMove]
    paper.refresh_from_db()
    assert (paper.status, paper.version) == ("proposed", 1)
    assert AuditEntry.objects.of(paper).filter(verb="propose").count() == 1


def test_the_last_place_is_not_given_twice(crowd, cast, year, by):
    year.others(6, "decided", "HTT")
    first, second = year.paper(at="appraised"), year.paper("colleague", at="appraised")
    answers = crowd(
        lambda: decide(first, by, level=year.level("XS")),
        lambda: decide(second, by, who="executive", level=year.level("XS")),
    )
    assert [type(each) for each in answers if each] == [ValidationError]
    best = type(first).objects.filter(decided_level=year.level("XS"))
    assert best.count() == 1


def test_what_is_published_and_told_is_what_was_decided_last(crowd, cast, year, by):
    paper = year.paper(at="decided")
    again = type(paper).objects.get(pk=paper.pk)
    late, published = crowd(
        lambda: decide(again, by, level=year.level("HT")),
        lambda: publish_round(year.round, by=by["staff"], note="Quyết định 15-QĐ/ĐUCQ"),
    )
    assert published == 1
    paper.refresh_from_db()
    assert paper.status == "published"
    assert paper.decided_level == year.level("HTT" if late else "HT")
    assert type(late) in (type(None), IllegalMove, Clash)
    told = Notice.objects.get(member=cast.members["member"]).sentence
    assert told.endswith(f"đã có mức xếp loại: {paper.decided_level}.")
