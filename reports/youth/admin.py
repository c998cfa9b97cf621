"""The three words in the back office: staff change them until somebody was assessed by them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cells.back_office import StaffAdmin
from cells.scope import is_committee_staff
from reports.youth.models import YouthScheme


@admin.register(YouthScheme)
class YouthSchemeAdmin(StaffAdmin):
    list_display = ["first_year", "best", "middle", "least"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_committee_staff(request.user) and not (obj and obj.pk and obj.is_used)
