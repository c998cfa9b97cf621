"""What those who advise on organisations and people pledge in their own work; all invented."""
# ruff: noqa: E501 – a sentence stays on one line

from reports.demo.cells import Virtue
from reports.demo.works import Work

BASE = (
    Work(
        Virtue.DUTY,
        "Trả lời công văn, điện thoại hỏi nghiệp vụ của cơ sở trong {k} ngày làm việc",
        "Không để sót việc nào quá hạn",
        "Hằng tháng",
        (
            "Trả lời {m} công văn và {n} cuộc điện thoại của cơ sở, không việc nào quá hạn.",
            "Nhận {m} câu hỏi của các đảng uỷ cơ sở, trả lời xong trước ngày {d}.",
            "Soạn {n} văn bản trả lời {t}, gửi trong hạn; lập sổ theo dõi để khỏi sót.",
            "Hết tháng không còn công văn tồn, việc lâu nhất mất bốn ngày.",
        ),
        (
            "Trả lời {m} công văn, còn {b} việc chờ ý kiến đơn vị phối hợp.",
            "Có {b} công văn trả lời chậm một ngày, đã xin lỗi nơi gửi.",
        ),
        ("Câu hỏi liên quan nhiều vụ, chờ ý kiến lâu.",),
        counts=(3, 5),
    ),
    Work(
        Virtue.PEOPLE,
        "Về cơ sở {k} chuyến trong năm, dự trọn một buổi sinh hoạt chi bộ, ghi lại điều cần sửa trong hướng dẫn",
        "{k} chuyến, mỗi chuyến ít nhất hai ý kiến",
        "Hằng quý",
        (
            "Dự sinh hoạt một chi bộ thôn ở {t} ngày {d}, ghi {n} ý kiến về mẫu biên bản.",
            "Gửi lại {t} câu trả lời cho {b} ý kiến nhận trong chuyến trước.",
            "Tổng hợp {n} ý kiến của cơ sở thành một trang, đã trình lãnh đạo vụ.",
        ),
        ("Chuyến đi {t} phải hoãn, mới nghe được {b} bí thư chi bộ qua điện thoại.",),
    ),
    Work(
        Virtue.LEARNING,
        "Viết một chuyên đề về nâng chất lượng sinh hoạt chi bộ và trình bày trước vụ",
        "Một chuyên đề được dùng",
        "Trong năm",
        (
            "Xong đề cương, đã lấy góp ý của {b} đồng chí.",
            "Viết thêm {n} trang, kèm ví dụ lấy từ chi bộ ở {t}.",
            "Trình bày thử ngày {d}, sửa theo {n} góp ý.",
        ),
        ("Mới viết được {n} trang, phần số liệu còn thiếu.",),
        ("Số liệu của {t} chưa gửi về.",),
        due=(9, 30),
    ),
    Work(
        Virtue.FAIRNESS,
        "Góp ý bằng văn bản cho mọi dự thảo hướng dẫn được giao, nêu rõ điểm không đồng ý và lý do",
        "Góp đủ, đúng hạn",
        "Hằng tháng",
        (
            "Góp ý {b} dự thảo, nêu {n} điểm chưa đồng ý; hai điểm được tiếp thu.",
            "Gửi góp ý trước hạn {b} ngày, có kèm câu sửa cụ thể.",
            "Đọc lại dự thảo với đồng chí soạn ngày {d}, thống nhất cách viết.",
        ),
        ("Góp được một trong {b} dự thảo, bản còn lại xin thêm hai ngày.",),
    ),
)

MEMBERS = (
    Work(
        Virtue.DUTY,
        "Kiểm tra hồ sơ đề nghị tặng Huy hiệu Đảng, cấp thẻ hai lượt trước khi trình",
        "Không hồ sơ nào bị trả vì sai sót của mình",
        "Hằng tháng",
        (
            "Kiểm tra {m} hồ sơ, phát hiện {n} chỗ lệch ngày vào Đảng, đã báo nơi gửi sửa.",
            "Trình {m} hồ sơ của đợt này, không hồ sơ nào bị trả.",
            "Đối chiếu {m} thẻ với danh sách gốc, xong ngày {d}.",
        ),
        ("Kiểm tra được {m} hồ sơ, còn {n} hồ sơ thiếu giấy tờ của {t}.",),
        ("Nơi gửi bổ sung giấy tờ chậm.",),
    ),
    Work(
        Virtue.FAIRNESS,
        "Cuối ngày cất hồ sơ vào tủ, khoá và ký sổ; không mang hồ sơ ra khỏi phòng",
        "Không ngày nào bỏ sót",
        "Hằng ngày",
        (
            "Ký sổ đủ {m} ngày làm việc, kiểm tra đột xuất ngày {d} không thiếu gì.",
            "Sắp lại {b} ngăn tủ, dán nhãn từng tập, tìm một hồ sơ không quá hai phút.",
            "Không để hồ sơ trên bàn ngày nào, trao đổi với nơi hỏi qua bản trích.",
        ),
        ("Quên ký sổ {b} hôm, hồ sơ vẫn trong tủ.",),
    ),
    Work(
        Virtue.LEARNING,
        "Soạn bộ câu hỏi – trả lời về chuyển sinh hoạt đảng, cập nhật mỗi quý",
        "{k}0 câu, gửi cho các chi bộ",
        "Hằng quý",
        (
            "Thêm {n} câu hỏi gặp nhiều trong tháng, đã gửi các đơn vị dùng thử.",
            "Sửa {b} câu trả lời theo góp ý của {t}.",
            "Bộ câu hỏi được đưa lên trang nội bộ ngày {d}.",
        ),
        ("Gom được {n} câu, chưa viết xong phần trả lời.",),
    ),
    Work(
        Virtue.PEOPLE,
        "Tiếp người đến hỏi về thẻ, hồ sơ đảng viên lịch sự, hẹn một lần là xong",
        "Không ai phải đi lại lần thứ ba",
        "Hằng tuần",
        (
            "Tiếp {m} lượt người, {n} việc giải quyết ngay trong buổi.",
            "Gọi lại cho {b} bác cao tuổi để khỏi phải đi xe lên cơ quan.",
            "Một bác hỏi việc thất lạc hồ sơ từ {t}, đã tìm được và báo ngày {d}.",
        ),
        ("Tiếp {m} lượt, còn {b} việc phải hẹn lần hai do thiếu giấy tờ.",),
        ("Hồ sơ cũ lưu ở nhiều nơi nên tra lâu.",),
    ),
)

