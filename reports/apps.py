from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Sơ kết, tổng kết"

    def ready(self) -> None:
        from reports.review import rules  # noqa: F401
