"""The years of study as a list."""

import django_tables2 as tables

from cells.programme.models import Theme


class ThemeTable(tables.Table):
    caption = "Chuyên đề các năm, mới nhất đứng trước"
    noun = "chuyên đề năm"
    empty_title = "Chưa có chuyên đề năm nào"
    empty_text = "Bộ phận giúp việc lập chuyên đề năm, rồi chủ đề từng quý."

    year = tables.Column("Năm", linkify=True)
    title = tables.Column("Chuyên đề", linkify=True, order_by=("search_key", "-year"))
    programme = tables.Column("Chương trình", orderable=False)
    topic_count = tables.Column("Chủ đề", attrs={"td": {"class": "text-nowrap"}})
    quarter_count = tables.Column("Quý đã có chủ đề", attrs={"td": {"class": "text-nowrap"}})

    class Meta:
        model = Theme
        fields = ["year", "title", "programme", "topic_count", "quarter_count"]
        default = "–"

    def render_quarter_count(self, value: int) -> str:
        return f"{value}/4"
