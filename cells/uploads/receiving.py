"""A post that is too large costs no disk: the rest is counted and thrown away as it comes in.

So the words typed beside the file arrive, and can be shown again with the refusal.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from cells.uploads.checks import MAX_BYTES

MOST_OF_ONE_POST = 3 * MAX_BYTES  # of all its files together


class BoundedUploadHandler(TemporaryFileUploadHandler):
    kept_so_far = 0
    is_cut = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.is_cut = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept_so_far += len(raw_data)
        if start > MAX_BYTES or self.kept_so_far > MOST_OF_ONE_POST:
            self.is_cut = True
        else:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """What was cut says a size that no check lets pass."""
        return super().file_complete(max(file_size, MAX_BYTES + 1) if self.is_cut else file_size)
