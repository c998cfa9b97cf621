"""What the topics of this floor show in the back office."""

from pledges.monthly_report import admin as monthly_report_admin
from pledges.pledge import admin as pledge_admin
from pledges.standard import admin as standard_admin

__all__ = ["monthly_report_admin", "pledge_admin", "standard_admin"]
