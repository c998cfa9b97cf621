"""The box for files: what is chosen is looked at while the form is checked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from cells.uploads.checks import DOCUMENTS, MAX_BYTES, Intake, Upload, inspect

AGAIN = "Trình duyệt không giữ lại tệp đã chọn: đồng chí chọn lại tệp."


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Answers a list of ``Upload``; each refused file is named with its reason."""

    def __init__(self, *, intake: Intake = DOCUMENTS, most: int | None = None, **kwargs: Any):
        heavy = f"mỗi tệp tối đa {intake.most_megabytes} MB"
        told = f"Nhận {intake.words}; {heavy}. Chọn được nhiều tệp."
        box = FilesInput(attrs={"accept": intake.accept, "multiple": True})
        super().__init__(**{"help_text": told, "required": False, "widget": box, **kwargs})
        self.intake, self.most = intake, most

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files = [file for file in data or [] if file]
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.most is not None and len(files) > self.most:  # before any is opened
            many = f"Mỗi lần chọn nhiều nhất {self.most} tệp; đồng chí vừa chọn {len(files)}."
            raise ValidationError(f"{many} {AGAIN}")
        uploads, refusals = [], []
        for file in files:
            try:
                uploads.append(looked_at(file, self.intake))
            except ValidationError as error:
                refusals += [f"{shown(file.name)}: {sentence}" for sentence in error.messages]
        if refusals:
            raise ValidationError(asked_again(refusals))
        return uploads


def asked_again(refusals: list[str]) -> list[str]:
    """The last of them says what to do: it is no fault of its own."""
    return [*refusals[:-1], f"{refusals[-1]} {AGAIN}"]


def looked_at(file: UploadedFile, intake: Intake) -> Upload:
    return inspect(file.read(MAX_BYTES + 1), file.name or "", size=file.size, intake=intake)


def shown(name: str | None) -> str:
    """As it was chosen, but printable and on one line."""
    plain = "".join(letter for letter in name or "" if letter.isprintable())
    return f"“{plain[:60]}…”" if len(plain) > 60 else f"“{plain}”"
