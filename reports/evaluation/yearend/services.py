"""Asking for the set, and the four answers that its job asks for."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cells.audit import note_down
from cells.jobs.kinds import Args, Kind
from cells.jobs.models import Job
from cells.jobs.services import asked_already, enqueue
from cells.models import Cell, User
from cells.scope import permission
from cells.text import required_words
from cells.uploads.checks import Upload
from reports.evaluation.choices import WRITING
from reports.evaluation.models import Evaluation, EvaluationRound
from reports.evaluation.papers.sheet import sheet_pdf
from reports.evaluation.yearend.pile import DESKS, Sheet, evaluations, papers_of, pile_up
from reports.evaluation.yearend.rules import prints_for

KIND = "yearend"
MOST = 3000  # papers a job: the file that comes out is held in memory once
NOTHING = "Chưa có bản kiểm điểm nào đã gửi ở các chi bộ này."
WITHDRAWN = b""  # the piece of a paper that went back to its writer


def print_set(
    found: EvaluationRound, cells: Sequence[Cell], *, merged: bool, reason: str, by: User
) -> Job:
    """Who took what, and why, stays in the trail of each cell. Asked for again while it is being
    made, it is the same set."""
    reason = required_words(reason, "Ghi lý do in.")
    papers = papers_of(found, cells, by)
    if not papers:
        raise ValidationError({"cells": NOTHING})
    if len(papers) > MOST:
        words = f"Có {len(papers)} bản, mỗi lần in nhiều nhất {MOST}. Chọn bớt chi bộ."
        raise ValidationError({"cells": words})
    args = {
        "year": found.year,
        "cells": [cell.pk for cell in cells],
        "papers": [list(paper) for paper in papers],
        "merged": merged,
    }
    with transaction.atomic():
        if job := asked_already(KIND, by=by, args=args):
            return job
        for cell in cells:
            note_down(cell, by, "print", f"bộ kiểm điểm, xếp loại năm {found.year}: {reason}")
        return enqueue(KIND, total=len(papers), by=by, args=args)


def title(args: Args) -> str:
    return f"Bộ kiểm điểm, xếp loại năm {args['year']}: {len(args['cells'])} chi bộ"


def check(by: User, args: Args) -> None:
    if not prints_for(by, args["cells"]):
        raise PermissionDenied


def make(by: User, args: Args, number: int) -> bytes:
    """Who takes a paper back stops only that one: the set goes on, and its index names it."""
    noun, key = args["papers"][number]
    evaluation = DESKS[noun].papers.visible_to(by).filter(pk=key).first()
    if evaluation and evaluation.status in WRITING:
        return WITHDRAWN
    if evaluation is None or not by.has_perm(permission("print", evaluation), evaluation):
        raise PermissionDenied
    return sheet_pdf(evaluation, reader=by)


def pack(by: User, args: Args, files: Sequence[Path], beat: Callable[[], object]) -> Upload:
    papers = evaluations([(noun, key) for noun, key in args["papers"]])
    sheets = [
        Sheet(paper, file if is_printed(paper, file) else None)
        for paper, file in zip(papers, files, strict=True)
    ]
    return pile_up(sheets, year=args["year"], merged=args["merged"], reader=by, beat=beat)


def is_printed(paper: Evaluation, file: Path) -> bool:
    """Also what was taken back after its piece was made is left out."""
    return paper.status not in WRITING and file.stat().st_size > len(WITHDRAWN)


YEAREND = Kind(
    label="In bộ kiểm điểm, xếp loại cuối năm", title=title, check=check, make=make, pack=pack
)


def print_at_once(found: EvaluationRound, cells: Sequence[Cell], *, merged: bool) -> Upload:
    """For the command line, without a job: nobody reads it, so only what is published shows."""
    papers = papers_of(found, cells, None)
    if not papers:
        raise ValidationError(NOTHING)
    with tempfile.TemporaryDirectory() as folder:
        sheets: list[Sheet] = []
        for number, evaluation in enumerate(evaluations(papers)):
            file = Path(folder) / f"{number:06d}"
            file.write_bytes(sheet_pdf(evaluation))
            sheets.append(Sheet(evaluation, file))
        return pile_up(sheets, year=found.year, merged=merged, reader=None, beat=nothing)


def nothing() -> None:
    """No job's heart to beat."""
