"""Pages of accounts: staff ask, the sysadmin gives, ends and opens again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import DetailView
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from cells import clock
from cells.audit import AuditEntry
from cells.member.accounts import services
from cells.member.accounts.forms import AccountFilter, ReasonForm, SlipsForm, UsernameForm
from cells.member.accounts.models import AccountState, User
from cells.member.accounts.slips import print_slip, print_waiting_slips
from cells.member.accounts.tables import AccountTable
from cells.member.models import Member, Membership
from cells.web import VisiblePapersMixin, paper_helper, spoken_errors
from cells.workflow import IllegalMove

REQUESTS_FIRST = Case(When(asked_for="", then=1), default=0)
SLIPS_A_PRINT = 60  # a code costs a password hash: some seconds for a full print


def with_cells(accounts: QuerySet) -> QuerySet:
    here = Membership.objects.open_on(clock.today()).filter(member=OuterRef("member"))
    name = here.order_by("is_temporary", "kind", "pk").values("cell__name")[:1]
    people = accounts.select_related("member", "asked_by__member")
    return people.annotate(cell_name=Subquery(name))


class AccountList(PermissionRequiredMixin, VisiblePapersMixin, SingleTableMixin, FilterView):
    """Requests first, then everybody by name."""

    permission_required = "cells.manage_user"
    raise_exception = True
    queryset = with_cells(User.objects.all())
    filterset_class = AccountFilter
    table_class = AccountTable
    table_pagination = {"per_page": 50}
    template_name = "cells/account/list.html"
    extra_context = {"page_title": "Tài khoản"}

    def get_queryset(self) -> QuerySet:
        accounts = with_cells(User.objects.visible_to(self.request.user))
        return accounts.order_by(REQUESTS_FIRST, "member__sort_key", "username")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            waiting=User.objects.without_slip().count(),
            slips_a_print=SLIPS_A_PRINT,
            slips_form=SlipsForm(),
            **kwargs,
        )


class AccountDetail(VisiblePapersMixin, DetailView):
    queryset = User.objects.all()
    template_name = "cells/account/detail.html"
    context_object_name = "account"

    def get_queryset(self) -> QuerySet:
        return with_cells(User.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.object
        return super().get_context_data(
            steps=steps_of(account),
            is_disabled=account.state == AccountState.DISABLED,
            is_first_slip=account.code_expires_at is None,
            **kwargs,
        )


def steps_of(account: User) -> list[tuple[str, AuditEntry]]:
    """Newest first, each with its word."""
    newest_first = AuditEntry.objects.of(account).order_by("-position")
    return [(User.STEPS.get(entry.verb, entry.verb), entry) for entry in newest_first]


def fetch_account(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(with_cells(User.objects.visible_to(request.user)), pk=pk)


@require_POST
def account_request(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_member_to_ask_for(request, pk)
    with spoken_errors(request):
        services.request_account(member, by=request.user)
        messages.success(request, "Đã gửi đề nghị. Quản trị hệ thống sẽ in phiếu đăng nhập.")
    return redirect(member)


def account_request_disable(request: HttpRequest, pk: int) -> HttpResponse:
    member = fetch_member_to_ask_for(request, pk)
    account = get_object_or_404(User, member=member)

    def ask(form: Form) -> None:
        services.request_disabling(account, by=request.user, note=form.cleaned_data["note"])

    page = {"title": f"Đề nghị ngừng tài khoản của {member}", "button": "Gửi đề nghị"}
    return question(request, ReasonForm, ask, back=member.get_absolute_url(), **page)


def fetch_member_to_ask_for(request: HttpRequest, pk: int) -> Member:
    member = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("cells.request_user"):
        raise PermissionDenied
    return member


def account_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The first slip follows from the request; any later one needs a reason."""
    account = fetch_account(request, pk)
    is_first = account.code_expires_at is None
    form = ReasonForm(request.POST if request.method == "POST" and not is_first else None)
    if request.method == "POST" and (is_first or form.is_valid()):
        note = "" if is_first else form.cleaned_data["note"]
        with spoken_errors(request):
            return print_slip(account, by=request.user, note=note, site=site_of(request))
        return redirect("account", account.pk)
    context = {"account": account, "form": form, "is_first": is_first}
    context["days"] = services.CODE_DAYS
    return render(request, "cells/account/slip.html", context)


@require_POST
def account_slips(request: HttpRequest) -> HttpResponse:
    """One print for the accounts, of one cell or of all, that wait for their first slip."""
    if not request.user.has_perm("cells.manage_user"):
        raise PermissionDenied
    form, site = SlipsForm(request.POST), site_of(request)
    with spoken_errors(request):
        if form.is_valid() and (
            printed := print_waiting_slips(
                SLIPS_A_PRINT, by=request.user, site=site, cell=form.cleaned_data["cell"]
            )
        ):
            return printed
        messages.info(request, "Không còn tài khoản nào chờ cấp phiếu.")
    return redirect("account-list")


def site_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


def account_disable(request: HttpRequest, pk: int) -> HttpResponse:
    account = fetch_account(request, pk)

    def disable(form: Form) -> None:
        services.disable_account(account, by=request.user, note=form.cleaned_data["note"])

    page = {
        "title": f"Ngừng tài khoản của {account}",
        "lead": "Đồng chí ấy bị đăng xuất ngay. Hồ sơ đã gửi vẫn còn. Mở lại thì cần phiếu mới.",
        "button": "Ngừng tài khoản",
    }
    return question(request, ReasonForm, disable, back=reverse("account", args=[pk]), **page)


def account_enable(request: HttpRequest, pk: int) -> HttpResponse:
    account = fetch_account(request, pk)

    def enable(form: Form) -> None:
        services.enable_account(account, by=request.user, note=form.cleaned_data["note"])

    page = {
        "title": f"Mở lại tài khoản của {account}",
        "lead": "Mở xong, in phiếu mới để đồng chí ấy đặt mật khẩu.",
        "button": "Mở lại tài khoản",
    }
    return question(request, ReasonForm, enable, back=reverse("account", args=[pk]), **page)


def account_rename(request: HttpRequest, pk: int) -> HttpResponse:
    account = fetch_account(request, pk)

    def rename(form: Form) -> None:
        username = form.cleaned_data["username"]
        services.rename_account(account, by=request.user, username=username)

    page = {
        "title": f"Đổi tên đăng nhập của {account}",
        "lead": f"Tên hiện nay: {account.username}.",
        "button": "Đổi tên đăng nhập",
    }
    return question(request, UsernameForm, rename, back=reverse("account", args=[pk]), **page)


def question(
    request: HttpRequest,
    form_class: type[Form],
    act: Callable[[Form], None],
    *,
    back: str,
    **page: str,
) -> HttpResponse:
    """One page, one question, one step; what was typed stays when the step is refused."""
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except ValidationError as error:
            form.add_error(None, error)
        except IllegalMove:
            messages.warning(request, "Tài khoản này vừa được xử lý ở nơi khác. Đồng chí xem lại.")
            return redirect(back)
        else:
            return redirect(back)
    form.helper = paper_helper(page["button"])
    context = {"form": form, "back_url": back, **page}
    return render(request, "cells/account/question.html", context)
