"""A question, then in sentences what the answer would do, then the deed: posts to one address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.member.plans import Plan
from cells.web import TOO_LATE, add_errors
from cells.workflow import Clash, IllegalMove

CHANGED = (
    "Có điều vừa thay đổi sau lúc đồng chí xem: dữ liệu vừa có người sửa. "
    "Chưa ghi gì; đồng chí đọc lại rồi ghi."
)


class StepForm(forms.Form):
    """``values()`` is what the step is foreseen and done with."""

    def values(self) -> dict[str, Any]:
        return self.cleaned_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What two pages say; ``foresee`` answers what the very same values would do."""

    title: str
    button: str  # of the second page; the first only leads there
    foresee: Callable[..., Plan]
    carry_out: Callable[..., Any]
    done: str
    back: str
    lead: str = ""
    look: str = "Kiểm tra lại"
    note: str = ""
    check_title: str = "Kiểm tra lại trước khi ghi"
    template: str = "cells/member/question.html"


def ask(request: HttpRequest, question: Question, form: Any) -> HttpResponse:
    if not form.is_valid() or "edit" in request.POST:
        return show(request, question, form)
    try:
        return foreseen_or_done(request, question, form)
    except IllegalMove:
        messages.warning(request, TOO_LATE)
        return redirect(question.back)
    except ValidationError as error:
        add_errors(form, error)
        return show(request, question, form)


def foreseen_or_done(request: HttpRequest, question: Question, form: Any) -> HttpResponse:
    """What was read is what is done: if it changed in between, it is shown again."""
    values, agreed = form.values(), request.POST.get("agreed")
    if not agreed:
        return show(request, question, form, question.foresee(**values))
    try:
        question.carry_out(**values, by=request.user, agreed=agreed)
    except Clash:
        plan = question.foresee(**values)
        messages.warning(request, CHANGED)
        return show(request, question, form, plan, status=409)
    messages.success(request, question.done)
    return redirect(question.back)


def show(
    request: HttpRequest, question: Question, form: Any, plan: Plan | None = None, status: int = 200
) -> HttpResponse:
    page = "cells/member/preview_step.html" if plan else question.template
    context = {"question": question, "form": form, "plan": plan}
    return render(request, page, context, status=status)
