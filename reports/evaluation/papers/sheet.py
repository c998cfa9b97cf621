"""The evaluation sheet: mẫu 02A, with 02B's parts of a leader, mẫu 01 of a cell; the evidence of
the year stands behind it.

``reader`` sees what their own page of the paper would show; without one only what is published.
"""

from datetime import date
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from cells import clock
from cells.issue.models import AUTHORITY_LINES, Authority
from cells.models import User
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.print.render import print_html
from cells.scope import permission
from reports.evaluation.choices import WRITING, Employer, EvaluationStatus, Grade
from reports.evaluation.evidence.figures import evidence_of
from reports.evaluation.figures import amendments_of, decision_on, levels_of, passes_a_cap
from reports.evaluation.models import Evaluation, MemberEvaluation
from reports.evaluation.papers.people import cell_signature, offices_of
from reports.evaluation.round.people import last_day_of
from reports.evaluation.scheme.models import RatingLevel
from reports.evaluation.self_review.figures import Written, written_parts

SHEET = "pdf/evaluation.html"
RESULTS = "Ưu điểm, kết quả đạt được"
# How a month of a pledged item is written in a box of three millimetres
SIGNS = {
    "done": "x",
    "partly": "/",
    "not_yet": "o",
    "unchanged": "=",
    "excused": "m",
    "missing": "!",
}
Boxes = list[tuple[str, bool]]


def sheet_html(evaluation: Evaluation, *, reader: User | None = None) -> str:
    return render_to_string(SHEET, sheet_context(evaluation, reader))


def sheet_pdf(evaluation: Evaluation, *, reader: User | None = None) -> bytes:
    return print_html(sheet_html(evaluation, reader=reader))


def sheet_context(evaluation: Any, reader: User | None) -> dict[str, Any]:
    sent_on = day_of(evaluation.first_submitted_at)
    day = sent_on or clock.today()
    levels = levels_of(evaluation)
    context = {
        "profile": profile_for(day),
        "draft": evaluation.status in WRITING,
        "created": day,
        "letterhead": letterhead_for(evaluation.cell, day),
        "dated_on": sent_on,
        "year": evaluation.round.year,
        "form": evaluation.round.scheme.member_form,
        "is_open": evaluation.status != EvaluationStatus.PUBLISHED,
        "chapters": chapters(written_parts(evaluation)),
        "case": "" if evaluation.is_rated else evaluation.get_case_display(),
        "points": self_points(evaluation),
        "own_boxes": boxes(levels, evaluation.self_level),
        "cell_sign": cell_signature(
            evaluation.cell, day, but=getattr(evaluation, "author_id", None)
        ),
        **evidence_context(evaluation),
        **proposal(evaluation, levels, is_shown=may(reader, "follow", evaluation)),
        **decision(evaluation, levels, is_shown=may(reader, "foresee", evaluation)),
    }
    if isinstance(evaluation, MemberEvaluation):
        return context | of_a_person(evaluation)
    return context | of_a_cell(evaluation)


def may(reader: User | None, verb: str, evaluation: Evaluation) -> bool:
    if evaluation.status == EvaluationStatus.PUBLISHED:
        return True
    return reader is not None and reader.has_perm(permission(verb, evaluation), evaluation)


def of_a_person(evaluation: MemberEvaluation) -> dict[str, Any]:
    member = evaluation.member
    offices = offices_of([member.pk], last_day_of(evaluation.round.year))
    return {
        "heading": "BẢN KIỂM ĐIỂM CÁ NHÂN",
        "title": f"Bản kiểm điểm năm {evaluation.round.year} - {member}",
        "name": member.full_name,
        "birth_year": member.birth_year or "",
        "facts": [
            ("Chức vụ Đảng", offices.get(member.pk, "")),
            ("Chức vụ chính quyền, đoàn thể", member.job_title),
            ("Đơn vị công tác", member.unit),
            ("Chi bộ", evaluation.cell.name),
        ],
        "writer": member.full_name,
        "own_employer": labelled(Employer, evaluation.self_employer),
        "employer_boxes": labelled(Employer, evaluation.employer_rating),
        "unit_comment": evaluation.unit_comment,
        "comments": [
            ("Nhận xét của đoàn thể", evaluation.union_comment),
            ("Nhận xét của nơi cư trú", evaluation.residence_comment),
            ("Nhận xét của nơi sinh hoạt tạm thời", evaluation.host_comment),
        ],
    }


