from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from pypdf import PdfWriter


class LightConfig(AppConfig):
    name = "tests.light"

    def ready(self) -> None:
        from reports.evaluation.yearend import services

        services.sheet_pdf = light_sheet
        services.pile_up = held(services.pile_up)


def hold() -> Path:
    """As long as this file is there nobody gets beyond the beginning of the packing."""
    return Path(settings.MEDIA_ROOT) / "hold"


def held(pile_up: Any) -> Any:
    def pile_up_later(*args: Any, **kwargs: Any) -> Any:
        while hold().exists():
            sleep(0.02)
        return pile_up(*args, **kwargs)

    return pile_up_later


def light_sheet(evaluation: Any, reader: Any = None) -> bytes:
    """A blank page that says whose it is."""
    sleep(0.02)  # or ten kills would find nothing left to interrupt
    pdf = PdfWriter()
    pdf.add_blank_page(width=100, height=100)
    pdf.add_metadata({"/Subject": f"{evaluation._meta.model_name} {evaluation.pk}"})
    out = BytesIO()
    pdf.write(out)
    return out.getvalue()
