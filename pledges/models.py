"""What the topics of this floor define, handed on to Django."""

from pledges.monthly_report.models import Evidence, MonthlyReport, MonthlyReportLine
from pledges.pledge.models import Pledge, PledgeItem
from pledges.reminder.models import Reminder
from pledges.standard.collective.models import CollectiveItem, CollectiveRegistration
from pledges.standard.models import Criterion, MoralStandard

__all__ = [
    "CollectiveItem",
    "CollectiveRegistration",
    "Criterion",
    "Evidence",
    "MonthlyReport",
    "MonthlyReportLine",
    "MoralStandard",
    "Pledge",
    "PledgeItem",
    "Reminder",
]
