"""A cell asks for help, staff answer; the board of cells that need it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cells import clock
from cells.models import Cell
from cells.web import TOO_LATE, add_errors, fetch_paper
from cells.workflow import IllegalMove
from reports.overview.help import services
from reports.overview.help.figures import cells_in_need, need_of
from reports.overview.help.forms import AnswerForm, AskForm, WordsForm
from reports.overview.help.models import HelpRequest, HelpStatus

papers = HelpRequest.objects.with_people()


@permission_required("reports.list_helprequest", raise_exception=True)
def overview_help(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    page = Paginator(cells_in_need(today), 50).get_page(request.GET.get("page"))
    context = {"page": page, "needs": [need_of(cell, today) for cell in page], "today": today}
    return render(request, "reports/overview/help.html", context)


def help_ask(request: HttpRequest, pk: int) -> HttpResponse:
    cell = fetch_paper(request, Cell.objects.all(), pk, "ask_help")
    if request.method != "POST" and (there := papers.open().filter(cell=cell).first()):
        return redirect(there)
    form = AskForm(request.POST or None, cell=cell)
    if is_done(form, lambda words: services.ask_for_help(cell, words=words, by=request.user)):
        messages.success(request, "Đã gửi. Bộ phận giúp việc thấy ngay ở Việc cần làm.")
        return redirect("cell", pk)
    words = {"title": f"{cell.kind_words.capitalize()} cần hỗ trợ", "button": "Gửi đề nghị"}
    context = {"form": form, "cell": cell, **words}
    return render(request, "reports/overview/words.html", context)


def help_request(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(papers.visible_to(request.user), pk=pk)
    return render(request, "reports/overview/help_request.html", {"found": found})


def help_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch_paper(request, papers, pk, "answer")
    if request.method != "POST" and found.status != HelpStatus.OPEN:
        return redirect(found)
    form, status = AnswerForm(request.POST or None, cell=found.cell), 200
    try:
        if is_done(form, lambda words: services.answer_help(found, words=words, by=request.user)):
            messages.success(request, f"Đã trả lời {found.cell}.")
            return redirect("overview-help")
    except IllegalMove:
        found.refresh_from_db()
        form.add_error(None, TOO_LATE)
        status = 409
    context = {
        "form": form,
        "cell": found.cell,
        "found": found,
        "title": f"Trả lời {found.cell.kind_words}",
        "button": "Gửi trả lời",
    }
    return render(request, "reports/overview/words.html", context, status=status)


def is_done(form: WordsForm, step: Callable[[str], object]) -> bool:
    """Whether the words were taken; if not, the form says why and keeps them."""
    if not form.is_valid():
        return False
    try:
        step(form.cleaned_data["words"])
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True
