from django.apps import AppConfig


class CellsConfig(AppConfig):
    name = "cells"
    verbose_name = "Tổ chức và đảng viên"

    def ready(self) -> None:
        from cells.member import rules  # noqa: F401 – Django asks for rules only when apps are loaded
        from cells.member.moves import rules as moves_rules  # noqa: F401
        from cells.print import checks  # noqa: F401
