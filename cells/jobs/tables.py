"""Jobs as a list: one's own by name; of others the sysadmin reads numbers only."""

from typing import Any

import django_tables2 as tables

from cells.jobs.models import Job
from cells.templatetags.look import state_badge, vn_moment

NUMBER = {"td": {"class": "text-nowrap"}}


class JobTable(tables.Table):
    caption = "Việc chạy nền, mới nhất đứng trước"
    noun = "việc"
    empty_title = "Chưa có việc nào"
    empty_text = "Việc in nhiều hồ sơ một lần được làm ở đây, trong khi đồng chí làm việc khác."

    number = tables.Column("Số", accessor="pk", attrs=NUMBER)
    title = tables.Column("Việc", linkify=True, orderable=False)
    state = tables.Column("Trạng thái")
    done = tables.Column("Đã làm", attrs=NUMBER)
    created_at = tables.Column("Yêu cầu lúc")

    class Meta:
        model = Job
        fields = ["number", "title", "state", "done", "created_at"]
        default = "–"

    def render_title(self, record: Job) -> str:
        is_own = record.requested_by_id == self.request.user.pk
        return record.title if is_own else record.kind_label

    def render_state(self, record: Job) -> Any:
        return state_badge(record.get_state_display(), record.state)

    def render_done(self, value: int, record: Job) -> str:
        return f"{value}/{record.total}"

    def render_created_at(self, record: Job) -> str:
        return vn_moment(record.created_at)
