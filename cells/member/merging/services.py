"""One record out of two: papers and rows go over, the double goes, every trail stays as it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from cells.audit import note_down
from cells.member.merging.figures import Merge, plan_merge
from cells.member.merging.parts import PARTS, REASON
from cells.member.models import Member
from cells.member.plans import refuse_changed, refuse_own
from cells.member.tenure import credit
from cells.workflow import Clash, take_turns


def merge_members(kept: Member, double: Member, *, by: Any, agreed: str = "") -> None:
    """All or nothing, and exactly what was read (``agreed``): else ``Clash``."""
    for member in (kept, double):
        refuse_own(member, by)
    try:
        with transaction.atomic():
            take_turns(kept, double)
            kept.refresh_from_db()
            double.refresh_from_db()
            plan = plan_merge(kept, double)
            refuse_changed(plan, agreed)
            if plan.blocks:
                raise ValidationError(plan.blocks)
            carry_out(plan, kept, double, by)
    except (IntegrityError, ProtectedError):  # a row came to one of them at this moment
        raise Clash(kept) from None


def carry_out(plan: Merge, kept: Any, double: Any, by: Any) -> None:
    gone = words_for(double)
    for key, part in plan.parts:
        PARTS[key].carry(part, kept, by=by)
    # The double first: its card number may be the one that is filled in
    credit(double, by, REASON).delete()
    if plan.filled:
        for name, value in plan.filled:
            setattr(kept, name, value)
        credit(kept, by, REASON).save()
    note = f"{gone}; chuyển {len(plan.moves)} dòng, bỏ {len(plan.drops)} dòng trùng"
    note_down(kept, by, "merge", note)


def words_for(double: Member) -> str:
    known = [
        f"hồ sơ số {double.pk}: {double.full_name}",
        f"sinh năm {double.birth_year}" if double.birth_year else "",
        f"thẻ {double.card_number}" if double.card_number else "",
    ]
    return ", ".join(part for part in known if part)
