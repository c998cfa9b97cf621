"""In which capacity a person works just now: it changes menu and home, never rights."""

from dataclasses import dataclass

from django.urls import reverse

from cells.rights import Rights
from cells.scope import INSPECTING, LEADING, TASK_FORCE

LABELS = {
    "staff": "bộ phận giúp việc",
    "officer": "cấp uỷ chi bộ",
    "leader": "lãnh đạo Đảng uỷ",
    "inspector": "người kiểm tra",
    "sysadmin": "quản trị hệ thống",
    "member": "đảng viên",
}
CELL_WORK = [
    ("Việc cần làm", "home"),
    ("Chi bộ", "cell-list"),
    ("Đăng ký làm theo", "pledge-list"),
    ("Báo cáo tháng", "monthly-report-list"),
    ("Sơ kết – tổng kết", "review-list"),
]
MENUS = {
    "staff": CELL_WORK,
    "officer": CELL_WORK,
    "leader": CELL_WORK,
    "inspector": CELL_WORK,
    "member": [
        ("Việc cần làm", "home"),
        ("Đăng ký của tôi", "my-pledges"),
        ("Báo cáo tháng", "monthly-report-list"),
        ("Chuẩn mực", "standard-list"),
        ("Hồ sơ của tôi", "profile"),
    ],
    "sysadmin": [
        ("Việc cần làm", "home"),
        ("Tài khoản", "account-list"),
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
    return [(key, LABELS[key]) for key, is_held in held.items() if is_held]


def present_role(chosen: str | None, rights: Rights) -> str:
    """The chosen capacity while it is still held, else the busiest one."""
    held = [key for key, _ in roles_of(rights)]
    if chosen in held:
        return chosen
    return held[0] if held else "member"


def menu_of(role: str, path: str) -> list[MenuEntry]:
    """The entry of the longest address above the present page is the current one."""
    entries = [(label, reverse(name)) for label, name in MENUS[role]]
    above = [url for _, url in entries if path == url or (url != "/" and path.startswith(url))]
    current = max(above, key=len, default=None)
    return [MenuEntry(label, url, url == current) for label, url in entries]
