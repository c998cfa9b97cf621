"""A guide on screen and as a file to print. They tell of nobody: a visitor may read them."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cells.print.render import render_pdf
from reports.guide.guides import GUIDES, Guide, calendar, tasks_in


def guide_or_404(key: str) -> Guide:
    if key not in GUIDES:
        raise Http404
    return GUIDES[key]


@login_not_required
def guide(request: HttpRequest, key: str) -> HttpResponse:
    found = guide_or_404(key)
    words = render_to_string(found.words, calendar())
    context = {"guide": found, "words": words, "tasks": tasks_in(words), "guides": GUIDES.values()}
    return render(request, "reports/guide/guide.html", context)


@login_not_required
def guide_pdf(request: HttpRequest, key: str) -> HttpResponse:
    found = guide_or_404(key)
    headers = {"Content-Disposition": f'inline; filename="{found.file_name}"'}
    return HttpResponse(printed(found), content_type="application/pdf", headers=headers)


@cache
def printed(guide: Guide) -> bytes:
    """Anybody may ask for it, as often as they like: it is the same until the next release."""
    return render_pdf("pdf/guide.html", {"guide": guide, "is_printed": True, **calendar()})
