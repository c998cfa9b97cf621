"""The door: sign-in, sign-out, the first password and every later one, and one's own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from cells import clock
from cells.member.accounts import services
from cells.member.accounts.forms import ChangePasswordForm, FirstPasswordForm, SignInForm
from cells.member.models import CommitteePost, Membership
from cells.workflow import IllegalMove


class SignIn(LoginView):
    """``next`` stays on this site; a code from a slip leads to the first password."""

    form_class = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    http_method_names = ["post", "options"]


@sensitive_post_parameters()
def first_password(request: HttpRequest) -> HttpResponse:
    if not request.user.must_change_password:
        return redirect("home")
    form = FirstPasswordForm(request.user, request.POST or None)
    if save_password(request, form):
        messages.success(request, "Đã lưu mật khẩu. Phiếu đăng nhập không còn dùng được nữa.")
        return redirect("home")
    return render(request, "registration/first_password.html", {"form": form})


@sensitive_post_parameters()
def password_change(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.user, request.POST or None)
    if save_password(request, form):
        messages.success(request, "Đã đổi mật khẩu. Các máy khác đã bị đăng xuất.")
        return redirect("profile")
    return render(request, "cells/account/password.html", {"form": form})


def save_password(request: HttpRequest, form: SetPasswordForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        services.set_own_password(request.user, form.cleaned_data["new_password1"])
    except (ValidationError, IllegalMove) as error:
        form.add_error(None, getattr(error, "message", "Tài khoản vừa thay đổi. Đăng nhập lại."))
        return False
    update_session_auth_hash(request, request.user)
    return True


class Profile(TemplateView):
    """What the system holds about me; mending it is the staff's work."""

    template_name = "cells/account/profile.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member, today = self.request.user.member, clock.today()
        memberships = Membership.objects.filter(member=member).select_related("cell")
        posts = CommitteePost.objects.filter(member=member)
        return super().get_context_data(
            member=member, memberships=memberships, posts=posts, today=today, **kwargs
        )
