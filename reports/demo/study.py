"""What the demo's cells are briefed on and study: the register of directives, topics, plans.

Numbers, issuers, dates and subjects of the papers are those that are publicly known; topics, questions
and plan lines are invented.
"""
# ruff: noqa: E501 – a sentence stays on one line

from dataclasses import dataclass
from datetime import date

from cells.models import StudyForm

POLITBURO, SECRETARIAT = "Bộ Chính trị", "Ban Bí thư Trung ương Đảng"
PROPAGANDA = "Ban Tuyên giáo Trung ương"
OFFICE = "Đảng uỷ cơ quan Ban Tổ chức Trung ương"


@dataclass(frozen=True)
class Paper:
    """``read_in``: the month of 2014 in whose regular sessions the cells read it."""

    kind: str
    symbol: str
    issuer: str
    dated_on: date
    abstract: str
    read_in: int | None = None


PAPERS = (
    Paper(
        "Chỉ thị", "03-CT/TW", POLITBURO, date(2011, 5, 14),
        "tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        read_in=1,
    ),
    Paper(
        "Kế hoạch", "03-KH/TW", SECRETARIAT, date(2011, 7, 1),
        "thực hiện Chỉ thị số 03-CT/TW của Bộ Chính trị",
        read_in=1,
    ),
    Paper(
        "Hướng dẫn", "25-HD/BTGTW", PROPAGANDA, date(2011, 11, 25),
        "bổ sung và vận dụng chuẩn mực đạo đức",
        read_in=2,
    ),
    Paper(
        "Quy định", "55-QĐ/TW", SECRETARIAT, date(2012, 1, 10),
        "công tác kiểm tra của tổ chức đảng đối với việc tu dưỡng, rèn luyện đạo đức của cán bộ, đảng viên",
        read_in=4,
    ),
    Paper(
        "Quy định", "101-QĐ/TW", SECRETARIAT, date(2012, 6, 7),
        "trách nhiệm nêu gương của cán bộ, đảng viên, nhất là cán bộ lãnh đạo chủ chốt các cấp",
        read_in=3,
    ),
    Paper(
        "Hướng dẫn", "09-HD/ĐUCQ", OFFICE, date(2013, 5, 14),
        "bổ sung, hoàn thiện chuẩn mực đạo đức học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        read_in=5,
    ),
    Paper(
        "Hướng dẫn", "11-HD/BTGĐUK", "Ban Tuyên giáo Đảng uỷ Khối", date(2013, 9, 13),
        "học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        read_in=6,
    ),
    Paper(
        "Hướng dẫn", "11-HD/ĐUCQ", OFFICE, date(2013, 12, 4),
        "tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh tại chi bộ",
        read_in=2,
    ),
)  # fmt: skip
# What these cells have not read yet: staff find somebody to remind
UNREAD = {
    ("DTBD", "101-QĐ/TW"),
    ("DTBD", "11-HD/BTGĐUK"),
    ("TQC", "11-HD/BTGĐUK"),
    ("DP3", "55-QĐ/TW"),
}


@dataclass(frozen=True)
class QuarterTopic:
    quarter: int
    title: str
    form: StudyForm
    presenter: str
    questions: str


TOPICS = (
    QuarterTopic(
        1, "Nhận việc là nhận trách nhiệm", StudyForm.THEMATIC, "Bí thư chi bộ",
        "Việc nào năm qua đồng chí nhận mà để chậm, vì sao?\nKhi việc của mình chậm thì ai phải đợi?\nChi bộ nên nhắc nhau bằng cách nào cho đúng lúc?",
    ),
    QuarterTopic(
        2, "Nói đi đôi với làm, bắt đầu từ lời hứa nhỏ", StudyForm.STORIES, "Phó bí thư chi bộ",
        "Câu chuyện nào về Bác làm đồng chí nhớ lâu nhất?\nLời hứa nào với cơ sở, với bạn đồng nghiệp còn chưa giữ?\nViệc gì nên thôi hứa và làm luôn?",
    ),
    QuarterTopic(
        3, "Tự soi để chống chủ nghĩa cá nhân", StudyForm.SEMINAR, "Chi uỷ viên phụ trách tuyên giáo",
        "Biểu hiện nào dễ gặp nhất ở công việc của đơn vị ta?\nKhi thấy ở đồng chí mình thì góp ý thế nào?\nQuy chế nào của đơn vị cần viết lại cho rõ?",
    ),
    QuarterTopic(
        4, "Một năm làm theo: giữ lại điều gì, bỏ bớt điều gì", StudyForm.THEMATIC, "Bí thư chi bộ",
        "Việc đăng ký nào thành nếp và đáng giữ?\nViệc nào chỉ có trên giấy?\nNăm tới chọn ít việc hơn thì chọn việc gì?",
    ),
)  # fmt: skip
# A line of a plan: what, until when, and what came of it (empty: nothing has been said yet)
PlanLine = tuple[str, date, str]
ENTERED_ON, PLANNED_ON = date(2013, 12, 10), date(2014, 1, 8)
COMMITTEE_PLAN: tuple[PlanLine, ...] = (
    (
        "Gửi hướng dẫn học chuyên đề và câu hỏi gợi ý của từng quý về chi bộ",
        date(2014, 1, 20),
        "Đã gửi đủ mười hai chi bộ qua đường công văn nội bộ.",
    ),
    (
        "Mời báo cáo viên nói chuyện cho cụm các vụ địa phương",
        date(2014, 5, 15),
        "Một buổi, ba chi bộ cùng dự.",
    ),
    (
        "Dự sinh hoạt chuyên đề ở ít nhất sáu chi bộ",
        date(2014, 9, 30),
        "Đã dự bảy chi bộ, ghi nhận xét gửi chi uỷ.",
    ),
    ("Tổng hợp việc quán triệt văn bản ở các chi bộ", date(2014, 10, 31), ""),
    ("Chuẩn bị nội dung sơ kết năm và danh sách đề nghị biểu dương", date(2014, 12, 15), ""),
)
CELL_PLAN: tuple[PlanLine, ...] = (
    ("Học đủ bốn chủ đề quý của năm, mỗi quý một hình thức", date(2014, 12, 20), ""),
    (
        "Rà lại chuẩn mực của chi bộ cho gọn và đo được",
        date(2014, 3, 31),
        "Đã rà trong sinh hoạt tháng 3, giữ nguyên lời, sửa cách đo một dòng.",
    ),
    (
        "Kiểm tra giữa năm việc thực hiện bản đăng ký của từng đồng chí",
        date(2014, 7, 31),
        "Đã xem từng bản; nhắc ba đồng chí có việc quá hạn.",
    ),
)
