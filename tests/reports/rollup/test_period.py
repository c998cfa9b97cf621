"""Periods of a year: what they are called, how they follow each other, what is inside them."""

from datetime import date

import pytest

from reports.rollup.period import Period


@pytest.mark.parametrize(
    ("word", "label", "first", "last"),
    [
        ("2014", "năm 2014", date(2014, 1, 1), date(2014, 12, 1)),
        ("2014-h1", "6 tháng đầu năm 2014", date(2014, 1, 1), date(2014, 6, 1)),
        ("2014-h2", "6 tháng cuối năm 2014", date(2014, 7, 1), date(2014, 12, 1)),
        ("2014-q3", "quý III/2014", date(2014, 7, 1), date(2014, 9, 1)),
        ("2014-m02", None, None, None),
        ("2014-m2", "tháng 2/2014", date(2014, 2, 1), date(2014, 2, 1)),
        ("2014-m12", "tháng 12/2014", date(2014, 12, 1), date(2014, 12, 1)),
    ],
)
def test_an_address_names_a_period(word, label, first, last):
    period = Period.of_word(word)
    if label is None:
        assert period is None
    else:
        assert (str(period), period.label, period.first, period.last) == (word, label, first, last)


@pytest.mark.parametrize("word", ["", "14", "1914", "2014-m13", "2014-q5", "2014-h3", "2014-y1"])
def test_other_words_name_none(word):
    assert Period.of_word(word) is None


@pytest.mark.parametrize("unit", ["m", "q", "h", "y"])
def test_stepping_forth_and_back_leads_home_and_leaves_no_gap(unit):
    period = Period(2014, unit)
    for _ in range(15):
        assert period.after.before == period
        assert period.after.first > period.last
        assert period.after.scope.begin == period.scope.end
        period = period.after


def test_a_switch_keeps_the_time_around_today_or_goes_to_the_nearer_end():
    """It is 20 July 2014."""
    assert [str(each) for _, each in Period(2014).switches] == [
        "2014-m7",
        "2014-q3",
        "2014-h2",
        "2014",
    ]
    assert [str(each) for _, each in Period(2013).switches][:2] == ["2013-m12", "2013-q4"]
    assert [str(each) for _, each in Period(2015).switches][:2] == ["2015-m1", "2015-q1"]


def test_before_the_first_year_of_addresses_there_is_nothing_to_step_to():
    assert not Period(2000).before.is_known
    assert Period(2000, "q", 2).before.is_known
