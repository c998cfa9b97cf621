"""What is asked before a table leaves the house."""

from typing import Any

from cells.export.forms import ReasonForm
from cells.web import paper_helper

BUTTONS = {"pdf": "Tải bản in (PDF)", "xlsx": "Tải bảng tính (.xlsx)"}


class FileForm(ReasonForm):
    def __init__(self, *args: Any, ending: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields[
            "reason"
        ].help_text = (
            "Ví dụ: đối chiếu trước buổi sinh hoạt. Được ghi vào nhật ký cùng tên đồng chí."
        )
        self.helper = paper_helper(BUTTONS[ending])
