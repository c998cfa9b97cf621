"""Grids: whose rows are written, what is stored, what is said when it is not."""

import pytest
from django.urls import reverse

from cells.models import Notice
from tests.factories import CommitteePostFactory, MemberFactory, MembershipFactory, SessionFactory
from tests.reports.evaluation.steps.conftest import counts, page_of


@pytest.fixture
def votes(year):
    """The sheet of the cast's cell, with the secretary's own paper and a member's on it."""
    sheet = year.cell_paper()
    year.mine, year.paper_of_member = year.paper("secretary"), year.paper("member")
    year.url = reverse("cell-evaluation-count", args=[sheet.pk])
    return year


def test_the_counts_of_a_person_and_the_proposal_are_stored(votes, sign_in, cast):
    session = SessionFactory(cell=cast.cell, held=True)
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.paper_of_member)
    response = client.post(votes.url, data | {"session": session.pk}, follow=True)
    assert "Đã lưu 1 dòng" in response.content.decode()
    paper = votes.paper_of_member
    paper.refresh_from_db()
    assert (paper.status, paper.proposed_level.code) == ("proposed", "XS")
    assert paper.votes == {"XS": 12, "HTT": 6, "HT": 1, "KHT": 1}
    assert (paper.ballots_entitled, paper.session) == (20, session)
    assert "12/20 phiếu, đủ đa số" in response.content.decode()
