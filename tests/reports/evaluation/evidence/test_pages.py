from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import Membership
from pledges.models import PledgeItem
from reports.evaluation.evidence import services
from reports.evaluation.evidence.figures import evidence_of
from reports.models import MemberEvaluation
from tests.factories import (
    AttendanceFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeItemFactory,
    SessionFactory,
    SessionTaskFactory,
    moment,
)
from tests.reports.evaluation.evidence.conftest import award


def evidence_url(evaluation, noun="evaluation"):
    return reverse(f"{noun}-evidence", args=[evaluation.pk])


def page_of(sign_in, role, evaluation, noun="evaluation"):
    return sign_in(role).get(evidence_url(evaluation, noun)).content.decode()


def remark_url(year, line="reports"):
    return reverse("evaluation-remark", args=[year.evaluation.pk, line])


@pytest.fixture
def objection(year, cast):
    line = evidence_of(year.evaluation).lines["reports"]
    return services.remark_line(
        year.evaluation, line, text="Tháng 8 nộp giấy.", is_objection=True, by=cast.user("member")
    )


def test_every_line_opens_its_source_for_its_own_person(year, sign_in):
    client = sign_in("member")
    page = client.get(evidence_url(year.evaluation)).content.decode()
    january = year.pledges["CSD"].monthly_reports.get(month__month=1)
    praised = year.member.commendations.get(decision_number="02-QĐ/ĐUCQ")
    for source in (january, year.pledges["CSD"], year.pledges["DV"], year.member, praised):
        assert f'href="{source.get_absolute_url()}"' in page
        assert client.get(source.get_absolute_url()).status_code == 200


def test_no_link_leads_where_its_reader_may_not_go(year, sign_in):
    """The new cell reads the year, not the months that the old one has answered (Q11)."""
    page = page_of(sign_in, "other secretary", year.evaluation)
    january = year.pledges["CSD"].monthly_reports.get(month__month=1)
    assert january.get_absolute_url() not in page
    july = year.pledges["DV"].monthly_reports.get(month__month=7)
    assert july.get_absolute_url() in page


@pytest.mark.parametrize("role", ["member", "other secretary", "staff", "leader", "inspector"])
def test_every_link_that_is_shown_opens(year, sign_in, role):
    client = sign_in(role)
    for evaluation, noun in (
        (year.evaluation, "evaluation"),
        (year.of_old_cell, "cell-evaluation"),
    ):
        response = client.get(evidence_url(evaluation, noun))
        if response.status_code == 404:
            continue
        for line in hrefs(response.content.decode()):
            assert client.get(line).status_code == 200, line


def hrefs(page):
    main = page.split("<main")[1].split("</main")[0]
    found = {piece.split('"')[0] for piece in main.split('href="')[1:]}
    return {each.replace("&amp;", "&") for each in found if each.startswith("/")}


def test_the_lists_behind_a_cells_figures_are_narrowed_to_its_year(year, sign_in):
    page = page_of(sign_in, "staff", year.of_old_cell, "cell-evaluation")
    narrowed = f"?cell={year.old.pk}&amp;since=01/2014&amp;until=12/2014&amp;state=late"
    assert f"{reverse('monthly-report-list')}{narrowed}" in page
    listed = sign_in("staff").get(reverse("monthly-report-list") + narrowed.replace("&amp;", "&"))
    assert [row.record.month.month for row in listed.context["table"].rows] == [2]


def test_members_of_a_published_cell_read_it_without_lists_that_would_show_them_less(year, sign_in):
    level = year.of_old_cell.round.scheme.levels.get(subject="cell", code="HTT")
    frozen = evidence_of(year.of_old_cell).as_json()
    moments = dict.fromkeys(
        ["first_submitted_at", "proposed_at", "appraised_at", "decided_at"], moment(2014, 12, 1)
    )
    levels = dict.fromkeys(["proposed_level", "appraised_level", "decided_level"], level)
    type(year.of_old_cell).objects.update(
        status="published", frozen_evidence=frozen, **moments, **levels
    )
    page = page_of(sign_in, "colleague", year.of_old_cell, "cell-evaluation")
    assert "Sinh hoạt thường kỳ" in page
    assert reverse("monthly-report-list") + "?" not in page
    assert "Có ý kiến" not in page


def test_the_person_speaks_beside_a_line_and_the_officers_answer(year, sign_in):
    client = sign_in("member")
    assert remark_url(year) in client.get(evidence_url(year.evaluation)).content.decode()
    given = {"kind": "objection", "text": "Tháng 8 nộp giấy."}
    assert client.post(remark_url(year), given).status_code == 302
    (said,) = year.evaluation.remarks.all()
    answer_url = reverse("evaluation-answer", args=[year.evaluation.pk, said.pk])
    client = sign_in("other secretary")
    page = client.get(evidence_url(year.evaluation)).content.decode()
    assert answer_url in page
    assert "Có ý kiến về" not in page, "only the person speaks"
    client.post(answer_url, {"text": "Đã nhận bản giấy."})
    page = page_of(sign_in, "member", year.evaluation)
    assert "Tháng 8 nộp giấy." in page
    assert "Đã nhận bản giấy." in page


@pytest.mark.parametrize("role", ["other secretary", "staff", "leader"])
def test_who_proposes_and_who_decides_meet_every_open_objection(year, objection, sign_in, role):
    page = sign_in(role).get(year.evaluation.get_absolute_url()).content.decode()
    assert "chưa được trả lời" in page
    assert "Tháng 8 nộp giấy." in page
    assert f"{evidence_url(year.evaluation)}#y-kien-{objection.pk}" in page


