"""A committee of any size for measuring: the same rows as the services leave, written in bulk."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import connection, transaction

from cells import clock
from cells.print.render import garbage_kept
from reports.demo.agenda import moment
from reports.demo.bulk.cards import adopt_cards
from reports.demo.bulk.founding import Office, found
from reports.demo.bulk.meeting import MeetingYear, enter_papers
from reports.demo.bulk.people import households
from reports.demo.bulk.pledging import PledgeYear
from reports.demo.bulk.reporting import Month
from reports.demo.bulk.sizes import Sizes
from reports.review.services import open_review

Say = Callable[[str], object]


@garbage_kept()
@transaction.atomic
def tell_in_bulk(sizes: Sizes, *, say: Say) -> None:
    """Build it in an empty database, up to this morning; all or nothing.

    The same sizes and seed on the same day give the same rows, but for passwords.
    """
    now = moment(clock.today(), 7)
    last = clock.today().year
    years = range(last - sizes.years + 1, last + 1)
    say(f"{sizes.members} đảng viên ở {sizes.cells} chi bộ …")
    office = found(households(sizes, years[0]), years, sizes.seed)
    criteria = adopt_cards(office, years[0], sizes.seed)
    enter_papers(office)
    gatherings = {year: MeetingYear(office, year, now, sizes.seed) for year in years}
    heard = heard_on(gatherings.values())
    for year in years:
        promises = PledgeYear(office, year, now, sizes.seed).tell(criteria)
        say(f"Năm {year}: {len(promises)} bản đăng ký")
        states: dict[int, str] = {}
        for number in range(1, 13):
            first = date(year, number, 1)
            month = Month(first, now, sizes.seed, states, heard[first])
            if count := month.tell(promises):
                say(f"Tháng {number:02}/{year}: {count} báo cáo")
        say(f"Năm {year}: {gatherings[year].tell()} buổi sinh hoạt")
    begin_reviews(office, years[-1], now)
    count_rows()


def heard_on(gatherings: Iterable[MeetingYear]) -> dict[date, dict[str, date]]:
    """For each month of reports, on which day every cell, by its code, hears them."""
    found: dict[date, dict[str, date]] = defaultdict(dict)
    for gathering in gatherings:
        for meeting in gathering.near():
            if meeting.report_month:
                found[meeting.report_month][meeting.cell] = meeting.starts_at.date()
    return found


def begin_reviews(office: Office, year: int, now: datetime) -> None:
    """Of the whole committee and of the first cell, over the months of the year so far."""
    first, last = date(year, 1, 1), clock.today().replace(day=1)
    with clock.at(now):
        for cell in (None, office.homes[0].cell):
            open_review(cell, kind="preliminary", first=first, last=last)


def count_rows() -> None:
    """Without fresh statistics the first pages would be planned for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
