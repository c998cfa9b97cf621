"""The look's small shapes: state badges, dates and numbers as Vietnamese papers write them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.html import format_html

from cells.text import mid_sentence, month_words

register = template.Library()
register.filter(mid_sentence)

ICONS = {
    "draft": "pencil",
    "sent": "send",
    "return": "arrow-return-left",
    "done": "check-lg",
    "late": "exclamation-lg",
    "exempt": "dash-lg",
}

# One place that says which of the six looks a status wears, whatever paper it belongs to.
STATUS_CSS = {
    "draft": "draft",
    "submitted": "sent",
    "proposed": "sent",
    "nominated": "sent",
    "gathered": "sent",
    "presented": "sent",
    "planned": "draft",
    "held": "sent",
    "waiting": "draft",
    "running": "sent",
    "packing": "sent",
    "done": "done",
    "failed": "late",
    "half_signed": "sent",
    "open": "sent",
    "appraised": "sent",
    "decided": "sent",
    "requested": "sent",
    "returned": "return",
    "accepted": "done",
    "acknowledged": "done",
    "adopted": "done",
    "registered": "done",
    "signed": "done",
    "received": "done",
    "approved": "done",
    "published": "done",
    "awarded": "done",
    "answered": "done",
    "declined": "return",
    "refused": "return",
    "late": "late",
    "missing": "late",
    "excused": "exempt",
    "closed": "exempt",
    "replaced": "exempt",
    "cancelled": "exempt",
    "withdrawn": "exempt",
}

LABEL_CSS = {
    "Chưa viết": "draft",
    "Nháp": "draft",
    "Quá hạn": "late",
    "Đã gửi": "sent",
    "Cần bổ sung": "return",
    "Đã nhận": "done",
    "Được miễn": "exempt",
    "Đã khép": "exempt",
    "Đang làm": "sent",
    "Đã xong": "done",
    "Thôi không làm": "exempt",
    "Chi bộ đã đề xuất": "sent",
    "Đã thẩm định": "sent",
    "Dự kiến quyết định": "sent",
    "Đã công bố": "done",
    "Không kiểm điểm": "exempt",
}

PAGES_BESIDE = 1


@register.filter
def status_css(status):
    return STATUS_CSS.get(str(status), "draft")


@register.filter
def label_css(label):
    """The look of a derived word such as “Quá hạn”, which no status stores."""
    return LABEL_CSS[label]


@register.simple_tag
def state_icon(css):
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', ICONS[css])


@register.simple_tag
def state_badge(label, css="draft"):
    """One word, one icon, one colour. ``css`` is a class of the look or a paper's status."""
    css = css if css in ICONS else status_css(css)
    return format_html(
        '<span class="state state--{}"><i class="bi bi-{}" aria-hidden="true"></i>{}</span>',
        css,
        ICONS[css],
        label,
    )


@register.simple_tag
def paper_state(paper):
    """A paper's badge; one that derives its word (late, not begun) gives it as ``state_label``."""
    label = getattr(paper, "state_label", None)
    return (
        state_badge(label, label_css(label))
        if label
        else state_badge(paper.get_status_display(), paper.status)
    )


@register.filter
def target_label(entry):
    """Where a step led, in the words of its paper's status; of plain data, what was done."""
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
    if not entry.target:
        return getattr(model, "STEPS", {}).get(entry.verb, entry.verb)
    labels = dict(model._meta.get_field("status").flatchoices) if model else {}
    return labels.get(entry.target, entry.target)


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(context, url, label, kind="outline-primary", icon="", version=None):
    """A step as a form of its own: an ``{% include … only %}`` would lose the token.

    ``version`` is that of the text on this page, where the step must hold for what was read.
    """
    shape = {"url": url, "label": label, "kind": kind, "icon": icon, "version": version}
    return shape | {"csrf_token": context.get("csrf_token")}


@register.simple_block_tag
def wide_table(content, name):
    """A table that may be wider than its page: a region that the keyboard scrolls, and on small
    screens one line that says so."""
    return format_html(
        '<div class="wide"><p class="wide__hint small text-secondary mb-2">'
        '<i class="bi bi-arrow-left-right" aria-hidden="true"></i> {}</p>'
        '<div class="table-responsive" tabindex="0" role="region" aria-label="{}">{}</div></div>',
        "Bảng rộng: vuốt ngang để xem hết các cột.",
        name,
        content,
    )


@register.inclusion_tag("components/_errors.html")
def error_summary(*forms, saved_at=None):
    """All that is wrong in these forms and formsets, each line a link to its field."""
    problems = []
    for form in forms:
        if hasattr(form, "forms"):
            problems += [(None, text) for text in form.non_form_errors()]
            for each in form.forms:
                problems += form_problems(each)
        elif form:
            problems += form_problems(form)
    return {"problems": problems, "saved_at": saved_at}


def form_problems(form):
    lead = f"{form.legend}: " if getattr(form, "legend", "") else ""
    problems = [(None, lead + text) for text in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else field.id_for_label or first_choice_id(field)
        problems += [(target, f"{lead}{field.label} – {text}") for text in field.errors]
    return problems


def first_choice_id(field):
    options = field.subwidgets
    return options[0].id_for_label if options else ""


@register.simple_tag
def page_numbers(page):
    return page.paginator.get_elided_page_range(page.number, on_each_side=PAGES_BESIDE, on_ends=1)


@register.simple_tag(takes_context=True)
def is_filtered(context, *, besides=("sort", "page")):
    """Whether the reader narrowed this list, so that an empty list can say which kind of empty."""
    query = context["request"].GET
    return any(value.strip() for key, value in query.items() if key not in besides)


@register.filter
def vn_date(value):
    """dd/mm/yyyy, or nothing for nothing."""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else ""


@register.filter
def vn_moment(value):
    """dd/mm/yyyy, HH:MM in the office's time."""
    if not isinstance(value, datetime):
        return vn_date(value)
    value = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{value:%d/%m/%Y, %H:%M}"


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@register.filter
def weekday_vi(value):
    """Thứ Năm, 03/04/2014."""
    value = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{WEEKDAYS[value.weekday()]}, {vn_date(value)}"


@register.filter
def month_vi(value):
    """A month as screens say it; empty where there is none."""
    return month_words(value) if isinstance(value, date) else ""


@register.filter
def decimal_comma(value, places=2):
    """62.6249 becomes 62,62; what is no number stays out."""
    if value is None or value == "":
        return ""
    return f"{Decimal(str(value)):.{int(places)}f}".replace(".", ",")
