"""Pages that do something with a pledge, one a verb: write, check, send, answer, reopen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from cells.audit import AuditEntry
from cells.member.judging import who_answers
from cells.web import TOO_LATE, fetch_paper, spoken_errors
from cells.workflow import Clash, IllegalMove
from pledges.pledge import services
from pledges.pledge.building import FILLS, words_asked
from pledges.pledge.forms import NoteForm, PledgeSheet, ReasonForm, confirmers_for, filled_in
from pledges.pledge.library import groups_for, kind_named, kind_of, library
from pledges.pledge.meeting import Meeting
from pledges.pledge.models import Pledge, PledgeStatus
from pledges.pledge.queue import queue_for
from pledges.pledge.rules import lost_the_pen
from pledges.pledge.views import RETURN_QUESTION, number_from, papers

CLOSED = "Bản này đã gửi hoặc đã khép, không sửa được nữa."
CHANGED = "Bản này vừa được sửa ở nơi khác. Đồng chí đọc lại rồi làm tiếp."
STORED_THERE = (
    "Bản này vừa được lưu ở nơi khác. Bấm “Lưu và kiểm tra lại” để ghép chữ ở đây vào bản ấy."
)
MERGED = "Đã gộp với phần vừa lưu ở cửa sổ khác. Đồng chí đọc lại cả bản."
BEGUN = "Người khác vừa viết bản này nên đồng chí không ghi hộ được nữa."
FULL = f"Bản đăng ký đã đủ {services.MOST} việc. Xoá chữ một việc rồi lấy thêm."
STEPS = ["Viết", "Kiểm tra lại", "Gửi", "Được nhận"]


def pledge_write(request: HttpRequest, pk: int) -> HttpResponse:
    if lost := lost_words(request, pk):
        return render(request, "pledges/pledge/words.html", lost, status=409)
    pledge = fetch_paper(request, papers, pk, "write")
    add = "add" in request.POST or "add" in request.GET
    if request.method != "POST":
        if pledge.status not in Pledge.EDITABLE:
            messages.info(request, CLOSED)
            return redirect(pledge)
        return write_page(request, PledgeSheet(pledge, reader=request.user, add=add))
    sheet = PledgeSheet(pledge, request.POST, reader=request.user, add=add)
    if FILLS & request.POST.keys():
        return fill(request, sheet)
    return refused(request, sheet) or onwards(request, pledge)


def fill(request: HttpRequest, sheet: PledgeSheet) -> HttpResponse:
    """An example, or one of last year's items, goes into the first empty frame; the text typed is
    saved with it."""
    pledge, words = sheet.pledge, words_asked(request, sheet)
    filled = filled_in(request.POST, words, sheet.room) if words else None
    if filled is None:
        messages.warning(request, FULL if words else TOO_LATE)
        return refused(request, sheet) or back(request, pledge, "mau")
    data, written = filled
    sheet = PledgeSheet(pledge, data, reader=request.user)
    return refused(request, sheet) or back(request, pledge, f"viec-{written + 1}")


def back(request: HttpRequest, pledge: Pledge, place: str) -> HttpResponse:
    query = urlencode(kind_asked(request))
    write = reverse("pledge-write", args=[pledge.pk])
    return redirect(f"{write}?{query}#{place}" if query else f"{write}#{place}")


def refused(request: HttpRequest, sheet: PledgeSheet) -> HttpResponse | None:
    """Save; where that fails the page again, with the text and what stands in its way."""
    try:
        return None if sheet.save(by=request.user) else write_page(request, sheet)
    except IllegalMove:
        return clash_page(request, sheet)
    except Clash:
        return met(request, sheet)


def met(request: HttpRequest, sheet: PledgeSheet) -> HttpResponse | None:
    """Another window has saved meanwhile: go on where no part was changed twice, else show both."""
    if lost := lost_words(request, sheet.pledge.pk):
        return render(request, "pledges/pledge/words.html", lost, status=409)
    fetch_paper(request, papers, sheet.pledge.pk, "write")  # whoever was faster may have the pen
    meeting = Meeting(sheet)
    if meeting.is_stored:
        return None
    if not meeting.may_merge:
        return clash_page(request, meeting.sheet)
    try:
        is_saved = meeting.sheet.save(by=request.user)
    except (Clash, IllegalMove):  # a third one, in this very moment
        return clash_page(request, meeting.sheet)
    for note in [MERGED] * is_saved + meeting.sheet.notes:
        messages.warning(request, note)
    return None if is_saved else write_page(request, meeting.sheet)


def onwards(request: HttpRequest, pledge: Pledge) -> HttpResponse:
    """To the check page; whoever asked for one more item or for examples stays here."""
    write = reverse("pledge-write", args=[pledge.pk])
    if "add" in request.POST:
        return redirect(f"{write}?{urlencode(kind_asked(request) | {'add': 1})}#viec-moi")
    if "look" in request.POST:
        return redirect(f"{write}?{urlencode(kind_asked(request))}#mau")
    return redirect("pledge-check", pledge.pk)


def kind_asked(request: HttpRequest) -> dict[str, str]:
    """The kind of unit whose examples are looked at: it stays chosen."""
    given = request.POST if request.method == "POST" else request.GET
    return {"kind": given["kind"]} if "kind" in given else {}


def lost_words(request: HttpRequest, pk: int) -> dict[str, Any]:
    """What an officer typed who enters for the member (ghi hộ), and somebody else was faster."""
    pledge = get_object_or_404(papers.visible_to(request.user), pk=pk)
    is_late = request.method == "POST" and request.POST.get("version") != str(pledge.version)
    if not is_late or not lost_the_pen.test(request.user, pledge):
        return {}
    words = PledgeSheet(pledge, request.POST, reader=request.user).typed_words()
    return {"pledge": pledge, "words": words, "why": BEGUN} if words else {}


def write_page(request: HttpRequest, sheet: PledgeSheet, **extra: Any) -> HttpResponse:
    asked = kind_asked(request)
    kind = kind_named(asked["kind"]) if asked else kind_of(sheet.pledge.cell)
    context = {
        "pledge": sheet.pledge,
        "sheet": sheet,
        "range": services.ITEMS_ASKED,
        "steps": STEPS,
        "kind": kind,
        "kinds": library().kinds,
        "groups": groups_for(sheet.criteria, kind),
        "confirmers": confirmers_for(sheet.pledge),
        "saved_at": None if sheet.form.is_bound else sheet.pledge.saved_at,
        **extra,
    }
    status = 409 if "clash" in extra else 200
    return render(request, "pledges/pledge/write.html", context, status=status)


def clash_page(request: HttpRequest, sheet: PledgeSheet) -> HttpResponse:
    """The loser's words stay in the boxes, what was saved stands beside them: at its box, or where
    nothing can be saved any more in one piece."""
    sheet.pledge = pledge = papers.get(pk=sheet.pledge.pk)
    is_open = pledge.status in Pledge.EDITABLE
    saved_items = None if is_open else services.numbered_items(pledge)
    return write_page(
        request, sheet, clash=True, saved_items=saved_items, is_open=is_open, closed=CLOSED
    )


@require_POST
def pledge_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    if lost := lost_words(request, pk):
        url = lost["pledge"].get_absolute_url()
        return JsonResponse({"message": BEGUN, "url": url}, status=409)
    pledge = fetch_paper(request, papers, pk, "write")
    sheet = PledgeSheet(pledge, request.POST, reader=request.user)
    try:
        if not sheet.save(by=request.user):
            return JsonResponse({"message": sheet.first_error()}, status=400)
    except Clash:
        if not Meeting(sheet).is_stored:  # the page stays open and would go on showing the old text
            return JsonResponse({"message": STORED_THERE}, status=409)
    except IllegalMove:
        return JsonResponse({"message": CLOSED, "url": pledge.get_absolute_url()}, status=409)
    saved_at = timezone.localtime(pledge.saved_at)
    saved = {"saved_at": f"{saved_at:%H:%M}", "version": pledge.version}
    return JsonResponse(saved | {"fields": sheet.marks()})


@require_POST
def pledge_preview(request: HttpRequest, pk: int) -> JsonResponse:
    """Each sentence as the cell will read it; nothing is stored."""
    if lost_words(request, pk):
        return JsonResponse({"message": BEGUN}, status=409)
    pledge = fetch_paper(request, papers, pk, "write")
    if pledge.status not in Pledge.EDITABLE:
        return JsonResponse({"message": CLOSED}, status=409)
    sheet = PledgeSheet(pledge, request.POST, reader=request.user)
    page = "pledges/pledge/_preview.html"
    return JsonResponse(
        {"lines": [render_to_string(page, {"form": form}) for form in sheet.items.forms]}
    )


def pledge_check(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = fetch_paper(request, papers, pk, "submit")
    if pledge.status not in Pledge.EDITABLE:
        return redirect(pledge)
    context = {
        "pledge": pledge,
        "items": services.numbered_items(pledge),
        "missing": services.missing_parts(pledge),
        "who_answers": who_answers(pledge),
        "steps": STEPS,
    }
    return render(request, "pledges/pledge/check.html", context)


@require_POST
def pledge_submit(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = fetch_paper(request, papers, pk, "submit")
    version = number_from(request.POST, "version")
    if not is_done(request, services.submit_pledge, pledge, version=version):
        return redirect("pledge-check", pk)
    return redirect("pledge-sent", pk)


def pledge_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens next, for whoever has just sent it."""
    pledge = fetch_paper(request, papers, pk, "submit")
    if pledge.status != PledgeStatus.SUBMITTED:
        return redirect(pledge)
    context = {
        "pledge": pledge,
        "sending": AuditEntry.objects.of(pledge).filter(verb="submit").last(),
        "who_answers": who_answers(pledge),
        "steps": STEPS,
    }
    return render(request, "pledges/pledge/sent.html", context)


