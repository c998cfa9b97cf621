"""What the topics of this floor show in the back office."""

from reports.evaluation import admin as evaluation_admin
from reports.evaluation.scheme import admin as scheme_admin
from reports.review import admin as review_admin

__all__ = ["evaluation_admin", "review_admin", "scheme_admin"]
