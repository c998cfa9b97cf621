"""The visible steps in which staff prepare a year; every one may be returned to at any time."""

from dataclasses import dataclass

from django.urls import reverse

from cells.programme.models import Theme

STEPS = {
    "theme-edit": "Chuyên đề năm",
    "theme-topics": "Chủ đề từng quý",
    "theme-materials": "Tài liệu, câu hỏi",
    "theme-publish": "Xem lại, đưa về chi bộ",
}


@dataclass(frozen=True, slots=True)
class StepLink:
    label: str
    url: str
    is_current: bool


def steps_of(theme: Theme | None, current: str) -> list[StepLink]:
    return [
        StepLink(label, reverse(name, args=[theme.pk]) if theme else "", name == current)
        for name, label in STEPS.items()
    ]
