"""What floors above offer beside one line of a report, such as nominating its author for praise;
``ReportsConfig.ready()`` fills the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pledges.monthly_report.models import MonthlyReportLine


@dataclass(frozen=True, slots=True)
class Offer:
    label: str
    url: str


offers: list[Callable[[MonthlyReportLine, Any], Offer | None]] = []


def with_offers(lines: list[Any], user: Any) -> list[Any]:
    """The lines of a report, each with the ``offers`` that hold for this reader."""
    for line in lines:
        line.offers = [found for offer in offers if (found := offer(line, user))]
    return lines
