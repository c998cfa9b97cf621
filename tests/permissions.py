"""The permission table of docs/permissions.yaml: its rows, and the answer each of them promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cells.models import Cell, Member

TABLE = Path(__file__).parent.parent / "docs" / "permissions.yaml"
NOBODYS_NUMBER = 987_654_321
OK, FORBIDDEN, UNSEEN, SIGN_IN = "ok", 403, 404, "sign-in"


@cache
def table() -> dict[str, Any]:
    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def roles() -> list[str]:
    return list(table()["roles"])


def rows() -> list[dict[str, Any]]:
    return [row for topic in table()["topics"] for row in topic["rows"]]


@dataclass(frozen=True)
class Case:
    """One address, one state of its paper, and the answer that every role meets on every target."""

    row: dict[str, Any]
    kind: str  # "" for an address without a paper
    who: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.step}, {self.kind}" if self.kind else self.step

    @property
    def step(self) -> str:
        """Its own name where one page has several buttons, else that of the address."""
        return self.row.get("step", self.row["name"])

    @property
    def methods(self) -> list[str]:
        return self.row["methods"].split(", ")

    @property
    def targets(self) -> list[str]:
        if not self.kind:
            return ["page"]
        return [*self.who, *({"elsewhere"} - set(self.who)), "nonexistent"]

    def answer(self, role: str, target: str) -> Any:
        """What ``role`` is answered: "ok", 403, 404 or "sign-in"."""
        is_public = self.row.get("public")
        if role == "anonymous" and not is_public:
            return SIGN_IN
        if target == "nonexistent":
            return UNSEEN
        if role == "anonymous":
            return OK
        if target in self.who:
            return look_up(self.who[target], role, FORBIDDEN if target == "page" else UNSEEN)
        return look_up(self.who[self.near], mirrored(role), UNSEEN)

    @property
    def near(self) -> str:
        """The target of the cast's own cell, which another cell's mirrors."""
        return "member" if "member" in self.who else "cell"

    def allowed(self, target: str) -> list[str]:
        return [role for role in roles() if self.answer(role, target) == OK]


def look_up(answers: Any, role: str, otherwise: Any) -> Any:
    if not isinstance(answers, dict):
        return answers
    for answer, names in answers.items():
        if role in members_of(names):
            return answer
    return otherwise


def members_of(names: str | list[str]) -> set[str]:
    groups = table()["groups"]
    names = [names] if isinstance(names, str) else names
    return {role for name in names for role in groups.get(name, [name])}


def mirrored(role: str) -> str:
    """Who ``role`` is, seen from the other cell: its people stand there where ours stand here."""
    if role in table()["groups"]["bodies"]:
        return role
    return {"stranger": "member", "other secretary": "secretary"}.get(role, "nobody")


def cases() -> list[Case]:
    return [
        Case(row=row | case, kind=case.get("paper", ""), who=case["who"])
        for row in rows()
        for case in row.get("cases", [row])
    ]


# Addresses


def walk(patterns: list, names: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from walk(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            yield f"{names}{pattern.name}", here


def served(*, admin: bool) -> set[tuple[str, str]]:
    """Name and route of everything in the URL conf, either the admin's or ours."""
    every = walk(get_resolver().url_patterns)
    return {each for each in every if each[0].startswith("admin:") is admin}


def address(row: dict[str, Any], paper: Any = None) -> str:
    """Where the row's page of this paper is; ``paper`` may be a bare number that nothing has."""
    extra = dict(row.get("with", {}))
    if paper is None:
        return reverse(row["name"], kwargs=extra)
    is_bare = isinstance(paper, int)
    if "query" in row:
        return reverse(row["name"], query={row["query"]: paper if is_bare else paper.pk})
    for key in extra.keys() & BESIDE.keys():
        extra[key] = paper if is_bare else BESIDE[key](row["name"], paper)
    if "code" in extra:  # these two stand in for the key
        return reverse(row["name"], args=[extra["code"]])
    if "secret" in extra:
        return reverse(row["name"], kwargs=extra)
    if "cell" in extra:
        extra["cell"] = getattr(paper, "cell_id", None) or Cell.objects.earliest("pk").pk
    return reverse(row["name"], kwargs={"pk": paper if is_bare else paper.pk, **extra})


def roll_cell_of(session: Any) -> int:
    """Whose roll is asked for: a partner's where there is one."""
    partner = session.partners.first()
    return partner.cell_id if partner else session.cell_id


def line_of(name: str, paper: Any) -> int:
    """What was said, or put to the vote, on the first item of a session; a report's first line."""
    if name == "monthly-report-evidence":
        return paper.lines.first().pk
    item = paper.items.first()
    return (item.votes if "vote" in name else item.speeches).first().pk


def double_of(member: Any) -> int:
    """Somebody of the same name; for want of one, the same record."""
    twins = Member.objects.filter(name_key=member.name_key).exclude(pk=member.pk)
    return (twins.order_by("pk").last() or member).pk


# What an address names besides the paper itself
BESIDE = {
    "item_pk": lambda _name, paper: paper.items.first().pk,
    "line_pk": line_of,
    "member_pk": lambda _name, cell: cell.memberships.earliest("pk").member_id,
    "task_pk": lambda _name, paper: paper.tasks.first().pk,
    "file_pk": lambda _name, paper: paper.files.first().pk,
    "cell_pk": lambda _name, paper: roll_cell_of(paper),
    "remark_pk": lambda _name, paper: paper.remarks.first().pk,
    "double_pk": lambda _name, paper: double_of(paper),
    "code": lambda _name, paper: paper.check_code,
    "secret": lambda _name, paper: paper.calendar_feed.secret,
}


# The admin


ADMIN_READS = ("changelist", "change", "history", "simple_history", "export")
ADMIN_WRITES = ("add", "delete", "import", "process_import")


def admin_name(model: type, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def admin_pages(model: type) -> list[str]:
    """The pages that this model's admin really serves."""
    known = {name for name, _ in served(admin=True)}
    return [page for page in (*ADMIN_READS, *ADMIN_WRITES) if admin_name(model, page) in known]


def admin_groups(model: type, page: str) -> set[str]:
    """The roles that open this page of this model; ``change!`` is posting to it."""
    row = table()["admin"]["models"].get(model._meta.label, {})
    verb = "read" if page in ADMIN_READS else page.replace("process_", "").rstrip("!")
    return members_of(row.get(verb, []))
