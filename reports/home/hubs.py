"""Pages that only lead on: what shares one entry of the menu, each with a line on what is there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    name: str
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Hub:
    title: str
    ways: tuple[Way, ...]


HUBS = {
    "study": Hub(
        "Chuyên đề – văn bản",
        (
            Way("Chuyên đề năm", "theme-list", "book", "Chủ đề từng quý, tài liệu, câu hỏi gợi ý"),
            Way(
                "Văn bản chỉ đạo",
                "directive-list",
                "journal-text",
                "Tìm theo số, trích yếu",
            ),
            Way("Kế hoạch", "plan-list", "list-check", "Việc, người phụ trách, hạn và kết quả"),
            Way("Sinh hoạt chi bộ", "session-list", "people", "Các buổi đã họp và sắp họp"),
        ),
    ),
    "work": Hub(
        "Đăng ký – báo cáo",
        (
            Way("Tổng quan", "overview", "grid-3x3", "Chi bộ × tháng: ai còn thiếu, tháng nào"),
            Way("Đăng ký làm theo", "pledge-list", "pencil-square", "Bản đăng ký của năm"),
            Way("Báo cáo tháng", "monthly-report-list", "calendar-check", "Đã gửi, còn thiếu"),
            Way(
                "Chuẩn mực đạo đức",
                "standard-list",
                "card-list",
                "Của cơ quan, của chi bộ",
            ),
            Way("Tổng hợp", "rollup", "table", "Tháng, quý, 6 tháng, năm: từng chi bộ, từng người"),
            Way("Sơ kết – tổng kết", "review-list", "bar-chart", "Số liệu, lời và chữ ký"),
        ),
    ),
    "rating": Hub(
        "Đánh giá – khen thưởng",
        (
            Way(
                "Đánh giá, xếp loại",
                "round-list",
                "clipboard-check",
                "Vòng đánh giá của năm, tiến độ từng chi bộ",
            ),
            Way(
                "Kiểm điểm đảng viên",
                "evaluation-list",
                "person-check",
                "Từng bản tự kiểm điểm, ai chưa gửi",
            ),
            Way("Khen thưởng", "commendation-list", "award", "Đề cử, đề nghị và quyết định khen"),
        ),
    ),
}
# A list leads to pages beside it too
BESIDE = {"commendation-list": ("commendation-batch-list",)}
LEADS_TO = {
    f"hub-{key}": tuple(name for way in hub.ways for name in (way.name, *BESIDE.get(way.name, ())))
    for key, hub in HUBS.items()
}
