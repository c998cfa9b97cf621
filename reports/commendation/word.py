"""The decision as a Word file: the twin of the PDF, filled from the very same context."""

from typing import Any

from docx.enum.section import WD_SECTION

from cells.print.pieces import (
    CENTRE,
    add,
    add_head,
    add_sign,
    add_table,
    attached,
    blank,
    finished,
)
from reports.commendation.lists import collectives_table, people_table


def decision_docx(context: dict[str, Any]) -> bytes:
    document = blank(context["profile"], is_wide=False)
    add_head(document, context)
    add(document, "QUYẾT ĐỊNH", bold=True, align=CENTRE, size=16, before=14)
    add(document, context["abstract"], bold=True, align=CENTRE)
    add(document, "-----", align=CENTRE)
    for line in (
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        "- Căn cứ quy định của Đảng về khen thưởng tổ chức đảng và đảng viên;",
        "- Xét đề nghị của các chi bộ và Tờ trình của Bộ phận giúp việc,",
    ):
        add(document, line, is_indented=True)
    add(document, context["order_line"], bold=True, align=CENTRE, before=6)
    given = context["deed"][:1].upper() + context["deed"][1:]
    add(
        document,
        f"{given} {context['counted']} có tên trong Phụ lục kèm theo Quyết định này.",
        lead="Điều 1. ",
        is_indented=True,
    )
    add(
        document,
        "Văn phòng Đảng uỷ, các chi bộ và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm "
        "thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
        lead="Điều 2. ",
        is_indented=True,
    )
    add_sign(document, context)
    add_lists(document, context)
    return finished(document, context, f"Quyết định {context['abstract']}")


def add_lists(document: Any, context: dict[str, Any]) -> None:
    """As the PDF does it: a list with nobody in it is left out, and a single one has no number."""
    collectives, people = context["collectives"], context["people"]
    numbers = (" 1", " 2") if collectives and people else ("", "")
    for number, title, rows, table_of in (
        (numbers[0], "DANH SÁCH TẬP THỂ ĐƯỢC KHEN", collectives, collectives_table),
        (numbers[1], "DANH SÁCH CÁ NHÂN ĐƯỢC KHEN", people, people_table),
    ):
        if rows:
            document.add_section(WD_SECTION.NEW_PAGE)
            add(document, f"Phụ lục{number}", bold=True, align=CENTRE)
            add(document, title, bold=True, align=CENTRE)
            add(document, attached(context), italic=True, align=CENTRE)
            add_table(document, table_of(rows), context["profile"], is_wide=False)
