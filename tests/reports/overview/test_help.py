"""A cell that needs help says so, staff answer; the board tells who else may need it, and why."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cells import clock
from cells.audit import AuditEntry
from cells.models import Notice
from cells.workflow import IllegalMove
from reports.home.boards import gaps
from reports.models import HelpRequest
from reports.overview.help.figures import cells_in_need, need_of
from reports.overview.help.services import answer_help, ask_for_help
from tests.factories import (
    CellFactory,
    MembershipFactory,
    MonthlyReportFactory,
    PledgeFactory,
    SessionFactory,
    moment,
)

WORDS = "Nhờ hướng dẫn ghi hộ cho ba đồng chí không có tài khoản."


@pytest.fixture
def asked(cast):
    return ask_for_help(cast.cell, words=WORDS, by=cast.user("deputy"))


# ---- asking and answering


def test_an_officer_asks_from_the_page_of_the_cell(sign_in, cast):
    client, url = sign_in("cell committee"), reverse("help-ask", args=[cast.cell.pk])
    assert f'href="{url}">Cần hỗ trợ' in client.get(cast.cell.get_absolute_url()).content.decode()
    assert client.post(url, {"words": WORDS}).status_code == 302
    found = HelpRequest.objects.get()
    assert (found.cell, found.words, found.status) == (cast.cell, WORDS, "open")
    assert AuditEntry.objects.of(found).get().verb == "ask"
    page = client.get(cast.cell.get_absolute_url()).content.decode()
    assert url not in page
    assert "Đề nghị hỗ trợ ngày 20/03/2014" in page


def test_the_same_words_twice_are_one_request_other_words_wait(cast, asked):
    assert ask_for_help(cast.cell, words=WORDS, by=cast.user("secretary")) == asked
    with pytest.raises(ValidationError, match="đang có một đề nghị"):
        ask_for_help(cast.cell, words="Việc khác", by=cast.user("secretary"))


def test_a_refused_request_keeps_what_was_typed(sign_in, cast, asked):
    url = reverse("help-ask", args=[cast.cell.pk])
    page = sign_in("secretary").post(url, {"words": "Việc khác"}).content.decode()
    assert "Chi bộ đang có một đề nghị chờ trả lời" in page
    assert "Việc khác" in page
    assert "Ghi một câu" in sign_in("secretary").post(url, {"words": " "}).content.decode()
    assert sign_in("secretary").get(url).url == asked.get_absolute_url()


def test_the_database_holds_one_open_request_a_cell(cast, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.create(cell=cast.cell, words="Thêm")


def asking(cast, role):
    return [gap for gap in gaps(cast.user(role)) if "đề nghị hỗ trợ" in gap.what]


def test_the_board_at_home_has_one_line_whatever_the_number(cast, asked):
    ask_for_help(cast.other_cell, words="Giúp", by=cast.user("other secretary"))
    [line] = asking(cast, "staff")
    assert (line.how_many, line.url) == (2, reverse("overview-help"))


def test_a_branch_asks_in_its_own_words_and_staff_see_it_at_home(sign_in, cast):
    branch = CellFactory(kind="youth", name="Chi đoàn cơ quan")
    MembershipFactory(cell=branch, member=cast.members["other secretary"], office="secretary")
    client, url = sign_in("other secretary"), reverse("help-ask", args=[branch.pk])
    page = client.get(url).content.decode()
    assert "Chi đoàn cần hỗ trợ" in page
    assert "Chi đoàn cần giúp việc gì?" in page
    assert "Ghi một câu: chi đoàn cần" in client.post(url, {"words": ""}).content.decode()
    client.post(url, {"words": WORDS})
    [line] = asking(cast, "staff")
    assert line.how_many == len(cells_in_need(clock.today()).filter(has_asked=True)) == 1


def test_staff_answer_with_words_and_the_officers_are_told(sign_in, cast, asked):
    client, url = sign_in("staff"), reverse("help-answer", args=[asked.pk])
    assert "Ghi lời trả lời" in client.post(url, {"words": ""}).content.decode()
    assert client.post(url, {"words": "Thứ Hai tôi xuống."}).url == reverse("overview-help")
    asked.refresh_from_db()
    assert (asked.status, asked.answer) == ("answered", "Thứ Hai tôi xuống.")
    told = {str(notice.member) for notice in Notice.objects.all()}
    assert told == {"Trần Thị Mai", "Đặng Hồng Hải", "Lê Minh Hoà"}
    assert asking(cast, "staff") == []
    page = sign_in("secretary").get(asked.get_absolute_url()).content.decode()
    assert "Thứ Hai tôi xuống." in page
    assert "Trả lời chi bộ" not in page


def test_a_second_answer_comes_too_late_and_is_not_lost(sign_in, cast, asked):
    answer_help(asked, words="Đã xong", by=cast.user("staff"))
    url = reverse("help-answer", args=[asked.pk])
    response = sign_in("staff").post(url, {"words": "Lời thứ hai"})
    assert response.status_code == 409
    assert "Lời thứ hai" in response.content.decode()
    assert "Đã xong" in response.content.decode()
    assert sign_in("staff").get(url).url == asked.get_absolute_url()
    with pytest.raises(IllegalMove):
        answer_help(asked, words="Lời thứ ba", by=cast.user("staff"))


def test_staff_do_not_answer_what_they_asked_themselves(sign_in, cast):
    staff = cast.user("staff")
    own = ask_for_help(cast.other_cell, words=WORDS, by=staff)
    assert sign_in("staff").get(reverse("help-answer", args=[own.pk])).status_code == 403
    nobody = HelpRequest(cell=cast.cell, words=WORDS)
    assert nobody.author_id is None


@pytest.mark.parametrize(("who", "status"), [("deputy", 200), ("leader", 200), ("member", 404)])
def test_a_request_is_read_by_the_cells_officers_and_the_bodies(sign_in, asked, who, status):
    assert sign_in(who).get(asked.get_absolute_url()).status_code == status
    other = sign_in("other secretary").get(asked.get_absolute_url())
    assert other.status_code == 404


# ---- the board


def needs(today):
    return {
        cell.code: [reason.words for reason in need_of(cell, today).reasons]
        for cell in cells_in_need(today)
    }


def test_who_asked_stands_first_and_nobody_else_without_a_reason(cast, today, asked):
    CellFactory(code="A", name="Chi bộ Văn phòng")
    assert list(needs(today)) == ["CSD", "A"]
    assert needs(today)["CSD"] == []
    assert needs(today)["A"] == ["Chưa có cấp uỷ; bộ phận giúp việc đang trả lời hồ sơ thay."]


def test_officers_without_a_secretary_are_another_reason(cast, today):
    MembershipFactory(cell=CellFactory(code="A"), office="committee")
    MembershipFactory(cell=CellFactory(code="D", kind="youth"))
    assert needs(today) == {"A": ["Chưa có bí thư."]}


@pytest.fixture
def silence(cast):
    """January and February are overdue and nobody has sent; ``speak`` sends one of them."""
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    for month, due_on in [(1, date(2014, 2, 5)), (2, date(2014, 3, 5))]:
        MonthlyReportFactory(pledge=pledge, month=date(2014, month, 1), due_on=due_on)
    return pledge


def test_two_silent_months_are_named(today, silence, cast, sign_in):
    said = "Hai tháng liền không đồng chí nào gửi báo cáo: 1/2014 và 2/2014."
    assert needs(today) == {"CSD": [said]}
    [cell] = cells_in_need(today)
    [reason] = need_of(cell, today).reasons
    assert len(sign_in("staff").get(reason.url).context["table"].rows) == 2


def test_one_report_of_anybody_breaks_the_silence(today, silence, cast):
    pledge = PledgeFactory(member=cast.members["colleague"], cell=cast.cell, accepted=True)
    MonthlyReportFactory(
        pledge=pledge,
        month=date(2014, 2, 1),
        status="submitted",
        due_on=date(2014, 3, 5),
        first_submitted_at=moment(2014, 3, 9, 8),
    )
    assert needs(today) == {}


def test_while_the_last_month_is_not_due_the_two_before_count(silence, cast):
    with clock.at(moment(2014, 4, 1, 8)):
        today = clock.today()
        MonthlyReportFactory(
            pledge=silence, month=date(2014, 3, 1), due_on=date(2014, 4, 5), saved_at=None
        )
        assert "1/2014 và 2/2014" in needs(today)["CSD"][0]


def held(cell, starts_at):
    return SessionFactory(
        cell=cell, held=True, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )


def test_two_months_without_a_session_are_a_reason_once_sessions_are_written_down(cast, today):
    held(cast.other_cell, moment(2014, 3, 6, 14))
    assert needs(today) == {}
    held(cast.other_cell, moment(2014, 1, 6, 14))
    said = "Không có buổi sinh hoạt nào từ 01/01/2014 đến nay."
    assert needs(today) == {"CSD": [said]}


def test_a_session_joined_as_a_partner_counts(cast, today):
    joint = held(cast.other_cell, moment(2014, 1, 6, 14))
    joint.partners.create(cell=cast.cell)
    assert needs(today) == {}


def test_the_board_shows_words_and_where_to_go(sign_in, cast, asked):
    page = sign_in("inspector").get(reverse("overview-help")).content.decode()
    assert WORDS in page
    assert asked.get_absolute_url() in page
    assert sign_in("secretary").get(reverse("overview-help")).status_code == 403


def test_a_board_without_needs_says_so(sign_in, cast):
    page = sign_in("staff").get(reverse("overview-help")).content.decode()
    assert "Hiện không có chi bộ nào cần hỗ trợ" in page
