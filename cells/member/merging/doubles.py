"""Who may be one person entered twice: one name, and nothing that tells the two apart."""

from typing import Any

from django.db.models import CharField, F, Field, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from cells.member.models import Member, MemberQuerySet

MOST = 20
NUMBER, WORD = IntegerField(), CharField()


def twins_of_outer() -> QuerySet:
    """Inside a query over members: the records that may be the same person.

    Two cards are two people, two birth years as well; what is not known tells nobody apart.
    """
    namesakes = Member.objects.filter(name_key=OuterRef("name_key")).exclude(pk=OuterRef("pk"))
    year, their_year = "birth_year", OuterRef("birth_year")
    card, their_card = known("card_number"), known(OuterRef("card_number"))
    return namesakes.alias(
        year=either(NUMBER, year, their_year, 0),
        their_year=either(NUMBER, their_year, year, 0),
        card=either(WORD, card, their_card, Value("")),
        their_card=either(WORD, their_card, card, Value("")),
    ).filter(year=F("their_year"), card=F("their_card"))


def known(card: Any) -> NullIf:
    return NullIf(card, Value(""), output_field=WORD)


def either(kind: Field, *values: Any) -> Coalesce:
    """What one record does not know is taken from the other, so that it cannot differ."""
    return Coalesce(*values, output_field=kind)


def likely_doubles() -> MemberQuerySet:
    """The later record of every likely pair, with ``first_pk``: the one that was there before."""
    earlier = twins_of_outer().filter(pk__lt=OuterRef("pk")).order_by("pk")
    found = Member.objects.annotate(first_pk=Subquery(earlier.values("pk")[:1]))
    return found.filter(first_pk__isnull=False)


def candidates(member: Member, words: str) -> list[Member]:
    """Whom staff may mean: those found by name or card, or, asked for nothing, the namesakes."""
    others = Member.objects.exclude(pk=member.pk)
    found = others.search(words) if words else others.filter(name_key=member.name_key)
    return list(found.prefetch_related("memberships__cell")[:MOST])
