"""Names as they are met in the north of Viet Nam, as often as there; nobody real is meant."""

from random import Random

from cells.text import name_key

FAMILIES = {
    "Nguyễn": 31, "Trần": 11, "Lê": 9, "Phạm": 7, "Hoàng": 5, "Vũ": 5, "Phan": 4, "Đặng": 3,
    "Bùi": 3, "Đỗ": 3, "Ngô": 2, "Dương": 2, "Đinh": 2, "Đoàn": 2, "Lương": 2, "Trịnh": 2,
    "Mai": 1, "Tạ": 1, "Cao": 1, "Chu": 1, "Lưu": 1, "Hà": 1, "Nông": 1, "Vi": 1,
    "Phùng": 1, "Kiều": 1, "Khuất": 1, "Doãn": 1, "Quách": 1, "Thái": 1, "Đào": 2, "Lại": 1,
}  # fmt: skip
MALE_MIDDLES = {
    "Văn": 22, "Đức": 7, "Minh": 6, "Quang": 6, "Xuân": 5, "Thanh": 5, "Ngọc": 5, "Hữu": 5,
    "Quốc": 4, "Đình": 5, "Công": 3, "Trọng": 3, "Tiến": 3, "Mạnh": 3, "Hồng": 2, "Viết": 2,
    "Bá": 2, "Duy": 2, "Thế": 3, "Khắc": 2, "Việt": 2, "Hải": 2,
}  # fmt: skip
FEMALE_MIDDLES = {
    "Thị": 26, "Thị Thu": 5, "Thị Thanh": 6, "Thị Hồng": 5, "Thị Minh": 4, "Thị Kim": 3,
    "Thị Bích": 3, "Thị Ngọc": 4, "Thị Phương": 4, "Thu": 6, "Thanh": 5, "Ngọc": 4, "Minh": 4,
    "Thuý": 3, "Hồng": 3, "Phương": 4, "Kim": 3, "Bích": 2, "Mai": 3, "Lan": 2, "Quỳnh": 2,
}  # fmt: skip
MALE_GIVENS = {
    "Hùng": 5, "Dũng": 5, "Tuấn": 6, "Cường": 4, "Hải": 4, "Sơn": 4, "Long": 3, "Thắng": 4,
    "Hưng": 3, "Thành": 4, "Bình": 3, "Minh": 3, "Nam": 3, "Quân": 2, "Trung": 4, "Kiên": 3,
    "Tùng": 3, "Hoà": 3, "Khánh": 2, "Lâm": 2, "Phúc": 2, "Thịnh": 2, "Toàn": 3, "Vinh": 3,
    "Việt": 2, "Đạt": 2, "Hiếu": 3, "Huy": 2, "Khoa": 2, "Nghĩa": 2, "Quyết": 1, "Tân": 2,
    "Tiến": 3, "Chính": 2, "Chiến": 2, "Lộc": 1, "Mạnh": 2, "Thái": 2, "Thuận": 2, "Tường": 1,
    "Đông": 1, "Giang": 2, "Hậu": 1, "Luận": 1, "Nhân": 1, "Phong": 2, "Tài": 1, "Uy": 1,
}  # fmt: skip
FEMALE_GIVENS = {
    "Hương": 5, "Hà": 5, "Lan": 4, "Hoa": 3, "Thuỷ": 4, "Hằng": 4, "Nga": 4, "Mai": 4,
    "Hạnh": 4, "Dung": 3, "Vân": 3, "Yến": 3, "Linh": 3, "Trang": 4, "Huyền": 3, "Phương": 4,
    "Thảo": 3, "Anh": 4, "Ngọc": 3, "Liên": 3, "Loan": 2, "Nhung": 3, "Oanh": 2, "Quyên": 2,
    "Tâm": 2, "Thu": 3, "Thuý": 2, "Tuyết": 3, "Xuân": 2, "Hiền": 4, "Hoà": 2, "Hồng": 2,
    "Minh": 2, "Nguyệt": 2, "Nhàn": 1, "Phượng": 2, "Thơm": 1, "Tươi": 1, "Vinh": 1, "Châu": 1,
    "Diệp": 1, "Hảo": 1, "Khuyên": 1, "Lý": 1, "Mến": 1, "Ngân": 2, "Thoa": 1, "Chi": 2,
}  # fmt: skip

# The three names with which every page and paper is looked at (decisions.md, "Names with room")
LONG_NAME = "Công Tằng Tôn Nữ Thị Hoàng Phương Nguyệt"
SHORT_NAME = "Vi Ơn"
ONE_WORD_NAME = "Krajăn"

