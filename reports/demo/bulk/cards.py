"""The committee's five criteria and the cells' own cards, adopted before the first year."""

from datetime import date, datetime, timedelta
from random import Random

from cells.audit import AuditEntry, next_entry
from pledges.models import Criterion, MoralStandard
from pledges.standard.models import StandardStatus
from reports.demo.agenda import moment
from reports.demo.bulk.founding import Office
from reports.demo.bulk.people import Household
from reports.demo.bulk.trails import Step, trail, walk, write
from reports.demo.cells import FIVE_CRITERIA, ILLUSTRATION, Line, Virtue

WITHOUT_CARD = 0.15
Criteria = dict[Virtue, int]
Card = tuple[MoralStandard, tuple[Line, ...], list[Step]]


def adopt_cards(office: Office, year: int, seed: int) -> dict[int, Criteria]:
    """For each cell the lines a pledge may rest on, by what they are about."""
    rng = Random(f"{seed}/cards")  # noqa: S311 – the same cards every time
    have = [home for home in office.homes if rng.random() >= WITHOUT_CARD]
    first_day = date(year - 1, 12, 10)
    five = MoralStandard(year=year, note=f"Năm tiêu chí {ILLUSTRATION}")
    steps = adopting(five, moment(first_day, 10), "21-NQ/ĐUCQ", office)
    made: list[Card] = [(five, FIVE_CRITERIA, steps)]
    made += [
        card_of(home, year, first_day + timedelta(days=1 + number % 6), office)
        for number, home in enumerate(have)
    ]
    cards = write(MoralStandard, [standard for standard, _, _ in made])
    lines = write(Criterion, [row for card, lines, _ in made for row in lines_of(card, lines)])
    write(AuditEntry, [entry for card, _, steps in made for entry in trail_of(card, steps)])
    return by_cell(office, cards, lines)


def card_of(home: Household, year: int, day: date, office: Office) -> Card:
    card = MoralStandard(cell=home.cell, year=year, motto=home.plan.motto, note=home.plan.note)
    return card, home.plan.lines, adopting(card, moment(day, 15), "02-NQ/CB", office, home)


def adopting(
    card: MoralStandard, at: datetime, number: str, office: Office, home: Household | None = None
) -> list[Step]:
    by = home.account(home.people[0]) if home else office.staff
    card.version, card.resolution_number, card.adopted_on = 1, number, at.date()
    steps = [Step(at, "draft", by), Step(at, "adopt", by)]
    walk(card, steps[1:])
    return steps


def lines_of(card: MoralStandard, lines: tuple[Line, ...]) -> list[Criterion]:
    return [
        Criterion(
            standard=card,
            position=position,
            behaviour=line.behaviour,
            measure=line.marked_measure,
            rhythm=line.rhythm,
        )
        for position, line in enumerate(lines, start=1)
    ]


def trail_of(card: MoralStandard, steps: list[Step]) -> list[AuditEntry]:
    """The first step comes from nowhere: the draft was begun."""
    begun, *moves = steps
    first = next_entry(card, None, begun.by, begun.verb, "", StandardStatus.DRAFT, at=begun.at)
    return [first, *trail(card, moves, before=first)]


def by_cell(
    office: Office, cards: list[MoralStandard], lines: list[Criterion]
) -> dict[int, Criteria]:
    virtues = {
        line.behaviour: line.virtue
        for plan in [home.plan for home in office.homes[:12]]
        for line in (*plan.lines, *FIVE_CRITERIA)
    }
    found: dict[int, Criteria] = {card.pk: {} for card in cards}
    for line in lines:
        found[line.standard_id].setdefault(virtues[line.behaviour], line.pk)
    own = {card.cell_id: found[card.pk] for card in cards}
    return {home.cell.pk: own.get(home.cell.pk, own[None]) for home in office.homes}
