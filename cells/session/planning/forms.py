"""What an officer types to prepare a session and its agenda, and how the list is narrowed."""

import re
from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from cells import clock
from cells.fields import CleanFormField, DayField, MonthChoice
from cells.organisation.models import Cell
from cells.programme.models import StudyForm, StudySlot, Topic
from cells.session.models import AgendaItem, Session, SessionStatus
from cells.session.planning.agenda import MOST, AgendaLine, documents_to_brief
from cells.session.planning.services import hour_of, people_on, proposal
from cells.text import ITEM_LENGTH, clean, parse_date
from cells.web import with_one_more

HOUR = re.compile(r"(\d{1,2})(?:\s*(?:[:.hg]|giờ)\s*(\d{2})?)?")
WORDS = ("title", "place", "partner_name", "guests", "invitation")
PREFIX = "lines"
HOLIDAYS = {(1, 1), (1, 5)}  # (day, month) with which a month may begin
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class HourField(forms.Field):
    """An hour as people write it: 14:00, 14h30, 14 giờ."""

    widget = forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        typed = HOUR.fullmatch(clean(str(value)).lower())
        try:
            if typed:
                return time(int(typed[1]), int(typed[2] or 0))
        except ValueError:
            pass
        raise ValidationError("Ghi giờ và phút, ví dụ 14:00.")


def words(name: str, rows: int = 0, **kwargs: Any) -> forms.Field:
    if rows:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
    return Session._meta.get_field(name).formfield(**{"required": False, **kwargs})


class TopicChoice(forms.ModelChoiceField):
    def label_from_instance(self, topic: Topic) -> str:
        return f"{topic.theme.year}, quý {ROMAN.get(topic.quarter, '')}: {topic.title}"


class PeopleChoice(forms.ModelChoiceField):
    def __init__(self, label: str, missing: str):
        super().__init__(
            queryset=None,
            label=label,
            empty_label="Chọn đồng chí",
            error_messages={
                "required": missing,
                "invalid_choice": "Ngày ấy đồng chí này không sinh hoạt ở chi bộ. Chọn lại.",
            },
        )


