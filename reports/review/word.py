"""Placeholder until the layout branch lands."""

from typing import Any


def review_docx(context: dict[str, Any]) -> bytes:
    raise NotImplementedError
