"""What people of any unit pledge, and how they tell of it each month. All sentences are invented.

In an action ``{k}`` is fixed for the pledge; in a month's sentence ``{b}``, ``{n}`` and ``{m}`` are counts
from small to large, ``{d}`` is a day of that month and ``{t}`` a province.
"""
# ruff: noqa: E501 – a sentence stays on one line

from dataclasses import dataclass

from reports.demo.cells import Virtue


@dataclass(frozen=True)
class Work:
    virtue: Virtue
    action: str
    measure: str
    rhythm: str
    done: tuple[str, ...]
    partly: tuple[str, ...]
    stuck: tuple[str, ...] = ()
    counts: tuple[int, ...] = (2, 3, 4)
    due: tuple[int, int] | None = None  # month and day, for a thing done once
    jobs: tuple[str, ...] = ()  # whose work it is; empty: anybody's
    confirmers: tuple[str, ...] = ("Bí thư chi bộ", "Chi uỷ", "Lãnh đạo đơn vị")


COMMON = (
    Work(
        Virtue.SAVING,
        "Tắt đèn, quạt, máy tính khi ra khỏi phòng; in hai mặt mọi bản nháp",
        "Giấy in giảm {k}0% so với năm trước",
        "Hằng ngày",
        (
            "Phòng dùng {b} ram giấy trong tháng, bản nháp đều in hai mặt.",
            "Ba lần kiểm tra cuối ngày đều thấy máy đã tắt; giấy in giảm so với tháng trước.",
            "Gửi tài liệu họp ngày {d} qua mạng nội bộ, đỡ in {m} bản.",
            "Dùng lại giấy một mặt làm nháp, cả tháng chỉ lĩnh thêm {b} ram.",
        ),
        (
            "Đã in hai mặt; có {b} hôm ra về quên tắt màn hình.",
            "Đợt làm báo cáo giữa tháng in nhiều nên chưa giảm được giấy.",
        ),
        ("Máy in của phòng hay kẹt khi in hai mặt, đề nghị sửa.",),
        confirmers=("Tổ trưởng công đoàn", "Chi uỷ"),
    ),
    Work(
        Virtue.LEARNING,
        "Đọc mỗi tháng một mẩu chuyện về Bác, kể lại trong sinh hoạt chi bộ {k} lần trong năm",
        "{k} lần kể, có liên hệ bản thân",
        "Hằng tháng",
        (
            "Đọc chuyện Bác đi thăm nhà máy, ghi lại điều Bác hỏi công nhân để học cách hỏi việc.",
            "Kể trước chi bộ chuyện Bác sửa bài báo nhiều lần; tự soi vào việc soạn văn bản của mình.",
            "Đọc lại một đoạn “Sửa đổi lối làm việc”, chép {b} câu vào sổ và bàn với tổ.",
            "Đọc chuyện Bác giữ đúng giờ khi trời mưa lũ; tháng này không đến họp muộn buổi nào.",
        ),
        (
            "Đã đọc một mẩu chuyện nhưng chưa kể được vì buổi sinh hoạt hết giờ.",
            "Đọc dở, ngày {d} đi công tác nên chưa ghi lại.",
        ),
        ("Tủ sách chi bộ còn ít đầu sách, mong được bổ sung.",),
        confirmers=("Chi uỷ",),
    ),
    Work(
        Virtue.FAIRNESS,
        "Đến cơ quan trước giờ làm mười phút, không đi muộn, về sớm",
        "Không lần nào bị nhắc",
        "Hằng ngày",
        (
            "Cả tháng không đi muộn; có {b} buổi ở lại làm cho xong việc trong ngày.",
            "Đúng giờ cả {m} ngày làm, họp ngày {d} có mặt trước giờ.",
            "Không đi muộn, nghỉ phép một ngày có báo trước.",
        ),
        (
            "Đi muộn {b} buổi do đưa con đi học, đã báo lãnh đạo phòng.",
            "Muộn một buổi ngày {d} vì tắc đường, còn lại đúng giờ.",
        ),
    ),
    Work(
        Virtue.UNITY,
        "Kèm một đồng chí trẻ làm thành thạo {k} loại việc của phòng",
        "{k} loại việc tự làm được",
        "Hằng quý",
        (
            "Hướng dẫn đồng chí mới soạn {b} văn bản, sửa chung từng câu.",
            "Cùng đồng chí trẻ đi làm việc ngày {d}, sau đó để đồng chí ấy tự viết báo cáo.",
            "Bàn giao xong một loại việc, đồng chí trẻ đã tự làm được không cần kèm.",
        ),
        (
            "Mới kèm được {b} buổi vì hai bên lệch lịch công tác.",
            "Đã giao việc thử, bản đầu còn phải sửa nhiều.",
        ),
        ("Đồng chí được kèm đi học tập trung, xin lùi sang tháng sau.",),
    ),
    Work(
        Virtue.UNITY,
        "Giữ mối liên hệ với chi uỷ nơi cư trú, dự họp tổ dân phố đủ các kỳ",
        "Có mặt ít nhất {k} kỳ trong năm",
        "Hằng quý",
        (
            "Dự họp tổ dân phố ngày {d}, nhận góp một ngày công dọn ngõ.",
            "Gặp chi uỷ nơi cư trú, nghe {b} ý kiến về gia đình đảng viên trong tổ.",
            "Cùng tổ dân phố tổng vệ sinh sáng chủ nhật, cả nhà tham gia.",
        ),
        ("Kỳ họp ngày {d} trùng lịch công tác, vợ chồng cử một người đi thay.",),
        confirmers=("Chi uỷ nơi cư trú", "Chi uỷ"),
    ),
    Work(
        Virtue.FAIRNESS,
        "Tự phê bình một điều chưa làm tròn trong mỗi kỳ sinh hoạt và nói rõ cách sửa",
        "Mỗi kỳ một điều, kỳ sau báo lại",
        "Hằng tháng",
        (
            "Nêu việc trả lời đồng nghiệp còn gắt, đã xin lỗi và giữ được cả tháng.",
            "Nhận khuyết điểm để chậm một báo cáo; tháng này gửi trước hạn {b} ngày.",
            "Tự nêu việc họp còn nói dài, kỳ này phát biểu không quá ba phút.",
        ),
        (
            "Có nêu nhưng cách sửa còn chung chung, chi bộ góp ý phải cụ thể hơn.",
            "Kỳ này vắng họp nên mới gửi bản tự phê bình bằng giấy.",
        ),
        confirmers=("Bí thư chi bộ",),
    ),
    Work(
        Virtue.SAVING,
        "Họp gọn: tài liệu gửi trước hai ngày, cuộc họp do mình chuẩn bị không quá một giờ",
        "Không cuộc nào quá giờ",
        "Hằng tháng",
        (
            "Chuẩn bị {b} cuộc họp, đều xong trong một giờ, tài liệu gửi trước hai ngày.",
            "Cuộc họp ngày {d} dùng một trang tóm tắt, kết thúc sớm mười lăm phút.",
            "Gộp hai cuộc họp phối hợp thành một, đỡ {n} lượt người đi.",
        ),
        ("Một cuộc họp ngày {d} kéo dài gần hai giờ vì tài liệu gửi muộn.",),
        ("Đơn vị phối hợp gửi ý kiến sát ngày họp.",),
    ),
    Work(
        Virtue.PEOPLE,
        "Góp một ngày lương và đi thăm {k} gia đình chính sách cùng chi đoàn",
        "{k} gia đình được thăm",
        "Trong năm",
        (
            "Cùng chi đoàn thăm {b} gia đình thương binh ngày {d}, sửa giúp đường điện trong nhà.",
            "Góp quỹ đền ơn đáp nghĩa, nhận theo dõi một bà mẹ liệt sĩ ở gần cơ quan.",
            "Đến thăm gia đình đã nhận giúp, đưa thuốc và đọc báo cho bác nghe.",
        ),
        ("Đã góp quỹ; buổi đi thăm lùi sang tháng sau do lịch cơ quan.",),
        due=(12, 15),
        confirmers=("Bí thư chi đoàn", "Chi uỷ"),
    ),
)

