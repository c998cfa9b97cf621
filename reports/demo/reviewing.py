"""Reviews: two of 2013 are signed, the committee's of 2014 waits for its signature, a cell's is begun."""
# ruff: noqa: E501 – a sentence stays on one line

from datetime import date
from functools import partial

from cells import clock
from cells.issue.models import Authority
from cells.issue.services import Order, enter_document
from cells.issue.signing import fingerprint
from cells.models import Cell, DocumentType, User
from reports.demo.agenda import moment
from reports.demo.world import World
from reports.review.composition import content_of
from reports.review.models import Review
from reports.review.services import (
    SigningInput,
    open_review,
    present_review,
    save_section,
    sign_review,
)
from reports.review.signing import proposed

FIRST, LAST = date(2013, 1, 1), date(2013, 12, 1)
# Named in the article; everything else about these two papers is not known and says so
ISSUED_BEFORE = (
    (9, date(2013, 5, 14), "bổ sung, hoàn thiện chuẩn mực đạo đức học tập và làm theo Bác"),
    (11, date(2013, 12, 4), "kiểm điểm, đánh giá chất lượng chi bộ, đảng viên năm 2013"),
)
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
    "example": (
        "Uỷ viên Ban Chấp hành, Ban Thường vụ, bí thư, phó bí thư và chi uỷ viên đăng ký trước mười ngày, báo cáo trước hai ngày; bản đăng ký của cấp uỷ được đọc trong chi bộ."
    ),
    "inspection": (
        "Uỷ ban Kiểm tra Đảng uỷ phối hợp với Ban Thanh tra nhân dân kiểm tra một số chi bộ; các chi bộ tự kiểm tra việc thực hành tiết kiệm, giữ giờ giấc, sử dụng tài sản công."
    ),
    "commendation": (
        "Nhân dịp sơ kết hai năm, Ban Thường vụ tặng giấy khen cho tập thể và cá nhân làm tốt; danh sách kèm theo quyết định riêng."
    ),
    "directions": (
        "Năm 2014, mỗi chi bộ rà lại chuẩn mực cho gọn và đo được; mỗi bản đăng ký ghi rõ việc, mức, hạn và người xác nhận.\n"
        "Bộ phận giúp việc báo trước hạn, chi uỷ trả lời báo cáo trong kỳ sinh hoạt gần nhất."
    ),
    "proposals": (
        "Đề nghị Đảng uỷ cấp trên gửi hướng dẫn chuyên đề trước tháng 12 để chi bộ kịp lập kế hoạch năm."
    ),
    "lessons": (
        "Nơi nào chi uỷ đọc kỹ hướng dẫn rồi chọn việc hợp với đơn vị thì nơi ấy làm được đều. Việc nhỏ, đo được và có người xác nhận giữ được lâu hơn lời hứa lớn."
    ),
}
CELL_WORDS = {
    "directions": (
        "Giữ nền nếp bốn kỳ học chuyên đề; mỗi đồng chí chọn ít việc hơn và ghi rõ cách đo."
    ),
    "proposals": ("Đề nghị Đảng uỷ cho mượn tài liệu chuyên đề sớm hơn một tháng."),
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


NINE_MONTHS = {
    "leadership": "Từ đầu năm, Đảng uỷ giao mỗi đồng chí trong bộ phận giúp việc theo dõi ba đến bốn chi bộ.",
    "study": "Các chi bộ học chuyên đề năm 2014 theo quý; phần liên hệ với việc của mình chiếm nửa buổi.",
    "limits": "Báo cáo tháng 7, tháng 8 chậm ở các vụ địa phương do đi công tác dài ngày.",
    "directions": "Quý IV, rà những việc đã đăng ký mà chưa có kết quả; chi uỷ gặp từng đồng chí.",
}


def schedule(world: World) -> None:
    for number, day, abstract in ISSUED_BEFORE:
        world.later(moment(day, 15), partial(enter, world, number, abstract))
    signed = "preliminary", FIRST, LAST
    world.later(moment(date(2014, 1, 17), 15), partial(tell_signed, world, "CSD", *signed))
    world.later(moment(date(2014, 1, 24), 15), partial(tell_signed, world, "", *signed))
    world.later(moment(date(2014, 10, 20), 15), partial(tell_presented, world))
    world.later(moment(date(2014, 11, 12), 15), partial(tell_begun, world))


def enter(world: World, number: int, abstract: str) -> None:
    """Issued on paper, before reviews were made here."""
    order = Order(
        cell=None,
        kind=DocumentType.objects.get(code="huong-dan"),
        authority=Authority.STANDING,
        number=number,
        dated_on=clock.today(),
        abstract=abstract,
        signer_name="(không rõ)",
        signer_title="PHÓ BÍ THƯ",
    )
    enter_document(order, by=world.staff)


def tell_signed(world: World, code: str, kind: str, first: date, last: date) -> None:
    words, signer = (
        (CELL_WORDS, world.users["CSD", 0]) if code else (COMMITTEE_WORDS, world.users["TCCB", 4])
    )
    review = begin(world.cells.get(code), kind, first, last, words)
    if not code:
        present_review(review, by=world.staff, planned_on=clock.today(), planned_number=None)
    sign(review, signer)


def tell_presented(world: World) -> None:
    """What the leader finds on signing in."""
    span = date(2014, 1, 1), date(2014, 9, 1)
    review = begin(None, "preliminary", *span, NINE_MONTHS)
    present_review(review, by=world.staff, planned_on=None, planned_number=None)


def tell_begun(world: World) -> None:
    span = date(2014, 1, 1), date(2014, 10, 1)
    begin(world.cells["CSD"], "preliminary", *span, {"study": CELL_WORDS["study"]})


def begin(cell: Cell | None, kind: str, first: date, last: date, words: dict[str, str]) -> Review:
    review, _ = open_review(cell, kind=kind, first=first, last=last)
    for key, text in words.items():
        section = review.sections.get(key=key)
        save_section(review, key, text=text, version=section.version)
    return review


def sign(review: Review, signer: User) -> None:
    given = SigningInput(
        number=proposed(review)["number"],
        dated_on=clock.today(),
        authority=Authority.CELL if review.cell else Authority.STANDING,
        fingerprint=fingerprint(content_of(review)),
    )
    sign_review(review, given, by=signer)
