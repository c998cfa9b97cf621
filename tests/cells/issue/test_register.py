"""Registers: whose row is seen, what may be entered, no number twice."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from cells.audit import AuditEntry
from cells.issue.register import gaps_of, missing_below, spans
from cells.issue.services import Order, enter_document
from cells.issue.types import ship_types
from cells.models import DocumentType, IssuedDocument, Term
from tests.factories import IssuedDocumentFactory, ReviewFactory
from tests.signing import sign

SEEN_BY = {
    "committee": ["staff", "leader", "executive", "inspector"],
    "cell": ["secretary", "deputy", "cell committee", "leader", "executive", "inspector"],
    "other cell": ["other secretary", "leader", "executive", "inspector"],
}


@pytest.fixture
def rows(cast):
    cells = {"committee": None, "cell": cast.cell, "other cell": cast.other_cell}
    return {
        whose: IssuedDocumentFactory(
            cell=cell, term=Term.objects.of(cell).get(), abstract=f"riêng của {whose}"
        )
        for whose, cell in cells.items()
    }


@pytest.mark.parametrize(("whose", "readers"), SEEN_BY.items())
def test_whose_rows_one_sees(cast, rows, whose, readers):
    seen = [
        role
        for role in cast.users
        if rows[whose] in IssuedDocument.objects.visible_to(cast.user(role))
    ]
    assert seen == readers


# Which type whom: domain.md §1.2
@pytest.mark.parametrize(
    ("code", "issuers"),
    [
        ("bao-cao", ["standing", "executive", "cell"]),
        ("huong-dan", ["standing"]),
        ("quy-che", ["executive", "cell"]),
        ("quy-dinh", ["standing", "executive"]),
    ],
)
def test_who_may_issue_which_type_is_data(cast, code, issuers):
    kind = DocumentType.objects.get(code=code)
    bodies = ("standing", "executive", "cell")
    assert [body for body in bodies if kind.may_be_issued_by(body)] == issuers
    kind.by_cell = not kind.by_cell
    kind.save()
    ship_types()
    assert DocumentType.objects.get(code=code).by_cell is kind.by_cell


def order(cell=None, code="thong-bao", authority="standing", **values):
    before = {
        "number": 1,
        "dated_on": date(2014, 3, 3),
        "abstract": "Triệu tập hội nghị",
        "signer_name": "Vũ Quốc Dũng",
        "signer_title": "PHÓ BÍ THƯ",
    }
    kind = DocumentType.objects.get(code=code)
    return Order(cell=cell, kind=kind, authority=authority, **before | values)


def test_a_paper_issued_outside_takes_its_number_by_hand(cast):
    row = enter_document(order(number=9), by=cast.users["staff"])
    assert (row.full_number, row.sha256, row.check_code) == ("09-TB/ĐUCQ", "", None)
    assert AuditEntry.objects.of(row).get().actor == cast.users["staff"]


def test_a_cell_may_not_issue_guidance(cast):
    with pytest.raises(ValidationError, match="Chi bộ không ban hành hướng dẫn") as refused:
        enter_document(order(cast.cell, "huong-dan", "cell"), by=cast.users["secretary"])
    assert "kind" in refused.value.message_dict


def test_decisions_and_rules_share_letters_but_not_numbers(cast):
    staff = cast.users["staff"]
    first = enter_document(order(code="quyet-dinh"), by=staff)
    second = enter_document(order(code="quy-dinh", authority="executive"), by=staff)
    assert first.full_number == second.full_number == "01-QĐ/ĐUCQ"


def test_the_bodies_of_the_committee_share_one_series(cast):
    enter_document(order(), by=cast.users["staff"])
    with pytest.raises(ValidationError, match="đã cấp cho văn bản khác"):
        enter_document(order(authority="executive"), by=cast.users["staff"])


def test_a_voided_number_is_not_given_again(cast, sign_in):
    row = enter_document(order(), by=cast.users["staff"])
    address = reverse("issued-document-void", args=[row.pk])
    sign_in("staff").post(address, {"reason": "Ghi nhầm sổ"})
    row.refresh_from_db()
    assert row.state[0] == "Huỷ dòng"
    with pytest.raises(ValidationError, match="Số tiếp theo còn trống là 02"):
        enter_document(order(), by=cast.users["staff"])


def test_the_database_holds_each_number_once(cast, rows):
    same = {"term": rows["committee"].term, "number": rows["committee"].number}
    with pytest.raises(IntegrityError, match=r"a_number_is_given_once|cells_issueddocument"):
        IssuedDocumentFactory(**same)


def test_what_was_signed_here_is_neither_mended_nor_voided(cast, sign_in):
    review = ReviewFactory(last_month=date(2014, 3, 1))
    document = sign(review, by=cast.users["leader"])
    page = sign_in("staff").post(
        reverse("issued-document-void", args=[document.pk]), {"reason": "Nhầm"}, follow=True
    )
    assert "không sửa, không huỷ được" in page.content.decode()
    document.refresh_from_db()
    assert document.void_reason == ""


def test_a_row_is_mended_with_its_reason_and_keeps_its_number(cast, rows, sign_in):
    row = rows["committee"]
    address = reverse("issued-document-amend", args=[row.pk])
    words = {"number": row.number, "dated_on": "06/02/2014", "abstract": "Mời họp",
             "signer_name": "Lê A", "signer_title": "BÍ THƯ"}  # fmt: skip
    page = sign_in("staff").post(address, words)
    assert page.context["form"].errors["reason"]
    sign_in("staff").post(address, words | {"reason": "Sai ngày"})
    row.refresh_from_db()
    assert (row.dated_on, row.abstract, row.search_key) == (date(2014, 2, 6), "Mời họp", "moi hop")
    note = AuditEntry.objects.of(row).get().note
    assert note.startswith("Sai ngày. ")
    for before in ("05/02/2014", "riêng của committee", "Vũ Quốc Dũng", "PHÓ BÍ THƯ"):
        assert f"“{before}”" in note


def test_a_number_that_was_mistyped_is_mended_and_stands_in_the_trail(cast, rows, sign_in):
    row = rows["committee"]
    IssuedDocument.objects.filter(pk=row.pk).update(number=31)
    taken = IssuedDocumentFactory(number=13, term=row.term)
    words = {"dated_on": "05/02/2014", "abstract": "Mời họp", "signer_name": "Lê A",
             "signer_title": "BÍ THƯ", "reason": "Gõ nhầm"}  # fmt: skip
    address = reverse("issued-document-amend", args=[row.pk])
    page = sign_in("staff").post(address, words | {"number": "13"})
    assert "đã cấp cho văn bản khác" in page.content.decode()
    IssuedDocument.objects.filter(pk=taken.pk).update(number=12)
    sign_in("staff").post(address, words | {"number": "13"})
    row.refresh_from_db()
    assert row.number == 13
    assert "số trước là “31”" in AuditEntry.objects.of(row).get().note


def test_a_row_that_was_struck_out_is_not_mended(cast, rows, sign_in):
    row = rows["committee"]
    IssuedDocument.objects.filter(pk=row.pk).update(void_reason="Ghi nhầm")
    words = {"dated_on": "06/02/2014", "abstract": "Mời họp", "signer_name": "Lê A",
             "signer_title": "BÍ THƯ", "reason": "Sai"}  # fmt: skip
    address = reverse("issued-document-amend", args=[row.pk])
    page = sign_in("staff").post(address, words, follow=True).content.decode()
    assert "đã huỷ, không sửa được nữa" in page
    assert IssuedDocument.objects.get(pk=row.pk).abstract == "riêng của committee"


def test_a_term_is_not_moved_away_from_the_papers_it_numbered(cast, rows, sign_in):
    term = rows["committee"].term
    address = reverse("admin:cells_term_change", args=[term.pk])
    form = {"name": term.name, "since": "01/08/2010", "until": "31/12/2013"}
    page = sign_in("staff").post(address, form).content.decode()
    assert "đã cấp số trong nhiệm kỳ này" in page
    assert Term.objects.get(pk=term.pk).until is None
    assert sign_in("staff").post(address, form | {"until": "31/12/2014"}).status_code == 302


def test_the_code_by_which_a_type_is_found_stays(cast, sign_in):
    kind = DocumentType.objects.get(code="bao-cao")
    address = reverse("admin:cells_documenttype_change", args=[kind.pk])
    form = {"code": "khac", "name": "Báo cáo", "abbreviation": "BC", "position": "8"}
    assert sign_in("staff").post(address, form).status_code == 302
    kind.refresh_from_db()
    assert (kind.code, kind.by_cell) == ("bao-cao", False)


ENTRY = {
    "issuer": "standing",
    "kind": "thong-bao",
    "number": "",
    "dated_on": "03/03/2014",
    "abstract": "Triệu tập hội nghị",
    "signer_name": "Vũ Quốc Dũng",
    "signer_title": "PHÓ BÍ THƯ",
}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "x"}, "number"),
        ({"number": "0"}, "number"),
        ({"number": "99999"}, "number"),
        ({"dated_on": "30/02/2014"}, "dated_on"),
        ({"dated_on": "21/03/2014"}, "dated_on"),
        ({"dated_on": "01/01/1999"}, "dated_on"),
        ({"kind": "chi-thi"}, "kind"),
        ({"kind": "quy-che"}, "kind"),
        ({"issuer": "cell"}, "issuer"),
        ({"abstract": "  "}, "abstract"),
    ],
)
def test_bad_input_is_named_beside_its_field_and_kept(cast, sign_in, values, field):
    page = sign_in("staff").post(reverse("issued-document-enter"), ENTRY | values)
    assert page.context["form"].errors[field]
    assert page.context["form"]["signer_name"].value() == "Vũ Quốc Dũng"
    assert not IssuedDocument.objects.exists()


def test_without_a_number_the_next_one_is_taken(cast, sign_in):
    for expected in (1, 2):
        sign_in("staff").post(reverse("issued-document-enter"), ENTRY)
        assert IssuedDocument.objects.latest("pk").number == expected


def test_an_officer_enters_into_no_register_but_their_own(cast, sign_in):
    secretary = sign_in("secretary")
    for issuer, entered in [("standing", 0), (str(cast.other_cell.pk), 0), (str(cast.cell.pk), 1)]:
        secretary.post(reverse("issued-document-enter"), ENTRY | {"issuer": issuer})
        assert IssuedDocument.objects.count() == entered, issuer


def test_two_entries_of_one_number_at_once_are_one_row(crowd, cast):
    def press():
        return enter_document(order(), by=cast.users["staff"]).number

    answers = crowd(press, press)
    [lost] = [answer for answer in answers if isinstance(answer, Exception)]
    assert "Số tiếp theo còn trống là 02" in " ".join(lost.messages)
    assert crowd(IssuedDocument.objects.count) == [1]


# Gaps and search


@pytest.mark.parametrize(
    ("numbers", "holes"),
    [([], ""), ([1, 2, 3], ""), ([2], "01"), ([1, 4, 5, 9], "02–03, 06–08"), ([1, 3], "02")],
)
def test_gaps_as_people_write_them(numbers, holes):
    assert spans(missing_below(numbers)) == holes


def test_the_page_shows_the_gaps_of_the_register_that_is_asked_for(cast, rows, sign_in):
    IssuedDocument.objects.filter(pk=rows["committee"].pk).update(number=3)
    IssuedDocument.objects.filter(pk=rows["cell"].pk).update(number=2)
    [committee, cell] = gaps_of(IssuedDocument.objects.filter(number__in=[2, 3]))
    assert (committee.numbers, cell.numbers) == ("01–02", "01")
    page = sign_in("leader").get(reverse("register"), {"body": "committee", "q": "khong co"})
    assert [gap.numbers for gap in page.context["gaps"]] == ["01–02"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("rieng cua other", ["other cell"]), ("77", ["cell"]), ("77-tb", ["cell"]), ("%", [])],
)
def test_rows_are_found_by_number_and_by_words_without_diacritics(cast, rows, words, found):
    IssuedDocument.objects.filter(pk=rows["cell"].pk).update(number=77)
    hits = IssuedDocument.objects.search(words)
    assert [whose for whose, row in rows.items() if row in hits] == found
