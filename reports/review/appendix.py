"""The tables at a review's end: what is counted in which order, and the label on paper."""

from cells.models import StudyForm

# The appendix: what is counted, and the label where it differs from the figure's own. Lines that
# begin with "- " belong to the numbered line above them.
APPENDIX: list[tuple[str, str]] = [
    ("cells", ""),
    ("members", "Tổng số đảng viên"),
    ("official", "- Chính thức"),
    ("probationary", "- Dự bị"),
    ("exempt", "- Miễn công tác, sinh hoạt"),
    ("suspended", "- Đình chỉ sinh hoạt"),
    ("briefings", ""),
    ("sessions", ""),
    *((form.value, f"- {form.label}") for form in StudyForm),
    ("joined", ""),
    ("to_attend", ""),
    ("attended", "- Có mặt"),
    ("unexcused", "- Vắng không lý do"),
    ("study", ""),
    ("study_turns", ""),
    ("to_study", ""),
    ("studied", "- Có mặt"),
    ("cells_studied", ""),
    ("cells_behind", ""),
    ("cells_with_card", "Chi bộ đã ban hành chuẩn mực"),
    ("criteria", "Tiêu chí của chuẩn mực"),
    ("obliged", "Đảng viên phải đăng ký"),
    ("registered", "- Đã đăng ký làm theo"),
    ("sent", "- Đã gửi, chi bộ chưa nhận"),
    ("unregistered", "- Chưa đăng ký"),
    ("outside", "Đăng ký ngoài diện"),
    ("due", ""),
    ("on_time", "- Đúng hạn"),
    ("late", "- Muộn"),
    ("missing", "- Thiếu"),
    ("excused", "Báo cáo tháng được miễn"),
    ("not_due", "Báo cáo tháng chưa đến hạn"),
    ("items", ""),
    ("done", "- Đã làm"),
    ("partly", "- Làm được một phần"),
    ("not_yet", "- Chưa làm"),
    ("unreported", "- Chưa báo cáo"),
]
CELL_COLUMNS = [
    ("Đảng viên", [("members", "Tổng số"), ("probationary", "Dự bị"), ("exempt", "Miễn SH")]),
    ("Đăng ký làm theo", [("registered", "SL"), ("registered%", "%")]),
    (
        "Báo cáo hằng tháng",
        [
            ("due", "Phải nộp"),
            ("on_time", "Đúng hạn"),
            ("late", "Muộn"),
            ("missing", "Thiếu"),
            ("excused", "Được miễn"),
        ],
    ),
    (
        "Việc đã đăng ký",
        [
            ("done", "Đã làm"),
            ("partly", "Một phần"),
            ("not_yet", "Chưa làm"),
            ("unreported", "Chưa báo cáo"),
        ],
    ),
]
