"""The standards that the article quotes, cell by cell, in its own words and spelling."""

ARTICLE = {
    "Vụ Cơ sở đảng": (
        "Kiên định, trung thành - Vì dân phục vụ",
        "Trách nhiệm, tận tuỵ - Cầu thị, lắng nghe",
        "Công, tư phân minh - Nghĩa, tình trọn vẹn",
        "Khiêm tốn, học hỏi - Cộng tác, giúp đỡ",
        "Đoàn kết, trí tuệ - Toàn vụ đồng tâm",
    ),
    "Vụ Đảng viên": (
        "Tự giác, trách nhiệm, kỷ cương, đoàn kết, giúp đỡ nhau hoàn thành tốt nhiệm vụ",
    ),
    "Vụ Địa phương I": (
        "Tuyệt đối trung thành, nắm chắc tình hình, đoàn kết, chân tình, tham mưu đúng, trúng",
    ),
    "Vụ Địa phương II": (
        # one line of the article
        "Trung thành, tận tuỵ, đoàn kết, gương mẫu, chủ động, sáng tạo, công tâm, khách quan, tham mưu hiệu quả",  # noqa: E501
    ),
    "Vụ IV": ("Đoàn kết, trung thành, trí tuệ, dũng cảm",),
    "Vụ Tổ chức - Cán bộ cơ quan": (
        "Trung thực, trách nhiệm, hiểu việc, hiểu người, khách quan, cầu thị, chủ động, sáng tạo",
    ),
    "Tài vụ - Quản trị - Công nghệ thông tin": (
        "Phục vụ kịp thời, chu đáo, tận tuỵ, trách nhiệm, tiết kiệm, hiệu quả",
    ),
}
