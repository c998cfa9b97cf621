"""The invented people: believable, nobody famous, the same every time."""

from random import Random

import pytest

from cells.models import User
from cells.text import name_key
from reports.demo.accounts import DEMO_ACCOUNTS, demo_accounts
from reports.demo.cells import CELLS, ILLUSTRATION
from reports.demo.house_trades import SERVICE
from reports.demo.names import FAMOUS_KEYS, LONG_NAME, ONE_WORD_NAME, Names, is_fit
from reports.demo.people import JOBS, NEWCOMERS, Person, people_of
from reports.demo.texts import TRADES, difficulty, sentence, works_of
from reports.demo.world import chance


@pytest.fixture(scope="module")
def everybody() -> list[Person]:
    return people_of(CELLS, 1)


def test_about_three_hundred_people_live_in_twelve_cells(everybody):
    assert len(CELLS) == 12
    assert 290 <= len(everybody) <= 320


def test_no_two_people_share_a_name_and_nobody_is_famous(everybody):
    names = [name_key(person.full_name) for person in everybody]
    assert len(set(names)) == len(names)
    assert not FAMOUS_KEYS & set(names)


def test_the_names_of_the_story_have_room_and_have_none(everybody):
    names = {person.full_name for person in everybody}
    assert len(LONG_NAME) == 40
    assert {LONG_NAME, ONE_WORD_NAME} <= names
    assert " " not in ONE_WORD_NAME


def test_a_famous_name_or_a_doubled_word_is_drawn_again():
    assert not is_fit("Nguyễn Văn Linh")
    assert not is_fit("Lê Thanh Thanh")
    names = Names(Random(7), taken=[])
    drawn = [names.new("female") for _ in range(400)]
    assert len(set(drawn)) == 400


def test_the_same_people_come_every_time(everybody):
    assert people_of(CELLS, 1) == everybody


def test_every_cell_begins_with_a_secretary_a_deputy_and_one_to_three_others(everybody):
    for cell in CELLS:
        offices = [person.office for person in everybody if person.cell is cell]
        assert offices.count("secretary") == offices.count("deputy_secretary") == 1
        assert 1 <= offices.count("committee") <= 3


def test_a_year_lies_between_admission_and_full_membership(everybody):
    for person in everybody:
        if person.official_on:
            assert (person.official_on - person.admitted_on).days >= 365
        else:
            assert person.card_number == ""
        assert person.since >= person.admitted_on


def test_who_is_to_join_is_not_there_at_first(everybody):
    joining = {person.key for person in everybody if person.joins_on.year > 2012}
    assert joining == set(NEWCOMERS)


@pytest.mark.parametrize("job", JOBS["service"])
def test_every_job_of_the_house_has_work_of_its_own(job):
    assert [work for work in SERVICE if job in work.jobs]


def test_everybody_finds_two_to_four_different_things_to_do(everybody):
    for person in everybody:
        works = works_of(person, chance("test", *person.key))
        assert 2 <= len({work.action for work in works}) == len(works) <= 4


def test_every_sentence_can_be_filled(everybody):
    person = everybody[0]
    month = NEWCOMERS["CSD", 9].replace(day=1)
    for work in {work for trade in TRADES.values() for work in trade}:
        for state in ["done", "partly", "not_yet"]:
            words = sentence(work, state, month, person, Random(1))
            assert words[0].isupper() or words[0].isdigit()
            assert "{" not in words
        assert "{" not in difficulty(work, month, person, Random(1))


def test_invented_cards_say_so_and_quoted_ones_are_the_seven_of_the_article():
    assert sum(cell.is_motto_quoted for cell in CELLS) == 7
    for cell in CELLS:
        assert ILLUSTRATION in cell.note
        assert all(ILLUSTRATION in line.marked_measure for line in cell.lines)
        assert 3 <= len(cell.lines) <= 7
        if not cell.is_motto_quoted:
            assert all(ILLUSTRATION in line.behaviour for line in cell.lines)


@pytest.mark.django_db
def test_the_sign_in_page_offers_eight_roles_and_nobody_who_is_not_there():
    for account in DEMO_ACCOUNTS:
        User.objects.create(username=account.username)
    shown = demo_accounts()
    assert len({account["role"] for account in shown}) == len(DEMO_ACCOUNTS) == 8
    User.objects.filter(username="bithudoan").delete()
    assert "bithudoan" not in [account["username"] for account in demo_accounts()]
    assert "Vũ Thị Minh Thảo, Chi bộ Vụ Cơ sở đảng" in [account["label"] for account in shown]
