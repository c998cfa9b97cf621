"""What staff do with a year: draft, topics, documents, copying, sending it to the cells."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cells import clock
from cells.audit import AuditEntry
from cells.models import Cell, Notice, StudySlot, Theme, Topic
from cells.programme import services
from cells.programme.figures import empty_quarters, quarters_of, readiness
from cells.programme.services import MaterialInput
from cells.workflow import Clash, IllegalMove
from tests.factories import (
    CellFactory,
    DocumentFactory,
    MaterialFactory,
    ProgrammeFactory,
    SessionFactory,
    StudySlotFactory,
    ThemeFactory,
    TopicFactory,
)


@pytest.fixture
def staff(cast):
    return cast.users["staff"]


@pytest.fixture
def theme(cast):
    return Theme.objects.get(year=2014)


def verbs(row):
    return list(AuditEntry.objects.of(row).values_list("verb", flat=True))


# ---- the year


def new_theme(staff, **more):
    values = {
        "year": 2015,
        "title": "Trung thực, trách nhiệm",
        "programme": ProgrammeFactory(),
        "pledge_due_on": date(2015, 1, 31),
    }
    return services.draft_theme(**{**values, **more}, by=staff)


def test_a_drafted_year_stands_in_its_own_trail(staff):
    theme = new_theme(staff)
    assert Theme.objects.get(year=2015).title == "Trung thực, trách nhiệm"
    assert verbs(theme) == ["draft"]


def test_a_year_that_has_a_theme_is_refused_beside_its_box(staff, theme):
    with pytest.raises(ValidationError) as refused:
        new_theme(staff, year=2014, pledge_due_on=date(2014, 1, 31))
    assert refused.value.message_dict == {"year": ["Năm 2014 đã có chuyên đề. Mở ra mà sửa."]}


@pytest.mark.parametrize("day", [date(2014, 9, 30), date(2016, 1, 1)])
def test_pledges_of_a_year_are_due_around_it(staff, day):
    with pytest.raises(ValidationError, match="31/12/2015"):
        new_theme(staff, pledge_due_on=day)


def test_of_two_tabs_the_first_wins(staff, theme):
    words = {"programme": theme.programme, "pledge_due_on": theme.pledge_due_on, "by": staff}
    services.save_theme(theme, title="Một", version=0, **words)
    with pytest.raises(Clash):
        services.save_theme(Theme.objects.get(pk=theme.pk), title="Hai", version=0, **words)
    theme.refresh_from_db()
    assert (theme.title, theme.search_key, theme.version) == ("Một", "mot", 1)


def test_a_theme_is_found_by_its_year_and_without_diacritics(theme):
    assert Theme.objects.search("2014").get() == theme
    assert Theme.objects.search("noi di doi").get() == theme
    assert not Theme.objects.search("2013").exists()


# ---- topics


def test_topics_take_the_next_place_of_their_quarter(staff, theme):
    words = {"quarter": 2, "form": "thematic", "by": staff}
    first = services.add_topic(theme, title="Một", **words)
    second = services.add_topic(theme, title="Hai", **words)
    assert (first.position, second.position) == (1, 2)
    services.save_topic(first, title="Một", version=0, **{**words, "quarter": 3})
    assert (first.quarter, first.position) == (3, 1)
    assert verbs(theme) == ["topic"] * 3


def test_a_topic_that_stays_in_its_quarter_keeps_its_place(staff, theme):
    topic = TopicFactory(theme=theme, quarter=1, position=4)
    services.save_topic(topic, title="Khác", quarter=1, form="talk", version=0, by=staff)
    topic.refresh_from_db()
    assert (topic.title, topic.position, topic.version) == ("Khác", 4, 1)


def test_a_topic_changed_in_another_tab_is_a_clash(staff, theme):
    topic = TopicFactory(theme=theme, version=3)
    with pytest.raises(Clash):
        services.save_topic(topic, title="Khác", quarter=1, form="talk", version=2, by=staff)
    assert Topic.objects.get().title == topic.title


def test_a_topic_that_is_gone_says_so(staff, theme):
    topic = TopicFactory(theme=theme)
    Topic.objects.all().delete()
    with pytest.raises(IllegalMove):
        services.save_topic(topic, title="Khác", quarter=1, form="talk", version=0, by=staff)


def test_documents_are_chosen_from_the_register_in_their_order(staff, theme):
    topic, papers = TopicFactory(theme=theme), [DocumentFactory(), DocumentFactory()]
    lines = [
        MaterialInput(document_id=papers[1].pk, note="mục II"),
        MaterialInput(document_id=papers[0].pk),
    ]
    words = {"questions": "Vì sao?", "by": staff}
    services.save_materials(topic, materials=lines, version=0, **words)
    services.save_materials(topic, materials=lines, version=1, **words)
    assert [line.document for line in topic.materials.all()] == papers[::-1]
    with pytest.raises(Clash):
        services.save_materials(topic, materials=[], version=1, **words)
    assert topic.materials.count() == 2


def test_a_topic_has_at_most_ten_documents(staff, theme):
    topic = TopicFactory(theme=theme)
    lines = [MaterialInput(document_id=1)] * 11
    with pytest.raises(ValidationError, match="nhiều nhất 10"):
        services.save_materials(topic, questions="", materials=lines, version=0, by=staff)


def test_a_topic_that_nobody_studied_goes_with_its_slots(staff, theme):
    topic = MaterialFactory(topic__theme=theme).topic
    StudySlotFactory(topic=topic)
    services.remove_topic(topic, by=staff)
    assert not Topic.objects.exists()
    assert not StudySlot.objects.exists()


@pytest.mark.parametrize("through", ["slot", "topic"])
def test_a_topic_that_was_scheduled_stays(staff, theme, through):
    topic = TopicFactory(theme=theme)
    slot = StudySlotFactory(topic=topic)
    SessionFactory(**{through: {"slot": slot, "topic": topic}[through]})
    with pytest.raises(ValidationError, match="không bỏ được"):
        services.remove_topic(topic, by=staff)
    assert Topic.objects.get() == topic


# ---- from last year


def test_copying_takes_titles_forms_and_questions_and_nothing_else(staff, theme):
    old = TopicFactory(theme__year=2013, quarter=2, form="stories", questions="Vì sao?", title="Cũ")
    MaterialFactory(topic=old)
    copied = services.copy_topics(theme, by=staff)
    new = theme.topics.get()
    assert (new.quarter, new.title, new.form, new.questions) == (2, "Cũ", "stories", "Vì sao?")
    assert (new.presenter, new.materials.count()) == ("", 0)
    assert copied.new == (old,)
    assert verbs(theme) == ["copy"]


def test_what_is_here_already_is_not_copied_again(staff, theme):
    TopicFactory(theme__year=2013, title="Cũ")
    services.copy_topics(theme, by=staff)
    again = services.copy_topics(theme, by=staff)
    assert (len(again.new), len(again.already), theme.topics.count()) == (0, 1, 1)
    assert verbs(theme) == ["copy"]


def test_topics_come_from_the_newest_earlier_year_that_has_some(staff, theme):
    ThemeFactory(year=2013)
    for year in (2011, 2012, 2015):
        TopicFactory(theme__year=year, title=f"năm {year}")
    assert services.copy_for(theme).source.year == 2012


def test_without_an_earlier_year_there_is_nothing_to_copy(staff, theme):
    with pytest.raises(ValidationError, match="Chưa có năm trước"):
        services.copy_topics(theme, by=staff)


# ---- to the cells


def months_of(topic):
    return set(topic.slots.values_list("month", flat=True))


def test_every_open_party_cell_gets_a_slot_for_every_topic(staff, theme):
    topics = [TopicFactory(theme=theme, quarter=quarter, form="talk") for quarter in (2, 3)]
    CellFactory(kind="youth")
    CellFactory(closed_on=date(2014, 3, 19))
    sent = services.publish_theme(theme, by=staff)
    assert (sent.cells, sent.slots) == (2, 4)
    assert set(StudySlot.objects.values_list("cell__code", "form")) == {
        ("CSD", "talk"),
        ("DV", "talk"),
    }
    assert [months_of(topic) for topic in topics] == [{date(2014, 5, 1)}, {date(2014, 8, 1)}]
    assert verbs(theme) == ["publish"]


def test_topics_of_one_quarter_are_spread_over_it(staff, theme):
    topics = [TopicFactory(theme=theme, quarter=4, position=place) for place in (1, 2, 3)]
    services.publish_theme(theme, by=staff)
    assert [months_of(topic) for topic in topics] == [
        {date(2014, month, 1)} for month in (10, 11, 12)
    ]


def test_no_month_is_proposed_that_is_over_while_the_quarter_lasts(staff, theme):
    topic = TopicFactory(theme=theme, quarter=1)
    services.publish_theme(theme, by=staff)  # on 20 March
    assert months_of(topic) == {date(2014, 3, 1)}


def test_sending_again_adds_what_is_new_and_moves_nothing(staff, theme, cast):
    topic = TopicFactory(theme=theme, quarter=2)
    StudySlotFactory(cell=cast.cell, topic=topic, month=date(2014, 6, 1))
    assert services.publish_theme(theme, by=staff).slots == 1
    assert services.publish_theme(theme, by=staff).slots == 0
    assert StudySlot.objects.get(cell=cast.cell).month == date(2014, 6, 1)
    assert verbs(theme) == ["publish"]


def test_a_cell_is_not_asked_about_months_before_it_was_founded(staff, theme):
    for quarter in (2, 4):
        TopicFactory(theme=theme, quarter=quarter)
    young = CellFactory(founded_on=date(2014, 6, 15))
    with clock.at(date(2014, 6, 20)):
        services.publish_theme(theme, by=staff)
    assert set(young.slots.values_list("month", flat=True)) == {date(2014, 6, 1), date(2014, 11, 1)}
    Cell.objects.filter(pk=young.pk).update(founded_on=date(2014, 8, 1))
    young.slots.all().delete()
    with clock.at(date(2014, 8, 20)):
        services.publish_theme(theme, by=staff)
    assert young.slots.get().month == date(2014, 11, 1)


def test_a_year_without_topics_is_not_sent(staff, theme):
    with pytest.raises(ValidationError, match="Chưa có chủ đề nào"):
        services.publish_theme(theme, by=staff)


def test_secretaries_are_told_once_when_the_year_comes_to_their_cell(staff, theme, cast):
    TopicFactory(theme=theme, quarter=2)
    services.publish_theme(theme, by=staff)
    told = Notice.objects.about(theme)
    secretaries = {cast.members["secretary"], cast.members["other secretary"]}
    assert {notice.member for notice in told} == secretaries
    assert {notice.sentence for notice in told} == {
        "Chuyên đề năm 2014 đã có trong kế hoạch của chi bộ."
    }
    TopicFactory(theme=theme, quarter=3)
    services.publish_theme(theme, by=staff)
    assert told.all().count() == 2


def test_a_year_that_is_over_goes_to_the_cells_of_its_last_day(staff, cast):
    closed = CellFactory(closed_on=date(2014, 1, 15))
    CellFactory(founded_on=date(2014, 2, 1))
    with clock.at(date(2014, 3, 20)):
        found = services.cells_that_study(2013, clock.today())
    assert set(found) == {cast.cell, cast.other_cell, closed}


def test_two_who_send_at_once_make_one_slot_a_topic(crowd):
    theme, cell = ThemeFactory(), CellFactory()
    TopicFactory(theme=theme, quarter=2)
    answers = crowd(*[lambda: services.publish_theme(theme, by=None) for _ in range(2)])
    assert sorted(sent.slots for sent in answers) == [0, 1]
    assert cell.slots.count() == 1


def test_each_quarter_without_a_topic_is_named(theme):
    topic = TopicFactory(theme=theme, quarter=2, questions="")
    MaterialFactory(topic=topic)
    quarters = quarters_of(theme)
    assert empty_quarters(quarters) == ["Quý I", "Quý III", "Quý IV"]
    ready = readiness(theme, quarters)
    assert (ready.gaps, ready.cells) == (("Quý I", "Quý III", "Quý IV"), 0)
    assert (ready.without_questions, ready.without_materials) == ((topic.title,), ())
