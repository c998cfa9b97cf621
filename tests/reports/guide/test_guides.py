import re
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import strip_tags

from reports.guide.guides import GUIDES, guide_for

QUOTED = re.compile(r"“([^”]+)”")
HERE = Path("reports/guide")


@pytest.fixture(scope="module")
def everything_said():
    """What stands in templates and code, but for the guides themselves."""
    base = Path(settings.BASE_DIR)
    files = [*(base / "templates").rglob("*.html")]
    for floor in ("cells", "pledges", "reports"):
        files += (base / floor).rglob("*.py")
    read = [path.read_text() for path in files if HERE.name not in path.parts]
    return " ".join(" ".join(strip_tags(text).split()) + " ".join(text.split()) for text in read)


@pytest.mark.parametrize("guide", GUIDES.values(), ids=str)
def test_every_word_that_a_guide_quotes_stands_on_some_page(guide, everything_said):
    source = Path(get_template(guide.words).origin.name).read_text()
    quoted = QUOTED.findall(source)
    assert len(quoted) > 5
    assert [words for words in quoted if words not in everything_said] == []


@pytest.mark.parametrize("guide", GUIDES.values(), ids=str)
def test_a_guide_is_as_many_sheets_as_it_says_with_its_pictures(guide, client, db):
    answer = client.get(reverse("guide-pdf", args=[guide.key]))
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == guide.pages
        assert sum(len(page.images) for page in pdf.pages) == len(guide.pictures)
        assert guide.title in pdf.pages[0].extract_text()


@pytest.mark.parametrize(
    ("role", "key"),
    [
        ("member", "member"),
        ("secretary", "officer"),
        ("staff", "staff"),
        ("leader", "staff"),
        ("sysadmin", "staff"),
    ],
)
def test_every_page_leads_to_the_guide_of_the_present_capacity(role, key, sign_in):
    page = sign_in(role).get(reverse("home")).content.decode()
    assert f'href="{reverse("guide", args=[key])}"' in page


def test_a_visitor_finds_the_guide_on_the_sign_in_page_and_reads_it(client, db):
    address = reverse("guide", args=["member"])
    assert f'href="{address}"' in client.get(reverse("sign-in")).content.decode()
    assert "báo cáo trong một phút" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["guide", "guide-pdf"])
def test_a_guide_that_nobody_wrote_does_not_exist(name, client, db):
    assert client.get(reverse(name, args=["nobody"])).status_code == 404


def test_nobody_in_a_capacity_without_a_guide_of_its_own_is_left_alone():
    assert guide_for(None) == GUIDES["member"]
    assert guide_for("inspector") == GUIDES["staff"]
