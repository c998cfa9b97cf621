"""Fields that hold what ``cells.text`` promises: clean on the way in, keys beside their source."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from cells import text


class CleanFormField(forms.CharField):
    """A text box whose content passes the one text door; the refusal stands beside the box."""

    def __init__(self, *, clean: Callable[[str], str], **kwargs: Any):
        # ``clean`` checks the length of what is left after cleaning: no attribute cuts off a paste
        kwargs.pop("max_length", None)
        super().__init__(**kwargs)
        self.clean_text = clean

    def to_python(self, value: Any) -> str:
        return self.clean_text(super().to_python(value))


class CleanMixin:
    lines = False

    def clean_text(self, value: str) -> str:
        return text.clean(value, max_length=self.max_length, lines=self.lines)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return self.clean_text(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return self.clean_text(value) if isinstance(value, str) else value

    def formfield(self, **kwargs: Any):
        if self.choices:
            return super().formfield(**kwargs)
        return super().formfield(
            **{"form_class": CleanFormField, "clean": self.clean_text, **kwargs}
        )


class ShortText(CleanMixin, models.CharField):
    """One line, 200 characters unless told."""

    def __init__(self, *args: Any, max_length: int = text.SHORT_LENGTH, **kwargs: Any):
        super().__init__(*args, max_length=max_length, **kwargs)


class NameText(CleanMixin, models.CharField):
    """A person's name."""

    def __init__(self, *args: Any, max_length: int = text.NAME_LENGTH, **kwargs: Any):
        super().__init__(*args, max_length=max_length, **kwargs)

    def clean_text(self, value: str) -> str:
        return text.clean_name(value)


class LongText(CleanMixin, models.TextField):
    """Several lines; 500 characters for an item, more only where the model says so."""

    lines = True

    def __init__(self, *args: Any, max_length: int = text.ITEM_LENGTH, **kwargs: Any):
        super().__init__(*args, max_length=max_length, **kwargs)


class KeyField(models.CharField):
    """A column computed from another one on every ``save()`` and ``bulk_create()``."""

    def __init__(self, source: str = "", make: Callable[[str], str] | None = None, **kwargs: Any):
        self.source, self.make = source, make
        super().__init__(**{"max_length": text.SHORT_LENGTH, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "make": self.make}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        key = self.make(getattr(instance, self.source))[: self.max_length]
        setattr(instance, self.attname, key)
        return key


class MonthField(models.DateField):
    """A date that is always the first of its month."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value.replace(day=1) if isinstance(value, date) else value


class DayField(forms.DateField):
    """A day typed day first; a text box, because date pickers follow the browser's language."""

    widget = forms.DateInput(
        format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "w-date", "autocomplete": "off"}
    )

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        return text.parse_date(str(value))


class MonthChoice(forms.Field):
    """A month typed as 03/2014, or as 2014-03 in an address."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "class": "w-date", "autocomplete": "off"}
    )

    def prepare_value(self, value: Any) -> Any:
        """As people type it, also where an address had the other spelling."""
        try:
            month = self.to_python(value)
        except ValidationError:
            return value
        return f"{month:%m/%Y}" if month else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = re.fullmatch(r"(\d{1,2})\s*/\s*(\d{4})", text.clean(str(value)))
        try:
            if typed is None:
                return text.parse_month(str(value))
            return date(int(typed[2]), int(typed[1]), 1)
        except (ValueError, ValidationError):
            raise ValidationError("Ghi tháng và năm, ví dụ 03/2014.") from None
