"""The smallest valid row of everything; a trait is a status with all it implies. Nothing random."""

from datetime import date, datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cells import clock
from cells.models import (
    AbsenceRequest,
    AgendaItem,
    Attendance,
    Briefing,
    Cell,
    Committee,
    CommitteePost,
    Document,
    DocumentFile,
    DocumentType,
    IssuedDocument,
    Letterhead,
    Material,
    Member,
    Membership,
    Plan,
    PlanTask,
    Programme,
    Session,
    SessionPartner,
    SessionTask,
    Speech,
    Standing,
    StudySlot,
    Term,
    Theme,
    Topic,
    Transfer,
    User,
    Vote,
)
from cells.uploads import shelf
from pledges.models import (
    CollectiveItem,
    CollectiveRegistration,
    Criterion,
    Evidence,
    MonthlyReport,
    MonthlyReportLine,
    MoralStandard,
    Pledge,
    PledgeItem,
)
from pledges.monthly_report.models import LineState, ReportStatus
from pledges.pledge.models import PledgeStatus
from pledges.standard.models import StandardStatus
from reports.evaluation.evidence.parts import Evidence as YearOfEvidence
from reports.evaluation.scheme.models import Subject
from reports.evaluation.scheme.shipped import FOUR
from reports.models import (
    CellEvaluation,
    Commendation,
    CommendationBatch,
    CommendationForm,
    EvaluationRound,
    HelpRequest,
    MemberEvaluation,
    Occasion,
    RatingScheme,
    Review,
)


def moment(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))


class CommitteeFactory(DjangoModelFactory):
    class Meta:
        model = Committee
        django_get_or_create = ["id"]

    id = 1
    name = "Đảng uỷ cơ quan Ban Tổ chức Trung ương"
    symbol = "ĐUCQ"
    place = "Hà Nội"
    help_line = "Gọi bộ phận giúp việc, máy lẻ 214."


class LetterheadFactory(DjangoModelFactory):
    class Meta:
        model = Letterhead
        django_get_or_create = ["valid_from"]

    valid_from = date(2010, 1, 1)
    superior_lines = "ĐẢNG BỘ KHỐI\nCÁC CƠ QUAN TRUNG ƯƠNG"
    body_lines = "ĐẢNG UỶ CƠ QUAN\nBAN TỔ CHỨC TRUNG ƯƠNG"


class CellFactory(DjangoModelFactory):
    class Meta:
        model = Cell

    code = factory.Sequence(lambda n: f"CB{n:02}")
    name = factory.LazyAttribute(lambda cell: f"Chi bộ Vụ {cell.code}")


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    full_name = "Nguyễn Văn Thịnh"
    sex = "male"
    birth_year = 1975
    card_number = factory.Sequence(lambda n: f"03{n:06}")
    admitted_on = date(2000, 2, 3)
    official_on = date(2001, 2, 3)
    job_title = "Chuyên viên chính"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    member = factory.SubFactory(MemberFactory)
    cell = factory.SubFactory(CellFactory)
    kind = factory.LazyAttribute(lambda membership: membership.cell.kind)
    since = date(2010, 1, 1)


class TransferFactory(DjangoModelFactory):
    class Meta:
        model = Transfer

    member = factory.SubFactory(MemberFactory)
    kind = factory.LazyAttribute(lambda transfer: transfer.from_cell.kind)
    from_cell = factory.SubFactory(CellFactory)
    to_cell = factory.SubFactory(CellFactory)
    intended_on = date(2014, 3, 17)
    letter_number = "12-GT/CB"


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = Standing

    member = factory.SubFactory(MemberFactory)
    kind = "exempt"
    since = date(2013, 1, 1)


