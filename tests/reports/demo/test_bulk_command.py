"""``seed_demo`` with a size: what it makes of other sizes and days, and what it refuses."""

from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from cells import clock
from cells.models import Cell
from pledges.models import MonthlyReport, MoralStandard, Pledge
from reports.demo.accounts import PASSWORD
from reports.demo.bulk.sizes import FEWEST_PEOPLE, Sizes
from reports.demo.bulk.story import tell_in_bulk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings):
    settings.CHI03_DEMO = True
    with clock.at(date(2014, 12, 28)):
        yield


def told(sizes: Sizes) -> None:
    tell_in_bulk(sizes, say=lambda line: None)


def test_two_years_close_the_first_and_leave_the_second_open():
    told(Sizes(cells=4, members=30, years=2, seed=7))
    assert Pledge.objects.filter(year=2013, status="closed").count() > 20
    assert Pledge.objects.filter(year=2014, status="accepted").count() > 20
    assert MonthlyReport.objects.values("month").distinct().count() == 24
    call_command("check_audit", stdout=StringIO())
    assert MoralStandard.objects.filter(cell=None, status="adopted").exists()


def test_before_the_25th_the_month_is_not_open():
    with clock.at(date(2014, 11, 24)):
        told(Sizes(cells=3, members=15, years=1))
        assert MonthlyReport.objects.order_by("month").last().month == date(2014, 10, 1)
        assert not MonthlyReport.objects.filter(saved_at__gt=clock.now()).exists()


@pytest.mark.parametrize(("cells", "members"), [(3, 15), (12, 300), (40, 1003), (200, 1000)])
def test_people_spread_unevenly_and_nobody_is_lost(cells, members):
    sizes = Sizes(cells=cells, members=members, years=1).spread(Random(1))
    assert sum(sizes) == members
    assert len(sizes) == cells
    assert min(sizes) >= FEWEST_PEOPLE
    assert sizes[0] == members // cells


def run(*options: str) -> str:
    out = StringIO()
    call_command("seed_demo", *options, stdout=out)
    return out.getvalue()


def test_the_command_says_how_far_it_is():
    said = run("--cells=3", "--members=15", "--years=1", "--seed=3")
    assert "15 đảng viên ở 3 chi bộ" in said
    assert "Tháng 12/2014" in said
    assert f"dangvien / {PASSWORD}" in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--cells=3"], "còn thiếu --members, --years"),
        (["--cells=2", "--members=40", "--years=1"], "Số chi bộ từ 3 đến 5000, không phải 2"),
        (["--cells=9", "--members=40", "--years=1"], "9 chi bộ cần từ 45 người, không phải 40"),
        (["--cells=9", "--members=400000", "--years=1"], "Nhiều nhất 200000 đảng viên"),
        (["--cells=3", "--members=40", "--years=6"], "Số năm từ 1 đến 5, không phải 6"),
        (["--cells=ba", "--members=40", "--years=1"], "“ba” chưa phải một số"),
    ],
)
def test_a_size_that_cannot_be_is_refused_with_a_sentence(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*options)
    assert not Cell.objects.exists()


def test_outside_the_demo_the_command_refuses(settings):
    settings.CHI03_DEMO = False
    with pytest.raises(CommandError, match="CHI03_DEMO"):
        run("--cells=3", "--members=15", "--years=1")
