"""Papers of half a sheet: two A5 across on one A4, cut apart in the middle."""

from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, TextStringObject

POINTS = 72 / 25.4  # a millimetre
WIDTH, HEIGHT = 210 * POINTS, 297 * POINTS
CUT = f"q 0.5 w 0.45 G [3 3] 0 d 0 {HEIGHT / 2:.2f} m {WIDTH:.2f} {HEIGHT / 2:.2f} l S Q"


def two_on_a_sheet(pdf: bytes, *, title: str) -> bytes:
    """Page after page, the upper half first; after an odd number the last half stays white.

    The halves keep their letters and fonts; the tags of PDF/A do not survive the move, which is
    no loss to a slip that is written on by hand and never kept as a file.
    """
    halves = PdfReader(BytesIO(pdf)).pages
    writer = PdfWriter()
    for first in range(0, len(halves), 2):
        sheet = writer.add_blank_page(WIDTH, HEIGHT)
        for place, half in enumerate(halves[first : first + 2]):
            sheet.merge_translated_page(half, 0, (1 - place) * HEIGHT / 2)
        sheet.merge_page(cut_line())
        sheet.compress_content_streams()
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject("vi")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def cut_line() -> PageObject:
    page = PageObject.create_blank_page(width=WIDTH, height=HEIGHT)
    drawing = DecodedStreamObject()
    drawing.set_data(CUT.encode())
    page[NameObject("/Contents")] = drawing
    return page
