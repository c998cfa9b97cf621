"""The words between a member and the cell: why one pledges, what is sent back and why, what is praised."""
# ruff: noqa: E501 – a sentence stays on one line

REFLECTIONS = {
    2013: (
        "Học phong cách quần chúng của Bác, tôi thấy mình còn ngại xuống cơ sở, thường biết việc qua giấy tờ. Năm nay tôi muốn nghe trước, viết sau.",
        "Nêu gương trước hết là làm đúng giờ, đúng việc mình được giao, không đợi ai nhắc.",
        "Dân chủ trong chi bộ bắt đầu từ việc nghe hết ý người khác. Tôi hay ngắt lời, năm nay sẽ sửa.",
        "Người làm công tác tổ chức mà cẩu thả một chữ thì có người chịu thiệt; tôi nhận thấy phải kỹ hơn.",
        "Bác dạy cán bộ phải gần dân, hiểu dân. Việc của tôi là phục vụ, nên lấy sự hài lòng của người được phục vụ làm thước đo.",
        "Qua học chuyên đề, tôi thấy tiết kiệm không phải chuyện lớn lao, bắt đầu từ tờ giấy và giờ làm việc.",
        "Tự soi lại năm qua, tôi còn nể nang khi góp ý. Nêu gương là dám nói thẳng và nghe nói thẳng.",
        "Tôi hiểu gương mẫu là để người trẻ trong phòng nhìn vào mà tin, không phải để được khen.",
    ),
    2014: (
        "Tinh thần trách nhiệm là làm đến cùng và nhận lỗi khi chưa xong. Năm trước tôi để lỡ hai việc, năm nay không để lặp lại.",
        "Nói đi đôi với làm: tôi chỉ đăng ký việc chắc làm được và kể lại được bằng con số.",
        "Chống chủ nghĩa cá nhân với tôi là không chọn việc dễ, không giữ thông tin cho riêng mình.",
        "Đọc lại lời Bác về “việc gì có lợi cho dân thì hết sức làm”, tôi thấy việc của mình tuy nhỏ mà chậm một ngày là có người phải đợi.",
        "Tôi nhận thấy mình nhận việc nhanh nhưng báo kết quả chậm. Năm nay tập trung vào việc báo lại.",
        "Trách nhiệm của đảng viên là nêu trước khó khăn chứ không đợi đến hạn mới nói.",
        "Mỗi lời hứa với cơ sở là một món nợ; tôi ghi sổ và trả từng việc.",
        "Làm lâu năm dễ sinh chủ quan. Tôi đăng ký những việc buộc mình phải kiểm tra lại hai lần.",
    ),
}
MEASURES = (
    "Ghi sổ tay từng tuần; báo cáo trước chi bộ trong kỳ sinh hoạt hằng tháng; nhờ đồng chí cùng phòng nhắc khi quên.",
    "Đưa việc đăng ký vào lịch công tác tháng. Cuối mỗi tuần tự kiểm tra mười phút.",
    "Chia việc năm ra từng quý, quý nào xong việc quý ấy; có vướng thì báo chi uỷ ngay.",
    "Trao đổi với người xác nhận vào đầu mỗi quý; việc nào chưa đạt thì nói rõ lý do.",
    "Dán bản đăng ký ở bàn làm việc để nhớ; nhận góp ý của chi bộ ở mỗi kỳ sinh hoạt.",
    "Học cách làm của các đồng chí đi trước, mỗi tháng ghi lại một điều rút ra.",
)
PLEDGE_RETURNS = (
    "Việc thứ nhất còn chung, đề nghị ghi rõ mức và số lần.",
    "Chưa rõ ai xác nhận việc thứ hai; đồng chí ghi thêm.",
    "Nội dung gần giống năm trước; đồng chí cho biết năm nay khác gì.",
    "Đề nghị gắn một việc với chuyên đề của năm.",
    "Hạn của việc viết bài trùng đợt cao điểm, đồng chí xem lại cho chắc.",
    "Đăng ký hơi nhiều việc nhỏ; chọn những việc đồng chí thấy đáng làm nhất.",
)
REPORT_RETURNS = (
    "Đồng chí ghi rõ số việc đã làm, “cơ bản xong” chưa cho biết là bao nhiêu.",
    "Việc này tháng trước đã ghi là xong; đồng chí xem lại giúp.",
    "Đề nghị nói thêm vì sao chưa làm và định làm vào lúc nào.",
    "Câu báo cáo giống hệt tháng trước. Nếu không có gì mới, đồng chí chọn “Không thay đổi”.",
    "Ghi thêm ngày và nơi làm việc để chi bộ nắm được.",
    "Chi bộ thấy việc này đã có kết quả trong tuần cuối tháng, đồng chí bổ sung cho đủ.",
    "Người xác nhận chưa nhận được tin về việc này, đồng chí trao đổi lại rồi gửi.",
)
COMMENTS = (
    "Làm tốt, đề nghị kể cách làm trong kỳ sinh hoạt tới.",
    "Ghi nhận. Tháng sau giữ nhịp này.",
    "Chi bộ đã nắm khó khăn, sẽ trao đổi với đơn vị phối hợp.",
    "Số liệu rõ, dễ theo dõi.",
    "Đồng chí chú ý hạn cuối, còn ít thời gian.",
    "Việc này nên rủ thêm một đồng chí trẻ cùng làm.",
    "Cảm ơn đồng chí đã nói thẳng chỗ chưa làm được.",
    "Đề nghị làm dứt điểm trong tháng tới.",
    "Chi uỷ sẽ nhắc bộ phận quản trị về máy móc.",
)
DIFFERENCES = (
    "Năm nay làm đều từng tháng, không dồn vào cuối quý.",
    "Năm ngoái làm một mình, năm nay rủ thêm một đồng chí trẻ cùng làm.",
    "Thêm sổ theo dõi để người xác nhận xem được từng lần.",
    "Năm ngoái mới làm ở phòng, năm nay làm cả với đơn vị phối hợp.",
    "Giữ việc cũ vì có ích; năm nay mỗi quý tự kiểm lại một lần.",
)
EXCUSES = (
    "Đi học lớp tập trung cả tháng, có quyết định cử đi học.",
    "Nghỉ dài ngày theo chế độ.",
    "Đi công tác dài ngày ở cơ sở, không dự sinh hoạt.",
    "Tham gia đoàn công tác của Ban trọn tháng.",
)
NOT_YET = (
    "Tháng này dồn sức cho việc đột xuất của đơn vị, chưa làm được.",
    "Chưa làm; đã hẹn lại vào tuần đầu tháng sau.",
    "Chưa bắt đầu vì chờ thống nhất cách làm với lãnh đạo phòng.",
    "Đi công tác gần hết tháng nên việc này chưa làm.",
    "Chưa làm được, tôi nhận khuyết điểm và sẽ làm bù.",
    "Chưa đến kỳ làm việc này trong quý.",
)
DIFFICULTIES = (
    "Thiếu người, một việc phải chờ nhau.",
    "Cần chi uỷ nói giúp với đơn vị phối hợp cho kịp hạn.",
    "Lịch công tác đột xuất nhiều, khó giữ nhịp đã định.",
    "Mong chi bộ góp ý cách làm gọn hơn.",
)
CLOSING_NOTE = "Hết năm, đã tổng hợp vào đánh giá của chi bộ."
REOPENING_NOTES = (
    "Số liệu việc thứ nhất lệch với sổ theo dõi của đơn vị, đề nghị xem lại.",
    "Người xác nhận đề nghị sửa lại ngày hoàn thành.",
)
MENDINGS = (
    "Bổ sung: xong hai trong ba việc, việc còn lại làm nốt trong tuần đầu tháng sau.",
    "Nói rõ thêm: làm trong tuần thứ ba, có đồng chí cùng phòng xác nhận.",
    "Đã xem lại sổ theo dõi, con số trên là đúng.",
    "Lý do chậm là chờ số liệu; đã hẹn ngày 10 tháng sau.",
    "Bổ sung: đã báo người xác nhận và được đồng ý.",
)
