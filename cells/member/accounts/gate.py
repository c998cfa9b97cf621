"""Who is let in: nobody without a sign-in, and with a one-time code only to choose a password."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

OPEN_BEFORE = frozenset({"first-password", "sign-out", "health"})
NOT_DONE = (
    "Phiên đăng nhập đã hết nên việc vừa bấm chưa được ghi. Đồng chí đăng nhập, trang cũ mở lại; "
    "chữ vừa gõ không hiện lại thì gõ lại, rồi bấm lần nữa."
)


class SignInMiddleware(LoginRequiredMiddleware):
    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return ask_to_sign_in(request)


def ask_to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """After a step that met no sign-in: back to the page it was pressed on, for the step's own
    address may show nothing, and nobody should believe that it was done."""
    if request.headers.get("X-Requested-With") != "XMLHttpRequest":
        messages.warning(request, NOT_DONE)
    return redirect_to_login(page_pressed_on(request), resolve_url(settings.LOGIN_URL))


def page_pressed_on(request: HttpRequest) -> str:
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return "/"
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class FirstPasswordMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        user, address = request.user, request.resolver_match
        if not user.is_authenticated or not user.must_change_password:
            return None
        if address is not None and address.view_name in OPEN_BEFORE:
            return None
        return redirect("first-password")
