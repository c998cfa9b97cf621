"""Rights come from the posts that are open today."""

import pytest

from cells import clock


@pytest.mark.parametrize(
    ("role", "officer", "bodies"),
    [
        ("member", False, set()),
        ("secretary", True, set()),
        ("cell committee", True, set()),
        ("staff", False, {"task_force"}),
        ("leader", False, {"standing"}),
        ("yesterday's secretary", False, set()),
        ("sysadmin", False, set()),
    ],
)
def test_rights_are_what_the_open_posts_say(cast, role, officer, bodies):
    rights = cast.user(role).rights
    assert (cast.cell.pk in rights.cells_as_officer) is officer
    assert rights.bodies == bodies


def test_rights_end_the_day_after_the_last_day_of_the_mandate(cast, today):
    role = "yesterday's secretary"
    with clock.at(today.replace(day=19)):
        assert cast.cell.pk in cast.user(role).rights.cells_as_secretary
    assert cast.user(role).rights.cells_as_secretary == frozenset()


def test_a_disabled_account_has_no_rights_at_all(cast):
    user = cast.user("secretary")
    user.is_active = False
    assert not user.rights.cells_as_officer
    assert not user.is_staff
