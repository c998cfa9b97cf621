"""Tasks after a session: the owner reports and finishes, officers give up or open again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.audit import AuditEntry
from cells.models import Notice, SessionTask
from cells.session.task import services
from cells.workflow import Clash, IllegalMove
from tests.factories import SessionFactory, SessionTaskFactory
from tests.pages import forms_of


@pytest.fixture
def task(cast):
    session = SessionFactory(cell=cast.cell, held=True)
    return SessionTaskFactory(session=session, owner=cast.members["member"])


def trail(task):
    return [(entry.verb, entry.note) for entry in AuditEntry.objects.of(task)]


def test_progress_is_kept_and_the_trail_keeps_what_was_said_before(cast, task):
    by = cast.user("member")
    services.report_progress(task, progress="Một nửa", version=0, by=by)
    services.report_progress(task, progress="Gần xong", version=1, by=by)
    services.report_progress(task, progress="Gần xong", version=1, by=by)  # a double click
    assert (task.progress, task.state) == ("Gần xong", "open")
    assert trail(task) == [("progress", "Một nửa"), ("progress", "Gần xong")]


def test_finishing_says_what_came_of_it_and_when(cast, task):
    day = date(2014, 3, 18)
    by = cast.user("member")
    services.finish_task(task, result="Đã treo lịch", version=0, finished_on=day, by=by)
    assert (task.state, task.progress, task.finished_on) == ("done", "Đã treo lịch", day)
    with pytest.raises(IllegalMove):
        services.report_progress(task, progress="Thêm", version=1, by=by)


@pytest.mark.parametrize("day", [date(2014, 3, 4), date(2014, 3, 21)])
def test_nothing_is_finished_before_it_was_given_or_tomorrow(cast, task, day):
    with pytest.raises(ValidationError, match="hôm nay"):
        services.finish_task(
            task, result="Xong", version=0, finished_on=day, by=cast.user("member")
        )
    assert SessionTask.objects.get().state == "open"


def test_empty_words_are_refused(cast, task):
    for words in ("", " \u200b"):
        with pytest.raises(ValidationError):
            services.report_progress(task, progress=words, version=0, by=cast.user("member"))


def test_dropping_needs_a_reason_and_the_owner_is_told(cast, task):
    by = cast.user("secretary")
    with pytest.raises(ValidationError):
        services.drop_task(task, reason=" ", version=0, by=by)
    services.drop_task(task, reason="Đơn vị khác làm", version=0, by=by)
    assert (task.state, Notice.objects.get().member) == ("dropped", cast.members["member"])
    services.reopen_task(task, reason="Vẫn phải làm", version=1, by=by)
    assert (task.state, task.finished_on) == ("open", None)
    assert [verb for verb, _note in trail(task)] == ["drop", "reopen"]


def test_who_writes_on_an_old_version_sees_both_texts(cast, task, sign_in):
    services.report_progress(task, progress="Của bí thư", version=0, by=cast.user("secretary"))
    here = task.get_absolute_url()
    given = {"progress": "Của tôi", "finished_on": "", "version": "0"}
    page = sign_in("member").post(here, given)
    assert page.status_code == 409
    assert "Của bí thư" in page.content.decode()
    [form] = forms_of(page, here)
    assert (form.data["progress"], form.data["version"]) == ("Của tôi", "1")
    with pytest.raises(Clash):
        services.report_progress(task, progress="Muộn", version=0, by=cast.user("member"))


def test_words_that_come_after_the_end_are_shown_again(cast, task, sign_in):
    services.drop_task(task, reason="Thôi", version=0, by=cast.user("secretary"))
    client, given = sign_in("member"), {"progress": "Lời đến muộn", "version": "0"}
    for button in ({}, {"finish": "1"}):
        page = client.post(task.get_absolute_url(), given | button)
        assert page.status_code == 409
        assert "Lời đến muộn" in page.content.decode()


def test_the_page_has_both_buttons_for_the_owner_and_none_for_a_colleague(cast, task, sign_in):
    assert "Đã xong" in sign_in("member").get(task.get_absolute_url()).content.decode()
    page = sign_in("colleague").get(task.get_absolute_url()).content.decode()
    assert "Đã xong" not in page
    assert forms_of(sign_in("colleague").get(task.get_absolute_url()), "/") == []


def test_an_officer_gives_up_and_opens_again_on_pages_that_ask(cast, task, sign_in):
    client = sign_in("secretary")
    for name, state in (("task-drop", "dropped"), ("task-reopen", "open")):
        here = reverse(name, args=[task.pk])
        [form] = forms_of(client.get(here), here)
        client.post(form.action, {**form.data, "reason": "Có lý do"})
        assert SessionTask.objects.get().state == state


# The list


def listed(client, **query):
    return [task.text for task in client.get(reverse("task-list"), query).context["table"].data]


def test_the_list_begins_with_what_is_overdue_and_is_narrowed(cast, task, sign_in):
    session = task.session
    own = {"session": session, "owner": cast.members["colleague"]}
    SessionTaskFactory(**own, text="Quá hạn", due_on=date(2014, 3, 19))
    SessionTaskFactory(
        **own, text="Đã xong", due_on=date(2014, 3, 1), state="done", finished_on=session.day
    )
    client = sign_in("member")
    assert listed(client) == ["Quá hạn", task.text, "Đã xong"]
    assert listed(client, whose="own") == [task.text]
    assert listed(client, state="overdue") == ["Quá hạn"]
    assert listed(client, q="tiep cong dan") == [task.text]
    assert listed(client, q="Lan") == ["Quá hạn", "Đã xong"]


def test_due_today_is_not_overdue(cast, task):
    task.due_on = date(2014, 3, 20)
    assert task.state_label == "Đang làm"
    task.due_on = date(2014, 3, 19)
    assert task.state_label == "Quá hạn"


def test_before_the_session_is_closed_only_owner_and_officers_see_its_tasks(cast):
    session = SessionFactory(cell=cast.cell)
    SessionTaskFactory(session=session, owner=cast.members["member"])
    seen = {
        role: SessionTask.objects.visible_to(cast.user(role)).exists()
        for role in ("member", "secretary", "colleague", "staff", "stranger")
    }
    assert [role for role, sees in seen.items() if sees] == ["member", "secretary"]
    type(session).objects.update(status="held")
    assert SessionTask.objects.visible_to(cast.user("staff")).exists()
    assert not SessionTask.objects.visible_to(cast.user("stranger")).exists()
