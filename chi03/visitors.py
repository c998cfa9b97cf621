"""Where a request comes from, for the throttling of sign-ins."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address that our own outermost proxy saw; without proxies, the one that connected.

    Each proxy appends what it saw to X-Forwarded-For, so only as many entries from the end are
    believed as there are proxies of ours: a visitor writes whatever they like before them.
    """
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.CHI03_PROXIES
    if proxies and len(seen) >= proxies and (address := seen[-proxies].strip()):
        return address
    return request.META.get("REMOTE_ADDR")
