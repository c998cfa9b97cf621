"""A stored file on its way out: always as an attachment, and inert wherever it is opened."""

import logging

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cells.uploads import shelf
from cells.uploads.models import StoredFile

GONE = "Không lấy được tệp này từ kho. Đồng chí báo quản trị hệ thống."
log = logging.getLogger(__name__)


def as_attachment(stored: StoredFile) -> HttpResponse | None:
    """Ask first whether the reader sees what the file belongs to. None: it is not on the shelf, or
    not as it was stored."""
    content = shelf.take(stored.key, stored.sha256)
    if content is None:
        log.error("stored file %s of %s is gone or changed", stored.key, stored._meta.label)
        return None
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=stored.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=stored.media_type, headers=headers)
