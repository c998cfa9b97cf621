"""Print docs/permissions.yaml as docs/permissions.md; ``--show`` writes to the screen instead."""

import sys
from pathlib import Path
from typing import Any

import yaml

DOCS = Path(__file__).resolve().parent.parent / "docs"
TARGETS = {
    "own": "Own paper",
    "member": "A member's, same cell",
    "officer": "An officer's, same cell",
    "cell": "Own cell's",
    "elsewhere": "Another cell's",
    "committee": "The committee's",
    "page": "Who",
}
PERSONS = ("own", "member", "officer")
PAGES = ("read", "change", "add", "import", "delete")
HEAD = """# Who may do what

Printed from `permissions.yaml` by `scripts/print_permissions.py`; do not edit. The table is asked
of the running application by `tests/test_permissions.py`: every address, every role, every target.

- **Own paper**: whoever asks is its author. Every person with an office is only a member there.
- **A member's, an officer's**: the paper of another person in one's own cell; officers count as
  leaders, whose sent papers their whole cell reads.
- **Another cell's**: its own people stand there where ours stand here, the committee's bodies stay
  who they are, and for everybody else the paper does not exist (404), unless a column says more.
- Who is named may. *Sees it* means 403: the paper is in sight, the deed is not theirs. Everybody
  else gets 404 on a paper, 403 on a page, and, not signed in, the sign-in page and back.
- A number that nothing has: 404, the same page as for what one may not see.

"""


def words(names: Any, groups: dict[str, list[str]]) -> str:
    names = [names] if isinstance(names, str) else names
    spread = [role for name in names for role in (groups[name] if name in BROAD else [name])]
    return ", ".join(spread)


BROAD = {"officers", "all officers", "all secretaries", "bodies", "leaders"}


def cell_of(answers: Any, groups: dict[str, list[str]]) -> str:
    """One box of a table: who may, and who only sees."""
    if not isinstance(answers, dict):
        return {"ok": "yes", 403: "*sees it*", 404: "–"}[answers]
    said = [words(answers["ok"], groups)] if "ok" in answers else []
    if 403 in answers:
        said.append(f"*sees it:* {words(answers[403], groups)}")
    return "; ".join(said) or "–"


def lines_of(topic: dict[str, Any], groups: dict[str, list[str]]) -> list[str]:
    """A table for each set of targets that the topic's rows speak about."""
    shapes: dict[tuple[str, ...], list[str]] = {}
    for row in topic["rows"]:
        for case in row.get("cases", [row]):
            who = case["who"]
            targets = tuple(target for target in TARGETS if target in who)
            said = row | case
            boxes = [address(row, case), said["methods"], said["does"]]
            boxes += [cell_of(who[target], groups) for target in targets]
            shapes.setdefault(targets, []).append(f"| {' | '.join(boxes)} |")
    printed = [f"## {topic['title']}", ""]
    for targets, rows in shapes.items():
        printed += heading(["Address", "Method", "Việc", *(TARGETS[target] for target in targets)])
        printed += [*rows, ""]
    return printed


def address(row: dict[str, Any], case: dict[str, Any]) -> str:
    state = case.get("paper", "").partition(":")[2]
    extra = [f"{name} {value}" for name, value in row.get("with", {}).items() if name == "cell"]
    said = ", ".join([state, *extra] if state else extra)
    return f"`{row['name']}`" + (f" ({said})" if said else "")


def heading(titles: list[str]) -> list[str]:
    return [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)]


def admin_lines(part: dict[str, Any], groups: dict[str, list[str]]) -> list[str]:
    printed = ["## The back office (`/quan-tri/`)", ""]
    printed += [
        f"Open to {words(part['opens'], groups)}; everybody else who is signed in: 403.",
        "",
    ]
    printed += heading(["Page", "Việc", "Who"])
    printed += [
        f"| `{name}` | {page['does']} | {words(page['ok'], groups)} |"
        for name, page in part["pages"].items()
    ]
    printed += ["", *heading(["Model", "Dữ liệu", "Read", "Change", "Add", "Import", "Delete"])]
    for model, row in part["models"].items():
        boxes = [words(row[page], groups) if page in row else "–" for page in PAGES]
        printed.append(f"| `{model}` | {row['does']} | {' | '.join(boxes)} |")
    return [*printed, ""]


def printed_table(table: dict[str, Any]) -> str:
    groups = table["groups"]
    lines = ["## Roles", ""]
    lines += [f"- **{role}**: {meaning}" for role, meaning in table["roles"].items()]
    lines += [
        "- **everybody**: all of them who are signed in; **living**: those with an open membership",
        "",
    ]
    for topic in table["topics"]:
        lines += lines_of(topic, groups)
    lines += ["## Who reads the words", ""]
    owners = [*PERSONS, "cell"]
    lines += heading(["Paper", *(TARGETS[target] for target in owners)])
    for kind, who in table["texts"].items():
        boxes = [
            cell_of(who[target], groups).partition("; *sees")[0] if target in who else "–"
            for target in owners
        ]
        lines.append(f"| {kind} | {' | '.join(boxes)} |")
    lines += ["", *admin_lines(table["admin"], groups)]
    return HEAD + "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    page = printed_table(yaml.safe_load((DOCS / "permissions.yaml").read_text(encoding="utf-8")))
    if "--show" in sys.argv:
        sys.stdout.buffer.write(page.encode())
    else:
        (DOCS / "permissions.md").write_text(page, encoding="utf-8")
