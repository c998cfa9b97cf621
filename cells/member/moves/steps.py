"""A form, then in sentences what it would do, then the deed: three plain posts to one address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.member.moves.passage import Plan
from cells.web import TOO_LATE
from cells.workflow import Clash, IllegalMove


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a page asks and says; ``foresee`` answers what the very same values would do."""

    title: str
    check_title: str
    button: str
    foresee: Callable[..., Plan]
    carry_out: Callable[..., Any]
    done: str
    back_url: str
    lead: str = ""
    template: str = "cells/member/moves/form.html"


def step_page(request: HttpRequest, step: Step, form: Any) -> HttpResponse:
    if request.method != "POST" or not form.is_valid() or "edit" in request.POST:
        return form_page(request, step, form)
    try:
        return foreseen_or_done(request, step, form)
    except IllegalMove:
        messages.warning(request, TOO_LATE)
        return redirect(step.back_url)
    except ValidationError as error:
        add_errors(form, error)
        return form_page(request, step, form)


def foreseen_or_done(request: HttpRequest, step: Step, form: Any) -> HttpResponse:
    """What was read is what is done: if it changed in between, it is shown again."""
    values, agreed = form.values(), request.POST.get("agreed")
    if agreed is None:
        return check_page(request, step, form, step.foresee(**values))
    try:
        step.carry_out(**values, by=request.user, agreed=agreed)
    except Clash:
        return check_page(request, step, form, step.foresee(**values), has_changed=True)
    messages.success(request, step.done)
    return redirect(step.back_url)


def form_page(request: HttpRequest, step: Step, form: Any) -> HttpResponse:
    return render(request, step.template, {"step": step, "form": form})


def check_page(
    request: HttpRequest, step: Step, form: Any, plan: Plan, *, has_changed: bool = False
) -> HttpResponse:
    context = {"step": step, "form": form, "plan": plan, "has_changed": has_changed}
    status = 409 if has_changed else 200
    return render(request, "cells/member/moves/check.html", context, status=status)


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Beside its box where the page has one, else above the form."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        form.add_error(name if name in form.fields else None, sentences)
