"""A template and a context become the bytes of a PDF: no request, no network, no clock.

The same input gives the same bytes. Text that members wrote ends up in these pages, so nothing is
ever fetched, whatever address stands in it.
"""

import gc
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

PAPER_CSS = Path(__file__).with_name("paper.css")
ARCHIVE = "pdf/a-2a"
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)  # one line in the file's properties


@cache
def press() -> tuple["CSS", "FontConfiguration"]:
    """The parsed style sheet and its fonts, once a process."""
    from weasyprint import CSS  # slow import
    from weasyprint.text.fonts import FontConfiguration  # slow import

    fonts = FontConfiguration()
    return CSS(filename=str(PAPER_CSS), font_config=fonts), fonts


def render_pdf(template: str, context: dict[str, Any]) -> bytes:
    """Print one paper; what a template needs is written at its head."""
    return print_html(render_to_string(template, context))


def print_html(html: str) -> bytes:
    from weasyprint import HTML  # slow import
    from weasyprint.urls import URLFetcher  # slow import

    style, fonts = press()
    sealed = URLFetcher(allowed_protocols=("data",))  # bytes that are here already
    html = TITLE.sub(lambda found: f"<title>{' '.join(found[1].split())}</title>", html)
    page = HTML(string=unicodedata.normalize("NFC", html), url_fetcher=sealed)
    with garbage_kept():
        pdf: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=ARCHIVE)
    return pdf


def print_on_one_page(pages: Sequence[str]) -> bytes:
    """The first of these that needs no second page – the same words, set smaller and smaller.

    Found by halving, each try lays the paper out; the last is printed even if it needs two.
    """
    low, high = 0, len(pages) - 1
    while low < high:
        middle = (low + high) // 2
        if pages_of(pages[middle]) > 1:
            low = middle + 1
        else:
            high = middle
    return print_html(pages[low])


def pages_of(html: str) -> int:
    """How many pages a paper takes."""
    from weasyprint import HTML  # slow import
    from weasyprint.urls import URLFetcher  # slow import

    style, fonts = press()
    page = HTML(
        string=unicodedata.normalize("NFC", html), url_fetcher=URLFetcher(allowed_protocols=())
    )
    with garbage_kept():
        return len(page.render(stylesheets=[style], font_config=fonts).pages)


@contextmanager
def garbage_kept() -> Iterator[None]:
    """Millions of small objects live until a render ends; collecting among them costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
