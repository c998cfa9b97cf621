"""People, their dated rows and accounts in the back office."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from cells.back_office import OnlyLook, PaperAdmin, StaffAdmin, SysadminOnlyLook
from cells.member.accounts.models import User
from cells.member.models import CommitteePost, Member, Membership, Standing
from cells.member.moves.models import Transfer


@admin.register(Member)
class MemberAdmin(StaffAdmin):
    list_display = ["full_name", "birth_year", "card_number", "official_on", "job_title", "unit"]
    search_fields = ["full_name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Somebody new is added on the page that asks for a cell and looks for doubles."""
        return False

    def get_search_results(self, request, queryset, search_term):
        return (queryset.search(search_term) if search_term else queryset), False


class TenureLook(SimpleHistoryAdmin, OnlyLook):
    """Dated rows with their history; what writes them are pages of their own."""

    list_select_related = ["member"]
    search_fields = ["member__full_name"]
    ordering = ["-since", "pk"]

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def get_search_results(self, request, queryset, search_term):
        """Rows are found by the name or card of their person."""
        found = Member.objects.search(search_term)
        return (queryset.filter(member__in=found) if search_term else queryset), False


@admin.register(Membership)
class MembershipAdmin(TenureLook):
    """To look at: joining, moving and leaving have papers to take along, on the person's page."""

    list_display = ["member", "cell", "office", "is_temporary", "since", "until", "page"]
    list_filter = ["cell", "office"]
    list_select_related = ["member", "cell"]
    fields = ["page", "member", "cell", "office", "is_temporary", "since", "until", "end_reason"]
    readonly_fields = ["page"]

    @admin.display(description="thay đổi ở")
    def page(self, row: Membership) -> str:
        return format_html('<a href="{}">Trang của đồng chí</a>', row.member.get_absolute_url())


@admin.register(Transfer)
class TransferAdmin(PaperAdmin):
    list_display = ["member", "from_cell", "to_cell", "state", "intended_on", "received_on"]
    list_filter = ["status"]
    list_select_related = ["member", "from_cell", "to_cell"]
    fields = [*list_display, "letter_number"]
    readonly_fields = ["state", "status"]


@admin.register(CommitteePost)
class CommitteePostAdmin(TenureLook):
    list_display = ["member", "body", "title", "since", "until"]
    list_filter = ["body"]


@admin.register(Standing)
class StandingAdmin(TenureLook):
    list_display = ["member", "kind", "since", "until"]
    list_filter = ["kind"]


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