class CommitteePostFactory(DjangoModelFactory):
    class Meta:
        model = CommitteePost

    member = factory.SubFactory(MemberFactory)
    body = "task_force"
    since = date(2010, 1, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    member = factory.SubFactory(MemberFactory)
    username = factory.Sequence(lambda n: f"nguoi{n}")
    password = "!"


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ["code"]

    code = "Chỉ thị 03-CT/TW"
    title = "Tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
    valid_from = date(2011, 5, 14)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ["cell", "name"]

    cell = None
    name = "nhiệm kỳ 2010–2015"
    since = date(2010, 8, 1)


class DocumentTypeFactory(DjangoModelFactory):
    class Meta:
        model = DocumentType
        django_get_or_create = ["code"]

    code = "thong-bao"
    name = "Thông báo"
    abbreviation = "TB"
    by_standing = by_executive = by_cell = True


class IssuedDocumentFactory(DjangoModelFactory):
    """A row entered by hand: the paper was issued outside."""

    class Meta:
        model = IssuedDocument

    term = factory.SubFactory(TermFactory)
    kind = factory.SubFactory(DocumentTypeFactory)
    kind_name = "Thông báo"
    body_name = factory.LazyAttribute(lambda row: row.cell.name if row.cell else "Ban Thường vụ")
    number = factory.Sequence(lambda n: n + 1)
    symbol = "TB/ĐUCQ"
    dated_on = date(2014, 2, 5)
    abstract = "Triệu tập hội nghị"
    authority = factory.LazyAttribute(lambda row: "cell" if row.cell else "standing")
    cell = None
    signer_name = "Vũ Quốc Dũng"
    signer_title = "PHÓ BÍ THƯ"
    issued_at = factory.LazyFunction(clock.now)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["year"]

    year = 2014
    programme = factory.SubFactory(ProgrammeFactory)
    title = "Nêu cao tinh thần trách nhiệm, nói đi đôi với làm"
    pledge_due_on = factory.LazyAttribute(lambda theme: date(theme.year, 1, 31))


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    theme = factory.SubFactory(ThemeFactory)
    quarter = 1
    position = factory.Sequence(lambda n: n + 1)
    title = "Nói đi đôi với làm"
    presenter = "Bí thư chi bộ"


class StudySlotFactory(DjangoModelFactory):
    class Meta:
        model = StudySlot

    cell = factory.SubFactory(CellFactory)
    topic = factory.SubFactory(TopicFactory)
    month = date(2014, 2, 1)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    kind = "Hướng dẫn"
    symbol = factory.Sequence(lambda n: f"{n + 101}-HD/ĐUCQ")  # below that: named by tests
    issuer = "Ban Thường vụ Đảng uỷ cơ quan"
    dated_on = date(2014, 1, 14)
    abstract = "việc đăng ký làm theo tấm gương đạo đức Hồ Chí Minh"


class DocumentFileFactory(DjangoModelFactory):
    class Meta:
        model = DocumentFile

    class Params:
        content = b"%PDF-1.4"

    document = factory.SubFactory(DocumentFactory)
    key = factory.LazyAttribute(lambda file: shelf.put(file.content))
    name = "Hướng dẫn.pdf"
    kind = "pdf"
    size = factory.LazyAttribute(lambda file: len(file.content))
    sha256 = factory.LazyAttribute(lambda file: shelf.digest_of(file.content))


class SessionFactory(DjangoModelFactory):
    """A regular session of 5 March 2014, 14:00, led and recorded by officers of its cell."""

    class Meta:
        model = Session

    class Params:
        held = factory.Trait(status="held", ends_at=moment(2014, 3, 5, 15, 40))

    cell = factory.SubFactory(CellFactory)
    form = "regular"
    title = "Sinh hoạt thường kỳ tháng 3 năm 2014"
    starts_at = moment(2014, 3, 5, 14)
    place = "Phòng 305"
    chair = factory.SubFactory(MemberFactory)
    minute_taker = factory.SubFactory(MemberFactory)


class SessionPartnerFactory(DjangoModelFactory):
    class Meta:
        model = SessionPartner

    session = factory.SubFactory(SessionFactory)
    cell = factory.SubFactory(CellFactory)


class BriefingFactory(DjangoModelFactory):
    """As closing the session has left it."""

    class Meta:
        model = Briefing

    document = factory.SubFactory(DocumentFactory)
    cell = factory.SelfAttribute("session.cell")
    session = factory.SubFactory(SessionFactory)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    session = factory.SubFactory(SessionFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = "other"
    title = "Nhiệm vụ tháng tới"


class SpeechFactory(DjangoModelFactory):
    """A guest's words; give ``speaker`` and an empty ``speaker_name`` for a member's."""

    class Meta:
        model = Speech

    item = factory.SubFactory(AgendaItemFactory)
    speaker_name = "Vũ Quốc Dũng, Phó Bí thư Đảng uỷ"
    text = "Chọn việc nhỏ, làm được ngay"


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = Vote

    item = factory.SubFactory(AgendaItemFactory)
    question = "Thông qua nghị quyết"
    in_favour = 15
    entitled = 18


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    cell = factory.SelfAttribute("session.cell")
    member = factory.SubFactory(MemberFactory)
    category = "official"
    state = "present"


class SessionTaskFactory(DjangoModelFactory):
    class Meta:
        model = SessionTask

    session = factory.SubFactory(SessionFactory)
    cell = factory.SelfAttribute("session.cell")
    text = "Rà soát lịch tiếp công dân"
    owner = factory.SubFactory(MemberFactory)
    due_on = date(2014, 3, 28)


class MaterialFactory(DjangoModelFactory):
    class Meta:
        model = Material

    topic = factory.SubFactory(TopicFactory)
    document = factory.SubFactory(DocumentFactory)


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    cell = None
    kind = "year"
    year = 2014
    title = "Kế hoạch thực hiện Chỉ thị 03-CT/TW năm 2014"


class PlanTaskFactory(DjangoModelFactory):
    class Meta:
        model = PlanTask

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Kiểm tra việc học tập chuyên đề ở các chi bộ"
    owner_name = "Bộ phận giúp việc"
    due_on = date(2014, 6, 30)


class AbsenceRequestFactory(DjangoModelFactory):
    class Meta:
        model = AbsenceRequest

    session = factory.SubFactory(SessionFactory)
    cell = factory.SelfAttribute("session.cell")
    member = factory.SubFactory(MemberFactory)
    reason = "mission"


class MoralStandardFactory(DjangoModelFactory):
    class Meta:
        model = MoralStandard

    class Params:
        adopted = factory.Trait(
            status=StandardStatus.ADOPTED,
            resolution_number="01-NQ/CB",
            adopted_on=factory.LazyAttribute(lambda standard: date(standard.year, 1, 10)),
        )

    cell = factory.SubFactory(CellFactory)
    year = 2014
    motto = "Đoàn kết, trung thành, trí tuệ, dũng cảm"


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    standard = factory.SubFactory(MoralStandardFactory)
    position = factory.Sequence(lambda n: n + 1)
    behaviour = "Trả lời hồ sơ đúng hạn"


class CollectiveRegistrationFactory(DjangoModelFactory):
    class Meta:
        model = CollectiveRegistration

    class Params:
        registered = factory.Trait(status="registered", registered_on=date(2014, 1, 10))

    cell = factory.SubFactory(CellFactory)
    year = 2014


class CollectiveItemFactory(DjangoModelFactory):
    class Meta:
        model = CollectiveItem

    registration = factory.SubFactory(CollectiveRegistrationFactory)
    position = factory.Sequence(lambda n: n + 1)
    action = "Đi cơ sở nghe ý kiến, trả lời bằng văn bản"
    rhythm = "Mỗi quý một lần"
    responsible = factory.SubFactory(MemberFactory)


class PledgeFactory(DjangoModelFactory):
    class Meta:
        model = Pledge

    class Params:
        sent = factory.Trait(
            status=PledgeStatus.SUBMITTED, first_submitted_at=factory.LazyFunction(clock.now)
        )
        accepted = factory.Trait(
            status=PledgeStatus.ACCEPTED,
            first_submitted_at=factory.LazyFunction(clock.now),
            accepted_at=factory.LazyFunction(clock.now),
        )

    member = factory.SubFactory(MemberFactory)
    cell = factory.SubFactory(CellFactory)
    year = 2014
    due_on = factory.LazyAttribute(lambda pledge: date(pledge.year, 1, 31))


class PledgeItemFactory(DjangoModelFactory):
    class Meta:
        model = PledgeItem

    pledge = factory.SubFactory(PledgeFactory)
    position = factory.Sequence(lambda n: n + 1)
    criterion = factory.SubFactory(CriterionFactory)
    action = "Trả lời hồ sơ trong năm ngày làm việc"
    measure = "Không sót hồ sơ nào"
    rhythm = "Hằng tháng"
    confirmer = "Bí thư chi bộ"


class MonthlyReportFactory(DjangoModelFactory):
    class Meta:
        model = MonthlyReport

    class Params:
        sent = factory.Trait(
            status=ReportStatus.SUBMITTED, first_submitted_at=factory.LazyFunction(clock.now)
        )
        acknowledged = factory.Trait(
            status=ReportStatus.ACKNOWLEDGED, first_submitted_at=factory.LazyFunction(clock.now)
        )

    pledge = factory.SubFactory(PledgeFactory, accepted=True)
    cell = factory.SelfAttribute("pledge.cell")
    month = date(2014, 3, 1)
    due_on = date(2014, 4, 5)


class MonthlyReportLineFactory(DjangoModelFactory):
    class Meta:
        model = MonthlyReportLine

    report = factory.SubFactory(MonthlyReportFactory)
    item = factory.SubFactory(PledgeItemFactory)
    state = LineState.DONE
    sentence = "Trả lời 14 hồ sơ, đều trong năm ngày"


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    class Params:
        content = b"%PDF-1.4"

    line = factory.SubFactory(MonthlyReportLineFactory)
    key = factory.LazyAttribute(lambda file: shelf.put(file.content))
    name = "Sổ tiếp dân.pdf"
    kind = "pdf"
    size = factory.LazyAttribute(lambda file: len(file.content))
    sha256 = factory.LazyAttribute(lambda file: shelf.digest_of(file.content))


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    cell = None
    first_month = date(2014, 1, 1)
    last_month = date(2014, 12, 1)
    title = "sơ kết ba năm thực hiện Chỉ thị 03-CT/TW"
    created_at = factory.LazyFunction(clock.now)


class RatingSchemeFactory(DjangoModelFactory):
    """Four levels of a person and of a cell, a cap of 20 % on the best of a person."""

    class Meta:
        model = RatingScheme
        django_get_or_create = ["first_year"]
        skip_postgeneration_save = True

    name = "Bốn mức hoàn thành nhiệm vụ"
    governed_by = "Hướng dẫn của cấp trên"
    first_year = 2011

    @factory.post_generation
    def levels(self, create, _extracted, **_kwargs):
        if not create or self.levels.exists():
            return
        for subject in Subject.values:
            for position, (code, name) in enumerate(FOUR, start=1):
                cap = 20 if (subject, code) == ("member", "XS") else None
                self.levels.create(
                    subject=subject, position=position, code=code, name=name, quota_percent=cap
                )


class EvaluationRoundFactory(DjangoModelFactory):
    class Meta:
        model = EvaluationRound
        django_get_or_create = ["year"]

    year = 2013
    scheme = factory.SubFactory(RatingSchemeFactory)
    self_due_on = date(2014, 3, 31)
    cell_due_on = date(2014, 4, 15)
    opened_at = factory.LazyFunction(clock.now)


class MemberEvaluationFactory(DjangoModelFactory):
    """A blank draft; ``at`` leads it to a status, with all that the status implies."""

    class Meta:
        model = MemberEvaluation

    class Params:
        at = "draft"

    round = factory.SubFactory(EvaluationRoundFactory)
    member = factory.SubFactory(MemberFactory)
    cell = factory.SubFactory(CellFactory)
    status = factory.SelfAttribute("at")
    first_submitted_at = factory.LazyAttribute(lambda row: sent_by(row.at, "submitted"))
    proposed_level = factory.LazyAttribute(lambda row: best_level(row, "proposed"))
    proposed_at = factory.LazyAttribute(lambda row: sent_by(row.at, "proposed"))
    appraised_level = factory.LazyAttribute(lambda row: best_level(row, "appraised"))
    appraised_at = factory.LazyAttribute(lambda row: sent_by(row.at, "appraised"))
    decided_level = factory.LazyAttribute(lambda row: best_level(row, "decided"))
    decided_at = factory.LazyAttribute(lambda row: sent_by(row.at, "decided"))
    frozen_evidence = factory.LazyAttribute(
        lambda row: bare_evidence(row) if is_past(row.at, "decided") else None
    )


class CellEvaluationFactory(MemberEvaluationFactory):
    class Meta:
        model = CellEvaluation
        exclude = ["member"]

    member = None


def bare_evidence(row) -> dict:
    """A year in which nothing was counted."""
    return YearOfEvidence(
        year=row.round.year,
        subject=str(row.cell),
        cells=(str(row.cell),),
        taken_on="",
        facts=(),
        items=(),
        sections=(),
    ).as_json()


WAY = ["draft", "returned", "submitted", "proposed", "appraised", "decided", "published"]


def is_past(status: str, step: str) -> bool:
    return WAY.index(status) >= WAY.index(step)


def sent_by(status: str, step: str) -> datetime | None:
    """A returned paper has been sent once, too."""
    return clock.now() if is_past(status, step) or (status, step) == RETURNED else None


RETURNED = ("returned", "submitted")


def best_level(row, step: str):
    """The second best, under no cap: “Hoàn thành tốt”, or what an older scale calls it."""
    if not is_past(row.at, step):
        return None
    subject = "member" if getattr(row, "member", None) else "cell"
    return row.round.scheme.levels.get(subject=subject, position=2)


class CommendationFormFactory(DjangoModelFactory):
    """As it is shipped: the committee's giấy khen, for everybody and with a certificate."""

    class Meta:
        model = CommendationForm
        django_get_or_create = ["code"]

    code = "giay-khen"
    name = "Giấy khen"
    given_by = "committee"
    for_members = for_cells = for_unions = has_certificate = True


class OccasionFactory(DjangoModelFactory):
    class Meta:
        model = Occasion
        django_get_or_create = ["name", "year"]

    name = "tổng kết năm"
    year = 2013


class CommendationBatchFactory(DjangoModelFactory):
    class Meta:
        model = CommendationBatch

    occasion = factory.SubFactory(OccasionFactory)
    title = "khen thưởng tập thể, cá nhân có thành tích trong năm 2013"
    created_at = factory.LazyFunction(clock.now)
    presented_paper = factory.LazyAttribute(lambda batch: None if batch.status == "draft" else {})
    status = "draft"


class CommendationFactory(DjangoModelFactory):
    """Of a person; give ``member=None`` for the cell itself."""

    class Meta:
        model = Commendation

    class Params:
        proposed = factory.Trait(status="proposed", entitled=18, present=16, in_favour=15)
        gathered = factory.Trait(
            status="gathered",
            entitled=18,
            present=16,
            in_favour=15,
            batch=factory.SubFactory(CommendationBatchFactory),
        )

    cell = factory.SubFactory(CellFactory)
    member = factory.SubFactory(MemberFactory)
    form = factory.SubFactory(CommendationFormFactory)
    occasion = factory.SubFactory(OccasionFactory)
    achievement = "Hướng dẫn sáu đồng chí mới, hồ sơ chậm giảm từ 31 xuống 4"
    nominated_at = factory.LazyFunction(clock.now)


class HelpRequestFactory(DjangoModelFactory):
    class Meta:
        model = HelpRequest

    class Params:
        at = "open"

    cell = factory.SubFactory(CellFactory)
    words = "Nhờ hướng dẫn ghi hộ."
    status = factory.LazyAttribute(lambda request: request.at)
    answer = factory.LazyAttribute(
        lambda request: "Thứ Hai tôi xuống." if request.at == "answered" else ""
    )
