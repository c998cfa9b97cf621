"""The page on which a cell's roll is taken: the host's, and each partner's own."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cells import clock
from cells.member.models import Member
from cells.organisation.models import Cell
from cells.scope import require
from cells.session.models import AbsenceReason, Session
from cells.session.roll import services
from cells.session.roll.figures import counts_by_cell, roll_count
from cells.session.roll.forms import RollSheet, posted_number, typed_exceptions
from cells.web import TOO_LATE, fetch_paper
from cells.workflow import Clash, IllegalMove

papers = Session.objects.select_related("cell", "roll_saved_by__member")


def session_roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The host's roll; officers of a partner are led to their own."""
    session = fetch_paper(request, papers, pk, "roll")
    if request.user.has_perm("cells.roll_host_session", session):
        return take_roll(request, session, session.cell)
    own = session.partners.filter(cell__in=request.user.rights.cells_as_officer).first()
    if own is None or request.method == "POST":
        raise PermissionDenied
    return redirect("session-roll-cell", pk, own.cell_id)


def session_roll_cell(request: HttpRequest, pk: int, cell_pk: int) -> HttpResponse:
    session, cell = fetch_roll(request, pk, cell_pk)
    if cell == session.cell:
        return redirect("session-roll", pk)
    return take_roll(request, session, cell)


@require_POST
def session_roll_autosave(request: HttpRequest, pk: int, cell_pk: int) -> JsonResponse:
    session, cell = fetch_roll(request, pk, cell_pk)
    sheet = RollSheet(session, cell, request.POST)
    if not sheet.is_valid():
        return JsonResponse({"message": sheet.problems[0][1]}, status=400)
    try:
        store(request, sheet)
    except Clash:
        message = f"{who_saved(sheet)} vừa lưu danh sách này."
        return JsonResponse({"message": message, "url": address_of(session, cell)}, status=409)
    except IllegalMove:
        return JsonResponse({"message": TOO_LATE, "url": address_of(session, cell)}, status=409)
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=400)
    saved_at = timezone.localtime(sheet.keeper.roll_saved_at)
    said = roll_count(session, cell).sentence
    answer = {"saved_at": f"{saved_at:%H:%M}", "version": sheet.version, "seen": sheet.seen}
    return JsonResponse(answer | {"said": said})


def fetch_roll(request: HttpRequest, pk: int, cell_pk: int) -> tuple[Session, Cell]:
    """A cell that does not take part has no roll there; another's roll is not theirs to write."""
    session = get_object_or_404(papers.visible_to(request.user), pk=pk)
    if cell_pk == session.cell_id:
        require(request.user, "roll_host", session)
        return session, session.cell
    partner = get_object_or_404(session.partners.select_related("cell"), cell=cell_pk)
    require(request.user, "roll", partner)
    return session, partner.cell


def address_of(session: Session, cell: Cell) -> str:
    if cell.pk == session.cell_id:
        return reverse("session-roll", args=[session.pk])
    return reverse("session-roll-cell", args=[session.pk, cell.pk])


def take_roll(request: HttpRequest, session: Session, cell: Cell) -> HttpResponse:
    if request.method != "POST":
        return roll_page(request, RollSheet(session, cell))
    sheet = RollSheet(session, cell, request.POST)
    if not sheet.is_valid():
        return roll_page(request, sheet)
    try:
        store(request, sheet)
    except Clash:
        return roll_page(request, sheet, status=409, clash=who_saved(sheet))
    except IllegalMove:
        return too_late(request, sheet)
    except ValidationError as error:
        sheet.refusals = error.messages
        return roll_page(request, sheet)
    return onwards(request, sheet)


def store(request: HttpRequest, sheet: RollSheet) -> None:
    """Save; the same marks sent twice (a double click) are no clash."""
    version, lines = sheet.version, sheet.answers()
    try:
        services.save_roll(sheet.session, sheet.cell, lines, version=version, by=request.user)
    except Clash:
        if sheet.show_rivals() or not sheet.is_open:
            raise
    sheet.keeper.refresh_from_db()
    sheet.version = sheet.keeper.roll_version


def who_saved(sheet: RollSheet) -> str:
    return f"Đồng chí {sheet.keeper.roll_saved_by}" if sheet.keeper.roll_saved_by else "Người khác"


def too_late(request: HttpRequest, sheet: RollSheet) -> HttpResponse:
    """The minutes were closed meanwhile: the roll as it stands, and what was marked in vain."""
    typed = typed_exceptions(sheet.rows)
    session = papers.get(pk=sheet.session.pk)
    fresh = RollSheet(session, sheet.cell)
    return roll_page(request, fresh, status=409, typed=typed, why=TOO_LATE)


def onwards(request: HttpRequest, sheet: RollSheet) -> HttpResponse:
    """What the pressed button asked besides: look for a name, add or take back a person."""
    back = address_of(sheet.session, sheet.cell)
    for name, step, said in (
        ("add", services.add_to_roll, "Đã thêm đồng chí {} vào danh sách."),
        ("drop", services.drop_from_roll, "Đã bỏ tên đồng chí {} khỏi danh sách."),
    ):
        if name in request.POST:
            amend(request, sheet, request.POST[name], step, said)
            return redirect(f"{back}#them")
    if "save" not in request.POST and request.POST.get("q"):
        query = urlencode({"q": request.POST["q"][:100]})
        return redirect(f"{back}?{query}#them")
    messages.success(request, f"Đã lưu: {roll_count(sheet.session, sheet.cell).sentence}.")
    return redirect(back)


def amend(request: HttpRequest, sheet: RollSheet, given: str, step: Any, said: str) -> None:
    member = person_named(request, sheet, posted_number(given))
    try:
        step(sheet.session, sheet.cell, member, by=request.user)
    except IllegalMove:
        messages.warning(request, TOO_LATE)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said.format(member))


def person_named(request: HttpRequest, sheet: RollSheet, key: int) -> Member:
    """Of the cell that day, on the roll, or somebody this user may name; nobody else is there."""
    known = {each.member.pk: each.member for each in (*sheet.of_day, *sheet.rows)}
    return known.get(key) or get_object_or_404(Member.objects.named_to(request.user), pk=key)


def roll_page(
    request: HttpRequest, sheet: RollSheet, status: int = 200, **more: Any
) -> HttpResponse:
    words = request.POST.get("q", request.GET.get("q", ""))[:100]
    context = {
        "session": sheet.session,
        "cell": sheet.cell,
        "sheet": sheet,
        "reasons": AbsenceReason.choices,
        "may_write": sheet.session.is_editable and sheet.session.day <= clock.today(),
        "others": other_rolls(sheet),
        "words": words,
        "found": sheet.found(words, request.user),
        "autosave": "" if status == 409 else autosave_of(sheet),
        **more,
    }
    return render(request, "cells/session/roll/roll.html", context, status=status)


def autosave_of(sheet: RollSheet) -> str:
    return reverse("session-roll-autosave", args=[sheet.session.pk, sheet.cell.pk])


def other_rolls(sheet: RollSheet) -> list[dict[str, Any]]:
    """Of the other cells of a joint session only the counts: each keeps its own names."""
    others = [cell for cell in sheet.cells if cell.pk != sheet.cell.pk]
    counts = counts_by_cell(sheet.session) if others else {}
    return [{"cell": cell, "count": counts.get(cell.pk)} for cell in others]
