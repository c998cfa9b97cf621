from django.apps import AppConfig


class CellsConfig(AppConfig):
    name = "cells"
    verbose_name = "Tổ chức và đảng viên"

    def ready(self) -> None:
        # Django asks for rules only when apps are loaded
        from cells.datacheck import rules as datacheck_rules  # noqa: F401
        from cells.issue import rules as issue_rules  # noqa: F401
        from cells.issue.models import IssuedDocument
        from cells.member import rules  # noqa: F401
        from cells.member.merging import rules as merging_rules  # noqa: F401
        from cells.member.merging.parts import PARTS, Followers
        from cells.member.moves import rules as moves_rules  # noqa: F401
        from cells.member.moves.merging import Transfers
        from cells.member.moves.models import Transfer
        from cells.member.posts import rules as posts_rules  # noqa: F401
        from cells.notice.models import Notice
        from cells.print import checks  # noqa: F401

        # What these topics do when two records of a person are merged
        PARTS["cells.Transfer.member"] = Transfers(Transfer, "member", "Giấy chuyển sinh hoạt")
        PARTS["cells.Notice.member"] = Followers(Notice, "member", "Thông báo")
        PARTS["cells.IssuedDocument.signer"] = Followers(IssuedDocument, "signer", "Văn bản đã ký")
