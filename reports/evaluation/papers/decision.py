"""The decision with its two lists, signed into the register; and the notice to one member."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from cells import clock
from cells.audit import trace
from cells.issue.models import AUTHORITY_LINES, Authority, DocumentType
from cells.issue.services import (
    Order,
    body_of,
    new_document,
    number_in_turn,
    proposed_number,
    stamped,
    store,
)
from cells.issue.signing import committee_title, fingerprint, signer, title_of
from cells.issue.types import DECISION
from cells.models import IssuedDocument, User
from cells.print.letterhead import capitals, letterhead_for, superior_name
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from cells.print.table import Column, Table, Value
from cells.workflow import Clash, IllegalMove, take_turns
from reports.evaluation.choices import RESULT
from reports.evaluation.figures import decision_on, passes_a_cap
from reports.evaluation.models import CellEvaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.papers.cell import HIDDEN, job_of, titles_of
from reports.evaluation.papers.sheet import amendment_lines
from reports.evaluation.papers.summaries import page_of_committee
from reports.evaluation.round.services import undecided
from reports.evaluation.scheme.models import Subject
from reports.evaluation.services import refuse_unexplained

DECISION_TEMPLATE, NOTICE = "pdf/evaluation_decision.html", "pdf/evaluation_notice.html"


def decided_people(found: EvaluationRound) -> list[MemberEvaluation]:
    rows = MemberEvaluation.objects.filter(round=found, status__in=RESULT).rated()
    rows = rows.select_related("member", "cell", "decided_level")
    return list(rows.order_by("cell__code", "member__sort_key", "pk"))


def decided_cells(found: EvaluationRound) -> list[CellEvaluation]:
    rows = CellEvaluation.objects.filter(round=found, status__in=RESULT).rated()
    return list(rows.select_related("cell", "decided_level").order_by("cell__code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is decided, in plain values: what is signed is what was read."""

    year: int
    grounds: str
    counted: tuple[str, ...]
    cells: Table
    people: Table
    versions: tuple[str, ...]

    @property
    def mark(self) -> str:
        return fingerprint({"rows": self.versions, "grounds": self.grounds})


def content_of(found: EvaluationRound, *, hidden_member: int | None = None) -> Content:
    """``hidden_member``: whose line says nothing yet, for a reader who is that person; nor is it
    counted, or the other lines would tell it."""
    people, cells = decided_people(found), decided_cells(found)
    told = [row for row in people if row.member_id != hidden_member]
    but = ", không kể bản của đồng chí" if len(told) < len(people) else ""
    remarks = remarks_of(found, [*cells, *people])
    return Content(
        year=found.year,
        grounds=found.scheme.governed_by,
        counted=(count_words("chi bộ", cells), count_words("đảng viên", told) + but),
        cells=cells_list(cells, remarks),
        people=people_list(found, people, remarks, hidden_member),
        versions=tuple(
            f"{row._meta.model_name} {row.pk} {row.decided_level_id} {remarks[row]}"
            for row in [*cells, *people]
        ),
    )


def count_words(noun: str, rows: list[Any]) -> str:
    """“25 đảng viên, gồm: Hoàn thành tốt nhiệm vụ 20; …”, the best first."""
    counts = Counter(row.decided_level for row in rows)
    levels = sorted(counts, key=lambda level: level.position)
    told = "; ".join(f"{level.name}: {counts[level]}" for level in levels)
    return f"{len(rows)} {noun}" + (f" ({told})" if told else "")


def cells_list(cells: list[CellEvaluation], remarks: dict[Any, str]) -> Table:
    columns = [
        Column(label="TT", width=6),
        Column(label="Chi bộ", width=50, is_text=True),
        Column(label="Mức xếp loại", width=24, is_text=True),
        Column(label="Ghi chú", width=20, is_text=True),
    ]
    rows: list[list[Value]] = [
        [place, row.cell.name, row.decided_level.name, remarks[row]]
        for place, row in enumerate(cells, start=1)
    ]
    return Table(columns=columns, rows=rows)


def people_list(
    found: EvaluationRound,
    people: list[MemberEvaluation],
    remarks: dict[Any, str],
    hidden_member: int | None,
) -> Table:
    offices = titles_of(people, found.year)
    columns = [
        Column(label="TT", width=6),
        Column(label="Họ và tên", width=22, is_name=True),
        Column(label="Chức vụ, đơn vị", width=21, is_text=True),
        Column(label="Chi bộ", width=17, is_text=True),
        Column(label="Mức xếp loại", width=18, is_text=True),
        Column(label="Ghi chú", width=16, is_text=True),
    ]
    rows: list[list[Value]] = []
    for place, row in enumerate(people, start=1):
        is_hidden = row.member_id == hidden_member
        job = offices.get(row.member_id) or job_of(row.member)
        level = HIDDEN if is_hidden else row.decided_level.name
        note = "" if is_hidden else remarks[row]
        rows.append([place, row.member.full_name, job, row.cell.name, level, note])
    return Table(columns=columns, rows=rows)


def remarks_of(found: EvaluationRound, rows: list[Any]) -> dict[Any, str]:
    over = {subject: passes_a_cap(found, subject) for subject in Subject}
    return {row: remark(row, is_over=over[row.SUBJECT]) for row in rows}


def remark(row: Any, *, is_over: bool) -> str:
    """Why a cap is passed, and who decided where it is not this committee: both print."""
    parts = []
    if is_over and row.over_quota_reason:
        parts.append(f"Vượt trần: {row.over_quota_reason}")
    if row.superior_decision:
        parts.append(f"Cấp trên quyết định: {row.superior_decision}")
    return "\n".join(parts)


