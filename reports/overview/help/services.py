"""Help is asked for once at a time, and answered once; the cell's officers are told."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cells.audit import trace
from cells.member.judging import officers_of
from cells.models import Cell
from cells.notice.services import tell_all
from cells.text import required_words
from cells.workflow import move, take_turns
from reports.overview.help.models import HelpRequest, HelpStatus


@transaction.atomic
def ask_for_help(cell: Cell, *, words: str, by: Any) -> HelpRequest:
    """The same words sent twice are one request."""
    words = wanted("words", words, f"Ghi một câu: {cell.kind_words} cần giúp việc gì.")
    take_turns(cell)
    if there := HelpRequest.objects.open().filter(cell=cell).first():
        if there.words == words:
            return there
        whose = cell.kind_words.capitalize()
        sentence = f"{whose} đang có một đề nghị chờ trả lời. Trả lời rồi thì gửi tiếp được."
        raise ValidationError({"words": sentence})
    request = HelpRequest.objects.create(cell=cell, words=words, asked_by=by)
    trace(request, by, "ask", "", HelpStatus.OPEN, words)
    return request


@transaction.atomic
def answer_help(request: HelpRequest, *, words: str, by: Any) -> None:
    whose = request.cell.kind_words
    words = wanted("words", words, f"Ghi lời trả lời để {whose} biết làm gì tiếp.")
    move(request, "answer", by=by, note=words, answer=words)
    told = set(officers_of(request.cell_id).values_list("member", flat=True))
    if request.author_id:
        told.add(request.author_id)
    sentence = f"Đề nghị hỗ trợ của {request.cell} đã được trả lời."
    tell_all(((member, request, sentence) for member in sorted(told)), verb="answer", by=by)


def wanted(field: str, words: str, question: str) -> str:
    """The refusal stands beside the box."""
    try:
        return required_words(words, question)
    except ValidationError as error:
        raise ValidationError({field: error}) from None
