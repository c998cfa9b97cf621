"""A guide's pictures: an address on screen; on paper, which fetches nothing, the bytes."""

from base64 import b64encode
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def guide_picture(context: dict[str, Any], name: str, alt: str) -> SafeString:
    path = f"guide/{name}.png"
    address = bytes_of(path) if context.get("is_printed") else static(path)
    return format_html('<img class="guide__picture" src="{}" alt="{}">', address, alt)


@cache
def bytes_of(path: str) -> str:
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(path)
    with open(found, "rb") as file:  # noqa: PTH123 – the finder answers a plain path
        return f"data:image/png;base64,{b64encode(file.read()).decode()}"
