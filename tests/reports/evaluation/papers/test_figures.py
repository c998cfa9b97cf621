"""For any counts: sums add up on every Biểu, percentages stand over “được đánh giá”."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from cells.print.table import shown
from reports.evaluation.choices import NOT_RATED, Case
from reports.evaluation.papers.figures import CapFigures, CapRow, Counted, Level, tallied
from reports.evaluation.papers.summaries import cap_table, members_table
from reports.evaluation.quota import Quota, QuotaBase

LEVELS = [Level(key=key, name=name) for key, name in enumerate(["XS", "HTT", "HT", "KHT"])]
NAMES = {1: "Chi bộ A", 2: "Chi bộ B", 3: "Chi bộ C"}
counts = st.lists(
    st.builds(
        Counted,
        cell=st.sampled_from([1, 2, 3]),
        case=st.sampled_from(list(Case)),
        level=st.one_of(st.none(), st.integers(0, 3)),
        how_many=st.integers(0, 400),
    ),
    max_size=30,
)


def is_rated(each):
    return each.level is not None and each.case not in NOT_RATED


@given(counts)
def test_people_of_the_first_add_up_in_every_direction(found):
    figures = tallied(NAMES, LEVELS, found)
    here = [each for each in found if each.case != Case.LEFT]
    assert figures.total.total == sum(each.how_many for each in here)
    assert figures.total.rated == sum(each.how_many for each in here if is_rated(each))
    for row in [*figures.rows, figures.total]:
        assert row.rated == sum(row.levels)
        assert row.total == row.rated + sum(row.unrated)
    columns = [[row.total, row.rated, *row.levels, *row.unrated] for row in figures.rows]
    total = figures.total
    below = [total.total, total.rated, *total.levels, *total.unrated]
    assert [sum(column) for column in zip(*columns, strict=True)] == below


@given(counts)
def test_percentages_stand_over_the_rated_with_two_decimals_and_a_comma(found):
    for row in tallied(NAMES, LEVELS, found).rows:
        for count, share in zip(row.levels, row.percents, strict=True):
            if not row.rated:
                assert (share, shown(share)) == (None, "–")
                continue
            exact = (Decimal(100 * count) / row.rated).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert share == exact
            assert shown(share) == f"{exact:.2f}".replace(".", ",")


@given(counts)
def test_what_is_printed_of_the_first_is_what_was_counted(found):
    table = members_table(tallied(NAMES, LEVELS, found))
    assert all(len(row) == len(table.columns) for row in [*table.rows, table.total])
    numbers = [place for place, value in enumerate(table.total) if isinstance(value, int)]
    for place in numbers:
        assert table.total[place] == sum(row[place] for row in table.rows)


def test_a_part_of_a_level_is_counted_in_the_level_below_and_once_in_the_sum():
    """Trong sạch, vững mạnh tiêu biểu is a part of trong sạch, vững mạnh."""
    levels = [
        Level(key=0, name="tiêu biểu", is_part=True),
        Level(key=1, name="TSVM"),
        Level(key=2, name="HTT"),
    ]
    found = [
        Counted(cell=1, case=Case.NORMAL, level=level, how_many=many)
        for level, many in [(0, 2), (1, 3), (2, 5)]
    ]
    row = tallied({1: "A"}, levels, found).rows[0]
    assert (row.levels, row.rated) == ((2, 5, 5), 10)
    assert [shown(share) for share in row.percents] == ["20,00", "50,00", "50,00"]
    assert shown(row.top_on_below) == "100,00"


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=8),
    st.sampled_from(list(QuotaBase)),
)
def test_the_third_shows_both_readings_and_the_sum_of_its_cells(cells, base):
    quota = Quota(percent=20, base=base)

    def row(name, top, below):
        return CapRow(name=name, rated=top + below, top=top, below=below, quota=quota)

    total = row("Cộng", sum(top for top, _ in cells), sum(below for _, below in cells))
    figures = CapFigures(
        level="XS",
        below="HTT",
        rows=tuple(row("A", *each) for each in cells),
        total=total,
        reasons=(("Lê Thị An", "được cấp trên khen"),),
    )
    table = cap_table(figures)
    for place in (2, 3, 4):
        assert table.total[place] == sum(each[place] for each in table.rows)
    only, above = total.below * 20 // 100, (total.top + total.below) * 20 // 100
    readings = (only, above) if base == QuotaBase.HTT_ONLY else (above, only)
    assert (table.total[5], table.total[6]) == readings
    most = readings[0]
    assert str(table.total[-1]).startswith("Vượt" if total.top > most else "Trong trần")
    assert table.notes[-1] == "Vượt trần, Lê Thị An: được cấp trên khen"
