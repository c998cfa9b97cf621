"""Tờ trình, decision and certificates, read back from their finished PDFs."""

import subprocess

import pytest
from django.core.management import call_command

from cells.print.profile import HD11, HD36
from cells.print.render import render_pdf
from reports.commendation import batches, paper, services
from reports.commendation.content import listed
from reports.models import CommendationForm
from tests.cells.print import samples
from tests.cells.print.faults import faults
from tests.cells.print.reading import pages_of, text_of
from tests.commending import batch_with, decide, set_status
from tests.factories import CommendationFactory, CommitteePostFactory, MemberFactory

SEVEN, FORTY = "Vũ Thái", "Nguyễn Hoàng Phương Trinh Thanh Ngọc Ánh"
HOSTILE = "<b>x</b> <img src='http://127.0.0.1:9/x'> {{ 7 }} </td></table>"


@pytest.fixture
def batch(cast):
    """A cell and people with names of 7 and of 40 letters."""
    people = [MemberFactory(full_name=name) for name in (SEVEN, FORTY)]
    rows = [
        CommendationFactory(member=who, cell=cast.cell, proposed=True) for who in (None, *people)
    ]
    return batch_with(*rows)


@pytest.mark.parametrize("profile", [HD11, HD36], ids=["HD11", "HD36"])
@pytest.mark.parametrize("kind", ["decision", "proposal"])
@pytest.mark.parametrize("people", [1, 25])
def test_decision_and_proposal_are_laid_out_by_the_guidance(profile, kind, people):
    context = samples.commendation_decision(profile=profile)
    context["people"] = context["people"][:people]
    pdf = render_pdf(f"pdf/commendation_{kind}.html", context)
    assert faults(pdf, profile, kind) == []


def test_the_names_are_as_long_as_the_test_says():
    assert (len(SEVEN), len(FORTY)) == (7, 40)


def test_a_name_of_seven_and_one_of_forty_letters_stand_on_one_line_of_their_certificate(
    batch, cast, tmp_path
):
    decide(batch, by=cast.users["leader"])
    pages = pages_of(paper.printed_certificates(paper.certificates(batch)), tmp_path)
    assert len(pages) == 3
    for page, name in zip(pages, [cast.cell.name, FORTY, SEVEN], strict=True):
        words = [word for word in page if word[3] in name.split()]
        line = {round(top, 1) for _, top, _, text in words if text == name.split()[-1]}
        on_it = [word for word in words if round(word[1], 1) in line]
        spoken = " ".join(word[3] for word in sorted(on_it))
        assert name in spoken
        assert min(word[0] for word in page) > 20
        assert max(word[2] for word in page) < 277


@pytest.mark.parametrize("letters", range(5, 66, 6))
def test_whatever_the_length_a_name_stays_inside_the_frame(letters, tmp_path):
    name = ("Nguyễn Hoàng Phương " * 4)[:letters].strip()
    sheet = certificate_of(name)
    page = pages_of(
        render_pdf(paper.CERTIFICATES_TEMPLATE, {"sheets": [sheet], "office": ""}), tmp_path
    )
    assert len(page) == 1
    assert min(word[0] for word in page[0]) > 20
    assert max(word[2] for word in page[0]) < 277


def certificate_of(name):
    context = samples.commendation_decision() | {"occasion": "tổng kết năm 2013"}
    row = samples.praised(name, is_person=True, whose="Chi bộ Vụ Cơ sở đảng")
    return paper.certificate(row, 1, context)


def test_a_certificate_says_who_gives_what_for_what_by_which_decision(batch, cast, tmp_path):
    decide(batch, by=cast.users["leader"])
    text = text_of(paper.printed_certificates(paper.certificates(batch)), tmp_path)
    for words in [
        "GIẤY KHEN",
        "BAN THƯỜNG VỤ ĐẢNG UỶ CƠ QUAN BAN TỔ CHỨC TRUNG ƯƠNG",
        "Hướng dẫn sáu đồng chí mới, hồ sơ chậm giảm từ 31 xuống 4",
        "Dịp tổng kết năm 2013",
        "Quyết định số 01-QĐ/ĐUCQ, ngày 20/03/2014",
        "Danh sách cá nhân, số 02",
        "Vũ Quốc Dũng",
    ]:
        assert words in text


