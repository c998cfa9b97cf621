"""What a step would do, in sentences and plain values: read first, then done as it was read."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from cells.member.models import Member
from cells.workflow import Clash


class Foreseen:
    """Plain values: two with one fingerprint do the same to the same rows."""

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Foreseen):
    deeds: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    papers: tuple[str, ...] | None = None  # None where a step has nothing to do with papers


def refuse_changed(found: Foreseen, agreed: str) -> None:
    """Done is what was read; an empty ``agreed`` says that nobody had a page to read."""
    if agreed and agreed != found.fingerprint:
        raise Clash(found)


def refuse_own(member: Member, by: Any) -> None:
    if by is not None and by.member_id == member.pk:
        raise ValidationError("Đồng chí không tự ghi cho mình. Nhờ một đồng chí khác.")
