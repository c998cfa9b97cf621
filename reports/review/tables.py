"""The list of reviews, and the rows behind a figure: one table for each kind of row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html

from cells.export.columns import DayColumn
from cells.member.models import StandingKind
from cells.models import Attendance, Cell, Member, Session, Standing
from cells.organisation.models import CellKind
from cells.templatetags.look import month_vi, paper_state, state_badge, vn_date
from pledges.models import Pledge
from pledges.monthly_report.models import LineState
from pledges.pledge.models import PledgeStatus
from reports.review import figures, meetings
from reports.review.models import Review
from reports.review.span import ReviewScope

ON_TOP = {"td": {"class": "table-stack__top"}}
NO_LABEL = {"td": {"data-label": ""}}
SESSION_CSS = {"held": "sent", "half_signed": "sent", "signed": "done"}
ROLL_CSS = {"present": "done", "excused": "sent", "unexcused": "late", "": "draft"}
STATE_CSS = {"done": "done", "partly": "sent", "not_yet": "return", None: "late"}


class ReviewTable(tables.Table):
    caption = "Báo cáo sơ kết, tổng kết"
    noun = "báo cáo"
    empty_title = "Chưa có báo cáo nào"
    empty_text = (
        "Chọn đảng bộ hoặc chi bộ và khoảng tháng; số liệu được đếm sẵn, đồng chí chỉ viết lời."
    )
    title = tables.Column(linkify=True)
    whose = tables.Column("Của", accessor="whose", order_by=("cell__sort_key",), attrs=NO_LABEL)
    span = tables.Column("Thời gian", accessor="first_month", order_by=("first_month",))
    kind = tables.Column("Loại")
    created_at = DayColumn("Mở ngày")
    status = tables.Column("Trạng thái", attrs=ON_TOP)

    class Meta:
        model = Review
        fields = ["title", "whose", "span", "kind", "created_at", "status"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_title(self, value: str) -> str:
        return value[:1].upper() + value[1:]

    def render_span(self, record: Review) -> str:
        return f"{month_vi(record.first_month)} – {month_vi(record.last_month)}"

    def render_status(self, record: Review) -> str:
        return paper_state(record)


class RowsTable(tables.Table):
    """Rows behind a figure; every row knows its cell's name by ``cell_name``."""

    noun = "dòng"
    empty_title = "Không có dòng nào phía sau số này"
    cell_name = tables.Column("Chi bộ", attrs=NO_LABEL, order_by=("cell_name",))

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"
        sequence = ["...", "cell_name"]

    def __init__(self, *args: Any, day: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.day = day


class MemberRows(RowsTable):
    full_name = tables.Column("Họ và tên", order_by=("sort_key",))
    kind = tables.Column("Diện", empty_values=(), orderable=False)
    pledge = tables.Column("Bản đăng ký", accessor="pledge_status", orderable=False)

    class Meta(RowsTable.Meta):
        sequence = ["full_name", "cell_name", "kind", "pledge"]

    def render_full_name(self, value: str, record: Member) -> str:
        if not record.may_open:
            return value
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), value)

    def render_kind(self, record: Member) -> str:
        is_official = record.official_on is not None and record.official_on <= self.day
        kind = "chính thức" if is_official else "dự bị"
        standing = StandingKind(record.standing).label if record.standing else ""
        return f"{kind}, {standing}" if standing else kind

    def render_pledge(self, value: str) -> str:
        return state_badge(PledgeStatus(value).label, value)


class CellRows(RowsTable):
    name = tables.Column("Chi bộ", linkify=True, order_by=("sort_key",))
    code = tables.Column("Mã")
    missed = tables.Column("Chủ đề quý chưa học", orderable=False)
    cell_name = None

    class Meta(RowsTable.Meta):
        sequence = ["name", "code", "missed"]

    def render_missed(self, value: int) -> str:
        return f"{value} chủ đề" if value else "không thiếu"


class SessionRows(RowsTable):
    title = tables.Column("Buổi sinh hoạt", linkify=True, order_by=("search_key",))
    day = DayColumn("Ngày", order_by=("starts_at",))
    form = tables.Column("Hình thức")
    status = tables.Column("Trạng thái", attrs=ON_TOP)

    class Meta(RowsTable.Meta):
        sequence = ["title", "cell_name", "day", "form", "status"]

    def render_status(self, record: Session) -> str:
        return state_badge(record.get_status_display(), SESSION_CSS[record.status])


class OfSessionRows(RowsTable):
    """Rows that belong to a session and name it."""

    session = tables.Column(
        "Buổi sinh hoạt",
        accessor="session__title",
        linkify=lambda record: record.session.get_absolute_url(),
        order_by=("session__search_key",),
    )
    day = DayColumn("Ngày", accessor="session__day", order_by=("session__starts_at",))


class PartnerRows(OfSessionRows):
    host = tables.Column(
        "Chi bộ tổ chức", accessor="session__cell", order_by=("session__cell__code",)
    )

    class Meta(RowsTable.Meta):
        sequence = ["session", "cell_name", "day", "host"]


class AttendanceRows(OfSessionRows):
    member = tables.Column("Họ và tên", order_by=("member__sort_key",))
    category = tables.Column("Diện")
    state = tables.Column("Điểm danh", attrs=ON_TOP)

    class Meta(RowsTable.Meta):
        sequence = ["member", "cell_name", "session", "day", "category", "state"]

    def render_state(self, record: Attendance) -> str:
        return state_badge(record.get_state_display(), ROLL_CSS[record.state])


