"""The cast's cell on 20 March 2014, and what an officer says about a session of 3 April."""

from datetime import date

import pytest

from cells.session.planning.services import schedule_session
from tests.factories import moment


@pytest.fixture
def values(cast):
    return {
        "form": "regular",
        "title": "",
        "topic": None,
        "report_month": date(2014, 2, 1),
        "starts_at": moment(2014, 4, 3, 14),
        "ends_at": None,
        "place": "Phòng 305",
        "chair": cast.members["secretary"],
        "minute_taker": cast.members["deputy"],
        "partner_name": "",
        "guests": "",
        "invitation": "",
        "partners": [],
    }


@pytest.fixture
def secretary(cast):
    return cast.user("secretary")


@pytest.fixture
def session(cast, secretary, values):
    return schedule_session(cast.cell, by=secretary, **values)


@pytest.fixture
def typed(cast):
    """The same, as the form's boxes hold it."""
    return {
        "version": "0",
        "form": "regular",
        "report_month": "02/2014",
        "day": "03/04/2014",
        "starts_at": "14h",
        "ends_at": "15:30",
        "place": "Phòng 305",
        "chair": str(cast.members["secretary"].pk),
        "minute_taker": str(cast.members["deputy"].pk),
    }