LEADING = (
    Work(
        Virtue.PEOPLE,
        "Mỗi quý một buổi ngồi nghe cán bộ trong đơn vị, không cần hẹn trước, trả lời từng ý trong {k} ngày",
        "Mọi ý kiến có trả lời",
        "Hằng quý",
        (
            "Nghe {n} đồng chí trong buổi ngày {d}; trả lời xong {n} ý, không ý nào để lại.",
            "Nhận {b} ý kiến về phân công, đã điều chỉnh ngay trong tuần.",
            "Trả lời bằng văn bản {b} kiến nghị của quý trước, dán ở bảng tin phòng.",
        ),
        ("Nghe {n} đồng chí; còn {b} ý phải chờ ý kiến lãnh đạo Ban.",),
        counts=(5, 7, 10),
    ),
    Work(
        Virtue.DUTY,
        "Không để văn bản chờ ký quá {k} ngày; việc khó nhận làm trước",
        "Không văn bản nào quá hẹn",
        "Hằng tuần",
        (
            "Ký {m} văn bản, lâu nhất một ngày rưỡi.",
            "Nhận trực tiếp việc tồn từ quý trước, xong ngày {d}.",
            "Tháng này không văn bản nào chờ quá hẹn; {b} việc gấp làm trong đêm.",
        ),
        ("Đi công tác {n} ngày, {b} văn bản chờ quá hẹn một ngày.",),
        counts=(2, 3),
    ),
    Work(
        Virtue.SAVING,
        "Đi công tác gộp việc, mỗi chuyến không quá {k} người, không dự tiếp khách ngoài quy định",
        "Số chuyến giảm, việc vẫn đủ",
        "Hằng tháng",
        (
            "Đi {t} hai ngày, gộp {b} việc trong một chuyến, đoàn ba người.",
            "Không đi chuyến nào trong tháng, họp với {t} qua điện thoại.",
            "Từ chối buổi tiếp ngoài chương trình ở {t}, ăn ở nhà khách như mọi người.",
        ),
        ("Chuyến đi {t} phải tách làm hai vì địa phương đổi lịch.",),
        counts=(3, 4),
    ),
    Work(
        Virtue.FAIRNESS,
        "Nhận xét cán bộ công khai, có dẫn chứng, nói trước với người được nhận xét",
        "Không nhận xét nào bị phản ánh đúng là thiên vị",
        "Hằng quý",
        (
            "Nhận xét {b} đồng chí, đều trao đổi trước và được đồng ý.",
            "Sửa một nhận xét sau khi nghe đồng chí giải trình ngày {d}.",
            "Công khai cách phân loại việc của phòng, không có ý kiến trái.",
        ),
        ("Mới trao đổi được với {b} đồng chí, số còn lại hẹn tuần sau.",),
    ),
    Work(
        Virtue.UNITY,
        "Dự sinh hoạt với tổ ở xa nhất trong đơn vị {k} lần trong năm",
        "{k} lần, có ghi điều đã sửa",
        "Hằng quý",
        (
            "Dự sinh hoạt tổ ngày {d}, ghi {b} điều cần sửa, sửa xong một.",
            "Ngồi cùng tổ bàn cách chia việc, mọi người thống nhất ngay trong buổi.",
            "Trở lại tổ để xem việc đã hứa: {b} việc đã xong.",
        ),
        ("Lịch dự ngày {d} phải hoãn, đã báo tổ chuyển sang tháng sau.",),
    ),
)
