"""Score sheets in the back office: written until a session is scored on them, then copied."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Textarea
from django.http import HttpRequest

from cells import clock
from cells.back_office import StaffAdmin
from cells.scope import is_committee_staff
from cells.session.score.models import ScoreGroup, ScoreLevel, ScoreLine, ScoreSheet
from cells.session.score.services import copy_sheet


def may_change(request: HttpRequest, row: Any) -> bool:
    """A sheet that a session was scored on stays as it was."""
    sheet = row.sheet if isinstance(row, ScoreGroup) else row
    return is_committee_staff(request.user) and not (sheet and sheet.pk and sheet.is_used)


class PartInline(admin.TabularInline):
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_committee_staff(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change(request, obj)

    has_change_permission = has_delete_permission = has_add_permission


class GroupInline(PartInline):
    model = ScoreGroup
    show_change_link = True


class LevelInline(PartInline):
    model = ScoreLevel


class LineInline(PartInline):
    model = ScoreLine

    def formfield_for_dbfield(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name in {"text", "hint"}:
            kwargs["widget"] = Textarea(attrs={"rows": 3, "cols": 36})
        return super().formfield_for_dbfield(field, request, **kwargs)


class SheetPartAdmin(StaffAdmin):
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change(request, obj)


@admin.register(ScoreSheet)
class ScoreSheetAdmin(SheetPartAdmin):
    """The lines of a group stand on the group's own page."""

    list_display = ["name", "valid_from", "used"]
    inlines = [GroupInline, LevelInline]
    actions = ["copy_chosen"]

    @admin.display(description="đã có buổi chấm", boolean=True)
    def used(self, sheet: ScoreSheet) -> bool:
        return sheet.is_used

    @admin.action(description="Lập bản mới từ phiếu đã chọn")
    def copy_chosen(self, request: HttpRequest, sheets: QuerySet[ScoreSheet]) -> None:
        if sheets.count() != 1:
            self.message_user(request, "Chọn đúng một phiếu.", messages.ERROR)
            return
        try:
            fresh = copy_sheet(sheets.get(), valid_from=clock.today())
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, f"Đã lập {fresh}. Sửa phiếu này, đặt ngày bắt đầu dùng.")


@admin.register(ScoreGroup)
class ScoreGroupAdmin(SheetPartAdmin):
    """Added on the page of its sheet."""

    list_display = ["name", "sheet", "position"]
    list_select_related = ["sheet"]
    list_filter = ["sheet"]
    readonly_fields = ["sheet"]
    inlines = [LineInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
