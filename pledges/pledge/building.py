"""What helps while a pledge is written: words put into a frame by one button."""

from typing import Any

from django.http import HttpRequest

from pledges.pledge.copying import words_to_copy
from pledges.pledge.forms import PledgeSheet
from pledges.pledge.library import example_numbered
from pledges.pledge.views import number_from

FILLS = {"example", "last"}  # the names of its buttons


def words_asked(request: HttpRequest, sheet: PledgeSheet) -> dict[str, Any]:
    """What the button stands for: an item of last year, or an example under a line of the card."""
    last = number_from(request.POST, "last")
    if item := next((each for each in sheet.last_year if each.pk == last), None):
        return words_to_copy(item, sheet.pledge, sheet.criteria)
    number, _, criterion = request.POST.get("example", "").partition("-")
    example = example_numbered(int(number)) if number.isdecimal() and len(number) < 5 else None
    if example is None:
        return {}
    words = {"action": example.action, "measure": example.measure, "rhythm": example.rhythm}
    words["copied_from_id"] = ""  # the frame may have held a copy that was cleared
    is_offered = criterion in {str(pk) for pk, _ in sheet.criteria}
    return words | ({"criterion_id": criterion} if is_offered else {})
