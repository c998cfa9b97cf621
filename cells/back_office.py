"""What staff and sysadmin may do in the admin: asked of their posts, never of permission rows.

Nothing is deleted here, and no paper is written here; papers are printed, behind a reason.
"""

from io import BytesIO
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Form, Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import XLSX
from import_export.forms import ExportForm as SheetForm
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, ForeignKeyWidget, Widget
from pypdf import PdfWriter
from simple_history.admin import SimpleHistoryAdmin
from tablib import Dataset

from cells.audit import note_down
from cells.fields import CleanFormField, DayField
from cells.scope import is_committee_staff, is_sysadmin, permission
from cells.sheet import XLSX as SHEET
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


class ReasonedExportForm(SheetForm):
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


# ---- papers on paper


class PrintForm(Form):
    reason = CleanFormField(
        label="Lý do in",
        clean=clean_reason,
        widget=Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: lưu hồ sơ cuối năm. Lý do được ghi vào nhật ký cùng tên đồng chí.",
        error_messages={"required": "Ghi lý do in."},
    )


class ChosenExportForm(Form):
    reason = CleanFormField(
        label="Lý do tải về",
        clean=clean_reason,
        widget=Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: đối chiếu số liệu. Lý do được ghi vào nhật ký cùng tên đồng chí.",
        error_messages={"required": "Ghi lý do tải về."},
    )


class ChosenRows(OnlyLook):
    """Actions on chosen rows that leave the house: all of them or none, behind a reason."""

    def print_office(self) -> models.Model:
        """The row whose history remembers what left."""
        raise NotImplementedError

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet, *args: Any
    ) -> HttpResponse | None:
        """What is no number of a paper is a paper that is not there; Django would fall over it."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(key.isascii() and key.isdecimal() and len(key) < 19 for key in chosen):
            return super().response_action(request, queryset, *args)
        self.message_user(request, NOT_THERE, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())

    def asked(self, request: HttpRequest, form_class: type[Form], refusal: str) -> Form | None:
        """The form once it is sent or has to be shown; nothing where the list says why not."""
        is_asked = "reason" in request.POST
        form = form_class(request.POST if is_asked else None)
        if refusal and not is_asked:
            self.message_user(request, refusal, messages.ERROR)
            return None
        if refusal:
            form.add_error(None, refusal)  # what was typed stays
        return form

    def count_refusal(
        self, request: HttpRequest, papers: models.QuerySet, most: int, deed: str
    ) -> str:
        """Why nothing leaves, or nothing."""
        chosen = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
        is_all = request.POST.get("select_across") == "1"
        if not is_all and len(chosen) != papers.count():
            return NOT_THERE
        if papers.count() > most:
            return (
                f"Mỗi lần {deed} nhiều nhất {most} bản, đang chọn {papers.count()}. "
                "Lọc bớt rồi làm từng phần."
            )
        return ""

    def ask_why(
        self, request: HttpRequest, papers: models.QuerySet, form: Form, **words: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "form": form,
            "papers": papers,
            **words,
        }
        return TemplateResponse(request, "admin/print_chosen.html", context)

    def note_chosen(self, request: HttpRequest, verb: str, how_many: int, form: Form) -> None:
        note = f"{how_many} {self.opts.verbose_name}: {form.cleaned_data['reason']}"
        note_down(self.print_office(), request.user, verb, note)


class PrintedPapers(ChosenRows):
    """An action that prints the chosen papers into one file: every one of them, or none."""

    actions = ["print_chosen"]
    most_papers = 60

    def printed(self, paper: Any) -> bytes:
        raise NotImplementedError

    @admin.action(description="In các bản đã chọn")
    def print_chosen(self, request: HttpRequest, papers: models.QuerySet) -> HttpResponse | None:
        form = self.asked(request, PrintForm, self.refusal(request, papers))
        if form is None:
            return None
        if not form.is_valid():
            words = {"title": "In các bản đã chọn", "action": "print_chosen", "button": "In (PDF)"}
            return self.ask_why(request, papers[: self.most_papers], form, **words)
        pdf = merged([self.printed(paper) for paper in papers])
        self.note_chosen(request, "print", len(papers), form)
        headers = {"Content-Disposition": 'inline; filename="ban-in.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=headers)

    def refusal(self, request: HttpRequest, papers: models.QuerySet) -> str:
        if refusal := self.count_refusal(request, papers, self.most_papers, "in"):
            return refusal
        for paper in papers:
            if not request.user.has_perm(permission("print", paper), paper):
                return f"Đồng chí chưa in được: {paper}. Bỏ chọn bản này rồi in lại."
        return ""


class ExportedRows(ChosenRows):
    """An action that hands out the chosen rows as a sheet."""

    most_rows = 900  # a form holds a thousand fields

    def sheet_page(self, request: HttpRequest, papers: models.QuerySet) -> Page:
        raise NotImplementedError

    @admin.action(description="Tải bảng tính các dòng đã chọn")
    def export_chosen(self, request: HttpRequest, papers: models.QuerySet) -> HttpResponse | None:
        refusal = self.count_refusal(request, papers, self.most_rows, "tải")
        form = self.asked(request, ChosenExportForm, refusal)
        if form is None:
            return None
        if not form.is_valid():
            words = {
                "title": "Tải bảng tính các dòng đã chọn",
                "action": "export_chosen",
                "button": "Tải về (.xlsx)",
            }
            return self.ask_why(request, papers[: self.most_rows], form, **words)
        sheet = write_sheets(self.sheet_page(request, papers))
        self.note_chosen(request, "export", len(papers), form)
        headers = {"Content-Disposition": 'attachment; filename="danh-sach.xlsx"'}
        return HttpResponse(sheet, content_type=SHEET, headers=headers)


NOT_THERE = "Có bản đã chọn không còn ở đây. Chọn lại rồi in."


def merged(files: list[bytes]) -> bytes:
    """One file to print; each paper as it is, its own page numbers included."""
    whole = PdfWriter()
    for file in files:
        whole.append(BytesIO(file), import_outline=False)
    out = BytesIO()
    whole.write(out)
    return out.getvalue()


# ---- columns of a sheet


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