# People of history and of public life: an invented colleague must not carry their name
FAMOUS = """
Hồ Chí Minh; Nguyễn Tất Thành; Nguyễn Ái Quốc; Trần Phú; Lê Hồng Phong; Hà Huy Tập; Nguyễn Văn
Cừ; Trường Chinh; Lê Duẩn; Nguyễn Văn Linh; Đỗ Mười; Lê Khả Phiêu; Nông Đức Mạnh; Nguyễn Phú
Trọng; Tô Lâm; Tôn Đức Thắng; Trần Đức Lương; Nguyễn Minh Triết; Trương Tấn Sang; Trần Đại
Quang; Nguyễn Xuân Phúc; Phạm Văn Đồng; Phạm Hùng; Võ Chí Công; Lê Quang Đạo; Võ Văn Kiệt; Phan
Văn Khải; Nguyễn Tấn Dũng; Phạm Minh Chính; Nguyễn Văn An; Nguyễn Sinh Hùng; Nguyễn Thị Kim
Ngân; Vương Đình Huệ; Võ Nguyên Giáp; Lê Đức Anh; Lê Đức Thọ; Nguyễn Chí Thanh; Nguyễn Thị Minh
Khai; Nguyễn Thị Định; Nguyễn Thị Bình; Hoàng Văn Thụ; Hoàng Quốc Việt; Nguyễn Lương Bằng; Phùng
Chí Kiên; Phùng Quang Thanh; Đoàn Khuê; Văn Tiến Dũng; Phạm Văn Trà; Ngô Xuân Lịch; Lê Hồng Anh;
Trần Quốc Vượng; Võ Văn Thưởng; Lương Cường; Tô Huy Rứa; Nguyễn Đức Kiên; Hồ Đức Việt; Trần Đình
Hoan; Phạm Quang Nghị; Nguyễn Bắc Son; Đinh Thế Huynh; Nguyễn Thiện Nhân; Tòng Thị Phóng; Ngô
Văn Dụ; Phan Đình Trạc; Trương Thị Mai; Đào Duy Tùng; Lê Minh Hưng; Phan Bội Châu; Phan Châu
Trinh; Trần Quốc Hoàn; Trần Quốc Toản; Lê Thanh Nghị; Nguyễn Cơ Thạch; Nguyễn Thị Doan; Nguyễn
Hoà Bình; Lê Trọng Tấn; Hoàng Văn Thái; Hoàng Minh Thảo; Phan Đình Giót; Nguyễn Văn Trỗi; Lê Văn
Tám; Nguyễn Thái Bình; Trần Cẩm Tú; Lê Hồng Sơn; Nguyễn Trọng Nghĩa; Bùi Thanh Sơn; Trần Thanh
Mẫn; Bùi Quang Huy; Đỗ Văn Chiến; Trần Lưu Hải; Hà Ban; Mai Văn Chính; Nguyễn Văn Quynh; Nguyễn
Hoàng Việt; Nguyễn Quang Dương; Nguyễn Thanh Bình; Hoàng Đăng Quang; Nguyễn Văn Du; Nguyễn Bá
Thanh; Vũ Văn Phúc; Nguyễn Đức Hạt; Lê Minh Khái; Phan Xuân Sơn; Nguyễn Thị Hằng; Đào Ngọc Dung;
Nguyễn Minh Quang
"""
FAMOUS_KEYS = frozenset(name_key(name) for name in FAMOUS.split(";"))


def pick(chances: dict[str, int], rng: Random) -> str:
    return rng.choices(list(chances), weights=list(chances.values()))[0]


def draw_name(sex: str, rng: Random) -> str:
    middles, givens = (
        (MALE_MIDDLES, MALE_GIVENS) if sex == "male" else (FEMALE_MIDDLES, FEMALE_GIVENS)
    )
    return f"{pick(FAMILIES, rng)} {pick(middles, rng)} {pick(givens, rng)}"


def is_fit(name: str) -> bool:
    """Nobody famous, and no word twice (“Nguyễn Thanh Thanh”)."""
    words = name.split()
    return name_key(name) not in FAMOUS_KEYS and len(set(words)) == len(words)


class Names:
    """New names without end, each given once; ``taken`` belong to somebody already."""

    def __init__(self, rng: Random, *, taken: list[str]):
        self.rng, self.given = rng, {name_key(name) for name in taken}

    def new(self, sex: str) -> str:
        while True:
            name = draw_name(sex, self.rng)
            if is_fit(name) and name_key(name) not in self.given:
                self.given.add(name_key(name))
                return name
