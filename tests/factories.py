"""The smallest valid row of everything; a trait is a status with all it implies. Nothing random."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cells import clock
from cells.models import (
    Cell,
    Committee,
    CommitteePost,
    DocumentType,
    IssuedDocument,
    Letterhead,
    Member,
    Membership,
    Programme,
    Standing,
    Term,
    Theme,
    Transfer,
    User,
)
from pledges.models import (
    Criterion,
    MonthlyReport,
    MonthlyReportLine,
    MoralStandard,
    Pledge,
    PledgeItem,
)
from pledges.monthly_report.models import LineState, ReportStatus
from pledges.pledge.models import PledgeStatus
from pledges.standard.models import StandardStatus
from reports.models import Review


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


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    cell = None
    first_month = date(2014, 1, 1)
    last_month = date(2014, 12, 1)
    title = "sơ kết ba năm thực hiện Chỉ thị 03-CT/TW"
    created_at = factory.LazyFunction(clock.now)
