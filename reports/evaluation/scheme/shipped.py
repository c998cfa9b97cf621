"""The three scales as shipped (domain.md §2); afterwards they are data that staff keep.

What was not seen in a text stands in the note with “chưa xác minh”. The caps of 2011–2017 were not
found in any text: none is shipped.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from reports.evaluation.choices import Employer, Grade
from reports.evaluation.quota import QuotaBase
from reports.evaluation.scheme.models import RatingLevel, RatingScheme, Subject

XS, HTT = "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ"
HT, KHT = "Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ"
FOUR = (("XS", XS), ("HTT", HTT), ("HT", HT), ("KHT", KHT))
POINTS: dict[str, Any] = {
    "has_points": True,
    "general_most": Decimal(30),
    "task_most": Decimal(70),
    "explain_from_points": Decimal(5),
}
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A scale before it is stored; what is said of a level stands by its code."""

    name: str
    governed_by: str
    years: tuple[int, int | None]
    member_form: str
    note: str
    members: Names
    cells: Names
    member_conditions: dict[str, str]
    cell_conditions: dict[str, str]
    asks: dict[str, dict[str, Any]]  # of both kinds: as far as a figure tells it
    caps: dict[str, int]
    min_points: dict[str, int]


UNVERIFIED_MAJORITY = (
    "Tỷ lệ phiếu (quá nửa số đảng viên chính thức của chi bộ): chưa xác minh trong văn bản."
)
SCALES = (
    Shipped(
        name="Bốn mức đủ tư cách; trong sạch, vững mạnh",
        governed_by=(
            "Hướng dẫn 07-HD/BTCTW năm 2011 (các năm 2011–2013); "
            "Hướng dẫn 27-HD/BTCTW ngày 25/9/2014 (các năm 2014–2017)"
        ),
        years=(2011, 2017),
        member_form="",
        note=(
            "Trần tỷ lệ xuất sắc của đảng viên và trần tiêu biểu của tổ chức đảng: chưa xác minh, "
            "để trống. Toàn văn 07-HD/BTCTW chưa tìm thấy; tên mức của đảng viên các năm 2014–2017 "
            f"giữ như trước: chưa xác minh. {UNVERIFIED_MAJORITY}"
        ),
        members=(
            ("DTC_XS", "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ"),
            ("DTC_HTT", "Đủ tư cách, hoàn thành tốt nhiệm vụ"),
            ("DTC_HT", "Đủ tư cách, hoàn thành nhiệm vụ"),
            ("VPTC", "Vi phạm tư cách hoặc không hoàn thành nhiệm vụ"),
        ),
        cells=(
            ("TSVM_TB", "Trong sạch, vững mạnh tiêu biểu"),
            ("TSVM", "Trong sạch, vững mạnh"),
            ("HTT", HTT),
            ("HT", HT),
            ("YK", "Yếu kém"),
        ),
        member_conditions={},
        cell_conditions={},
        asks={},
        caps={},
        min_points={},
    ),
    Shipped(
        name="Bốn mức hoàn thành nhiệm vụ",
        governed_by=(
            "Quy định 132-QĐ/TW ngày 08/3/2018, Hướng dẫn 16-HD/BTCTW ngày 24/9/2018 (năm 2018), "
            "Hướng dẫn 21-HD/BTCTW ngày 18/10/2019 (các năm 2019–2022); Quy định 124-QĐ/TW ngày "
            "04/10/2023, Hướng dẫn 25-HD/BTCTW ngày 10/11/2023 (các năm 2023–2024)"
        ),
        years=(2018, 2024),
        member_form="Mẫu 02",
        note=(
            "Trần 20% tính trên số đảng viên hoàn thành tốt của cả đảng bộ cơ sở, theo "
            "21-HD/BTCTW (năm 2018: chưa xác minh). Làm tròn xuống: chưa xác minh. Trần của tổ "
            f"chức đảng: chưa xác minh, để trống. {UNVERIFIED_MAJORITY}"
        ),
        members=FOUR,
        cells=FOUR,
        member_conditions={
            "XS": (
                "Các tiêu chí về thực hiện chức trách, nhiệm vụ đều xuất sắc, các tiêu chí còn lại "
                "từ tốt trở lên. Cán bộ, công chức, viên chức: cơ quan cũng xếp loại xuất sắc."
            )
        },
        cell_conditions={
            "XS": (
                "Các tiêu chí đều từ tốt trở lên. 100% đảng viên hoàn thành nhiệm vụ trở lên, ít "
                "nhất 80% hoàn thành tốt trở lên. Chính quyền, đoàn thể của đơn vị được xếp hoàn "
                "thành tốt trở lên."
            )
        },
        asks={
            "member XS": {
                "duty_grade_least": Grade.EXCELLENT,
                "grade_least": Grade.GOOD,
                "employer_least": Employer.EXCELLENT,
            },
            "cell XS": {"grade_least": Grade.GOOD, "done_percent": 100, "good_percent": 80},
        },
        caps={"member XS": 20},
        min_points={},
    ),
    Shipped(
        name="Thang 100 điểm theo Quy định 366-QĐ/TW",
        governed_by=(
            "Quy định 366-QĐ/TW ngày 30/8/2025; Hướng dẫn 43-HD/BTCTW ngày 31/10/2025; "
            "Kết luận 198-KL/TW ngày 08/10/2025"
        ),
        years=(2025, None),
        member_form="Mẫu 2A, 2B",
        note=(
            "100 điểm: tiêu chí chung 30, kết quả nhiệm vụ 70. Trần 20% và cách tính trên số hoàn "
            "thành tốt, làm tròn xuống: chưa xác minh trong toàn văn. Giải trình khi điểm thẩm "
            "định lệch từ 5 điểm: theo mẫu của một đảng bộ (03-HD/TVĐU năm 2026), chưa xác minh. "
            f"{UNVERIFIED_MAJORITY}"
        ),
        members=FOUR,
        cells=FOUR,
        member_conditions={
            "XS": (
                "100% nhiệm vụ hoàn thành đúng hạn, bảo đảm chất lượng; ít nhất 30% nhiệm vụ "
                "vượt mức; 100% hạn chế của kỳ trước đã khắc phục."
            ),
            "HTT": "100% nhiệm vụ hoàn thành, đúng hạn, bảo đảm chất lượng.",
            "HT": "100% nhiệm vụ hoàn thành; chậm hạn không quá 20%.",
        },
        cell_conditions={
            "XS": (
                "100% nhiệm vụ hoàn thành đúng hạn, bảo đảm chất lượng; ít nhất 30% nhiệm vụ "
                "vượt mức; 100% hạn chế của kỳ trước đã khắc phục; không có đơn vị, cá nhân "
                "bị kỷ luật."
            ),
            "HTT": "100% nhiệm vụ hoàn thành, đúng hạn, bảo đảm chất lượng.",
            "HT": "100% nhiệm vụ hoàn thành; chậm hạn không quá 20%.",
        },
        asks={
            f"{subject} {code}": {"task_percent": on_time}
            for subject in Subject.values
            for code, on_time in {"XS": 100, "HTT": 100, "HT": 80}.items()
        },
        caps={"member XS": 20},
        min_points={"XS": 90, "HTT": 70, "HT": 50, "KHT": 0},
    ),
)


