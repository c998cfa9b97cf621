"""The review as a printed paper: what ``pdf/review.html`` needs, in plain values."""

from datetime import date
from typing import Any

from cells import clock
from cells.member.models import Body, Office, PostTitle
from cells.models import Cell, Committee, CommitteePost, Letterhead, Membership
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from reports.review.composition import CellRow, Composition, compose
from reports.review.models import Review, span_label
from reports.review.sections import WrittenSection
from reports.review.titles import programme_on

TEMPLATE = "pdf/review.html"
TYPE = "BC"
CELL_KEYS = [
    "total", "probationary", "exempt", "pledged", "pledged_percent", "due", "on_time", "late",
    "missing", "excused", "done", "partly", "not_yet", "unreported",
]  # fmt: skip


def paper_context(review: Review) -> dict[str, Any]:
    """A draft, laid out by today's rules; a stored review and one composed in memory alike."""
    today = clock.today()
    letterhead = letterhead_for(review.cell, today)
    composition = compose(review)
    committee = Committee.objects.get(pk=1)
    issuer = review.cell.name if review.cell else f"Ban Thường vụ {committee.name}"
    return {
        "profile": profile_for(today),
        "draft": True,
        "created": today,
        "letterhead": letterhead,
        "number": None,
        "symbol_suffix": f"{TYPE}/{letterhead.symbol}",
        "dated_on": None,
        "year": today.year,
        "kind": review.get_kind_display(),
        "abstract": [review.title],
        "intro": [introduction(review, issuer)],
        "sections": [printed(each) for each in composition.sections],
        "closing": [closing(review, issuer)],
        "issuer": issuer,
        **signature(review, committee, today),
        **appendices(review, composition),
    }


def printed_review(review: Review) -> bytes:
    return render_pdf(TEMPLATE, paper_context(review))


def introduction(review: Review, issuer: str) -> str:
    programme = programme_on(review.last_month)
    if programme is None:
        return f"{issuer} báo cáo kết quả như sau:"
    subject = programme.title[:1].lower() + programme.title[1:]
    return f"Thực hiện {programme.code} về {subject}, {issuer} báo cáo kết quả như sau:"


def closing(review: Review, issuer: str) -> str:
    return f"Trên đây là báo cáo {review.title}, {issuer} trân trọng báo cáo."


def printed(section: WrittenSection) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "level": section.section.level,
        "paragraphs": section.paragraphs,
        "empty": section.is_empty,
    }


def signature(review: Review, committee: Committee, day: date) -> dict[str, Any]:
    if review.cell:
        return {
            "recipients": [f"{committee.name} (để báo cáo)", "Lưu Chi bộ"],
            "authority": "T/M CHI BỘ",
            "signer_title": "BÍ THƯ",
            "signer_name": secretary_name(review.cell, day),
        }
    return {
        "recipients": [
            f"{superior_name(day)} (để báo cáo)",
            "Các đồng chí Uỷ viên Ban Chấp hành Đảng bộ",
            "Các chi bộ trực thuộc",
            "Lưu Văn phòng Đảng uỷ",
        ],
        "authority": "T/M BAN THƯỜNG VỤ",
        "signer_title": committee_title(day),
        "signer_name": "",
    }


def secretary_name(cell: Cell, day: date) -> str:
    open_here = Membership.objects.open_on(day).filter(cell=cell, office=Office.SECRETARY)
    secretary = open_here.select_related("member").order_by("-since").first()
    return secretary.member.full_name if secretary else ""


def committee_title(day: date) -> str:
    """Of whom the paper is prepared for: the secretary, else the deputy."""
    titles = CommitteePost.objects.open_on(day).filter(body=Body.STANDING)
    held = set(titles.values_list("title", flat=True))
    is_deputy = PostTitle.DEPUTY in held and PostTitle.SECRETARY not in held
    return "PHÓ BÍ THƯ" if is_deputy else "BÍ THƯ"


def superior_name(day: date) -> str:
    """As the office typed it; capitals cannot be turned back into a name."""
    record = Letterhead.objects.on(day)
    name = " ".join(record.superior_lines.split()) if record else ""
    if not name or name.isupper():
        return "Cấp uỷ cấp trên trực tiếp"
    return name.replace("Đảng bộ", "Đảng uỷ", 1)


def appendices(review: Review, composition: Composition) -> dict[str, Any]:
    span = span_label(review.first_month, review.last_month).upper()
    rows = [
        {"no": row.no, "label": row.label, "unit": row.unit, "value": row.value, "note": row.note}
        for row in composition.appendix
    ]
    context: dict[str, Any] = {
        "appendix_title": ["MỘT SỐ CHỈ TIÊU CHỦ YẾU", span],
        "appendix_rows": rows,
    }
    if review.cell_id is None:
        context["cells_title"] = ["KẾT QUẢ THỰC HIỆN CỦA CÁC CHI BỘ", span]
        context["cell_rows"] = [printed_row(row) for row in composition.cell_rows]
        context["totals"] = printed_row(composition.totals)
    return context


def printed_row(row: CellRow) -> dict[str, str]:
    values = [column.value for column in row.columns]
    return {"no": row.no, "cell": row.name, **dict(zip(CELL_KEYS, values, strict=True))}
