"""The page of notices, and the three ways to put them aside."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cells.notice import services
from cells.notice.models import Notice
from cells.notice.reach import with_reach

PER_PAGE = 50
BACK = ("home", "notice-list")


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.visible_to(request.user)
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "notices": with_reach(page.object_list, request.user),
        "unseen": notices.unseen().count(),
        "newest": notices.first(),
    }
    return render(request, "cells/notice/list.html", context)


@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the notice aside and go to its paper, if that is still there for this reader."""
    notice = own_notice(request, pk)
    services.see(Notice.objects.filter(pk=notice.pk))
    [notice] = with_reach([notice], request.user)
    return redirect(notice.path) if notice.is_open else way_back(request)


@require_POST
def notice_seen(request: HttpRequest, pk: int) -> HttpResponse:
    services.see(Notice.objects.filter(pk=own_notice(request, pk).pk))
    return way_back(request)


@require_POST
def notice_all_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """All up to the newest that the page showed; what came in meanwhile stays."""
    newest = own_notice(request, pk)
    services.see(Notice.objects.visible_to(request.user).filter(pk__lte=newest.pk))
    return way_back(request)


def own_notice(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)


def way_back(request: HttpRequest) -> HttpResponse:
    wish = request.GET.get("back")
    return redirect(wish if wish in BACK else "home")
