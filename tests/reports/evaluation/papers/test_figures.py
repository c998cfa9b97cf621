"""For any counts: sums add up on every Biểu, percentages stand over “được đánh giá”."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from cells import clock
from cells.models import Cell
from cells.print.table import shown
from cells.session.roll.figures import percent
from reports.evaluation.choices import NOT_RATED, Case
from reports.evaluation.figures import Cap
from reports.evaluation.papers.figures import (
    CapFigures,
    CapRow,
    Counted,
    Level,
    capped,
    cells_figures,
    cells_told,
    tallied,
)
from reports.evaluation.papers.summaries import (
    cap_table,
    cells_table,
    levels_table,
    members_table,
)
from reports.evaluation.quota import Quota, QuotaBase, Rounding
from reports.evaluation.services import reconsider_evaluation
from reports.models import CellEvaluation, EvaluationRound, RatingLevel
from tests.factories import CellEvaluationFactory, CellFactory, EvaluationRoundFactory

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
        cap = Cap(level_id=1, name="XS", top=top, below=below, quota=quota)
        return CapRow(name=name, rated=top + below, cap=cap)

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
    only, above = total.cap.below * 20 // 100, total.rated * 20 // 100
    readings = (only, above) if base == QuotaBase.HTT_ONLY else (above, only)
    assert (table.total[5], table.total[6]) == readings
    most = readings[0]
    whole = total.cap.below if base == QuotaBase.HTT_ONLY else total.rated
    assert shown(table.total[7]) == shown(percent(total.cap.top, whole))
    assert str(table.total[-1]).startswith("Vượt" if total.cap.top > most else "Trong trần")
    assert table.notes[-1] == "Vượt trần, Lê Thị An: được cấp trên khen"


@given(counts, st.integers(0, 2), st.sampled_from(list(QuotaBase)), st.sampled_from(list(Rounding)))
def test_the_third_counts_the_people_of_the_first_and_no_others(found, place, base, rounding):
    people = tallied(NAMES, LEVELS, found)
    quota = Quota(percent=20, base=base, rounding=rounding)
    cap = Cap(level_id=place, name=LEVELS[place].name, top=0, below=0, quota=quota)
    table = cap_table(capped(cap, place, LEVELS, people, ()))
    assert len(table.rows) == len(people.rows)
    for row, own in zip([*table.rows, table.total], [*people.rows, people.total], strict=True):
        assert row[1:5] == [own.name, own.rated, own.levels[place + 1], own.levels[place]]
    for column in (2, 3, 4):
        assert table.total[column] == sum(row[column] for row in table.rows)


# ---- the second


STEPS = {  # status: how many of the levels proposed, appraised, decided are said by then
    "submitted": 0,
    "proposed": 1,
    "appraised": 2,
    "decided": 3,
    "published": 3,
}
OF_CELLS = [RatingLevel(pk=level.key + 1, name=level.name) for level in LEVELS]
BOX = [Level(key=level.pk, name=level.name) for level in OF_CELLS]
OF_A_CELL = (Case.NORMAL, Case.NEW_CELL, Case.POSTPONED)


@st.composite
def papers_of_cells(draw):
    """A paper a cell, at any step; who is not rated has no level, as the services see to it. What
    goes back to its cell keeps the level that was proposed."""
    papers = []
    for number in range(draw(st.integers(0, 12))):
        case, status = draw(st.sampled_from(OF_A_CELL)), draw(st.sampled_from(sorted(STEPS)))
        said = 0 if case in NOT_RATED else STEPS[status]
        kept = status == "submitted" and case not in NOT_RATED and draw(st.booleans())
        names = ["proposed_level", "appraised_level", "decided_level"][: said or kept]
        levels = {name: draw(st.sampled_from(OF_CELLS)) for name in names}
        paper = CellEvaluation(
            round=EvaluationRound(year=2013),
            cell=Cell(pk=number, name=f"Chi bộ {number}"),
            case=case,
            status=status if said or case in NOT_RATED else "submitted",
            **levels,
        )
        # As the question asks it of the database (LAST_WORD)
        is_waiting = case == Case.POSTPONED and status not in {"decided", "published"}
        paper.said = levels[names[-1]].pk if said and not is_waiting else None
        papers.append(paper)
    return papers


@given(papers_of_cells())
def test_the_second_has_a_row_a_cell_and_its_box_counts_each_row_once(papers):
    figures = cells_told(BOX, papers, {})
    assert [row[1] for row in cells_table(figures).rows] == [paper.cell.name for paper in papers]
    names = {level.pk: level.name for level in OF_CELLS}
    told = Counter(names[paper.said] for paper in papers if paper.said)
    box = levels_table(figures)
    assert {row[0]: row[1] for row in box.rows} == {level.name: told[level.name] for level in BOX}
    assert box.total[1] == sum(row[1] for row in box.rows) == told.total()
    unrated = len(papers) - told.total()
    assert f"không xếp loại: {unrated}. Tổng số chi bộ: {len(papers)}." in box.notes[0]


@given(papers_of_cells())
def test_percentages_of_the_second_stand_over_the_cells_that_have_a_level(papers):
    box = levels_table(cells_told(BOX, papers, {}))
    rated = box.total[1]
    for _name, count, share in box.rows:
        if rated:
            exact = Decimal(100 * count) / rated
            assert share == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        else:
            assert share is None


def test_the_second_counts_no_cell_that_votes_once_more_or_was_put_off(cast):
    found = EvaluationRoundFactory()
    plain, again, later = CellFactory.create_batch(3)
    best = found.scheme.levels.get(subject="cell", code="XS")
    CellEvaluationFactory(round=found, at="proposed", cell=plain, proposed_level=best)
    reconsider_evaluation(
        CellEvaluationFactory(round=found, at="proposed", cell=again, proposed_level=best),
        by=cast.users["staff"],
        note="Kiểm lại số phiếu",
    )
    late = {"case": "postponed", "proposed_level": best}
    CellEvaluationFactory(round=found, at="appraised", cell=later, appraised_level=best, **late)
    figures = cells_figures(found)
    assert {row.name: row.proposed for row in figures.rows} == {
        plain.name: best.name,
        again.name: "",
        later.name: best.name,
    }
    assert (figures.total.levels[0], figures.total.rated, figures.total.total) == (1, 1, 3)
    CellEvaluation.objects.filter(cell=later).update(
        status="decided", decided_level=best, decided_at=clock.now(), frozen_evidence={}
    )
    assert cells_figures(found).total.levels[0] == 2