LOCAL = (
    Work(
        Virtue.PEOPLE,
        "Nắm tình hình {k} tỉnh được phân công, cập nhật sổ theo dõi trước ngày 25 hằng tháng",
        "Đủ các tỉnh, đúng ngày",
        "Hằng tháng",
        (
            "Cập nhật sổ ngày {d}, riêng {t} ghi thêm {n} việc mới.",
            "Gọi điện cho ban tổ chức {t} mỗi tuần một lần, kịp báo {b} vấn đề nổi lên.",
            "Sổ theo dõi đủ các tỉnh, lãnh đạo vụ dùng ngay cho buổi giao ban.",
            "Nối số liệu {t} với báo cáo quý, sửa {b} chỗ lệch.",
        ),
        (
            "Cập nhật được các tỉnh trừ {t}, đang chờ số liệu.",
            "Cập nhật chậm {b} ngày vì đi công tác.",
        ),
        ("{t} gửi báo cáo thường chậm vài ngày.",),
    ),
    Work(
        Virtue.DUTY,
        "Trình ý kiến thẩm định nhân sự trong {k} ngày, không phải làm lại",
        "Đúng hạn, không bị trả lại",
        "Hằng tháng",
        (
            "Thẩm định {n} trường hợp của {t}, trình trước hạn một ngày.",
            "Hoàn thành {n} ý kiến, không bản nào phải làm lại.",
            "Đọc kỹ {m} trang hồ sơ, hỏi lại {t} {b} điểm rồi mới trình ngày {d}.",
        ),
        ("Trình {n} ý kiến, một bản phải bổ sung quá trình công tác.",),
        ("Hồ sơ gửi kèm thiếu kết luận, phải hỏi nhiều lần.",),
        counts=(5, 7),
    ),
    Work(
        Virtue.SAVING,
        "Thực hiện một việc “cần”, một việc “kiệm”: xong việc trong ngày và gộp chuyến công tác",
        "Giảm {k} chuyến so với năm trước",
        "Hằng tháng",
        (
            "Gộp hai việc ở {t} vào một chuyến, về sớm một ngày.",
            "Tháng này không chuyến nào, làm việc với {t} bằng văn bản và điện thoại.",
            "Sáng làm kế hoạch, chiều kiểm lại: {m} việc đều xong trong ngày.",
            "Đi {t} cùng xe đoàn khác, đỡ một xe cơ quan.",
        ),
        ("Xong việc trong ngày thì giữ được, chuyến đi {t} chưa gộp được.",),
    ),
    Work(
        Virtue.FAIRNESS,
        "Viết báo cáo địa bàn có số liệu, nêu cả việc chưa tốt, không quá {k} trang",
        "Mỗi quý một báo cáo",
        "Hằng quý",
        (
            "Báo cáo {t} dài ba trang, nêu {b} việc chưa tốt kèm dẫn chứng.",
            "Bỏ phần kể lể, thay bằng một bảng số liệu; lãnh đạo vụ không phải hỏi lại.",
            "Đối chiếu số liệu {t} từ hai nguồn trước khi gửi ngày {d}.",
        ),
        ("Báo cáo còn dài, lãnh đạo vụ yêu cầu rút gọn một nửa.",),
        counts=(3, 4),
    ),
)

