from django.apps import AppConfig


class CellsConfig(AppConfig):
    name = "cells"
    verbose_name = "Tổ chức và đảng viên"

    def ready(self) -> None:
        from cells.issue import rules as issue_rules  # noqa: F401
        from cells.issue.models import IssuedDocument
        from cells.datacheck import rules as datacheck_rules  # noqa: F401
        from cells.member import rules  # noqa: F401 – Django asks for rules only when apps are loaded
        from cells.member.merging import rules as merging_rules  # noqa: F401
        from cells.member.posts import rules as posts_rules  # noqa: F401
        from cells.print import checks  # noqa: F401
