"""Conclusion, what is to be done, and the two steps at the end: close, and go back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cells.session.course import services
from cells.session.course.figures import Lack, lacks, warnings
from cells.session.course.forms import ConclusionForm, TaskForm
from cells.session.course.pages import (
    CLASHED,
    gone,
    line_page,
    on_version,
    people_of,
    recorded,
    remove_page,
    sessions,
    settled,
    too_late,
)
from cells.session.course.views import hour, late_answer
from cells.session.models import Session, SessionTask
from cells.web import add_errors, fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove


def session_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """The button that closes the session stands in this form: what is typed is saved first."""
    closes = "close" in request.POST
    session = fetch_paper(request, sessions, pk, "close" if closes else "record")
    if closes and "version" not in request.POST:
        return closed_now(request, session)
    form = ConclusionForm(request.POST or None, session=session)
    if form.is_valid() and (answer := kept(request, session, form)):
        return answer
    if request.method != "POST" and (closed := settled(request, session)):
        return closed
    return conclude_page(request, session, form)


def kept(request: HttpRequest, session: Session, form: ConclusionForm) -> HttpResponse | None:
    """None where the form has to be shown again with a sentence beside its box."""
    try:
        services.save_conclusion(session, **form.words(), by=request.user)
    except Clash:
        return conclude_clash(request, session.pk, form)
    except IllegalMove:
        return too_late(request, session, form)
    except ValidationError as error:
        tell(form, error)
        return None
    if "close" in request.POST:
        return closed_now(request, session)
    messages.success(request, "Đã lưu kết luận.")
    return redirect("session-conclude", session.pk)


def tell(form: ConclusionForm, error: ValidationError) -> None:
    if hasattr(error, "error_dict") and "ends_at" in error.error_dict:
        form.add_error("ends", error.error_dict["ends_at"])
    else:
        add_errors(form, error)


def conclude_clash(request: HttpRequest, pk: int, given: ConclusionForm) -> HttpResponse:
    stored = sessions.get(pk=pk)
    form = ConclusionForm(None, session=stored)
    for name in ("conclusion", "no_task_reason", "ends"):
        form.initial[name] = given[name].value()
    more = {"clashed": CLASHED, "theirs": stored}
    return conclude_page(request, stored, form, status=409, **more)


def conclude_page(
    request: HttpRequest, session: Session, form: ConclusionForm, status: int = 200, **more: Any
) -> HttpResponse:
    people = people_of(session)
    context = {
        "session": session,
        "form": form,
        "people": people,
        "tasks": session.tasks.select_related("owner", "cell"),
        "task_form": TaskForm(None, people=people),
        "lacks": [(lack, link_to(session, lack)) for lack in lacks(session)],
        "warnings": warnings(session),
        "is_signed_once": session.minutes.exists(),
        **more,
    }
    return render(request, "cells/session/course/conclude.html", context, status=status)


def link_to(session: Session, lack: Lack) -> str:
    anchor = f"#{lack.anchor}" if lack.anchor else ""
    return reverse(lack.url_name, args=[session.pk]) + anchor


@require_POST
def session_conclude_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    session = recorded(request, pk)
    form = ConclusionForm(request.POST, session=session)
    address = reverse("session-conclude", args=[pk])
    try:
        if not form.is_valid():
            raise ValidationError(form.named_errors)
        stored = services.save_conclusion(session, **form.words(), by=request.user)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    except Clash:
        return JsonResponse({"message": "Có người vừa lưu bản khác.", "url": address}, status=409)
    except IllegalMove:
        return late_answer(session)
    return JsonResponse({"saved_at": hour(None), "version": stored.version})


# What is to be done


def session_task_add(request: HttpRequest, pk: int) -> HttpResponse:
    session = recorded(request, pk)
    people = people_of(session)
    form = TaskForm(request.POST or None, people=people)

    def step(words: dict[str, Any]) -> None:
        words.pop("version")
        services.assign_task(session, **words, by=request.user)

    return kept_task(request, session, form, step, title="Giao việc", people=people)


def session_task(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    people = people_of(session)
    task = task_of(session, task_pk)
    if task is None:
        return gone(request, session, TaskForm(request.POST, people=people))
    if task.owner not in people.values():
        people[task.owner.full_name] = task.owner  # has left the list since
    given = {name: getattr(task, name) for name in TaskForm.base_fields}
    form = TaskForm(request.POST or None, people=people, initial=given)

    def step(words: dict[str, Any]) -> None:
        services.reword_task(task, **words, by=request.user)

    context = {"title": "Sửa việc", "people": people, "line": task}
    return kept_task(request, session, form, step, **context)


def task_of(session: Session, task_pk: int) -> SessionTask | None:
    """None where it is not there (any more)."""
    tasks = SessionTask.objects.select_related("session", "owner")
    return tasks.filter(pk=task_pk, session=session).first()


def kept_task(
    request: HttpRequest, session: Session, form: TaskForm, step: Any, **context: Any
) -> HttpResponse:
    if form.is_valid():
        try:
            step(dict(form.cleaned_data))
        except Clash:
            return task_clash(request, session, form, context)
        except IllegalMove:
            return too_late(request, session, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(reverse("session-conclude", args=[session.pk]) + "#viec")
    if request.method != "POST" and (closed := settled(request, session)):
        return closed
    return line_page(request, session, form=form, **context)


def task_clash(
    request: HttpRequest, session: Session, form: TaskForm, context: dict[str, Any]
) -> HttpResponse:
    task = context["line"]
    task.refresh_from_db()
    on_version(form, task.version)
    said = f"{task.text} – {task.owner}, hạn {task.due_on:%d/%m/%Y}"
    more = {"clashed": CLASHED, "theirs": said}
    return line_page(request, session, status=409, form=form, **context, **more)


def session_task_remove(request: HttpRequest, pk: int, task_pk: int) -> HttpResponse:
    session = recorded(request, pk)
    task = task_of(session, task_pk)
    if task is None:
        return gone(request, session)
    back = reverse("session-conclude", args=[pk]) + "#viec"
    if request.method == "POST":
        with spoken_errors(request):
            services.remove_task(task)
        return redirect(back)
    if closed := settled(request, session):
        return closed
    words = f"{task.text} – {task.owner}, hạn {task.due_on:%d/%m/%Y}"
    question = "Xoá việc này?"
    return remove_page(request, session, question=question, words=words, back=back, here="conclude")


# The two steps


def closed_now(request: HttpRequest, session: Session) -> HttpResponse:
    try:
        services.close_session(session, by=request.user)
    except IllegalMove:
        return too_late(request, session)
    except ValidationError as error:
        messages.error(request, f"Chưa kết thúc được: {' '.join(error.messages)}")
        return redirect(reverse("session-conclude", args=[session.pk]) + "#con-thieu")
    messages.success(request, "Đã kết thúc buổi sinh hoạt. Biên bản chờ chủ trì và thư ký ký.")
    return redirect(session)


@require_POST
def session_resume(request: HttpRequest, pk: int) -> HttpResponse:
    session = fetch_paper(request, sessions, pk, "resume")
    with spoken_errors(request):
        services.resume_session(session, by=request.user)
        messages.success(request, "Buổi sinh hoạt lại đang mở.")
    return redirect(session)
