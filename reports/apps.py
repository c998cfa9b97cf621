from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Sơ kết, tổng kết"

    def ready(self) -> None:
        from cells.first_day import shipments
        from cells.member.merging.parts import PARTS
        from reports.evaluation import rules as evaluation_rules  # noqa: F401
        from reports.evaluation.evidence import rules as evidence_rules  # noqa: F401
        from reports.evaluation.merging import Evaluations
        from reports.evaluation.scheme.shipped import ship_rating_schemes
        from reports.prints import rules as prints_rules  # noqa: F401
        from reports.review import rules  # noqa: F401

        # cells may not know reports: what an office begins with, and what becomes of the papers of
        # a person whose two records are merged
        shipments.append(ship_rating_schemes)
        PARTS["reports.MemberEvaluation.member"] = Evaluations()
