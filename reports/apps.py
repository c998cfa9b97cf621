from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Sơ kết, tổng kết"

    def ready(self) -> None:
        from reports.prints import rules as prints_rules  # noqa: F401
        from reports.review import rules  # noqa: F401
