"""List, page and beginning of what cells register as a whole."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.views import ExportableList
from cells.web import VisiblePapersMixin
from pledges.standard.collective.forms import CollectiveFilter, NewCollectiveForm
from pledges.standard.collective.models import CollectiveRegistration, ResultState
from pledges.standard.collective.services import begin_collective
from pledges.standard.collective.tables import CollectiveTable
from pledges.standard.models import MoralStandard

papers = CollectiveRegistration.objects.select_related("cell")


class CollectiveList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    queryset = papers.annotate(
        how_many=Count("items"),
        how_many_done=Count("items", filter=Q(items__state=ResultState.DONE)),
    ).order_by(*CollectiveRegistration._meta.ordering)  # counting drops the model's own order
    filterset_class = CollectiveFilter
    table_class = CollectiveTable
    template_name = "pledges/collective/list.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Bản đăng ký của tập thể"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_begin = self.request.user.has_perm("pledges.begin_collectiveregistration")
        return super().get_context_data(**kwargs) | {"may_begin": may_begin}


class CollectiveDetail(VisiblePapersMixin, DetailView):
    queryset = papers.prefetch_related("items__responsible")
    context_object_name = "registration"
    template_name = "pledges/collective/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.object
        card = MoralStandard.objects.in_force(found.cell, found.year).first()
        return super().get_context_data(card=card, **kwargs)


@permission_required("pledges.begin_collectiveregistration", raise_exception=True)
def collective_new(request: HttpRequest) -> HttpResponse:
    initial = {"cell": request.GET.get("cell")}
    form = NewCollectiveForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        registration = begin_collective(given["cell"], year=given["year"], by=request.user)
        is_open = registration.status in CollectiveRegistration.EDITABLE
        return redirect("collective-write" if is_open else "collective", registration.pk)
    return render(request, "pledges/collective/new.html", {"form": form})
