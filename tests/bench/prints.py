"""Papers as PDF: our way of printing against the same HTML with the library's defaults."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from weasyprint import HTML

from cells.print.render import ARCHIVE, PAPER_CSS, print_html
from pledges.models import Pledge
from pledges.pledge.paper import pledge_context
from reports.models import Review
from reports.review.paper import TEMPLATE, paper_context
from tests.bench.figures import Figure, compared, interleaved
from tests.bench.ground import Ground

TO = "the same HTML by the library's defaults"


def print_carelessly(html: str) -> bytes:
    """The style sheet parsed anew from the page, the fonts looked up anew, garbage collected."""
    style = f"<style>{PAPER_CSS.read_text(encoding='utf-8')}</style></head>"
    return HTML(string=html.replace("</head>", style, 1)).write_pdf(pdf_variant=ARCHIVE)


def measure(ground: Ground, rounds: int) -> Iterator[Figure]:
    ground.enter()
    review = Review.objects.get(cell=None)
    pledge = Pledge.objects.filter(member__user__username="dangvien").latest("year")
    papers = {
        "PDF, review of the committee": (TEMPLATE, paper_context(review), ground.cells),
        "PDF, pledge of a member": ("pdf/pledge.html", pledge_context(pledge), 1),
    }
    for name, (template, context, rows) in papers.items():
        html = render_to_string(template, context)
        acts = [lambda html=html: print_html(html), lambda html=html: print_carelessly(html)]
        ours, theirs = interleaved(rounds, *acts)
        told = compared(1000 * ours, 1000 * theirs)
        yield Figure(name=name, unit="ms", **told, to=TO, rows=rows)
