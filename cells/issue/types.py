"""The types an agency's bodies may issue under 399-QĐ/TW, as shipped; afterwards they are data.

The abbreviations of Quy hoạch and Dự án stand in no text that was found: check them before use.
"""

from cells.issue.models import DocumentType

# code, name, abbreviation, who may: S Ban Thường vụ, E Ban Chấp hành, C chi bộ
SHIPPED = (
    ("nghi-quyet", "Nghị quyết", "NQ", "SEC"),
    ("quyet-dinh", "Quyết định", "QĐ", "SEC"),
    ("quy-dinh", "Quy định", "QĐ", "SE"),
    ("quy-che", "Quy chế", "QC", "EC"),
    ("ket-luan", "Kết luận", "KL", "SEC"),
    ("huong-dan", "Hướng dẫn", "HD", "S"),
    ("thong-bao", "Thông báo", "TB", "SEC"),
    ("bao-cao", "Báo cáo", "BC", "SEC"),
    ("ke-hoach", "Kế hoạch", "KH", "SEC"),
    ("quy-hoach", "Quy hoạch", "QH", "SEC"),
    ("chuong-trinh", "Chương trình", "CTr", "SEC"),
    ("de-an", "Đề án", "ĐA", "SEC"),
    ("phuong-an", "Phương án", "PA", "SEC"),
    ("du-an", "Dự án", "DA", "SEC"),
    ("to-trinh", "Tờ trình", "TTr", "SEC"),
    ("cong-van", "Công văn", "CV", "SEC"),
    ("bien-ban", "Biên bản", "BB", "SEC"),
)
REPORT = "bao-cao"
MINUTES = "bien-ban"
DECISION = "quyet-dinh"


def ship_types() -> None:
    """Add what is missing; what the office has changed stays as it is."""
    for position, (code, name, abbreviation, who) in enumerate(SHIPPED, start=1):
        DocumentType.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "abbreviation": abbreviation,
                "by_standing": "S" in who,
                "by_executive": "E" in who,
                "by_cell": "C" in who,
                "position": position,
            },
        )
