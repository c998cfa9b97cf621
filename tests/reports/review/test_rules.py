import pytest

from cells.scope import permission
from reports.models import Review
from tests.factories import ReviewFactory

VERBS = ["write", "read", "print", *Review.VERBS, "correct"]
READS = ["read", "print"]
WRITES = ["write", "read", "print", "present", "withdraw", "correct"]
SIGNS = ["read", "print", "return", "sign", "replace"]


@pytest.fixture
def reviews(cast):
    return {
        "committee": ReviewFactory(),
        "cell": ReviewFactory(cell=cast.cell),
        "other cell": ReviewFactory(cell=cast.other_cell),
    }


@pytest.mark.parametrize(
    ("role", "committee", "cell", "other_cell"),
    [
        ("member", [], [], []),
        ("colleague", [], [], []),
        ("secretary", [], VERBS, []),
        ("deputy", [], VERBS, []),
        ("cell committee", [], WRITES, []),
        ("stranger", [], [], []),
        ("other secretary", [], [], VERBS),
        ("staff", WRITES, [], []),
        ("leader", SIGNS, READS, READS),
        ("executive", READS, READS, READS),
        ("inspector", READS, READS, READS),
        ("yesterday's secretary", [], [], []),
        ("sysadmin", [], [], []),
    ],
)
def test_who_reads_and_writes_which_review(cast, reviews, role, committee, cell, other_cell):
    user = cast.user(role)
    may = {
        whose: [verb for verb in VERBS if user.has_perm(permission(verb, review), review)]
        for whose, review in reviews.items()
    }
    assert may == {"committee": committee, "cell": cell, "other cell": other_cell}
    seen = Review.objects.visible_to(user)
    assert {whose for whose, review in reviews.items() if review in seen} == {
        whose for whose, verbs in may.items() if verbs
    }
