"""The page into a new year: every step tells its state; opening is safe twice."""

from datetime import date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import clock
from cells.audit import AuditEntry
from cells.models import Membership, Notice, Theme
from pledges.models import Pledge
from pledges.pledge.services import close_pledge, due_day
from reports.overview.new_year.figures import steps_into
from reports.overview.new_year.services import close_year
from tests.factories import (
    CellFactory,
    CommitteePostFactory,
    EvaluationRoundFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MoralStandardFactory,
    PledgeFactory,
    StudySlotFactory,
    ThemeFactory,
    TopicFactory,
)

TITLES = [
    "Kiểm tra dữ liệu",
    "Nhiệm kỳ sắp hết",
    "Chuyên đề năm 2014 và hạn đăng ký",
    "Chủ đề từng quý đưa về chi bộ",
    "Chuẩn mực đạo đức",
    "Mở đăng ký năm 2014",
    "Đánh giá, xếp loại năm 2013",
    "Khép bản đăng ký năm 2013",
]


def state(title, year=2014):
    return next(s for s in steps_into(year, clock.today()) if s.title.startswith(title))


def test_the_steps_stand_in_order_with_their_state(sign_in, cast):
    answer = sign_in("staff").get(reverse("new-year"))
    assert [step.title for step in answer.context["steps"]] == TITLES
    states = [step.state[0] for step in answer.context["steps"]]
    assert states == [
        *["Cần xem", "Xong", "Xong", "Chưa làm", "Chưa làm", "Chưa làm", "Chưa làm", "Xong"]
    ]


def test_dirty_data_and_ending_mandates_are_named(cast, today):
    CellFactory()
    MemberFactory(full_name="Đỗ Văn Lẻ")
    CommitteePostFactory(until=date(2014, 4, 1))
    data = state("Kiểm tra dữ liệu")
    assert data.state[0] == "Cần xem"
    assert "Chi bộ chưa có cấp uỷ: 1; đảng viên không ở chi bộ nào: 3" in data.words
    assert state("Nhiệm kỳ").words.startswith("1 chức vụ hết nhiệm kỳ")
    assert state("Nhiệm kỳ").links[0][1].endswith("#ending-posts")


def test_without_a_theme_the_year_cannot_be_opened(sign_in, cast):
    assert state("Chuyên đề", 2015).state[0] == "Chưa làm"
    assert state("Mở đăng ký", 2015).links == ()
    assert state("Chủ đề", 2015).links == ()
    assert sign_in("staff").get(reverse("new-year-open", args=[2015])).status_code == 404


def test_topics_are_done_once_cells_have_them(cast):
    assert state("Chủ đề").links[0][0] == "Ghi chủ đề"
    topic = TopicFactory(theme=Theme.objects.get(year=2014))
    assert state("Chủ đề").state[0] == "Chưa làm"
    StudySlotFactory(topic=topic, cell=cast.cell)
    assert state("Chủ đề").state[0] == "Cần xem"
    assert state("Chủ đề").words == "1 chủ đề, đã có trong kế hoạch của 1/2 chi bộ."
    StudySlotFactory(topic=topic, cell=cast.other_cell)
    assert state("Chủ đề").state[0] == "Xong"


def test_cards_of_the_committee_and_of_cells_are_told(cast):
    MoralStandardFactory(cell=None, adopted=True)
    MoralStandardFactory(cell=cast.cell, adopted=True)
    found = state("Chuẩn mực")
    assert (found.state[0], found.words) == (
        "Xong",
        "1/2 chi bộ có chuẩn mực riêng, 1 của năm 2014.",
    )


def test_last_year_is_left_with_its_round_and_its_pledges(cast):
    found = EvaluationRoundFactory(year=2013)
    assert state("Đánh giá").state[0] == "Cần xem"
    type(found).objects.update(status="published", published_at=clock.now())
    assert state("Đánh giá").state[0] == "Xong"
    PledgeFactory(member=cast.members["member"], cell=cast.cell, year=2013, accepted=True)
    left = state("Khép")
    assert left.words.startswith("1 bản đã nhận, chưa khép")
    assert left.links[-1][1].startswith(reverse("pledge-list"))


