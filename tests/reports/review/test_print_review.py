import pytest
from django.core.management import call_command
from pypdf import PdfReader

from reports.models import Review, ReviewSection
from reports.review.services import open_correction, open_review, save_section
from tests.reports.review.conftest import FIRST, LAST
from tests.signing import sign

SPAN = ["--from", "2014-01", "--to", "2014-06", "--kind", "so-ket"]


@pytest.fixture
def output(tmp_path):
    return tmp_path / "bao-cao.pdf"


@pytest.fixture
def run(capsys):
    """Calls the command; answers its exit code and what it said."""

    def call(*arguments):
        try:
            call_command("print_review", *arguments)
        except SystemExit as stop:
            return stop.code, capsys.readouterr().err
        return 0, capsys.readouterr().out

    return call


def words_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_review_nobody_opened_is_composed_and_nothing_is_written(world, run, output):
    code, line = run("--committee", *SPAN, "--output", str(output))
    assert (code, line.count("\n")) == (0, 1)
    assert "Đảng bộ có 2 chi bộ trực thuộc với 9 đảng viên" in words_of(output)
    assert not Review.objects.exists()


def test_the_stored_review_of_just_that_span_is_printed(world, run, output):
    review, _ = open_review(world.first, kind="preliminary", first=FIRST, last=LAST)
    save_section(review, "limits", text="Hạn chế đã viết sẵn", version=0)
    before = list(ReviewSection.objects.values())
    assert run("--cell", "A", *SPAN, "--output", str(output))[0] == 0
    assert "Hạn chế đã viết sẵn" in words_of(output)
    longer = ["--from", "2014-01", "--to", "2014-07", "--kind", "so-ket"]
    assert run("--cell", "A", *longer, "--output", str(output))[0] == 0
    assert "Hạn chế đã viết sẵn" not in words_of(output)
    assert list(ReviewSection.objects.values()) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--cell", "Z", *SPAN], "Không có chi bộ mã “Z”."),
        (["--cell", "Y", *SPAN], "Chi đoàn cơ quan không phải chi bộ. Chọn một chi bộ."),
        (["--committee", "--from", "2014-13", *SPAN[2:]], "“2014-13” chưa phải một tháng"),
        (["--committee", "--from", "2014-07", *SPAN[2:]], "Tháng cuối đứng trước tháng đầu."),
        (["--committee", *SPAN[:5], "nam"], "Không có loại “nam”. Ghi so-ket hoặc tong-ket."),
        (["--committee", "--cell", "A", *SPAN], "Ghi đủ: print_review"),
        (SPAN, "Ghi đủ: print_review"),
        (["--committee", "--from", "2014-01"], "Ghi đủ: print_review"),
    ],
)
def test_a_wrong_call_says_one_sentence_and_writes_no_file(world, run, output, arguments, sentence):
    code, said = run(*arguments, "--output", str(output))
    assert code == 1
    assert sentence in said
    assert said.count("\n") == 1
    assert not output.exists()


def test_a_place_that_cannot_be_written_leaves_the_older_print_alone(world, run, output):
    output.mkdir()
    code, said = run("--committee", *SPAN, "--output", str(output))
    assert code == 1
    assert said.startswith("Không ghi được tệp")
    assert list(output.parent.iterdir()) == [output]
    code, said = run("--committee", *SPAN, "--output", str(output / "a" / "b.pdf"))
    assert (code, said.startswith("Không ghi được tệp")) == (1, True)


def test_an_installation_without_a_committee_says_so(db, run, output):
    code, said = run("--committee", *SPAN, "--output", str(output))
    assert (code, "set_up" in said) == (1, True)


def test_the_signed_file_is_printed_and_of_two_the_newest_that_is_not_replaced(cast, run, output):
    leader = cast.users["leader"]
    review, _ = open_review(None, kind="preliminary", first=FIRST, last=LAST)
    sign(review, by=leader)
    assert run("--committee", *SPAN, "--output", str(output))[0] == 0
    assert output.read_bytes() == bytes(review.documents.get().file.content)
    draft = open_correction(review)
    assert run("--committee", *SPAN, "--output", str(output))[0] == 0
    assert output.read_bytes() == bytes(review.documents.get().file.content)
    sign(draft, by=leader, why="Sót số liệu")
    assert run("--committee", *SPAN, "--output", str(output))[0] == 0
    assert output.read_bytes() == bytes(draft.documents.get().file.content)


def test_what_is_not_signed_bears_the_mark_of_a_draft(world, run, output):
    open_review(None, kind="preliminary", first=FIRST, last=LAST)
    run("--committee", *SPAN, "--output", str(output))
    assert "DỰ THẢO" in words_of(output)
