"""What a review counts of sessions: those that took place in its months, rolls and briefings.

A session belongs to the cell that holds it; who joins as a partner is counted as ``partnerships``,
and stands with its own people on its own roll. So cells add up to the committee.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear

from cells import clock
from cells.models import Attendance, Briefing, Cell, Session, SessionPartner, StudyForm, Topic
from cells.session.models import COUNTED, TOOK_PLACE, AttendanceState
from reports.review.span import ReviewScope

MONTHS_OF_A_QUARTER = 3

# Sources: each row belongs to exactly one cell, ``figure_cell``


def sessions(scope: ReviewScope) -> QuerySet:
    of_kind = Session.objects.that_took_place().filter(cell__kind=scope.kind)
    return of_kind.filter(in_span(scope)).annotate(figure_cell=F("cell"))


def partnerships(scope: ReviewScope) -> QuerySet:
    return of_sessions(SessionPartner.objects.all(), scope)


def attendances(scope: ReviewScope) -> QuerySet:
    return of_sessions(Attendance.objects.all(), scope)


def briefings(scope: ReviewScope) -> QuerySet:
    return of_sessions(Briefing.objects.all(), scope)


def of_sessions(rows: QuerySet, scope: ReviewScope) -> QuerySet:
    took_place = Q(session__status__in=TOOK_PLACE) & in_span(scope, "session__")
    return rows.filter(took_place, cell__kind=scope.kind).annotate(figure_cell=F("cell"))


def in_span(scope: ReviewScope, path: str = "") -> Q:
    return Q(**{f"{path}starts_at__gte": scope.begin, f"{path}starts_at__lt": scope.end})


# Conditions: which rows of a source a figure counts


def has_form(form: str) -> Callable[[ReviewScope], Q]:
    return lambda _scope: Q(form=form)


def is_study(path: str = "") -> Q:
    """Of a form of study, or a regular session that took a topic as well."""
    return ~Q(**{f"{path}form": StudyForm.REGULAR}) | Q(**{f"{path}topic__isnull": False})


def is_study_session(_scope: ReviewScope) -> Q:
    return is_study()


def is_counted(_scope: ReviewScope) -> Q:
    return Q(category__in=COUNTED)


def was_there(_scope: ReviewScope) -> Q:
    return Q(category__in=COUNTED, state=AttendanceState.PRESENT)


def was_missing_without_reason(_scope: ReviewScope) -> Q:
    return Q(category__in=COUNTED, state=AttendanceState.UNEXCUSED)


def came_to_study(_scope: ReviewScope) -> Q:
    """Whoever came, guests of other cells and exempt members too."""
    return Q(state=AttendanceState.PRESENT) & is_study("session__")


def was_to_study(scope: ReviewScope) -> Q:
    return is_counted(scope) & is_study("session__")


def did_study(scope: ReviewScope) -> Q:
    return was_there(scope) & is_study("session__")


# Quarterly topics. A quarter falls due when its last month is over; until the span's end it can be
# made up.


def topics_due(scope: ReviewScope) -> QuerySet:
    over = min(month_number(scope.last), month_number(clock.today()) - 1)
    due = Topic.objects.annotate(
        due_month=F("theme__year") * 12 + F("quarter") * MONTHS_OF_A_QUARTER
    )
    return due.filter(due_month__range=(month_number(scope.first), over))


def month_number(month: date) -> int:
    return month.year * 12 + month.month


def not_studied(topics: QuerySet, scope: ReviewScope, cell: Any) -> QuerySet:
    """Those of the topics on which this cell has not come together, as host or as partner."""
    held = Session.objects.that_took_place().filter(topic=OuterRef("pk"), starts_at__lt=scope.end)
    topics = topics.exclude(Exists(held.filter(cell=cell)))
    return topics.exclude(Exists(held.filter(partners__cell=cell)))


def with_beginning(cells: QuerySet) -> QuerySet:
    """A cell answers for the quarters in which it was there already."""
    founded = ExtractYear("founded_on") * 12 + ExtractMonth("founded_on")
    return cells.annotate(since_month=Coalesce(founded, 0))


def topics_asked(scope: ReviewScope) -> QuerySet:
    """Inside a query of ``with_beginning``."""
    return topics_due(scope).filter(due_month__gte=OuterRef("since_month"))


def topics_missed(scope: ReviewScope) -> QuerySet:
    return not_studied(topics_asked(scope), scope, OuterRef(OuterRef("pk")))


def has_all_topics(scope: ReviewScope) -> Q:
    asked = with_beginning(Cell.objects.all()).filter(Exists(topics_asked(scope)))
    return Q(pk__in=asked.exclude(Exists(topics_missed(scope))).values("pk"))


def misses_topics(scope: ReviewScope) -> Q:
    return Q(
        pk__in=with_beginning(Cell.objects.all()).filter(Exists(topics_missed(scope))).values("pk")
    )


def with_missed_topics(cells: QuerySet, scope: ReviewScope) -> QuerySet:
    """How many each of them has missed, for the list of cells."""
    missed = topics_missed(scope).order_by().annotate(one=Value(1)).values("one")
    how_many = Subquery(missed.annotate(how_many=Count("pk")).values("how_many"))
    return with_beginning(cells).annotate(missed=Coalesce(how_many, 0))


def missed_by(scope: ReviewScope, cell: Cell) -> QuerySet:
    """Of one cell, for the sentence that names them."""
    since = month_number(cell.founded_on) if cell.founded_on else 0
    topics = topics_due(scope).filter(due_month__gte=since).select_related("theme")
    return not_studied(topics, scope, cell.pk).order_by("due_month", "position")
