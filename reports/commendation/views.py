"""Pages of a commendation: the register, a nomination, and the steps of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.export.views import ExportableList
from cells.member.forms import ExportForm
from cells.models import Cell
from cells.scope import is_committee_staff, permission
from cells.sheet import XLSX
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper
from cells.workflow import IllegalMove
from reports.commendation import lists, services
from reports.commendation.figures import coverage, never_praised
from reports.commendation.forms import (
    CellChoice,
    CommendationFilter,
    GrantForm,
    NameFilter,
    NominationForm,
    ProposalForm,
    ReasonForm,
    UnpraisedFilter,
)
from reports.commendation.models import Commendation
from reports.commendation.offers import Asked, asked
from reports.commendation.paper import certificate_of, printed_certificates
from reports.commendation.rules import nominates_somewhere, own_cells
from reports.commendation.tables import CommendationTable, CoverageTable, UnpraisedTable

papers = Commendation.objects.with_names()


class CommendationList(SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = papers
    filterset_class = CommendationFilter
    table_class = CommendationTable
    template_name = "reports/commendation/list.html"
    table_pagination = {"per_page": 50}

    def get_table(self, **kwargs: Any) -> CommendationTable:
        table = super().get_table(**kwargs)
        if nominates_somewhere(self.request.user):
            table.empty_action, table.empty_url = "Đề cử", reverse("commendation-new")
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            page_title="Khen thưởng",
            may_nominate=nominates_somewhere(user),
            reads_batches=bool(user.rights.bodies),
            is_staff=is_committee_staff(user),
            may_export=user.has_perm("reports.export_commendation"),
            query=self.request.GET.urlencode(),
            **kwargs,
        )


def cells_to_nominate_in(user: Any) -> QuerySet[Cell]:
    if is_committee_staff(user):
        return Cell.objects.open_on(clock.today())
    return Cell.objects.filter(pk__in=own_cells(user))


def commendation_new(request: HttpRequest) -> HttpResponse:
    """Where from, and so of which cell, stands in the address; what is typed in the form."""
    cells = cells_to_nominate_in(request.user).order_by("code")
    if not nominates_somewhere(request.user):
        raise PermissionDenied
    source = asked(request.GET, request.user, cells)
    if source.cell is None:
        return render(request, "reports/commendation/cell.html", {"form": CellChoice(cells=cells)})
    form = nomination_form(request, source)
    if form.is_valid() and (commendation := nominated(request, source, form)):
        messages.success(request, "Đã gửi đề cử. Chi bộ xét, biểu quyết rồi đề nghị.")
        return redirect(commendation)
    context = {"form": form, "cell": source.cell, "line": source.line, "session": source.session}
    return render(request, "reports/commendation/new.html", context)


def nomination_form(request: HttpRequest, source: Asked) -> NominationForm:
    people = [source.author] if source.author else services.members_of(source.cell)
    own = request.user.rights.member_id
    return NominationForm(
        request.POST or None,
        initial={"subject": source.member_key, "achievement": source.words},
        cell=source.cell,
        people=[person for person in people if person.pk != own],
        whole=source.author is None,
    )


def nominated(request: HttpRequest, source: Asked, form: NominationForm) -> Commendation | None:
    try:
        return services.nominate(
            source.cell,
            by=request.user,
            member=form.member,
            praise=form.praise(),
            source=services.Source(line=source.line, session=source.session),
        )
    except ValidationError as error:
        add_errors(form, error)
        return None


@permission_required("reports.export_commendation", raise_exception=True)
def commendation_export(request: HttpRequest) -> HttpResponse:
    """Asks why, then hands out what the filter of the list leaves: to the bodies all they see, to
    secretaries what is of the cells they lead."""
    led, seen = request.user.rights.cells_as_secretary, papers.visible_to(request.user)
    if not request.user.rights.bodies:
        seen = seen.filter(cell__in=led)
    narrowed = CommendationFilter(request.GET, queryset=seen, request=request)
    if not narrowed.form.is_valid():
        raise Http404
    form = ExportForm(sent(request))
    if form.is_valid():
        cell = narrowed.form.cleaned_data["cell"]
        if cell is None and not request.user.rights.bodies and len(led) == 1:
            cell = Cell.objects.get(pk__in=led)
        sheet = lists.export_register(narrowed.qs, cell=cell, by=request.user, **form.cleaned_data)
        return attachment(sheet, XLSX, f"khen-thuong-{clock.today():%Y-%m-%d}.xlsx")
    context = {"form": form, "title": "Tải bảng tính khen thưởng", "count": narrowed.qs.count()}
    return render(request, "reports/commendation/export.html", context)


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


class CommendationPage(VisiblePapersMixin, DetailView):
    queryset = papers.select_related("line__report__pledge", "session", "nominated_by__member")
    template_name = "reports/commendation/commendation.html"
    context_object_name = "commendation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commendation, user = self.object, self.request.user
        line, session = commendation.line, commendation.session
        report = line.report if line else None
        reads = report is not None and type(report).objects.visible_to(user).contains(report)
        may_read = reads and user.has_perm(permission("read", report), report)
        sees = session is not None and type(session).objects.visible_to(user).contains(session)
        return super().get_context_data(
            report=report if may_read else None,
            session=session if sees else None,
            is_own=commendation.member_id is not None
            and commendation.member_id == user.rights.member_id,
            reads_batches=bool(user.rights.bodies),
            has_paper=bool(certificate_of(commendation)),
            **kwargs,
        )


def sent(request: HttpRequest) -> Any:
    """What was sent, an empty page too: at the wrong moment its form says so."""
    return request.POST if request.method == "POST" else None


def is_too_late(request: HttpRequest, paper: Any, verb: str) -> bool:
    """The right person at the wrong moment reads a sentence on the paper's page – but who has
    typed something reads it above their words (``step``)."""
    if request.method == "POST" or is_open(paper, verb):
        return False
    messages.warning(request, TOO_LATE)
    return True


def is_open(paper: Any, verb: str) -> bool:
    """Writing is no move: it is open as long as the paper is."""
    sources = paper.VERBS[verb][0] if verb in paper.VERBS else paper.EDITABLE
    return paper.status in sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A page that asks before its step: the verb, the form, what is said when it is done, how."""

    verb: str
    form: Any
    done: str
    act: Callable[[], object]
    template: str
    context: dict[str, Any]


