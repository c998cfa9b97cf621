"""What people and cells write of their year, and what others say of it; every word is invented."""
# ruff: noqa: E501 – a sentence stays on one line

PERSON = {
    "conduct": (
        "Giữ nền nếp giờ giấc, dự đủ các kỳ sinh hoạt trừ hai buổi đi công tác. Góp ý thẳng trong chi bộ, không nói sau lưng.",
        "Chấp hành sự phân công, kể cả việc đột xuất cuối tuần. Giữ bí mật công tác; tài liệu mật cất tủ trước khi về.",
        "Học chuyên đề của năm, đã nói phần liên hệ ở kỳ sinh hoạt quý II. Nếp sống giản dị, gia đình được phường công nhận gia đình văn hoá.",
        "Tin và nói đúng chủ trương; chỗ nào chưa rõ thì hỏi trong chi bộ. Không uống rượu bia buổi trưa ngày làm việc.",
        "Nghiêm túc nhận phê bình về việc hay ngắt lời người khác, đã sửa được nhiều. Đoàn kết với anh chị em trong phòng.",
        "Sinh hoạt đều, phát biểu ở phần lớn các buổi. Sử dụng xe, giấy mực của cơ quan đúng việc công.",
        "Giữ mối liên hệ với chi bộ nơi cư trú, dự đủ các buổi được mời. Kê khai tài sản đúng hạn.",
        "Nói và làm theo nghị quyết của chi bộ; tác phong làm việc nhanh hơn năm trước, ít phải nhắc.",
    ),
    "duties": (
        "Hoàn thành các việc được giao trong kế hoạch năm; hai việc xong sớm, một việc chậm mười ngày vì chờ số liệu.",
        "Xử lý hết văn bản đến trong hạn. Tham gia soạn hai báo cáo lớn của đơn vị, không phải làm lại.",
        "Đi công tác cơ sở năm chuyến, chuyến nào cũng có báo cáo trong một tuần. Các kiến nghị nhận về đã trả lời hoặc chuyển đúng nơi.",
        "Việc thường xuyên làm đúng hạn. Việc đột xuất nhận sáu, xong sáu; chất lượng được lãnh đạo phòng ghi nhận.",
        "Theo dõi đúng mảng được phân công, sổ cập nhật từng tháng. Một lần trình thiếu phụ lục, đã bổ sung trong ngày.",
        "Bảo đảm công việc phục vụ các hội nghị lớn trong năm, không để sự cố. Bớt được một biểu mẫu trùng lặp.",
        "Hoàn thành phần việc trong tổ biên soạn; kèm một đồng chí mới làm quen việc trong quý III.",
        "Khối lượng việc nhiều hơn năm trước, vẫn giữ đúng hạn phần lớn. Số liệu cung cấp không phải đính chính.",
    ),
    "leading": (
        "Phân công rõ người, rõ hạn; giao ban mỗi sáng thứ hai dưới một giờ. Việc khó đưa ra bàn chung trước khi trình.",
        "Điều hành đúng quy chế của đơn vị, uỷ quyền khi vắng. Không có việc nào tồn quá một tháng mà không rõ lý do.",
        "Cùng tập thể lãnh đạo giữ đoàn kết trong đơn vị; đối thoại với cán bộ trẻ hai lần trong năm.",
        "Chỉ đạo hoàn thành kế hoạch năm của mảng phụ trách; có lúc còn ôm việc, giao chưa kịp.",
    ),
    "drive": (
        "Đề xuất bỏ một bước trình trùng lặp, được áp dụng từ quý II.",
        "Nhận chủ trì một việc mới chưa có tiền lệ, chịu trách nhiệm đến cùng về kết quả.",
        "Mạnh dạn giao việc cho đồng chí trẻ và cùng sửa khi chưa đạt.",
        "Nói rõ chính kiến khi thẩm định, kể cả khi khác ý kiến ban đầu của đơn vị trình.",
    ),
    "example": (
        "Đăng ký và báo cáo trước các đồng chí khác; bản đăng ký được đọc trong chi bộ. Không nhận quà trái quy định.",
        "Gương mẫu về giờ giấc; chi tiêu công khai từng quý. Không có đơn thư phản ánh trong mảng phụ trách.",
        "Tự nói khuyết điểm trước rồi mới góp ý người khác. Thực hiện đúng quy định về tiếp khách, đi công tác.",
        "Kê khai, công khai tài sản đúng quy định; người thân không tham gia việc của đơn vị.",
    ),
    "commitment": (
        "Các việc đã đăng ký cơ bản làm được, một việc còn dở sẽ làm nốt trong quý I năm sau. Có việc giúp đồng chí cùng phòng ngoài đăng ký.",
        "Làm xong phần lớn việc đăng ký; số liệu từng tháng ghi trong báo cáo đã gửi chi bộ.",
        "Việc về tiết kiệm vượt mức đã hẹn, việc về học tập đạt một nửa. Các báo cáo tháng có ghi rõ.",
        "Đã thực hiện đúng các việc đăng ký, người xác nhận đồng ý. Rút ra là nên đăng ký ít việc và đo được.",
        "Những việc làm hằng tháng giữ được nhịp; việc theo quý chậm một lần do đi công tác.",
        "Kết quả như các báo cáo tháng. Nội dung tâm đắc nhất là trả lời cơ sở đúng hẹn.",
    ),
    "limits": (
        "Còn nể nang khi góp ý với đồng chí nhiều tuổi. Nguyên nhân là ngại va chạm.",
        "Hai báo cáo tháng gửi chậm do đi cơ sở dài ngày mà không viết trước khi đi.",
        "Phát biểu trong sinh hoạt còn ít, phần lớn mới nói khi được hỏi.",
        "Tự học chưa đều; tài liệu nhận về có khi cuối quý mới đọc hết.",
        "Có việc nhận rồi mới báo khó, làm người phối hợp bị động.",
        "Chưa dành thời gian kèm đồng chí mới như đã hứa, vì việc dồn vào cuối năm.",
        "Văn bản đôi khi còn dài, phải sửa lại cho gọn.",
        "Việc tiết kiệm đã đăng ký làm được phần dễ, phần giảm in thử chưa đạt mức đặt ra.",
    ),
    "remedies": (
        "Việc chậm trả lời văn bản được nhắc năm trước nay không còn.",
        "Đã khắc phục việc đến muộn buổi giao ban; từ quý II không lần nào.",
        "Năm trước được góp ý ít phát biểu; năm nay đã phát biểu ở bảy kỳ sinh hoạt.",
        "Hạn chế về sổ sách theo dõi đã sửa xong trong quý I.",
        "Năm trước chi bộ góp ý nhận việc nhiều, báo lại chậm; nay mỗi tuần báo một lần.",
    ),
    "responsibility": (
        "Với hạn chế của chi bộ về buổi chuyên đề chưa sôi nổi, tôi có phần trách nhiệm vì chuẩn bị câu hỏi chưa kỹ.",
        "Chi bộ còn báo cáo gửi chậm, tôi nhận trách nhiệm nhắc chưa sớm trong phần mình theo dõi.",
        "Kế hoạch kiểm tra của chi bộ chậm một tháng, tôi là người được giao chuẩn bị.",
    ),
    "direction": (
        "Viết báo cáo tháng trước khi đi công tác; mỗi tuần tự kiểm mười phút.",
        "Mỗi quý đọc và giới thiệu một tài liệu trước chi bộ.",
        "Góp ý trực tiếp ngay trong tuần có việc, không để dồn cuối năm.",
        "Việc khó báo trước năm ngày; nhận ít việc hơn và làm đến cùng.",
        "Kèm một đồng chí mới trong cả năm, có kế hoạch từng quý.",
        "Giữ những việc đã thành nếp; đăng ký thêm một việc về tiết kiệm có con số.",
    ),
}
CELL = {
    "results": (
        "Lãnh đạo đơn vị hoàn thành kế hoạch năm. Mười hai kỳ sinh hoạt thường kỳ đều họp, bốn chuyên đề được học; đảng viên đăng ký và báo cáo hằng tháng. Nội bộ đoàn kết, không có đơn thư.",
        "Nhiệm vụ chính trị hoàn thành, trong đó ba việc lớn xong sớm. Chuẩn mực của chi bộ được treo ở phòng họp và nhắc lại đầu mỗi kỳ sinh hoạt. Chi uỷ trả lời báo cáo của đảng viên trong tháng.",
        "Chi bộ giữ nền nếp sinh hoạt; phần liên hệ với việc của mình chiếm nửa buổi. Công việc của đơn vị bảo đảm tiến độ, đi cơ sở nhiều hơn năm trước.",
        "Hoàn thành các việc được Ban giao. Thực hành tiết kiệm có số liệu từng quý. Giúp đỡ hai đồng chí trẻ phấn đấu.",
    ),
    "limits": (
        "Báo cáo tháng ở vài đồng chí hay đi công tác còn chậm; chi uỷ nhắc chưa sớm.",
        "Một buổi chuyên đề chuẩn bị vội, thảo luận ít. Nguyên nhân là phân công sát ngày.",
        "Việc giao sau sinh hoạt còn để quá hạn; theo dõi chưa thường xuyên.",
        "Nội dung đăng ký của một số đồng chí còn chung, khó đánh giá cuối năm.",
    ),
    "remedies": (
        "Sinh hoạt dồn tháng như năm trước nay không còn.",
        "Biên bản đã ký trong tuần, không để tồn sang tháng sau.",
        "Chuẩn mực đã viết lại gọn hơn, có cách đo.",
    ),
    "responsibility": (
        "Bí thư và chi uỷ nhận trách nhiệm về việc nhắc, trả lời chưa đều giữa các tháng.",
        "Trách nhiệm chung của chi uỷ; đồng chí được phân công theo dõi đã kiểm điểm trước chi bộ.",
    ),
    "direction": (
        "Giao mỗi chi uỷ viên theo dõi một nhóm đảng viên; gặp từng đồng chí mỗi quý một lần.",
        "Phân công chuyên đề từ đầu năm, gửi câu hỏi trước buổi học một tuần.",
        "Rà việc đăng ký vào tháng 6, việc nào không hợp thì kết thúc và thay việc khác.",
    ),
}
RETURNS = (
    "Phần hạn chế mới ghi kết quả, đề nghị ghi rõ việc chưa được và nguyên nhân.",
    "Đồng chí bổ sung kết quả việc đã đăng ký; hai việc cuối năm chưa thấy nhắc tới.",
    "Phần nhiệm vụ còn chung, đề nghị ghi việc cụ thể và đã xong hay chưa.",
    "Đề nghị nói rõ đã khắc phục góp ý của chi bộ năm trước tới đâu.",
)
MENDED = (
    "Bổ sung theo góp ý: việc chưa đạt là do sắp xếp thời gian chưa tốt, đã làm bù trong tháng 12."
)
UNIT_COMMENTS = (
    "Hoàn thành tốt phần việc được giao, phối hợp nhịp nhàng.",
    "Có trách nhiệm, việc đột xuất không từ chối. Cần trình sớm hơn.",
    "Nắm chắc mảng việc; văn bản chất lượng, ít phải sửa.",
    "Chuyên môn vững, hỗ trợ đồng nghiệp tận tình.",
)
UNION_COMMENTS = (
    "Tham gia đầy đủ phong trào công đoàn, quan tâm đồng nghiệp lúc ốm đau.",
    "Nhiệt tình với hoạt động chung của cơ quan.",
    "Gương mẫu trong thực hành tiết kiệm do công đoàn phát động.",
)
PROPOSAL_NOTES = (
    "Chi uỷ nhất trí với phần tự kiểm điểm.",
    "Làm đến nơi đến chốn, cần phát biểu nhiều hơn trong sinh hoạt.",
    "Có tiến bộ so với năm trước.",
    "Đề nghị chú ý hạn gửi báo cáo tháng.",
)
SPLIT_NOTE = (
    "Phiếu phân tán, chưa mức nào quá nửa. Chi bộ thảo luận lại, thống nhất đề xuất mức này."
)
CELL_NOTE = "Chi bộ nhất trí với báo cáo kiểm điểm của chi uỷ."
APPRAISED_LOWER = "Còn báo cáo tháng gửi muộn và việc quá hạn; đề nghị xếp hoàn thành tốt nhiệm vụ."
SUPERIORS_DECISION = "số 21-QĐ/ĐUK ngày 10/01/2014 (minh hoạ)"
POSTPONED_NOTE = "Đi công tác nước ngoài từ ngày 16/12/2013 đến hết tháng 02/2014, đánh giá sau."
LONG_ABSENCE_NOTE = "Nghỉ dài ngày theo chế độ từ tháng 6 đến hết tháng 8."
AMENDED_NOTE = "Việc chậm hạn tính cho đồng chí là do đơn vị phối hợp gửi số liệu muộn, chi bộ đã họp xem xét lại ngày 06/02/2014."
OPENED_NOTES = {
    2013: "Hướng dẫn số 11-HD/ĐUCQ ngày 04/12/2013.",
    2014: "Hướng dẫn số 27-HD/BTCTW ngày 25/9/2014 của Ban Tổ chức Trung ương.",
}
CLOSED_NOTE = "Đã công bố tới các chi bộ."
BACK_NOTE = "Đồng chí đi công tác đã về, chi bộ đã bỏ phiếu tại kỳ sinh hoạt tháng 3."
