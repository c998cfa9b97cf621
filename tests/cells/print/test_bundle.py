"""Many papers in one file: each begins its own count of pages, the same input gives one output."""

import io

from pypdf import PdfReader

from cells.print.bundle import MOST, parts, render_sheets
from cells.print.render import render_pdf
from tests.cells.print import samples
from tests.cells.print.reading import pages_of, text_of

LONG = "Làm trọn việc được giao, ghi sổ hằng ngày. " * 60


def test_every_paper_begins_a_page_and_counts_its_own(tmp_path):
    contexts = [samples.pledge(reflection=LONG), samples.pledge(), samples.pledge(reflection=LONG)]
    pdf = render_sheets("pdf/pledge.html", contexts, title="Cả chi bộ")
    pages = pages_of(pdf, tmp_path)
    assert ["CỘNG" in [word[3] for word in page] for page in pages] == [1, 0, 1, 1, 0]
    numbers = [[word[3] for word in page if word[1] < 15] for page in pages]
    assert numbers == [[], ["2"], [], [], ["2"]]
    assert PdfReader(io.BytesIO(pdf)).metadata.title == "Cả chi bộ"


def test_a_bundle_says_what_the_single_papers_say(tmp_path):
    single = text_of(render_pdf("pdf/pledge.html", samples.pledge()), tmp_path)
    bundled = text_of(render_sheets("pdf/pledge.html", [samples.pledge()] * 2, title=""), tmp_path)
    assert bundled == f"{single} {single}"


def test_the_same_papers_give_the_same_bytes():
    first, second = (
        render_sheets("pdf/pledge.html", [samples.pledge()] * 2, title="Một") for _ in range(2)
    )
    assert first == second


def test_fonts_are_kept_once():
    one = render_sheets("pdf/pledge.html", [samples.pledge()], title="")
    ten = render_sheets("pdf/pledge.html", [samples.pledge()] * 10, title="")
    assert len(ten) < 4 * len(one)


def test_parts_hold_everybody_once():
    assert parts(0) == []
    for how_many in (1, MOST, MOST + 1, 3 * MOST):
        places = [place for part in parts(how_many) for place in part]
        assert places == list(range(how_many))
        assert max(map(len, parts(how_many))) <= MOST


def test_nothing_is_fetched_for_a_bundle(tmp_path):
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY")
    evil = f'<img src="file://{canary}"><link rel=attachment href="file://{canary}">'
    pdf = render_sheets("pdf/pledge.html", [samples.pledge(reflection=evil)], title=evil)
    assert b"CANARY" not in pdf
