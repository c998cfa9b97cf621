"""Hostile text in a pledge: stored clean, printed literally inside the margins, nothing fetched."""

import socket
from dataclasses import dataclass
from unicodedata import normalize

import pytest

from cells.print.profile import profile_for
from pledges.models import Pledge
from tests.cells.print.reading import pages_of, text_of
from tests.factories import CriterionFactory, PledgeFactory

DECOMPOSED = normalize("NFD", "Trả lời đúng hẹn")  # as a Mac pastes it
HIDDEN = "Kèm\u200b cặp\u202e một\u00ad đồng chí"
LONG_WORD = "h" * 500
PAGE_WIDTH = 210


@dataclass
class Ear:
    """A listening socket; whoever fetches the picture is heard."""

    server: socket.socket

    @property
    def markup(self) -> str:
        port = self.server.getsockname()[1]
        return f'<img src="http://127.0.0.1:{port}/x"><style>p {{ color: red }}</style>'

    def heard(self) -> bool:
        self.server.settimeout(0.2)
        try:
            caller, _ = self.server.accept()
        except TimeoutError:
            return False
        caller.close()
        return True


@pytest.fixture
def ear():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Ear(server)


@pytest.fixture
def written(sign_in, cast, ear):
    """The member's pledge as it stands after hostile text came through the form."""
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell)
    criterion = CriterionFactory(standard__cell=None, standard__adopted=True)
    items = [(ear.markup, "mỗi tháng"), (DECOMPOSED, LONG_WORD[:200]), (HIDDEN, "một lần")]
    form = {"version": 0, "reflection": LONG_WORD, "measures": ear.markup}
    form |= {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": 0}
    for number, (action, measure) in enumerate(items):
        form |= {
            f"items-{number}-action": action,
            f"items-{number}-measure": measure,
            f"items-{number}-due_on": "30/11/2014",
            f"items-{number}-confirmer": "Lê Minh Hoà",
            f"items-{number}-criterion_id": criterion.pk,
        }
    sign_in("member").post(f"/pledges/{pledge.pk}/write/", form)
    return Pledge.objects.get(pk=pledge.pk)


@pytest.fixture
def printed(written, client):
    return client.get(f"/pledges/{written.pk}.pdf").content


def test_decomposed_and_invisible_letters_are_stored_clean(written):
    actions = list(written.items.values_list("action", flat=True))
    assert actions[1:] == ["Trả lời đúng hẹn", "Kèm cặp một đồng chí"]


def test_markup_is_printed_as_typed_and_nobody_calls(printed, ear, tmp_path):
    text = text_of(printed, tmp_path).replace(" ", "").replace("\u200b", "")
    assert ear.markup.replace(" ", "") in text
    assert not ear.heard()


def test_the_ear_hears_a_call(ear):
    with socket.create_connection(ear.server.getsockname()):
        assert ear.heard()


def test_a_500_letter_word_stays_inside_the_margins(printed, written, tmp_path):
    profile = profile_for(written.due_on)
    for page in pages_of(printed, tmp_path):
        assert min(left for left, _, _, _ in page) >= profile.left - 0.5
        assert max(right for _, _, right, _ in page) <= PAGE_WIDTH - profile.right + 0.5


def test_the_page_shows_markup_as_text(client, written):
    page = client.get(written.get_absolute_url()).content.decode()
    assert "&lt;img src=" in page
    assert "<style>p" not in page
