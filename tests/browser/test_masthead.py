"""The head of every page: one line on a desk, everything in it large enough to hit."""

from itertools import pairwise

import pytest

from cells.models import Member

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Nguyễn Phúc Hoàng Thiên Trường Quang Minh"


@pytest.mark.parametrize("role", ["staff", "secretary", "member"])
def test_menu_and_name_stand_on_one_line(office, person, role):
    Member.objects.filter(pk=office.members[role].pk).update(full_name=LONG)
    somebody = person(role)
    somebody.opens("home")
    bar = somebody.page.locator(".masthead__bar")
    parts = [each.bounding_box() for each in bar.locator(":scope > :visible").all()]
    middles = {round(part["y"] + part["height"] / 2) for part in parts}
    assert max(middles) - min(middles) <= 1
    assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(parts))
    for target in bar.locator("a:visible, button:visible").all():
        assert target.bounding_box()["height"] >= 44
