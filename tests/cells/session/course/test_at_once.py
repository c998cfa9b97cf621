"""Two officers at the same moment: both texts survive, each step is taken once."""

from django.test import Client

from cells.audit import AuditEntry
from cells.models import AgendaItem, Session, Speech, User
from cells.session.course import services
from cells.session.course.services import SpeechInput
from tests.cells.session.course.conftest import make_session
from tests.factories import moment


def press(user_id, address, data):
    client = Client()
    client.force_login(
        User.objects.get(pk=user_id), backend="cells.member.passwords.AccountBackend"
    )
    response = client.post(address, data)
    return response.status_code, response.content.decode()


def test_two_officers_save_the_same_item_and_both_texts_survive(crowd, cast, session, item):
    address = f"/sessions/{session.pk}/items/{item.pk}/"
    writers = {"secretary": "Lời của bí thư", "deputy": "Lời của phó bí thư"}
    answers = crowd(
        *[
            lambda pk=cast.users[role].pk, words=words: press(
                pk, address, {"notes": words, "conclusion": "", "version": "0"}
            )
            for role, words in writers.items()
        ]
    )
    assert sorted(status for status, _page in answers) == [302, 409]
    [stored] = crowd(lambda: AgendaItem.objects.get().notes)
    assert stored in writers.values()
    [page] = [page for status, page in answers if status == 409]
    assert all(words in page for words in writers.values())


def test_a_double_click_makes_one_speech(crowd, item):
    given = SpeechInput(speaker_name="Khách", text="Nói một lần")
    answers = crowd(*[lambda: services.add_speech(AgendaItem.objects.get(), given)] * 4)
    assert len({speech.pk for speech in answers}) == 1
    assert crowd(Speech.objects.count) == [1]


def test_four_hands_close_a_session_once(crowd, cast):
    make_session(cast, ends_at=moment(2014, 3, 20, 8, 30))
    by = cast.users["secretary"]
    answers = crowd(*[lambda: services.close_session(Session.objects.get(), by=by)] * 4)
    assert sum(answer is None for answer in answers) == 1
    assert crowd(lambda: AuditEntry.objects.filter(verb="close").count()) == [1]
