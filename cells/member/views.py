"""Pages of people: the list, one person, the roster in from a sheet and out to one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.member import services, uploads
from cells.member.filters import MemberFilter
from cells.member.forms import ExportForm, RosterForm
from cells.member.models import Member
from cells.member.moves.history import moves_of
from cells.member.people import left_out, lines_for, roster_of, standing_word, with_lines
from cells.member.posts.releases import running
from cells.member.roster import CHANGED, apply, plan
from cells.member.roster_plan import Plan
from cells.member.roster_sheet import blank_sheet, read
from cells.member.tables import PRIVATE, MemberTable
from cells.organisation.models import Cell
from cells.sheet import XLSX, read_sheet
from cells.web import VisiblePapersMixin

GONE = "Bảng này đã nhập xong, đã đổi hoặc để quá một ngày. Tải tệp lên lại để xem."
SHOWN = 300  # lines of a preview; the counts always speak of all
STEPS = ["Chọn tệp", "Xem trước", "Nhập"]

importers = permission_required("cells.import_member", raise_exception=True)


class MemberList(SingleTableMixin, FilterView):
    """A line for everybody the reader may know of; more only of people they may see whole."""

    filterset_class = MemberFilter
    table_class = MemberTable
    table_pagination = {"per_page": 50}
    template_name = "cells/member/list.html"
    extra_context = {"page_title": "Đảng viên"}

    def get_queryset(self) -> QuerySet:
        return lines_for(self.request.user, clock.today())

    def get_table_kwargs(self) -> dict[str, Any]:
        rights = self.request.user.rights
        return {} if rights.bodies or rights.cells_as_officer else {"exclude": PRIVATE}

    def get_table(self, **kwargs: Any) -> MemberTable:
        table = super().get_table(**kwargs)
        if self.request.user.has_perm("cells.export_member"):
            query = self.request.GET.urlencode()
            table.export_url = reverse("roster-export") + (f"?{query}" if query else "")
        return table


class MemberDetail(VisiblePapersMixin, DetailView):
    queryset = Member.objects.select_related("user")
    template_name = "cells/member/detail.html"
    context_object_name = "member"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member, today = self.object, clock.today()
        [line] = with_lines(Member.objects.filter(pk=member.pk), member.memberships.all(), today)
        return super().get_context_data(
            memberships=line.open_memberships,
            posts=member.posts.all(),
            standings=member.standings.all(),
            standing=standing_word(line, today),
            moves=moves_of(member, self.request.user),
            today=today,
            is_in_a_cell=member.memberships.open_on(today).exists(),
            is_released=running(member, today) is not None,
            **kwargs,
        )


@importers
def roster_import(request: HttpRequest) -> HttpResponse:
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    if form.is_valid():
        if before := upload_of(request):
            uploads.discard(before)
        upload = uploads.keep(form.content, form.cleaned_data["file"].name)
        request.session["roster"] = upload.as_session()
        return redirect("roster-preview", upload.token)
    return render(request, "cells/member/import.html", {"form": form, "steps": STEPS})


@importers
def roster_template(request: HttpRequest) -> HttpResponse:
    return attachment(blank_sheet(), "mau-danh-sach-dang-vien.xlsx")


@importers
def roster_preview(request: HttpRequest, token: UUID) -> HttpResponse:
    upload = upload_of(request, token)
    content = uploads.content_of(upload) if upload else None
    if upload is None or content is None:
        return start_again(request, GONE)
    agreed = plan_of(request, content)
    request.session["roster"] = upload.as_session() | {"fingerprint": agreed.fingerprint}
    context = {"plan": agreed, "upload": upload, "steps": STEPS, "shown": f":{SHOWN}"}
    return render(request, "cells/member/preview.html", context)


@importers
@require_POST
def roster_confirm(request: HttpRequest, token: UUID) -> HttpResponse:
    upload = upload_of(request, token)
    content = uploads.take(upload) if upload else None
    if upload is None or content is None:
        return start_again(request, GONE)
    agreed = plan_of(request, content)
    try:
        if agreed.fingerprint != upload.fingerprint:
            raise ValidationError(CHANGED)
        apply(agreed, by=request.user)
    except ValidationError as error:
        uploads.give_back(upload, content)
        messages.warning(request, " ".join(error.messages))
        return redirect("roster-preview", upload.token)
    del request.session["roster"]
    messages.success(request, f"Đã nhập danh sách: {agreed.counts}.")
    return redirect("member-list")


def upload_of(request: HttpRequest, token: UUID | None = None) -> uploads.Upload | None:
    """The sheet this session uploaded last, if it is the one that is meant."""
    kept = request.session.get("roster")
    if not kept or (token and kept["token"] != str(token)):
        return None
    return uploads.Upload(**kept)


def plan_of(request: HttpRequest, content: bytes) -> Plan:
    """The file was read once when it came in, so here it can be read."""
    return plan(read(read_sheet(content, "roster.xlsx")), clock.today(), by=request.user)


def start_again(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.warning(request, sentence)
    return redirect("roster-import")


@permission_required("cells.export_member", raise_exception=True)
def roster_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then hands out what the filter of the list leaves; never more than one may see."""
    cells = cells_to_export(request.user)
    everybody = roster_of(Member.objects.all(), cells, clock.today())
    narrowed = MemberFilter(request.GET, queryset=everybody, request=request)
    if not narrowed.form.is_valid():
        raise Http404
    page = MemberFilter(request.GET, lines_for(request.user, clock.today()), request=request)
    others = left_out(page.qs, narrowed.qs, clock.today())
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        cell = narrowed.form.cleaned_data["cell"] or only(cells)
        reason = form.cleaned_data["reason"]
        sheet = services.export_roster(
            narrowed.qs, by=request.user, reason=reason, cell=cell, left_out=others
        )
        return attachment(sheet, f"danh-sach-dang-vien-{clock.today():%Y-%m-%d}.xlsx")
    context = {
        "form": form,
        "count": narrowed.qs.count(),
        "left_out": others,
        "is_narrowed": any(request.GET.values()),
    }
    return render(request, "cells/member/export.html", context)


def cells_to_export(user: Any) -> QuerySet:
    rights = user.rights
    cells = Cell.objects.party()
    return cells if rights.bodies else cells.filter(pk__in=rights.cells_as_secretary)


def only(cells: QuerySet) -> Cell | None:
    """The one cell of a secretary's export; a wider one is the committee's affair."""
    few = list(cells[:2])
    return few[0] if len(few) == 1 else None


def attachment(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})
