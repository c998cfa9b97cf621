from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Khen thưởng, sơ kết, tổng kết"

    def ready(self) -> None:
        from cells.first_day import shipments
        from cells.jobs.kinds import KINDS
        from cells.member.merging.parts import PARTS
        from cells.session.sections import Section, sections
        from pledges.monthly_report.offers import offers
        from pledges.monthly_report.services import conditions_too_late, reasons_too_late
        from reports.commendation import offers as praise
        from reports.commendation import rules as commendation_rules  # noqa: F401
        from reports.commendation.merging import Commendations
        from reports.commendation.shipped import ship_all
        from reports.evaluation import rules as evaluation_rules  # noqa: F401
        from reports.evaluation.evidence import rules as evidence_rules  # noqa: F401
        from reports.evaluation.merging import Evaluations
        from reports.evaluation.round.months import TOO_LATE, why_too_late
        from reports.evaluation.scheme.shipped import ship_rating_schemes
        from reports.evaluation.yearend import rules as yearend_rules  # noqa: F401
        from reports.evaluation.yearend.services import KIND, YEAREND
        from reports.overview import rules as overview_rules  # noqa: F401
        from reports.prints import rules as prints_rules  # noqa: F401
        from reports.review import rules  # noqa: F401

        # Lower floors may not know reports: what an office begins with, what becomes of papers in a
        # merge, where a line or a session offers to nominate, what a job makes, until when to send
        shipments.extend([ship_rating_schemes, ship_all])
        PARTS["reports.MemberEvaluation.member"] = Evaluations()
        PARTS["reports.Commendation.member"] = Commendations()
        offers.append(praise.offer_on_line)
        reasons_too_late.append(why_too_late)
        conditions_too_late.append(TOO_LATE)
        sections.append(
            Section(
                title=praise.TITLE,
                template=praise.TEMPLATE,
                context=praise.section_context,
                paragraphs=praise.paragraphs,
            )
        )
        KINDS[KIND] = YEAREND
        join_periods()


def join_periods() -> None:
    """Sums and the levels of youth branches: rules, first words, what a merge does with them."""
    from cells.first_day import shipments
    from cells.member.merging.parts import PARTS
    from reports.rollup import rules as rollup_rules  # noqa: F401
    from reports.youth import rules as youth_rules  # noqa: F401
    from reports.youth.merging import YouthAssessments
    from reports.youth.services import ship_youth_scheme

    shipments.append(ship_youth_scheme)
    PARTS["reports.YouthAssessment.member"] = YouthAssessments()
