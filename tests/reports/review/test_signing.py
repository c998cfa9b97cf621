"""Signing: exactly once, just what was read, and for good."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pypdf import PdfReader

from cells.audit import AuditEntry, broken_chains
from cells.models import DocumentType, IssuedDocument, IssuedFile, Term
from cells.workflow import Clash, IllegalMove
from pledges.models import MonthlyReport
from pledges.monthly_report.services import acknowledge_monthly_report
from reports.models import Review
from reports.review import services
from reports.review.paper import paper_context, printed_review
from reports.review.signing import proposed
from tests.factories import (
    CommitteePostFactory,
    MonthlyReportFactory,
    PledgeFactory,
    ReviewFactory,
    TermFactory,
)
from tests.signing import given, sign


@pytest.fixture
def review(cast):
    return ReviewFactory(last_month=date(2014, 3, 1))


@pytest.fixture
def of_cell(cast):
    return ReviewFactory(cell=cast.cell, last_month=date(2014, 3, 1))


def text_of(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_the_committees_review_takes_the_next_number_and_keeps_its_file(cast, review):
    document = sign(review, by=cast.users["leader"])
    assert str(document) == "Báo cáo số 01-BC/ĐUCQ"
    assert (document.signer_name, document.signer_title) == ("Vũ Quốc Dũng", "PHÓ BÍ THƯ")
    assert review.status == "signed"
    printed = text_of(printed_review(review))
    for words in ("Số 01-BC/ĐUCQ", "ngày 20 tháng 7 năm 2014", "T/M BAN THƯỜNG VỤ", "Vũ Quốc Dũng"):
        assert words in printed
    assert "DỰ THẢO" not in printed
    assert f"{document.check_code[:5]}-{document.check_code[5:]}" in printed


@pytest.mark.parametrize(("role", "title"), [("secretary", "BÍ THƯ"), ("deputy", "PHÓ BÍ THƯ")])
def test_a_cells_review_is_signed_by_its_secretary_or_deputy(cast, of_cell, role, title):
    document = sign(of_cell, by=cast.users[role])
    assert (str(document), document.signer_title) == ("Báo cáo số 01-BC/CB", title)
    assert document.term == Term.objects.get(cell=cast.cell)
    assert "T/M CHI BỘ" in text_of(printed_review(of_cell))


def test_the_registers_of_two_bodies_count_apart(cast, review, of_cell):
    assert sign(review, by=cast.users["leader"]).number == 1
    assert sign(of_cell, by=cast.users["secretary"]).number == 1


def test_the_executive_committee_signs_in_the_name_of_the_party_committee(cast, review):
    sign(review, by=cast.users["leader"], authority="executive")
    printed = text_of(printed_review(review))
    assert "T/M ĐẢNG UỶ" in printed
    assert "Ban Thường vụ" not in printed.replace("T/M BAN THƯỜNG VỤ", "")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": 10_000}, "number"),
        ({"dated_on": date(2014, 7, 21)}, "dated_on"),
        ({"dated_on": date(2010, 7, 31)}, "dated_on"),
        ({"dated_on": date(2014, 2, 28)}, "dated_on"),  # its last month is March
        ({"authority": "cell"}, "authority"),
    ],
)
def test_what_cannot_be_issued_is_refused_beside_its_field(cast, review, values, field):
    with pytest.raises(ValidationError) as refused:
        sign(review, by=cast.users["leader"], **values)
    assert list(refused.value.message_dict) == [field]
    review.refresh_from_db()
    assert (review.status, IssuedDocument.objects.count()) == ("draft", 0)


def test_a_cell_without_a_term_says_who_enters_it(cast, of_cell):
    Term.objects.filter(cell=cast.cell).delete()
    with pytest.raises(ValidationError, match="chưa có nhiệm kỳ nào chứa ngày 20/07/2014"):
        sign(of_cell, by=cast.users["secretary"], number=1)


def test_a_number_that_is_taken_is_refused_with_the_next_free_one(cast, review, of_cell):
    sign(review, by=cast.users["leader"], number=7)
    other = ReviewFactory(first_month=date(2014, 2, 1), last_month=date(2014, 3, 1))
    with pytest.raises(ValidationError, match="Số tiếp theo còn trống là 08"):
        sign(other, by=cast.users["leader"], number=7)
    assert sign(other, by=cast.users["leader"]).number == 8


def test_numbers_start_again_with_the_next_term(cast, review):
    Term.objects.filter(cell=None).update(until=date(2014, 3, 10))
    TermFactory(name="nhiệm kỳ 2014–2019", since=date(2014, 3, 11))
    old = sign(review, by=cast.users["leader"], dated_on=date(2014, 3, 5), number=9)
    other = ReviewFactory(first_month=date(2014, 2, 1), last_month=date(2014, 3, 1))
    assert (old.number, sign(other, by=cast.users["leader"]).number) == (9, 1)


def test_words_that_changed_after_the_page_was_opened_are_not_signed(cast, review):
    read = given(review)
    services.save_section(review, "study", text="Thêm một câu.", version=0)
    with pytest.raises(Clash):
        services.sign_review(review, read, by=cast.users["leader"])
    assert not IssuedDocument.objects.exists()


def test_words_saved_while_the_paper_is_printed_are_not_lost_to_the_signature(
    cast, review, monkeypatch
):
    """The render takes a while; what is saved in it is neither signed unseen nor thrown away."""

    def slow(*_args):
        services.save_section(review, "study", text="Câu đến muộn.", version=0)
        return b"%PDF-"

    read = given(review)
    monkeypatch.setattr(services, "render_pdf", slow)
    with pytest.raises(Clash):
        services.sign_review(review, read, by=cast.users["leader"])
    review.refresh_from_db()
    assert (review.status, review.sections.get(key="study").text) == ("draft", "Câu đến muộn.")


def test_nothing_is_written_into_a_review_that_was_presented_or_signed(cast, review):
    services.save_section(review, "study", text="Đã học.", version=0)
    services.present_review(review, by=cast.users["staff"], planned_on=None, planned_number=None)
    for _ in range(2):
        with pytest.raises(IllegalMove):
            services.save_section(review, "study", text="Khác.", version=1)
        if review.status == "presented":
            sign(review, by=cast.users["leader"])
    assert review.sections.get(key="study").text == "Đã học."


@pytest.fixture
def with_report(cast, review):
    """A signed review, and a report of its span that still waits for its answer."""
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    report = MonthlyReportFactory(
        pledge=pledge, month=date(2014, 2, 1), due_on=date(2014, 3, 5), status="draft"
    )
    sign(review, by=cast.users["leader"])
    return report


def shown(client, review):
    page = client.get(review.get_absolute_url()).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_a_report_acknowledged_after_signing_changes_nothing_that_was_signed(
    cast, review, with_report, sign_in
):
    leader = sign_in("leader")
    kept = Review.objects.get(pk=review.pk).signed_content
    file, word = printed_review(review), leader.get(reverse("review-word", args=[review.pk]))
    row = IssuedDocument.objects.values().get()
    sentence = "trong đó 0 báo cáo đúng hạn"
    assert sentence in shown(leader, review)
    MonthlyReport.objects.filter(pk=with_report.pk).update(
        status="submitted", first_submitted_at="2014-03-01T00:00:00Z"
    )
    acknowledge_monthly_report(
        MonthlyReport.objects.get(pk=with_report.pk), by=cast.users["secretary"]
    )
    assert Review.objects.get(pk=review.pk).signed_content == kept
    assert printed_review(Review.objects.get(pk=review.pk)) == file
    assert leader.get(reverse("review-pdf", args=[review.pk])).content == file
    assert leader.get(reverse("review-word", args=[review.pk])).content == word.content
    assert IssuedDocument.objects.values().get() == row


def test_the_page_of_a_signed_review_says_what_is_counted_today(cast, review, with_report, sign_in):
    leader = sign_in("leader")
    assert "hiện nay:" not in shown(leader, review)
    MonthlyReport.objects.filter(pk=with_report.pk).update(
        status="acknowledged", first_submitted_at="2014-03-01T00:00:00Z"
    )
    assert "trong đó 0 báo cáo (hiện nay: 1) đúng hạn" in shown(leader, review)
    rows = leader.get(reverse("review-rows", args=[review.pk, "on_time"])).content.decode()
    assert "Báo cáo đúng hạn: 1 báo cáo" in rows
    assert "chốt số này là <b>0</b>" in rows


def test_a_second_signing_says_what_it_replaces(cast, review):
    first = sign(review, by=cast.users["leader"])
    before = printed_review(review)
    draft = services.open_correction(review)
    with pytest.raises(ValidationError) as refused:
        sign(draft, by=cast.users["leader"])
    assert list(refused.value.message_dict) == ["replace_reason"]
    second = sign(draft, by=cast.users["leader"], why="BTV Đảng uỷ sót một chi bộ.")
    review.refresh_from_db()
    assert (review.status, draft.status) == ("replaced", "signed")
    assert (second.replaces, IssuedDocument.objects.get(pk=first.pk).is_replaced) == (first, True)
    said = "thay thế Báo cáo số 01-BC/ĐUCQ, ngày 20/07/2014, vì BTV Đảng uỷ sót một chi bộ."
    assert said in text_of(printed_review(draft))
    assert printed_review(review) == before


def test_a_correction_is_not_older_than_what_it_replaces(cast, review):
    sign(review, by=cast.users["leader"], dated_on=date(2014, 7, 10))
    draft = services.open_correction(review)
    with pytest.raises(ValidationError, match="ban hành ngày 10/07/2014"):
        sign(draft, by=cast.users["leader"], why="Sót", dated_on=date(2014, 7, 9))


def test_a_number_that_leaves_others_out_is_asked_about_once(cast, review, sign_in):
    leader, address = sign_in("leader"), reverse("review-sign", args=[review.pk])
    data = {"number": "50", "dated_on": "20/07/2014", "authority": "standing"}
    data["fingerprint"] = leader.get(address).context["fingerprint"]
    page = leader.post(address, data)
    assert "các số ở giữa bỏ trống" in page.content.decode()
    assert page.context["leap"] == "50"
    leader.post(address, data | {"leap": "49"})
    assert not IssuedDocument.objects.exists()
    leader.post(address, data | {"leap": "50"})
    assert IssuedDocument.objects.get().number == 50


def test_a_number_that_is_taken_is_said_when_it_is_prepared(cast, review):
    sign(review, by=cast.users["leader"], number=4)
    other = ReviewFactory(first_month=date(2014, 2, 1), last_month=date(2014, 3, 1))
    plan = {"by": cast.users["staff"], "planned_on": date(2014, 7, 20)}
    with pytest.raises(ValidationError) as refused:
        services.present_review(other, planned_number=4, **plan)
    assert "Số tiếp theo còn trống là 05" in refused.value.message_dict["planned_number"][0]
    services.present_review(other, planned_number=9, **plan)
    assert other.status == "presented"


def test_a_correction_starts_with_the_words_that_were_signed(cast, review):
    services.save_section(review, "study", text="Đã học hai chuyên đề.", version=0)
    sign(review, by=cast.users["leader"])
    draft = services.open_correction(review)
    assert draft.sections.get(key="study").text == "Đã học hai chuyên đề."
    assert services.open_correction(review) == draft
    assert services.open_review(
        None, kind="preliminary", first=draft.first_month, last=draft.last_month
    ) == (draft, False)


def test_only_what_is_signed_and_in_force_is_corrected(cast, review):
    with pytest.raises(IllegalMove):
        services.open_correction(review)


def test_a_paper_that_was_signed_is_printed_from_what_was_stored(cast, review):
    """JSON has neither dates nor tuples: what comes back must print the same words."""
    sign(review, by=cast.users["leader"])
    stored = Review.objects.get(pk=review.pk)
    json.dumps(stored.signed_content)
    context = paper_context(stored)
    assert context["letterhead"].superior == ("ĐẢNG BỘ KHỐI", "CÁC CƠ QUAN TRUNG ƯƠNG")
    assert (context["dated_on"], context["profile"].code) == (date(2014, 7, 20), "HD11")


def test_every_step_stands_in_the_trail(cast, review):
    services.present_review(review, by=cast.users["staff"], planned_on=None, planned_number=5)
    services.return_review(review, by=cast.users["leader"], note="Ghi rõ số chi bộ.")
    services.present_review(review, by=cast.users["staff"], planned_on=None, planned_number=6)
    sign(review, by=cast.users["leader"])
    sign(services.open_correction(review), by=cast.users["leader"], why="Sót số liệu")
    steps = AuditEntry.objects.of(review)
    assert list(steps.values_list("target", flat=True)) == [
        "presented", "returned", "presented", "signed", "replaced",
    ]  # fmt: skip
    assert steps.get(target="signed").note == "Báo cáo số 06-BC/ĐUCQ"
    assert list(broken_chains()) == []


def test_a_returned_review_needs_words(cast, review):
    services.present_review(review, by=cast.users["staff"], planned_on=None, planned_number=None)
    with pytest.raises(ValidationError, match="Ghi điều cần sửa"):
        services.return_review(review, by=cast.users["leader"], note=" ")


def test_what_a_signed_paper_is_called_survives_a_new_name_of_its_cell_and_its_type(
    cast, of_cell, sign_in
):
    document = sign(of_cell, by=cast.users["secretary"])
    cast.cell.name = "Chi bộ Vụ Mới"
    cast.cell.save()
    DocumentType.objects.filter(pk=document.kind_id).update(name="Bản tin")
    document = IssuedDocument.objects.get(pk=document.pk)
    assert (str(document), document.body_name) == ("Báo cáo số 01-BC/CB", "Chi bộ Vụ Cơ sở đảng")
    page = shown(sign_in("leader"), Review.objects.get(pk=of_cell.pk))
    assert "Chi bộ Vụ Cơ sở đảng" in page
    assert "Vụ Mới" not in page.split("Nhật ký")[0]


def test_a_type_that_the_body_may_no_longer_issue_is_a_sentence_on_the_page(cast, of_cell, sign_in):
    DocumentType.objects.filter(code="bao-cao").update(by_cell=False)
    address = reverse("review-sign", args=[of_cell.pk])
    secretary = sign_in("secretary")
    page = secretary.get(address)
    data = {"number": "1", "dated_on": "20/07/2014", "authority": "cell"}
    data["fingerprint"] = page.context["fingerprint"]
    assert "Chi bộ không ban hành báo cáo" in secretary.post(address, data).content.decode()
    assert not IssuedDocument.objects.exists()


def test_what_is_signed_stands_on_the_page_where_it_is_signed(cast, review, sign_in):
    services.save_section(review, "study", text="Đã học hai chuyên đề.", version=0)
    leader, address = sign_in("leader"), reverse("review-sign", args=[review.pk])
    page = leader.get(address)
    assert "Đã học hai chuyên đề." in page.content.decode()
    services.save_section(review, "study", text="Đã học ba chuyên đề.", version=1)
    data = {"number": "1", "dated_on": "20/07/2014", "authority": "standing"}
    data["fingerprint"] = page.context["fingerprint"]
    half = leader.post(address, data | {"number": ""}).content.decode()
    again = leader.post(address, data).content.decode()
    for answer in (half, again):
        assert answer.count("vừa đổi trong lúc đồng chí đọc") == 1
    assert "Đã học ba chuyên đề." in again
    assert not IssuedDocument.objects.exists()


def test_a_day_planned_for_the_next_term_proposes_a_number_of_the_day_of_signing(cast, review):
    sign(review, by=cast.users["leader"], number=9)
    Term.objects.filter(cell=None).update(until=date(2014, 7, 31))
    TermFactory(name="nhiệm kỳ 2014–2019", since=date(2014, 8, 1))
    other = ReviewFactory(first_month=date(2014, 2, 1), planned_on=date(2014, 8, 2))
    assert (proposed(other)["number"], proposed(other)["dated_on"]) == (10, date(2014, 7, 20))


# At once


@pytest.fixture
def at_once(crowd, cast):
    return crowd, cast.users["leader"]


def test_two_leaders_who_sign_at_once_sign_once(at_once, cast, review):
    """The secretary and the deputy, each with a number that is free."""
    crowd, deputy = at_once
    CommitteePostFactory(member=cast.members["colleague"], body="standing", title="secretary")

    def press(leader, number):
        read = given(review, number=number)
        paper = Review.objects.get(pk=review.pk)
        return lambda: services.sign_review(paper, read, by=leader)

    answers = crowd(press(deputy, 5), press(cast.user("colleague"), 8))
    [won] = [answer for answer in answers if isinstance(answer, IssuedDocument)]
    [lost] = [answer for answer in answers if isinstance(answer, Exception)]
    assert (won.number, won.signer_title) in {(5, "PHÓ BÍ THƯ"), (8, "BÍ THƯ")}
    assert isinstance(lost, IllegalMove)
    [left] = crowd(lambda: register_of(review))
    assert left == (1, 1, 1)


def register_of(review):
    """Rows, files, and signatures in the trail."""
    signed = AuditEntry.objects.of(review).filter(target="signed")
    return IssuedDocument.objects.count(), IssuedFile.objects.count(), signed.count()


def test_two_papers_that_take_one_number_at_once_get_two(at_once, review):
    crowd, leader = at_once
    other = ReviewFactory(first_month=date(2014, 2, 1), last_month=date(2014, 3, 1))

    def press(paper):
        read = given(paper)
        return lambda: services.sign_review(paper, read, by=leader)

    answers = crowd(press(review), press(other))
    [lost] = [answer for answer in answers if isinstance(answer, Exception)]
    assert "Số tiếp theo còn trống là 02" in " ".join(lost.messages)
    assert crowd(sign_the_one_that_lost(leader)) == [2]


def sign_the_one_that_lost(leader):
    return lambda: sign(Review.objects.get(status="draft"), by=leader).number
