"""What is written down in sessions: notes, speeches, conclusions, tasks and how they went."""
# ruff: noqa: E501 – a sentence stays on one line

PLACES = (
    "Phòng họp tầng 3",
    "Phòng 305",
    "Hội trường nhỏ",
    "Phòng họp của đơn vị",
    "Phòng 412, nhà B",
)
TALK_PLACES = ("Hội trường lớn của cơ quan", "Phòng truyền thống")
VISIT_PLACES = (
    "Khu di tích Phủ Chủ tịch",
    "K9 Đá Chông, Ba Vì",
    "Bảo tàng Hồ Chí Minh",
    "Di tích Nhà 48 Hàng Ngang",
)
INVITATIONS = (
    "Đề nghị đồng chí đọc trước câu hỏi gợi ý và chuẩn bị ý kiến ngắn.",
    "Đồng chí nào vắng thì xin phép trước trên hệ thống.",
    "Mang theo bản đăng ký của năm để đối chiếu.",
    "",
    "",
)
GUESTS = (
    "Đồng chí phụ trách theo dõi chi bộ, bộ phận giúp việc Đảng uỷ",
    "Đại diện Công đoàn cơ quan",
)
# Notes on an item of the agenda, by its kind

TASK_NOTES = (
    "Chủ trì đọc từng việc giao kỳ trước; người phụ trách báo kết quả, chi bộ không có ý kiến thêm.",
    "Việc còn dở được nêu lý do: chờ đơn vị phối hợp trả lời. Chi bộ đồng ý lùi, không lùi lần thứ hai.",
    "Các việc kỳ trước đã xong; một việc làm sớm hơn hạn.",
    "Một đồng chí đi công tác nên nhờ chi uỷ báo thay; kết quả ghi ở trang của việc.",
)
REPORT_NOTES = (
    "Chi uỷ tổng hợp báo cáo của tháng; hai đồng chí nói thêm về việc làm được một phần.",
    "Đa số gửi đúng hạn. Những việc chưa làm được nêu rõ lý do, chi bộ góp cách gỡ.",
    "Chi bộ nghe ba báo cáo tiêu biểu, trong đó một báo cáo về việc khó chưa xong.",
    "Chi uỷ lưu ý mấy báo cáo còn viết chung, đề nghị tháng sau ghi rõ số việc.",
    "Báo cáo tháng được đọc theo nhóm công việc; mỗi nhóm một đồng chí nêu nhận xét.",
)
DOCUMENT_NOTES = (
    "Phó bí thư đọc những điểm chính, chi bộ đối chiếu với việc của đơn vị.",
    "Đọc toàn văn; trao đổi hai điểm liên quan trực tiếp đến công việc của vụ.",
    "Chi uỷ giới thiệu mục đích, yêu cầu và việc chi bộ phải làm sau văn bản này.",
)
OTHER_NOTES = (
    "Chi uỷ nêu trọng tâm tháng tới; các nhóm nhận việc và hẹn ngày.",
    "Thống nhất lịch trực và người thay khi đi công tác.",
    "Bàn việc phối hợp với đơn vị bạn, cử một đồng chí làm đầu mối.",
    "Chi bộ góp ý cho dự thảo văn bản của đơn vị, ghi lại để sửa trong tuần.",
)
TOPIC_NOTES = {
    1: (
        "Bí thư nêu ba việc năm qua bị chậm và phần trách nhiệm của từng khâu, kể cả của chi uỷ.",
        "Người trình bày đọc lại bản phân công, đối chiếu với sổ theo dõi để chỉ chỗ việc bị bỏ lửng.",
    ),
    2: (
        "Bốn đồng chí kể chuyện về Bác, mỗi chuyện xong có người liên hệ với việc của đơn vị.",
        "Chi bộ nghe kể chuyện rồi chia nhóm, mỗi nhóm chọn một lời hứa còn nợ để trả trong quý.",
    ),
    3: (
        "Toạ đàm theo câu hỏi gợi ý; ý kiến tập trung vào việc giữ thông tin cho riêng mình và ngại va chạm.",
        "Mỗi đồng chí tự viết một biểu hiện của mình ra giấy, ai muốn thì đọc trước chi bộ.",
    ),
    4: (
        "Chi uỷ trình danh mục việc đã đăng ký trong năm, đánh dấu việc thành nếp và việc chưa làm.",
        "Chi bộ xem lại từng chuẩn mực, bàn nên giữ cách đo nào cho năm sau.",
    ),
}
FORM_NOTES = {
    "visit": "Chi bộ thăm {place}, dâng hoa, nghe thuyết minh; trên xe về mỗi tổ nêu một điều rút ra cho công việc.",
    "talk": "Nghe báo cáo viên nói chuyện chuyên đề một giờ, hỏi đáp bốn mươi phút.",
    "joint": "Hai chi bộ cùng sinh hoạt, mỗi bên trình bày một cách làm rồi trao đổi chéo.",
}
SPEECHES = {
    0: (
        "Tôi đề nghị bớt họp, việc nào trao đổi được qua văn bản thì làm qua văn bản.",
        "Tháng này nhóm tôi còn hai hồ sơ chậm, lỗi ở khâu chuyển, tôi nhận phần mình.",
        "Nên ghi rõ người đầu mối, kẻo việc chung thành việc không của ai.",
        "Tôi nhất trí với chi uỷ, xin thêm: lịch công tác nên chốt trước thứ sáu.",
        "Đồng chí mới về cần người kèm trong ba tháng đầu, tôi nhận kèm.",
        "Báo cáo nên có con số, tránh câu “cơ bản hoàn thành”.",
    ),
    1: (
        "Có lúc tôi nhận việc rồi để đó vì nghĩ còn lâu mới đến hạn. Từ nay nhận việc là viết luôn ngày xong.",
        "Trách nhiệm là báo sớm khi thấy không kịp, để người khác còn xoay được.",
        "Người ở cơ sở gọi điện hỏi hồ sơ ba lần, đó là lỗi của mình chứ không phải của người ta.",
        "Tôi mong lãnh đạo đơn vị giao việc có hạn rõ, vì hạn chung chung thì rất khó tự nhắc.",
        "Chi bộ nên xem sổ việc quá hạn mỗi tháng, không phải để phê mà để gỡ.",
    ),
    2: (
        "Tôi kể lại chuyện Bác giữ đúng giờ hẹn dù mưa lũ; mình thì hay đến muộn năm phút và coi là thường.",
        "Tôi hứa tháng nào cũng gọi lại cho cơ sở mà mới làm được một nửa, xin chi bộ theo dõi giúp.",
        "Nói ít lại, ghi ra giấy việc đã làm, cuối tháng đọc là biết có đi đôi hay không.",
        "Cán bộ trẻ nhìn cách chúng ta làm nhiều hơn nghe chúng ta nói.",
        "Nên chọn ba lời hứa của chi bộ với đơn vị bạn, làm xong rồi mới hứa tiếp.",
    ),
    3: (
        "Giữ tài liệu riêng cũng là một kiểu cá nhân chủ nghĩa; tôi đề nghị có tủ hồ sơ chung.",
        "Ngại góp ý cho cấp trên là bệnh tôi có, tôi sẽ sửa bằng cách góp ý bằng văn bản.",
        "Khi chia việc, có lúc tôi chọn phần dễ cho nhóm mình. Từ quý này sẽ bốc lần lượt.",
        "Khen đúng người cũng là chống chủ nghĩa cá nhân, vì người làm thầm lặng được nhìn thấy.",
        "Góp ý nên nói ngay trong tuần, để lâu thành chuyện khác.",
    ),
    4: (
        "Việc đi cơ sở ghi lại hai ý kiến mỗi chuyến đã thành nếp, nên giữ.",
        "Việc viết nhật ký học tập của tôi là hình thức, năm sau tôi xin thôi.",
        "Năm tới mỗi người chọn hai việc thôi nhưng có người xác nhận.",
        "Chuẩn mực của chi bộ dòng cuối khó đo, đề nghị sửa cách đo.",
        "Tôi thấy họp chuyên đề năm nay bớt đọc, thêm nói, nên tiếp tục.",
    ),
}
ITEM_CONCLUSIONS = (
    "Chi bộ nhất trí.",
    "Giao chi uỷ theo dõi, báo lại kỳ sau.",
    "Chi bộ thống nhất cách làm như đã bàn.",
    "Rút kinh nghiệm ở khâu phối hợp, không để lặp lại.",
)
CONCLUSIONS = (
    "Chi bộ đánh giá cao các báo cáo có số liệu rõ; việc chậm phải có ngày xong cụ thể. Chi uỷ theo dõi các việc vừa giao.",
    "Buổi sinh hoạt có nhiều ý kiến thẳng thắn. Những việc đã thống nhất được giao người và hạn như trên.",
    "Chi bộ thống nhất giữ nếp báo cáo trước buổi sinh hoạt, dành thời gian ở buổi cho việc khó.",
    "Chủ trì nhắc lại: ít việc, rõ việc, có người xác nhận. Phần chưa ngã ngũ chuyển sang kỳ sau.",
    "Các đồng chí vắng được gửi tóm tắt nội dung; việc giao cho ai thì người ấy nhận bằng văn bản.",
)
# What is given to do: the work, and what its owner says when it is done

