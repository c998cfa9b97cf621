"""A few reports bring what shows the work: drawn here, and taken in as every upload is."""

from datetime import date
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from cells.models import User
from cells.uploads.checks import PROOFS, Upload, inspect
from pledges.models import MonthlyReport
from pledges.monthly_report.evidence import add_evidence
from reports.demo.fates import SEPTEMBER
from reports.demo.world import chance

SINCE = date(2014, 8, 1)
SHARE = 0.06
Place = tuple[str, int, date]
# What the people of the sign-in page are to find, whatever luck says
SETTLED = {("CSD", 4, SEPTEMBER): ("notebook", "list")}
PAPER, INK, RULE = (250, 247, 238), (45, 62, 110), (196, 202, 214)
WOOD, FOLDERS = (122, 92, 62), ((168, 50, 50), (48, 96, 130), (196, 150, 60), (70, 120, 80))


def bring(report: MonthlyReport, place: Place, *, by: User) -> None:
    """With the first item; what was sent back keeps its files."""
    if not (names := names_of(place)):
        return
    line = report.lines.order_by("item__position").first()
    if line is None or line.evidence.exists():
        return
    line.report = report  # its version goes on with the one that is sent
    add_evidence(line, [upload(name, report.month.month) for name in names], by=by)


def names_of(place: Place) -> tuple[str, ...]:
    if settled := SETTLED.get(place):
        return settled
    rng = chance("proof", *place)
    is_one = place[2] >= SINCE and rng.random() < SHARE
    return (rng.choice(["notebook", "shelf", "list"]),) if is_one else ()


def upload(name: str, month: int) -> Upload:
    called = {
        "notebook": f"Ảnh sổ theo dõi tháng {month}.jpg",
        "shelf": f"Ảnh tủ hồ sơ tháng {month}.png",
        "list": f"Danh sách việc đã xong tháng {month}.pdf",
    }
    return inspect(drawn(name), called[name], intake=PROOFS)


@lru_cache
def drawn(name: str) -> bytes:
    draw, form = {
        "notebook": (notebook, "JPEG"),
        "shelf": (shelf, "PNG"),
        "list": (written_list, "PDF"),
    }[name]
    out = BytesIO()
    draw().save(out, form)
    return out.getvalue()


def notebook() -> Image.Image:
    """An open notebook on a desk, some lines written."""
    picture = Image.new("RGB", (960, 720), WOOD)
    draw = ImageDraw.Draw(picture)
    for left in (90, 490):
        draw.rectangle((left, 70, left + 385, 650), PAPER)
        write(draw, left + 30, 120, rows=13)
    return picture


def shelf() -> Image.Image:
    picture = Image.new("RGB", (960, 720), (226, 222, 214))
    draw = ImageDraw.Draw(picture)
    for row, bottom in enumerate((230, 460, 690)):
        for place in range(17 - 2 * row):
            left, colour = 40 + 52 * place, FOLDERS[(place * 3 + row) % len(FOLDERS)]
            draw.rectangle((left, bottom - 180, left + 44, bottom), colour)
            draw.rectangle((left + 10, bottom - 150, left + 34, bottom - 90), PAPER)
        draw.rectangle((20, bottom, 940, bottom + 18), WOOD)
    return picture


def written_list() -> Image.Image:
    """A scanned page with rows that are ticked off."""
    picture = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((250, 90, 577, 108), INK)
    write(draw, 130, 190, rows=18, width=600)
    for row in range(18):
        top = 176 + 42 * row
        draw.rectangle((84, top, 106, top + 22), outline=INK, width=2)
        draw.line((88, top + 10, 94, top + 18, 112, top - 6), INK, 3)
    return picture


def write(draw: ImageDraw.ImageDraw, left: int, top: int, *, rows: int, width: int = 325) -> None:
    """Ruled lines, and on them strokes as long as words are."""
    for row in range(rows):
        base = top + 42 * row
        draw.line((left, base + 14, left + width, base + 14), RULE, 2)
        at = left
        for word in range(9):
            length = 22 + (row * 7 + word * 13) % 31
            if at + length < left + width - (row % 3) * 60:
                draw.line((at, base + 4, at + length, base), INK, 4)
            at += length + 12
