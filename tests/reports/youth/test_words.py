"""A youth branch is spoken to as one: whoever is no đảng viên reads of no chi bộ of theirs."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from reports.home.roles import roles_of
from tests.factories import (
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
)

MARCH = date(2014, 3, 1)


@pytest.fixture
def papers(branch):
    """The member's pledge with a report to write and a sent one with a comment; a new pledge."""
    pledge = PledgeFactory(member=branch.member("member"), cell=branch.cell, accepted=True)
    item = PledgeItemFactory(pledge=pledge, position=1, criterion=None, confirmer="Bí thư chi đoàn")
    draft = MonthlyReportFactory(pledge=pledge, month=MARCH)
    MonthlyReportLineFactory(report=draft, item=item, state="", sentence="", comment="Nói rõ hơn.")
    sent = MonthlyReportFactory(pledge=pledge, month=date(2014, 2, 1), sent=True)
    MonthlyReportLineFactory(report=sent, item=item)
    return {
        "pledge": pledge,
        "draft": draft,
        "sent": sent,
        "new": PledgeFactory(member=branch.member("other"), cell=branch.cell),
    }


PAGES = [
    ("member", "home", None),
    ("member", "my-pledges", None),
    ("member", "monthly-report-list", None),
    ("member", "monthly-report-write", "draft"),
    ("member", "monthly-report", "sent"),
    ("member", "pledge", "pledge"),
    ("other", "pledge-write", "new"),
    ("other", "pledge-check", "new"),
    ("secretary", "monthly-report-queue", None),
    ("secretary", "monthly-report-grid", None),
    ("secretary", "monthly-report-enter", "draft"),
    ("secretary", "monthly-report-excuse", "draft"),
    ("secretary", "pledge-queue", None),
    ("secretary", "reminder-cell", "cell"),
]
THE_PARTY_S = re.compile(r"chi bộ|đảng viên", re.IGNORECASE)


@pytest.mark.parametrize(("role", "name", "of"), PAGES)
def test_a_page_of_the_branch_names_no_chi_bo(client, branch, papers, role, name, of):
    client.force_login(branch.user(role), backend="cells.member.passwords.AccountBackend")
    paper = {**papers, "cell": branch.cell}[of] if of else None
    answer = client.get(reverse(name, args=[paper.pk] if paper else []))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    words = strip_tags(main)
    assert [
        words[max(0, at.start() - 60) : at.end() + 30] for at in THE_PARTY_S.finditer(words)
    ] == []


@pytest.mark.parametrize(
    ("role", "capacities"),
    [("secretary", ["cán bộ chi đoàn", "đoàn viên"]), ("member", ["đoàn viên"])],
)
def test_a_capacity_is_called_by_what_the_person_is_in(branch, role, capacities):
    assert [label for _, label in roles_of(branch.user(role).rights)] == capacities


def test_who_is_also_in_the_party_works_as_a_party_member(cast, branch):
    MembershipFactory(member=cast.members["secretary"], cell=branch.cell, office="committee_member")
    labels = [label for _, label in roles_of(cast.user("secretary").rights)]
    assert labels == ["cấp uỷ chi bộ", "đảng viên"]