# ---- on paper


def draft_context(found: EvaluationRound, content: Content) -> dict[str, Any]:
    day = clock.today()
    return {
        **body_context(content, day, Authority.STANDING),
        "draft": True,
        "number": None,
        "dated_on": None,
        "authority": AUTHORITY_LINES[Authority.STANDING],
        "signer_title": committee_title(day),
        "signer_name": "",
    }


def signed_context(content: Content, document: IssuedDocument) -> dict[str, Any]:
    return {
        **body_context(content, document.dated_on, document.authority),
        "draft": False,
        "number": document.number,
        "dated_on": document.dated_on,
        "symbol_suffix": document.symbol,
        "authority": document.authority_line,
        "signer_title": document.signer_title,
        "signer_name": document.signer_name,
    }


def body_context(content: Content, day: date, authority: str) -> dict[str, Any]:
    letterhead = letterhead_for(None, day)
    issuer = body_of(authority)
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead,
        "symbol_suffix": f"QĐ/{letterhead.symbol}",
        "year": day.year,
        "round_year": content.year,
        "abstract": abstract_of(content.year),
        "issuer": issuer,
        "order_line": f"{capitals(issuer)} QUYẾT ĐỊNH",
        "grounds": content.grounds,
        "counted": content.counted,
        "cells": content.cells,
        "people": content.people,
        "recipients": [
            f"{superior_name(day)} (để báo cáo)",
            "Các chi bộ trực thuộc",
            "Lưu Văn phòng Đảng uỷ",
        ],
    }


def abstract_of(year: int) -> str:
    return f"về việc đánh giá, xếp loại chất lượng chi bộ và đảng viên năm {year}"


def decision_of(found: EvaluationRound) -> IssuedDocument | None:
    return found.documents.select_related("file").first()


def draft_pdf(found: EvaluationRound, reader: User) -> bytes:
    content = content_of(found, hidden_member=hidden_from(found, reader))
    return render_pdf(DECISION_TEMPLATE, draft_context(found, content))


def hidden_from(found: EvaluationRound, reader: User) -> int | None:
    """One's own line, until it is published; who signs reads the whole of what is signed."""
    is_told = found.published_at is not None or reader.rights.signs_for_committee
    return None if is_told else reader.rights.member_id


# ---- signing


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningInput:
    """What the signer decides; ``fingerprint`` is that of the lists they read."""

    number: int
    dated_on: date
    authority: str
    fingerprint: str


def next_number(day: date) -> int | None:
    return proposed_number(None, DocumentType.objects.get(code=DECISION), day)


def sign_decision(found: EvaluationRound, given: SigningInput, *, by: User) -> IssuedDocument:
    """Take the number and keep the file, all at once; what is decided is then told as it stands.

    The paper is rendered before the transaction, so nobody waits for the press.
    """
    refuse_unready(found, given.dated_on)
    content = content_of(found)
    if content.mark != given.fingerprint:
        raise Clash(found)
    member = signer(by)
    document = new_document(
        Order(
            cell=None,
            kind=DocumentType.objects.get(code=DECISION),
            authority=given.authority,
            number=given.number,
            dated_on=given.dated_on,
            abstract=abstract_of(found.year),
            signer=member,
            signer_name=member.full_name,
            signer_title=title_of(by, None),
        )
    )
    context = signed_context(content, document)
    pdf = render_pdf(DECISION_TEMPLATE, {**context, "check": stamped(document)})
    with number_in_turn(document):
        # Decisions take the round, too: from here on what was read stands still
        take_turns(found)
        refuse_unready(found, given.dated_on)
        if content_of(found).mark != given.fingerprint:
            raise Clash(found)
        store(document, found, pdf, by=by)
        trace(found, by, "sign", found.status, found.status, str(document))
    return document


def refuse_unready(found: EvaluationRound, dated_on: date) -> None:
    if found.documents.exists():
        raise IllegalMove(f"{found}: the decision is signed")
    if waiting := undecided(found):
        words = f"Còn {waiting} đảng viên, chi bộ chưa có mức dự kiến quyết định."
        raise ValidationError(words)
    refuse_unexplained(found)
    opened = timezone.localtime(found.opened_at).date()
    if dated_on < opened:
        words = f"Vòng mở ngày {opened:%d/%m/%Y}. Ghi ngày không trước ngày ấy."
        raise ValidationError({"dated_on": words})


# ---- the notice to a member


def notice_context(evaluation: MemberEvaluation) -> dict[str, Any]:
    """As published: the level, the decision that says so or room for its number, amendments."""
    document = decision_on(evaluation)
    said = f"số {document.full_number}, ngày {document.dated_on:%d/%m/%Y}" if document else ""
    page = page_of_committee()
    return {
        **page,
        "dated_on": None,
        "number": None,
        "symbol_suffix": f"TB/{page['letterhead'].symbol}",
        "round_year": evaluation.round.year,
        "name": evaluation.member.full_name,
        "cell": evaluation.cell.name,
        "level": evaluation.decided_level.name,
        "decision": said,
        "superior_decision": evaluation.superior_decision,
        "amendments": amendment_lines(evaluation),
        "issuer": body_of(Authority.STANDING),
        "recipients": [
            "Đồng chí có tên trên",
            evaluation.cell.name,
            "Lưu Văn phòng Đảng uỷ",
        ],
    }
