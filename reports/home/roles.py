"""In which capacity a person works just now: it changes menu and home, never rights."""

from dataclasses import dataclass

from django.urls import reverse

from cells.organisation.models import PEOPLE, CellKind
from cells.rights import Rights
from cells.scope import INSPECTING, LEADING, TASK_FORCE
from reports.home.hubs import LEADS_TO

LABELS = {
    "staff": "bộ phận giúp việc",
    "officer": "cấp uỷ chi bộ",
    "leader": "lãnh đạo Đảng uỷ",
    "inspector": "người kiểm tra",
    "sysadmin": "quản trị hệ thống",
    "member": "đảng viên",
}
PRAISE = ("Đánh giá – khen thưởng", "hub-rating")
# Label, page and – where it leads to more than itself – the hub that it stands for
FOLLOWING = [
    ("Việc cần làm", "home"),
    ("Chi bộ", "cell-list", "hub-work"),
    ("Chuyên đề – văn bản", "hub-study"),
    PRAISE,
    ("Sơ kết – tổng kết", "review-list"),
]
MENUS: dict[str, list[tuple[str, ...]]] = {
    "staff": FOLLOWING,
    "officer": [
        ("Việc cần làm", "home"),
        ("Chi bộ", "cell-list"),
        ("Sinh hoạt", "session-list", "hub-study"),
        PRAISE,
        ("Đăng ký – báo cáo", "hub-work"),
    ],
    "leader": FOLLOWING,
    "inspector": FOLLOWING,
    "member": [
        ("Việc cần làm", "home"),
        ("Đăng ký của tôi", "my-pledges"),
        ("Báo cáo tháng", "monthly-report-list"),
        ("Sinh hoạt", "session-list"),
        ("Hồ sơ của tôi", "profile"),
    ],
    "sysadmin": [
        ("Việc cần làm", "home"),
        ("Tài khoản", "account-list"),
        ("Việc chạy nền", "job-list"),
        ("Quản trị", "admin:index"),
    ],
}


@dataclass(frozen=True, slots=True)
class MenuEntry:
    label: str
    url: str
    current: bool


def roles_of(rights: Rights) -> list[tuple[str, str]]:
    """Key and label of every capacity, the busiest first."""
    held = {
        "staff": TASK_FORCE in rights.bodies,
        "officer": bool(rights.cells_as_officer),
        "leader": bool(rights.bodies & LEADING),
        "inspector": bool(rights.bodies & INSPECTING),
        "sysadmin": rights.is_sysadmin,
        "member": rights.member_id is not None,
    }
    labels = LABELS | labels_outside_the_party(rights)
    return [(key, labels[key]) for key, is_held in held.items() if is_held]


def labels_outside_the_party(rights: Rights) -> dict[str, str]:
    """Who is only in a youth branch or a union leads no Party cell and is no đảng viên."""
    labels = {}
    if kind := only_kind(rights.kinds_as_officer):
        labels["officer"] = f"cán bộ {kind.label}"
    if kind := only_kind(rights.kinds_as_member):
        labels["member"] = PEOPLE[kind]
    return labels


def only_kind(kinds: frozenset[str]) -> CellKind | None:
    """The kind to name where the Party's is not among them, the youth branch first."""
    if CellKind.PARTY in kinds:
        return None
    return next((kind for kind in CellKind if kind in kinds), None)


def kind_in_menu(role: str, rights: Rights) -> CellKind | None:
    return only_kind(rights.kinds_as_officer) if role == "officer" else None


def present_role(chosen: str | None, rights: Rights) -> str:
    """The chosen capacity while it is still held, else the busiest one."""
    held = [key for key, _ in roles_of(rights)]
    if chosen in held:
        return chosen
    return held[0] if held else "member"


def menu_of(role: str, path: str, kind: CellKind | None = None) -> list[MenuEntry]:
    """Current is the entry of the longest address above the present page; a hub stands for all
    that it leads to and that has no entry of its own. ``kind`` is what an officer leads who is
    none of a Party cell."""
    reached = {name: reach((name, *hubs), path) for _, name, *hubs in MENUS[role]}
    current = max(reached, key=reached.__getitem__)
    is_there = reached[current][0] > 0
    return [
        MenuEntry(named(label, name, kind), reverse(name), is_there and name == current)
        for label, name, *_hubs in MENUS[role]
    ]


def named(label: str, name: str, kind: CellKind | None) -> str:
    return kind.label.capitalize() if kind and name == "cell-list" else label


def reach(names: tuple[str, ...], path: str) -> tuple[int, bool]:
    """How much of the path an entry answers for, its own page before what it leads to."""
    own = reverse(names[0])
    above = [url for name in names for url in addresses(name) if is_above(url, path)]
    return max(((len(url), url == own) for url in above), default=(0, False))


def addresses(name: str) -> list[str]:
    return [reverse(each) for each in (name, *LEADS_TO.get(name, ()))]


def is_above(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
