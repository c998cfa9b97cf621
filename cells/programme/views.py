"""Pages that show what is studied: the years, one year, one topic."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells.export.views import ExportableList
from cells.programme.figures import empty_quarters, quarters_of
from cells.programme.forms import ThemeFilter
from cells.programme.models import Theme, Topic
from cells.programme.tables import ThemeTable
from cells.web import VisiblePapersMixin

themes = Theme.objects.select_related("programme")
topics = Topic.objects.select_related("theme")


class ThemeList(ExportableList, SingleTableMixin, VisiblePapersMixin, FilterView):
    export_cells = None
    queryset = themes.annotate(
        topic_count=Count("topics"), quarter_count=Count("topics__quarter", distinct=True)
    ).order_by(*Theme._meta.ordering)  # counting drops the model's own order
    filterset_class = ThemeFilter
    table_class = ThemeTable
    template_name = "cells/programme/list.html"
    table_pagination = {"per_page": 50}
    extra_context = {"page_title": "Chuyên đề các năm"}

    def get_table(self, **kwargs: Any) -> ThemeTable:
        table = super().get_table(**kwargs)
        if self.request.user.has_perm("cells.write_theme"):
            table.empty_action, table.empty_url = "Lập chuyên đề năm", reverse("theme-new")
        return table


class ThemePage(VisiblePapersMixin, DetailView):
    queryset = themes
    context_object_name = "theme"
    template_name = "cells/programme/theme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quarters = quarters_of(self.object)
        return super().get_context_data(**kwargs) | {
            "quarters": quarters,
            "gaps": empty_quarters(quarters),
        }


class TopicPage(VisiblePapersMixin, DetailView):
    queryset = topics.prefetch_related("materials__document")
    context_object_name = "topic"
    template_name = "cells/programme/topic.html"