def take(request: HttpRequest, paper: Any, step: Step) -> HttpResponse:
    """Do what a valid form asks; or show it again with the reason, and every word in its box."""
    form, status = step.form, 200
    if form.is_bound and not is_open(paper, step.verb):
        form.add_error(None, TOO_LATE)
        status = 409
    elif form.is_valid():
        try:
            step.act()
        except IllegalMove:
            form.add_error(None, TOO_LATE)
            status = 409
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, step.done)
            return redirect(paper)
    return render(request, step.template, {**step.context, "form": form}, status=status)


def commendation_propose(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = fetch_paper(request, papers, pk, "propose")
    if is_too_late(request, commendation, "propose"):
        return redirect(commendation)
    form = ProposalForm(sent(request), commendation=commendation)

    def act() -> None:
        services.propose(commendation, by=request.user, praise=form.praise(), vote=form.vote())

    step = Step(
        verb="propose",
        form=form,
        done="Đã ghi đề nghị của chi bộ.",
        act=act,
        template="reports/commendation/propose.html",
        context={"commendation": commendation},
    )
    return take(request, commendation, step)


def asked_why(
    request: HttpRequest, pk: int, verb: str, service: Any, *, label: str, button: str, done: str
) -> HttpResponse:
    """A step that needs its reason."""
    commendation = fetch_paper(request, papers, pk, verb)
    if is_too_late(request, commendation, verb):
        return redirect(commendation)
    form = ReasonForm(sent(request), label=label, button=button)
    step = Step(
        verb=verb,
        form=form,
        done=done,
        act=lambda: service(commendation, by=request.user, **form.cleaned_data),
        template="reports/commendation/reason.html",
        context={"paper": commendation, "title": button},
    )
    return take(request, commendation, step)


def commendation_decline(request: HttpRequest, pk: int) -> HttpResponse:
    return asked_why(
        request,
        pk,
        "decline",
        services.decline,
        label="Vì sao không đề nghị?",
        button="Không đề nghị",
        done="Đã ghi không đề nghị, kèm lý do.",
    )


def commendation_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return asked_why(
        request,
        pk,
        "refuse",
        services.refuse,
        label="Vì sao không khen?",
        button="Không khen",
        done="Đã bỏ khỏi đợt khen, kèm lý do.",
    )


def commendation_grant(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = fetch_paper(request, papers, pk, "grant")
    if is_too_late(request, commendation, "grant"):
        return redirect(commendation)
    form = GrantForm(sent(request))
    step = Step(
        verb="grant",
        form=form,
        done="Đã ghi chi bộ biểu dương.",
        act=lambda: services.grant(commendation, by=request.user, **form.cleaned_data),
        template="reports/commendation/grant.html",
        context={"commendation": commendation},
    )
    return take(request, commendation, step)


def commendation_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = fetch_paper(request, papers, pk, "print")
    if not (sheets := certificate_of(commendation)):
        messages.info(request, "Hình thức này không có giấy khen để in.")
        return redirect(commendation)
    return pdf_response(printed_certificates(sheets), "giay-khen")


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


# ---- where praise has not reached yet


class StaffOnly:
    def get_queryset(self):
        if not is_committee_staff(self.request.user):
            raise PermissionDenied
        return super().get_queryset()


class CoverageList(ExportableList, StaffOnly, SingleTableMixin, FilterView):
    export_cells = ("pk",)
    filterset_class = NameFilter
    table_class = CoverageTable
    template_name = "reports/commendation/coverage.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Chi bộ và lần khen gần nhất"}
    queryset = Cell.objects.all()

    def get_queryset(self):
        super().get_queryset()
        return coverage(clock.today())

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"day": clock.today()}


class UnpraisedList(ExportableList, StaffOnly, SingleTableMixin, FilterView):
    export_cells = None
    filterset_class = UnpraisedFilter
    table_class = UnpraisedTable
    template_name = "reports/commendation/coverage.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Đảng viên chưa được khen lần nào"}
    queryset = Cell.objects.all()

    def get_queryset(self):
        super().get_queryset()
        return never_praised(clock.today())
