"""Types and who may issue them: data that staff keep. The register itself has its own pages."""

from django.contrib import admin

from cells.back_office import StaffAdmin
from cells.issue.models import DocumentType


@admin.register(DocumentType)
class DocumentTypeAdmin(StaffAdmin):
    list_display = ["name", "abbreviation", "by_standing", "by_executive", "by_cell"]