@require_POST
def pledge_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = fetch_paper(request, papers, pk, "withdraw")
    if not is_done(request, services.withdraw_pledge, pledge):
        return redirect(pledge)
    messages.success(request, "Đã rút lại. Sửa xong, đồng chí gửi lại.")
    return redirect("pledge-write", pk)


@require_POST
def pledge_accept(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = fetch_paper(request, papers, pk, "accept")
    onward = next_page(request, pledge)
    version = number_from(request.POST, "version")
    if is_done(request, services.accept_pledge, pledge, version=version):
        messages.success(request, f"Đã nhận bản đăng ký của đồng chí {pledge.member}.")
        return redirect(onward)
    return redirect(same_page(request, pledge))


def is_done(request: HttpRequest, step: Callable, pledge: Pledge, **values: Any) -> bool:
    """Whether the step was made; if not, the next page says why."""
    with spoken_errors(request):
        try:
            step(pledge, by=request.user, **values)
        except Clash:
            messages.warning(request, CHANGED)
        else:
            return True
    return False


def queue_page(request: HttpRequest, pledge: Pledge | None) -> str:
    """The queue as it was opened, at one paper or at the first that waits."""
    query = {"year": number_from(request.POST, "year"), "cell": number_from(request.POST, "cell")}
    query = {name: value for name, value in query.items() if value is not None}
    if pledge is not None:
        query["pledge"] = pledge.pk
    return f"{reverse('pledge-queue')}?{urlencode(query)}"


def next_page(request: HttpRequest, pledge: Pledge) -> str:
    """From the queue to the next paper, looked up while this one stands in it; else to itself."""
    if "queue" not in request.POST:
        return pledge.get_absolute_url()
    queue = queue_for(request.user, pledge.year, number_from(request.POST, "cell"))
    return queue_page(request, queue.next_after(pledge.pk))


def same_page(request: HttpRequest, pledge: Pledge) -> str:
    return queue_page(request, pledge) if "queue" in request.POST else pledge.get_absolute_url()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteStep:
    """A step that needs words: what is asked, what the button says, what is said afterwards."""

    service: Callable
    title: str
    question: str
    missing: str
    button: str
    done: str


NOTE_STEPS = {
    "return": NoteStep(
        service=services.return_pledge,
        title="Đề nghị bổ sung",
        button="Trả lại để bổ sung",
        done="Đã trả lại kèm lời ghi.",
        **RETURN_QUESTION,
    ),
    "reopen": NoteStep(
        service=services.reopen_pledge,
        title="Mở lại bản đăng ký",
        question="Vì sao mở lại?",
        missing="Ghi lý do mở lại.",
        button="Mở lại",
        done="Đã mở lại, người đăng ký sửa được.",
    ),
    "close": NoteStep(
        service=services.close_pledge,
        title="Khép bản đăng ký",
        question="Vì sao khép?",
        missing="Ghi lý do khép, ví dụ chuyển sinh hoạt đi nơi khác.",
        button="Khép bản đăng ký",
        done="Đã khép.",
    ),
}


def note_step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    pledge = fetch_paper(request, papers, pk, verb)
    step = NOTE_STEPS[verb]
    form = NoteForm(request.POST or None, question=step.question, missing=step.missing)
    version = number_from(request.POST or request.GET, "version")
    if request.method == "POST" and form.is_valid():
        onward = next_page(request, pledge)
        try:
            step.service(pledge, by=request.user, note=form.cleaned_data["note"], version=version)
        except Clash:
            return read_again(request, papers.get(pk=pk), step, form)
        except IllegalMove:
            form.add_error(None, TOO_LATE)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, step.done)
            return redirect(onward)
    version = pledge.version if version is None else version
    context = {"pledge": pledge, "step": step, "form": form, "version": version}
    return render(request, "pledges/pledge/note.html", context)


def read_again(
    request: HttpRequest, pledge: Pledge, step: NoteStep, form: NoteForm
) -> HttpResponse:
    """The answer waits in its box; the text it is meant for stands below, as it is now."""
    form.add_error(None, CHANGED)
    context = {"pledge": pledge, "step": step, "form": form, "version": pledge.version}
    if request.user.has_perm("pledges.read_pledge", pledge):
        context["items"] = services.numbered_items(pledge)
    return render(request, "pledges/pledge/note.html", context, status=409)


def pledge_end_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Q7: an item with reports is ended with a reason, never changed."""
    pledge = fetch_paper(request, papers, pk, "write")
    item = get_object_or_404(pledge.items.with_lines(), pk=item_pk, has_lines=True)
    form = ReasonForm(
        request.POST or None, question="Vì sao thôi việc này?", missing="Ghi lý do thôi việc này."
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.end_item(item, by=request.user, reason=form.cleaned_data["note"])
        except (Clash, IllegalMove):
            form.add_error(None, TOO_LATE)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã kết thúc việc này. Ghi thêm việc thay vào nếu cần.")
            return redirect("pledge-write", pk)
    context = {"pledge": pledge, "item": item, "form": form}
    return render(request, "pledges/pledge/end_item.html", context)
