from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Đăng ký và báo cáo"

    def ready(self) -> None:
        from cells.member.moves.passage import Consequence, consequences
        from pledges.monthly_report import moving as reports_moving
        from pledges.monthly_report import rules as monthly_report_rules  # noqa: F401
        from pledges.monthly_report.services import open_report_of_this_month
        from pledges.pledge import moving as pledges_moving
        from pledges.pledge import rules as pledge_rules  # noqa: F401
        from pledges.pledge.services import after_accepting
        from pledges.standard import rules as standard_rules  # noqa: F401

        # Two inversions: who moves between cells has papers here, of which cells knows nothing;
        for moving in (pledges_moving, reports_moving):
            consequences.append(Consequence(moving.foresee, moving.carry_out))
        # and accepting a pledge opens a report, and reports stand above pledges
        after_accepting.append(open_report_of_this_month)
