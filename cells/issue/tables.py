"""The register as a list."""

import django_tables2 as tables
from django.utils.html import format_html

from cells.export.columns import DayColumn
from cells.issue.models import IssuedDocument
from cells.templatetags.look import state_badge

ON_ONE_LINE = {"td": {"class": "text-nowrap"}}


class RegisterTable(tables.Table):
    caption = "Sổ văn bản, mới nhất đứng trước"
    noun = "văn bản"
    empty_title = "Sổ chưa có văn bản nào"
    empty_text = "Văn bản ký trong hệ thống tự vào sổ; văn bản ban hành bên ngoài thì ghi bằng tay."
    number = tables.Column(
        "Số, ký hiệu", linkify=True, order_by=("kind", "number"), attrs=ON_ONE_LINE
    )
    dated_on = DayColumn("Ngày")
    abstract = tables.Column("Trích yếu", order_by=("search_key",))
    signer_name = tables.Column("Người ký", orderable=False)
    body = tables.Column("Của", accessor="short_body", order_by=("cell__code", "authority"))
    state = tables.Column("Hiệu lực", accessor="state", orderable=False)

    class Meta:
        model = IssuedDocument
        fields = ["number", "dated_on", "abstract", "signer_name", "body", "state"]
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_number(self, record: IssuedDocument) -> str:
        shape = "<s>{}</s>" if record.void_reason else "{}"
        return format_html(shape, record.full_number)

    def render_abstract(self, value: str, record: IssuedDocument) -> str:
        return f"{record.kind_name}: {value}"

    def render_state(self, value: tuple[str, str]) -> str:
        return state_badge(*value)
