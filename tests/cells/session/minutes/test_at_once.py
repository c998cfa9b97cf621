"""Several people on the same minutes in the same moment: real threads, real connections."""

import pytest
from django.core.exceptions import ValidationError

from cells.models import IssuedDocument, Minutes, MinutesSignature, Session, User
from cells.session.minutes.composition import compose, fingerprint
from cells.session.minutes.services import countersign_session, save_part, sign_session
from cells.workflow import Clash, IllegalMove
from tests.conftest import assemble
from tests.minutes import held_session, sign_first


@pytest.fixture
def office(transactional_db):
    return assemble()


@pytest.fixture
def half_signed(office):
    session = held_session(office)
    sign_first(session, by=office.users["secretary"])
    return session


def saving(session, text, role, office):
    def step():
        own = Session.objects.get(pk=session.pk)
        try:
            save_part(own, "closing", text=text, version=0, by=office.users[role])
        except Clash:
            return text  # still in the loser's hands: the page shows it beside the other
        return None

    return step


def test_two_officers_on_one_part_lose_no_word(office, crowd):
    session = held_session(office)
    texts = {"secretary": "Lời của bí thư.", "deputy": "Lời của phó bí thư."}
    kept = crowd(*(saving(session, text, role, office) for role, text in texts.items()))
    stored = session.minutes_parts.get()
    assert {stored.text, *filter(None, kept)} == set(texts.values())
    assert stored.version == 1


def signing(session, role):
    def step():
        own = Session.objects.get(pk=session.pk)
        user = User.objects.get(username=role)
        return sign_session(own, by=user, read=fingerprint(compose(own)))

    return step


def test_of_two_first_signatures_at_once_one_counts(office, crowd):
    session = held_session(office)
    answers = crowd(signing(session, "secretary"), signing(session, "deputy"))
    assert sorted(type(each).__name__ for each in answers) == ["IllegalMove", "Minutes"]
    assert MinutesSignature.objects.count() == Minutes.objects.count() == 1


def countersigning(session, role="deputy", number=1):
    def step():
        own = Session.objects.get(pk=session.pk)
        user = User.objects.get(username=role)
        return countersign_session(own, by=user, number=number, dated_on=own.day)

    return step


def test_the_second_signature_pressed_many_times_issues_one_paper(half_signed, crowd):
    answers = crowd(*[countersigning(half_signed)] * 4)
    assert sum(isinstance(each, IssuedDocument) for each in answers) == 1
    others = [each for each in answers if not isinstance(each, IssuedDocument)]
    assert all(isinstance(each, IllegalMove | ValidationError) for each in others)
    assert IssuedDocument.objects.count() == 1
    assert MinutesSignature.objects.count() == 2


def test_two_minutes_that_want_one_number_get_it_once(office, half_signed, crowd):
    other = held_session(office)
    sign_first(other, by=office.users["secretary"])
    answers = crowd(countersigning(half_signed), countersigning(other))
    [document] = [each for each in answers if isinstance(each, IssuedDocument)]
    [refused] = [each for each in answers if isinstance(each, ValidationError)]
    assert document.number == 1
    assert "Số tiếp theo còn trống là 02" in refused.message_dict["number"][0]
    assert sorted(Session.objects.values_list("status", flat=True)) == ["half_signed", "signed"]


def test_words_saved_in_the_moment_of_signing_are_signed_or_refused_never_lost(office, crowd):
    session = held_session(office)

    def write():
        save_part(Session.objects.get(pk=session.pk), "closing", text="Muộn.", version=0, by=None)

    signed, written = crowd(signing(session, "secretary"), write)
    said = [p.paragraphs for p in compose(Session.objects.get()).parts if p.key == "closing"]
    if isinstance(written, IllegalMove):
        assert isinstance(signed, Minutes)
        assert said != [("Muộn.",)]
    else:  # came first: then the signer read other words, or just these
        assert written is None
        assert said == [("Muộn.",)]
