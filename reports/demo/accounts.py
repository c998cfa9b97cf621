"""Who may sign in to the demo. All eight are invented; the password is no secret."""

from dataclasses import dataclass

from cells.models import User

PASSWORD = "chithi03-demo"  # noqa: S105 – shown on the demo's own sign-in page


@dataclass(frozen=True)
class DemoAccount:
    """``cell`` is the code of the person's cell; empty for the technician, who is no member."""

    role: str
    username: str
    full_name: str = ""
    sex: str = ""
    job_title: str = ""
    cell: str = ""
    cell_name: str = ""

    @property
    def label(self) -> str:
        return (
            f"{self.full_name}, {self.cell_name}"
            if self.cell
            else "Không là đảng viên trong hệ thống"
        )


CSD, TH = "Chi bộ Vụ Cơ sở đảng", "Chi bộ Phòng Tổng hợp"
TCCB, BVCT = "Chi bộ Vụ Tổ chức - Cán bộ cơ quan", "Chi bộ Vụ Bảo vệ chính trị nội bộ"
DEMO_ACCOUNTS = (
    DemoAccount("Đảng viên", "dangvien", "Vũ Thị Minh Thảo", "female", "Chuyên viên", "CSD", CSD),
    DemoAccount("Bí thư chi bộ", "bithu", "Đỗ Quang Thịnh", "male", "Phó Vụ trưởng", "CSD", CSD),
    DemoAccount(
        "Phó bí thư chi bộ", "phobithu", "Lương Thị Nhàn", "female", "Trưởng phòng", "CSD", CSD
    ),
    DemoAccount(
        "Bộ phận giúp việc", "giupviec", "Phùng Thu Hiền", "female", "Chuyên viên chính", "TH", TH
    ),
    DemoAccount(
        "Lãnh đạo Đảng uỷ", "lanhdao", "Trịnh Xuân Khoa", "male", "Phó Vụ trưởng", "TCCB", TCCB
    ),
    DemoAccount(
        "Người kiểm tra", "kiemtra", "Ngô Đức Luận", "male", "Chuyên viên chính", "BVCT", BVCT
    ),
    DemoAccount(
        "Bí thư chi đoàn",
        "bithudoan",
        "Tạ Thuỳ Linh",
        "female",
        "Chuyên viên",
        "CD",
        "Chi đoàn cơ quan",
    ),
    DemoAccount("Quản trị hệ thống", "quantri"),
)
BY_USERNAME = {account.username: account for account in DEMO_ACCOUNTS}


def demo_accounts() -> list[dict[str, str]]:
    """What the sign-in page shows in the demo; a committee made in bulk has no chi đoàn."""
    here = set(User.objects.filter(username__in=BY_USERNAME).values_list("username", flat=True))
    return [
        {
            "role": account.role,
            "label": account.label,
            "username": account.username,
            "password": PASSWORD,
        }
        for account in DEMO_ACCOUNTS
        if account.username in here
    ]
