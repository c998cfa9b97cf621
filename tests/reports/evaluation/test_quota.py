"""The arithmetic of caps against the rule said aloud, person by person."""

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evaluation.quota import Majority, Quota, QuotaBase, Rounding

people = st.integers(0, 400)
quotas = st.builds(
    Quota,
    percent=st.integers(1, 100),
    base=st.sampled_from(QuotaBase),
    rounding=st.sampled_from(Rounding),
)


def holds(quota, top, below):
    """The rule in fractions: so many at the top, at most the share of the base, rounded as told."""
    base = below if quota.base == QuotaBase.HTT_ONLY else top + below
    share = Fraction(quota.percent, 100) * base
    return top <= floor(share + (Fraction(1, 2) if quota.rounding == Rounding.HALF_UP else 0))


@given(quotas, people, people)
def test_a_cap_holds_when_the_rule_in_fractions_holds(quota, top, below):
    assert quota.fits(top=top, below=below) is holds(quota, top, below)


@given(quotas, people, people)
def test_room_left_is_the_largest_number_that_may_still_go_up(quota, top, below):
    fitting = [k for k in range(below + 1) if holds(quota, top + k, below - k)]
    assert quota.room_left(top=top, below=below) == max(fitting, default=0)


@given(quotas, people, people)
def test_excess_is_the_smallest_number_that_must_go_down(quota, top, below):
    enough = (j for j in range(top + 1) if holds(quota, top - j, below + j))
    assert quota.excess(top=top, below=below) == next(enough)


@given(quotas, people, people)
def test_there_is_never_room_and_excess_at_once(quota, top, below):
    room, excess = quota.room_left(top=top, below=below), quota.excess(top=top, below=below)
    assert not (room and excess)
    assert (excess == 0) is quota.fits(top=top, below=below)


@pytest.mark.parametrize("below", [5, 10, 15, 20])
def test_whoever_goes_up_makes_the_base_smaller(below):
    """At 5, 10, 15 … subtraction alone would promise one place too many."""
    quota = Quota(percent=20)
    assert quota.room_left(top=0, below=below) == below // 5 - 1
    assert quota.most(top=0, below=below) == below // 5


def test_the_two_readings_of_one_guidance_stand_beside_each_other():
    """20 at the top, 80 below: over those 80 it is 16, over all hundred 20."""
    quota = Quota(percent=20)
    assert (quota.most(top=20, below=80), quota.excess(top=20, below=80)) == (16, 4)
    other = quota.other_reading()
    assert (other.most(top=20, below=80), other.fits(top=20, below=80)) == (20, True)


@pytest.mark.parametrize(
    ("base", "floor_", "half_up"), [(0, 0, 0), (2, 0, 0), (3, 0, 1), (7, 1, 1), (8, 1, 2)]
)
def test_both_roundings(base, floor_, half_up):
    assert Quota(percent=20).ceiling(base) == floor_
    assert Quota(percent=20, rounding=Rounding.HALF_UP).ceiling(base) == half_up


@given(people, people, st.integers(1, 100))
def test_a_majority_is_exceeded_or_just_reached(votes, base, percent):
    share = Fraction(percent, 100) * base
    assert Majority(percent=percent).is_reached(votes, base) is (votes > share)
    reached = Majority(percent=percent, is_exceeded=False).is_reached(votes, base)
    assert reached is (base > 0 and votes >= share)


def test_half_is_not_more_than_half():
    more_than_half = Majority(percent=50)
    assert not more_than_half.is_reached(9, 18)
    assert more_than_half.is_reached(10, 18)
