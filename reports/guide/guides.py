"""Three guides, one for each way of working here. Their words stand in templates/reports/guide/."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    key: str  # of the address and the template
    title: str
    pages: int  # of A4, when it is printed
    pictures: tuple[str, ...]  # static/guide/*.png, taken by tests/browser/test_guide.py

    @property
    def words(self) -> str:
        return f"reports/guide/_{self.key}.html"


GUIDES = {
    guide.key: guide
    for guide in (
        Guide("member", "Hướng dẫn cho đảng viên, đoàn viên", 1, ("report", "sent")),
        Guide("officer", "Hướng dẫn cho cấp uỷ chi bộ", 2, ("queue", "grid", "remind")),
        Guide("staff", "Hướng dẫn cho bộ phận giúp việc", 2, ("overview", "new-year")),
    )
}
FOR_ROLE = {"officer": "officer", "member": "member"}  # everybody else works with the whole


def guide_for(role: str | None) -> Guide:
    """For the capacity in which a person works just now; a visitor is shown the member's."""
    return GUIDES[FOR_ROLE.get(role, "staff") if role else "member"]
