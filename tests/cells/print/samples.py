"""One sample context a paper, as the topics above build them: plain strings, invented people."""

from datetime import date
from types import SimpleNamespace

from cells.print.profile import profile_for

IN_2014 = date(2014, 1, 10)
LONGEST_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Phương Giang"
COMMITTEE_HEAD = SimpleNamespace(
    superior=("ĐẢNG BỘ KHỐI", "CÁC CƠ QUAN TRUNG ƯƠNG"),
    body=("ĐẢNG UỶ CƠ QUAN", "BAN TỔ CHỨC TRUNG ƯƠNG"),
    place="Hà Nội",
    symbol="ĐUCQ",
)
CELL_HEAD = SimpleNamespace(
    superior=COMMITTEE_HEAD.body,
    body=("CHI BỘ TRUNG TÂM", "ĐÀO TẠO NGHIỆP VỤ"),
    place="Hà Nội",
    symbol="CB",
)


def pledge(**changes):
    item = {
        "sentence": "Tôi sẽ ghi sổ nhiệt độ, độ ẩm kho số 1 đều đặn, ngày hai lần; sổ ghi đủ, "
        "đến 31/12/2014; Phạm Hữu Bằng xác nhận.",
        "criterion": "Trách nhiệm, tận tuỵ",
        "ended": "",
    }
    context = {
        "profile": profile_for(IN_2014),
        "draft": False,
        "created": IN_2014,
        "letterhead": CELL_HEAD,
        "dated_on": IN_2014,
        "member_name": "Vũ Ngọc Cầu",
        "birth_year": 1974,
        "official_on": "03/02/2002",
        "job": "Nhân viên kho, Phòng Bảo quản",
        "theme": "Nêu cao tinh thần trách nhiệm, nói đi đôi với làm",
        "year": 2014,
        "reflection": "Theo Chỉ thị số 03-CT/TW, tôi hiểu phải làm trọn việc nhỏ được giao.",
        "measures": "Ghi sổ ngay tại chỗ, không ghi bù; cuối tuần tự đối chiếu.",
        "items": [
            item,
            item
            | {
                "sentence": "Tôi sẽ hướng dẫn đồng chí mới cách đóng hộp tài liệu, hai người, "
                f"hằng quý; {LONGEST_NAME} xác nhận.",
            },
            item
            | {
                "sentence": "Tôi sẽ kể một mẩu chuyện về Bác, một lần, hằng quý; bí thư xác nhận.",
                "ended": "Thôi từ tháng 5/2014: chuyển công tác",
            },
        ],
        "accepted_on": date(2014, 1, 15),
        "secretary_title": "BÍ THƯ",
        "secretary_name": "Phạm Hữu Bằng",
    }
    return context | changes


def pledge_blank(**changes):
    context = {
        "profile": profile_for(IN_2014),
        "letterhead": CELL_HEAD,
        "year": 2014,
        "secretary_title": "BÍ THƯ",
    }
    return context | changes


def invitation(**changes):
    context = {
        "profile": profile_for(IN_2014),
        "draft": False,
        "created": IN_2014,
        "letterhead": CELL_HEAD,
        "dated_on": IN_2014,
        "year": 2014,
        "body": "Chi bộ Trung tâm Đào tạo nghiệp vụ",
        "form": "thường kỳ",
        "title": "Sinh hoạt thường kỳ tháng 01 năm 2014",
        "invited": [
            "Các đồng chí đảng viên Chi bộ Trung tâm Đào tạo nghiệp vụ",
            "Chi bộ Văn phòng",
        ],
        "time": "14 giờ 00, Thứ Sáu, 17/01/2014",
        "place": "Phòng 305",
        "chair": f"đồng chí {LONGEST_NAME}",
        "rows": [
            {"title": "Báo cáo kết quả làm theo tháng 12/2013", "presenter": LONGEST_NAME},
            {"title": "Quán triệt Hướng dẫn 01-HD/ĐUCQ", "presenter": "Bí thư chi bộ"},
        ],
        "documents": ["Hướng dẫn 01-HD/ĐUCQ: việc đăng ký làm theo tấm gương đạo đức Hồ Chí Minh"],
        "words": "Mang sổ tay.",
        "closing": "Đề nghị các đồng chí dự đúng giờ; đồng chí nào không dự được thì báo trước.",
        "authority": "T/M CHI UỶ",
        "signer_title": "BÍ THƯ",
        "signer_name": "Phạm Hữu Bằng",
    }
    return context | changes


