"""Pages that list the papers of a round and of a cell, and the papers themselves."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells import clock
from cells.issue.signing import tell_of_change, title_of
from cells.member.forms import ExportForm
from cells.print.render import render_pdf
from cells.print.word import WORD
from cells.sheet import XLSX
from cells.web import TOO_LATE, add_errors, fetch_paper
from cells.workflow import Clash, IllegalMove
from pledges.pledge.views import pdf_response
from reports.evaluation.choices import WEIGHED, EvaluationStatus
from reports.evaluation.desks import CELLS, PEOPLE, Desk
from reports.evaluation.models import EvaluationRound
from reports.evaluation.papers import books, cell, decision, summaries
from reports.evaluation.papers.forms import DecisionForm
from reports.evaluation.papers.sheet import sheet_pdf
from reports.evaluation.papers.word import decision_docx, tables_docx
from reports.evaluation.round.people import official_members
from reports.evaluation.round.services import undecided

rounds = EvaluationRound.objects.select_related("scheme")
CHANGED = "Danh sách vừa đổi trong lúc đồng chí đọc. Dưới đây là bản mới; đồng chí đọc lại rồi ký."
SIGNED = "Quyết định đã ký; bản chính là tệp PDF đã cất trong sổ văn bản."


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


# ---- one person, one cell


def sheet(request: HttpRequest, pk: int, desk: Desk) -> HttpResponse:
    evaluation = fetch_paper(request, desk.papers, pk, "print")
    name = f"kiem-diem-{evaluation.round.year}-{evaluation.pk}.pdf"
    return pdf_response(sheet_pdf(evaluation, reader=request.user), name)


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    evaluation = fetch_paper(request, PEOPLE.papers, pk, "notify")
    pdf = render_pdf(decision.NOTICE, decision.notice_context(evaluation))
    return pdf_response(pdf, f"thong-bao-{evaluation.round.year}-{evaluation.pk}.pdf")


# ---- a cell


def cell_papers(request: HttpRequest, pk: int) -> HttpResponse:
    own = fetch_paper(request, CELLS.papers, pk, "gather")
    people = list(
        PEOPLE.papers.filter(round=own.round, cell=own.cell).order_by("member__sort_key", "pk")
    )
    waiting = [row for row in people if row.is_rated and row.status == EvaluationStatus.SUBMITTED]
    is_voted_on = own.is_rated and own.status == EvaluationStatus.SUBMITTED
    context = {
        "own": own,
        "people": people,
        "waiting": len(waiting),
        "is_voted_on": is_voted_on,
        "voters": official_members(own.cell),
        "counted": sum(row.ballots_issued is not None for row in people),
        "is_counted": own.ballots_issued is not None,
        "proposed": sum(row.standing_proposal is not None for row in people),
    }
    return render(request, "reports/evaluation/papers/cell.html", context)


CELL_PAPERS = {
    "ballots": (cell.BALLOT, lambda own, _reader: cell.ballot_context(own)),
    "count": (cell.COUNT, cell.count_context),
    "proposals": (cell.LIST, cell.proposals_context),
}


def cell_paper(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    own = fetch_paper(request, CELLS.papers, pk, "gather")
    if key not in CELL_PAPERS:
        raise Http404
    template, context = CELL_PAPERS[key]
    pdf = render_pdf(template, context(own, request.user))
    return pdf_response(pdf, f"{key}-{own.round.year}-{own.pk}.pdf")


def cell_export(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    own = fetch_paper(request, CELLS.papers, pk, "export")
    if key not in books.OF_CELL:
        raise Http404
    form = ExportForm(request.POST or None)
    if form.is_valid():
        content = books.export_cell(own, key, by=request.user, **form.cleaned_data)
        return attachment(
            content, XLSX, f"{books.OF_CELL[key].file}-{own.round.year}-{own.pk}.xlsx"
        )
    context = {"form": form, "book": books.OF_CELL[key], "own": own}
    return render(request, "reports/evaluation/papers/export.html", context)


# ---- a round


def round_papers(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch_paper(request, rounds, pk, "print")
    cells = CELLS.papers.filter(round=found).order_by("cell__code")
    context = {
        "round": found,
        "summaries": books.open_summaries(found),
        "proposed": found.member_evaluations.filter(status__in=WEIGHED).count(),
        "decided": found.member_evaluations.filter(decided_level__isnull=False).count(),
        "undecided": undecided(found),
        "document": decision.decision_of(found),
        "cells": cells,
    }
    return render(request, "reports/evaluation/papers/round.html", context)


def round_context(request: HttpRequest, pk: int, key: str) -> dict[str, Any]:
    found = fetch_paper(request, rounds, pk, "print")
    if key != "proposals" and key not in books.open_summaries(found):
        raise Http404
    return books.round_context(found, key, request.user)


def round_paper(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    context = round_context(request, pk, key)
    return pdf_response(render_pdf(summaries.TEMPLATE, context), file_name(pk, key, "pdf"))


def round_word(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    context = round_context(request, pk, key)
    return attachment(tables_docx(context), WORD, file_name(pk, key, "docx"))


def round_export(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    found = fetch_paper(request, rounds, pk, "export")
    is_open = key in books.OF_ROUND and (key != "summary-3" or summaries.has_caps(found))
    if not is_open:
        raise Http404
    form = ExportForm(request.POST or None)
    if form.is_valid():
        content = books.export_round(found, key, by=request.user, **form.cleaned_data)
        return attachment(content, XLSX, file_name(pk, key, "xlsx"))
    context = {"form": form, "book": books.OF_ROUND[key], "round": found}
    return render(request, "reports/evaluation/papers/export.html", context)


def file_name(pk: int, key: str, ending: str) -> str:
    return f"{books.OF_ROUND[key].file}-{pk}.{ending}"


# ---- the decision


def decision_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that was signed, byte for byte; else a draft made now."""
    found = fetch_paper(request, rounds, pk, "print")
    if document := decision.decision_of(found):
        pdf = bytes(document.file.content)
    else:
        pdf = decision.draft_pdf(found, request.user)
    return pdf_response(pdf, f"quyet-dinh-xep-loai-{found.year}.pdf")


