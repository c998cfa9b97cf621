"""What commands that print a paper share: refusals in Vietnamese, a file written as a whole."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ValidationError

from cells.command import SpokenCommand


class PrintCommand(SpokenCommand):
    """``paper`` answers the words and the bytes."""

    def handle(self, **options: Any) -> None:
        try:
            label, pdf = self.paper(**options)
            written = write_whole(Path(options["output"]), pdf)
        except ValidationError as error:
            self.refuse(" ".join(error.messages))
        except OSError:
            self.refuse(f"Không ghi được tệp {options['output']}. Xem lại thư mục và quyền ghi.")
        self.stdout.write(f"{label}: {written}")

    def paper(self, **options: Any) -> tuple[str, bytes]:
        raise NotImplementedError

    def refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(1)


def write_whole(path: Path, content: bytes) -> Path:
    """All of the file or nothing: an older print is replaced only by a finished one."""
    handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return path
