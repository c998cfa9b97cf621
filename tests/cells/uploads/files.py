"""Files to upload: good ones, and the ones that somebody will try."""

import zipfile
import zlib
from io import BytesIO
from struct import pack

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TYPES = (
    '<?xml version="1.0"?>{head}<Types '
    'xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
)


def types(main=WORD, more="", head=""):
    return TYPES.format(main=main, more=more, head=head)


def docx(parts=None, contents=None):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types() if contents is None else contents)
        package.writestr("word/document.xml", "<w:document/>")
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def pdf(change=None, pages=1):
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    writer.write(out)
    return out.getvalue()


def opening(kind):
    """A PDF that does something when it opens, its name spelt so that no search finds it."""

    def change(writer):
        action = DictionaryObject({NameObject("/S"): NameObject(kind)})
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return pdf(change).replace(kind.encode(), kind.replace("a", "#61").encode())


def with_link_that_starts(kind):
    def change(writer):
        action = DictionaryObject({NameObject("/S"): NameObject(kind)})
        note = {"/Subtype": NameObject("/Link"), "/A": action}
        note = DictionaryObject({NameObject(name): value for name, value in note.items()})
        writer.add_annotation(0, note | {NameObject("/Rect"): writer.pages[0].mediabox})

    return pdf(change).replace(kind.encode(), kind.replace("a", "#61").encode())


def named(**given):
    """A dictionary of a PDF; ``S="/URI"`` is a name, all else stands as it is."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value) if type(value) is str else value
            for key, value in given.items()
        }
    )


def spelt_otherwise(content, *names):
    """Names as no search finds them: ``/Launch`` becomes ``/Laun#63h``."""
    for name in names:
        content = content.replace(name, name[:-2] + b"#%02x" % name[-2] + name[-1:])
    return content


def with_attached_file():
    """Behind a pin on the page, in a stream that does not say what it is."""

    def change(writer):
        stream = StreamObject()
        stream.set_data(b"MZ" + bytes(200))
        inside = named(F=writer._add_object(stream))
        spec = named(Type="/Filespec", EF=inside) | {NameObject("/F"): TextStringObject("a.exe")}
        add_note(writer, Subtype="/FileAttachment", FS=DictionaryObject(spec))

    return pdf(change)


def add_note(writer, **given):
    note = named(Type="/Annot", Rect=writer.pages[0].mediabox, **given)
    notes = ArrayObject([writer._add_object(note)])
    writer.pages[0][NameObject("/Annots")] = notes


def with_note(kind):
    return pdf(lambda writer: add_note(writer, Subtype=kind))


def with_second_step():
    """Turns to a page first, and then runs a script."""

    def change(writer):
        script = named(S="/JavaScript", JS=TextStringObject("app.alert(1)"))
        first = named(S="/GoTo", Next=ArrayObject([writer._add_object(script)]))
        writer.root_object[NameObject("/OpenAction")] = first

    return spelt_otherwise(pdf(change), b"/JavaScript")


def with_action_three_objects_away():
    """A reference that leads to a reference, and only that to the script."""

    def change(writer):
        script = writer._add_object(named(S="/JavaScript", JS=TextStringObject("app.alert(1)")))
        between = writer._add_object(named(S="/GoTo"))
        writer._objects[between.idnum - 1] = script
        writer.root_object[NameObject("/OpenAction")] = between

    return spelt_otherwise(pdf(change), b"/JavaScript")


def with_bookmark_that_starts():
    def change(writer):
        item = named(Title=TextStringObject("Mục lục"), A=named(S="/Launch"))
        outlines = named(Type="/Outlines", First=writer._add_object(item))
        writer.root_object[NameObject("/Outlines")] = writer._add_object(outlines)

    return spelt_otherwise(pdf(change), b"/Launch")


def with_field_that_sends():
    """The kind of action is an object of its own."""

    def change(writer):
        kind = writer._add_object(NameObject("/SubmitForm"))
        field = named(FT="/Btn", AA=named(U=named(S=kind)))
        form = named(Fields=ArrayObject([writer._add_object(field)]))
        writer.root_object[NameObject("/AcroForm")] = form

    return pdf(change)


def with_bookmarks_in_a_ring():
    """Harmless, though each leads to the next for ever."""

    def change(writer):
        one, two = named(Title=TextStringObject("Một")), named(Title=TextStringObject("Hai"))
        first, second = writer._add_object(one), writer._add_object(two)
        one[NameObject("/Next")], two[NameObject("/Next")] = second, first
        writer.root_object[NameObject("/Outlines")] = named(First=first)

    return pdf(change)


def with_script(writer):
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    action = DictionaryObject({NameObject(name): value for name, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = action


def with_web_link(writer):
    action = {"/S": NameObject("/URI"), "/URI": TextStringObject("https://chi03.example")}
    action = DictionaryObject({NameObject(name): value for name, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = action


def picture(form="JPEG", size=(40, 30), mode="RGB", **saved):
    out = BytesIO()
    Image.new(mode, size, 7).save(out, form, **saved)
    return out.getvalue()


def photo_with_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    exif[0x010F] = "Máy ảnh của đồng chí"
    return picture(exif=exif.tobytes(), comment=b"o nha")


def vast_picture(width, height):
    """A PNG of a few bytes whose head promises more than any memory holds."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def bomb():
    return docx({"word/media/image1.emf": b"\0" * 40_000_000})


def overlapping():
    """A directory that names one packed part many times over."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", types())
        package.writestr("word/a.xml", "x" * 50_000)
        package.filelist += [package.filelist[-1]] * 100
    return out.getvalue()
