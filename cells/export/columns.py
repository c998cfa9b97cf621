"""Columns of lists."""

from datetime import date

import django_tables2 as tables

from cells.templatetags.look import vn_date


class DayColumn(tables.Column):
    """A day, or the day of a moment, as Vietnamese papers write it. A ``DateColumn`` of the library
    would say it otherwise in a sheet than on the page, in the words of ISO."""

    def render(self, value: date) -> str:
        return vn_date(value)
