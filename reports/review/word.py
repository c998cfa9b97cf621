"""The review as a Word file: the twin of the PDF, filled from the very same context.

The words and figures come from ``paper_context``; how they look is in
``templates/docx/review.docx``, which an office edits in Word. Only the margins are set here,
because they follow the paper's date.
"""

import io
from typing import Any

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from cells.print.word import (
    EARLIEST,
    keep_symbols,
    numbered,
    repacked,
    set_page,
    sign_properties,
)
from cells.templatetags.paper import paper_date

TEMPLATE = settings.BASE_DIR / "templates/docx/review.docx"


def review_docx(context: dict[str, Any]) -> bytes:
    """The same context gives the same bytes; what people wrote is never read as a template."""
    template = DocxTemplate(TEMPLATE)
    words = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template.render(word_context(context), jinja_env=words)
    keep_symbols(template.docx.element.body)
    for position, section in enumerate(template.docx.sections):
        set_page(section, context["profile"], is_first=position == 0)
    made_on = context.get("created") or EARLIEST
    sign_properties(
        template.docx,
        title=f"Báo cáo {' '.join(context['abstract'])}",
        author=context["issuer"],
        made_on=made_on,
    )
    file = io.BytesIO()
    template.save(file)
    return repacked(file, made_on)


def word_context(context: dict[str, Any]) -> dict[str, Any]:
    """The paper's own context, and the lines that the PDF's templates put together."""
    letterhead = context["letterhead"]
    day = paper_date(context["dated_on"], context["year"])
    number = numbered(context["number"], context["symbol_suffix"])
    return {
        "cell_rows": [],
        **context,
        "superior": letterhead.superior,
        "body": letterhead.body,
        "number_line": f"Số{number}",
        "date_line": f"{letterhead.place}, {day}",
        "attached": f"(Kèm theo Báo cáo số{number}, {day}\ncủa {context['issuer']})",
    }
