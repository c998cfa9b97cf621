"""Plans and their lines: who writes, who reads, what is refused, what a result leaves behind."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import Plan, PlanTask, Term
from cells.plan import services
from cells.workflow import Clash
from tests.factories import DocumentFactory, PlanFactory, PlanTaskFactory
from tests.pages import forms_of


@pytest.fixture
def plan(cast):
    return PlanFactory(cell=cast.cell)


def verbs(row):
    return list(AuditEntry.objects.of(row).values_list("verb", flat=True))


# ---- plans


@pytest.mark.parametrize("kind", ["year", "term"])
def test_a_plan_is_of_a_year_or_of_a_term_and_keeps_only_that(cast, kind):
    term = Term.objects.get(cell=cast.cell)
    words = {"kind": kind, "year": 2014, "term": term, "title": "Kế hoạch"}
    plan = services.draft_plan(cast.cell, **words, by=cast.users["secretary"])
    assert (plan.year, plan.term) == ((2014, None) if kind == "year" else (None, term))
    assert plan.span_name == ("năm 2014" if kind == "year" else term.name)
    assert verbs(plan) == ["draft"]


@pytest.mark.parametrize(("kind", "box"), [("year", "year"), ("term", "term")])
def test_a_plan_without_its_span_is_refused_beside_the_box(cast, kind, box):
    with pytest.raises(ValidationError) as refused:
        services.draft_plan(cast.cell, kind=kind, title="Kế hoạch", by=None)
    assert list(refused.value.message_dict) == [box]


def test_a_term_of_another_body_is_refused(cast):
    term = Term.objects.get(cell=cast.other_cell)
    with pytest.raises(ValidationError, match="tổ chức khác"):
        services.draft_plan(cast.cell, kind="term", term=term, title="Kế hoạch", by=None)


def test_a_plan_saved_twice_from_one_version_is_a_clash(plan):
    services.save_plan(plan, title="Một", document=DocumentFactory(), version=0, by=None)
    with pytest.raises(Clash):
        services.save_plan(plan, title="Hai", version=0, by=None)
    plan.refresh_from_db()
    assert plan.title == "Một"
    assert plan.document is not None


# ---- lines


def new_task(plan, **more):
    words = {"text": "Họp", "owner_name": "Công đoàn", "due_on": date(2014, 6, 30)}
    return services.add_task(plan, **{**words, **more}, by=None)


def test_lines_take_the_next_place_and_begin_a_trail(plan):
    assert [new_task(plan).position, new_task(plan, text="Tổng kết").position] == [1, 2]
    assert verbs(plan.tasks.first()) == ["add"]


def test_a_double_click_adds_one_line_and_one_plan(plan, cast):
    assert new_task(plan) == new_task(plan)
    assert verbs(plan.tasks.get()) == ["add"]
    for cell in (cast.cell, None):
        words = {"kind": "year", "year": 2014, "title": "Kế hoạch mới", "by": None}
        first = services.draft_plan(cell, **words)
        assert services.draft_plan(cell, **words) == first
        assert services.draft_plan(cell, **words | {"year": 2015}) != first


def test_what_a_result_is_asked_of_is_said_in_one_sentence(cast, sign_in, plan):
    task = PlanTaskFactory(plan=plan, text="Tổ chức toạ đàm quý II")
    page = sign_in("secretary").get(reverse("plan-task-report", args=[task.pk])).content.decode()
    assert "Tổ chức toạ đàm quý II – phụ trách: " in page


def test_a_line_has_exactly_one_owner(plan, cast):
    with pytest.raises(ValidationError, match="Chọn người phụ trách"):
        new_task(plan, owner_name="")
    with pytest.raises(ValidationError, match="xoá ô này"):
        new_task(plan, owner=cast.members["member"])
    task = new_task(plan, owner=cast.members["member"], owner_name="")
    assert task.owner_label == "Nguyễn Văn Thịnh"


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(2015, 1, 1)])
def test_a_line_falls_due_within_its_plan(plan, day):
    with pytest.raises(ValidationError, match=r"từ 01/01/2014 đến 31/12/2014"):
        new_task(plan, due_on=day)


def test_the_days_of_a_term_are_those_of_the_mandate(cast):
    plan = PlanFactory(kind="term", year=None, term=Term.objects.get(cell=None))
    with pytest.raises(ValidationError, match="từ 01/08/2010 trở đi"):
        new_task(plan, due_on=date(2010, 7, 31))
    assert new_task(plan, due_on=date(2016, 1, 1)).due_on == date(2016, 1, 1)


def test_an_old_day_stays_as_it_was_though_words_change(plan):
    task = PlanTaskFactory(plan=plan, due_on=date(2013, 12, 31))
    words = {"owner_name": "Công đoàn", "by": None}
    services.save_task(task, text="Khác", due_on=task.due_on, version=0, **words)
    assert PlanTask.objects.get().text == "Khác"
    with pytest.raises(Clash):
        services.save_task(task, text="Hai", due_on=task.due_on, version=0, **words)
    with pytest.raises(ValidationError):
        services.save_task(task, text="Hai", due_on=date(2013, 1, 1), version=1, **words)


# ---- results


def test_what_is_done_has_its_day_and_needs_no_words(plan, today):
    task = PlanTaskFactory(plan=plan)
    services.report_task(task, state="done", version=0, by=None)
    assert (task.state, task.finished_on) == ("done", today)
    services.report_task(task, state="done", result="3 chi bộ", version=1, by=None)
    services.report_task(task, state="open", version=2, by=None)
    assert task.finished_on is None
    assert verbs(task) == ["finish", "report", "resume"]


def test_what_is_dropped_says_why(plan):
    task = PlanTaskFactory(plan=plan)
    with pytest.raises(ValidationError, match="vì sao"):
        services.report_task(task, state="dropped", version=0, by=None)
    services.report_task(task, state="dropped", result="Gộp vào quý IV", version=0, by=None)
    assert verbs(task) == ["drop"]


def test_nothing_is_done_ahead_of_today(plan):
    task = PlanTaskFactory(plan=plan)
    with pytest.raises(ValidationError, match="phía trước"):
        services.report_task(task, state="done", finished_on=date(2014, 3, 21), version=0, by=None)


def test_overdue_is_open_and_past_its_day(plan, today):
    task = PlanTaskFactory(plan=plan, due_on=date(2014, 3, 19))
    PlanTaskFactory(plan=plan, due_on=today)
    PlanTaskFactory(plan=plan, due_on=date(2014, 1, 1), state="done", finished_on=today)
    assert PlanTask.objects.overdue(today).get() == task
    counts = Plan.objects.with_counts(today).get(pk=plan.pk)
    assert (counts.task_count, counts.done_count, counts.open_count, counts.overdue_count) == (
        3,
        1,
        2,
        1,
    )
    assert [row.badge[0] for row in plan.tasks.order_by("pk")] == ["Quá hạn", "Đang làm", "Đã xong"]


# ---- pages


def test_an_owner_reports_on_a_line_of_a_plan_they_do_not_read(cast, sign_in):
    mine = PlanTaskFactory(
        plan=PlanFactory(cell=cast.other_cell, title="Kế hoạch khác"),
        owner=cast.members["member"],
        owner_name="",
        due_on=date(2014, 3, 1),
    )
    client = sign_in("member")
    assert client.get(mine.plan.get_absolute_url()).status_code == 404
    page = client.get(reverse("plan-overdue")).content.decode()
    assert mine.text in page
    assert mine.plan.get_absolute_url() not in page
    url = reverse("plan-task-report", args=[mine.pk])
    assert client.post(url, {"state": "done", "result": "Xong", "version": 0}).status_code == 302
    assert client.get(reverse("plan-task-edit", args=[mine.pk])).status_code == 403
    assert (
        mine.get_absolute_url()
        in client.get(mine.get_absolute_url(), follow=True).request["PATH_INFO"]
    )


def test_colleagues_of_the_owner_do_not_see_that_line(cast, sign_in):
    task = PlanTaskFactory(plan__cell=cast.other_cell, owner=cast.members["member"], owner_name="")
    assert sign_in("colleague").get(task.get_absolute_url()).status_code == 404


def test_two_officers_see_both_texts(cast, sign_in, plan):
    task, url = PlanTaskFactory(plan=plan), None
    url = reverse("plan-task-edit", args=[task.pk])
    client = sign_in("secretary")
    data = forms_of(client.get(url), url)[0].data
    client.post(url, data | {"text": "Lời bí thư"})
    response = sign_in("deputy").post(url, data | {"text": "Lời phó bí thư"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lời bí thư" in page
    assert "Lời phó bí thư" in page
    assert "30/06/2014" in page


def test_a_line_refused_keeps_what_was_typed(cast, sign_in, plan):
    client, url = sign_in("secretary"), reverse("plan-task-new", args=[plan.pk])
    data = {"text": "Tổ chức toạ đàm", "owner_name": "Công đoàn", "due_on": "30/06/2015"}
    page = client.post(url, data).content.decode()
    assert "Tổ chức toạ đàm" in page
    assert "ghi một ngày từ 01/01/2014" in page
    assert not plan.tasks.exists()


def test_an_officer_drafts_for_their_cell_and_nobody_elses(cast, sign_in):
    client, url = sign_in("secretary"), reverse("plan-new")
    data = {"kind": "year", "year": "2014", "title": "Kế hoạch chi bộ"}
    client.post(url, data | {"whose": "committee"})
    client.post(url, data | {"whose": cast.other_cell.pk})
    assert not Plan.objects.exists()
    page = client.post(url, data | {"whose": cast.cell.pk, "kind": "term"}).content.decode()
    assert "Chọn nhiệm kỳ" in page
    client.post(url, data | {"whose": cast.cell.pk})
    assert Plan.objects.get().cell == cast.cell


def test_lists_are_searched_without_diacritics_and_by_owner(cast, sign_in):
    PlanTaskFactory(text="Kiểm tra", due_on=date(2014, 1, 5), owner_name="Công đoàn cơ quan")
    PlanTaskFactory(text="Toạ đàm", due_on=date(2014, 1, 5), plan__title="Kế hoạch tuyên truyền")
    client = sign_in("staff")
    page = client.get(reverse("plan-overdue"), {"q": "cong doan"}).content.decode()
    assert "Kiểm tra" in page
    assert "Toạ đàm" not in page
    page = client.get(reverse("plan-list"), {"q": "tuyen truyen"}).content.decode()
    assert "Kế hoạch tuyên truyền" in page
    assert "Chỉ thị 03-CT/TW năm 2014" not in page


def test_lines_stand_in_groups_the_overdue_first(cast, sign_in, plan):
    PlanTaskFactory(plan=plan, text="Việc còn hạn")
    PlanTaskFactory(plan=plan, text="Việc quá hạn", due_on=date(2014, 1, 2))
    page = sign_in("member").get(plan.get_absolute_url()).content.decode()
    assert page.index("Việc quá hạn") < page.index("Việc còn hạn")
    assert "Thêm việc" not in page
