"""The check page: whether a code is ours, and whether a file is the one that was signed.

Open to everybody who holds a print, so it says no more than the print's own head, and counts how
often an address asks. A file is hashed while it comes in and kept nowhere.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from cells.issue.forms import CodeForm
from cells.issue.models import IssuedDocument
from cells.issue.stamp import read_code

MOST_BYTES = 20 * 1024 * 1024
ENVELOPE = 64 * 1024  # what a form adds around its file
MOST_ASKED, WINDOW = 60, 60  # questions of one address to one process, in so many seconds
MOST_MEGABYTES = MOST_BYTES // 1024**2
TOO_LARGE = f"Tệp lớn quá {MOST_MEGABYTES} MB. Văn bản in từ hệ thống không lớn như vậy."
NO_FILE = "Chọn tệp PDF cần so."


@dataclass(frozen=True, slots=True)
class HashedUpload:
    """All that is left of an uploaded file."""

    sha256: str

    def close(self) -> None:
        """Nothing was opened."""


class HashingHandler(FileUploadHandler):
    """Feeds the file to SHA-256 as it arrives; not a byte is stored."""

    size = 0

    @property
    def is_too_large(self) -> bool:
        return self.size > MOST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.hash, self.size = hashlib.sha256(), 0
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.is_too_large:
            raise StopUpload(connection_reset=True)
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedUpload | None:
        return HashedUpload(self.hash.hexdigest()) if self.size else None


@login_not_required
@csrf_exempt  # it changes nothing and knows nobody; the token would have to be read before the file
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    if is_asking_too_often(request):
        return page(request, status=429)
    document = IssuedDocument.objects.with_names().filter(check_code=read_code(code)).first()
    if document is None:
        return page(request, typed=code, status=404)
    if request.method != "POST":
        return page(request, document=document)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + ENVELOPE:
        return page(request, document=document, problem=TOO_LARGE, status=413)
    handler = HashingHandler(request)
    request.upload_handlers = [handler]
    file = request.FILES.get("file")
    if file is None:
        problem = TOO_LARGE if handler.is_too_large else NO_FILE
        return page(request, document=document, problem=problem)
    verdict = "same" if file.sha256 == document.sha256 else "other"
    return page(request, document=document, verdict=verdict)


@login_not_required
def check_code(request: HttpRequest) -> HttpResponse:
    """For whoever has the code but no camera."""
    form = CodeForm(request.GET or None)
    if form.is_valid() and (code := read_code(form.cleaned_data["code"])):
        return redirect("check-paper", code[:40])
    return page(request, form=form)


def page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    context = {"form": CodeForm(), "asked_too_often": status == 429, **context}
    context["megabytes"] = MOST_MEGABYTES
    template = "cells/issue/check.html"
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def is_asking_too_often(request: HttpRequest, what: str = "check-paper") -> bool:
    key = f"{what}:{get_client_ip_address(request)}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > MOST_ASKED
    except ValueError:  # the window closed between the two lines
        return False
