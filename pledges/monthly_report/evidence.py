"""Files that the author adds to a line of their report while it is theirs to write."""

from collections.abc import Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from cells import clock
from cells.models import User
from cells.uploads import shelf
from cells.uploads.checks import Upload
from cells.workflow import IllegalMove
from pledges.monthly_report.models import Evidence, MonthlyReport, MonthlyReportLine

MOST_FILES = 3


def add_evidence(line: MonthlyReportLine, uploads: Sequence[Upload], *, by: User) -> None:
    """On disk first, as with every file; what finds no row is swept. Too many never get there."""
    refuse_too_many(line, len(uploads))
    files = [Evidence.shelved(upload, by=by) for upload in uploads]
    with transaction.atomic():
        claim(line.report)
        refuse_too_many(line, len(files))
        for file in files:
            file.line = line
            file.save()


@transaction.atomic
def remove_evidence(file: Evidence) -> None:
    """For good, and at once."""
    claim(file.line.report)
    file.delete()
    transaction.on_commit(partial(shelf.throw_away, file.key))


def claim(report: MonthlyReport) -> None:
    """A new version, as with every word that is changed: an answer holds for the files, too."""
    open_rows = MonthlyReport.objects.filter(pk=report.pk, status__in=MonthlyReport.EDITABLE)
    if not open_rows.update(version=F("version") + 1, saved_at=clock.now()):
        raise IllegalMove(str(report))
    report.refresh_from_db(fields=["version", "saved_at"])


def refuse_too_many(line: MonthlyReportLine, more: int) -> None:
    """Asked again behind ``claim``, so two windows do not both find room."""
    here = line.evidence.count()
    if here + more > MOST_FILES:
        room = f"đã có {here}, " if here else ""
        raise ValidationError(
            f"Mỗi việc kèm nhiều nhất {MOST_FILES} tệp; {room}đồng chí vừa chọn {more}."
        )