def test_a_branch_is_no_cell_of_the_party_in_what_the_steps_count(sign_in, cast, url):
    branch = CellFactory(kind="youth")
    MoralStandardFactory(cell=branch, adopted=True)
    closed = CellFactory(closed_on=date(2014, 2, 1))
    MoralStandardFactory(cell=closed, adopted=True)
    topic = TopicFactory(theme=Theme.objects.get(year=2014))
    for cell in (branch, closed):
        StudySlotFactory(topic=topic, cell=cell)
    assert "0/2 chi bộ có chuẩn mực riêng, 0 của năm 2014" in state("Chuẩn mực").words
    assert state("Chủ đề").words.endswith("của 0/2 chi bộ.")
    MembershipFactory(member=cast.members["member"], cell=branch)
    seen = sign_in("staff").get(url).context["opening"]
    assert (seen.how_many, seen.places) == (12, "2 chi bộ, 1 chi đoàn")
    assert state("Mở đăng ký").words == "12 bản đăng ký sẽ được mở để viết."


# ---- opening


@pytest.mark.parametrize(
    ("today", "leaders", "others"),
    [
        (date(2014, 3, 10), date(2014, 3, 15), date(2014, 3, 25)),
        (date(2014, 3, 20), date(2014, 3, 25), date(2014, 3, 25)),
        (date(2014, 3, 16), date(2014, 3, 25), date(2014, 3, 25)),
        (date(2014, 4, 1), date(2014, 4, 11), date(2014, 4, 11)),
    ],
)
def test_leaders_are_never_due_after_everybody(today, leaders, others):
    due_on = date(2014, 3, 25)
    assert due_day(due_on, today, by_leader=True) == leaders
    assert due_day(due_on, today, by_leader=False) == others


@pytest.fixture
def url(cast):
    return reverse("new-year-open", args=[2014])


def test_the_preview_counts_what_opening_then_makes(sign_in, cast, url):
    client = sign_in("staff")
    seen = client.get(url).context["opening"]
    assert client.get(url).status_code == 200
    assert not Pledge.objects.exists()
    client.post(url)
    made = Pledge.objects.all()
    assert seen.how_many == made.count() == 11
    assert seen.by_leaders == made.filter(by_leader=True).count() == 6
    assert seen.places == "2 chi bộ"
    assert {row.due_on for row in made.filter(by_leader=False)} == {seen.due_on}


def test_a_second_press_opens_nothing_and_leaves_no_trace(sign_in, cast, url):
    client = sign_in("staff")
    first = client.post(url, follow=True).content.decode()
    assert "Đã mở 11 bản đăng ký năm 2014" in first
    again = client.post(url, follow=True).content.decode()
    assert "không mở thêm" in again
    assert Pledge.objects.count() == 11
    entry = AuditEntry.objects.of(Theme.objects.get(year=2014)).get()
    assert (entry.verb, entry.note) == ("open", "11 bản đăng ký mới, ngày 20/03/2014")
    assert "không phải mở thêm" in client.get(url).content.decode()


def test_who_comes_later_is_counted_and_opened_later(sign_in, cast, url):
    sign_in("staff").post(url)
    assert state("Mở đăng ký").words == "Đã mở 11 bản đăng ký. Không thiếu ai."
    MembershipFactory(cell=cast.cell, since=date(2014, 3, 1))
    assert "Còn 1 bản chưa mở, của người mới đến." in state("Mở đăng ký").words
    sign_in("staff").post(url)
    assert Pledge.objects.count() == Membership.objects.open_on(clock.today()).count()


@pytest.mark.parametrize("year", [2013, 2016])
def test_only_this_year_and_the_next_are_opened_here(sign_in, cast, year):
    ThemeFactory(year=year)
    assert sign_in("staff").post(reverse("new-year-open", args=[year])).status_code == 404


def test_from_october_on_the_page_speaks_of_the_next_year(sign_in, cast):
    client, page = sign_in("staff"), reverse("new-year")
    assert client.get(page).context["year"] == 2014
    assert client.get(page, {"year": "2015"}).context["year"] == 2015
    assert client.get(page, {"year": "1900"}).context["year"] == 2014
    with clock.at(datetime(2014, 10, 1, 8)):
        assert client.get(page).context["year"] == 2015


@pytest.mark.parametrize("who", ["leader", "inspector", "secretary", "member"])
def test_the_turn_of_the_year_is_for_staff_only(sign_in, cast, url, who):
    assert sign_in(who).get(reverse("new-year")).status_code == 403
    assert sign_in(who).post(url).status_code == 403
    assert not Pledge.objects.exists()


