"""The forms of an agency's committee and its cells as shipped (29-QĐ/TW); then they are data.

The rules of 2012–2016 (01-HD/TW, 05-01-2012) were not found: staff compare before use.
"""

from cells import clock
from reports.commendation.models import CommendationForm, Giver, Occasion

# code, name, who gives it, to whom: M members, C cells, U unions; whether a certificate is printed
FORMS = (
    ("bieu-duong-chi-bo", "Biểu dương của chi bộ", Giver.CELL, "M", False),
    ("bieu-duong", "Biểu dương của Đảng uỷ", Giver.COMMITTEE, "MCU", False),
    ("giay-khen", "Giấy khen", Giver.COMMITTEE, "MCU", True),
)


def ship_forms() -> None:
    """Add what is missing; what the office has changed stays as it is."""
    for position, (code, name, given_by, whom, has_certificate) in enumerate(FORMS, start=1):
        CommendationForm.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "given_by": given_by,
                "for_members": "M" in whom,
                "for_cells": "C" in whom,
                "for_unions": "U" in whom,
                "has_certificate": has_certificate,
                "position": position,
            },
        )


def ship_all() -> None:
    """For a new office: the forms, and the end of its first year to begin with."""
    ship_forms()
    Occasion.objects.get_or_create(name="tổng kết năm", year=clock.today().year)