def of_a_cell(evaluation: Any) -> dict[str, Any]:
    return {
        "heading": "BÁO CÁO KIỂM ĐIỂM TẬP THỂ",
        "title": f"Báo cáo kiểm điểm năm {evaluation.round.year} - {evaluation.cell}",
        "form": "",
        "facts": [("Tập thể kiểm điểm", evaluation.cell.name)],
        "comments": [
            ("Nhận xét của đơn vị", evaluation.unit_comment),
            ("Nhận xét của đoàn thể", evaluation.union_comment),
        ],
    }


def chapters(written: list[Written]) -> list[dict[str, Any]]:
    """The parts of one Roman number together; where it has several they are counted."""
    found = []
    for number, group in groupby(written, key=lambda each: each.part.number):
        rows = list(group)
        is_several = len(rows) > 1
        found.append(
            {
                "number": number,
                "title": RESULTS if is_several else rows[0].part.title,
                "parts": [
                    {
                        "title": f"{place}. {row.part.title}" if is_several else "",
                        "paragraphs": paragraphs(row.text),
                        "grades": labelled(Grade, row.grade) if row.part.is_graded else [],
                    }
                    for place, row in enumerate(rows, start=1)
                ],
            }
        )
    return found


def paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def boxes(levels: list[RatingLevel], chosen: RatingLevel | None) -> Boxes:
    return [(level.name, level == chosen) for level in levels]


def labelled(choices: Any, chosen: str) -> Boxes:
    return [(label, value == chosen) for value, label in choices.choices]


def self_points(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Of a scheme with points what the writer gives themselves; else nothing."""
    if not evaluation.round.scheme.has_points:
        return []
    return [
        ("Tiêu chí chung", spoken(evaluation.self_general_points)),
        ("Kết quả nhiệm vụ", spoken(evaluation.self_task_points)),
        ("Tổng điểm tự chấm", spoken(evaluation.self_points)),
    ]


def evidence_context(evaluation: Evaluation) -> dict[str, Any]:
    """Nothing where nobody is reviewed."""
    if not evaluation.is_reviewed:
        return {"evidence": None}
    evidence = evidence_of(evaluation)
    items = [
        {
            "title": item.title,
            "signs": [SIGNS.get(month.state, "–") for month in item.months],
            "summary": item.summary,
        }
        for item in evidence.items
    ]
    return {"evidence": evidence, "items": items}


def spoken(points: Any) -> str:
    """Points as people write them: 92,5."""
    return "" if points is None else f"{points.normalize():f}".replace(".", ",")


def proposal(evaluation: Evaluation, levels: list[RatingLevel], *, is_shown: bool) -> dict:
    level = evaluation.standing_proposal if is_shown else None
    return {
        "note": evaluation.proposal_note if level else "",
        "vote": vote_words(evaluation, levels) if level else [],
        "proposed_boxes": boxes(levels, level),
        "proposed_points": spoken(evaluation.proposed_points) if level else "",
    }


def vote_words(evaluation: Evaluation, levels: list[RatingLevel]) -> list[str]:
    returned, valid = evaluation.ballots_returned, evaluation.ballots_valid
    if returned is None or valid is None:
        return []
    invalid = returned - valid
    counted = "; ".join(
        f"{level.name}: {evaluation.votes.get(level.code, 0)} phiếu" for level in levels
    )
    return [
        (
            f"Phiếu phát ra {evaluation.ballots_issued}, thu về {evaluation.ballots_returned}, "
            f"hợp lệ {evaluation.ballots_valid}, không hợp lệ {invalid}."
        ),
        f"{counted}.",
    ]


def decision(evaluation: Evaluation, levels: list[RatingLevel], *, is_shown: bool) -> dict:
    level = evaluation.decided_level if is_shown else None
    issued = decision_on(evaluation) if level else None
    said = f"Theo {issued}, ngày {issued.dated_on:%d/%m/%Y}." if issued else ""
    why = evaluation.over_quota_reason if level else ""
    is_over = bool(why) and passes_a_cap(evaluation.round, evaluation.SUBJECT)
    return {
        "decided_boxes": boxes(levels, level),
        "appraisal": evaluation.appraisal_note if level else "",
        "over_quota_reason": why if is_over else "",
        "superior_decision": evaluation.superior_decision if level else "",
        "decided_by": said,
        "amendments": amendment_lines(evaluation),
        "committee_line": AUTHORITY_LINES[Authority.EXECUTIVE],
    }


def amendment_lines(evaluation: Evaluation) -> list[str]:
    """What changed after publication; before it there is nothing to change."""
    if evaluation.status != EvaluationStatus.PUBLISHED:
        return []
    return [f"{each.note} ({day_of(each.at):%d/%m/%Y})" for each in amendments_of(evaluation)]


def day_of(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None
