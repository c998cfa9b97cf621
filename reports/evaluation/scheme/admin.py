"""Rating schemes in the back office: written until a round runs under one, then copied."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Textarea
from django.http import HttpRequest

from cells import clock
from cells.back_office import StaffAdmin
from cells.scope import is_committee_staff
from reports.evaluation.scheme.models import RatingLevel, RatingScheme
from reports.evaluation.scheme.services import copy_scheme


def may_change(request: HttpRequest, scheme: RatingScheme | None) -> bool:
    """A scheme that a round runs under stays as it was."""
    return is_committee_staff(request.user) and not (scheme and scheme.pk and scheme.is_used)


class LevelInline(admin.StackedInline):
    model = RatingLevel
    extra = 0
    fields = [
        ("subject", "position", "code", "is_exemplary"),
        "name",
        ("quota_percent", "quota_base", "quota_rounding", "min_points"),
        ("task_percent", "employer_least", "duty_grade_least", "grade_least"),
        ("good_percent", "done_percent"),
        "conditions",
    ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_committee_staff(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change(request, obj)

    has_change_permission = has_delete_permission = has_add_permission

    def formfield_for_dbfield(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "conditions":
            kwargs["widget"] = Textarea(attrs={"rows": 3, "cols": 60})
        return super().formfield_for_dbfield(field, request, **kwargs)


@admin.register(RatingScheme)
class RatingSchemeAdmin(StaffAdmin):
    list_display = ["name", "first_year", "last_year", "has_points", "used"]
    inlines = [LevelInline]
    actions = ["copy_chosen"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change(request, obj)

    @admin.display(description="đã có vòng dùng", boolean=True)
    def used(self, scheme: RatingScheme) -> bool:
        return scheme.is_used

    @admin.action(description="Lập bản mới từ bộ mức đã chọn")
    def copy_chosen(self, request: HttpRequest, schemes: QuerySet[RatingScheme]) -> None:
        if schemes.count() != 1:
            self.message_user(request, "Chọn đúng một bộ mức.", messages.ERROR)
            return
        try:
            fresh = copy_scheme(schemes.get(), first_year=clock.today().year)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, f"Đã lập {fresh}. Sửa bộ mức này trước khi mở vòng.")
