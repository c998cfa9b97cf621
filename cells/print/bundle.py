"""Many papers in one file: each keeps its own pages and page numbers, all share their fonts."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from cells.print.render import ARCHIVE, garbage_kept, press

MOST = 60  # papers a file: some seconds of work, and as much as one lifts out of a printer


def parts(how_many: int) -> list[range]:
    """The places of the papers, from 0, that go into each file."""
    return [range(start, min(start + MOST, how_many)) for start in range(0, how_many, MOST)]


def render_sheets(template: str, contexts: Iterable[dict[str, Any]], *, title: str) -> bytes:
    """The same paper for many people, one after another."""
    return print_sheets([render_to_string(template, each) for each in contexts], title=title)


def print_sheets(pages: list[str], *, title: str) -> bytes:
    from weasyprint import HTML  # slow import
    from weasyprint.urls import URLFetcher  # slow import

    style, fonts = press()
    sealed = URLFetcher(allowed_protocols=())
    with garbage_kept():
        papers = [
            HTML(string=unicodedata.normalize("NFC", page), url_fetcher=sealed).render(
                stylesheets=[style], font_config=fonts, pdf_variant=ARCHIVE
            )
            for page in pages
        ]
        whole = papers[0].copy([sheet for paper in papers for sheet in paper.pages])
        whole.metadata.title = title
        pdf: bytes = whole.write_pdf(pdf_variant=ARCHIVE)
    return pdf
