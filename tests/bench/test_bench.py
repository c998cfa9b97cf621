"""The bench runs to its end and tells every figure it promises; how fast is nobody's test."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.bench.figures import Figure, compared, interleaved
from tests.bench.grids import GRIDS
from tests.bench.pages import PAGES

ROOT = Path(__file__).parent.parent.parent
KEYS = {"name", "value", "unit", "ratio", "to", "rows", "database", "at_most"}
OTHERS = {
    "roster sheet, read and checked",
    "roster, planned and applied",
    "list as a sheet",
    "PDF, review of the committee",
    "PDF, pledge of a member",
    "year-end job, 1 worker",
    "year-end job, 1 worker, a sheet",
    "year-end job, 2 workers",
    "year-end job, 2 workers, a sheet",
    "year-end job, memory of a worker",
    "page, secretary: home, during the job",
    "opening a month",
    "opening a month, reports",
    "opening a month, a pledge accepted later",
    "likeness, advice in a full cell",
    "likeness, total of a full cell",
    "reminders, a morning",
    "reminders, a morning, queries",
    "reminders, people told",
    "reminders, the same morning once more",
}


def promised() -> set[str]:
    pages = {f"page, {role}: {name}" for role, names in PAGES.items() for name in names}
    pages |= {f"grid, {role}: {name}" for role, name, _ in GRIDS}
    pages |= {"likeness, check page", "likeness, queue with its total"}
    pages |= {"reminders, preview of a cell", "reminders, list of the overdue"}
    return pages | {f"{page}, queries" for page in pages} | OTHERS


def server() -> str:
    there = connection.settings_dict
    address = f"{there['HOST'] or '127.0.0.1'}:{there['PORT'] or 5432}"
    return f"postgresql://{there['USER']}:{there['PASSWORD']}@{address}/postgres"


def run_smallest() -> list[dict]:
    environment = {name: value for name, value in os.environ.items() if "CHI03" not in name}
    done = subprocess.run(
        [sys.executable, "scripts/bench.py", "--smallest"],
        cwd=ROOT,
        env=environment | {"CHI03_TEST_DATABASE_URL": server()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the bench needs PostgreSQL")
def test_every_figure_is_told_in_one_line_of_json():
    figures = run_smallest()
    names = [figure["name"] for figure in figures]
    assert len(names) == len(set(names))
    assert set(names) == promised()
    promises = {each["name"]: each["at_most"] for each in figures if each["at_most"]}
    assert promises == {"year-end job, 2 workers, a sheet": 0.55}
    for figure in figures:
        assert set(figure) == KEYS
        assert figure["value"] > 0
        assert figure["ratio"] > 0
        assert figure["database"] == "postgresql"
        assert "/" not in figure["to"]


def test_two_acts_take_turns_after_a_warm_up():
    done = []
    fast, slow = interleaved(4, lambda: done.append("a"), lambda: done.append("b"))
    assert done == ["a", "b"] * 5
    assert fast >= 0
    assert slow >= 0


def test_a_figure_says_what_it_is_compared_with():
    figure = Figure(name="x", unit="ms", **compared(30.04, 20), to="y", rows=3)
    assert json.loads(figure.line()) == {
        "name": "x",
        "value": 30.0,
        "unit": "ms",
        "ratio": 1.5,
        "to": "y",
        "rows": 3,
        "database": "postgresql",
        "at_most": None,
    }


@pytest.mark.parametrize(("taken", "is_missed"), [(11, False), (12, True)])
def test_a_promise_about_the_ratio_is_missed_above_it(taken, is_missed):
    figure = Figure(name="x", unit="ms", **compared(taken, 20), to="y", rows=3, at_most=0.55)
    assert figure.is_missed == is_missed
