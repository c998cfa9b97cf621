"""A page as a browser without JavaScript meets it: its forms, and what pressing them would send."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import tinyhtml5
from django.http import HttpResponse

NOT_THE_PAGES_OWN = ("/sign-out/", "/role/")
SENDS_NOTHING = {"submit", "button", "reset", "file", "image"}


@dataclass(frozen=True)
class PageForm:
    action: str
    data: dict[str, Any]


def forms_of(response: HttpResponse, at: str) -> list[PageForm]:
    """The forms that post, in order, filled as the page shows them; not those of the frame."""
    page = tinyhtml5.parse(response.content, namespace_html_elements=False)
    found = [
        PageForm(urljoin(at, form.get("action") or at), data_of(form))
        for form in page.iter("form")
        if form.get("method", "").lower() == "post"
    ]
    return [form for form in found if urlsplit(form.action).path not in NOT_THE_PAGES_OWN]


def data_of(form: Element) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for box in form.iter():
        if (name := box.get("name")) and (value := value_of(box)) is not None:
            data.setdefault(name, value)
    data.pop("csrfmiddlewaretoken", None)
    return data


def value_of(box: Element) -> str | None:
    """What the box would send; None for one that sends nothing."""
    if box.tag == "textarea":
        return "".join(box.itertext()).removeprefix("\n")
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        first = (chosen or options[:1] or [Element("option")])[0]
        return first.get("value", "")
    if box.tag != "input" or box.get("type") in SENDS_NOTHING:
        return None
    if box.get("type") in {"checkbox", "radio"} and box.get("checked") is None:
        return None
    return box.get("value", "")
