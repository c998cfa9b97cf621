"""The roster as a sheet: its columns, how a cell becomes a value, what a blank one looks like."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cells import text
from cells.member.cards import card_key
from cells.member.models import Office, Sex, StandingKind
from cells.sheet import Line, Page, Refused, write_sheets


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """What is wrong with one cell, in words a clerk can act on; ``moves`` is whom to transfer."""

    row: int
    column: str
    text: str
    moves: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f'dòng {self.row}, cột "{self.column}": {self.text}'


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One line of the sheet as values; None where the cell is empty, wrong or absent."""

    number: int
    cell_code: str | None = None
    full_name: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    card_number: str | None = None
    admitted_on: date | None = None
    official_on: date | None = None
    job_title: str | None = None
    unit: str | None = None
    office: str | None = None
    since: date | None = None
    standing: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    rows: tuple[RosterRow, ...]
    troubles: tuple[Trouble, ...] = ()


# ---- one cell

OFFICIAL, PROBATIONARY = "official", "probationary"
WORDS: dict[str, dict[str, str]] = {
    "sex": {"Nam": Sex.MALE, "Nữ": Sex.FEMALE},
    "office": {
        "đảng viên": "",
        "bí thư": Office.SECRETARY,
        "bí thư chi bộ": Office.SECRETARY,
        "phó bí thư": Office.DEPUTY,
        "phó bí thư chi bộ": Office.DEPUTY,
        "chi uỷ viên": Office.COMMITTEE,
    },
    "standing": {
        "chính thức": OFFICIAL,
        "dự bị": PROBATIONARY,
        "miễn sinh hoạt": StandingKind.EXEMPT,
        "đình chỉ": StandingKind.SUSPENDED,
        "đình chỉ sinh hoạt": StandingKind.SUSPENDED,
    },
}
CARD_DIGITS = 8


def short(length: int) -> Callable[[Any], str]:
    return lambda value: text.clean(as_text(value), max_length=length)


def as_text(value: Any) -> str:
    if isinstance(value, date):
        raise ValidationError("ô này là một ngày. Định dạng ô thành chữ rồi ghi lại.")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValidationError("ô này không phải chữ. Định dạng ô thành chữ rồi ghi lại.")
    return str(value)


def name(value: Any) -> str:
    return text.clean_name(as_text(value))


def day(value: Any) -> date:
    if isinstance(value, date):
        return text.parse_date(value.isoformat())
    return text.parse_date(as_text(value))


def year(value: Any) -> int:
    said = text.clean(as_text(value))
    if not (said.isascii() and said.isdigit() and len(said) == 4):
        raise ValidationError(f"“{said}” chưa phải năm sinh. Ghi bốn chữ số, ví dụ 1975.")
    return int(said)


