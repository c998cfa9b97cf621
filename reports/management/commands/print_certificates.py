"""``manage.py print_certificates``: the certificates of one decision, in one PDF file."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from cells.issue.types import DECISION
from cells.models import IssuedDocument
from cells.print.command import PrintCommand
from reports.commendation.models import CommendationBatch
from reports.commendation.paper import certificates, printed_certificates


class Command(PrintCommand):
    usage = "Ghi đủ: print_certificates --decision SỐ --output TỆP."
    help = "Print the certificates that go with a decision on commendations; writes nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decision", metavar="NUMBER", required=True)
        parser.add_argument("--output", metavar="FILE", required=True)

    def paper(self, **options: Any) -> tuple[str, bytes]:
        document = wanted_decision(options["decision"])
        batch = CommendationBatch.objects.get(documents=document)
        if not (sheets := certificates(batch)):
            raise ValidationError(f"{document} không có giấy khen nào.")
        return f"Giấy khen theo {document}", printed_certificates(sheets)


def wanted_decision(given: str) -> IssuedDocument:
    """“21” or “21-QĐ/ĐUCQ”; of several terms the newest."""
    number, _, symbol = given.strip().partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 5):
        raise ValidationError(f"“{given}” chưa phải số quyết định. Ghi ví dụ 21 hoặc 21-QĐ/ĐUCQ.")
    kind = ContentType.objects.get_for_model(CommendationBatch)
    found = IssuedDocument.objects.filter(
        content_type=kind, kind__code=DECISION, number=int(number)
    )
    found = found.filter(symbol=symbol) if symbol else found
    if (document := found.order_by("-dated_on", "-pk").first()) is None:
        raise ValidationError(f"Không có quyết định khen số {given}.")
    return document
