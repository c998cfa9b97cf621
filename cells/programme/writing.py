"""The steps in which staff prepare a year of study; each is a page, none locks another."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cells.programme import services
from cells.programme.figures import quarters_of, readiness
from cells.programme.forms import (
    MaterialSheet,
    NewThemeForm,
    ThemeForm,
    TopicForm,
    words_of_materials,
)
from cells.programme.models import Theme
from cells.programme.steps import steps_of
from cells.programme.views import themes, topics
from cells.web import (
    IS_GONE,
    add_errors,
    fetch_paper,
    is_kept,
    spoken_errors,
    typed_words,
)
from cells.workflow import Clash, IllegalMove


def page(
    request: HttpRequest, template: str, theme: Theme | None, step: str, **context: Any
) -> HttpResponse:
    context |= {"theme": theme, "steps": steps_of(theme, step)}
    form = context.get("form")
    status = 409 if form is not None and form.stored else 200
    return render(request, f"cells/programme/{template}.html", context, status=status)


# ---- the year


@permission_required("cells.write_theme", raise_exception=True)
def theme_new(request: HttpRequest) -> HttpResponse:
    form = NewThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            theme = services.draft_theme(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("theme-topics", theme.pk)
    words = {"form_title": "Lập chuyên đề năm", "button": "Lưu, sang chủ đề từng quý"}
    return page(request, "form", None, "theme-edit", form=form, **words)


def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    theme = fetch_paper(request, themes, pk, "write")
    names = ("title", "programme", "pledge_due_on", "note", "version")
    form = ThemeForm(request.POST or None, initial={name: getattr(theme, name) for name in names})
    if is_kept(request, form, theme, services.save_theme):
        messages.success(request, "Đã lưu chuyên đề năm.")
        return redirect("theme-topics", pk)
    words = {"form_title": f"Chuyên đề năm {theme.year}", "button": "Lưu, sang chủ đề từng quý"}
    return page(request, "form", theme, "theme-edit", form=form, **words)


def theme_topics(request: HttpRequest, pk: int) -> HttpResponse:
    theme = fetch_paper(request, themes, pk, "write")
    context = {"quarters": quarters_of(theme), "copy": services.copy_for(theme)}
    return page(request, "topics", theme, "theme-topics", **context)


def theme_materials(request: HttpRequest, pk: int) -> HttpResponse:
    theme = fetch_paper(request, themes, pk, "write")
    return page(request, "materials", theme, "theme-materials", quarters=quarters_of(theme))


def theme_copy(request: HttpRequest, pk: int) -> HttpResponse:
    theme = fetch_paper(request, themes, pk, "write")
    if request.method == "POST":
        with spoken_errors(request):
            copied = services.copy_topics(theme, by=request.user)
            messages.success(request, what_was_copied(copied))
        return redirect("theme-topics", pk)
    return page(request, "copy", theme, "theme-topics", copy=services.copy_for(theme))


def what_was_copied(copied: services.Copy) -> str:
    if not copied.new:
        return f"Các chủ đề của năm {copied.source.year} đã có đủ ở đây, không chép thêm gì."
    names = "; ".join(f"{topic.quarter_name}: {topic.title}" for topic in copied.new)
    return f"Đã chép {len(copied.new)} chủ đề của năm {copied.source.year}: {names}."


def theme_publish(request: HttpRequest, pk: int) -> HttpResponse:
    theme = fetch_paper(request, themes, pk, "publish")
    if request.method == "POST":
        with spoken_errors(request):
            sent = services.publish_theme(theme, by=request.user)
            messages.success(request, what_was_sent(sent))
        return redirect("theme-publish", pk)
    quarters = quarters_of(theme)
    context = {
        "quarters": quarters,
        "ready": readiness(theme, quarters),
        "missing": len(services.missing_slots(theme)),
    }
    return page(request, "publish", theme, "theme-publish", **context)


def what_was_sent(sent: services.Sent) -> str:
    if not sent.slots:
        return "Chi bộ nào cũng đã có đủ các chủ đề trong kế hoạch, không phải đưa thêm."
    return f"Đã đưa vào kế hoạch của {sent.cells} chi bộ, {sent.slots} buổi dự kiến."


# ---- topics


def topic_new(request: HttpRequest, pk: int) -> HttpResponse:
    theme = fetch_paper(request, themes, pk, "write")
    quarter = request.GET.get("quarter", "")
    form = TopicForm(request.POST or None, initial={"quarter": quarter})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        del said["version"]
        services.add_topic(theme, **said, by=request.user)
        messages.success(request, f"Đã thêm chủ đề: {said['title']}.")
        return redirect("theme-topics", pk)
    words = {"form_title": f"Thêm chủ đề năm {theme.year}", "button": "Thêm chủ đề"}
    return page(request, "form", theme, "theme-topics", form=form, **words)


def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    if lost := words_page(request, pk, typed_words(TopicForm(request.POST))):
        return lost
    topic = fetch_paper(request, topics, pk, "write")
    names = ("quarter", "title", "form", "presenter", "version")
    form = TopicForm(request.POST or None, initial={name: getattr(topic, name) for name in names})
    if is_kept(request, form, topic, services.save_topic):
        messages.success(request, "Đã lưu chủ đề.")
        return redirect("theme-topics", topic.theme_id)
    words = {"form_title": "Sửa chủ đề", "button": "Lưu chủ đề"}
    return page(request, "form", topic.theme, "theme-topics", form=form, **words)


def topic_materials(request: HttpRequest, pk: int) -> HttpResponse:
    if lost := words_page(request, pk, words_of_materials(request.POST)):
        return lost
    topic = fetch_paper(request, topics, pk, "write")
    add = "add" in request.POST or "add" in request.GET
    sheet = MaterialSheet(topic, request.POST if request.method == "POST" else None, add=add)
    if request.method == "POST" and sheet.is_valid() and are_kept(request, sheet):
        if add:
            return redirect(f"{reverse('topic-materials', args=[pk])}?add=1#van-ban-moi")
        messages.success(request, "Đã lưu tài liệu, câu hỏi gợi ý.")
        return redirect("theme-materials", topic.theme_id)
    context = {"topic": topic, "sheet": sheet, "form": sheet.form}
    return page(request, "topic_materials", topic.theme, "theme-materials", **context)


def are_kept(request: HttpRequest, sheet: MaterialSheet) -> bool:
    """After a clash the questions and documents that were saved first stand beside the sheet."""
    try:
        services.save_materials(
            sheet.topic, **sheet.form.cleaned_data, materials=sheet.materials, by=request.user
        )
    except Clash:
        sheet.form.stand_beside(sheet.topic)
        lines = sheet.topic.materials.select_related("document")
        words = "\n".join(f"{line.document}. {line.note}".rstrip() for line in lines)
        sheet.form.stored.append(("Văn bản", words))
    except IllegalMove:
        sheet.form.add_error(None, IS_GONE)
    except ValidationError as error:
        add_errors(sheet.form, error)
    else:
        return True
    return False


def words_page(request: HttpRequest, pk: int, words: list[tuple[str, str]]) -> HttpResponse | None:
    """The topic was taken out of the year meanwhile; what was typed of it is shown again."""
    may_write = request.user.has_perm("cells.write_topic")
    if not (words and may_write) or topics.filter(pk=pk).exists():
        return None
    return render(request, "cells/programme/words.html", {"words": words}, status=404)


def topic_remove(request: HttpRequest, pk: int) -> HttpResponse:
    topic = fetch_paper(request, topics, pk, "write")
    if request.method == "POST":
        theme_id, title = topic.theme_id, topic.title
        with spoken_errors(request):
            services.remove_topic(topic, by=request.user)
            messages.success(request, f"Đã bỏ chủ đề: {title}.")
        return redirect("theme-topics", theme_id)
    context = {
        "topic": topic,
        "why_it_stays": services.why_it_stays(topic),
        "cells": topic.slots.count(),
    }
    return page(request, "remove", topic.theme, "theme-topics", **context)
