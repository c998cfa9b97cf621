"""Programmes and themes as sheets: one line each, found again by code or year."""

from typing import Any

from import_export import fields

from cells.back_office import ByCode, DayWidget, PlainDataResource, YesWidget
from cells.programme.models import Programme, Theme


class ProgrammeResource(PlainDataResource):
    code = fields.Field(attribute="code", column_name="Ký hiệu")
    title = fields.Field(attribute="title", column_name="Tên")
    base_document = fields.Field(attribute="base_document", column_name="Văn bản gốc", default="")
    valid_from = fields.Field(attribute="valid_from", column_name="Từ ngày", widget=DayWidget())
    valid_to = fields.Field(attribute="valid_to", column_name="Đến ngày", widget=DayWidget())

    class Meta(PlainDataResource.Meta):
        model = Programme
        import_id_fields = ["code"]
        fields = ["code", "title", "base_document", "valid_from", "valid_to"]


class ThemeResource(PlainDataResource):
    year = fields.Field(attribute="year", column_name="Năm")
    programme = fields.Field(
        attribute="programme", column_name="Chương trình", widget=ByCode(Programme, "code")
    )
    title = fields.Field(attribute="title", column_name="Chuyên đề")
    pledge_due_on = fields.Field(
        attribute="pledge_due_on", column_name="Hạn đăng ký", widget=DayWidget()
    )
    is_verified = fields.Field(
        attribute="is_verified", column_name="Đã đối chiếu văn bản", widget=YesWidget()
    )
    note = fields.Field(attribute="note", column_name="Ghi chú", default="")

    class Meta(PlainDataResource.Meta):
        model = Theme
        import_id_fields = ["year"]
        fields = ["year", "programme", "title", "pledge_due_on", "is_verified", "note"]

    def before_save_instance(self, instance: Theme, row: Any, **kwargs: Any) -> None:
        """Whoever has the theme's own page open must not write over this."""
        instance.version += 1
