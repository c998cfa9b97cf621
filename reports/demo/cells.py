"""The committee and its twelve cells.

The cells and seven mottos are those that the article names. How a motto is measured, the other five
cards and the committee's five criteria are invented, and every such line says “minh hoạ”.
"""

# ruff: noqa: E501 – a line of a card stays on one line

from dataclasses import dataclass
from enum import StrEnum

ILLUSTRATION = "minh hoạ"
COMMITTEE_NAME = "Đảng uỷ cơ quan Ban Tổ chức Trung ương"
SUPERIOR_LINES = "ĐẢNG BỘ KHỐI\nCÁC CƠ QUAN TRUNG ƯƠNG"
BODY_LINES = "ĐẢNG UỶ CƠ QUAN\nBAN TỔ CHỨC TRUNG ƯƠNG"
HELP_LINE = "Gọi bộ phận giúp việc, máy lẻ 214."


class Virtue(StrEnum):
    """What a line of a card is about, so that a pledge rests on a line that fits."""

    DUTY = "duty"
    SAVING = "saving"
    UNITY = "unity"
    PEOPLE = "people"
    LEARNING = "learning"
    FAIRNESS = "fairness"


@dataclass(frozen=True)
class Line:
    virtue: Virtue
    behaviour: str
    measure: str
    rhythm: str = "Hằng tháng"

    @property
    def marked_measure(self) -> str:
        return f"{self.measure} ({ILLUSTRATION})"


@dataclass(frozen=True)
class CellPlan:
    """``diligence``: how likely a report comes in time; ``answers``: that it is answered soon."""

    code: str
    unit: str
    work: str
    size: int
    diligence: float
    answers: float
    motto: str
    lines: tuple[Line, ...]
    is_motto_quoted: bool = True
    reports_on: int = 5

    @property
    def name(self) -> str:
        return f"Chi bộ {self.unit}"

    @property
    def note(self) -> str:
        if self.is_motto_quoted:
            return f"Phương châm theo bài báo; cách đo và nhịp: {ILLUSTRATION}"
        return f"Chuẩn mực {ILLUSTRATION}"


FIVE_CRITERIA = (
    Line(
        Virtue.DUTY,
        "Trung thành, làm đến nơi đến chốn việc được giao",
        "Việc xong đúng hạn trên tổng số việc",
    ),
    Line(
        Virtue.SAVING,
        "Cần, kiệm, không lãng phí của công",
        "Số việc tiết kiệm kể lại được với chi bộ",
    ),
    Line(
        Virtue.FAIRNESS,
        "Công tâm, khách quan khi xem xét con người",
        "Không có phản ánh đúng về thiên vị",
    ),
    Line(Virtue.PEOPLE, "Gần cơ sở, lắng nghe, trả lời rõ", "Số ý kiến nhận được và đã trả lời"),
    Line(
        Virtue.UNITY,
        "Đoàn kết, thẳng thắn, giúp nhau tiến bộ",
        "Có việc giúp đồng chí khác trong quý",
        "Hằng quý",
    ),
)