def card(value: Any) -> str:
    """A number typed as a number has lost its zeros: a card has eight digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:0{CARD_DIGITS}d}"
    return card_key(text.clean(as_text(value), max_length=20))


def email(value: Any) -> str:
    said = text.clean(as_text(value), max_length=254)
    try:
        validate_email(said)
    except ValidationError:
        raise ValidationError(f"“{said}” chưa phải địa chỉ email.") from None
    return said


def one_of(kind: str) -> Callable[[Any], str]:
    known = {text.name_key(word): value for word, value in WORDS[kind].items()}

    def choose(value: Any) -> str:
        said = text.clean(as_text(value))
        if (key := text.name_key(said)) not in known:
            words = ", ".join(list(WORDS[kind]))
            raise ValidationError(f"không có mục “{said}”. Ghi một trong: {words}.")
        return known[key]

    return choose


@dataclass(frozen=True, slots=True)
class Column:
    field: str
    heading: str
    parse: Callable[[Any], Any]
    width: int
    hint: str
    may_be_missing: bool = False


COLUMNS = (
    Column("cell_code", "Mã chi bộ", short(20), 12, "Mã của chi bộ, ví dụ CB01. Bắt buộc."),
    Column("full_name", "Họ và tên", name, 28, "Bắt buộc."),
    Column("sex", "Giới tính", one_of("sex"), 10, "Nam hoặc Nữ."),
    Column("birth_year", "Năm sinh", year, 10, "Bốn chữ số, ví dụ 1975."),
    Column(
        "card_number", "Số thẻ đảng viên", card, 18, "Ghi cả số 0 đứng đầu. Chưa có thì để trống."
    ),
    Column("admitted_on", "Ngày vào Đảng", day, 15, "Ngày/tháng/năm, ví dụ 03/02/2005. Bắt buộc."),
    Column("official_on", "Ngày chính thức", day, 15, "Đảng viên dự bị để trống."),
    Column("job_title", "Chức vụ", short(120), 24, "Chức vụ công tác, ví dụ Chuyên viên chính."),
    Column("unit", "Đơn vị", short(120), 24, "Phòng, vụ nơi công tác."),
    Column(
        "office",
        "Chức vụ trong chi bộ",
        one_of("office"),
        20,
        "Bí thư, phó bí thư, chi uỷ viên hoặc đảng viên; để trống là đảng viên.",
    ),
    Column(
        "since",
        "Từ ngày",
        day,
        15,
        "Ngày bắt đầu sinh hoạt hoặc giữ chức vụ ấy; để trống là ngày nhập.",
        may_be_missing=True,
    ),
    Column(
        "standing",
        "Tình trạng",
        one_of("standing"),
        18,
        "Chính thức, dự bị, miễn sinh hoạt hoặc đình chỉ; để trống thì tính theo ngày.",
        may_be_missing=True,
    ),
    Column("email", "Email", email, 28, "Để trống nếu không dùng.", may_be_missing=True),
)
HEADING = {column.field: column.heading for column in COLUMNS}
BY_KEY = {text.name_key(column.heading): column for column in COLUMNS}


# ---- in


@dataclass(slots=True)
class Reading:
    """What has been understood so far."""

    rows: list[RosterRow] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def note(self, row: int, column: str, words: str) -> None:
        self.troubles.append(Trouble(row, column, words))


def read(lines: list[Line]) -> Roster:
    """The first line holds the headings; wrong ones are reported alone, the rest would be noise."""
    if not lines:
        raise ValidationError("Bảng không có dòng nào. Tải mẫu bảng, ghi danh sách rồi tải lên.")
    reading = Reading()
    columns = read_headings(lines[0], reading)
    if not reading.troubles:
        for line in lines[1:]:
            read_line(line, columns, reading)
    if not reading.troubles and not reading.rows:
        raise ValidationError("Bảng mới có dòng tiêu đề. Ghi danh sách bên dưới rồi tải lên.")
    return Roster(tuple(reading.rows), tuple(reading.troubles))


def read_headings(line: Line, reading: Reading) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for place, value in enumerate(line.values):
        if value is None:
            continue
        said = value.text if isinstance(value, Refused) else str(value)[:60]
        column = BY_KEY.get(text.name_key(said))
        if column is None:
            reading.note(
                line.number, said, "không có trong mẫu. Bỏ cột này hoặc sửa tiêu đề theo mẫu."
            )
        elif column in found.values():
            reading.note(line.number, column.heading, "có hai lần. Giữ một cột.")
        else:
            found[place] = column
    for column in COLUMNS:
        if not column.may_be_missing and column not in found.values():
            reading.note(line.number, column.heading, "chưa có cột này. Thêm cột theo mẫu.")
    return found


def read_line(line: Line, columns: dict[int, Column], reading: Reading) -> None:
    values: dict[str, Any] = {}
    for place, value in enumerate(line.values):
        if value is None:
            continue
        if place not in columns:
            reading.note(
                line.number, f"thứ {place + 1}", "cột này không có tiêu đề. Xoá ô hoặc ghi tiêu đề."
            )
            continue
        column = columns[place]
        try:
            values[column.field] = parse(column, value)
        except ValidationError as error:
            reading.note(line.number, column.heading, " ".join(error.messages))
    reading.rows.append(RosterRow(number=line.number, **values))


def parse(column: Column, value: Any) -> Any:
    if isinstance(value, Refused):
        raise ValidationError(value.text)
    return column.parse(value)


# ---- out

LABELS: dict[str, dict[str, str]] = {
    "sex": dict(Sex.choices),
    "office": {"": "đảng viên", **{value: label.lower() for value, label in Office.choices}},
    "standing": dict(StandingKind.choices),
}


def shown(name: str, value: Any) -> str:
    """A value as the sheet and the preview show it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return LABELS.get(name, {}).get(value, str(value))


def blank_sheet() -> bytes:
    """The template: a clean first sheet, and a second one that says how to fill it in."""
    guide = Page("Cách ghi", ["Cột", "Cách ghi"], [(c.heading, c.hint) for c in COLUMNS], [22, 70])
    return write_sheets(roster_page([]), guide)


def roster_page(rows: list[list[Any]]) -> Page:
    headings = [column.heading for column in COLUMNS]
    return Page("Danh sách", headings, rows, [column.width for column in COLUMNS])
