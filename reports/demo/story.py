"""The whole story from the first day to 20 November 2014, told through the services alone."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.db import transaction

from cells.models import Notice
from cells.notice.services import see
from cells.text import month_words
from reports.demo import (
    cards,
    evaluating,
    founding,
    helping,
    learning,
    meeting,
    moving,
    people,
    praising,
    reminding,
    reporting,
    reviewing,
    youth,
)
from reports.demo.accounts import BY_USERNAME
from reports.demo.agenda import Agenda, moment
from reports.demo.cells import CELLS
from reports.demo.pledging import CLOSED_ON, REOPENED, PledgeStory
from reports.demo.world import World

LAST_DAY = date(2014, 11, 20)
SET_UP_ON = date(2012, 12, 3)
MONTHS = [date(year, month, 1) for year in (2013, 2014) for month in range(1, 13)]
OPENS_ON = 25  # a month is opened on this day of its own
UNREAD_SINCE = date(2014, 11, 6)  # what was answered before then, everybody has seen
# Years are opened in December, and again for those who join on the way
YEARS = (
    (2013, date(2012, 12, 17)),
    (2013, date(2013, 5, 27)),
    (2014, date(2013, 12, 16)),
    (2014, date(2014, 4, 29)),
    (2014, date(2014, 10, 27)),
)


@transaction.atomic
def tell(
    *,
    say: Callable[[str], object],
    share: float = 1.0,
    months: Sequence[date] = MONTHS,
) -> World:
    """Build the demo in an empty database.

    ``share`` of the usual number of people in each cell; ``months`` in which they report.
    """
    everybody = people.people_of(CELLS, share)
    world = World(
        plans=CELLS,
        people={person.key: person for person in everybody},
        agenda=Agenda(until=moment(LAST_DAY, 7)),
        say=say,
    )
    schedule(world, months)
    world.agenda.run()
    return world


def schedule(world: World, months: Sequence[date]) -> None:
    world.later(moment(SET_UP_ON), partial(founding.found, world))
    world.later(moment(people.FIRST_ROSTER, 9), partial(founding.bring_in, world))
    for turn in people.turns():
        world.later(moment(turn.day, 10), partial(founding.turn, world, turn))
    world.later(moment(founding.MANDATES_ON, 9), partial(founding.set_mandates, world))
    world.later(moment(founding.ENTERED_ON, 15), partial(founding.enter_twice, world))
    youth.schedule(world)
    cards.schedule(world)
    schedule_pledges(world)
    learning.schedule(world)
    meeting.schedule(world, months)
    for month in months:
        world.later(moment(month.replace(day=OPENS_ON), 7), partial(tell_month, world, month))
    reviewing.schedule(world)
    praising.schedule(world)
    evaluating.schedule(world)
    helping.schedule(world)
    reminding.schedule(world)
    world.later(moment(date(2014, 11, 18), 15), partial(founding.ask_for_accounts, world))
    world.later(moment(LAST_DAY, 6), read_older_news)


def read_older_news() -> None:
    """Whoever stands on the sign-in page finds the last two answers still unread."""
    reminding.read_where_heeded()
    for_visitors: set[int] = set()
    for username in BY_USERNAME:
        told = Notice.objects.unseen().filter(member__user__username=username)
        for_visitors |= set(told.values_list("pk", flat=True)[:2])
    see(Notice.objects.filter(at__lt=moment(UNREAD_SINCE)).exclude(pk__in=for_visitors))


def schedule_pledges(world: World) -> None:
    story = PledgeStory(world, partial(reporting.tell_report, world))
    for year, day in YEARS:
        world.later(moment(day, 8), partial(tell_year, world, story, year))
    world.later(moment(REOPENED[1], 9), story.reopen)
    world.later(moment(CLOSED_ON, 14), partial(story.close, 2013))
    moving.schedule(world, story)


def tell_year(world: World, story: PledgeStory, year: int) -> None:
    world.say(f"Mở năm {year}: đăng ký làm theo …")
    story.open(year)
    youth.open_pledges(world, year)


def tell_month(world: World, month: date) -> None:
    if month.month % 3 == 1:
        world.say(f"Báo cáo tháng, từ {month_words(month)} …")
    reporting.tell_month(world, month)
    youth.tell_month(world, month)