CELLS = (
    CellPlan(
        "CSD", "Vụ Cơ sở đảng", "base", 28, 0.93, 0.95,
        "Kiên định, trung thành - Vì dân phục vụ; Trách nhiệm, tận tuỵ - Cầu thị, lắng nghe; "
        "Công, tư phân minh - Nghĩa, tình trọn vẹn; Khiêm tốn, học hỏi - Cộng tác, giúp đỡ; "
        "Đoàn kết, trí tuệ - Toàn vụ đồng tâm",
        (
            Line(Virtue.PEOPLE, "Kiên định, trung thành - Vì dân phục vụ", "Mỗi chuyến đi cơ sở ghi ít nhất hai ý kiến, có trả lời"),
            Line(Virtue.DUTY, "Trách nhiệm, tận tuỵ - Cầu thị, lắng nghe", "Văn bản của cơ sở được trả lời trong năm ngày làm việc"),
            Line(Virtue.SAVING, "Công, tư phân minh - Nghĩa, tình trọn vẹn", "Không dùng xe, máy, giấy mực của cơ quan vào việc riêng"),
            Line(Virtue.LEARNING, "Khiêm tốn, học hỏi - Cộng tác, giúp đỡ", "Mỗi quý trình bày một điều mới học trước chi bộ", "Hằng quý"),
            Line(Virtue.UNITY, "Đoàn kết, trí tuệ - Toàn vụ đồng tâm", "Việc khó được đưa ra bàn chung trước khi trình"),
        ),
    ),
    CellPlan(
        "DV", "Vụ Đảng viên", "members", 24, 0.88, 0.92,
        "Tự giác, trách nhiệm, kỷ cương, đoàn kết, giúp đỡ nhau hoàn thành tốt nhiệm vụ",
        (
            Line(Virtue.DUTY, "Tự giác, trách nhiệm", "Việc đến hạn tự báo cáo, không đợi nhắc"),
            Line(Virtue.FAIRNESS, "Kỷ cương", "Đúng giờ làm, giờ họp; hồ sơ không để qua đêm ngoài tủ"),
            Line(Virtue.UNITY, "Đoàn kết", "Khác ý kiến thì nói trong chi bộ, không nói ngoài hành lang"),
            Line(Virtue.LEARNING, "Giúp đỡ nhau hoàn thành tốt nhiệm vụ", "Mỗi quý kèm một đồng chí mới làm một loại việc", "Hằng quý"),
        ),
    ),
    CellPlan(
        "DP1", "Vụ Địa phương I", "local", 26, 0.85, 0.85,
        "Tuyệt đối trung thành, nắm chắc tình hình, đoàn kết, chân tình, tham mưu đúng, trúng",
        (
            Line(Virtue.FAIRNESS, "Tuyệt đối trung thành", "Báo cáo đúng sự thật, kể cả điều chưa hay của địa bàn"),
            Line(Virtue.PEOPLE, "Nắm chắc tình hình", "Mỗi tháng cập nhật sổ theo dõi từng tỉnh được phân công"),
            Line(Virtue.UNITY, "Đoàn kết, chân tình", "Góp ý trực tiếp với đồng chí mình trong tuần có việc", "Hằng tuần"),
            Line(Virtue.DUTY, "Tham mưu đúng, trúng", "Ý kiến thẩm định trình đúng hạn, không phải làm lại"),
        ),
    ),
    CellPlan(
        "DP2", "Vụ Địa phương II", "local", 27, 0.8, 0.75,
        "Trung thành, tận tuỵ, đoàn kết, gương mẫu, chủ động, sáng tạo, công tâm, khách quan, tham mưu hiệu quả",
        (
            Line(Virtue.DUTY, "Trung thành, tận tuỵ", "Việc được giao có ngày xong, xong thì báo ngay"),
            Line(Virtue.SAVING, "Đoàn kết, gương mẫu", "Mỗi người giữ một việc cần, một việc kiệm đã đăng ký"),
            Line(Virtue.LEARNING, "Chủ động, sáng tạo", "Mỗi nửa năm có một cách làm mới được dùng", "Nửa năm"),
            Line(Virtue.FAIRNESS, "Công tâm, khách quan", "Nhận xét cán bộ có dẫn chứng, không theo cảm tình"),
            Line(Virtue.PEOPLE, "Tham mưu hiệu quả", "Kiến nghị của địa phương được xử lý hoặc trả lời trong tháng"),
        ),
    ),
    CellPlan(
        "DP3", "Vụ Địa phương III", "local", 22, 0.72, 0.7,
        "Cần trong việc, kiệm trong chi; gần cơ sở, nói thật, làm tròn",
        (
            Line(Virtue.DUTY, f"Cần trong việc: hôm nay không để việc hôm qua ({ILLUSTRATION})", "Số việc quá hạn cuối tháng bằng không"),
            Line(Virtue.SAVING, f"Kiệm trong chi: chuyến đi gọn, tài liệu gọn ({ILLUSTRATION})", "Gộp chuyến, in hai mặt, kể được mức đã giảm"),
            Line(Virtue.PEOPLE, f"Gần cơ sở, nói thật với tổ chức ({ILLUSTRATION})", "Mỗi quý một lần về cơ sở, báo cáo có số liệu", "Hằng quý"),
            Line(Virtue.UNITY, f"Làm tròn phần mình, đỡ phần đồng chí ({ILLUSTRATION})", "Có việc nhận thay khi đồng chí vắng"),
        ),
        is_motto_quoted=False,
    ),
    CellPlan(
        "V4", "Vụ IV", "local", 18, 0.9, 0.9,
        "Đoàn kết, trung thành, trí tuệ, dũng cảm",
        (
            Line(Virtue.UNITY, "Đoàn kết", "Bàn chung trước khi trình, đã trình thì cùng chịu trách nhiệm"),
            Line(Virtue.FAIRNESS, "Trung thành", "Giữ đúng quy định bảo mật, không có lần nào bị nhắc"),
            Line(Virtue.LEARNING, "Trí tuệ", "Mỗi quý đọc và giới thiệu một tài liệu nghiệp vụ", "Hằng quý"),
            Line(Virtue.DUTY, "Dũng cảm", "Việc khó dám nhận, việc sai dám nói bằng văn bản"),
        ),
    ),
    CellPlan(
        "TCCB", "Vụ Tổ chức - Cán bộ cơ quan", "cadre", 21, 0.95, 0.97,
        "Trung thực, trách nhiệm, hiểu việc, hiểu người, khách quan, cầu thị, chủ động, sáng tạo",
        (
            Line(Virtue.DUTY, "Trung thực, trách nhiệm", "Hồ sơ cán bộ đủ, đúng; sai sót tự báo trong ngày"),
            Line(Virtue.PEOPLE, "Hiểu việc, hiểu người", "Mỗi tháng gặp, nghe ít nhất hai cán bộ trước khi nhận xét"),
            Line(Virtue.FAIRNESS, "Khách quan, cầu thị", "Nhận xét có nguồn, có ý kiến hai phía"),
            Line(Virtue.LEARNING, "Chủ động, sáng tạo", "Mỗi quý bớt được một bước thủ tục hoặc một biểu mẫu", "Hằng quý"),
        ),
        reports_on=4,
    ),
    CellPlan(
        "TQC", "Tài vụ - Quản trị - Công nghệ thông tin", "service", 44, 0.66, 0.62,
        "Phục vụ kịp thời, chu đáo, tận tuỵ, trách nhiệm, tiết kiệm, hiệu quả",
        (
            Line(Virtue.PEOPLE, "Phục vụ kịp thời, chu đáo", "Yêu cầu trong ngày được nhận và hẹn giờ xong"),
            Line(Virtue.DUTY, "Tận tuỵ, trách nhiệm", "Xe, máy, sổ sách sẵn sàng đầu giờ mỗi ngày", "Hằng ngày"),
            Line(Virtue.SAVING, "Tiết kiệm, hiệu quả", "Điện, xăng, giấy không vượt định mức tháng"),
        ),
    ),
    CellPlan(
        "TH", "Phòng Tổng hợp", "general", 24, 0.78, 0.8,
        "Nhanh, đúng, kín, gọn",
        (
            Line(Virtue.DUTY, f"Nhanh: văn bản đến trong ngày, chuyển trong ngày ({ILLUSTRATION})", "Số văn bản chuyển chậm bằng không"),
            Line(Virtue.FAIRNESS, f"Đúng, kín: số liệu có nguồn, tài liệu có người giữ ({ILLUSTRATION})", "Không lần nào phải đính chính"),
            Line(Virtue.SAVING, f"Gọn: báo cáo ngắn, in ít, họp đúng giờ ({ILLUSTRATION})", "Số trang in so với tháng trước"),
        ),
        is_motto_quoted=False,
    ),
    CellPlan(
        "BVCT", "Vụ Bảo vệ chính trị nội bộ", "protect", 25, 0.87, 0.88,
        "Vững vàng, cẩn trọng, khách quan, vì con người",
        (
            Line(Virtue.DUTY, f"Vững vàng: việc đến tay không đùn đẩy ({ILLUSTRATION})", "Hồ sơ nhận có ngày hẹn trả, trả đúng hẹn"),
            Line(Virtue.SAVING, f"Cẩn trọng: hồ sơ, con dấu, máy tính đúng chỗ ({ILLUSTRATION})", "Tự kiểm cuối tuần, ghi sổ", "Hằng tuần"),
            Line(Virtue.FAIRNESS, f"Khách quan: kết luận có chứng cứ ({ILLUSTRATION})", "Không kết luận nào phải rút lại"),
            Line(Virtue.PEOPLE, f"Vì con người: nghe đủ, nói có tình ({ILLUSTRATION})", "Trả lời người đề nghị bằng lời rõ ràng trong tháng"),
        ),
        is_motto_quoted=False,
    ),
    CellPlan(
        "TCXD", "Tạp chí Xây dựng Đảng", "journal", 27, 0.82, 0.84,
        "Viết đúng, viết gọn, gần bạn đọc",
        (
            Line(Virtue.FAIRNESS, f"Viết đúng: số liệu hai nguồn, trích dẫn có chỗ tra ({ILLUSTRATION})", "Số lỗi phải đính chính bằng không"),
            Line(Virtue.SAVING, f"Viết gọn: bài không dài quá khuôn, bản in thử không quá hai ({ILLUSTRATION})", "Số bản in thử mỗi số báo"),
            Line(Virtue.PEOPLE, f"Gần bạn đọc: thư có trả lời ({ILLUSTRATION})", "Thư trả lời trong mười ngày"),
            Line(Virtue.UNITY, f"Thẳng và có tình khi góp bài của nhau ({ILLUSTRATION})", "Mỗi số có một buổi bình bài"),
        ),
        is_motto_quoted=False,
        reports_on=8,
    ),
    CellPlan(
        "DTBD", "Vụ Đào tạo, bồi dưỡng cán bộ", "training", 22, 0.6, 0.5,
        "Nêu gương trước, nhắc người sau",
        (
            Line(Virtue.DUTY, f"Nêu gương trong giờ giấc, lời nói, việc làm ({ILLUSTRATION})", "Không buổi nào đến muộn, về sớm"),
            Line(Virtue.LEARNING, f"Dạy gì học nấy, đọc trước khi soạn ({ILLUSTRATION})", "Mỗi quý đọc một tài liệu, ghi lại một trang", "Hằng quý"),
            Line(Virtue.PEOPLE, f"Học viên là người được phục vụ ({ILLUSTRATION})", "Phiếu góp ý cuối lớp được trả lời"),
        ),
        is_motto_quoted=False,
    ),
)  # fmt: skip
