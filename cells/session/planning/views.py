"""The page of a session."""

from django.views.generic import DetailView

from cells.session.models import Session
from cells.web import VisiblePapersMixin


class SessionPage(VisiblePapersMixin, DetailView):
    queryset = Session.objects.select_related("cell")
    template_name = "cells/session/detail.html"
