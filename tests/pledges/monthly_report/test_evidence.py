"""Files on a line of a report: the author's to add and to take away while the report is theirs."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cells.uploads import shelf
from cells.uploads.checks import PROOFS, inspect
from cells.workflow import Clash, IllegalMove
from pledges.models import Evidence, MonthlyReport
from pledges.monthly_report import services
from pledges.monthly_report.evidence import MOST_FILES, add_evidence
from pledges.monthly_report.models import lines_of
from tests.cells.uploads import files
from tests.factories import EvidenceFactory
from tests.pledges.monthly_report.test_writing import at, typed


@pytest.fixture
def report(report_of):
    return report_of("member")


def upload(name="anh.jpg", content=None):
    return SimpleUploadedFile(name, content or files.picture())


def page_of(line):
    return reverse("monthly-report-evidence", args=[line.report_id, line.pk])


def words(response):
    return response.content.decode()


def proof(name="a.pdf"):
    return inspect(files.pdf(), name, intake=PROOFS)


# In


def test_the_button_keeps_what_was_typed_and_leads_to_the_files_of_that_line(sign_in, report):
    second = report.lines.last()
    data = typed(report, sentence="Đang viết dở") | {"evidence": second.item_id}
    answer = sign_in("member").post(at(report, "write/"), data)
    assert answer.url == page_of(second)
    assert {line.sentence for line in report.lines.all()} == {"Đang viết dở"}


@pytest.mark.parametrize("item", ["", "x", "²", "9" * 30, "0"])
def test_a_button_of_nothing_only_saves(sign_in, report, item):
    data = typed(report, sentence="Có chữ") | {"evidence": item}
    answer = sign_in("member").post(at(report, "write/"), data)
    assert answer.url == at(report, "write/")
    assert report.lines.first().sentence == "Có chữ"


def test_a_line_of_a_later_item_can_be_proved_too(sign_in, report):
    report.lines.last().delete()  # as if the item had come after the month was opened
    item = report.pledge.items.last()
    answer = sign_in("member").post(at(report, "write/"), typed(report) | {"evidence": item.pk})
    assert answer.url == page_of(report.lines.get(item=item))


def test_what_is_added_stands_by_its_line_for_author_and_officers(sign_in, cast, report):
    line = report.lines.first()
    added = sign_in("member").post(page_of(line), {"proofs": [upload("Ảnh tiếp dân.jpg")]})
    assert added.url == f"{at(report, 'write/')}#viec-{line.item_id}"
    services.save_monthly_report(
        report,
        lines=[services.LineInput(item_id=i.pk, state="done") for i in items(report)],
        version=1,
    )
    services.submit_monthly_report(report, by=cast.users["member"])
    for role, step in {"member": "", "secretary": "", "staff": ""}.items():
        assert "Ảnh tiếp dân.jpg" in words(sign_in(role).get(at(report, step)))
    queue = reverse("monthly-report-queue")
    assert "Ảnh tiếp dân.jpg" in words(sign_in("secretary").get(queue))


def items(report):
    return report.pledge.items.all()


def test_a_photograph_is_drawn_anew_and_shrunk(sign_in, report):
    line = report.lines.first()
    vast = files.picture(size=(3000, 1500))
    sign_in("member").post(page_of(line), {"proofs": [upload(content=vast)]})
    stored = line.evidence.get()
    picture = Image.open(BytesIO(shelf.take(stored.key, stored.sha256)))
    assert picture.size == (2000, 1000)


def test_place_and_camera_are_not_kept():
    kept = inspect(files.photo_with_place(), "a.jpg", intake=PROOFS)
    assert not Image.open(BytesIO(kept.content)).getexif()
    assert b"o nha" not in kept.content


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", files.docx(), "Chỉ nhận ảnh JPG, PNG hoặc tệp PDF"),
        ("a.heic", b"x", "lưu ảnh lại dạng jpg"),
        ("a.jpg", b"khong phai anh", "không phải ảnh"),
        ("a.pdf", files.pdf(files.with_script), "lệnh tự chạy"),
        ("a.pdf", b"%PDF-" + bytes(10 * 1024 * 1024), "quá 10 MB"),
        ("a.jpg", b"\xff\xd8\xff" + bytes(10 * 1024 * 1024), "Thu nhỏ ảnh rồi tải lên"),
    ],
)
def test_other_files_are_refused_with_the_reason(sign_in, report, name, content, why):
    answer = sign_in("member").post(
        page_of(report.lines.first()), {"proofs": upload(name, content)}
    )
    assert answer.status_code == 200
    assert why.lower() in words(answer).lower()
    assert "chọn lại tệp" in words(answer)
    assert "Còn 1 chỗ cần sửa" in words(answer)
    assert not Evidence.objects.exists()


def test_no_file_chosen_is_said_beside_the_box(sign_in, report):
    assert "Chọn ảnh hoặc tệp PDF" in words(sign_in("member").post(page_of(report.lines.first())))


def test_three_files_a_line_and_no_more(sign_in, cast, report):
    line, browser = report.lines.first(), sign_in("member")
    add_evidence(line, [proof(), proof()], by=cast.users["member"])
    answer = browser.post(page_of(line), {"proofs": [upload(), upload()]})
    assert "đã có 2, đồng chí vừa chọn 2" in words(answer)
    assert line.evidence.count() == 2
    browser.post(page_of(line), {"proofs": [upload()]})
    assert line.evidence.count() == MOST_FILES
    assert "Đã đủ 3 tệp" in words(browser.get(page_of(line)))


def test_nothing_is_demanded(sign_in, report):
    data = typed(report, state="done") | {"check": "1"}
    assert sign_in("member").post(at(report, "write/"), data).url == at(report, "check/")


# When and whose


@pytest.mark.parametrize("status", ["submitted", "acknowledged", "excused"])
def test_a_report_that_is_not_theirs_to_write_takes_and_loses_no_file(sign_in, report_of, status):
    report = report_of("member", sent=True)
    file = EvidenceFactory(line=report.lines.first())
    MonthlyReport.objects.filter(pk=report.pk).update(status=status)
    browser = sign_in("member")
    gone = reverse("monthly-report-file-remove", args=[report.pk, file.pk])
    for answer in (
        browser.get(page_of(file.line), follow=True),
        browser.post(page_of(file.line), {"proofs": upload()}, follow=True),
        browser.post(gone, follow=True),
    ):
        assert "không còn ở trạng thái viết được" in words(answer)
    assert list(report.files) == [file]


def test_a_file_that_comes_after_the_sending_finds_no_place(cast, report_of):
    report = report_of("member", sent=True)
    with pytest.raises(IllegalMove):
        add_evidence(report.lines.first(), [proof()], by=cast.users["member"])
    assert not Evidence.objects.exists()


def test_an_answer_does_not_hold_for_files_that_were_not_read(cast, report_of):
    report = report_of("member", sent=True)
    read = report.version
    services.withdraw_monthly_report(report, by=cast.users["member"])
    add_evidence(report.lines.first(), [proof()], by=cast.users["member"])
    services.submit_monthly_report(report, by=cast.users["member"])
    with pytest.raises(Clash):
        services.acknowledge_monthly_report(report, by=cast.users["secretary"], version=read)


def test_a_draft_with_a_file_is_no_longer_untouched(cast, report):
    add_evidence(report.lines.first(), [proof()], by=cast.users["member"])
    assert not MonthlyReport.objects.untouched().exists()


def test_a_line_whose_item_has_ended_stays_for_its_file(cast, report):
    line = report.lines.first()
    add_evidence(line, [proof()], by=cast.users["member"])
    line.item.ended_on, line.item.end_reason = report.month.replace(month=1), "Đổi việc"
    line.item.save()
    assert line in lines_of(report)


# Out


@pytest.mark.parametrize(
    ("role", "draft", "sent"),
    [
        ("member", 200, 200),
        ("secretary", 403, 200),
        ("staff", 403, 200),
        ("colleague", 404, 404),
        ("other secretary", 404, 404),
        ("sysadmin", 404, 404),
    ],
)
def test_a_file_is_for_whoever_may_read_the_report(sign_in, report, role, draft, sent):
    file = EvidenceFactory(line=report.lines.first())
    url = reverse("monthly-report-file", args=[report.pk, file.pk])
    browser = sign_in(role)
    assert browser.get(url).status_code == draft
    MonthlyReport.objects.update(status="submitted", first_submitted_at=report.pledge.accepted_at)
    assert browser.get(url).status_code == sent


def test_a_file_leaves_as_an_attachment_that_does_nothing(sign_in, report):
    file = EvidenceFactory(line=report.lines.first())
    answer = sign_in("member").get(reverse("monthly-report-file", args=[report.pk, file.pk]))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_is_found_only_under_its_own_report(sign_in, report_of, report):
    other = EvidenceFactory(line=report_of("colleague", sent=True).lines.first())
    browser = sign_in("member")
    for name, press in {"file": browser.get, "file-remove": browser.post}.items():
        url = reverse(f"monthly-report-{name}", args=[report.pk, other.pk])
        assert press(url).status_code == 404
    url = reverse("monthly-report-evidence", args=[report.pk, other.line_id])
    assert browser.post(url, {"proofs": upload()}).status_code == 404
    assert list(Evidence.objects.all()) == [other]


def test_a_file_gone_from_the_shelf_is_said_kindly(sign_in, report, caplog):
    file = EvidenceFactory(line=report.lines.first())
    shelf.throw_away(file.key)
    url = reverse("monthly-report-file", args=[report.pk, file.pk])
    assert "báo quản trị hệ thống" in words(sign_in("member").get(url, follow=True))
    assert file.key in caplog.text


def test_a_removed_file_is_gone_at_once(sign_in, report, django_capture_on_commit_callbacks):
    file = EvidenceFactory(line=report.lines.first())
    url = reverse("monthly-report-file-remove", args=[report.pk, file.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in("member").post(url, follow=True)
    assert "Đã bỏ tệp Sổ tiếp dân.pdf" in words(answer)
    assert not Evidence.objects.exists()
    assert not shelf.path_of(file.key).exists()


def on_the_shelf():
    return {path for path in shelf.root().rglob("*") if path.is_file()}


def test_too_many_at_once_are_refused_whole(cast, report):
    before = on_the_shelf()
    with pytest.raises(ValidationError, match="nhiều nhất 3"):
        add_evidence(report.lines.first(), [proof()] * 4, by=cast.users["member"])
    assert not Evidence.objects.exists()
    assert on_the_shelf() == before
