"""Which guidance on layout a paper follows: the one in force on the paper's own date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class FormatProfile:
    """One guidance; margins in millimetres as paper.css draws them for `css_class`."""

    code: str
    valid_from: date
    css_class: str
    top: int
    right: int
    bottom: int
    left: int


HD11 = FormatProfile("HD11", date(2004, 5, 28), "hd11", top=25, right=15, bottom=25, left=35)
HD36 = FormatProfile("HD36", date(2018, 4, 3), "hd36", top=20, right=15, bottom=20, left=30)
HD05 = FormatProfile("HD05", date(2026, 5, 27), "hd36", top=20, right=15, bottom=20, left=30)

PROFILES = {profile.code: profile for profile in (HD11, HD36, HD05)}


def profile_for(on: date) -> FormatProfile:
    """The profile of a paper dated `on`; papers older than every guidance follow the oldest."""
    for profile in (HD05, HD36):
        if on >= profile.valid_from:
            return profile
    return HD11
