"""What a decision says, in plain values: page, paper and certificates read this."""

from collections.abc import Iterable
from typing import Any

from cells.models import User
from reports.commendation.models import Commendation, CommendationBatch, CommendationStatus

IN_THE_BATCH = (CommendationStatus.GATHERED, CommendationStatus.AWARDED)


def rows_of(batch: CommendationBatch) -> list[Commendation]:
    """Collectives by the code of their cell, then people as lists are read."""
    rows = batch.commendations.filter(status__in=IN_THE_BATCH).with_names()
    return sorted(rows, key=place)


def place(row: Commendation) -> tuple[bool, str, str]:
    return (row.is_of_person, row.member.sort_key if row.member else "", row.cell.code)


def parted(batch: CommendationBatch, user: User) -> tuple[list[Commendation], list[Commendation]]:
    """What this person decides on, and what is their own and waits for somebody else (Q42)."""
    own = user.rights.member_id
    rows = rows_of(batch)
    mine = [row for row in rows if row.member_id and row.member_id == own]
    return [row for row in rows if row not in mine], mine


def content_of(batch: CommendationBatch, rows: Iterable[Commendation]) -> dict[str, Any]:
    said = [printed_row(row) for row in rows]
    return {
        "title": batch.title,
        "occasion": str(batch.occasion) if batch.occasion else "",
        "collectives": [row for row in said if not row["is_person"]],
        "people": [row for row in said if row["is_person"]],
    }


def printed_row(row: Commendation) -> dict[str, Any]:
    member = row.member
    return {
        "pk": row.pk,
        "is_person": row.is_of_person,
        "name": row.subject,
        "job": ", ".join(part for part in (member.job_title, member.unit) if part)
        if member
        else "",
        "cell": row.cell.short_name,
        "whose": row.cell.name,
        "achievement": row.achievement,
        "form": row.form.name,
        "has_certificate": row.form.has_certificate,
    }


def counted(content: dict[str, Any]) -> str:
    """“2 tập thể và 5 cá nhân”; what there is none of is left unsaid."""
    numbers = (("collectives", "tập thể"), ("people", "cá nhân"))
    told = [f"{len(content[key])} {noun}" for key, noun in numbers if content[key]]
    return " và ".join(told)


def listed(names: list[str]) -> str:
    """“a”, “a và b”, “a, b và c”."""
    *first, last = names
    return f"{', '.join(first)} và {last}" if first else last


def deed(content: dict[str, Any]) -> str:
    """“tặng giấy khen cho”, “khen bằng hình thức biểu dương của Đảng uỷ đối với”: each form once,
    as it first occurs; only what one holds in the hand is given."""
    rows = [*content["collectives"], *content["people"]]
    names = list(dict.fromkeys(row["form"][:1].lower() + row["form"][1:] for row in rows))
    if not rows:
        return "khen"  # a draft whose rows were all refused
    if all(row["has_certificate"] for row in rows):
        return f"tặng {listed(names)} cho"
    noun = "hình thức" if len(names) == 1 else "các hình thức"
    return f"khen bằng {noun} {', '.join(names)} đối với"
