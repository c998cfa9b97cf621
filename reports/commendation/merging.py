"""What becomes of praise when two records of one person are merged."""

from dataclasses import replace

from cells.member.merging.parts import Followers, Part
from cells.models import Member
from reports.commendation.models import Commendation


class Commendations(Followers):
    """They go over; the same form on the same occasion twice has to be sorted out first."""

    def __init__(self) -> None:
        super().__init__(Commendation, "member", "Đề nghị khen")

    def look(self, kept: Member, double: Member) -> Part:
        part = super().look(kept, double)
        holding = Commendation.objects.holding_places()
        own = set(holding.filter(member=kept).values_list("form", "occasion"))
        twice = own & set(holding.filter(member=double).values_list("form", "occasion"))
        if not twice:
            return part
        return replace(part, blocks=(*part.blocks, "Hai hồ sơ cùng được đề nghị khen một dịp"))
