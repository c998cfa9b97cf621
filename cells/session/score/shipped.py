"""The 100-point sheet as shipped (domain.md §4.5); afterwards it is data that staff keep.

Groups, points and bands follow the sheet of one ward under 42-HD. Of groups 3, 5, 6 and 8 only the
points were found: the words of their lines are ours and wait for staff to compare them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from cells.session.score.models import Basis, ScoreGroup, ScoreLevel, ScoreLine, ScoreSheet

NAME = "Phiếu chấm chất lượng buổi sinh hoạt (100 điểm)"
NOTE = (
    "Nhóm, điểm và mức theo phiếu của một đảng bộ phường "
    "làm theo Hướng dẫn 42-HD/BTCTW (2025–2026). "
    "Lời từng dòng ở các nhóm Chuẩn bị, Điều hành, Nguyên tắc, Kết thúc là lời gợi ý. "
    "Bộ phận giúp việc đối chiếu với hướng dẫn của cấp trên rồi sửa trước khi dùng."
)
FROM_THE_BEGINNING = date(2011, 1, 1)
# text, most, and what may be missing: hint, must_be_full, basis, bands
Line = tuple[str, int] | tuple[str, int, dict[str, Any]]
FULL: dict[str, Any] = {"must_be_full": True}
GROUPS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "Thời gian",
        (
            (
                "Bảo đảm thời gian sinh hoạt",
                5,
                {
                    **FULL,
                    "hint": "Từ 90 phút; thường kỳ kết hợp chuyên đề từ 120 phút",
                    "basis": Basis.DURATION,
                    "bands": "90: 5",
                },
            ),
        ),
    ),
    (
        "Tỷ lệ dự họp",
        (
            (
                "Tỷ lệ đảng viên dự họp",
                4,
                {
                    **FULL,
                    "hint": "Từ 90 %: 4; từ 75 %: 3; từ 65 %: 2; "
                    "dưới 65 % hoặc có người vắng không lý do: 1",
                    "basis": Basis.ATTENDANCE,
                    "bands": "90: 4; 75: 3; 65: 2; 0: 1",
                },
            ),
            (
                "Không có đảng viên vắng có lý do quá 3 buổi liền",
                1,
                {**FULL, "basis": Basis.EXCUSES, "bands": "1: 0; 0: 1"},
            ),
        ),
    ),
    (
        "Chuẩn bị",
        (
            ("Chi uỷ họp trước, thống nhất nội dung", 3),
            ("Có dự thảo nội dung, chương trình bằng văn bản", 2),
            ("Gửi nội dung cho đảng viên trước buổi sinh hoạt", 2),
            ("Báo cấp uỷ viên cấp trên theo dõi chi bộ", 1),
            ("Phân công người chuẩn bị từng nội dung", 2),
        ),
    ),
    (
        "Tổ chức sinh hoạt",
        (
            ("Đúng trình tự, thủ tục", 5),
            ("Đủ nội dung sinh hoạt thường kỳ", 10),
            ("Có nội dung chuyên đề, học tập và làm theo", 5),
            ("Biểu dương, nhắc nhở, kể cả việc đã đăng ký làm theo", 2),
            (
                "Đảng viên phát biểu",
                5,
                {
                    **FULL,
                    "hint": "Trên 50 % số người dự: 5; từ 40 %: 4; từ 30 %: 3; dưới 30 %: 2",
                    "basis": Basis.SPEAKING,
                    "bands": "50,01: 5; 40: 4; 30: 3; 0: 2",
                },
            ),
            ("Biên bản đầy đủ, rõ ràng", 1, FULL),
            ("Dành 15 đến 30 phút cho tình hình tư tưởng", 1),
            ("Dùng tài liệu điện tử", 1),
        ),
    ),
    (
        "Điều hành",
        (
            ("Nêu rõ mục đích, yêu cầu của buổi sinh hoạt", 2),
            ("Gợi mở, định hướng thảo luận", 4),
            ("Tổng hợp ý kiến, kết luận rõ từng nội dung", 3),
            ("Giữ đúng thời gian đã định", 1),
        ),
    ),
    (
        "Nguyên tắc",
        (
            ("Giữ nguyên tắc tập trung dân chủ", 1),
            ("Tự phê bình và phê bình thẳng thắn, xây dựng", 2),
            ("Đoàn kết, tôn trọng ý kiến khác nhau", 1),
            ("Giữ bí mật, kỷ luật phát ngôn", 1),
        ),
    ),
    (
        "Kết quả thực hiện nghị quyết",
        (
            (
                "Thực hiện nghị quyết, kết luận của buổi trước",
                30,
                {
                    "hint": "Theo phần trăm chỉ tiêu, nhiệm vụ đã làm: "
                    "30, 27, 24, 20, 15 hoặc 10 điểm"
                },
            ),
        ),
    ),
    (
        "Kết thúc",
        (
            ("Kết luận, giao việc có người và thời hạn", 2),
            ("Biểu quyết thông qua kết luận, nghị quyết", 2),
            ("Thông qua biên bản", 1),
        ),
    ),
)
LEVELS = (("Tốt", 90, True), ("Khá", 70, False), ("Trung bình", 50, False), ("Kém", 0, False))


@transaction.atomic
def ship_score_sheet() -> None:
    """Where there is none yet; what the office has changed or added stays as it is."""
    if ScoreSheet.objects.exists():
        return
    sheet = ScoreSheet.objects.create(name=NAME, valid_from=FROM_THE_BEGINNING, note=NOTE)
    for position, (name, lines) in enumerate(GROUPS, start=1):
        group = ScoreGroup.objects.create(sheet=sheet, position=position, name=name)
        for place, (text, most, *more) in enumerate(lines, start=1):
            values: dict[str, Any] = more[0] if more else {}
            ScoreLine.objects.create(
                group=group, position=place, text=text, most=Decimal(most), **values
            )
    for name, at_least, needs_full in LEVELS:
        ScoreLevel.objects.create(
            sheet=sheet, name=name, at_least=Decimal(at_least), needs_full=needs_full
        )
