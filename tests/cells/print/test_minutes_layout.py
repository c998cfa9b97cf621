"""Minutes obey the guidance, whoever signs, however long the notes, however full the hall."""

import pytest
from django.template.loader import render_to_string

from cells.issue.stamp import stamp_of
from cells.print.profile import HD11
from cells.print.render import render_pdf
from tests.cells.print import samples
from tests.cells.print.faults import faults
from tests.cells.print.layout import laid_out
from tests.cells.print.test_layout import DRAFT, HEADS, ONE_LINE, SIGNERS, both_profiles
from tests.cells.print.test_layout_faults import PROSE, Spoilt, broken_rules, named

LONG_NOTES = (PROSE * 300)[:20_000]


def part(*paragraphs, heading="I- KẾT QUẢ LÀM THEO"):
    return {"heading": heading, "paragraphs": paragraphs, "empty": not paragraphs}


def faults_of(profile, **changes):
    pdf = render_pdf("pdf/minutes.html", samples.minutes(profile=profile, **changes))
    return faults(pdf, profile, "minutes")


@both_profiles
@pytest.mark.parametrize("letterhead", HEADS, ids=lambda head: head.body[-1])
def test_minutes_of_every_cell_are_laid_out_rightly(profile, letterhead):
    assert faults_of(profile, letterhead=letterhead, rolls=[samples.roll(8)]) == []


@both_profiles
@pytest.mark.parametrize("name", [*SIGNERS, samples.LONGEST_NAME])
def test_both_names_stand_under_their_words_short_or_long(profile, name):
    assert faults_of(profile, minute_taker_name=name, chair_name=name) == []


@both_profiles
def test_notes_of_twenty_thousand_letters_fill_their_pages(profile):
    sections = [part(PROSE, heading=""), part(LONG_NOTES), part(heading="II- VIỆC KHÁC")]
    assert faults_of(profile, sections=sections, rolls=[samples.roll(3)]) == []


@both_profiles
@pytest.mark.parametrize("lines", range(8, 22, 2))
def test_the_signatures_never_stand_alone_wherever_the_text_ends(profile, lines):
    closing = part("Biên bản được thông qua.", heading="")
    sections = [part(*[ONE_LINE] * lines, PROSE * 2), closing]
    assert faults_of(profile, sections=sections, rolls=[samples.roll(3)]) == []


@both_profiles
def test_a_draft_keeps_the_room_for_its_number_and_its_day(profile):
    assert faults_of(profile, **DRAFT) == []


@both_profiles
@pytest.mark.parametrize("how_many", [1, 25, 300])
def test_the_list_repeats_its_head_and_leaves_no_row_alone(profile, how_many):
    sections = [part(PROSE * 3, heading="")]
    assert faults_of(profile, sections=sections, rolls=[samples.roll(how_many)]) == []


@both_profiles
def test_a_joint_session_has_a_numbered_list_for_each_cell(profile):
    rolls = [samples.roll(4), samples.roll(30, "Chi bộ Vụ Đảng viên")]
    context = samples.minutes(profile=profile, rolls=rolls, check=stamp_of("7K3M29QTXB"))
    pdf = render_pdf("pdf/minutes.html", context)
    assert faults(pdf, profile, "minutes") == []
    last = laid_out(pdf)[-1]
    assert last.find("Mã xác thực: 7K3M2-9QTXB")


def test_minutes_without_a_roll_end_with_their_signatures():
    assert faults_of(HD11, rolls=[], intro=["Biên bản này thay thế Biên bản số 01-BB/CB."]) == []


SPOILT = [
    Spoilt("authority", "", "NGƯỜI GHI BIÊN BẢN", "Người ghi biên bản"),
    Spoilt("authority", ".signer b:first-child { font-weight: normal }"),
    Spoilt("name", ".name { font-weight: normal }"),
    Spoilt("room", ".name { padding-top: 40pt }"),
    Spoilt("recipients", ".to u { text-decoration: none }"),
    Spoilt("heads", ".grid thead { display: table-row-group }"),
    Spoilt("appendix", ".from { font-style: normal }"),
    Spoilt("cells", ".m2 { width: 12% } .grid td { white-space: nowrap }"),
    Spoilt("type", "", ">BIÊN BẢN</h1>", ">BẢN GHI</h1>"),
]


@pytest.fixture(scope="module")
def paper():
    return render_to_string("pdf/minutes.html", samples.minutes(rolls=[samples.roll(40)]))


def test_unspoilt_minutes_have_no_fault(paper):
    assert broken_rules(paper, "minutes") == set()


@pytest.mark.parametrize("spoilt", SPOILT, ids=named)
def test_spoilt_minutes_are_found_out_by_the_rule_they_break(spoilt, paper):
    assert spoilt.rule in broken_rules(paper, "minutes", spoilt)
