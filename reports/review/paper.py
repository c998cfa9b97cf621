"""The review as a printed paper: what ``pdf/review.html`` needs, in plain values."""

from datetime import date
from typing import Any

from cells import clock
from cells.issue.models import AUTHORITY_LINES, Authority
from cells.issue.signing import committee_title
from cells.member.models import Office
from cells.models import Cell, Committee, IssuedDocument, Membership
from cells.print.letterhead import letterhead_for, superior_name
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from cells.print.stored import from_stored
from reports.review.composition import content_of
from reports.review.models import Review, span_label
from reports.review.titles import programme_on

TEMPLATE = "pdf/review.html"
TYPE = "BC"
CELL_KEYS = [
    "total", "probationary", "exempt", "pledged", "pledged_percent", "due", "on_time", "late",
    "missing", "excused", "done", "partly", "not_yet", "unreported",
]  # fmt: skip


def paper_context(review: Review) -> dict[str, Any]:
    """What is printed of a review: as it was signed, or as a draft by today's rules."""
    content = content_of(review)
    if review.is_signed:
        return from_stored(content["paper"])
    day = review.planned_on or clock.today()
    return {
        **body_context(review, content, day),
        "draft": True,
        "number": None,
        "dated_on": None,
        **issued_by(review, Authority.CELL if review.cell else Authority.STANDING),
        **draft_signature(review, day),
    }


def signed_context(
    review: Review, content: dict[str, Any], document: IssuedDocument
) -> dict[str, Any]:
    """The paper that is about to be signed: its number, its date, its signer."""
    context = {
        **body_context(review, content, document.dated_on),
        "draft": False,
        "number": document.number,
        "dated_on": document.dated_on,
        "symbol_suffix": document.symbol,
        **issued_by(review, document.authority),
        "authority": document.authority_line,
        "signer_title": document.signer_title,
        "signer_name": document.signer_name,
    }
    if document.replaces:
        context["intro"] = [replacement(document.replaces, document), *context["intro"]]
    return context


def body_context(review: Review, content: dict[str, Any], day: date) -> dict[str, Any]:
    """All that does not depend on who signs."""
    letterhead = letterhead_for(review.cell, day)
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead,
        "symbol_suffix": f"{TYPE}/{letterhead.symbol}",
        "year": day.year,
        "kind": review.get_kind_display(),
        "abstract": [review.title],
        "sections": [printed(each) for each in content["sections"]],
        "recipients": recipients(review, day),
        **appendices(review, content),
    }


def issued_by(review: Review, authority: str) -> dict[str, Any]:
    committee = Committee.objects.get(pk=1)
    issuer = review.cell.name if review.cell else committee.name
    if authority == Authority.STANDING:
        issuer = f"{Authority.STANDING.label} {issuer}"
    return {
        "issuer": issuer,
        "intro": [introduction(review, issuer)],
        "closing": [closing(review, issuer)],
    }


def introduction(review: Review, issuer: str) -> str:
    programme = programme_on(review.last_month)
    if programme is None:
        return f"{issuer} báo cáo kết quả như sau:"
    subject = programme.title[:1].lower() + programme.title[1:]
    return f"Thực hiện {programme.code} về {subject}, {issuer} báo cáo kết quả như sau:"


def replacement(old: IssuedDocument, new: IssuedDocument) -> str:
    """Q27: the paper itself says which one it takes the place of, and why."""
    return (
        f"Báo cáo này thay thế Báo cáo số {old.full_number}, ngày {old.dated_on:%d/%m/%Y}, "
        f"vì {new.replace_reason.rstrip('.')}."
    )


def closing(review: Review, issuer: str) -> str:
    return f"Trên đây là báo cáo {review.title}, {issuer} trân trọng báo cáo."


def printed(section: dict[str, Any]) -> dict[str, Any]:
    return {
        "heading": section["heading"],
        "level": section["level"],
        "paragraphs": section["paragraphs"],
        "empty": section["is_empty"],
    }


def recipients(review: Review, day: date) -> list[str]:
    if review.cell:
        return [f"{Committee.objects.get(pk=1).name} (để báo cáo)", "Lưu Chi bộ"]
    return [
        f"{superior_name(day)} (để báo cáo)",
        "Các đồng chí Uỷ viên Ban Chấp hành Đảng bộ",
        "Các chi bộ trực thuộc",
        "Lưu Văn phòng Đảng uỷ",
    ]


def draft_signature(review: Review, day: date) -> dict[str, Any]:
    """Room for whoever is expected to sign."""
    if review.cell:
        return {
            "authority": AUTHORITY_LINES[Authority.CELL],
            "signer_title": "BÍ THƯ",
            "signer_name": secretary_name(review.cell, day),
        }
    return {
        "authority": AUTHORITY_LINES[Authority.STANDING],
        "signer_title": committee_title(day),
        "signer_name": "",
    }


def secretary_name(cell: Cell, day: date) -> str:
    open_here = Membership.objects.open_on(day).filter(cell=cell, office=Office.SECRETARY)
    secretary = open_here.select_related("member").order_by("-since").first()
    return secretary.member.full_name if secretary else ""


def appendices(review: Review, content: dict[str, Any]) -> dict[str, Any]:
    span = span_label(review.first_month, review.last_month).upper()
    names = ("no", "label", "unit", "value", "note")
    rows = [{name: row[name] for name in names} for row in content["appendix"]]
    context: dict[str, Any] = {
        "appendix_title": ["MỘT SỐ CHỈ TIÊU CHỦ YẾU", span],
        "appendix_rows": rows,
    }
    if review.cell_id is None:
        context["cells_title"] = ["KẾT QUẢ THỰC HIỆN CỦA CÁC CHI BỘ", span]
        context["cell_rows"] = [printed_row(row) for row in content["cell_rows"]]
        context["totals"] = printed_row(content["totals"])
    return context


def printed_row(row: dict[str, Any]) -> dict[str, str]:
    values = [column["value"] for column in row["columns"]]
    return {"no": row["no"], "cell": row["name"], **dict(zip(CELL_KEYS, values, strict=True))}


def printed_review(review: Review) -> bytes:
    """The file that was signed, byte for byte; else a draft made now."""
    if review.is_signed:
        return bytes(review.documents.get().file.content)
    return render_pdf(TEMPLATE, paper_context(review))
