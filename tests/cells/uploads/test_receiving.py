"""What comes in too large is counted, not kept; the words beside it arrive."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from cells.uploads import receiving
from cells.uploads.checks import MAX_BYTES
from cells.uploads.forms import FilesField


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


def test_a_refused_file_is_named_and_the_others_are_asked_for_again():
    good = SimpleUploadedFile("tot.png", b"khong phai anh")
    with pytest.raises(ValidationError, match="tot") as refusal:
        FilesField().clean([good])
    assert "chọn lại tệp" in refusal.value.messages[-1]


def test_no_file_is_no_fault():
    assert FilesField().clean([]) == []
