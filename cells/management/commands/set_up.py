"""The first day of an installation, asked for option by option."""

import sys
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from cells.command import SpokenCommand
from cells.first_day import FirstStaff, Office, set_up
from cells.member.accounts.services import Slip
from cells.text import parse_date

PROGRAMME = "chương trình khác Chỉ thị 03: "
QUESTIONS = {  # option: what is asked; required unless it has a default
    "committee": "Tên đảng uỷ (Đảng uỷ cơ quan …)",
    "symbol": "Ký hiệu văn bản (ĐUCQ)",
    "place": "Địa danh ghi trên văn bản (Hà Nội)",
    "superior": "Cấp trên trực tiếp, như in trên văn bản; xuống dòng ghi |",
    "body": "Cơ quan ban hành, như in trên văn bản; xuống dòng ghi |",
    "term": "Tên nhiệm kỳ (nhiệm kỳ 2010–2015)",
    "term_since": "Nhiệm kỳ bắt đầu ngày (01/08/2010)",
    "staff": "Họ và tên đồng chí đầu tiên của bộ phận giúp việc",
    "staff_birth_year": "Năm sinh của đồng chí ấy",
    "staff_card": "Số thẻ đảng viên của đồng chí ấy",
    "cell_code": "Mã chi bộ của đồng chí ấy (CB01)",
    "cell_name": "Tên chi bộ ấy (Chi bộ …)",
    "sysadmin": "Tên đăng nhập của quản trị hệ thống",
}
PROGRAMME_OPTIONS = {
    "programme_code": PROGRAMME + "ký hiệu",
    "programme_title": PROGRAMME + "tên",
    "programme_since": PROGRAMME + "từ ngày",
}
DAYS = {"term_since", "programme_since"}


def day(text: str) -> date:
    try:
        return parse_date(text)
    except ValidationError as error:
        raise ArgumentTypeError(error.message) from None


def flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def type_of(name: str) -> Any:
    if name == "staff_birth_year":
        return int
    return day if name in DAYS else str


class Command(SpokenCommand):
    help = "Make the committee, its first staff member and the sysadmin. Once, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, question in {**QUESTIONS, **PROGRAMME_OPTIONS}.items():
            parser.add_argument(flag(name), type=type_of(name), help=question)

    def handle(self, **options: Any) -> None:
        answers = {name: options[name] or self.ask(name) for name in QUESTIONS}
        if missing := [flag(name) for name, answer in answers.items() if not answer]:
            raise CommandError(f"Thiếu: {', '.join(missing)}")
        chosen = {name: options[name] for name in PROGRAMME_OPTIONS if options[name]}
        try:
            slips = set_up(
                office_of(answers, chosen), staff_of(answers), sysadmin=answers["sysadmin"]
            )
        except ValidationError as error:
            raise CommandError(said(error)) from None
        for slip in slips:
            self.stdout.write(line_of(slip))

    def ask(self, name: str) -> Any:
        """Ask until the answer can be read; without a terminal there is nobody to ask."""
        while sys.stdin.isatty():
            if not (answer := input(f"{QUESTIONS[name]}: ").strip()):
                return None
            try:
                return type_of(name)(answer)
            except (ArgumentTypeError, ValueError) as error:
                self.stderr.write(str(error))
        return None


def office_of(answers: dict[str, Any], programme: dict[str, Any]) -> Office:
    return Office(
        name=answers["committee"],
        symbol=answers["symbol"],
        place=answers["place"],
        superior_lines=answers["superior"].replace("|", "\n"),
        body_lines=answers["body"].replace("|", "\n"),
        term_name=answers["term"],
        term_since=answers["term_since"],
        **programme,
    )


def staff_of(answers: dict[str, Any]) -> FirstStaff:
    return FirstStaff(
        full_name=answers["staff"],
        birth_year=answers["staff_birth_year"],
        card_number=answers["staff_card"],
        cell_code=answers["cell_code"],
        cell_name=answers["cell_name"],
    )


def said(error: ValidationError) -> str:
    if not hasattr(error, "message_dict"):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())


def line_of(slip: Slip) -> str:
    until = f"{slip.valid_until:%d/%m/%Y}"
    return (
        f"{slip.name}: tên đăng nhập {slip.username}, mã dùng một lần {slip.code} (đến hết {until})"
    )
