import gc
import socket
import time

import pytest
from django.template import engines

from cells.print.profile import HD11, HD36
from cells.print.render import print_html, render_pdf
from tests.cells.print import samples
from tests.cells.print.reading import bold_text_of, fonts_of, pages_of, text_of

LONG_WORD = "W" * 500


def left_and_right(page):
    return min(word[0] for word in page), max(word[2] for word in page)


def hostile_page(text):
    """A paper whose author switched escaping off."""
    source = (
        '<html lang="vi"><title>x</title><body class="hd11"><p>{{ text|safe }}</p></body></html>'
    )
    return engines["django"].from_string(source).render({"text": text})


@pytest.fixture
def ear():
    """A listening socket; `ear()` says whether anybody called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)

        def heard():
            try:
                server.accept()[0].close()
            except TimeoutError:
                return False
            return True

        heard.port = server.getsockname()[1]
        yield heard


def test_the_same_input_gives_the_same_bytes_a_second_later():
    first = render_pdf("pdf/pledge.html", samples.pledge())
    time.sleep(1.1)
    assert render_pdf("pdf/pledge.html", samples.pledge()) == first


def test_vietnamese_letters_come_back_right_even_when_typed_decomposed(tmp_path):
    decomposed = "Nguye\u0302\u0303n Thi\u0323 Hoa\u0300"
    text = text_of(render_pdf("pdf/pledge.html", samples.pledge(reflection=decomposed)), tmp_path)
    assert "Nguyễn Thị Hoà" in text
    assert "tấm gương đạo đức Hồ Chí Minh năm 2014" in text


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("pdf/pledge.html", samples.pledge(reflection=LONG_WORD)),
        ("pdf/pledge_blank.html", samples.pledge_blank()),
        ("pdf/review.html", samples.review()),
        ("pdf/slips.html", {"slips": [samples.slip()]}),
    ],
)
def test_only_tinos_is_embedded(template, context, tmp_path):
    fonts = fonts_of(render_pdf(template, context), tmp_path)
    assert fonts <= {"Tinos", "Tinos-Bold", "Tinos-Italic"}
    assert "Tinos" in fonts


@pytest.mark.parametrize("profile", [HD11, HD36])
def test_a_word_of_500_letters_stays_inside_the_margins(profile, tmp_path):
    item = dict.fromkeys(("sentence", "criterion"), LONG_WORD)
    wordy = samples.pledge(profile=profile, reflection=LONG_WORD, items=[item], job=LONG_WORD)
    pages = pages_of(render_pdf("pdf/pledge.html", wordy), tmp_path)
    letters = sum(word[3].count("W") for page in pages for word in page)
    assert letters == 4 * 500
    for page in pages:
        left, right = left_and_right(page)
        assert left >= profile.left - 0.1
        assert right <= 210 - profile.right + 0.1


@pytest.mark.parametrize("profile", [HD11, HD36])
def test_the_text_fills_the_profile_s_margins(profile, tmp_path):
    page = pages_of(render_pdf("pdf/review.html", samples.review(profile=profile)), tmp_path)[1]
    left, right = left_and_right(page)
    body_top = min(top for _, top, _, word in page if word != "2")
    assert left == pytest.approx(profile.left, abs=0.5)
    assert right == pytest.approx(210 - profile.right, abs=0.5)
    assert body_top == pytest.approx(profile.top, abs=2)


def test_the_second_page_is_numbered_ten_millimetres_under_the_edge_and_the_first_is_not(tmp_path):
    first, second, *_ = pages_of(render_pdf("pdf/review.html", samples.review()), tmp_path)
    assert min(top for _, top, _, _ in first) >= HD11.top - 1
    left, top, right, number = min(second, key=lambda word: word[1])
    middle_of_the_text = (HD11.left + 210 - HD11.right) / 2
    assert number == "2"
    assert top == pytest.approx(9.4, abs=1)
    assert (left + right) / 2 == pytest.approx(middle_of_the_text, abs=0.5)


def test_a_draft_says_so_above_the_letterhead_of_its_first_page_only(tmp_path):
    draft = render_pdf("pdf/review.html", samples.review(draft=True))
    first, *others = pages_of(draft, tmp_path)
    left, top, _, _ = next(word for word in first if word[3] == "THẢO")
    assert top < HD11.top
    assert left < 105
    assert all(word[3] != "THẢO" for page in others for word in page)
    assert "DỰ THẢO" not in text_of(render_pdf("pdf/review.html", samples.review()), tmp_path)


def test_authority_and_name_are_bold_and_the_title_between_is_not():
    bold = bold_text_of(render_pdf("pdf/review.html", samples.review()))
    assert "T/MBANTHƯỜNGVỤ" in bold
    assert "TrầnQuốcLập" in bold
    assert "PHÓBÍTHƯ" not in bold


def test_markup_in_a_text_is_printed_literally_and_fetches_nothing(ear, tmp_path):
    attack = f"<img src=http://127.0.0.1:{ear.port}/x><style>*{{color:red}}</style>"
    text = text_of(render_pdf("pdf/pledge.html", samples.pledge(measures=attack)), tmp_path)
    assert f"<img src=http://127.0.0.1:{ear.port}/x>" in text.replace(" src", " src").replace(
        "\u200b", ""
    )
    assert not ear()


def test_nothing_is_fetched_even_with_escaping_switched_off(ear, tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-in-a-file")
    near = f"http://127.0.0.1:{ear.port}/x"
    tags = (
        f'<img src="{near}"><link rel="attachment" href="{canary.as_uri()}">'
        f'<link rel="stylesheet" href="{near}"><style>@import url({near})</style>'
        f'<object data="{canary.as_uri()}"></object><a rel="attachment" href="{near}">Còn</a>'
    )
    pdf = print_html(hostile_page(tags + "Vẫn in ra"))
    assert "Vẫn in ra" in text_of(pdf, tmp_path)
    assert b"canary-in-a-file" not in pdf
    assert b"/EmbeddedFile" not in pdf
    assert not ear()


def test_the_garbage_collector_is_on_again_after_a_render():
    render_pdf("pdf/pledge_blank.html", samples.pledge_blank())
    assert gc.isenabled()
