"""Types and who may issue them: data that staff keep. The register itself has its own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cells.back_office import StaffAdmin
from cells.issue.models import DocumentType


@admin.register(DocumentType)
class DocumentTypeAdmin(StaffAdmin):
    """The code is how programs find a type, so it stays as it was first given."""

    list_display = ["name", "abbreviation", "by_standing", "by_executive", "by_cell"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []
