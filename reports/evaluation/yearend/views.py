"""In cả bộ: the one page that asks for a round's papers; what follows is the job's page."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cells.web import add_errors, fetch_paper
from reports.evaluation.models import EvaluationRound
from reports.evaluation.yearend.forms import PrintSetForm, cells_to_print
from reports.evaluation.yearend.services import print_set


def round_print(request: HttpRequest, pk: int) -> HttpResponse:
    found = fetch_paper(request, EvaluationRound.objects.all(), pk, "print_all")
    form = PrintSetForm(request.POST or None, cells=cells_to_print(found, request.user))
    if form.is_valid():
        chosen = list(form.cleaned_data["cells"])
        try:
            return redirect(print_set(found, chosen, **form.values, by=request.user))
        except ValidationError as error:
            add_errors(form, error)
    context = {"round": found, "form": form}
    return render(request, "reports/evaluation/yearend/print.html", context)
