"""What lies in the file of a year-end job."""

import zipfile
from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader

from cells.jobs.models import JobFile
from cells.uploads import shelf


def content_of(job) -> bytes:
    file = JobFile.objects.get(job=job)
    return shelf.take(file.key, file.sha256)


def package_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        return {name: package.read(name) for name in names}


def index_of(files: dict[str, bytes]) -> list[dict]:
    rows = load_workbook(BytesIO(files["muc-luc.xlsx"])).active.iter_rows(values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def whose(pdf: bytes) -> str:
    return PdfReader(BytesIO(pdf)).metadata["/Subject"]
