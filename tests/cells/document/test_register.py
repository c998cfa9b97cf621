"""The register of directives: who keeps it, what is refused, files in and out, two tabs."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cells.audit import AuditEntry
from cells.document import services
from cells.models import Document, DocumentFile
from cells.uploads import shelf
from cells.uploads.checks import inspect
from cells.uploads.forms import AGAIN
from cells.uploads.models import known_keys
from tests.attacks.test_uploads import HOSTILE
from tests.cells.uploads import files
from tests.factories import DocumentFactory, DocumentFileFactory

WORDS = {
    "kind": "Chỉ thị",
    "symbol": "03-CT/TW",
    "issuer": "Bộ Chính trị",
    "dated_on": "14/05/2011",
    "abstract": "tiếp tục đẩy mạnh việc học tập và làm theo",
    "needs_briefing": "on",
}
NEW = "/documents/new/"


def upload(name, content):
    return SimpleUploadedFile(name, content)


def page(response):
    return response.content.decode()


@pytest.fixture
def staff(sign_in):
    return sign_in("staff")


@pytest.fixture
def document(cast):
    return DocumentFactory(symbol="03-CT/TW", issuer="Bộ Chính trị", dated_on=date(2011, 5, 14))


def edit(client, document, **words):
    url = reverse("directive-edit", args=[document.pk])
    return client.post(url, {**WORDS, "version": document.version, **words})


def test_a_document_is_entered_with_its_files(staff, cast):
    sent = [upload("Chỉ thị 03.pdf", files.pdf()), upload("Phụ lục.docx", files.docx())]
    answer = staff.post(NEW, {**WORDS, "files": sent})
    document = Document.objects.get()
    assert answer.url == document.get_absolute_url()
    assert [str(file) for file in document.files.all()] == ["Chỉ thị 03.pdf", "Phụ lục.docx"]
    assert document.history.get().history_user == cast.users["staff"]
    assert [entry.verb for entry in AuditEntry.objects.of(document)] == ["add_file", "add_file"]


def test_the_page_says_what_does_not_belong_here_and_what_is_taken(staff):
    told = page(staff.get(NEW))
    assert "Không tải lên văn bản có dấu Mật" in told
    assert "ảnh JPG hoặc PNG" in told


@pytest.mark.parametrize(
    "kind", ["page named pdf", "docm", "zip bomb", "vast picture", "too heavy"]
)
def test_a_refused_file_gives_its_reason_beside_the_box_and_keeps_the_words(staff, kind):
    name, make, reason = HOSTILE[kind]
    answer = staff.post(NEW, {**WORDS, "files": upload(name, make())})
    told = page(answer)
    assert answer.status_code == 200
    assert any(reason in sentence for sentence in answer.context["form"].errors["files"])
    assert WORDS["abstract"] in told
    assert WORDS["symbol"] in told
    assert "chọn lại tệp" in told
    assert not Document.objects.exists()
    assert not DocumentFile.objects.exists()


def test_a_good_file_beside_a_refused_word_has_to_be_chosen_again_and_is_told_so(staff):
    answer = staff.post(
        NEW, {**WORDS, "dated_on": "31/02/2011", "files": upload("a.pdf", files.pdf())}
    )
    assert AGAIN in answer.context["form"].errors["files"]
    assert "Không có ngày 31/02/2011" in page(answer)
    assert not Document.objects.exists()


@pytest.mark.parametrize("symbol", ["03-CT/TW", "03-ct/tw", " 03-CT/TW "])
def test_the_same_document_is_not_entered_twice(staff, document, symbol):
    answer = staff.post(NEW, {**WORDS, "symbol": symbol})
    assert services.TWICE in answer.context["form"].errors["symbol"]
    assert Document.objects.get() == document


def test_a_document_of_tomorrow_is_refused_beside_its_day(staff, document, today):
    tomorrow = f"{today + timedelta(days=1):%d/%m/%Y}"
    for answer in (
        staff.post(NEW, {**WORDS, "symbol": "04-CT/TW", "dated_on": tomorrow}),
        edit(staff, document, dated_on=tomorrow),
    ):
        [sentence] = answer.context["form"].errors["dated_on"]
        assert "còn ở phía trước" in sentence
    assert staff.post(NEW, {**WORDS, "dated_on": f"{today:%d/%m/%Y}"}).status_code == 302


def test_who_enters_it_in_the_same_moment_reads_a_sentence(staff, document, monkeypatch):
    monkeypatch.setattr(services, "refuse_twice", lambda _document: None)
    answer = staff.post(NEW, {**WORDS, "symbol": document.symbol})
    assert services.TWICE in answer.context["form"].errors["symbol"]


def test_of_two_tabs_the_first_is_saved_and_the_second_sees_both_texts(staff, document):
    edit(staff, document, abstract="của tab thứ nhất")
    answer = edit(staff, document, abstract="của tab thứ hai", files=[upload("a.pdf", files.pdf())])
    told = page(answer)
    assert answer.status_code == 409
    assert "của tab thứ nhất" in told
    assert "của tab thứ hai" in told
    document.refresh_from_db()
    assert document.abstract == "của tab thứ nhất"
    assert not document.files.exists()


def test_the_second_tab_saves_when_it_has_read_the_first(staff, document):
    edit(staff, document, abstract="của tab thứ nhất")
    clashed = edit(staff, document, abstract="của tab thứ hai")
    version = clashed.context["form"]["version"].value()
    assert edit(staff, document, version=version, abstract="gộp cả hai").status_code == 302
    kept = [row.abstract for row in document.history.all()]
    assert kept[:2] == ["gộp cả hai", "của tab thứ nhất"]


@pytest.mark.parametrize("version", ["", "-1", "9" * 18, "x"])
def test_an_odd_version_overwrites_nothing(staff, document, version):
    before = document.abstract
    assert edit(staff, document, version=version).status_code in {200, 409}
    document.refresh_from_db()
    assert document.abstract == before


def test_a_replaced_document_and_its_successor_name_each_other(staff, document):
    newer = DocumentFactory(replaces=document)
    assert f'Đã được thay thế bằng <a href="{newer.get_absolute_url()}"' in page(
        staff.get(document.get_absolute_url())
    )
    told = page(staff.get(newer.get_absolute_url()))
    assert f'Thay thế <a href="{document.get_absolute_url()}"' in told
    assert "Bị thay thế" in page(staff.get(reverse("directive-list")))


def test_no_document_replaces_a_later_one_or_runs_in_a_circle(staff, document):
    later = DocumentFactory(dated_on=date(2012, 1, 1))
    answer = edit(staff, document, replaces=later.pk)
    assert "ban hành sau" in page(answer)
    same_day = DocumentFactory(dated_on=document.dated_on, replaces=document)
    assert "lẫn nhau" in page(edit(staff, document, replaces=same_day.pk))
    assert edit(staff, document, replaces=document.pk).status_code == 200
    document.refresh_from_db()
    assert document.replaces is None


# Files out


def test_a_file_leaves_as_an_attachment_that_does_nothing(sign_in, cast):
    file = DocumentFileFactory(name="Chỉ thị 03.pdf")
    answer = sign_in("member").get(reverse("directive-file", args=[file.document_id, file.pk]))
    assert answer.content == b"%PDF-1.4"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Ch%E1%BB%89" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("role", "answer"), [("member", 200), ("sysadmin", 404)])
def test_only_who_reads_the_document_gets_its_file(sign_in, cast, role, answer):
    file = DocumentFileFactory()
    url = reverse("directive-file", args=[file.document_id, file.pk])
    assert sign_in(role).get(url).status_code == answer


def test_a_file_is_found_only_under_its_own_document(staff, document):
    file = DocumentFileFactory()
    assert staff.get(reverse("directive-file", args=[document.pk, file.pk])).status_code == 404


def test_a_file_that_is_gone_from_the_shelf_is_said_kindly(staff, cast, caplog):
    file = DocumentFileFactory()
    shelf.throw_away(file.key)
    url = reverse("directive-file", args=[file.document_id, file.pk])
    assert "báo quản trị hệ thống" in page(staff.get(url, follow=True))
    assert file.key in caplog.text


def test_the_name_on_disk_says_nothing(staff, cast):
    staff.post(NEW, {**WORDS, "files": [upload("../../Chỉ thị.pdf", files.pdf())]})
    file = DocumentFile.objects.get()
    assert file.name == "Chỉ thị.pdf"
    assert shelf.path_of(file.key).is_file()
    assert shelf.KEY.fullmatch(file.key)


def test_a_removed_file_is_gone_at_once_and_the_trail_says_why(
    staff, cast, django_capture_on_commit_callbacks
):
    file = DocumentFileFactory()
    url = reverse("directive-file-remove", args=[file.document_id, file.pk])
    assert "Ghi lý do" in page(staff.post(url, {"note": ""}))
    assert shelf.path_of(file.key).is_file()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(url, {"note": "Tải nhầm văn bản"})
    assert not DocumentFile.objects.exists()
    assert not shelf.path_of(file.key).exists()
    assert "Tải nhầm văn bản" in AuditEntry.objects.of(file.document).get().note


def test_a_rollback_leaves_no_row_and_its_file_to_the_sweeper(cast, document, monkeypatch):
    def fails(*_args):
        raise RuntimeError

    before = set(shelf.files_of_ours())
    monkeypatch.setattr(services, "note_down", fails)
    upload = inspect(files.pdf(), "a.pdf")
    with pytest.raises(RuntimeError):
        services.edit_document(document, {"abstract": "mới"}, [upload], version=0, by=None)
    assert not DocumentFile.objects.exists()
    assert Document.objects.get().abstract != "mới"
    [left] = set(shelf.files_of_ours()) - before
    assert left.name not in known_keys()


# The list


@pytest.mark.parametrize(
    "words", ["chi thi", "03-ct", "Chỉ thị 03", "bo chinh tri 03", "dao duc", "ĐẠO ĐỨC"]
)
def test_a_search_needs_no_diacritics_and_looks_at_every_word(sign_in, cast, document, words):
    Document.objects.filter(pk=document.pk).delete()
    found = DocumentFactory(
        kind="Chỉ thị", symbol="03-CT/TW", issuer="Bộ Chính trị", abstract="tấm gương đạo đức"
    )
    DocumentFactory(kind="Kế hoạch", symbol="12-KH/ĐUCQ", abstract="sinh hoạt quý")
    assert listed(sign_in("member"), q=words) == [found]


def listed(client, **query):
    answer = client.get(reverse("directive-list"), query)
    return [row.record for row in answer.context["table"].rows]


def test_the_list_is_narrowed_by_kind_issuer_and_year(sign_in, cast, document):
    other = DocumentFactory(kind="Kế hoạch", issuer="Đảng uỷ Khối", dated_on=date(2013, 2, 1))
    client = sign_in("member")
    assert listed(client) == [other, document]
    assert listed(client, kind="Kế hoạch") == [other]
    assert listed(client, issuer="Bộ Chính trị") == [document]
    assert listed(client, year="2011") == [document]


def test_an_empty_register_says_so_and_offers_staff_the_first_step(sign_in, cast):
    assert "Chưa có văn bản nào" in page(sign_in("member").get(reverse("directive-list")))
    assert NEW in page(sign_in("staff").get(reverse("directive-list")))
