"""What a cell prints for its meeting and takes from it: ballot slips, the count, the proposals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cells import clock
from cells.models import Cell, Member, User
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.print.table import Column, Table, Value
from cells.scope import permission
from cells.session.roll.figures import percent
from reports.evaluation.choices import EvaluationStatus
from reports.evaluation.desks import LEVELS
from reports.evaluation.figures import open_levels
from reports.evaluation.models import CellEvaluation, Evaluation, EvaluationRound, MemberEvaluation
from reports.evaluation.papers.people import cell_signature, offices_of
from reports.evaluation.papers.sheet import spoken
from reports.evaluation.round.people import last_day_of
from reports.evaluation.scheme.models import RatingLevel, Subject
from reports.evaluation.services import ballot_of, majority_base

BALLOT, COUNT, LIST = "pdf/ballot.html", "pdf/vote_count.html", "pdf/evaluation_table.html"
ON_HALF = 6  # lines of a ballot that surely fit half a page, names of 40 letters included
HIDDEN = "…"  # one's own line, until it is published


def people_of(found: EvaluationRound, cell: Cell | None) -> list[MemberEvaluation]:
    """Who is rated, by cell and given name."""
    rows = MemberEvaluation.objects.filter(round=found).rated()
    if cell is not None:
        rows = rows.filter(cell=cell)
    rows = rows.select_related("member", "cell", "round__scheme", *LEVELS)
    return list(rows.order_by("cell__code", "member__sort_key", "pk"))


def page_of_cell(cell: Cell) -> dict[str, Any]:
    day = clock.today()
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead_for(cell, day),
        "dated_on": None,
        "year": day.year,
        "recipients": [],
        **cell_signature(cell, day),
    }


def titles_of(people: Sequence[MemberEvaluation], year: int) -> dict[int, str]:
    return offices_of({row.member_id for row in people}, last_day_of(year))


def job_of(member: Member) -> str:
    return ", ".join(part for part in (member.job_title, member.unit) if part)


# ---- ballot slips


def awaiting_vote(own: CellEvaluation) -> list[MemberEvaluation]:
    """Who has sent what the cell votes on."""
    rows = people_of(own.round, own.cell)
    return [row for row in rows if row.status == EvaluationStatus.SUBMITTED]


def ballot_context(own: CellEvaluation) -> dict[str, Any]:
    people = awaiting_vote(own)
    offices = titles_of(people, own.round.year)
    open_to = {row.case: set(open_levels(row)) for row in people}
    levels = own.round.scheme.ranked(Subject.MEMBER)
    rows = [
        {
            "name": row.member.full_name,
            "office": offices.get(row.member_id, ""),
            "boxes": [level in open_to[row.case] for level in levels],
        }
        for row in people
    ]
    of_cell = [level.name for level in own.round.scheme.ranked(Subject.CELL)]
    is_voted = own.is_rated and own.status == EvaluationStatus.SUBMITTED
    lines = len(rows) + (2 if is_voted else 0)
    return {
        **page_of_cell(own.cell),
        "round_year": own.round.year,
        "levels": [level.name for level in levels],
        "rows": rows,
        "cell_name": own.cell.name if is_voted else "",
        "cell_levels": of_cell,
        "slips": range(2 if lines <= ON_HALF else 1),
    }


# ---- the count


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    issued: int
    returned: int
    valid: int

    @property
    def words(self) -> str:
        return (
            f"Số phiếu phát ra: {self.issued}; số phiếu thu về: {self.returned}; số phiếu hợp lệ: "
            f"{self.valid}; số phiếu không hợp lệ: {self.returned - self.valid}."
        )


def ballots_of(row: Evaluation) -> Ballots:
    return Ballots(
        issued=row.ballots_issued or 0,
        returned=row.ballots_returned or 0,
        valid=row.ballots_valid or 0,
    )


def counted_rows(own: CellEvaluation, reader: User) -> list[MemberEvaluation]:
    """Whose votes are counted and may be told: one's own line only once it is published."""
    rows = [row for row in people_of(own.round, own.cell) if row.ballots_issued is not None]
    return [row for row in rows if may(reader, "follow", row)]


def may(reader: User, verb: str, row: Evaluation) -> bool:
    return reader.has_perm(permission(verb, row), row)


def count_context(own: CellEvaluation, reader: User) -> dict[str, Any]:
    rows = counted_rows(own, reader)
    common = Counter(ballots_of(row) for row in rows).most_common(1)
    usual = common[0][0] if common else None
    session = next((row.session for row in rows if row.session_id), None)
    apart = [
        f"Riêng đồng chí {row.member}: {ballots_of(row).words}"
        for row in rows
        if ballots_of(row) != usual
    ]
    is_counted = own.ballots_issued is not None and may(reader, "follow", own)
    return {
        **page_of_cell(own.cell),
        "symbol_suffix": "BB/CB",
        "number": None,
        "round_year": own.round.year,
        "cell": own.cell.name,
        "meeting": session.title if session else "",
        "entitled": rows[0].ballots_entitled if rows else None,
        "usual": usual.words if usual else "",
        "apart": apart,
        "table": count_table(own, rows),
        "cell_ballots": ballots_of(own).words if is_counted else "",
        "cell_table": cell_count_table(own) if is_counted else None,
    }


