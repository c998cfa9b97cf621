from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Đăng ký và báo cáo"

    def ready(self) -> None:
        from cells.member.merging.parts import PARTS, Followers
        from cells.member.moves.passage import Consequence, consequences
        from cells.session.planning.services import after_scheduling
        from cells.session.sections import Section, sections
        from pledges.monthly_report import hearing
        from pledges.monthly_report import moving as reports_moving
        from pledges.monthly_report import rules as monthly_report_rules  # noqa: F401
        from pledges.monthly_report.scheduling import move_due_dates
        from pledges.monthly_report.services import open_report_of_this_month
        from pledges.pledge import moving as pledges_moving
        from pledges.pledge import rules as pledge_rules  # noqa: F401
        from pledges.pledge.merging import Pledges
        from pledges.pledge.services import after_accepting
        from pledges.standard import rules as standard_rules  # noqa: F401
        from pledges.standard.collective import rules as collective_rules  # noqa: F401
        from pledges.standard.collective.models import CollectiveItem

        # cells may not know pledges: what becomes of them when two records of a person are merged,
        PARTS["pledges.Pledge.member"] = Pledges()
        PARTS["pledges.CollectiveItem.responsible"] = Followers(
            CollectiveItem, "responsible", "Việc của tập thể đã phụ trách"
        )
        # and when somebody moves between cells
        for moving in (pledges_moving, reports_moving):
            consequences.append(Consequence(moving.foresee, moving.carry_out))
        # Accepting a pledge opens a report, and reports stand above pledges
        after_accepting.append(open_report_of_this_month)
        # A session hears the month's reports, and the day it is set for says when they are due
        sections.append(
            Section(
                title=hearing.TITLE,
                template=hearing.TEMPLATE,
                context=hearing.section_context,
                paragraphs=hearing.paragraphs,
            )
        )
        after_scheduling.append(move_due_dates)
        self.join_reminders()

    def join_reminders(self) -> None:
        from cells.member.merging.parts import PARTS
        from pledges.reminder import rules as reminder_rules  # noqa: F401
        from pledges.reminder.merging import Reminders

        PARTS["pledges.Reminder.recipient"] = Reminders()
