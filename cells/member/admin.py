"""People, their dated rows and accounts in the back office."""

from typing import Any

from axes.models import AccessAttempt
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from cells.back_office import OnlyLook, PaperAdmin, StaffAdmin, SysadminOnlyLook
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.moves.models import Transfer
from cells.member.tenure import refuse_overlap


@admin.register(Member)
class MemberAdmin(StaffAdmin):
    list_display = ["full_name", "birth_year", "card_number", "official_on", "job_title", "unit"]
    search_fields = ["full_name"]

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False


class TenureForm(forms.ModelForm):
    """Dated rows of a person: never overlapping, never one's own."""

    own_member_id: int | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        member, since = data.get("member"), data.get("since")
        if member is None or since is None:
            return data
        if member.pk == self.own_member_id:
            raise ValidationError("Đồng chí không tự ghi cho mình. Nhờ một đồng chí khác.")
        plain = {name: value for name, value in data.items() if name != "cells"}
        row = self._meta.model(pk=self.instance.pk, **plain)
        refuse_overlap(row)
        return data


class ByPerson:
    """Rows are found by the name or card of their person."""

    def get_search_results(self, request, queryset, search_term):
        found = Member.objects.search(search_term)
        return (queryset.filter(member__in=found) if search_term else queryset), False


class TenureAdmin(ByPerson, StaffAdmin):
    form = TenureForm
    autocomplete_fields = ["member"]
    list_select_related = ["member"]
    ordering = ["-since", "pk"]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        form.own_member_id = request.user.rights.member_id
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own = obj is not None and obj.member_id == request.user.rights.member_id
        return super().has_change_permission(request, obj) and not is_own


@admin.register(Membership)
class MembershipAdmin(ByPerson, SimpleHistoryAdmin, OnlyLook):
    """To look at: joining, moving and leaving have papers to take along, on the person's page."""

    list_display = ["member", "cell", "office", "is_temporary", "since", "until", "page"]
    list_filter = ["cell", "office"]
    list_select_related = ["member", "cell"]
    search_fields = ["member__full_name"]
    ordering = ["-since", "pk"]
    fields = ["page", "member", "cell", "office", "is_temporary", "since", "until", "end_reason"]
    readonly_fields = ["page"]

    @admin.display(description="thay đổi ở")
    def page(self, row: Membership) -> str:
        return format_html('<a href="{}">Trang của đồng chí</a>', row.member.get_absolute_url())

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(Transfer)
class TransferAdmin(PaperAdmin):
    list_display = ["member", "from_cell", "to_cell", "state", "intended_on", "received_on"]
    list_filter = ["status"]
    list_select_related = ["member", "from_cell", "to_cell"]
    fields = [*list_display, "letter_number"]
    readonly_fields = ["state", "status"]


class TenureLook(SimpleHistoryAdmin, OnlyLook):
    """Dated rows with their history; what writes them are pages of their own."""

    list_select_related = ["member"]
    ordering = ["-since", "pk"]

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def get_search_results(self, request, queryset, search_term):
        found = Member.objects.search(search_term)
        return (queryset.filter(member__in=found) if search_term else queryset), False


@admin.register(CommitteePost)
class CommitteePostAdmin(TenureLook):
    list_display = ["member", "body", "title", "since", "until"]
    list_filter = ["body"]
    search_fields = ["member__full_name"]


@admin.register(Standing)
class StandingAdmin(TenureLook):
    list_display = ["member", "kind", "since", "until"]
    list_filter = ["kind"]
    search_fields = ["member__full_name"]


@admin.register(User)
class UserAdmin(SysadminOnlyLook):
    """To look at; opening, ending and slips are on the accounts page."""

    list_display = ["username", "member", "state_label", "is_sysadmin", "last_login"]
    list_select_related = ["member"]
    search_fields = ["username"]
    fields = ["username", "member", "is_active", "is_sysadmin", "code_expires_at", "last_login"]

    @admin.display(description="tình trạng")
    def state_label(self, account: User) -> str:
        return account.state.label

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False


@admin.register(AccessAttempt)
class AccessAttemptAdmin(SysadminOnlyLook):
    """Wrong passwords, counted by account and address; deleting a row ends its waiting time."""

    list_display = ["username", "ip_address", "failures_since_start", "attempt_time"]
    search_fields = ["username", "ip_address"]
    fields = ["username", "ip_address", "failures_since_start", "attempt_time", "user_agent"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request.user)
