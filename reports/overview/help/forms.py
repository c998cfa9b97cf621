"""One sentence from the cell, some words from staff."""

from django import forms

from cells.fields import CleanFormField
from cells.models import Cell
from cells.text import ITEM_LENGTH, clean


class WordsForm(forms.Form):
    words = CleanFormField(
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskForm(WordsForm):
    def __init__(self, *args, cell: Cell, **kwargs):
        super().__init__(*args, **kwargs)
        whose = cell.kind_words
        field = self.fields["words"]
        field.label = f"{whose.capitalize()} cần giúp việc gì?"
        field.help_text = (
            "Một câu là đủ. Ví dụ: nhờ hướng dẫn ghi hộ cho các đồng chí không có tài khoản."
        )
        field.error_messages["required"] = f"Ghi một câu: {whose} cần giúp việc gì."


class AnswerForm(WordsForm):
    def __init__(self, *args, cell: Cell, **kwargs):
        super().__init__(*args, **kwargs)
        whose = cell.kind_words
        field = self.fields["words"]
        field.label = f"Trả lời {whose}"
        field.help_text = f"Người phụ trách {whose} được báo và đọc lời này."
        field.error_messages["required"] = f"Ghi lời trả lời để {whose} biết làm gì tiếp."
