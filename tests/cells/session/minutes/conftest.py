"""One held session of the cast's cell; the 5th of March 2014, looked at on the 20th."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from cells.models import Session
from tests.minutes import held_session


@pytest.fixture
def session(cast):
    return Session.objects.get(pk=held_session(cast).pk)


def text_of(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def fresh(session):
    return Session.objects.get(pk=session.pk)
