"""What comes in too large is counted, not kept; the words beside it arrive."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from cells.uploads import receiving
from cells.uploads.checks import MAX_BYTES
from cells.uploads.forms import AGAIN, FilesField


def sent(*sizes):
    files = [SimpleUploadedFile(f"{n}.pdf", b"x" * size) for n, size in enumerate(sizes)]
    request = RequestFactory().post("/", {"files": files, "abstract": "chữ đã gõ"})
    return request.POST, request.FILES.getlist("files")


@pytest.fixture
def files():
    """Ordinary upload, closed when the test is over."""
    received = []
    yield received
    for file in received:
        file.close()


def kept(file):
    file.seek(0)
    return len(file.read())


def test_a_post_of_a_hundred_megabytes_keeps_twenty_and_the_words(files):
    words, received = sent(100 * 1024 * 1024)
    files += received
    assert words["abstract"] == "chữ đã gõ"
    assert received[0].size == 100 * 1024 * 1024
    assert kept(received[0]) <= MAX_BYTES + 128 * 1024


def test_many_files_together_are_bounded_and_the_cut_ones_say_so(files, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OF_ONE_POST", 5 * 1024 * 1024)
    _, received = sent(4 * 1024 * 1024, 4 * 1024 * 1024)
    files += received
    assert kept(received[0]) == received[0].size == 4 * 1024 * 1024
    assert received[1].size > MAX_BYTES
    assert sum(kept(file) for file in received) <= 5 * 1024 * 1024


def test_each_refused_file_is_named_and_counts_as_one_fault():
    bad = [SimpleUploadedFile(f"{name}.png", b"khong phai anh") for name in ("mot", "hai")]
    with pytest.raises(ValidationError) as refusal:
        FilesField().clean(bad)
    first, second = refusal.value.messages
    assert first.startswith("“mot.png”: Tệp mang đuôi .png nhưng bên trong không phải ảnh.")
    assert second.startswith("“hai.png”: ")
    assert second.endswith(AGAIN)


def test_too_many_files_are_refused_before_any_is_opened():
    many = [SimpleUploadedFile(f"{n}.png", b"khong phai anh") for n in range(100)]
    with pytest.raises(ValidationError) as refusal:
        FilesField(most=3).clean(many)
    [sentence] = refusal.value.messages
    assert sentence == f"Mỗi lần chọn nhiều nhất 3 tệp; đồng chí vừa chọn 100. {AGAIN}"


def test_no_file_is_no_fault():
    assert FilesField().clean([]) == []