def decision_word(request: HttpRequest, pk: int) -> HttpResponse:
    """To be worked on before it is signed; afterwards the signed file stands alone."""
    found = fetch_paper(request, rounds, pk, "print")
    if decision.decision_of(found):
        messages.info(request, SIGNED)
        return redirect("round-papers", pk)
    hidden = decision.hidden_from(found, request.user)
    context = decision.draft_context(found, decision.content_of(found, hidden_member=hidden))
    return attachment(decision_docx(context), WORD, f"quyet-dinh-xep-loai-{found.year}.docx")


def decision_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The signer reads both lists on this page, and signs just that."""
    found = fetch_paper(request, rounds, pk, "sign")
    if decision.decision_of(found):
        messages.info(request, SIGNED)
        return redirect("round-papers", pk)
    if waiting := undecided(found):
        words = f"Còn {waiting} đảng viên, chi bộ chưa có mức dự kiến quyết định; chưa ký được."
        messages.warning(request, words)
        return redirect("round-papers", pk)
    today = clock.today()
    initial = {"dated_on": today, "number": decision.next_number(today)}
    form = DecisionForm(request.POST or None, initial=initial)
    if form.is_valid() and (document := signed(request, found, form)):
        messages.success(request, f"Đã ký, phát hành {document}. Bản in nằm trong sổ văn bản.")
        return redirect("round-papers", pk)
    content = decision.content_of(found)
    tell_of_change(form, content.mark, CHANGED)
    context = {
        "round": found,
        "form": form,
        "content": content,
        "fingerprint": content.mark,
        "leap": form.asked_about,
        "title": title_of(request.user, None),
    }
    return render(request, "reports/evaluation/papers/sign.html", context)


def signed(request: HttpRequest, found: EvaluationRound, form: DecisionForm) -> Any:
    """The issued document, or nothing: then the form says why."""
    try:
        return decision.sign_decision(found, form.given(), by=request.user)
    except Clash:
        form.add_error(None, CHANGED)
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        add_errors(form, error)
    return None
