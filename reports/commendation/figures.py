"""Where praise has not reached yet: days since a cell's last award, people never praised."""

from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from cells.models import Cell, Member, Membership
from cells.organisation.models import CellKind, CellQuerySet
from reports.commendation.models import Commendation


def coverage(today: date) -> CellQuerySet:
    """Cells with ``last_on``, their newest award, and how many they had this year; by code, for
    nobody is ranked."""
    awarded = Q(commendations__status="awarded")
    this_year = awarded & Q(commendations__awarded_on__year=today.year)
    return (
        Cell.objects.open_on(today)
        .annotate(
            last_on=Max("commendations__awarded_on", filter=awarded),
            this_year=Count("commendations", filter=this_year),
        )
        .order_by("code")
    )


def never_praised(today: date) -> QuerySet[Member]:
    """Whoever lives in a chi bộ and was never awarded anything, with ``home``, its name and the key
    by which it is sorted."""
    here = Membership.objects.open_on(today).filter(
        member=OuterRef("pk"), kind=CellKind.PARTY, is_temporary=False
    )
    praised = Commendation.objects.awarded().filter(member=OuterRef("pk"))
    return (
        Member.objects.annotate(
            home=Subquery(here.values("cell")[:1]),
            home_name=Subquery(here.values("cell__name")[:1]),
            home_sort_key=Subquery(here.values("cell__sort_key")[:1]),
        )
        .filter(~Exists(praised), home__isnull=False)
        .order_by("sort_key", "pk")
    )