def test_the_page_asks_no_more_than_a_list_may(sign_in, cast, django_assert_max_num_queries):
    client = sign_in("staff")
    client.get(reverse("new-year"))
    with django_assert_max_num_queries(20):
        client.get(reverse("new-year"))


# ---- closing the year that is over


@pytest.fixture
def promised(cast):
    """Of last year: two that the cell has accepted, staff's own, and one still with its author."""
    accepted = [
        PledgeFactory(member=cast.members[who], cell=cast.cell, year=2013, accepted=True)
        for who in ("member", "colleague", "staff")
    ]
    PledgeFactory(member=cast.members["deputy"], cell=cast.cell, year=2013)
    return accepted


CLOSE = {"note": "Đã tổng kết năm 2013."}


def records():
    """What the closing wrote, in the words of both trails."""
    entries = AuditEntry.objects.filter(verb="close").order_by("object_id")
    told = Notice.objects.filter(verb="close").order_by("object_id")
    return [
        list(entries.values_list("object_id", "position", "paper_label", "actor", "actor_label",
                                 "source", "target", "note", "at", "digest")),
        list(told.values_list("member", "object_id", "sentence", "path", "at")),
        list(Pledge.objects.order_by("pk").values_list("pk", "status", "version")),
    ]  # fmt: skip


def test_all_at_once_leaves_the_same_records_as_one_by_one(cast, promised):
    staff, note = cast.user("staff"), CLOSE["note"]
    with clock.at(datetime(2014, 1, 20, 9)):
        with transaction.atomic():
            for pledge in promised[:2]:
                close_pledge(pledge, by=staff, note=note)
            singly = records()
            transaction.set_rollback(True)
        assert close_year(2013, by=staff, note=note) == 2
    assert records() == singly
    assert len(singly[0]) == len(singly[1]) == 2


def test_closing_asks_as_many_questions_for_thirty_as_for_one(cast):
    staff, counts = cast.user("staff"), []
    for how_many in (1, 1, 30):  # the first also learns the kinds of papers
        for _ in range(how_many):
            PledgeFactory(cell=cast.cell, year=2013, accepted=True)
        with CaptureQueriesContext(connection) as asked:
            assert close_year(2013, by=staff, note=CLOSE["note"]) == how_many
        counts.append(len(asked))
    assert counts[1] == counts[2] < 15


def test_the_page_closes_what_its_preview_counted_but_ones_own(sign_in, promised):
    client, url = sign_in("staff"), reverse("new-year-close", args=[2013])
    assert state("Khép").links[0] == ("Xem trước và khép", url)
    seen = client.get(url).context["closing"]
    assert (seen.how_many, seen.is_own_open) == (2, True)
    assert client.post(url, {"note": " "}).context["form"].errors
    assert not Pledge.objects.filter(status="closed").exists()
    said = client.post(url, CLOSE, follow=True).content.decode()
    assert "Đã khép 2 bản đăng ký năm 2013." in said
    assert list(Pledge.objects.filter(status="accepted")) == [promised[2]]
    again = client.get(url).content.decode()
    assert "Chỉ còn bản của chính đồng chí" in again
    assert "Đã khép 0 bản" in client.post(url, CLOSE, follow=True).content.decode()


def test_reports_that_wait_for_an_answer_are_told_before(sign_in, promised):
    MonthlyReportFactory(pledge=promised[0], month=date(2013, 12, 1), sent=True)
    page = sign_in("staff").get(reverse("new-year-close", args=[2013])).content.decode()
    assert "Còn 1 báo cáo tháng của năm 2013 đã gửi mà chi bộ chưa trả lời." in page


def test_a_year_that_still_runs_is_not_closed_as_a_whole(sign_in, cast):
    PledgeFactory(member=cast.members["member"], cell=cast.cell, year=2014, accepted=True)
    assert [label for label, _ in state("Khép", 2015).links] == ["Xem các bản chưa khép"]
    for year in (2012, 2014):
        answer = sign_in("staff").post(reverse("new-year-close", args=[year]), CLOSE)
        assert answer.status_code == 404
    assert not Pledge.objects.filter(status="closed").exists()
