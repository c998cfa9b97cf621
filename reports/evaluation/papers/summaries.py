"""Biểu 1–3 as tables (domain.md §2.8), and the page around each."""

from dataclasses import dataclass
from typing import Any

from cells import clock
from cells.issue.models import AUTHORITY_LINES, Authority
from cells.issue.signing import committee_title
from cells.print.letterhead import letterhead_for
from cells.print.profile import profile_for
from cells.print.table import Column, Table, Value
from reports.evaluation.choices import RoundStatus
from reports.evaluation.models import EvaluationRound
from reports.evaluation.papers.figures import (
    OTHER,
    UNRATED,
    CapFigures,
    CapRow,
    CellsFigures,
    MembersFigures,
    Tally,
    cap_figures,
    cells_figures,
    members_figures,
)
from reports.evaluation.quota import QuotaBase
from reports.evaluation.scheme.models import ROUNDINGS

TEMPLATE = "pdf/evaluation_table.html"
TT = Column(label="TT", width=4)
CELL = Column(label="Chi bộ", width=15, is_text=True)
NARROW = 5
MEMBERS_NOTE = (
    "SL: số lượng. Tỷ lệ % tính trên số được đánh giá. Cột “khác” gồm người vắng, đánh giá sau và "
    "người chưa có mức."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One Biểu: its number, its title, its tables."""

    number: int
    title: str
    tables: tuple[Table, ...]


def summary_of(found: EvaluationRound, number: int, *, hidden_member: int | None = None) -> Summary:
    """``hidden_member``: a reader whose own level is still to be published."""
    if number == 3:
        return caps_summary(found, hidden_member)
    return members_summary(found) if number == 1 else cells_summary(found)


def members_summary(found: EvaluationRound) -> Summary:
    table = members_table(members_figures(found))
    title = f"Tổng hợp kết quả đánh giá, xếp loại chất lượng đảng viên năm {found.year}"
    return Summary(number=1, title=title, tables=(table,))


def cells_summary(found: EvaluationRound) -> Summary:
    figures = cells_figures(found)
    title = f"Tổng hợp kết quả đánh giá, xếp loại chất lượng chi bộ năm {found.year}"
    return Summary(number=2, title=title, tables=(cells_table(figures), levels_table(figures)))


def caps_summary(found: EvaluationRound, hidden_member: int | None) -> Summary:
    title = f"Kiểm soát tỷ lệ đảng viên hoàn thành xuất sắc nhiệm vụ năm {found.year}"
    tables = tuple(cap_table(figures) for figures in cap_figures(found, hidden_member))
    return Summary(number=3, title=title, tables=tables)


def has_caps(found: EvaluationRound) -> bool:
    return found.scheme.levels.filter(subject="member", quota_percent__isnull=False).exists()


# ---- Biểu 1


def members_table(figures: MembersFigures) -> Table:
    levels = [
        Column(label=label, width=NARROW, group=level.name)
        for level in figures.levels
        for label in ("SL", "%")
    ]
    unrated = [
        Column(label=label, width=NARROW, group="Không xếp loại")
        for label in [*(label for label, _ in UNRATED), OTHER]
    ]
    columns = [
        TT,
        CELL,
        Column(label="Tổng số đảng viên", width=NARROW),
        Column(label="Được đánh giá", width=NARROW),
        *levels,
        *unrated,
        Column(label="Mức cao nhất trên mức liền dưới (%)", width=7),
    ]
    return Table(
        columns=columns,
        rows=[[place, *tally_row(row)] for place, row in enumerate(figures.rows, start=1)],
        total=["", *tally_row(figures.total)],
        notes=[MEMBERS_NOTE],
    )


def tally_row(row: Tally) -> list[Value]:
    counts = zip(row.levels, row.percents, strict=True)
    pairs = [value for pair in counts for value in pair]
    return [row.name, row.total, row.rated, *pairs, *row.unrated, row.top_on_below]


# ---- Biểu 2


def cells_table(figures: CellsFigures) -> Table:
    columns = [
        TT,
        Column(label="Chi bộ", width=21, is_text=True),
        Column(label="Tự xếp loại", width=15),
        Column(label="Chi bộ đề xuất", width=15),
        Column(label="Ý kiến thẩm định", width=15),
        Column(label="Đảng uỷ quyết định", width=15),
        Column(label="Điểm sinh hoạt bình quân", width=7),
        Column(label="Ghi chú", width=9, is_text=True),
    ]
    rows: list[list[Value]] = [
        [place, row.name, row.own, row.proposed, row.appraised, row.decided, row.score, row.note]
        for place, row in enumerate(figures.rows, start=1)
    ]
    notes = ["Điểm sinh hoạt: bình quân các buổi đã chấm đủ, quy về thang 100."]
    return Table(columns=columns, rows=rows, notes=notes)


def levels_table(figures: CellsFigures) -> Table:
    """The box under Biểu 2: how many cells stand at each level; a part below its whole."""
    total = figures.total
    told = list(zip(figures.levels, total.levels, total.percents, strict=True))
    told = [
        each for _, each in sorted(enumerate(told), key=lambda at: at[0] + 1.5 * at[1][0].is_part)
    ]
    columns = [
        Column(label="Mức xếp loại", width=50, is_text=True),
        Column(label="Số chi bộ", width=25),
        Column(label="Tỷ lệ % trên số được đánh giá", width=25),
    ]
    rows: list[list[Value]] = [
        [f"Trong đó: {level.name}" if level.is_part else level.name, count, share]
        for level, count, share in told
    ]
    unrated = total.total - total.rated
    notes = [f"Chi bộ chưa hoặc không xếp loại: {unrated}. Tổng số chi bộ: {total.total}."]
    return Table(columns=columns, rows=rows, total=["Được đánh giá", total.rated, ""], notes=notes)


# ---- Biểu 3

BASES = {
    QuotaBase.HTT_ONLY: "số “{below}”",
    QuotaBase.HTT_AND_ABOVE: "số “{below}” trở lên",
}


def cap_table(figures: CapFigures) -> Table:
    quota = figures.total.cap.quota
    base = BASES[quota.base].format(below=figures.below)
    other = BASES[quota.other_reading().base].format(below=figures.below)
    columns = [
        TT,
        Column(label="Chi bộ", width=21, is_text=True),
        Column(label="Được đánh giá", width=8),
        Column(label=figures.below, width=12),
        Column(label=figures.level, width=12),
        Column(label=f"Tính trên {base}", width=11, group="Tối đa"),
        Column(label=f"Tính trên {other}", width=11, group="Tối đa"),
        Column(label="Tỷ lệ thực tế (%)", width=8),
        Column(label="Kết luận", width=14, is_text=True),
    ]
    rounding = dict(ROUNDINGS)[quota.rounding]
    said = (
        f"Trần {quota.percent}% tính trên {base} của toàn Đảng bộ, {rounding}; "
        "số của từng chi bộ để tham khảo."
    )
    return Table(
        columns=columns,
        rows=[[place, *cap_row(row)] for place, row in enumerate(figures.rows, start=1)],
        total=["", *cap_row(figures.total)],
        notes=[said, *(f"Vượt trần, {who}: {why}" for who, why in figures.reasons)],
    )


def cap_row(row: CapRow) -> list[Value]:
    cap = row.cap
    return [
        row.name,
        row.rated,
        cap.below,
        cap.top,
        cap.most,
        cap.most_otherwise,
        row.share,
        f"Vượt {cap.excess}" if cap.excess else f"Trong trần, còn {cap.room_left}",
    ]


# ---- the page


def summary_context(found: EvaluationRound, summary: Summary) -> dict[str, Any]:
    """A draft until the results are known."""
    day = clock.today()
    return {
        **page_of_committee(),
        "draft": found.status == RoundStatus.OPEN,
        "title": summary.title,
        "marks": [f"Biểu {summary.number}", summary.title.upper()],
        "from_line": f"(Tính đến ngày {day:%d/%m/%Y})",
        "tables": summary.tables,
    }


def page_of_committee() -> dict[str, Any]:
    """Head and signature of a paper without a number, as of today."""
    day = clock.today()
    return {
        "profile": profile_for(day),
        "created": day,
        "letterhead": letterhead_for(None, day),
        "dated_on": day,
        "year": day.year,
        "recipients": [],
        "authority": AUTHORITY_LINES[Authority.STANDING],
        "signer_title": committee_title(day),
        "signer_name": "",
    }
