"""The words of a yearly rating: where a paper stands, who is reviewed and rated, how one grades."""

from django.db.models import TextChoices


class RoundStatus(TextChoices):
    OPEN = "open", "Đang đánh giá"
    PUBLISHED = "published", "Đã công bố"
    CLOSED = "closed", "Đã khép"


class Case(TextChoices):
    """Why somebody is reviewed and rated, or not: a code, never a medical fact."""

    NORMAL = "normal", "Kiểm điểm, xếp loại"
    EXEMPT = "exempt", "Miễn công tác và sinh hoạt"
    SUSPENDED = "suspended", "Bị đình chỉ sinh hoạt đảng"
    OFFICE_SUSPENDED = "office_suspended", "Bị đình chỉ sinh hoạt cấp uỷ"
    NEW = "new", "Mới kết nạp dưới 6 tháng"
    NEW_CELL = "new_cell", "Mới thành lập dưới 6 tháng"
    ABSENT_CAPPED = "absent_capped", "Nghỉ dài ngày: xếp dưới mức hoàn thành tốt"
    ABSENT_ACTUAL = "absent_actual", "Nghỉ dài ngày: xếp theo thời gian làm việc"
    GUEST = "guest", "Sinh hoạt tạm thời nơi khác"
    POSTPONED = "postponed", "Vắng, đánh giá sau"
    LEFT = "left", "Không còn thuộc đảng bộ"


NOT_REVIEWED = frozenset({Case.EXEMPT, Case.SUSPENDED, Case.LEFT})
NOT_RATED = frozenset({*NOT_REVIEWED, Case.NEW, Case.NEW_CELL})


class EvaluationStatus(TextChoices):
    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Cần bổ sung"
    PROPOSED = "proposed", "Chi bộ đã đề xuất"
    APPRAISED = "appraised", "Đã thẩm định"
    DECIDED = "decided", "Dự kiến quyết định"
    PUBLISHED = "published", "Đã công bố"


WRITING = frozenset({EvaluationStatus.DRAFT, EvaluationStatus.RETURNED})
WEIGHED = frozenset(
    {
        EvaluationStatus.PROPOSED,
        EvaluationStatus.APPRAISED,
        EvaluationStatus.DECIDED,
        EvaluationStatus.PUBLISHED,
    }
)
RESULT = frozenset({EvaluationStatus.DECIDED, EvaluationStatus.PUBLISHED})


class Employer(TextChoices):
    """How employers rate cán bộ, công chức, viên chức: beside the Party's level, never mixed."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    DONE = "done", "Hoàn thành nhiệm vụ"
    NOT_DONE = "not_done", "Không hoàn thành nhiệm vụ"


class Grade(TextChoices):
    """How a person grades themselves in a group of criteria."""

    EXCELLENT = "excellent", "Xuất sắc"
    GOOD = "good", "Tốt"
    AVERAGE = "average", "Trung bình"
    POOR = "poor", "Kém"
