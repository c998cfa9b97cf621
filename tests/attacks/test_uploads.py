"""Hostile and clumsy files: each is refused with a sentence, quickly; its harmless twin is kept."""

import time
from functools import partial
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from cells.uploads import pdf
from cells.uploads.checks import MAX_BYTES, inspect
from tests.cells.uploads import files

PROGRAM = b"MZ\x90\x00" + b"\0" * 600
PAGE = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
VBA = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

HOSTILE = {
    "page": ("trang.html", lambda: PAGE, "html"),
    "page named pdf": ("trang.pdf", lambda: PAGE, "không phải PDF"),
    "svg": ("hinh.svg", lambda: SVG, "svg"),
    "svg named png": ("hinh.png", lambda: SVG, "không phải ảnh"),
    "program": ("cai-dat.exe", lambda: PROGRAM, "exe"),
    "program named pdf": ("van-ban.pdf", lambda: PROGRAM, "không phải PDF"),
    "program behind a pdf's head": ("a.pdf", lambda: b"%PDF-1.7" + PROGRAM, "Không mở được"),
    "program read from right to left": ("van\u202efdp.exe", lambda: PROGRAM, "exe"),
    "no extension": ("van-ban", files.pdf, "không đuôi"),
    "old Word": ("cu.doc", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "lưu lại dạng .docx"),
    "old Word named docx": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "không phải Word"),
    "docm": ("macro.docm", files.docx, "macro"),
    "docm named docx": (
        "a.docx",
        lambda: files.docx(contents=files.types(files.WORD_WITH_MACROS)),
        "macro",
    ),
    "macros under their name": (
        "a.docx",
        lambda: files.docx({"word/vbaProject.bin": b"x"}),
        "macro",
    ),
    "macros under another name": (
        "a.docx",
        lambda: files.docx(contents=files.types(more=VBA)),
        "macro",
    ),
    "macros spelt with entities": (
        "a.docx",
        lambda: files.docx(contents=files.types(more=VBA.replace("vba", "&#118;ba"))),
        "macro",
    ),
    "program as an object": (
        "a.docx",
        lambda: files.docx({"word/embeddings/oleObject1.bin": b"x"}),
        "nhúng",
    ),
    "program as a part": ("a.docx", lambda: files.docx({"word/media/run.EXE": b"x"}), "nhúng"),
    "sheet named docx": (
        "a.docx",
        lambda: files.docx(contents=files.types("x/sheet.main+xml")),
        "loại khác",
    ),
    "external entity": (
        "a.docx",
        lambda: files.docx(contents=files.types(head=ENTITY)),
        "Không mở được",
    ),
    "any zip": ("a.docx", lambda: files.docx(contents="x"), "Không mở được"),
    "half a package": ("a.docx", lambda: files.docx()[:120], "Không mở được"),
    "zip bomb": ("a.docx", files.bomb, "bung ra quá lớn"),
    "parts over one another": ("a.docx", files.overlapping, "bung ra quá lớn"),
    "too many parts": (
        "a.docx",
        lambda: files.docx({f"word/{n}.xml": "" for n in range(4000)}),
        "bung ra",
    ),
    "zip": ("nhieu-tep.zip", files.docx, "từng tệp"),
    "script in a pdf": (
        "a.pdf",
        lambda: files.pdf(files.with_script),
        "lệnh tự chạy",
    ),
    "script, spelt otherwise": ("a.pdf", lambda: files.opening("/JavaScript"), "lệnh tự chạy"),
    "pdf that starts a program": ("a.pdf", lambda: files.opening("/Launch"), "lệnh tự chạy"),
    "link that starts a program": (
        "a.pdf",
        lambda: files.with_link_that_starts("/Launch"),
        "lệnh tự chạy",
    ),
    "file inside a pdf": (
        "a.pdf",
        lambda: files.pdf(lambda w: w.add_attachment("x.exe", PROGRAM)),
        "tệp khác kèm bên trong",
    ),
    "file behind a pin": ("a.pdf", files.with_attached_file, "tệp khác kèm bên trong"),
    "script as a second step": ("a.pdf", files.with_second_step, "lệnh tự chạy"),
    "script behind two references": (
        "a.pdf",
        files.with_action_three_objects_away,
        "Không mở được",
    ),
    "bookmark that starts a program": (
        "a.pdf",
        files.with_bookmark_that_starts,
        "lệnh tự chạy",
    ),
    "field that sends": ("a.pdf", files.with_field_that_sends, "lệnh tự chạy"),
    **{
        f"note of kind {kind}": ("a.pdf", partial(files.with_note, kind), "lệnh tự chạy")
        for kind in ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D")
    },
    "locked pdf": (
        "a.pdf",
        lambda: files.pdf(lambda w: w.encrypt("x", algorithm="RC4-128")),
        "mật khẩu",
    ),
    "pdf without pages": ("a.pdf", lambda: files.pdf(pages=0), "Không mở được"),
    "vast picture": ("a.png", lambda: files.vast_picture(60_000, 60_000), "Ảnh quá lớn"),
    "large picture": ("a.png", lambda: files.vast_picture(9_000, 9_000), "9000 × 9000"),
    "long picture": ("a.png", lambda: files.vast_picture(60_000, 1), "60000 × 1"),
    "half a picture": ("a.jpg", lambda: files.picture(size=(400, 400))[:700], "Không mở được ảnh"),
    "picture of another kind": ("a.png", files.picture, "không phải ảnh"),
    "too heavy": ("a.pdf", lambda: files.pdf() + b"\0" * MAX_BYTES, "20 MB"),
    "empty": ("a.pdf", lambda: b"", "rỗng"),
    "name with a NUL": ("a\0.pdf", files.pdf, "Tên tệp"),
    "name with half a letter": ("a\ud800.pdf", files.pdf, "Tên tệp"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_quickly_with_its_reason(kind):
    name, make, words = HOSTILE[kind]
    content = make()
    start = time.process_time()
    with pytest.raises(ValidationError) as refusal:
        inspect(content, name)
    assert time.process_time() - start < 3
    [sentence] = refusal.value.messages
    assert words in sentence
    assert sentence.endswith(".")


GOOD = {
    "pdf": ("Chỉ thị 03.pdf", files.pdf),
    "pdf with a web link": ("a.pdf", lambda: files.pdf(files.with_web_link)),
    "pdf with bookmarks in a ring": ("a.pdf", files.with_bookmarks_in_a_ring),
    "pdf with a link": ("a.pdf", lambda: files.with_note("/Link")),
    "docx": ("a.docx", files.docx),
    "docx with pictures": ("a.docx", lambda: files.docx({"word/media/1.emf": b"\0" * 900_000})),
}


@pytest.mark.parametrize("kind", GOOD)
def test_an_ordinary_file_is_kept_byte_for_byte(kind):
    name, make = GOOD[kind]
    content = make()
    upload = inspect(content, name)
    assert (upload.name, upload.content) == (name, content)


@pytest.mark.parametrize("limit", ["MOST_OBJECTS", "LONGEST"])
def test_a_pdf_that_leads_on_and_on_is_given_up(monkeypatch, limit):
    content = files.pdf(pages=30)
    assert inspect(content, "a.pdf").content == content
    monkeypatch.setattr(pdf, limit, 0)
    with pytest.raises(ValidationError, match="quá phức tạp"):
        inspect(content, "a.pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\Users\\ha\\Chỉ thị.PDF", "Chỉ thị.pdf"),
        ("Chi\u0309 thi\u0323.pdf", "Chỉ thị.pdf"),
        ("van\u202ecod\u202c ban.pdf", "vancod ban.pdf"),
        ("\u200b.pdf", "tep.pdf"),
        ("hai\ndòng.pdf", "hai dòng.pdf"),
        ("a.exe.pdf", "a.exe.pdf"),
        (f"{'d' * 300}.pdf", f"{'d' * 119}….pdf"),
    ],
)
def test_a_name_is_kept_as_a_reader_sees_it(given, kept):
    assert inspect(files.pdf(), given).name == kept


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_drawn_anew_without_what_stood_behind_it(form):
    name = {"JPEG": "a.jpg", "PNG": "a.png"}[form]
    before = files.picture(form, icc_profile=b"x" * 200, dpi=(300, 300))
    kept = Image.open(BytesIO(inspect(before, name).content))
    assert kept.size == (40, 30)
    assert not {"icc_profile", "exif", "comment", "dpi"} & set(kept.info)


def test_a_photo_stands_upright_and_has_lost_place_and_camera():
    upload = inspect(files.photo_with_place(), "a.jpeg")
    kept = Image.open(BytesIO(upload.content))
    assert kept.size == (30, 40)
    assert not kept.getexif()
    assert b"o nha" not in upload.content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_picture_of_any_colours_is_drawn(mode):
    kept = Image.open(BytesIO(inspect(files.picture("PNG", mode=mode), "a.png").content))
    assert kept.size == (40, 30)
