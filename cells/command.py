"""What our commands share: every refusal one Vietnamese sentence, exit code 1, no traceback."""

import re
import sys
from functools import partial
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, SystemCheckError

# What argparse says of a wrong call, and how we say it
SAID = [
    (r"the following arguments are required: (.*)", r"Thiếu: \1."),
    (r"one of the arguments (.*) is required", r"Cần một trong: \1."),
    (r"argument (.+): not allowed with argument (.*)", r"\1 không đi cùng \2."),
    (r"argument (.+): expected .*argument.*", r"\1: thiếu giá trị."),
    (r"argument (.+): ignored explicit argument (.*)", r"\1 không nhận giá trị \2."),
    (r"argument (.+): invalid int value: (.*)", r"\1: \2 chưa phải một số."),
    (r"argument (.+): invalid \w+ value: (.*)", r"\1: \2 không đúng."),
    (r"argument (.+): invalid choice: (.*?) \(choose from (.*)\)", r"\1: không có \2. Chọn: \3."),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 có thể là \2. Ghi đủ tên."),
    (r"unrecognized arguments: (.*)", r"Lệnh này không nhận: \1."),
    (r"argument (.+?): (.*)", r"\1: \2"),  # what the type itself said is a sentence of ours
]


class SpokenCommand(BaseCommand):
    """``usage``, where there is one, is said for every wrong call."""

    usage = ""
    _called_from_command_line: bool  # Django's own; its stubs do not know it

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # argparse would answer in English and with exit code 2
        setattr(parser, "error", partial(self.refuse_call, parser.prog.strip()))  # noqa: B010
        return parser

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise  # a page of its own
        except (CommandError, ValidationError) as error:
            if options.get("traceback"):
                raise
            self.refuse(" ".join(getattr(error, "messages", [str(error)])))

    def refuse_call(self, called: str, message: str) -> NoReturn:
        self.refuse(self.usage or f"{in_words(message)} Xem cách gọi: {called} --help")

    def refuse(self, sentence: str) -> NoReturn:
        """Django would write “CommandError: ” before it; whoever calls from code gets just that."""
        if not self._called_from_command_line:
            raise CommandError(sentence) from None
        self.stderr.write(sentence)
        sys.exit(1)


def in_words(message: str) -> str:
    quoted = re.sub(r"'([^']*)'", r"“\1”", message)
    for said, ours in SAID:
        if found := re.fullmatch(said, quoted, re.DOTALL):
            return found.expand(ours)
    return "Lời gọi chưa đúng."
