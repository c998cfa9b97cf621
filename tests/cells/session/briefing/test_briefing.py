"""Closing a session briefs its cells; who was there is counted; who lacks what is shown."""

from datetime import date

import pytest
from django.urls import reverse

from cells.document.models import Briefing
from cells.organisation.models import Cell
from cells.session.briefing.figures import lines_of, with_roll
from cells.session.briefing.services import brief, unbrief
from cells.session.models import SessionPartner
from tests.factories import (
    AgendaItemFactory,
    AttendanceFactory,
    BriefingFactory,
    CellFactory,
    DocumentFactory,
    SessionFactory,
)


@pytest.fixture
def session(cast):
    return SessionFactory(cell=cast.cell, held=True)


@pytest.fixture
def document(cast):
    return DocumentFactory(symbol="21-HD/ĐUCQ")


@pytest.fixture
def read(session, document):
    AgendaItemFactory(session=session, kind="document", document=document)
    AgendaItemFactory(session=session, kind="other")
    brief(session)
    return document


def briefed():
    return set(Briefing.objects.values_list("cell__code", "document__symbol"))


def test_host_and_partners_are_briefed_on_every_document_of_the_agenda(cast, session, document):
    second = DocumentFactory(symbol="22-HD/ĐUCQ")
    for each in (document, second, document):
        AgendaItemFactory(session=session, kind="document", document=each)
    SessionPartner.objects.create(session=session, cell=cast.other_cell)
    brief(session)
    brief(session)
    papers = {"21-HD/ĐUCQ", "22-HD/ĐUCQ"}
    assert briefed() == {(cell, paper) for cell in ("CSD", "DV") for paper in papers}
    assert Briefing.objects.count() == 4


def test_a_session_without_a_document_briefs_nobody(session):
    AgendaItemFactory(session=session)
    brief(session)
    assert briefed() == set()


def test_resuming_takes_back_only_what_this_session_wrote(cast, session, read):
    other = BriefingFactory(document=read, session__cell=cast.cell)
    unbrief(session)
    assert Briefing.objects.get() == other


def test_who_was_there_is_counted_of_the_cell_itself_and_of_those_who_count(cast, session, read):
    for state, category in [
        ("present", "official"),
        ("present", "probationary"),
        ("unexcused", "official"),
        ("present", "temporary"),
        ("", "exempt"),
    ]:
        AttendanceFactory(session=session, state=state, category=category)
    AttendanceFactory(session=session, cell=cast.other_cell)
    counted = with_roll(Briefing.objects.all()).get()
    assert (counted.present, counted.counted) == (2, 3)


def test_cells_that_were_not_briefed_stand_first_and_closed_ones_do_not_stand(cast, read):
    CellFactory(code="HET", closed_on=date(2013, 1, 1))
    CellFactory(code="DOAN", kind="youth")
    lines = lines_of(read, Cell.objects.party().open_on(date(2014, 3, 20)))
    assert [(line.cell.code, len(line.briefings)) for line in lines] == [("DV", 0), ("CSD", 1)]


@pytest.mark.parametrize("way", ["replaced", "for information"])
def test_what_asks_nobody_shows_only_those_who_read_it(cast, read, way):
    if way == "replaced":
        DocumentFactory(replaces=read)
    else:
        type(read).objects.filter(pk=read.pk).update(needs_briefing=False)
    lines = lines_of(read, Cell.objects.party())
    assert [line.cell.code for line in lines] == ["CSD"]


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_documents_page_says_where_it_was_read_and_how_many_were_there(
    sign_in, cast, session, read
):
    AttendanceFactory(session=session)
    told = page(sign_in("staff"), "directive", read.pk)
    assert "05/03/2014" in told
    assert "có mặt 1/1" in told
    assert "<b>1</b> trong <b>2</b> chi bộ đã quán triệt" in told


def test_a_member_sees_the_briefing_of_their_own_cell_only(sign_in, cast, read):
    told = page(sign_in("stranger"), "directive", read.pk)
    assert "Chưa quán triệt" in told
    assert cast.cell.short_name not in told


@pytest.mark.parametrize(
    ("role", "missing", "done"),
    [("member", False, True), ("stranger", True, False), ("staff", True, False)],
)
def test_not_yet_briefed_is_asked_of_the_readers_own_cells(
    sign_in, cast, read, role, missing, done
):
    client = sign_in(role)
    for state, is_there in (("missing", missing), ("done", done)):
        rows = client.get(reverse("directive-list"), {"briefing": state}).context["table"].rows
        assert bool(len(rows)) is is_there


def test_the_overview_names_what_each_cell_lacks_the_slowest_first(sign_in, cast, read):
    others = [DocumentFactory(dated_on=date(2013, 1, day)) for day in (1, 2, 3, 4)]
    answer = sign_in("staff").get(reverse("directive-briefings"))
    rows = [row.record.code for row in answer.context["table"].rows]
    told = answer.content.decode()
    assert rows == ["DV", "CSD"]
    assert "0/5 văn bản" in told
    assert "1/5 văn bản" in told
    assert "và 2 văn bản nữa" in told
    assert others[3].symbol in told


def test_replaced_documents_and_those_for_information_are_not_lacking(sign_in, cast, read):
    old = DocumentFactory(symbol="99-CV")
    DocumentFactory(replaces=old, needs_briefing=False)
    told = page(sign_in("staff"), "directive-briefings")
    assert "1/1 văn bản" in told
    assert "99-CV" not in told


def test_an_officer_of_one_cell_comes_straight_to_its_list(sign_in, cast, read):
    late = DocumentFactory(dated_on=date(2012, 1, 1))
    answer = sign_in("secretary").get(reverse("directive-briefings"), follow=True)
    assert [row.record for row in answer.context["table"].rows] == [late, read]
    told = answer.content.decode()
    assert "Chưa quán triệt" in told
    assert "05/03/2014" in told


@pytest.mark.parametrize(("state", "index"), [("missing", 0), ("done", 1)])
def test_the_list_of_a_cell_is_narrowed_by_state(sign_in, cast, read, state, index):
    papers = [DocumentFactory(), read]
    url = reverse("directive-briefings-cell", args=[cast.cell.pk])
    table = sign_in("secretary").get(url, {"state": state}).context["table"]
    assert [row.record for row in table.rows] == [papers[index]]
