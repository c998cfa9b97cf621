"""People who move within the story: one transferred, one on the way, one gone, three guests."""

from dataclasses import replace
from datetime import date
from functools import partial

from cells.member.moves.leaving import leave_cell
from cells.member.moves.services import propose_transfer, receive_transfer
from cells.member.moves.stays import begin_stay, end_stay
from cells.models import Transfer
from pledges.models import Pledge
from pledges.pledge.services import ItemInput, accept_pledge, save_pledge, submit_pledge
from reports.demo.agenda import moment
from reports.demo.cards import fitting
from reports.demo.people import Person
from reports.demo.pledging import PledgeStory
from reports.demo.world import Key, World, chance

MOVER, NEW_HOME, NEW_PLACE = ("DP2", 8), "CSD", 90
PROPOSED_ON, FIRST_DAY = date(2014, 6, 10), date(2014, 6, 16)
CONFIRMED_ON, ACCEPTED_ON = date(2014, 6, 19), date(2014, 6, 23)
ON_THE_WAY, NEXT_HOME = ("V4", 9), "DV"
LEAVER, LAST_DAY = ("TCXD", 8), date(2014, 9, 30)
# Who sits with another cell for a while: who, where, since, until
STAYS = (
    (("DP1", 6), "DP2", date(2014, 8, 1), None),
    (("TH", 5), "CSD", date(2014, 9, 1), None),
    (("TCXD", 6), "DTBD", date(2014, 3, 3), date(2014, 9, 30)),
)
BACK_EARLY = ("TCXD", 6), "DTBD", date(2014, 8, 29)


def schedule(world: World, story: PledgeStory) -> None:
    introduce = partial(propose, world, MOVER, NEW_HOME, FIRST_DAY, "04-GT/CB")
    world.later(moment(PROPOSED_ON, 10), introduce)
    world.later(moment(FIRST_DAY, 9), partial(receive, world, story))
    world.later(moment(date(2014, 10, 1), 9), partial(leave, world))
    waiting = partial(propose, world, ON_THE_WAY, NEXT_HOME, date(2014, 12, 1), "09-GT/CB")
    world.later(moment(date(2014, 11, 17), 15), waiting)
    for key, code, since, until in STAYS:
        world.later(moment(since, 8), partial(stay, world, key, code, since, until))
    world.later(moment(BACK_EARLY[2], 16), partial(come_back, world))


def propose(world: World, key: Key, code: str, day: date, letter_number: str) -> None:
    """The secretary of the old cell writes the letter."""
    person = world.people[key]
    propose_transfer(
        world.members[key],
        from_cell=world.cells[person.cell.code],
        to_cell=world.cells[code],
        intended_on=day,
        letter_number=letter_number,
        note="Điều động theo yêu cầu công tác.",
        by=world.answerer(person),
    )


def receive(world: World, story: PledgeStory) -> None:
    member = world.members[MOVER]
    transfer = Transfer.objects.open().with_people().get(member=member)
    receive_transfer(transfer, first_day=FIRST_DAY, by=world.staff)
    person = settle(world, world.people[MOVER])
    pledges = Pledge.objects.of_year(FIRST_DAY.year).with_people()
    old = pledges.get(member=member, cell=transfer.from_cell)
    copy = pledges.get(member=member, cell=transfer.to_cell)
    story.planned.add(copy.pk)
    world.later(moment(CONFIRMED_ON, 15), partial(confirm, world, story, person, old, copy))
    world.later(moment(ACCEPTED_ON, 10), partial(accept, world, person, old, copy))


def settle(world: World, before: Person) -> Person:
    """The same person at a new place: from here on the story meets them in their new cell."""
    plan = next(plan for plan in world.plans if plan.code == NEW_HOME)
    person = replace(before, cell=plan, place=NEW_PLACE, since=FIRST_DAY)
    world.members[person.key] = member = world.members[before.key]
    world.users[person.key] = world.users[before.key]
    world.people[person.key] = world.by_member[member.pk] = person
    world.of_cell[before.cell.code].remove(before)
    world.of_cell[NEW_HOME].append(person)
    return person


def confirm(world: World, story: PledgeStory, person: Person, old: Pledge, copy: Pledge) -> None:
    """The copied items get a criterion of the new cell's card and somebody there who confirms."""
    rng, criteria = chance("confirm", *person.key), story.criteria_of(person, copy.year)
    works = [work for _, work in world.pledged[old.pk]]
    items = [
        replace(
            ItemInput.of(item),
            criterion_id=fitting(criteria, work.virtue, copy.year, *person.key),
            confirmer=rng.choice(work.confirmers),
        )
        for item, work in zip(copy.items.all(), works, strict=True)
    ]
    save_pledge(
        copy,
        reflection=copy.reflection,
        measures=copy.measures,
        items=items,
        version=copy.version,
        by=world.author(person),
    )
    submit_pledge(copy, by=world.author(person), version=copy.version)


def accept(world: World, person: Person, old: Pledge, copy: Pledge) -> None:
    accept_pledge(copy, by=world.answerer(person), version=copy.version)
    items = copy.items.order_by("position").values_list("pk", flat=True)
    works = [work for _, work in world.pledged[old.pk]]
    world.pledged[copy.pk] = list(zip(items, works, strict=True))


def leave(world: World) -> None:
    member, cell = world.members[LEAVER], world.cells[LEAVER[0]]
    leave_cell(member, cell=cell, last_day=LAST_DAY, reason="moved_away", by=world.staff)


def stay(world: World, key: Key, code: str, since: date, until: date | None) -> None:
    member, cell = world.members[key], world.cells[code]
    begin_stay(member, cell=cell, since=since, until=until, by=world.staff)


def come_back(world: World) -> None:
    key, code, last_day = BACK_EARLY
    end_stay(world.members[key], cell=world.cells[code], last_day=last_day, by=world.staff)
