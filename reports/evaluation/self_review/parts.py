"""Which sections a self-review has: mẫu 02A, what 02B adds for leaders, mẫu 01 for a cell."""

from dataclasses import dataclass

from reports.evaluation.models import Evaluation, MemberEvaluation

COMMITMENT = "commitment"
DUTIES = "duties"  # the criterion on one's tasks; the conditions of a level name it apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """``number`` as the form prints it; ``is_asked``: not to be sent without."""

    key: str
    number: str
    title: str
    hint: str = ""
    is_graded: bool = False
    is_asked: bool = False
    for_leaders: bool = False


OF_A_PERSON = (
    Part(
        key="conduct",
        number="I",
        title="Phẩm chất chính trị, đạo đức, lối sống; ý thức tổ chức kỷ luật; tác phong",
        hint="Việc đã làm trong năm, bằng lời của mình.",
        is_graded=True,
        is_asked=True,
    ),
    Part(
        key=DUTIES,
        number="I",
        title="Kết quả thực hiện chức trách, nhiệm vụ được giao",
        is_graded=True,
        is_asked=True,
    ),
    Part(
        key="leading",
        number="I",
        title="Công tác lãnh đạo, quản lý, điều hành",
        is_graded=True,
        is_asked=True,
        for_leaders=True,
    ),
    Part(
        key="drive",
        number="I",
        title="Ý thức trách nhiệm, đổi mới, dám nghĩ, dám làm",
        is_graded=True,
        is_asked=True,
        for_leaders=True,
    ),
    Part(
        key="example",
        number="I",
        title="Trách nhiệm nêu gương; phòng, chống tham nhũng, tiêu cực",
        is_graded=True,
        is_asked=True,
        for_leaders=True,
    ),
    Part(
        key=COMMITMENT,
        number="I",
        title="Kết quả thực hiện bản đăng ký, cam kết tu dưỡng, rèn luyện, phấn đấu",
        hint="Ghi sẵn từ bản đăng ký và báo cáo tháng; đồng chí sửa, thêm cho đủ.",
    ),
    Part(key="limits", number="II", title="Hạn chế, khuyết điểm và nguyên nhân"),
    Part(
        key="remedies",
        number="III",
        title="Kết quả khắc phục hạn chế, khuyết điểm đã chỉ ra trước đây",
        is_graded=True,
    ),
    Part(key="explanation", number="IV", title="Giải trình những vấn đề được gợi ý kiểm điểm"),
    Part(
        key="responsibility",
        number="V",
        title="Trách nhiệm của cá nhân đối với hạn chế, khuyết điểm của tập thể",
    ),
    Part(key="direction", number="VI", title="Phương hướng, biện pháp khắc phục"),
)
OF_A_CELL = (
    Part(
        key="results",
        number="I",
        title="Ưu điểm, kết quả đạt được",
        hint="Lãnh đạo nhiệm vụ chính trị, công tác tư tưởng, sinh hoạt, học tập và làm theo.",
        is_graded=True,
        is_asked=True,
    ),
    Part(key="limits", number="II", title="Hạn chế, khuyết điểm và nguyên nhân"),
    Part(
        key="remedies",
        number="III",
        title="Kết quả khắc phục hạn chế, khuyết điểm đã chỉ ra trước đây",
        is_graded=True,
    ),
    Part(key="explanation", number="IV", title="Giải trình những vấn đề được gợi ý kiểm điểm"),
    Part(key="responsibility", number="V", title="Trách nhiệm của tập thể, cá nhân"),
    Part(key="direction", number="VI", title="Phương hướng, biện pháp khắc phục"),
)


def parts_of(evaluation: Evaluation) -> list[Part]:
    if not isinstance(evaluation, MemberEvaluation):
        return list(OF_A_CELL)
    return [part for part in OF_A_PERSON if evaluation.by_leader or not part.for_leaders]
