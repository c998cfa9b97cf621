"""What the topics of this floor show in the back office."""

from reports.commendation import admin as commendation_admin
from reports.review import admin as review_admin

__all__ = ["commendation_admin", "review_admin"]
