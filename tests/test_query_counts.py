"""Every list asks the database as many questions for three rows as for three hundred."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import clock
from cells.models import Cell, CommitteePost, Member, Membership, Notice, Transfer, User
from pledges.models import (
    Criterion,
    MonthlyReport,
    MonthlyReportLine,
    MoralStandard,
    Pledge,
    PledgeItem,
)
from reports.models import Review
from tests.factories import (
    CriterionFactory,
    DocumentTypeFactory,
    IssuedDocumentFactory,
    MoralStandardFactory,
    ReviewFactory,
    TermFactory,
    TransferFactory,
)

FEW, MANY, LIMIT = 3, 300, 20
LISTS = {  # url name → who reads it, with which query
    "cell-list": ("staff", ""),
    "member-list": ("staff", ""),
    "post-list": ("staff", ""),
    "data-check": ("staff", ""),
    "transfer-list": ("staff", ""),
    "account-list": ("sysadmin", ""),
    "standard-list": ("staff", ""),
    "pledge-list": ("staff", ""),
    "pledge-queue": ("secretary", ""),
    "monthly-report-list": ("staff", ""),
    "monthly-report-queue": ("secretary", ""),
    "review-list": ("leader", ""),
    "register": ("leader", ""),
    "home": ("staff", ""),
    "notice-list": ("secretary", ""),
    "admin:cells_cell_changelist": ("staff", ""),
    "admin:cells_member_changelist": ("staff", ""),
    "admin:cells_membership_changelist": ("staff", ""),
    "admin:pledges_pledge_changelist": ("staff", ""),
    "admin:pledges_monthlyreport_changelist": ("staff", ""),
    "admin:pledges_moralstandard_changelist": ("staff", ""),
}
ENDS = date(2014, 4, 30)
ROWS = ["members", "obliged", "registered", "due", "missing", "items", "cells", "criteria"]


def fill(cast, criterion, numbers: range) -> None:
    """As many people with papers in the cast's cell; and as many cells, cards and reviews."""
    people = Member.objects.bulk_create(
        Member(
            full_name=f"Lê Văn {chr(65 + n % 26)}",
            card_number=f"9{n:06}",
            admitted_on=date(2001, 1, 1),
        )
        for n in numbers
    )
    Membership.objects.bulk_create(
        Membership(member=person, cell=cast.cell, kind="party", since=date(2010, 1, 1))
        for person in people
    )
    CommitteePost.objects.bulk_create(
        CommitteePost(member=person, body="executive", since=date(2012, 1, 1), until=ENDS)
        for person in people
    )
    User.objects.bulk_create(
        User(username=f"q{n}", member=person) for n, person in zip(numbers, people, strict=True)
    )
    cells = Cell.objects.bulk_create(Cell(code=f"Q{n}", name=f"Chi bộ Q{n}") for n in numbers)
    cards = MoralStandard.objects.bulk_create(
        MoralStandard(
            cell=cell,
            year=2014,
            status="adopted",
            resolution_number="1",
            adopted_on=date(2014, 1, 2),
        )
        for cell in cells
    )
    Criterion.objects.bulk_create(
        Criterion(standard=card, position=1, behaviour="Một") for card in cards
    )
    Review.objects.bulk_create(ReviewFactory.build(cell=cell) for cell in cells)
    register(numbers)
    Transfer.objects.bulk_create(
        TransferFactory.build(member=person, from_cell=cast.cell, to_cell=cast.other_cell)
        for person in people
    )
    write_papers(cast.cell, people, criterion)
    tell_of_papers(cast.members["secretary"], numbers)


def tell_of_papers(member, numbers) -> None:
    """As much news, of pledges and reports in turn."""
    papers = [Pledge.objects.order_by("-pk"), MonthlyReport.objects.order_by("-pk")]
    Notice.objects.bulk_create(
        Notice(member=member, paper=papers[n % 2][n // 2], verb="x", sentence="Đã nhận", path="/")
        for n in numbers
    )


def register(numbers: range) -> None:
    """Every third number is missing, and every fourth row replaces the one before."""
    term, kind = TermFactory(), DocumentTypeFactory()
    rows = [
        IssuedDocumentFactory.build(term=term, kind=kind, number=3 * n // 2 + 1, abstract=f"Số {n}")
        for n in numbers
    ]
    for older, newer in zip(rows[::4], rows[1::4], strict=False):
        newer.replaces, newer.replace_reason = older, "sót"
    for row in rows:
        row.save()


def write_papers(cell, people, criterion) -> None:
    sent = {"first_submitted_at": clock.now(), "saved_at": clock.now()}
    pledges = Pledge.objects.bulk_create(
        Pledge(
            member=person,
            cell=cell,
            year=2014,
            due_on=date(2014, 1, 31),
            status="submitted" if number % 2 else "accepted",
            accepted_at=clock.now(),
            **sent,
        )
        for number, person in enumerate(people)
    )
    items = PledgeItem.objects.bulk_create(
        PledgeItem(pledge=pledge, position=1, criterion=criterion, action="Làm")
        for pledge in pledges
    )
    reports = MonthlyReport.objects.bulk_create(
        MonthlyReport(
            pledge=pledge,
            cell=cell,
            month=date(2014, 1, 1),
            due_on=date(2014, 2, 5),
            status="submitted" if number % 3 else "draft",
            **(sent if number % 3 else {}),
        )
        for number, pledge in enumerate(pledges)
    )
    MonthlyReportLine.objects.bulk_create(
        MonthlyReportLine(report=report, item=item, state="done")
        for report, item in zip(reports, items, strict=True)
    )


def questions(client, address: str) -> int:
    client.get(address)  # content types and the like are remembered after the first page
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def addresses(cast) -> dict[str, tuple[str, str]]:
    review = ReviewFactory(
        first_month=date(2013, 1, 1), last_month=date(2014, 12, 1), title="sơ kết"
    )
    plain = {name: (who, reverse(name) + query) for name, (who, query) in LISTS.items()}
    rows = {
        f"rows of {figure}": ("staff", reverse("review-rows", args=[review.pk, figure]))
        for figure in ROWS
    }
    more = {
        "home with news": ("secretary", reverse("home")),
        "prints of a cell": ("secretary", reverse("cell-prints", args=[cast.cell.pk])),
        "pledges of a cell": (
            "secretary",
            reverse("cell-print-pledges", args=[cast.cell.pk, 2014]),
        ),
        "review": ("staff", review.get_absolute_url()),
    }
    return plain | rows | more


def test_every_list_asks_as_much_for_three_rows_as_for_three_hundred(cast, sign_in):
    criterion = CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True))
    pages = addresses(cast)
    fill(cast, criterion, range(FEW))
    for_few = {name: questions(sign_in(who), address) for name, (who, address) in pages.items()}
    fill(cast, criterion, range(FEW, MANY))
    for_many = {name: questions(sign_in(who), address) for name, (who, address) in pages.items()}
    assert for_many == for_few
    assert max(for_many.values()) <= LIMIT
