"""What staff and sysadmin may do in the admin: asked of their posts, never of permission rows.

Nothing is deleted here, and no paper is written here.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import XLSX
from import_export.forms import ExportForm
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, ForeignKeyWidget, Widget
from simple_history.admin import SimpleHistoryAdmin
from tablib import Dataset

from cells.audit import note_down
from cells.fields import CleanFormField, DayField
from cells.scope import is_committee_staff, is_sysadmin
from cells.sheet import Page, Refused, read_sheet, write_sheets
from cells.text import ITEM_LENGTH, clean, parse_date

# ---- who


class OnlyLook(admin.ModelAdmin):
    """Rows to look at; ``may`` says who looks, ``fields`` what is shown."""

    may = staticmethod(is_committee_staff)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """A row that its own page would not show this reader does not exist here either."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PaperAdmin(OnlyLook):
    """A paper's columns, never its text: steps and words belong to the paper's own page."""

    readonly_fields = ["status"]

    @admin.display(description="trạng thái", ordering="status")
    def state(self, paper: Any) -> str:
        return paper.get_status_display()

    @admin.display(description="gửi lần đầu", ordering="first_submitted_at")
    def sent_at(self, paper: Any) -> Any:
        return paper.first_submitted_at


class SysadminOnlyLook(OnlyLook):
    may = staticmethod(is_sysadmin)


class StaffAdmin(SimpleHistoryAdmin, OnlyLook):
    """Plain data that staff keep, with its history; an older state is shown, never put back."""

    formfield_overrides = {
        models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request.user)

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


# ---- sheets


class GuardedXlsx(XLSX):
    """Weighed before it is read; holds no formula when it leaves."""

    def create_dataset(self, in_stream: bytes) -> Dataset:
        found = read_sheet(in_stream, "tep.xlsx")
        if not found:
            raise ValidationError("Tệp không có dòng nào.")
        heading, *lines = found
        data = Dataset(headers=[str(value or "") for value in heading.values])
        for line in lines:
            for column, value in zip(data.headers, line.values, strict=False):
                if isinstance(value, Refused):
                    raise ValidationError(f'dòng {line.number}, cột "{column}": {value.text}')
            padded = (*line.values, *[None] * data.width)
            data.append(padded[: data.width])
        return data

    def export_data(self, dataset: Dataset, **_kwargs: Any) -> bytes:
        widths = [24] * len(dataset.headers)
        return write_sheets(Page("Dữ liệu", dataset.headers, list(dataset), widths))


def clean_reason(text: str) -> str:
    return clean(text, max_length=ITEM_LENGTH, lines=True)


class ReasonedExportForm(ExportForm):
    note = CleanFormField(
        label="Lý do tải về", clean=clean_reason, error_messages={"required": "Ghi lý do tải về."}
    )
    field_order = ["resource", "note", "format"]


class SheetsMixin(ImportExportMixin):
    """Import and export of plain data, for staff; who took what and why is written down."""

    formats = [GuardedXlsx]
    export_form_class = ReasonedExportForm

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def add_data_read_fail_error_to_form(self, form: Form, error: Exception) -> None:
        """A sheet that the guard refused says why; other damage in one sentence."""
        said = error.messages if isinstance(error, ValidationError) else ["Không đọc được tệp này."]
        form.add_error("import_file", said)

    def export_office(self) -> models.Model:
        """The row whose history remembers the export."""
        raise NotImplementedError

    def _do_file_export(self, *args: Any, export_form: Form, **kwargs: Any) -> HttpResponse:
        note = f"{self.opts.verbose_name}: {export_form.cleaned_data['note']}"
        note_down(self.export_office(), args[1].user, "export", note)
        return super()._do_file_export(*args, export_form=export_form, **kwargs)


class PlainDataResource(ModelResource):
    """All rows or none, each checked as a form would check it."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        rollback_on_validation_errors = True


class DayWidget(DateWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return parse_date(value) if isinstance(value, str) and value.strip() else value or None
        except ValidationError as error:
            raise ValueError(error.message) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return f"{value:%d/%m/%Y}" if value else ""


class YesWidget(Widget):
    """“có”, or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        return str(value or "").strip().lower() in {"có", "x", "1", "true"}

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "có" if value else ""


class ByCode(ForeignKeyWidget):
    """A row named by its code; an unknown one is an error by name."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        try:
            return super().clean(clean(str(value or "")), row, **kwargs)
        except self.model.DoesNotExist:
            raise ValueError(f"không có {self.model._meta.verbose_name} “{value}”") from None