class PreparationForm(forms.Form):
    """All that is said about a session beforehand; ``starts_at`` and ``ends_at`` are hours."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    form = forms.ChoiceField(label="Hình thức", choices=StudyForm.choices)
    topic = TopicChoice(
        queryset=Topic.objects.none(), label="Chủ đề quý", required=False, empty_label="Không"
    )
    title = words("title", help_text="Để trống thì lấy chủ đề, hoặc “Sinh hoạt thường kỳ tháng …”")
    report_month = MonthChoice(
        label="Nghe báo cáo tháng",
        required=False,
        help_text="Chỉ buổi thường kỳ; ví dụ 02/2014. Hạn báo cáo theo ngày của buổi này.",
    )
    day = DayField(label="Ngày", error_messages={"required": "Ghi ngày, ví dụ 03/04/2014."})
    starts_at = HourField(label="Từ giờ", error_messages={"required": "Ghi giờ, ví dụ 14:00."})
    ends_at = HourField(label="Đến giờ (nếu đã định)", required=False)
    place = words(
        "place", required=True, error_messages={"required": "Ghi nơi họp, ví dụ Phòng 305."}
    )
    chair = PeopleChoice("Chủ trì", "Chọn người chủ trì.")
    minute_taker = PeopleChoice("Người ghi biên bản", "Chọn người ghi biên bản.")
    partners = forms.ModelMultipleChoiceField(
        queryset=Cell.objects.none(),
        label="Chi bộ cùng dự",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partner_name = words("partner_name")
    guests = words("guests", rows=2)
    invitation = words("invitation", rows=3, help_text="Ví dụ: đọc trước Chỉ thị 03-CT/TW")

    def __init__(self, data: Any = None, *, cell: Cell, session: Session | None = None, **kwargs):
        super().__init__(data, **kwargs)
        self.cell, self.session = cell, session
        day = self.typed_day()
        people = people_on(cell, day)
        self.fields["chair"].queryset = self.fields["minute_taker"].queryset = people
        self.fields["topic"].queryset = topics_for(session)
        self.fields["partners"].queryset = cells_to_join(cell, day, session)

    def typed_day(self) -> date:
        """People are offered as of that day; before one is typed, as of the session's or today."""
        given = self.data.get("day", "") if self.is_bound else self.initial.get("day")
        try:
            found = given if isinstance(given, date) else parse_date(str(given or ""))
        except ValidationError:
            found = None
        return found or (self.session.day if self.session else clock.today())

    def values(self) -> dict[str, Any]:
        """As the services take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        day, ends = given.pop("day"), given["ends_at"]
        given["starts_at"] = on(day, given["starts_at"])
        given["ends_at"] = on(day, ends) if ends else None
        given["partners"] = list(given["partners"])
        return given

    @property
    def has_partners(self) -> bool:
        """Whether that part of the page stands open."""
        names = ("partners", "partner_name", "guests")
        return any(self[name].value() for name in names) or any(self.errors.get(n) for n in names)


def on(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def cells_to_join(cell: Cell, day: date, session: Session | None) -> QuerySet[Cell]:
    """Open that day, and whichever takes part already."""
    offered = Q(pk__in=Cell.objects.open_on(day).values("pk"))
    if session:
        offered |= Q(pk__in=session.partners.values("cell"))
    return Cell.objects.filter(offered).exclude(pk=cell.pk).order_by("kind", "sort_key")


def topics_for(session: Session | None) -> QuerySet[Topic]:
    """Of last year and later, and whatever the session is about already."""
    recent = Topic.objects.filter(theme__year__gte=clock.today().year - 1)
    if session and session.topic_id:
        recent |= Topic.objects.filter(pk=session.topic_id)
    return recent.select_related("theme").order_by("-theme__year", "quarter", "position")


def initial_for(cell: Cell, slot: StudySlot | None) -> dict[str, Any]:
    """What the form of a new session begins with."""
    planned = {"form": slot.form, "topic": slot.topic} if slot else {}
    given = proposal(cell, **planned)
    return {
        "form": given.form,
        "topic": given.topic,
        "report_month": given.report_month,
        "day": first_working_day(slot.month) if slot and slot.month > clock.today() else None,
        "starts_at": given.starts,
        "ends_at": given.ends,
        "place": given.place,
        "chair": given.chair,
        "minute_taker": given.minute_taker,
    }


def first_working_day(month: date) -> date:
    days = (month.replace(day=number) for number in range(1, 8))
    return next(day for day in days if (day.day, day.month) not in HOLIDAYS and day.weekday() < 5)


def initial_of(session: Session) -> dict[str, Any]:
    """What the form of a session that stands already begins with."""
    return {
        **{name: getattr(session, name) for name in (*WORDS, "version", "form", "topic")},
        "report_month": session.report_month,
        "day": session.day,
        "starts_at": hour_of(session.starts_at),
        "ends_at": hour_of(session.ends_at) if session.ends_at else "",
        "chair": session.chair_id,
        "minute_taker": session.minute_taker_id,
        "partners": list(session.partners.values_list("cell", flat=True)),
    }


class CancelForm(forms.Form):
    note = CleanFormField(
        label="Vì sao huỷ buổi này?",
        clean=lambda text: clean(text, max_length=ITEM_LENGTH, lines=True),
        help_text="Cả chi bộ đọc câu này.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do huỷ buổi sinh hoạt."},
    )


# The agenda


class LineForm(forms.Form):
    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    place = forms.IntegerField(
        label="Thứ tự",
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "Ghi số thứ tự, ví dụ 3."},
    )
    title = AgendaItem._meta.get_field("title").formfield(
        required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    presenter = AgendaItem._meta.get_field("presenter").formfield(required=False)
    is_removed = forms.BooleanField(label="Bỏ nội dung này", required=False)

    def answer(self, number: int) -> AgendaLine | None:
        """Nothing for a line that was never begun; an emptied one is taken out."""
        given = self.cleaned_data
        if not given or (given["pk"] is None and not given["title"]):
            return None
        return AgendaLine(
            pk=given["pk"],
            title=given["title"],
            presenter=given["presenter"],
            place=given["place"] or number,
            is_removed=given["is_removed"] or not given["title"],
        )


LineFormSet = forms.formset_factory(LineForm, extra=0, max_num=MOST, absolute_max=2 * MOST)


class OfferForm(forms.Form):
    """Lines that wait to be taken up by a tick."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    with_tasks = forms.BooleanField(required=False)
    documents = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Văn bản chi bộ chưa quán triệt",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Đánh dấu văn bản cần quán triệt ở buổi này.",
    )

    def __init__(self, data: Any = None, *, session: Session, tasks: int, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["documents"].queryset = documents_to_brief(session)
        self.fields["documents"].label_from_instance = lambda each: f"{each}: {each.abstract}"
        if tasks:
            self.fields["with_tasks"].label = f"Kiểm điểm {tasks} việc giao ở các buổi trước"
        else:
            del self.fields["with_tasks"]


class AgendaSheet:
    """The whole page on which an agenda is written."""

    def __init__(
        self, session: Session, data: QueryDict | None = None, *, tasks: int, add: bool = False
    ):
        self.session = session
        initial = {"version": session.version}
        self.offers = OfferForm(data, session=session, tasks=tasks, initial=initial)
        # A refused text keeps the version it was begun on: it may still lose to another tab
        self.version = session.version if data is None else data.get("version", "")
        self.lines = self.line_forms(data, add=add)
        for number, form in enumerate(self.lines.forms, start=1):
            form.legend = f"Nội dung {number}"

    def line_forms(self, data: QueryDict | None, *, add: bool) -> forms.BaseFormSet:
        if data is not None:
            return LineFormSet(with_one_more(data, PREFIX, MOST) if add else data, prefix=PREFIX)
        initial = [
            {"pk": item.pk, "place": number, "title": item.title, "presenter": item.presenter}
            for number, item in enumerate(self.session.items.all(), start=1)
        ]
        if add or not initial:
            # Before the last line, with which a session ends
            initial.append({"place": max(len(initial), 1)})
        return LineFormSet(initial=initial, prefix=PREFIX)

    @property
    def may_add(self) -> bool:
        return len(self.lines.forms) < MOST

    def is_valid(self) -> bool:
        return all([self.offers.is_valid(), self.lines.is_valid()])

    def values(self) -> dict[str, Any]:
        given = self.offers.cleaned_data
        answers = [form.answer(number) for number, form in enumerate(self.lines.forms, start=1)]
        return {
            "version": -1 if given["version"] is None else given["version"],
            "lines": [answer for answer in answers if answer],
            "documents": list(given["documents"]),
            "with_tasks": given.get("with_tasks", False),
        }


# The list


def cells_to_choose(request: Any) -> QuerySet[Cell]:
    return Cell.objects.visible_to(request.user)


class SessionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Tìm",
        method="by_words",
        max_length=100,
        help_text="Nội dung, tên chi bộ; gõ không dấu cũng được",
    )
    cell = django_filters.ModelChoiceFilter(
        label="Chi bộ", queryset=cells_to_choose, method="of_cell", empty_label="Tất cả"
    )
    form = django_filters.ChoiceFilter(
        label="Hình thức", choices=StudyForm.choices, empty_label="Tất cả"
    )
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=SessionStatus.choices, empty_label="Tất cả"
    )
    year = django_filters.NumberFilter(
        label="Năm",
        field_name="starts_at",
        lookup_expr="year",
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    class Meta:
        model = Session
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        """Who reads one cell is not asked which."""
        super().__init__(*args, **kwargs)
        rights = self.request.user.rights
        if not rights.bodies and len(rights.cells_as_officer | rights.cells_as_member) < 2:
            del self.filters["cell"]

    def by_words(self, sessions: Any, _name: str, words: str) -> QuerySet:
        return sessions.search(words)

    def of_cell(self, sessions: Any, _name: str, cell: Cell) -> QuerySet:
        return sessions.of_cell(cell)
