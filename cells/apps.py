from django.apps import AppConfig


class CellsConfig(AppConfig):
    name = "cells"
    verbose_name = "Tổ chức và đảng viên"

    def ready(self) -> None:
        # Django asks for rules only when apps are loaded
        from cells.datacheck import rules as datacheck_rules  # noqa: F401
        from cells.document import rules as document_rules  # noqa: F401
        from cells.issue import rules as issue_rules  # noqa: F401
        from cells.jobs import rules as jobs_rules  # noqa: F401
        from cells.member import rules  # noqa: F401
        from cells.member.merging import rules as merging_rules  # noqa: F401
        from cells.member.moves import rules as moves_rules  # noqa: F401
        from cells.member.posts import rules as posts_rules  # noqa: F401
        from cells.plan import rules as plan_rules  # noqa: F401
        from cells.print import checks  # noqa: F401
        from cells.programme import rules as programme_rules  # noqa: F401
        from cells.session import rules as session_rules  # noqa: F401
        from cells.session.absence import rules as absence_rules  # noqa: F401
        from cells.session.absence.services import agreed_absences
        from cells.session.minutes import rules as minutes_rules  # noqa: F401
        from cells.session.minutes.composition import closing_words
        from cells.session.planning import rules as planning_rules  # noqa: F401
        from cells.session.roll.proposal import EXCUSES
        from cells.session.score.figures import score_words

        # The roll begins with the absences that were agreed to, the minutes end with the score
        EXCUSES.append(agreed_absences)
        closing_words.append(score_words)
        self.follow_merged_people()

    def follow_merged_people(self) -> None:
        """What the topics of this floor do when two records of a person are merged."""
        from cells.issue.models import IssuedDocument
        from cells.member.merging.parts import PARTS, Followers
        from cells.member.moves.merging import Transfers
        from cells.member.moves.models import Transfer
        from cells.notice.models import Notice
        from cells.plan.models import PlanTask
        from cells.session.absence.merging import Absences
        from cells.session.merging import Attendances
        from cells.session.models import Session, SessionTask, Speech

        PARTS["cells.Transfer.member"] = Transfers(Transfer, "member", "Giấy chuyển sinh hoạt")
        PARTS["cells.Notice.member"] = Followers(Notice, "member", "Thông báo")
        PARTS["cells.IssuedDocument.signer"] = Followers(IssuedDocument, "signer", "Văn bản đã ký")
        PARTS["cells.Session.chair"] = Followers(Session, "chair", "Buổi sinh hoạt đã chủ trì")
        PARTS["cells.Session.minute_taker"] = Followers(
            Session, "minute_taker", "Biên bản sinh hoạt đã ghi"
        )
        PARTS["cells.AbsenceRequest.member"] = Absences()
        PARTS["cells.PlanTask.owner"] = Followers(PlanTask, "owner", "Việc trong kế hoạch")
        PARTS["cells.Attendance.member"] = Attendances()
        PARTS["cells.Speech.speaker"] = Followers(Speech, "speaker", "Ý kiến phát biểu")
        PARTS["cells.SessionTask.owner"] = Followers(SessionTask, "owner", "Việc sau sinh hoạt")