def cell_row(number, name="Trung tâm Đào tạo nghiệp vụ"):
    figures = ("total", "probationary", "exempt", "pledged", "due", "on_time", "late", "missing")
    rest = ("excused", "done", "partly", "not_yet", "unreported")
    row = {key: number + place for place, key in enumerate(figures + rest)}
    return row | {"no": number, "cell": name, "pledged_percent": "97,22"}


def review(**changes):
    prose = "Thực hiện Hướng dẫn số 11-HD/BTGĐUK và Chỉ thị số 03-CT/TW, các chi bộ làm theo Bác. "
    context = {
        "profile": profile_for(IN_2014),
        "draft": False,
        "created": IN_2014,
        "letterhead": COMMITTEE_HEAD,
        "number": 8,
        "symbol_suffix": "BC/ĐUCQ",
        "dated_on": IN_2014,
        "year": 2014,
        "kind": "sơ kết",
        "abstract": [
            "sơ kết hai năm thực hiện Chỉ thị 03-CT/TW của Bộ Chính trị",
            "về tiếp tục đẩy mạnh việc học tập",
        ],
        "intro": [prose * 2],
        "sections": [
            {
                "heading": "ĐẶC ĐIỂM TÌNH HÌNH",
                "level": "part",
                "paragraphs": [prose * 3] * 2,
                "empty": False,
            },
            {
                "heading": "PHẦN THỨ NHẤT\nKẾT QUẢ",
                "level": "part",
                "paragraphs": [],
                "empty": False,
            },
            {
                "heading": "1. Công tác lãnh đạo",
                "level": "h3",
                "paragraphs": [prose * 4] * 6,
                "empty": False,
            },
            {"heading": "2. Học tập chuyên đề", "level": "h3", "paragraphs": [], "empty": True},
        ],
        "closing": [
            "Trên đây là báo cáo sơ kết hai năm thực hiện Chỉ thị, Ban Thường vụ xin báo cáo."
        ],
        "recipients": [
            "Đảng uỷ Khối (để báo cáo)",
            "Các chi bộ trực thuộc",
            "Lưu Văn phòng Đảng uỷ",
        ],
        "authority": "T/M BAN THƯỜNG VỤ",
        "signer_title": "PHÓ BÍ THƯ",
        "signer_name": "Trần Quốc Lập",
        "issuer": "Ban Thường vụ Đảng uỷ cơ quan Ban Tổ chức Trung ương",
        "appendix_title": ["MỘT SỐ CHỈ TIÊU CHỦ YẾU", "HAI NĂM THỰC HIỆN CHỈ THỊ 03"],
        "appendix_rows": [
            {
                "no": 1,
                "label": "Tổng số đảng viên",
                "unit": "người",
                "value": "332",
                "note": "Chính thức 313, dự bị 19",
            },
            {
                "no": 2,
                "label": "Báo cáo đúng hạn",
                "unit": "báo cáo; %",
                "value": "2.002; 95,87",
                "note": "",
            },
        ],
        "cells_title": ["KẾT QUẢ THỰC HIỆN CHỈ THỊ 03 CỦA CÁC CHI BỘ"],
        "cell_rows": [cell_row(number) for number in range(1, 26)],
        "totals": cell_row(99, "Cộng") | {"no": ""},
    }
    return context | changes


def roll(how_many=25, cell="Chi bộ Trung tâm Đào tạo nghiệp vụ"):
    names = [LONGEST_NAME, "Y", "Vũ Ngọc Cầu", "Hoàng Văn Đạt"]
    states = [("Có mặt", ""), ("Vắng có lý do", "Công tác (dự hội nghị ở Huế)")]
    rows = [
        {
            "no": number,
            "name": names[number % 4],
            "category": "Miễn công tác, sinh hoạt" if number % 9 == 0 else "Chính thức",
            "state": states[number % 5 == 0][0],
            "reason": states[number % 5 == 0][1],
        }
        for number in range(1, how_many + 1)
    ]
    total = [f"{how_many} đồng chí", f"Có mặt {how_many - how_many // 5}", f"Vắng {how_many // 5}"]
    return {"cell": cell, "rows": rows, "total": total}


