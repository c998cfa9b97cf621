"""Columns of lists."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.template import Context, Template
from django.utils.functional import cached_property

from cells.templatetags.look import vn_date


class DayColumn(tables.Column):
    """A day, or the day of a moment, as Vietnamese papers write it. A ``DateColumn`` of the library
    would say it otherwise in a sheet than on the page, in the words of ISO."""

    def render(self, value: date) -> str:
        return vn_date(value)


class TagColumn(tables.TemplateColumn):
    """What a tag says of a record. The library would compile the words anew for every cell: in a
    sheet of ten thousand rows that took as long as all the rest."""

    @cached_property
    def words(self) -> Template:
        return Template(self.template_code)

    def render(self, record: Any, **_: Any) -> str:
        return self.words.render(Context({"record": record}))
