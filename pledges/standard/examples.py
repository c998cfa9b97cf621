"""Cards of other cells at hand while one writes, and lines that were taken over word by word."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from cells.text import SHORT_LENGTH, clean, search_key
from pledges.standard.models import Criterion, MoralStandard

SHOWN = 6
YEAR = re.compile(r"\b20\d\d\b")
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Examples:
    words: str  # what was searched for
    cards: list[MoralStandard]
    more: int  # found but not shown


def examples_for(standard: MoralStandard, user: Any, words: str) -> Examples:
    words = as_stored(words, LONGEST_SEARCH)
    found = matching(cards_of_others(standard, user), words)
    cards = (
        found.select_related("cell").prefetch_related("criteria").order_by("-year", "cell__code")
    )
    return Examples(words, list(cards[:SHOWN]), max(found.count() - SHOWN, 0))


def cards_of_others(standard: MoralStandard, user: Any) -> QuerySet:
    return MoralStandard.objects.visible_to(user).adopted().exclude(cell=standard.cell)


def matching(cards: QuerySet, words: str) -> QuerySet:
    """By year, by the name of the cell, by words of a line."""
    for year in YEAR.findall(words):
        cards = cards.filter(year=year)
    if not (key := search_key(YEAR.sub("", words))):
        return cards
    with_line = Criterion.objects.filter(search_key__contains=key).values("standard")
    by_name = Q(pk__in=MoralStandard.objects.search(YEAR.sub("", words)))
    return cards.filter(by_name | Q(pk__in=with_line))


def line_of_others(standard: MoralStandard, user: Any, pk: str) -> Criterion | None:
    """The line that is to be taken over, if this user may read it."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    cards = cards_of_others(standard, user)
    return Criterion.objects.filter(pk=pk, standard__in=cards).first()


def sources_of(standard: MoralStandard, user: Any, behaviours: list[str]) -> dict[str, str]:
    """Whose line each of these is, word by word: a copied line says so until it is changed."""
    typed = [words for behaviour in behaviours if (words := as_stored(behaviour, SHORT_LENGTH))]
    lines = Criterion.objects.filter(
        behaviour__in=typed, standard__in=cards_of_others(standard, user)
    )
    rows = lines.select_related("standard__cell").order_by(
        "standard__year", "-standard__cell__code"
    )
    return {line.behaviour: whose(line.standard) for line in rows}


def as_stored(words: str, longest: int) -> str:
    """The words as the text door would keep them; nothing where it would refuse them."""
    try:
        return clean(words, max_length=longest)
    except ValidationError:
        return ""


def whose(card: MoralStandard) -> str:
    return f"{card.cell.name if card.cell else 'Đảng uỷ'}, năm {card.year}"
