"""What scoring does: one column kept, the other untouched; a used sheet copied, never changed."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from cells import clock
from cells.member.accounts.models import User
from cells.session.models import Session
from cells.session.score.figures import Points, lines_of, points_of, sheet_of
from cells.session.score.models import (
    ScoreLevel,
    ScoreLine,
    ScoreSheet,
    SessionScore,
    said,
)
from cells.session.services import hold_open
from cells.workflow import Clash


def seen(points: Points) -> str:
    """What a page was made from, as its version: the column itself, in words a form can hold."""
    return " ".join(f"{line}={said(given)}" for line, given in sorted(points.items()))


@transaction.atomic
def save_scores(
    session: Session,
    scorer: str,
    points: Points,
    *,
    version: str,
    by: User,
) -> None:
    """Keep one scorer's column as it was filled in; lines left out lose their points."""
    hold_open(session)
    if session.day > clock.today():
        raise ValidationError(f"Buổi sinh hoạt vào ngày {session.day:%d/%m/%Y}; chấm sau buổi ấy.")
    sheet = sheet_of(session)
    lines = {line.pk: line for line in lines_of(sheet)} if sheet else {}
    refuse_wrong_points(points, lines)
    stored = points_of(session)[scorer]
    if seen(stored) != version:
        raise Clash(session)
    own = SessionScore.objects.filter(session=session, scorer=scorer)
    own.exclude(line__in=points).delete()
    for key, given in points.items():
        if stored.get(key) != given:
            values = {"points": given, "by": by}
            own.update_or_create(session=session, scorer=scorer, line=lines[key], defaults=values)


def refuse_wrong_points(points: Points, lines: dict[int, ScoreLine]) -> None:
    if any(key not in lines for key in points):
        raise ValidationError("Phiếu chấm vừa đổi. Mở lại trang rồi chấm tiếp.")
    for key, given in points.items():
        if not Decimal(0) <= given <= lines[key].most:
            raise ValidationError(f"“{lines[key]}”: ghi điểm từ 0 đến {said(lines[key].most)}.")


@transaction.atomic
def copy_sheet(sheet: ScoreSheet, *, valid_from: date) -> ScoreSheet:
    """A new version to be changed: what was scored keeps the sheet that it was scored on."""
    if ScoreSheet.objects.filter(valid_from=valid_from).exists():
        raise ValidationError(f"Đã có phiếu dùng từ ngày {valid_from:%d/%m/%Y}. Sửa phiếu ấy.")
    fresh = ScoreSheet.objects.create(name=sheet.name, valid_from=valid_from, note=sheet.note)
    for group in sheet.groups.all():
        lines = list(group.lines.all())
        group.pk, group.sheet = None, fresh
        group.save()
        for line in lines:
            line.pk, line.group = None, group
            line.save()
    for level in ScoreLevel.objects.filter(sheet=sheet):
        level.pk, level.sheet = None, fresh
        level.save()
    return fresh
