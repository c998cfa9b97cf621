"""Who came in with a one-time code opens nothing before choosing a password."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN_BEFORE = frozenset({"first-password", "sign-out", "health"})


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
