"""Pages of a commendation: the register, a nomination, and the steps of one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.models import Cell
from cells.scope import is_committee_staff, permission
from cells.web import TOO_LATE, VisiblePapersMixin, add_errors, fetch_paper
from cells.workflow import IllegalMove
from reports.commendation import services
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
from reports.commendation.paper import printed_certificates
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
        if may_nominate_somebody(self.request.user):
            table.empty_action, table.empty_url = "Đề cử", reverse("commendation-new")
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            page_title="Khen thưởng",
            may_nominate=may_nominate_somebody(user),
            reads_batches=bool(user.rights.bodies),
            is_staff=is_committee_staff(user),
            **kwargs,
        )


def own_cells(user: Any) -> QuerySet[Cell]:
    """For whose people somebody may speak up: staff for all, others where they belong."""
    if is_committee_staff(user):
        return Cell.objects.open_on(clock.today())
    own = user.rights.cells_as_member | user.rights.cells_as_officer
    return Cell.objects.filter(pk__in=own)


def may_nominate_somebody(user: Any) -> bool:
    rights = user.rights
    return is_committee_staff(user) or bool(rights.cells_as_member | rights.cells_as_officer)


def commendation_new(request: HttpRequest) -> HttpResponse:
    """Where from, and so of which cell, stands in the address; what is typed in the form."""
    cells = own_cells(request.user).order_by("code")
    if not may_nominate_somebody(request.user):
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
            has_paper=commendation.form.has_certificate and commendation.batch is not None,
            **kwargs,
        )


def still_open(request: HttpRequest, paper: Any, verb: str) -> bool:
    """The right person at the wrong moment reads a sentence on the paper's page."""
    sources, _target = paper.VERBS[verb]
    if paper.status in sources:
        return True
    messages.warning(request, TOO_LATE)
    return False


def step(request: HttpRequest, paper: Any, form: Any, done: str, act: Any) -> HttpResponse | None:
    """Do what a valid form asks; or nothing, and the form says why."""
    if not form.is_valid():
        return None
    try:
        act()
    except IllegalMove:
        form.add_error(None, TOO_LATE)
    except ValidationError as error:
        add_errors(form, error)
    else:
        messages.success(request, done)
        return redirect(paper)
    return None


def commendation_propose(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = fetch_paper(request, papers, pk, "propose")
    if not still_open(request, commendation, "propose"):
        return redirect(commendation)
    form = ProposalForm(request.POST or None, commendation=commendation)
    done = "Đã ghi đề nghị của chi bộ."

    def act() -> None:
        services.propose(commendation, by=request.user, praise=form.praise(), vote=form.vote())

    return step(request, commendation, form, done, act) or render(
        request, "reports/commendation/propose.html", {"commendation": commendation, "form": form}
    )


def asked_why(
    request: HttpRequest, pk: int, verb: str, service: Any, *, label: str, button: str, done: str
) -> HttpResponse:
    """A step that needs its reason."""
    commendation = fetch_paper(request, papers, pk, verb)
    if not still_open(request, commendation, verb):
        return redirect(commendation)
    form = ReasonForm(request.POST or None, label=label, button=button)

    def act() -> None:
        service(commendation, by=request.user, note=form.cleaned_data["note"])

    context = {"paper": commendation, "form": form, "title": button}
    return step(request, commendation, form, done, act) or render(
        request, "reports/commendation/reason.html", context
    )


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
    if not still_open(request, commendation, "grant"):
        return redirect(commendation)
    form = GrantForm(request.POST or None)

    def act() -> None:
        services.grant(commendation, by=request.user, **form.cleaned_data)

    done = "Đã ghi chi bộ biểu dương."
    return step(request, commendation, form, done, act) or render(
        request, "reports/commendation/grant.html", {"commendation": commendation, "form": form}
    )


def commendation_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    commendation = fetch_paper(request, papers, pk, "print")
    if not (commendation.form.has_certificate and commendation.batch):
        messages.info(request, "Hình thức này không có giấy khen để in.")
        return redirect(commendation)
    return pdf_response(printed_certificates(commendation.batch, commendation.pk), "giay-khen")


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


# ---- where praise has not reached yet


class StaffOnly:
    def get_queryset(self):
        if not is_committee_staff(self.request.user):
            raise PermissionDenied
        return super().get_queryset()


class CoverageList(StaffOnly, SingleTableMixin, FilterView):
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


class UnpraisedList(StaffOnly, SingleTableMixin, FilterView):
    filterset_class = UnpraisedFilter
    table_class = UnpraisedTable
    template_name = "reports/commendation/coverage.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Đảng viên chưa được khen lần nào"}
    queryset = Cell.objects.all()

    def get_queryset(self):
        super().get_queryset()
        return never_praised(clock.today())