def test_the_decision_lists_collectives_and_people(batch, cast, tmp_path):
    document = decide(batch, by=cast.users["leader"])
    text = text_of(bytes(document.file.content), tmp_path)
    for words in [
        "Số 01-QĐ/ĐUCQ",
        "BAN THƯỜNG VỤ ĐẢNG UỶ QUYẾT ĐỊNH",
        "Tặng giấy khen cho 1 tập thể và 2 cá nhân",
        "Phụ lục 1 DANH SÁCH TẬP THỂ ĐƯỢC KHEN",
        "Danh sách có 1 tập thể.",
        "Phụ lục 2 DANH SÁCH CÁ NHÂN ĐƯỢC KHEN",
        "Danh sách có 2 đồng chí.",
        "PHÓ BÍ THƯ",
    ]:
        assert words in text
    assert "DỰ THẢO" not in text
    assert paper.printed_decision(batch) == bytes(document.file.content)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["giay-khen"], "tặng giấy khen cho 3 cá nhân"),
        (["bieu-duong"], "khen bằng hình thức biểu dương của Đảng uỷ đối với 3 cá nhân"),
        (
            ["giay-khen", "bieu-duong"],
            "khen bằng các hình thức giấy khen, biểu dương của Đảng uỷ đối với 3 cá nhân",
        ),
    ],
)
def test_only_what_one_holds_in_the_hand_is_given(cast, tmp_path, codes, words):
    forms = CommendationForm.objects.filter(code__in=codes).order_by("-has_certificate")
    rows = [
        CommendationFactory(cell=cast.cell, form=forms[place % len(forms)], proposed=True)
        for place in range(3)
    ]
    batch = batch_with(*rows)
    assert f"quyết định {words} có tên" in text_of(paper.printed_proposal(batch), tmp_path)
    said = words[0].upper() + words[1:]
    assert f"Điều 1. {said} có tên" in text_of(paper.printed_decision(batch), tmp_path)


def test_a_draft_with_nobody_left_in_it_still_prints(cast, tmp_path):
    row = CommendationFactory(cell=cast.cell, proposed=True)
    batch = batch_with(row)
    row.refresh_from_db()
    services.refuse(row, by=cast.users["leader"], note="Chưa đến mức khen")
    assert "DỰ THẢO" in text_of(paper.printed_decision(batch), tmp_path)


def test_many_forms_are_listed_as_one_speaks():
    assert [listed(list(names)) for names in ("a", "ab", "abc")] == ["a", "a và b", "a, b và c"]


def test_the_proposal_is_signed_by_the_head_of_the_task_force(batch, cast, tmp_path):
    text = text_of(paper.printed_proposal(batch), tmp_path)
    assert "Kính trình: Ban Thường vụ Đảng uỷ cơ quan" in text
    assert "TRƯỞNG BỘ PHẬN" in text
    set_status(batch, "draft")
    for title, words in (("deputy_head", "PHÓ TRƯỞNG BỘ PHẬN"), ("head", "TRƯỞNG BỘ PHẬN")):
        member = MemberFactory(full_name=f"Đỗ Văn {title[0].upper()}")
        CommitteePostFactory(member=member, body="task_force", title=title)
        context = paper.proposal_context(batch)
        assert (context["signer_title"], context["signer_name"]) == (words, member.full_name)


def test_the_proposal_stays_as_it_was_presented(batch, cast, tmp_path):
    """Whatever is refused, decided or renamed later."""
    presented = paper.printed_proposal(batch)
    gone, own = batch.commendations.order_by("pk")[:2]
    services.refuse(gone, by=cast.users["leader"], note="Chưa rõ thành tích")
    own.member.full_name = "Tên Khác"
    own.member.save()
    assert paper.printed_proposal(batch) == presented
    decide(batch, by=cast.users["leader"])
    assert paper.printed_proposal(batch) == presented
    assert "2 cá nhân" in text_of(presented, tmp_path)


