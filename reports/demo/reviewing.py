"""Two reviews of 2013, begun and not signed: the figures count themselves, some words are still open."""
# ruff: noqa: E501 – a sentence stays on one line

from datetime import date
from functools import partial

from reports.demo.agenda import moment
from reports.demo.world import World
from reports.review.services import open_review, save_section

FIRST, LAST = date(2013, 1, 1), date(2013, 12, 1)
COMMITTEE_WORDS = {
    "leadership": (
        "Sau khi có Chỉ thị 03-CT/TW, Đảng uỷ phổ biến văn bản tới từng chi bộ và lập kế hoạch cho cả nhiệm kỳ cũng như từng năm. Một bộ phận giúp việc có quy chế riêng, mỗi đồng chí theo dõi một nhóm chi bộ và nắm tình hình hằng tháng.\n"
        "Việc thực hiện Chỉ thị được đưa vào nội dung kiểm điểm và đánh giá cuối năm, để việc đăng ký không dừng ở tờ giấy."
    ),
    "study": (
        "Chuyên đề của năm được học ngay trong sinh hoạt chi bộ: chi uỷ chuẩn bị nội dung, đảng viên thảo luận và nói phần việc của mình. Nhiều chi bộ kết hợp nghe nói chuyện, sưu tầm lời Bác dạy, thăm Khu di tích Phủ Chủ tịch, K9 Đá Chông."
    ),
    "standards": (
        "Từ năm tiêu chí chung của cơ quan, các chi bộ viết chuẩn mực của mình sao cho ngắn, dễ nhớ và hợp với công việc từng vụ. Ba chi bộ đến cuối năm mới ban hành, trong năm dùng tiêu chí chung."
    ),
    "outreach": (
        "Tạp chí Xây dựng Đảng và trang tin của Ban duy trì chuyên mục về học tập và làm theo tấm gương của Bác; các chi bộ gửi bài về người và việc cụ thể."
    ),
    "limits": (
        "Một số chi bộ còn lúng túng khi lập kế hoạch, buổi sinh hoạt chuyên đề chưa sôi nổi, nội dung đăng ký còn chung. Việc “làm theo” ở vài nơi khó đánh giá vì chưa có mức cụ thể; còn hiện tượng đi muộn, về sớm.\n"
        "Báo cáo tháng ở các chi bộ đông người hoặc hay đi công tác thường chậm."
    ),
    "lessons": (
        "Nơi nào chi uỷ đọc kỹ hướng dẫn rồi chọn việc hợp với đơn vị thì nơi ấy làm được đều. Việc nhỏ, đo được và có người xác nhận giữ được lâu hơn lời hứa lớn."
    ),
}
CELL_WORDS = {
    "study": (
        "Chi bộ học chuyên đề năm 2013 trong bốn kỳ sinh hoạt; mỗi kỳ hai đồng chí chuẩn bị phần liên hệ với việc của mình. Chi bộ đề xuất đưa nội dung làm theo vào hướng dẫn sinh hoạt chi bộ."
    ),
    "example": (
        "Chi uỷ đăng ký và báo cáo trước các đồng chí khác mười ngày, bản đăng ký của bí thư, phó bí thư để mọi người cùng đọc."
    ),
    "limits": (
        "Có tháng còn đồng chí gửi báo cáo sau kỳ sinh hoạt vì đi cơ sở dài ngày. Hai việc đăng ký viết chuyên đề hoàn thành chậm so với hẹn."
    ),
}


def schedule(world: World) -> None:
    world.later(moment(date(2014, 1, 17), 15), partial(begin, world, "CSD", CELL_WORDS))
    world.later(moment(date(2014, 1, 24), 15), partial(begin, world, "", COMMITTEE_WORDS))


def begin(world: World, code: str, words: dict[str, str]) -> None:
    cell = world.cells[code] if code else None
    review, _ = open_review(cell, kind="preliminary", first=FIRST, last=LAST)
    for key, text in words.items():
        section = review.sections.get(key=key)
        save_section(review, key, text=text, version=section.version)