TASKS = (
    (
        "Lập danh mục hồ sơ quá hạn của đơn vị và người giữ",
        "Đã lập, gửi chi uỷ; còn ba hồ sơ chờ bổ sung giấy tờ.",
    ),
    (
        "Soạn bảng phân công có ngày xong cho từng việc của tháng",
        "Đã treo ở phòng họp và gửi từng đồng chí.",
    ),
    ("Gọi lại các cơ sở còn chờ trả lời, ghi kết quả", "Đã gọi đủ, hai nơi hẹn gửi thêm văn bản."),
    (
        "Kèm đồng chí mới về làm quen việc trong ba tháng",
        "Đã hướng dẫn xong phần tra cứu và trình ký.",
    ),
    (
        "Sửa quy chế phối hợp giữa hai nhóm cho rõ đầu mối",
        "Dự thảo đã được chi bộ góp ý, trình lãnh đạo đơn vị.",
    ),
    (
        "Chuẩn bị chuyện kể và câu hỏi cho buổi sinh hoạt sau",
        "Đã chuẩn bị hai chuyện, in một trang.",
    ),
    ("Rà lại cách đo của một dòng chuẩn mực khó theo dõi", "Đề xuất cách đo mới, chi bộ đồng ý."),
    ("Thu gọn biểu mẫu báo cáo nội bộ còn một trang", "Đã dùng mẫu mới từ đầu tháng."),
    (
        "Tổng hợp ý kiến của cơ sở sau các chuyến đi trong quý",
        "Tổng hợp được mười hai ý kiến, chín ý đã trả lời.",
    ),
    ("Lập lịch giữ giờ họp, báo người thay khi vắng", "Có lịch, hai tuần đầu thực hiện đúng."),
    ("Kiểm tra việc tắt điện, khoá tủ cuối ngày trong một tuần", "Đã kiểm năm buổi, nhắc một lần."),
    ("Viết tin ngắn về việc làm tốt của đồng chí trong chi bộ", "Tin đã gửi ban biên tập nội bộ."),
)
PROGRESS = (
    "Đã làm được quá nửa, đang chờ số liệu của đơn vị phối hợp.",
    "Mới xong phần đầu, tuần tới làm tiếp.",
    "Đã gửi dự thảo xin ý kiến hai đồng chí.",
)
NO_TASK_REASONS = (
    "nội dung tham quan là để liên hệ bản thân, việc cụ thể giao ở kỳ sinh hoạt thường kỳ kế tiếp",
    "các việc rút ra đã nằm trong kế hoạch năm của chi bộ, có người phụ trách",
)
DROP_REASON = "Đơn vị đã giao việc này cho phòng khác làm chung."
CANCEL_REASON = "Trùng lịch công tác đột xuất của cả đơn vị, chuyển nội dung sang kỳ thường kỳ."
ABSENCE_NOTES = {
    "mission": (
        "đi cơ sở theo đoàn công tác",
        "dự hội nghị ở tỉnh",
        "công tác phía Nam đến hết tuần",
    ),
    "leave": ("nghỉ phép năm", "nghỉ phép về quê"),
    "private": ("việc hiếu", "đưa người nhà đi khám bệnh", "con ốm"),
    "long_leave": ("nghỉ dài ngày theo chế độ",),
    "other": ("dự lớp bồi dưỡng tập trung", "đi khám sức khoẻ định kỳ"),
}
VOTE_QUESTIONS = (
    "Thông qua kết luận của buổi sinh hoạt",
    "Thông qua cách đo mới của chuẩn mực",
    "Nhất trí giao việc như chủ trì kết luận",
)
ABSENCE_REQUEST = (
    "Tôi đi công tác cơ sở theo kế hoạch của vụ, xin gửi báo cáo trước buổi sinh hoạt."
)
