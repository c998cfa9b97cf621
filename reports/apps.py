from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Khen thưởng, sơ kết, tổng kết"

    def ready(self) -> None:
        from cells.first_day import SHIPPED_ABOVE
        from cells.member.merging.parts import PARTS
        from cells.session.sections import Section, sections
        from pledges.monthly_report.offers import offers
        from reports.commendation import offers as praise
        from reports.commendation import rules as commendation_rules  # noqa: F401
        from reports.commendation.merging import Commendations
        from reports.commendation.shipped import ship_all
        from reports.prints import rules as prints_rules  # noqa: F401
        from reports.review import rules  # noqa: F401

        # Lower floors may not know commendations: a line of a report and a session offer to
        # nominate, a new office begins with the usual forms, and praise goes over in a merge
        offers.append(praise.offer_on_line)
        sections.append(
            Section(
                title=praise.TITLE,
                template=praise.TEMPLATE,
                context=praise.section_context,
                paragraphs=praise.paragraphs,
            )
        )
        SHIPPED_ABOVE.append(ship_all)
        PARTS["reports.Commendation.member"] = Commendations()
