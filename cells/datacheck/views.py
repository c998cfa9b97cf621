"""The page that shows staff what is missing in the data they keep."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cells import clock
from cells.datacheck.figures import data_check


@permission_required("cells.check_member", raise_exception=True)
def data_check_page(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    sections = data_check(today)
    context = {
        "today": today,
        "found": [section for section in sections if section.count],
        "clean": [section for section in sections if not section.count],
    }
    return render(request, "cells/datacheck/check.html", context)
