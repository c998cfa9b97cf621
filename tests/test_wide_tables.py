"""A table wider than its page: one hint for all, a region with a name, nothing typed anew."""

from pathlib import Path

from django.template import Context, Template

TEMPLATES = Path(__file__).parent.parent / "templates"


def test_a_wide_table_is_a_region_with_a_name_and_says_that_it_scrolls():
    source = "{% load look %}{% wide_table name %}<table>{{ cell }}</table>{% endwide_table %}"
    page = Template(source).render(Context({"name": 'Bảng "A"', "cell": "<b>"}))
    assert 'tabindex="0" role="region" aria-label="Bảng &quot;A&quot;"' in page
    assert "<table>&lt;b&gt;</table>" in page
    assert "vuốt ngang để xem hết các cột" in page


def test_no_page_makes_a_scrolling_table_of_its_own():
    found = [path for path in TEMPLATES.rglob("*.html") if "table-responsive" in path.read_text()]
    assert found == []
