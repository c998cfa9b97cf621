"""The gaps of a register: numbers below the largest that no row holds. None is ever given again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from cells.issue.models import DocumentType
from cells.programme.models import Term


@dataclass(frozen=True, slots=True)
class Gaps:
    """One series with holes: its type, its term, and the holes as people write them."""

    kind: str
    term: str
    numbers: str


def gaps_of(documents: QuerySet) -> list[Gaps]:
    """Three questions, however many series; ``documents`` are the rows a reader may see."""
    rows = documents.order_by("term_id", "kind_id", "number")
    rows = rows.values_list("term_id", "kind_id", "number")
    holes = {
        series: missing
        for series, group in groupby(rows, key=itemgetter(0, 1))
        if (missing := spans(missing_below([number for *_, number in group])))
    }
    terms = Term.objects.select_related("cell").in_bulk([term for term, _ in holes])
    types = DocumentType.objects.in_bulk([kind for _, kind in holes])
    return [
        Gaps(types[kind].name, str(terms[term]), numbers) for (term, kind), numbers in holes.items()
    ]


def missing_below(numbers: list[int]) -> Iterator[range]:
    """The holes in ascending numbers, counted from 1."""
    before = 0
    for number in numbers:
        if number > before + 1:
            yield range(before + 1, number)
        before = number


def spans(holes: Iterable[range]) -> str:
    """03, 05–07."""
    return ", ".join(
        f"{hole[0]:02d}" if len(hole) == 1 else f"{hole[0]:02d}–{hole[-1]:02d}" for hole in holes
    )
