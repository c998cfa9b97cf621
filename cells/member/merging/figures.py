"""What making one record out of two would do: asked of both, told before, compared at the end."""

from dataclasses import dataclass
from typing import Any

from cells.member.merging.parts import PARTS, Part, relations
from cells.member.models import Member
from cells.member.plans import Foreseen
from cells.templatetags.look import vn_date

FIELDS = (
    "full_name",
    "sex",
    "birth_year",
    "card_number",
    "admitted_on",
    "official_on",
    "job_title",
    "unit",
    "email",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of both records, as the page shows it, and which word stays."""

    label: str
    kept: str
    double: str
    is_filled: bool = False  # blank in the record that is kept: the double's word goes in

    @property
    def is_lost(self) -> bool:
        return bool(self.double) and not self.is_filled and self.kept != self.double


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Foreseen):
    kept_id: int
    double_id: int
    lines: tuple[Line, ...]
    filled: tuple[tuple[str, Any], ...]
    parts: tuple[tuple[str, Part], ...]
    own_blocks: tuple[str, ...]

    @property
    def moves(self) -> list[str]:
        return [words for _, part in self.parts for words in part.moves]

    @property
    def drops(self) -> list[str]:
        return [words for _, part in self.parts for words in part.drops]

    @property
    def blocks(self) -> list[str]:
        return [*self.own_blocks, *(words for _, part in self.parts for words in part.blocks)]


def plan_merge(kept: Member, double: Member) -> Merge:
    filled = tuple(
        (name, getattr(double, name))
        for name in FIELDS
        if getattr(kept, name) in ("", None) and getattr(double, name) not in ("", None)
    )
    return Merge(
        kept_id=kept.pk,
        double_id=double.pk,
        lines=tuple(line_of(name, kept, double, dict(filled)) for name in FIELDS),
        filled=filled,
        parts=tuple((key, part.look(kept, double)) for key, part in sorted(PARTS.items())),
        own_blocks=tuple(why_not(kept, double, dict(filled))),
    )


def line_of(name: str, kept: Member, double: Member, filled: dict[str, Any]) -> Line:
    field: Any = Member._meta.get_field(name)
    label = field.verbose_name[:1].upper() + field.verbose_name[1:]
    return Line(
        label=label,
        kept=shown(name, double if name in filled else kept),
        double=shown(name, double),
        is_filled=name in filled,
    )


def shown(name: str, member: Member) -> str:
    value = getattr(member, name)
    if name == "sex":
        return member.get_sex_display()
    return vn_date(value) if name.endswith("_on") else str(value or "")


def why_not(kept: Member, double: Member, filled: dict[str, Any]) -> list[str]:
    found = []
    if kept.card_number and double.card_number and kept.card_number != double.card_number:
        found.append(
            f"Hai số thẻ khác nhau, {kept.card_number} và {double.card_number}: là hai người, "
            "hoặc một số ghi sai. Sửa số sai rồi gộp."
        )
    admitted = filled.get("admitted_on", kept.admitted_on)
    official = filled.get("official_on", kept.official_on)
    if admitted and official and official < admitted:
        found.append(
            "Ngày chính thức của hồ sơ này trước ngày vào Đảng của hồ sơ kia. Sửa rồi gộp."
        )
    if missing := set(relations()) - set(PARTS):
        found.append(f"Phần mềm chưa biết chuyển: {', '.join(sorted(missing))}.")
    return found
