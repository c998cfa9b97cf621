"""One sentence from the cell, some words from staff."""

from django import forms

from cells.fields import CleanFormField
from cells.text import ITEM_LENGTH, clean


class WordsForm(forms.Form):
    words = CleanFormField(
        clean=lambda words: clean(words, max_length=ITEM_LENGTH, lines=True),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskForm(WordsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = "Chi bộ cần giúp việc gì?"
        field.help_text = (
            "Một câu là đủ. Ví dụ: nhờ hướng dẫn ghi hộ cho các đồng chí không có tài khoản."
        )
        field.error_messages["required"] = "Ghi một câu: chi bộ cần giúp việc gì."


class AnswerForm(WordsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = "Trả lời chi bộ"
        field.help_text = "Cấp uỷ chi bộ được báo và đọc lời này."
        field.error_messages["required"] = "Ghi lời trả lời để chi bộ biết làm gì tiếp."
