"""The roster sheet: how fast it is read, and how fast new people come in; and a list as a sheet,
about as long as one file may be.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

from django.urls import reverse
from openpyxl import load_workbook

from cells import clock
from cells.member.roster import apply, plan
from cells.member.roster_sheet import COLUMNS, Roster, read, roster_page
from cells.models import Cell
from cells.sheet import XLSX, read_sheet, write_sheets
from reports.demo.names import draw_name
from tests.bench.figures import Figure, compared, interleaved
from tests.bench.ground import Ground
from tests.bench.pages import ROLES


def sheet_of(people: int, codes: list[str]) -> bytes:
    rng = Random(2014)
    return write_sheets(roster_page([row_of(number, codes, rng) for number in range(people)]))


def row_of(number: int, codes: list[str], rng: Random) -> list[Any]:
    values = {
        "cell_code": codes[number % len(codes)],
        "full_name": draw_name("female", rng),
        "sex": "Nữ",
        "birth_year": 1960 + number % 25,
        "card_number": f"{90_000_000 + number}",
        "admitted_on": date(2001, 5, 19),
        "official_on": date(2002, 5, 19),
        "job_title": "Chuyên viên",
        "office": "đảng viên",
        "since": date(2012, 1, 3),
        "standing": "chính thức",
    }
    return [values.get(column.field) for column in COLUMNS]


def understood(content: bytes) -> Roster:
    return read(read_sheet(content, "roster.xlsx"))


def bare(content: bytes) -> None:
    """The library alone: no guard, no cleaning, no judgement."""
    book = load_workbook(BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        list(sheet.iter_rows(values_only=True))


def bring_in(ground: Ground, roster: Roster) -> None:
    with ground.trying():
        by = ground.user("giupviec")
        agreed = plan(roster, clock.today(), by=by)
        if len(agreed.added) != len(roster.rows):
            raise RuntimeError(str(agreed.troubles[:3]))
        apply(agreed, by=by)


def taken_out(ground: Ground) -> bytes:
    """The reports of a month as the staff's sheet, of a third of the people by their names; what
    the trail says of it is taken back."""
    address = f"{reverse('monthly-report-list-export')}?month=11/2014&q=ha"
    client = ground.client(ROLES["staff"])
    with ground.trying():
        answer = client.post(address, {"reason": "đo"})
    if answer["Content-Type"] != XLSX:
        raise RuntimeError(f"{address}: no sheet")
    return answer.content


def rows_of(content: bytes) -> int:
    return load_workbook(BytesIO(content))["Danh sách"].max_row - 1


def measure(small: Ground, large: Ground, people: int, rounds: int) -> Iterator[Figure]:
    yield from measure_roster(small, large, people, rounds)
    how_many, total = (rows_of(taken_out(ground)) for ground in (small, large))
    few, many = interleaved(rounds, lambda: taken_out(small), lambda: taken_out(large))
    yield Figure(
        name="list as a sheet",
        unit="rows/s",
        **compared(total / many, how_many / few),
        to=f"the same list at {small.members} members",
        rows=total,
    )


def measure_roster(small: Ground, large: Ground, people: int, rounds: int) -> Iterator[Figure]:
    small.enter()  # the first cells have the same codes in both
    codes = list(Cell.objects.order_by("pk").values_list("code", flat=True))
    content = sheet_of(people, codes)
    ours, theirs = interleaved(rounds, lambda: understood(content), lambda: bare(content))
    yield Figure(
        name="roster sheet, read and checked",
        unit="rows/s",
        **compared(people / ours, people / theirs),
        to="openpyxl alone on the same file",
        rows=people,
    )
    roster = understood(content)
    few, many = interleaved(
        rounds, lambda: bring_in(small, roster), lambda: bring_in(large, roster)
    )
    yield Figure(
        name="roster, planned and applied",
        unit="rows/s",
        **compared(people / many, people / few),
        to=f"the same sheet into {small.members} members",
        rows=people,
    )