CADRE = (
    Work(
        Virtue.PEOPLE,
        "Gặp, nghe ít nhất {k} cán bộ mỗi tháng trước khi viết nhận xét",
        "{k} cuộc mỗi tháng, có ghi lại",
        "Hằng tháng",
        (
            "Gặp {n} đồng chí, ghi sổ từng cuộc; {b} nguyện vọng đã chuyển đơn vị.",
            "Nghe một đồng chí mới chuyển về nói chuyện ngày {d}, đã xếp lại bàn và việc.",
            "Trước khi viết {b} nhận xét đều đã gặp trực tiếp.",
        ),
        ("Gặp được {b} đồng chí, số còn lại đi công tác.",),
    ),
    Work(
        Virtue.DUTY,
        "Rà soát hồ sơ cán bộ của {k} đơn vị, bổ sung đủ giấy tờ còn thiếu",
        "Xong trước cuối quý III",
        "Trong năm",
        (
            "Rà soát {m} hồ sơ, bổ sung {n} giấy tờ, ghi phiếu từng tập.",
            "Xong một đơn vị, bàn giao danh mục ngày {d}.",
            "Sửa {b} chỗ sai năm tuyển dụng sau khi đối chiếu quyết định gốc.",
        ),
        ("Rà được {m} hồ sơ, còn {n} giấy tờ phải xin bản sao.",),
        ("Một số quyết định cũ lưu ở nơi khác.",),
        due=(9, 30),
    ),
    Work(
        Virtue.LEARNING,
        "Bỏ {k} biểu mẫu trùng nhau trong quy trình nâng lương, nghỉ phép",
        "{k} biểu mẫu được bỏ",
        "Hằng quý",
        (
            "So {n} biểu mẫu, đề nghị gộp {b} mẫu vào một.",
            "Dùng thử mẫu mới với hai đơn vị từ ngày {d}, người làm đỡ ghi lại {n} ô.",
            "Lãnh đạo vụ đồng ý bỏ một mẫu, đã báo các đơn vị.",
        ),
        ("Đã soạn mẫu gộp, chờ ý kiến tài vụ.",),
    ),
    Work(
        Virtue.FAIRNESS,
        "Công khai tiêu chí, danh sách dự kiến nâng lương trước khi trình",
        "Mỗi đợt công khai năm ngày",
        "Hằng quý",
        (
            "Dán danh sách {m} người từ ngày {d}, nhận {b} ý kiến, trả lời cả.",
            "Không có đợt nâng lương; soạn lại phần giải thích tiêu chí cho dễ hiểu.",
            "Một ý kiến đúng, đã bổ sung tên vào danh sách và cảm ơn người nêu.",
        ),
        ("Danh sách dán được ba ngày thì phải trình gấp.",),
    ),
)

PROTECT = (
    Work(
        Virtue.DUTY,
        "Trả lời đề nghị thẩm tra trong {k} ngày kể từ khi đủ hồ sơ",
        "Không việc nào quá hẹn",
        "Hằng tháng",
        (
            "Trả lời {n} đề nghị, việc lâu nhất mười ngày.",
            "Đủ hồ sơ {n} trường hợp, đã trình kết luận trước ngày {d}.",
            "Xong việc tồn từ tháng trước, không còn đề nghị nào quá hẹn.",
        ),
        ("Trả lời {n} đề nghị, {b} việc còn chờ xác minh ở {t}.",),
        ("Nhân chứng ở xa, đi lại mất nhiều ngày.",),
        counts=(15, 20),
    ),
    Work(
        Virtue.FAIRNESS,
        "Mỗi kết luận dựa trên ít nhất {k} nguồn chứng cứ, có đồng chí thứ hai đọc lại",
        "Không kết luận nào phải rút",
        "Hằng tháng",
        (
            "Viết {b} kết luận, đều có người đọc lại, sửa {n} câu cho rõ.",
            "Tìm thêm được một nguồn ở kho lưu trữ {t}, đủ căn cứ để kết luận.",
            "Đọc lại giúp đồng chí khác {b} bản, góp {n} ý.",
        ),
        ("Một kết luận mới có một nguồn, đang tìm thêm.",),
        counts=(2, 3),
    ),
    Work(
        Virtue.SAVING,
        "Tự kiểm tủ hồ sơ, máy tính, con dấu chiều thứ sáu hằng tuần",
        "Đủ các tuần, có ghi sổ",
        "Hằng tuần",
        (
            "Kiểm đủ bốn tuần, không thiếu tập nào.",
            "Chiều {d} phát hiện một tủ khoá lỏng, đã thay trong ngày.",
            "Ghi sổ đủ; huỷ {n} bản nháp theo đúng thủ tục.",
        ),
        ("Kiểm ba tuần, tuần đi công tác nhờ đồng chí khác kiểm thay.",),
    ),
    Work(
        Virtue.PEOPLE,
        "Giải thích kết quả cho người đề nghị bằng lời dễ hiểu, không chỉ gửi công văn",
        "Mọi trường hợp có trao đổi trực tiếp",
        "Hằng tháng",
        (
            "Gọi điện cho {n} người, ai cũng hiểu vì sao còn phải chờ.",
            "Tiếp một gia đình từ {t} ngày {d}, nghe hết chuyện rồi mới giải thích.",
            "Viết lại mẫu trả lời, bỏ chữ khó, dài còn nửa trang.",
        ),
        ("Trao đổi được {b} người, còn lại mới gửi công văn.",),
    ),
)
