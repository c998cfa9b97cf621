"""A person entered twice: whose pledges, with their reports, belong to the record that is kept."""

from typing import Any

from django.db.models import F

from cells.member.merging.parts import Gathered, Part
from cells.models import Member
from cells.workflow import Clash
from pledges.pledge.models import Pledge


class Pledges:
    """One pledge a cell and year; a blank one that holds no word gives way to the written one."""

    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = {(mine.cell_id, mine.year): mine for mine in pledges_of(kept)}
        for pledge in pledges_of(double):
            place(pledge, own.get((pledge.cell_id, pledge.year)), gathered)
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        blank = Pledge.objects.filter(pk__in=part.dropped, saved_at=None, version=0)
        # Holds the rows: whoever begins to write at this moment is not written over
        if blank.update(version=F("version") + 1) != len(part.dropped):
            raise Clash(kept)
        Pledge.objects.filter(pk__in=part.dropped).delete()
        Pledge.objects.filter(pk__in=part.moved).update(member=kept)


def pledges_of(member: Member) -> Any:
    return Pledge.objects.filter(member=member).select_related("cell").order_by("year", "pk")


def place(pledge: Pledge, mine: Pledge | None, gathered: Gathered) -> None:
    words = f"Bản đăng ký năm {pledge.year}, {pledge.cell}"
    if mine and pledge.is_untouched:
        gathered.drop(pledge, f"{words}, bản trống")
    elif mine is None or mine.is_untouched:
        if mine:
            gathered.drop(mine, f"{words}, bản trống của hồ sơ giữ lại")
        count = pledge.monthly_reports.count()
        gathered.move(pledge, f"{words}, kèm {count} báo cáo tháng" if count else words)
    else:
        gathered.blocks.append(
            f"Cả hai hồ sơ đã viết bản đăng ký năm {pledge.year} ở {pledge.cell}. "
            "Hai bản đã viết không gộp làm một được."
        )
