"""The back office at /quan-tri/: one site for staff and sysadmin, each seeing only their models."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, site
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode


class StaffAdminSite(AdminSite):
    """Signing in and passwords have one door each, and it is not here."""

    site_header = "Quản trị – Chỉ thị 03"
    site_title = "Quản trị"
    index_title = "Dữ liệu nền"
    site_url = "/"
    enable_nav_sidebar = False

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        onwards = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': onwards})}")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password-change")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("profile")


class StaffAdminConfig(AdminConfig):
    default_site = "chi03.admin.StaffAdminSite"

    def ready(self) -> None:
        super().ready()
        site.unregister(apps.get_model("auth", "Group"))  # rights come from posts
        queue = apps.get_app_config("django_q").get_models()
        site.unregister(model for model in queue if site.is_registered(model))  # jobs have a page