def test_a_proposal_that_came_back_is_drawn_up_anew(batch, cast, tmp_path):
    gone = batch.commendations.order_by("pk").first()
    services.refuse(gone, by=cast.users["leader"], note="Chưa rõ thành tích")
    batches.return_batch(batch, by=cast.users["leader"], note="Trình lại")
    assert "DỰ THẢO" in text_of(paper.printed_proposal(batch), tmp_path)
    batches.present_batch(batch, by=cast.users["staff"], planned_on=None, planned_number=None)
    text = text_of(paper.printed_proposal(batch), tmp_path)
    assert "DỰ THẢO" not in text
    assert "tập thể" not in text.split("Phụ lục")[0].split("quyết định tặng")[1]


def test_what_is_split_off_for_another_signer_keeps_the_proposal_it_came_with(batch, cast):
    own = CommendationFactory(member=cast.members["leader"], cell=cast.other_cell, proposed=True)
    batch = batch_with(own, *batch.commendations.all())
    presented = paper.printed_proposal(batch)
    decide(batch, by=cast.users["leader"])
    own.refresh_from_db()
    assert own.batch != batch
    assert paper.printed_proposal(own.batch) == presented


def test_a_signed_head_is_printed_as_it_was_stored(batch, cast, tmp_path):
    """A line that today's class of heads does not know, and one that it has come to know."""
    decide(batch, by=cast.users["leader"])
    batch.signed_content["paper"]["letterhead"]["motto"] = "Lời cũ"
    batch.signed_content["paper"]["letterhead"].pop("superior")
    type(batch).objects.filter(pk=batch.pk).update(signed_content=batch.signed_content)
    batch.refresh_from_db()
    text = text_of(paper.printed_certificates(paper.certificates(batch)), tmp_path)
    assert "GIẤY KHEN" in text


def test_a_draft_says_so_and_has_no_certificates(batch, tmp_path):
    assert "DỰ THẢO" in text_of(paper.printed_decision(batch), tmp_path)
    assert paper.certificates(batch) == []


def test_what_was_typed_is_printed_as_typed_and_nothing_is_fetched(batch, cast, tmp_path):
    batch.commendations.update(achievement=HOSTILE)
    type(batch).objects.filter(pk=batch.pk).update(title=HOSTILE)
    set_status(batch, "presented")
    decide(batch, by=cast.users["leader"])
    for pdf in (
        paper.printed_decision(batch),
        paper.printed_proposal(batch),
        paper.printed_certificates(paper.certificates(batch)),
    ):
        text = text_of(pdf, tmp_path).replace(" ", "").replace("\u200b", "")
        assert "{{7}}" in text
        assert "<imgsrc=" in text


def test_the_command_prints_what_goes_with_a_decision(batch, cast, tmp_path, capsys):
    decide(batch, by=cast.users["leader"])
    output = tmp_path / "giay-khen.pdf"
    call_command("print_certificates", "--decision", "01-QĐ/ĐUCQ", "--output", str(output))
    assert "Giấy khen theo Quyết định số 01-QĐ/ĐUCQ" in capsys.readouterr().out
    by_number = tmp_path / "lan-hai.pdf"
    call_command("print_certificates", "--decision", "1", "--output", str(by_number))
    assert output.read_bytes() == by_number.read_bytes()
    said = subprocess.run(["pdfinfo", output], capture_output=True, text=True, check=True).stdout
    assert "Pages:           3" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--decision", "9"], "Không có quyết định khen số 9"),
        (["--decision", "x"], "chưa phải số quyết định"),
        ([], "Ghi đủ: print_certificates"),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese(batch, tmp_path, capsys, words, sentence):
    with pytest.raises(SystemExit) as stop:
        call_command("print_certificates", *words, "--output", str(tmp_path / "x.pdf"))
    assert stop.value.code == 1
    assert sentence in capsys.readouterr().err


def test_a_decision_without_certificates_says_so(batch, cast, tmp_path, capsys):
    CommendationForm.objects.update(has_certificate=False)
    decide(batch, by=cast.users["leader"])
    with pytest.raises(SystemExit):
        call_command("print_certificates", "--decision", "1", "--output", str(tmp_path / "x.pdf"))
    assert "không có giấy khen nào" in capsys.readouterr().err