class BriefingRows(OfSessionRows):
    document = tables.Column("Văn bản", order_by=("document__symbol_key",))
    abstract = tables.Column("Trích yếu", accessor="document__abstract", orderable=False)

    class Meta(RowsTable.Meta):
        sequence = ["document", "abstract", "cell_name", "session", "day"]


class CriterionRows(RowsTable):
    behaviour = tables.Column("Tiêu chí", linkify=lambda record: record.standard.get_absolute_url())
    measure = tables.Column("Cách đo")
    rhythm = tables.Column("Nhịp")

    class Meta(RowsTable.Meta):
        sequence = ["behaviour", "cell_name", "measure", "rhythm"]


class ReportRows(RowsTable):
    member = tables.Column(
        "Họ và tên", accessor="pledge__member", linkify=lambda record: record.get_absolute_url()
    )
    month = tables.Column("Tháng")
    due_on = DayColumn("Hạn")
    first_submitted_at = tables.Column("Gửi lần đầu")
    status = tables.Column("Trạng thái", attrs=ON_TOP)

    class Meta(RowsTable.Meta):
        sequence = ["member", "cell_name", "month", "due_on", "first_submitted_at", "status"]

    def order_member(self, rows: QuerySet, is_descending: bool) -> tuple[QuerySet, bool]:
        sign = "-" if is_descending else ""
        return rows.order_by(f"{sign}pledge__member__sort_key", "month", "pk"), True

    def render_month(self, value: date) -> str:
        return month_vi(value)

    def render_first_submitted_at(self, value: Any, record: Any) -> str:
        is_late = timezone.localtime(value).date() > record.due_on
        return f"{vn_date(value)}, muộn" if is_late else vn_date(value)

    def render_status(self, record: Any) -> str:
        label = record.state_label
        return state_badge(label, "late" if label == "Quá hạn" else record.status)


class ItemRows(RowsTable):
    action = tables.Column(
        "Việc đã đăng ký",
        linkify=lambda record: record.pledge.get_absolute_url(),
        orderable=False,
    )
    member = tables.Column("Họ và tên", accessor="pledge__member", orderable=False)
    year = tables.Column("Năm", accessor="pledge__year")
    last_state = tables.Column("Kết quả gần nhất", empty_values=(), orderable=False, attrs=ON_TOP)

    class Meta(RowsTable.Meta):
        sequence = ["action", "member", "cell_name", "year", "last_state"]

    def render_last_state(self, value: str | None) -> str:
        label = LineState(value).label if value else "Chưa báo cáo"
        return state_badge(label, STATE_CSS[value or None])


@dataclass(frozen=True, slots=True)
class RowKind:
    """How the rows of one source are listed, searched and sorted."""

    table: type[RowsTable]
    key: str
    order: tuple[str, ...]
    related: tuple[str, ...] = ()


PEOPLE = RowKind(MemberRows, "search_key", ("sort_key", "pk"))
CELLS = RowKind(CellRows, "search_key", ("code",))
ROW_KINDS: dict[Callable[[ReviewScope], QuerySet], RowKind] = {
    figures.members: PEOPLE,
    figures.outsiders: PEOPLE,
    figures.cells: CELLS,
    meetings.sessions: RowKind(SessionRows, "search_key", ("starts_at", "cell__code", "pk")),
    meetings.partnerships: RowKind(
        PartnerRows, "session__search_key", ("session__starts_at", "cell__code"), ("session__cell",)
    ),
    meetings.attendances: RowKind(
        AttendanceRows,
        "member__search_key",
        ("session__starts_at", "cell__code", "member__sort_key", "pk"),
        ("session", "member"),
    ),
    meetings.briefings: RowKind(
        BriefingRows,
        "document__search_key",
        ("session__starts_at", "cell__code", "pk"),
        ("session", "document"),
    ),
    figures.criteria: RowKind(
        CriterionRows,
        "standard__cell__search_key",
        ("standard__cell__code", "position"),
        ("standard",),
    ),
    figures.reports: RowKind(
        ReportRows,
        "pledge__member__search_key",
        ("month", "cell__code", "pledge__member__sort_key", "pk"),
        ("pledge__member",),
    ),
    figures.items: RowKind(
        ItemRows,
        "pledge__member__search_key",
        ("pledge__cell__code", "pledge__member__sort_key", "pledge__year", "position"),
        ("pledge__member",),
    ),
}


def listed(rows: QuerySet, kind: RowKind, scope: ReviewScope, user: Any) -> QuerySet:
    """The rows with all that their table shows, in one query."""
    name = Cell.objects.filter(pk=OuterRef("figure_cell")).values("name")[:1]
    rows = rows.select_related(*kind.related) if kind.related else rows
    rows = rows.annotate(cell_name=Subquery(name)).order_by(*kind.order)
    if kind is PEOPLE:
        return with_standing(rows, scope, user)
    return meetings.with_missed_topics(rows, scope) if kind is CELLS else rows


def with_standing(people: QuerySet, scope: ReviewScope, user: Any) -> QuerySet:
    """How far the pledge is, never its text; a person may have moved out of the reader's sight."""
    open_there = Standing.objects.open_on(scope.last_day).filter(member=OuterRef("pk"))
    pledges = Pledge.objects.filter(
        member=OuterRef("pk"), year=scope.year, cell__kind=CellKind.PARTY
    )
    return people.annotate(
        standing=Subquery(open_there.values("kind")[:1]),
        pledge_status=Subquery(pledges.order_by("-pk").values("status")[:1]),
        may_open=Exists(Member.objects.visible_to(user).filter(pk=OuterRef("pk"))),
    )
