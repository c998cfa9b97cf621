"""The glue between a request and a paper: finding it, refusing it, saying why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm, Field, Form, HiddenInput, IntegerField, Textarea
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from cells.scope import require
from cells.workflow import Clash, IllegalMove

TOO_LATE = "Hồ sơ này vừa được xử lý ở nơi khác. Đồng chí xem lại trạng thái bên dưới."

IS_GONE = "Người khác vừa bỏ mục này. Chữ đồng chí vừa gõ còn nguyên bên dưới; chép lại nếu cần."


def fetch_paper(request: HttpRequest, papers: QuerySet, pk: int, verb: str) -> Any:
    """A paper the user cannot see does not exist (404); a verb they lack is forbidden (403)."""
    paper = get_object_or_404(papers.visible_to(request.user), pk=pk)
    require(request.user, verb, paper)
    return paper


def followers_only(user: Any) -> None:
    """Lists of what bodies write: to whoever is in none and leads no cell they do not exist."""
    if not (user.rights.bodies or user.rights.cells_as_officer):
        raise Http404


class VisiblePapersMixin:
    """Restricts a generic view to the rows its user may see."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().visible_to(self.request.user)


@contextmanager
def spoken_errors(request: HttpRequest) -> Iterator[None]:
    """Turn a refused step into a sentence on the next page."""
    try:
        yield
    except IllegalMove:
        messages.warning(request, TOO_LATE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Each sentence beside its box where the page has one, else above the form."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        form.add_error(name if name in form.fields else None, sentences)


def words_of(model: Any, name: str, rows: int = 2, **kwargs: Any) -> Field:
    """The model's own box for words that take more than a line."""
    return model._meta.get_field(name).formfield(widget=Textarea(attrs={"rows": rows}), **kwargs)


class VersionedForm(Form):
    """Boxes for a row of plain data with a version; ``stored`` after a clash: label and text of
    what was saved first, to stand beside what was typed."""

    version = IntegerField(required=False, min_value=0, widget=HiddenInput)
    stored: list[tuple[str, str]] = []

    def stand_beside(self, row: Any) -> None:
        """The loser's words stay in the boxes; sent again they replace what is stored."""
        row.refresh_from_db()
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(row.version)
        shown = [name for name in self.fields if name != "version"]
        self.stored = [(self.fields[name].label, said_by(row, name)) for name in shown]


def said_by(row: Any, name: str) -> str:
    """What a row says in a field, as a person reads it."""
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    value = getattr(row, name)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def is_kept(
    request: HttpRequest, form: VersionedForm, row: Any, save: Callable[..., Any], **more: Any
) -> bool:
    """Whether what was typed is stored now; if not, the form says why."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save(row, by=request.user, **form.cleaned_data, **more)
    except Clash:
        form.stand_beside(row)
    except IllegalMove:
        form.add_error(None, IS_GONE)
    except ValidationError as error:
        add_errors(form, error)
    else:
        return True
    return False


def typed_words(form: BaseForm) -> list[tuple[str, str]]:
    """Label and text of what a person typed, where there is nothing left to store it in."""
    return [
        (str(field.label), str(field.value()))
        for field in form
        if field.value() and not field.is_hidden and not hasattr(field.field, "choices")
    ]


def paper_helper(submit_label: str) -> FormHelper:
    """The one look every form of ours has: labels on top, one primary button."""
    helper = FormHelper()
    helper.form_method = "post"
    helper.attrs = {"novalidate": "", "data-guard-unsaved": ""}
    helper.add_input(Submit("save", submit_label))
    return helper


def with_one_more(data: QueryDict, prefix: str, most: int) -> QueryDict:
    """A sent formset with one blank form more, while there is room: its button needs no script."""
    name = f"{prefix}-TOTAL_FORMS"
    shown = data.get(name, "")
    if shown.isdecimal() and len(shown) < 3 and int(shown) < most:
        data = data.copy()
        data[name] = str(int(shown) + 1)
    return data


class NotAllowedMiddleware:
    """The address of a step, opened like a page: a sentence instead of an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class NoStoreMiddleware:
    """Nothing behind the sign-in stays in a shared machine's cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
