from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells.models import Briefing
from cells.session.planning.agenda import (
    MOST,
    AgendaLine,
    default_agenda,
    documents_to_brief,
    save_agenda,
    shown_agenda,
)
from cells.workflow import Clash
from tests.factories import (
    AgendaItemFactory,
    DocumentFactory,
    SessionFactory,
    SessionTaskFactory,
    TopicFactory,
    moment,
)


@pytest.fixture
def last_session(cast):
    return SessionFactory(cell=cast.cell, held=True)


@pytest.fixture
def open_task(last_session):
    return SessionTaskFactory(session=last_session)


@pytest.fixture
def bare(cast):
    """A session with three lines: Một, Hai, Ba."""
    session = SessionFactory(
        cell=cast.cell, chair=cast.members["secretary"], starts_at=moment(2014, 4, 3, 14)
    )
    for position, title in enumerate(["Một", "Hai", "Ba"], start=1):
        AgendaItemFactory(session=session, position=position, title=title)
    return session


def lines_of(session, **places):
    return [
        AgendaLine(pk=item.pk, title=item.title, place=places.get(item.title, item.position))
        for item in session.items.all()
    ]


def titles(session):
    return [item.title for item in session.items.all()]


def test_open_tasks_stand_first_and_are_read_live(cast, session, last_session, open_task):
    SessionTaskFactory(session=last_session, state="done", finished_on=date(2014, 3, 10))
    SessionTaskFactory(session__cell=cast.other_cell)
    later = SessionFactory(cell=cast.cell, starts_at=moment(2014, 5, 5, 14))
    SessionTaskFactory(session=later)
    first = shown_agenda(session)[0]
    assert first.title == "Kiểm điểm việc giao ở các buổi trước (1 việc đang làm)"
    assert first.tasks == [open_task]
    type(open_task).objects.update(state="done", finished_on=date(2014, 3, 20))
    assert shown_agenda(session)[0].title == "Kiểm điểm việc giao ở các buổi trước"


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_what_was_not_decided_in_a_session_that_took_place_is_not_asked_about(
    cast, session, last_session, open_task, status
):
    type(last_session).objects.filter(pk=last_session.pk).update(status=status)
    assert shown_agenda(session)[0].tasks == []


def test_each_reader_sees_those_tasks_that_are_theirs_to_see(cast, session, open_task):
    """At a joint session the partner's people see the agenda, the host's tasks they do not."""
    seen = {
        role: shown_agenda(session, cast.user(role))[0].tasks for role in ("member", "stranger")
    }
    assert seen == {"member": [open_task], "stranger": []}


def test_a_thematic_session_asks_about_tasks_where_some_are_open(cast, bare):
    bare.form, bare.topic = "thematic", TopicFactory(title="Tự học", presenter="Đồng chí Hải")
    assert [item.kind for item in default_agenda(bare)] == ["topic", "other"]
    SessionTaskFactory(session=SessionFactory(cell=cast.cell, held=True))
    tasks, topic, _end = default_agenda(bare)
    assert (tasks.kind, topic.kind, topic.title) == ("tasks", "topic", "Tự học")
    assert topic.presenter == "Đồng chí Hải"


def test_documents_are_offered_until_the_cell_was_briefed(bare, last_session):
    done, replaced, waiting = DocumentFactory(), DocumentFactory(), DocumentFactory()
    DocumentFactory(needs_briefing=False)
    DocumentFactory(dated_on=date(2014, 4, 4))
    newer = DocumentFactory(replaces=replaced)
    Briefing.objects.create(document=done, cell=bare.cell, session=last_session)
    assert set(documents_to_brief(bare)) == {waiting, newer}
    save_agenda(bare, lines=lines_of(bare), version=0, documents=[waiting])
    assert set(documents_to_brief(bare)) == {newer}
    assert titles(bare)[2].startswith(f"Quán triệt {waiting}: ")
    assert titles(bare)[3] == "Ba", "the last line stays the last"


def test_a_closed_sessions_briefings_follow_its_agenda(bare):
    type(bare).objects.filter(pk=bare.pk).update(status="held")
    heard = DocumentFactory()
    save_agenda(bare, lines=lines_of(bare), version=0, documents=[heard])
    assert Briefing.objects.get().document == heard
    lines = [line for line in lines_of(bare) if not line.title.startswith("Quán triệt")]
    gone = AgendaLine(pk=bare.items.get(document=heard).pk, title="", is_removed=True)
    save_agenda(bare, lines=[*lines, gone], version=1)
    assert not Briefing.objects.exists()


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({}, "Một Hai Ba"),
        ({"Ba": 1}, "Ba Một Hai"),
        ({"Một": 3}, "Hai Ba Một"),
        ({"Một": 2}, "Hai Một Ba"),
        ({"Một": 99, "Ba": 1}, "Ba Hai Một"),
    ],
)
def test_a_line_takes_the_place_of_its_number(bare, places, order):
    save_agenda(bare, lines=lines_of(bare, **places), version=0)
    assert titles(bare) == order.split()
    assert [item.position for item in bare.items.all()] == [1, 2, 3]


def test_lines_are_added_renamed_and_taken_out(bare):
    one, two, three = lines_of(bare)
    gone = AgendaLine(pk=two.pk, title="Hai", place=2, is_removed=True)
    new = AgendaLine(title="Bốn", presenter="Đồng chí Lan", place=4)
    named = AgendaLine(pk=one.pk, title="Một mới", presenter="Bí thư", place=1)
    save_agenda(bare, lines=[named, gone, three, new], version=0)
    assert titles(bare) == ["Một mới", "Ba", "Bốn"]
    assert bare.items.first().presenter == "Bí thư"


@pytest.mark.parametrize("words", [{"notes": "Đã bàn"}, {"conclusion": "Thống nhất"}])
def test_a_line_that_holds_words_is_not_taken_out(bare, words):
    bare.items.filter(title="Hai").update(**words)
    one, two, three = lines_of(bare)
    gone = AgendaLine(pk=two.pk, title="Hai", is_removed=True)
    with pytest.raises(ValidationError, match="nên không bỏ được"):
        save_agenda(bare, lines=[one, gone, three], version=0)
    assert titles(bare) == ["Một", "Hai", "Ba"]


def test_a_line_of_another_session_is_no_line_of_this_one(bare):
    foreign = AgendaItemFactory(session=SessionFactory(), title="Của buổi khác")
    stolen = AgendaLine(pk=foreign.pk, title="Lấy", place=1)
    with pytest.raises(ValidationError, match="không còn trong chương trình"):
        save_agenda(bare, lines=[*lines_of(bare), stolen], version=0)
    foreign.refresh_from_db()
    assert foreign.title == "Của buổi khác"


def test_an_agenda_has_an_end(bare):
    many = [AgendaLine(title=f"Nội dung {number}", place=9) for number in range(MOST)]
    with pytest.raises(ValidationError, match=f"nhiều nhất {MOST}"):
        save_agenda(bare, lines=[*lines_of(bare), *many], version=0)


def test_the_slower_of_two_keeps_nothing(bare):
    save_agenda(bare, lines=lines_of(bare, Ba=1), version=0)
    with pytest.raises(Clash):
        save_agenda(bare, lines=lines_of(bare, Hai=1), version=0)
    assert titles(bare) == ["Ba", "Một", "Hai"]
