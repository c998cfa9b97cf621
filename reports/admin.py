from reports.commendation import admin as commendation_admin
from reports.evaluation import admin as evaluation_admin
from reports.evaluation.scheme import admin as scheme_admin
from reports.review import admin as review_admin
from reports.youth import admin as youth_admin

__all__ = ["commendation_admin", "evaluation_admin", "review_admin", "scheme_admin", "youth_admin"]