@transaction.atomic
def ship_rating_schemes() -> None:
    """Where there is none yet; what the office has changed or added stays as it is."""
    if RatingScheme.objects.exists():
        return
    for scale in SCALES:
        first, last = scale.years
        scheme = RatingScheme.objects.create(
            name=scale.name,
            governed_by=scale.governed_by,
            first_year=first,
            last_year=last,
            member_form=scale.member_form,
            **(POINTS if scale.min_points else {}),
            note=scale.note,
        )
        ship_levels(scheme, Subject.MEMBER, scale.members, scale.member_conditions, scale)
        ship_levels(scheme, Subject.CELL, scale.cells, scale.cell_conditions, scale)


def ship_levels(
    scheme: RatingScheme, subject: str, names: Names, conditions: dict[str, str], scale: Shipped
) -> None:
    for position, (code, name) in enumerate(names, start=1):
        is_exemplary = code == "TSVM_TB"
        RatingLevel.objects.create(
            scheme=scheme,
            subject=subject,
            position=position,
            code=code,
            name=name,
            is_exemplary=is_exemplary,
            quota_percent=scale.caps.get(f"{subject} {code}"),
            # Of those that are exemplary the whole level is the base, as reports print it
            quota_base=QuotaBase.HTT_AND_ABOVE if is_exemplary else QuotaBase.HTT_ONLY,
            min_points=scale.min_points.get(code),
            conditions=conditions.get(code, ""),
            **scale.asks.get(f"{subject} {code}", {}),
        )
