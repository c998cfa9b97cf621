"""What becomes of letters of transfer when two records of a person are merged."""

from cells.member.merging.parts import Followers, Part
from cells.member.models import Member
from cells.member.moves.models import Transfer


class Transfers(Followers):
    """They go over; one that is on its way must have arrived, or been cancelled, before."""

    def look(self, kept: Member, double: Member) -> Part:
        part = super().look(kept, double)
        waiting = (
            Transfer.objects.open().filter(member__in=[kept, double]).select_related("to_cell")
        )
        blocks = tuple(
            f"Giấy chuyển sinh hoạt đến {each.to_cell} còn chờ tiếp nhận; tiếp nhận hoặc huỷ trước."
            for each in waiting
        )
        return Part(moves=part.moves, moved=part.moved, blocks=blocks)
