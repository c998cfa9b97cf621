"""Pages of merging: which record is the double, and what becomes of everything that is its."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells import clock
from cells.member.merging.doubles import MOST, candidates
from cells.member.merging.figures import plan_merge
from cells.member.merging.services import merge_members
from cells.member.models import Member
from cells.member.preview import CHANGED
from cells.text import clean
from cells.web import fetch_paper
from cells.workflow import Clash, IllegalMove

people = Member.objects.all()


def member_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Namesakes first; anybody else is found by name or card."""
    kept = fetch_paper(request, people, pk, "merge")
    words = words_of(request)
    context = {
        "kept": kept,
        "found": candidates(kept, words),
        "words": words,
        "most": MOST,
        "today": clock.today(),
    }
    return render(request, "cells/member/merging/choose.html", context)


def words_of(request: HttpRequest) -> str:
    try:
        return clean(request.GET.get("q", ""), max_length=100)
    except ValidationError:
        return ""


def member_merge_confirm(request: HttpRequest, pk: int, double_pk: int) -> HttpResponse:
    kept = fetch_paper(request, people, pk, "merge")
    double = fetch_paper(request, people, double_pk, "merge")
    if kept == double:
        raise Http404
    if agreed := request.POST.get("agreed"):
        try:
            merge_members(kept, double, by=request.user, agreed=agreed)
        except (Clash, IllegalMove, ValidationError):
            messages.warning(request, CHANGED)
            return redirect("member-merge-confirm", pk, double_pk)
        messages.success(request, "Đã gộp hai hồ sơ thành một.")
        return redirect(kept)
    return render(request, "cells/member/merging/confirm.html", page_of(kept, double))


def page_of(kept: Member, double: Member) -> dict[str, Any]:
    """Told apart by what people know: card and cell, not the number of a row."""
    today = clock.today()
    return {
        "kept": kept,
        "double": double,
        "plan": plan_merge(kept, double),
        "kept_words": known_by(kept, today),
        "double_words": known_by(double, today),
    }


def known_by(member: Member, today: date) -> str:
    rows = member.memberships.open_on(today).select_related("cell").order_by("is_temporary", "kind")
    card = f"thẻ {member.card_number}" if member.card_number else "chưa có số thẻ"
    return ", ".join([card, *(row.cell.name for row in rows)])
