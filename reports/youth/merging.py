"""A person entered twice: what was said of them goes over, unless both were assessed at once."""

from typing import Any

from cells.member.merging.parts import Gathered, Part
from cells.models import Member
from reports.youth.models import YouthAssessment


class YouthAssessments:
    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = {key_of(row) for row in YouthAssessment.objects.filter(member=kept)}
        for row in YouthAssessment.objects.filter(member=double).select_related("member", "cell"):
            if key_of(row) in own:
                gathered.blocks.append(
                    f"Cả hai hồ sơ đã được {row.cell} đánh giá {row.period.label}."
                )
            else:
                gathered.move(row, f"{row}, {row.cell}")
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        YouthAssessment.objects.filter(pk__in=part.moved).update(member=kept)


def key_of(row: YouthAssessment) -> tuple[int, str]:
    return row.cell_id, str(row.period)