def minutes(**changes):
    prose = "Chi bộ nghe báo cáo, góp ý từng bản và thống nhất việc phải làm tiếp theo. "
    context = {
        "profile": profile_for(IN_2014),
        "draft": False,
        "created": IN_2014,
        "letterhead": CELL_HEAD,
        "number": 2,
        "symbol_suffix": "BB/CB",
        "dated_on": IN_2014,
        "year": 2014,
        "abstract": ["sinh hoạt chi bộ chuyên đề tháng 01 năm 2014", "“Nói đi đôi với làm”"],
        "intro": [],
        "sections": [
            {"heading": "", "paragraphs": [prose * 2] * 3, "empty": False},
            {"heading": "I- KẾT QUẢ LÀM THEO", "paragraphs": [prose * 4] * 3, "empty": False},
            {"heading": "II- VIỆC KHÁC", "paragraphs": [], "empty": True},
            {"heading": "", "paragraphs": ["Biên bản được thông qua."], "empty": False},
        ],
        "minute_taker_name": "Đặng Thuỳ Linh",
        "chair_name": "Phạm Hữu Bằng",
        "recipients": ["Đảng uỷ cơ quan Ban Tổ chức Trung ương (để báo cáo)", "Lưu Chi bộ"],
        "issuer": "Chi bộ Trung tâm Đào tạo nghiệp vụ",
        "rolls": [roll()],
    }
    return context | changes


def slip(**changes):
    context = {
        "office": "Đảng uỷ cơ quan Ban Tổ chức Trung ương",
        "member_name": "Vũ Ngọc Cầu",
        "cell": "Chi bộ Trung tâm Đào tạo nghiệp vụ",
        "user_name": "cau.vu",
        "code": "7K3M-9QTX",
        "valid_until": "ngày 24/01/2014",
        "site": "https://chi03.example/",
    }
    return context | changes


def praised(name, number=1, **changes):
    row = {
        "pk": number,
        "name": name,
        "job": "Chuyên viên chính, Vụ Cơ sở đảng",
        "cell": "Vụ Cơ sở đảng",
        "achievement": "Hướng dẫn sáu đồng chí mới theo Hướng dẫn 09-HD/ĐUCQ, hồ sơ chậm còn 4",
        "form": "Giấy khen",
    }
    return row | changes


def commendation_decision(**changes):
    names = [LONGEST_NAME, "Y", "Vũ Ngọc Cầu", "Hoàng Văn Đạt"]
    context = {
        "profile": profile_for(IN_2014),
        "draft": False,
        "created": IN_2014,
        "letterhead": COMMITTEE_HEAD,
        "number": 21,
        "symbol_suffix": "QĐ/ĐUCQ",
        "dated_on": IN_2014,
        "year": 2014,
        "abstract": "khen thưởng tập thể, cá nhân có thành tích trong học tập và làm theo Bác",
        "issuer": "Ban Thường vụ Đảng uỷ cơ quan Ban Tổ chức Trung ương",
        "order_line": "BAN THƯỜNG VỤ ĐẢNG UỶ QUYẾT ĐỊNH",
        "deed": "khen bằng các hình thức giấy khen, biểu dương của Đảng uỷ đối với",
        "counted": "3 tập thể và 25 cá nhân",
        "collectives": [praised(f"Chi bộ Vụ Địa phương {number}") for number in range(1, 4)],
        "people": [praised(names[number % 4]) for number in range(25)],
        "recipients": ["Đảng uỷ Khối (để báo cáo)", "Như Điều 2", "Lưu Văn phòng Đảng uỷ"],
        "authority": "T/M BAN THƯỜNG VỤ",
        "signer_title": "PHÓ BÍ THƯ",
        "signer_name": "Trần Quốc Lập",
    }
    return context | changes
