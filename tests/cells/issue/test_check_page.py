"""The check page: open to whoever holds a print, and telling no more than the print's head."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given as whatever
from hypothesis import strategies as st

from cells.issue import checking
from cells.issue.stamp import ALPHABET, new_code, read_code, stamp_of
from cells.models import IssuedDocument
from reports.review.services import open_correction
from tests.factories import ReviewFactory
from tests.signing import sign


@pytest.fixture(autouse=True)
def fresh_count():
    checking.cache.clear()


@pytest.fixture
def document(cast):
    review = ReviewFactory(title="sơ kết kín đáo", last_month=date(2014, 3, 1))
    return sign(review, by=cast.users["leader"])


@pytest.fixture
def stranger(db):
    return Client()


def compared(client, document, content, name="ban-in.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    address = reverse("check-paper", args=[document.check_code])
    return client.post(address, {"file": file}).content.decode()


def test_a_stranger_learns_body_type_number_date_and_nothing_else(stranger, document):
    response = stranger.get(reverse("check-paper", args=[document.check_code]))
    page = response.content.decode()
    for words in ("Báo cáo số 01-BC/ĐUCQ", "Ban Thường vụ", "20/03/2014", "Còn hiệu lực"):
        assert words in page
    for secret in ("kín đáo", "Vũ Quốc Dũng", document.sha256):
        assert secret not in page
    assert "noindex" in response["X-Robots-Tag"]


def test_the_very_file_is_known_and_one_changed_byte_makes_another(stranger, document):
    content = bytes(document.file.content)
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert "đúng là tệp đã ký" in compared(stranger, document, content)
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    assert "khác tệp đã ký" in compared(stranger, document, bytes(changed))
    assert "khác tệp đã ký" in compared(stranger, document, content + b"\n")


def test_a_replaced_paper_says_so(cast, stranger, document):
    sign(open_correction(document.paper), by=cast.users["leader"], why="Sót số liệu")
    page = stranger.get(reverse("check-paper", args=[document.check_code])).content.decode()
    assert "Bị thay thế" in page
    assert "Báo cáo số 02-BC/ĐUCQ" in page
    assert "Sót số liệu" not in page


def test_a_code_is_read_in_any_case_and_as_the_qr_spells_it(stranger, document):
    code = document.check_code
    half = f"{code[:5]}-{code[5:]}".lower()
    found = stranger.get(reverse("check-code"), {"code": half}, follow=True)
    assert "01-BC/ĐUCQ" in found.content.decode()
    scanned = stranger.get(reverse("check-paper-scanned", args=[code]))
    assert "01-BC/ĐUCQ" in scanned.content.decode()
    assert stamp_of(code).address.endswith(f"/xac-thuc/{code}/")


@pytest.mark.parametrize("code", ["0000000000", "x", "%27--", "a" * 300])
def test_a_code_that_is_none_is_a_sentence(stranger, document, code):
    response = stranger.get(f"/xac-thuc/{code}/", follow=True)
    assert response.status_code == 404


def test_nothing_chosen_is_named_beside_the_field(stranger, document):
    address = reverse("check-paper", args=[document.check_code])
    assert checking.NO_FILE in stranger.post(address, {}).content.decode()
    assert checking.NO_FILE in compared(stranger, document, b"")


def test_a_file_over_the_limit_is_refused_before_it_is_read(stranger, document, monkeypatch):
    monkeypatch.setattr(checking, "MOST_BYTES", 1000)
    monkeypatch.setattr(checking, "ENVELOPE", 0)
    assert checking.TOO_LARGE in compared(stranger, document, b"x" * 2000)


def test_a_file_that_only_turns_out_too_large_says_so_too(stranger, document, monkeypatch):
    monkeypatch.setattr(checking, "MOST_BYTES", 1000)
    assert checking.TOO_LARGE in compared(stranger, document, b"x" * 2000)


@pytest.mark.parametrize("typed", ["Đ", "²", "é1", " ", "mười chữ ở chân trang", "%00"])
def test_letters_that_no_code_has_are_a_page(stranger, document, typed):
    answer = stranger.get(reverse("check-code"), {"code": typed}, follow=True)
    assert answer.status_code in {200, 404}


def test_an_upload_leaves_nothing_behind(stranger, document, settings, tmp_path):
    settings.MEDIA_ROOT = settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    rows = IssuedDocument.objects.count()
    compared(stranger, document, b"y" * 5_000_000)
    assert (list(tmp_path.iterdir()), IssuedDocument.objects.count()) == ([], rows)


def test_who_asks_too_often_waits(stranger, document, monkeypatch):
    monkeypatch.setattr(checking, "MOST_ASKED", 3)
    address = reverse("check-paper", args=[document.check_code])
    codes = [stranger.get(address).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(address).status_code == 200


@whatever(st.text(ALPHABET, min_size=10, max_size=10))
def test_a_code_survives_being_written_down(code):
    assert read_code(f" {code[:5].lower()}-{code[5:]} ") == code


def test_codes_have_no_letter_that_is_taken_for_another():
    assert not set("ILOU") & set(ALPHABET)
    assert len({new_code() for _ in range(1000)}) == 1000
    assert read_code("o1lI") == "0111"


def test_the_qr_holds_the_address(document):
    """Read back by the library's own maker: the same address makes the same modules."""
    stamp = stamp_of(document.check_code)
    scanned = f"HTTP://127.0.0.1:8000/XAC-THUC/{document.check_code}/"
    out = BytesIO()
    segno.make(scanned, error="m", micro=False).save(out, kind="svg", border=0, omitsize=True)
    modules = out.getvalue().decode().split(' d="')[1].split('"')[0]
    assert modules in stamp.qr
