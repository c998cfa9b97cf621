"""One question in two pages: the form, then what follows from it; only the second page acts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.member.posts.forms import PlannedForm
from cells.member.posts.plans import Plan
from cells.workflow import Clash, IllegalMove

CHANGED = "Dữ liệu vừa có người sửa sau lúc đồng chí xem. Đọc lại rồi ghi."


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    title: str
    button: str  # of the second page; the first only leads there
    done: str
    back: str
    lead: str = ""


def ask(
    request: HttpRequest,
    form: PlannedForm,
    question: Question,
    plan: Callable[[], Plan],
    act: Callable[[str], None],
) -> HttpResponse:
    """``act`` gets the fingerprint of the plan that was read, and refuses any other."""
    found = plan_of(request, form, plan)
    context = {"form": form, "question": question, "plan": found}
    if found is None:
        return render(request, "cells/member/posts/ask.html", context)
    if agreed := request.POST.get("agreed"):
        try:
            act(agreed)
        except (Clash, IllegalMove, ValidationError):
            messages.warning(request, CHANGED)
            return ask_again(request, form, question, plan)
        messages.success(request, question.done)
        return redirect(question.back)
    return render(request, "cells/member/posts/confirm.html", context)


def ask_again(
    request: HttpRequest, form: PlannedForm, question: Question, plan: Callable[[], Plan]
) -> HttpResponse:
    """What was typed stays; the page shows what would happen now, or why nothing can."""
    found = plan_of(request, form, plan)
    page = "confirm" if found else "ask"
    context = {"form": form, "question": question, "plan": found}
    return render(request, f"cells/member/posts/{page}.html", context, status=409)


def plan_of(request: HttpRequest, form: PlannedForm, plan: Callable[[], Plan]) -> Plan | None:
    """None while there is still something to fill in or to mend."""
    if request.method != "POST" or "edit" in request.POST or not form.is_valid():
        return None
    try:
        return plan()
    except ValidationError as error:
        form.take(error)
        return None
