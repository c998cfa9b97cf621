"""A round of 2013, the cast's papers in it, and a page of a grid as a browser would send it."""

import re
from types import SimpleNamespace

import pytest

from cells import clock
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.services import Ballot
from tests.factories import (
    CellEvaluationFactory,
    EvaluationRoundFactory,
    MemberEvaluationFactory,
    MemberFactory,
    MembershipFactory,
)


@pytest.fixture
def year(cast):
    """``year.paper("member", at="submitted")``; ``year.level("XS")``; ``year.cell_paper()``."""
    found = EvaluationRoundFactory()

    def level(code, subject="member"):
        return found.scheme.levels.get(subject=subject, code=code)

    def paper(role="member", at="submitted", **more):
        member = cast.members[role]
        cell = more.pop("cell", None) or member.memberships.get(until=None).cell
        return MemberEvaluationFactory(round=found, member=member, cell=cell, at=at, **more)

    def cell_paper(at="submitted", cell=None, **more):
        return CellEvaluationFactory(round=found, cell=cell or cast.cell, at=at, **more)

    def others(how_many, at, code, cell=None):
        """People who fill a level, so that a cap has a base."""
        named = {"proposed": "proposed_level", "appraised": "appraised_level"}.get(
            at, "decided_level"
        )
        rows = []
        for _ in range(how_many):
            member = MemberFactory()
            MembershipFactory(member=member, cell=cell or cast.other_cell)
            rows.append(
                MemberEvaluationFactory(
                    round=found,
                    member=member,
                    cell=cell or cast.other_cell,
                    at=at,
                    **{named: level(code)},
                )
            )
        return rows

    def with_points(**more):
        points = {"has_points": True, "general_most": 30, "task_most": 70, "explain_from_points": 5}
        RatingScheme.objects.filter(pk=found.scheme_id).update(**points | more)
        found.scheme.refresh_from_db()

    def publish():
        """What was decided before stays where it is, as if it had come later."""
        found.status, found.published_at = "published", clock.now()
        found.save()

    return SimpleNamespace(
        publish=publish,
        round=found,
        level=level,
        paper=paper,
        cell_paper=cell_paper,
        others=others,
        with_points=with_points,
    )


def ballot(**more):
    """Of a cell of twenty: all voted, twelve for the best level."""
    votes = {"XS": 12, "HTT": 6, "HT": 1, "KHT": 1}
    return Ballot(
        **{"entitled": 20, "issued": 20, "returned": 20, "valid": 20, "votes": votes} | more
    )


INPUT = re.compile(r'<input type="hidden" name="(r\d+-(?:version|seen))" value="([^"]*)">')


def page_of(client, url):
    """The boxes of a grid as they were shown, to be sent again with changes."""
    response = client.get(url)
    assert response.status_code == 200
    data = dict(INPUT.findall(response.content.decode()))
    for row in response.context["sheet"].rows:
        if row.form:
            fields = row.form.fields
            data |= {
                f"{row.form.prefix}-{n}": t for n, t in zip(fields, row.form.content, strict=True)
            }
    return data


def counts(paper, code="XS", **more):
    """What a secretary types in the row of one person."""
    levels = {
        each.code: each.pk for each in paper.round.scheme.levels.filter(subject=paper.SUBJECT)
    }
    votes = {"XS": 12, "HTT": 6, "HT": 1, "KHT": 1}
    boxes = {
        "entitled": 20,
        "issued": 20,
        "returned": 20,
        "valid": 20,
        "level": levels[code],
        **{f"vote_{levels[each]}": number for each, number in votes.items()},
    }
    return {f"r{paper.pk}-{name}": value for name, value in (boxes | more).items()}
