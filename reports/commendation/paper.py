"""The papers of a batch: tờ trình, decision with its two lists, certificates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cells import clock
from cells.issue.models import AUTHORITY_LINES, Authority
from cells.issue.services import body_of
from cells.issue.signing import committee_title
from cells.member.models import Body, CommitteePost, PostTitle
from cells.models import Committee, IssuedDocument
from cells.print.letterhead import capitals, letterhead_for, superior_name
from cells.print.profile import profile_for
from cells.print.render import render_pdf
from cells.print.stored import from_stored
from reports.commendation.content import content_of, counted, deed, rows_of
from reports.commendation.models import Commendation, CommendationBatch

DECISION_TEMPLATE = "pdf/commendation_decision.html"
PROPOSAL_TEMPLATE = "pdf/commendation_proposal.html"
CERTIFICATES_TEMPLATE = "pdf/certificates.html"
ORDERS = {
    Authority.STANDING: "BAN THƯỜNG VỤ ĐẢNG UỶ QUYẾT ĐỊNH",
    Authority.EXECUTIVE: "BAN CHẤP HÀNH ĐẢNG BỘ QUYẾT ĐỊNH",
}
HEAD_TITLES = {
    PostTitle.HEAD: "TRƯỞNG BỘ PHẬN",
    PostTitle.DEPUTY_HEAD: "PHÓ TRƯỞNG BỘ PHẬN",
}


def decision_context(batch: CommendationBatch) -> dict[str, Any]:
    """What is printed of the decision: as it was signed, or as a draft by today's rules."""
    if kept := batch.signed_content:
        return from_stored(kept["paper"])
    day = batch.planned_on or clock.today()
    return {
        **body_context(content_of(batch, rows_of(batch)), day, Authority.STANDING, "QĐ"),
        "draft": True,
        "number": None,
        "dated_on": None,
        "authority": AUTHORITY_LINES[Authority.STANDING],
        "signer_title": committee_title(day),
        "signer_name": "",
        "recipients": recipients(day),
    }


def signed_context(content: dict[str, Any], document: IssuedDocument) -> dict[str, Any]:
    """The decision that is about to be signed: its number, its date, its signer."""
    day = document.dated_on
    return {
        **body_context(content, day, document.authority, "QĐ"),
        "draft": False,
        "number": document.number,
        "dated_on": day,
        "symbol_suffix": document.symbol,
        "authority": document.authority_line,
        "signer_title": document.signer_title,
        "signer_name": document.signer_name,
        "recipients": recipients(day),
    }


def proposal_context(batch: CommendationBatch) -> dict[str, Any]:
    """The tờ trình of the task force: as it was presented, or what it would say today; room for its
    number, which its paper copy takes."""
    if kept := batch.presented_paper:
        return from_stored(kept)
    day = batch.planned_on or clock.today()
    return {
        **body_context(content_of(batch, rows_of(batch)), day, Authority.STANDING, "TTr"),
        "draft": True,
        "number": None,
        "dated_on": None,
        "authority": "T/M BỘ PHẬN GIÚP VIỆC",
        **head_of_task_force(day),
        "recipients": ["Như trên", "Lưu Bộ phận giúp việc"],
    }


def body_context(content: dict[str, Any], day: date, authority: str, kind: str) -> dict[str, Any]:
    letterhead = letterhead_for(None, day)
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead,
        "symbol_suffix": f"{kind}/{letterhead.symbol}",
        "year": day.year,
        "abstract": content["title"],
        "occasion": content["occasion"],
        "issuer": body_of(authority),
        "order_line": ORDERS[Authority(authority)],
        "deed": deed(content),
        "counted": counted(content),
        "collectives": content["collectives"],
        "people": content["people"],
    }


def recipients(day: date) -> list[str]:
    return [f"{superior_name(day)} (để báo cáo)", "Như Điều 2", "Lưu Văn phòng Đảng uỷ"]


def head_of_task_force(day: date) -> dict[str, str]:
    """The highest post that is held that day; nobody: room for a name."""
    posts = CommitteePost.objects.open_on(day).filter(body=Body.TASK_FORCE)
    titles = {post.title: post.member.full_name for post in posts.select_related("member")}
    for title, words in HEAD_TITLES.items():
        if title in titles:
            return {"signer_title": words, "signer_name": titles[title]}
    return {"signer_title": HEAD_TITLES[PostTitle.HEAD], "signer_name": ""}


def printed_decision(batch: CommendationBatch) -> bytes:
    """The file that was signed, byte for byte; else a draft made now."""
    if batch.is_awarded:
        return bytes(batch.documents.get().file.content)
    return render_pdf(DECISION_TEMPLATE, decision_context(batch))


def printed_proposal(batch: CommendationBatch) -> bytes:
    return render_pdf(PROPOSAL_TEMPLATE, proposal_context(batch))


# ---- certificates

LONG_DEED = 180
# Letters up to which a name of this size stays on one line; longer ones take two
STEPS = ((14, 0), (20, 1), (26, 2), (34, 3), (46, 4), (56, 5), (66, 6))


def certificates(batch: CommendationBatch) -> list[dict[str, Any]]:
    """Of the signed decision alone, the names as they stood that day."""
    if not (content := batch.signed_content):
        return []
    paper = from_stored(content["paper"])
    return [
        certificate(row, place, paper)
        for rows in (content["collectives"], content["people"])
        for place, row in enumerate(rows, start=1)
        if row["has_certificate"]
    ]


def certificate_of(commendation: Commendation) -> list[dict[str, Any]]:
    """The sheet of one, if the decision as signed gives a certificate with it."""
    sheets = certificates(commendation.batch) if commendation.batch else []
    return [sheet for sheet in sheets if sheet["pk"] == commendation.pk]


def certificate(row: dict[str, Any], place: int, paper: dict[str, Any]) -> dict[str, Any]:
    below = ", ".join(part for part in (row["job"], row["whose"]) if part)
    return {
        "pk": row["pk"],
        "title": capitals(row["form"]),
        "giver": capitals(paper["issuer"]),
        "greeting": "Đồng chí" if row["is_person"] else "Tập thể",
        "name": row["name"],
        "step": step_of(row["name"]),
        "below": below if row["is_person"] else "",
        "deed": row["achievement"][:1].upper() + row["achievement"][1:],
        "is_long": len(row["achievement"]) > LONG_DEED,
        "occasion": paper["occasion"],
        "entry": f"Danh sách {'cá nhân' if row['is_person'] else 'tập thể'}, số {place:02d}",
        "place": paper["letterhead"].place,
        "dated_on": paper["dated_on"],
        "decision": f"Quyết định số {paper['number']:02d}-{paper['symbol_suffix']}",
        "authority": paper["authority"],
        "signer_title": paper["signer_title"],
        "signer_name": paper["signer_name"],
    }


def step_of(name: str) -> int:
    return next((step for letters, step in STEPS if len(name) <= letters), 7)


def printed_certificates(sheets: Sequence[dict[str, Any]]) -> bytes:
    committee = Committee.objects.get(pk=1)
    return render_pdf(CERTIFICATES_TEMPLATE, {"sheets": sheets, "office": committee.name})