def count_table(own: CellEvaluation, rows: Sequence[MemberEvaluation]) -> Table:
    levels = own.round.scheme.ranked(Subject.MEMBER)
    offices = titles_of(rows, own.round.year)
    columns = [
        Column(label="TT", width=6),
        Column(label="Họ và tên", width=24, is_name=True),
        Column(label="Chức vụ, đơn vị", width=22, is_text=True),
        *(Column(label=level.name, width=9, group="Số phiếu") for level in levels),
        Column(label="Tỷ lệ % mức đề xuất", width=10),
    ]
    lines = [
        [
            place,
            row.member.full_name,
            offices.get(row.member_id) or job_of(row.member),
            *(row.votes.get(level.code, 0) for level in levels),
            share_of(row),
        ]
        for place, row in enumerate(rows, start=1)
    ]
    return Table(columns=columns, rows=lines, notes=[base_note(own.round)])


def cell_count_table(own: CellEvaluation) -> Table:
    levels = own.round.scheme.ranked(Subject.CELL)
    columns = [
        Column(label="Tập thể", width=30, is_text=True),
        *(Column(label=level.name, width=12, group="Số phiếu") for level in levels),
        Column(label="Tỷ lệ % mức đề xuất", width=10),
    ]
    line = [own.cell.name, *(own.votes.get(level.code, 0) for level in levels), share_of(own)]
    return Table(columns=columns, rows=[line])


def share_of(row: Evaluation) -> Decimal | None:
    """Votes for the proposed level, over what the scheme asks them to be counted over."""
    if row.proposed_level is None or row.ballots_issued is None:
        return None
    base = majority_base(row.round.scheme, ballot_of(row))
    return percent(row.votes.get(row.proposed_level.code, 0), base)


def base_note(found: EvaluationRound) -> str:
    return f"Tỷ lệ tính trên số {found.scheme.get_majority_base_display()}."


# ---- the proposals


def proposals_table(
    found: EvaluationRound, cell: Cell | None, reader: User, *, is_foreseen: bool
) -> Table:
    """``is_foreseen``: with what staff advise, which is the bodies' affair until it is published;
    one's own line says nothing before that."""
    people = people_of(found, cell)
    offices = titles_of(people, found.year)
    columns = proposal_columns(found, cell, is_foreseen=is_foreseen)
    rows = [
        proposal_row(place, row, offices.get(row.member_id, ""), cell, reader, is_foreseen)
        for place, row in enumerate(people, start=1)
    ]
    notes = [f"Danh sách có {len(rows)} đồng chí được xếp loại."]
    return Table(columns=columns, rows=rows, notes=notes)


def proposal_columns(
    found: EvaluationRound, cell: Cell | None, *, is_foreseen: bool
) -> list[Column]:
    points = [("Điểm chung", 5), ("Điểm chuyên môn", 6), ("Tổng điểm tự chấm", 5)]
    has_points = found.scheme.has_points
    columns = [
        Column(label="TT", width=4),
        Column(label="Họ và tên", width=16, is_name=True),
        Column(label="Chức vụ Đảng", width=12, is_text=True),
        Column(label="Chức vụ chính quyền, đơn vị", width=15, is_text=True),
    ]
    if cell is None:
        columns.append(Column(label="Chi bộ", width=10, is_text=True))
    if has_points:
        columns += [Column(label=label, width=width) for label, width in points]
    columns += [
        Column(label="Tự nhận mức", width=11, is_text=True),
        Column(label="Số phiếu", width=6),
        Column(label="Chi bộ đề xuất", width=11, is_text=True),
    ]
    if is_foreseen:
        if has_points:
            columns.append(Column(label="Điểm thẩm định", width=5))
        columns.append(Column(label="Ý kiến thẩm định", width=11, is_text=True))
    return columns


def proposal_row(
    place: int,
    row: MemberEvaluation,
    office: str,
    cell: Cell | None,
    reader: User,
    is_foreseen: bool,
) -> list[Value]:
    values: list[Value] = [place, row.member.full_name, office, job_of(row.member)]
    if cell is None:
        values.append(row.cell.name)
    points = (row.self_general_points, row.self_task_points, row.self_points)
    is_read = may(reader, "read", row)
    if row.round.scheme.has_points:
        values += [spoken(each) if is_read else "" for each in points]
    values.append(named(row.self_level) if is_read else "")
    is_told = may(reader, "follow", row)
    values += [votes_word(row), named(row.standing_proposal)] if is_told else [HIDDEN, HIDDEN]
    if is_foreseen:
        is_told = may(reader, "foresee", row)
        if row.round.scheme.has_points:
            values.append(spoken(row.appraised_points) if is_told else HIDDEN)
        values.append(named(row.appraised_level) if is_told else HIDDEN)
    return values


def votes_word(row: MemberEvaluation) -> str:
    level = row.standing_proposal
    if level is None or row.ballots_issued is None:
        return ""
    return f"{row.votes.get(level.code, 0)}/{row.ballots_valid}"


def named(level: RatingLevel | None) -> str:
    return level.name if level else ""


def proposals_context(own: CellEvaluation, reader: User) -> dict[str, Any]:
    """Mẫu 14 of a cell: what its meeting proposes."""
    table = proposals_table(own.round, own.cell, reader, is_foreseen=False)
    heading = "Danh sách đánh giá, đề xuất xếp loại chất lượng đảng viên"
    return {
        **page_of_cell(own.cell),
        "title": f"{heading} năm {own.round.year} - {own.cell}",
        "marks": [heading.upper(), f"Năm {own.round.year}"],
        "from_line": f"({own.cell})",
        "tables": [table],
    }
