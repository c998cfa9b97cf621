"""Requests of a person entered twice go over; two open ones for one session stand in the way."""

from typing import Any

from cells.member.merging.parts import Gathered, Part
from cells.member.models import Member
from cells.session.absence.models import OPEN, AbsenceRequest


class Absences:
    def look(self, kept: Member, double: Member) -> Part:
        gathered = Gathered()
        own = AbsenceRequest.objects.open().filter(member=kept)
        taken = set(own.values_list("session", flat=True))
        requests = AbsenceRequest.objects.filter(member=double).select_related("session__cell")
        for request in requests.order_by("pk"):
            if request.status in OPEN and request.session_id in taken:
                gathered.blocks.append(
                    f"Cả hai hồ sơ xin vắng một buổi: {request.session}. Rút một đơn rồi gộp."
                )
            else:
                gathered.move(request, f"Đơn xin vắng: {request.session}")
        return gathered.part()

    def carry(self, part: Part, kept: Member, *, by: Any) -> None:
        AbsenceRequest.objects.filter(pk__in=part.moved).update(member=kept)
