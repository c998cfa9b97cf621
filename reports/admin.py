"""What the topics of this floor show in the back office."""

from reports.review import admin as review_admin

__all__ = ["review_admin"]