def test_a_line_that_is_not_there_is_not_found(year, sign_in):
    assert sign_in("member").get(remark_url(year, "report-987654321")).status_code == 404
    response = sign_in("member").post(
        remark_url(year, "nothing"), {"kind": "objection", "text": "x"}
    )
    assert response.status_code == 404


def test_the_remark_of_another_paper_is_not_found(year, objection, cast, sign_in):
    other = MemberEvaluation.objects.create(
        round=year.evaluation.round, member=cast.members["stranger"], cell=year.new
    )
    url = reverse("evaluation-answer", args=[other.pk, objection.pk])
    assert sign_in("other secretary").post(url, {"text": "x"}).status_code == 404


def test_an_objection_to_a_line_that_is_gone_stays_on_the_page(year, cast, sign_in):
    comment = next(key for key in evidence_of(year.evaluation).lines if key.startswith("comment"))
    line = evidence_of(year.evaluation).lines[comment]
    services.remark_line(
        year.evaluation, line, text="Không đúng.", is_objection=True, by=cast.user("member")
    )
    year.pledges["CSD"].monthly_reports.get(month__month=3).lines.update(comment="")
    page = page_of(sign_in, "other secretary", year.evaluation)
    assert "Ý kiến về dòng nay không còn" in page
    assert page.count("Không đúng.") == 2, "in its place and among the open ones"


def test_words_of_the_wrong_moment_are_kept_in_the_box(year, sign_in):
    type(year.evaluation.round).objects.update(
        status="closed", closed_at=moment(2014, 12, 1), published_at=moment(2014, 12, 1)
    )
    client = sign_in("member")
    response = client.post(remark_url(year), {"kind": "context", "text": "Gõ dở"})
    assert response.status_code == 409
    assert "Gõ dở" in response.content.decode()
    assert not year.evaluation.remarks.exists()
    assert client.get(remark_url(year)).status_code == 302


def test_an_answered_remark_is_not_answered_again(year, objection, cast, sign_in):
    services.answer_remark(objection, text="Một", by=cast.user("other secretary"))
    url = reverse("evaluation-answer", args=[year.evaluation.pk, objection.pk])
    client = sign_in("staff")
    assert client.get(url).status_code == 302
    page = client.post(url, {"text": "Hai"}).content.decode()
    assert "Hai" in page
    objection.refresh_from_db()
    assert objection.answer == "Một"


HOSTILE = "<script>alert(1)</script>\"'{{ x }}{% y %} " + "ă\u0300\u0301\u0323" * 40 + "W" * 300


def test_hostile_words_are_shown_as_words(year, cast, sign_in):
    PledgeItem.objects.update(action=HOSTILE[:500])
    client = sign_in("member")
    client.post(remark_url(year), {"kind": "objection", "text": HOSTILE})
    for role in ("member", "other secretary"):
        page = page_of(sign_in, role, year.evaluation)
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{{ x }}" in page


@pytest.mark.parametrize("text", ["x" * 1001, "\x00", "a\ud800", "\n" * 500 + "x"])
def test_what_cannot_be_stored_is_said_beside_the_box(year, sign_in, text):
    client = sign_in("member")
    response = client.post(
        remark_url(year), {"kind": "context", "text": text.encode("utf-8", "surrogatepass")}
    )
    assert response.status_code in {200, 302}
    assert year.evaluation.remarks.count() == (response.status_code == 302)


def questions(client, url):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", ["member", "staff"])
def test_a_full_year_asks_as_few_questions_as_a_thin_one(year, cast, sign_in, role):
    client, url = sign_in(role), evidence_url(year.evaluation)
    client.get(url)
    before = questions(client, url)
    fill(year, cast)
    assert questions(client, url) == before <= 35


@pytest.mark.parametrize("role", ["secretary", "staff"])
def test_a_full_year_of_a_cell_asks_as_few_questions_as_a_thin_one(year, cast, sign_in, role):
    client, url = sign_in(role), evidence_url(year.of_old_cell, "cell-evaluation")
    client.get(url)
    before = questions(client, url)
    fill(year, cast)
    assert questions(client, url) == before <= 45


def fill(year, cast):
    for day in range(1, 29):
        session = SessionFactory(cell=year.old, status="signed", starts_at=moment(2014, 2, day, 8))
        AttendanceFactory(session=session, member=year.member)
        AttendanceFactory(session=session, member=cast.members["secretary"], state="unexcused")
        SessionTaskFactory(session=session, owner=year.member)
    for position in range(2, 12):
        item = PledgeItemFactory(pledge=year.pledges["DV"], position=position)
        for report in year.pledges["DV"].monthly_reports.all():
            MonthlyReportLineFactory(report=report, item=item, comment="Được")
    for month in (1, 2, 3, 4):
        MonthlyReportFactory(pledge=year.pledges["DV"], month=f"2014-0{month}-01", sent=True)
    for number in range(10):
        line = evidence_of(year.evaluation).lines["tasks"]
        services.remark_line(
            year.evaluation,
            line,
            text=f"Ý {number}",
            is_objection=True,
            by=cast.user("member"),
        )
    for number in range(10):
        for member in (year.member, None):
            award(date(2014, 2, 3), f"{number}-QĐ", occasion=None, cell=year.old, member=member)
    assert Membership.objects.filter(member=year.member).count() == 2
