"""The table of a roll-up as paper and sheet: the lines of the page, and their sum."""

from collections.abc import Sequence
from typing import Any

from cells import clock
from cells.models import Cell
from cells.organisation.models import CellKind
from cells.print.letterhead import YOUTH_SIGNS, letterhead_for
from cells.print.table import Column, Table, Value
from reports.evaluation.papers.summaries import page_of_committee
from reports.prints.papers import signer
from reports.review.figures import Counts
from reports.rollup.figures import Line
from reports.rollup.period import Period

TEMPLATE = "pdf/evaluation_table.html"
# By group, the figure and its short name above a column
COLUMNS = (
    (
        "Báo cáo tháng",
        (
            ("due", "Phải nộp"),
            ("on_time", "Đúng hạn"),
            ("late", "Muộn"),
            ("missing", "Thiếu"),
            ("answered", "Đã trả lời"),
            ("excused", "Được miễn"),
        ),
    ),
    (
        "Việc đã đăng ký",
        (
            ("items", "Tổng số"),
            ("done", "Đã làm"),
            ("partly", "Một phần"),
            ("not_yet", "Chưa làm"),
            ("unreported", "Chưa báo cáo"),
        ),
    ),
)
OF_PEOPLE = (*COLUMNS, ("Sinh hoạt", (("to_attend", "Phải dự"), ("attended", "Có mặt"))))
OF_CELLS = (
    *COLUMNS,
    ("Sinh hoạt", (("sessions", "Số buổi"), ("to_attend", "Lượt phải dự"), ("attended", "Có mặt"))),
)
SENT_WHERE_DUE = (
    "Phải nộp = đúng hạn + muộn + thiếu; được miễn và chưa đến hạn đứng ngoài. "
    "Báo cáo tính ở nơi phải nộp, kể cả khi đồng chí ấy đã chuyển đi."
)
ONCE_A_PERIOD = (
    "Mỗi việc tính một lần trong kỳ, theo kết quả gần nhất đã gửi; vì thế số việc không cộng từ "
    "các tháng."
)
NOTES = (SENT_WHERE_DUE, ONCE_A_PERIOD)
NARROW = 6


def printed_table(columns: Sequence[Any], lines: Sequence[Line], total: Counts, who: str) -> Table:
    names = [name for _, figures in columns for name, _ in figures]
    heads = [
        Column(label=label, width=NARROW, group=group)
        for group, figures in columns
        for _, label in figures
    ]
    rows: list[list[Value]] = [
        [place, line.label, *(line.counts[name] for name in names)]
        for place, line in enumerate(lines, start=1)
    ]
    return Table(
        columns=[
            Column(label="TT", width=4),
            Column(label=who, width=18 if columns is OF_PEOPLE else 12, is_text=True),
            *heads,
        ],
        rows=rows,
        total=["", "Cộng", *(total[name] for name in names)],
        notes=NOTES,
    )


def paper_context(period: Period, cell: Cell | None, whose: str, table: Table) -> dict[str, Any]:
    day = clock.today()
    return {
        **page_of_committee(),
        **(issued_by(cell) if cell else {}),
        "draft": False,
        "title": f"Tổng hợp {period.paper_label}, {whose}",
        "marks": [
            f"TỔNG HỢP ĐĂNG KÝ, BÁO CÁO LÀM THEO, {period.paper_label.upper()}",
            whose[:1].upper() + whose[1:],
        ],
        "from_line": f"(Tính đến ngày {day:%d/%m/%Y})",
        "tables": [table],
        # Under the table they, its sum and the signature were one block that left half a page white
        "notes_beside": table.notes,
    }


def issued_by(cell: Cell) -> dict[str, Any]:
    day = clock.today()
    letterhead, signs = letterhead_for(cell, day), signer(cell, day)
    if cell.kind == CellKind.YOUTH:
        return {"letterhead": letterhead, **signs, **YOUTH_SIGNS}
    return {"letterhead": letterhead, **signs, "authority": "T/M CHI BỘ"}
