"""Word twins of the tables and of the decision: filled from the very context of the PDF."""

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


def tables_docx(context: dict[str, Any]) -> bytes:
    """A page that lies across: head, marks, tables, signature."""
    document = blank(context["profile"], is_wide=True)
    add_head(document, context)
    for mark in context["marks"]:
        add(document, mark, bold=True, align=CENTRE)
    add(document, context["from_line"], italic=True, align=CENTRE)
    for table in context["tables"]:
        add_table(document, table, context["profile"], is_wide=True)
    add_sign(document, context)
    return finished(document, context, context["title"])


def decision_docx(context: dict[str, Any]) -> bytes:
    document = blank(context["profile"], is_wide=False)
    add_head(document, context)
    add(document, "QUYẾT ĐỊNH", bold=True, align=CENTRE, size=16, before=14)
    add(document, context["abstract"], bold=True, align=CENTRE)
    add(document, "-----", align=CENTRE)
    for line in (
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;",
        f"- Căn cứ {context['grounds']};",
        "- Xét đề nghị của các chi bộ và ý kiến thẩm định của Bộ phận giúp việc,",
    ):
        add(document, line, is_indented=True)
    add(document, context["order_line"], bold=True, align=CENTRE, before=6)
    add(
        document,
        f"Đánh giá, xếp loại chất lượng năm {context['round_year']} đối với các chi bộ, đảng viên "
        "có tên trong danh sách kèm theo Quyết định này, gồm:",
        lead="Điều 1. ",
        is_indented=True,
    )
    for line in context["counted"]:
        add(document, f"- {line};", is_indented=True)
    add(
        document,
        "Văn phòng Đảng uỷ, các chi bộ và các đồng chí có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
        lead="Điều 2. ",
        is_indented=True,
    )
    add_sign(document, context)
    for title, table in (
        ("DANH SÁCH CHI BỘ ĐƯỢC ĐÁNH GIÁ, XẾP LOẠI", context["cells"]),
        ("DANH SÁCH ĐẢNG VIÊN ĐƯỢC ĐÁNH GIÁ, XẾP LOẠI", context["people"]),
    ):
        if table.rows:
            document.add_section(WD_SECTION.NEW_PAGE)
            add(document, f"{title} NĂM {context['round_year']}", bold=True, align=CENTRE)
            add(document, attached(context), italic=True, align=CENTRE)
            add_table(document, table, context["profile"], is_wide=False)
    return finished(document, context, f"Quyết định {context['abstract']}")
