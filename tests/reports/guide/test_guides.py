import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from reports.guide.guides import GUIDES, guide_for
from reports.guide.views import printed

QUOTED = re.compile(r"“([^”]+)”")
HERE = Path("reports/guide")


TAG = re.compile(r"<[^>]*>|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def bare(words: str) -> str:
    return " ".join(words.split()).strip(" .:…–")


def of_a_template(text: str) -> Iterator[str]:
    yield from TAG.split(text)  # what stands between two tags
    yield from re.findall(r'"([^"]+)"', text)  # what a tag or an include is given


def of_code(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.fixture(scope="module")
def everything_said():
    """Each whole label, title, sentence of templates and code, but for the guides' own."""
    base = Path(settings.BASE_DIR)
    said = set()
    for path in (base / "templates").rglob("*.html"):
        if HERE.name not in path.parts:
            said |= set(map(bare, of_a_template(path.read_text())))
    for floor in ("cells", "pledges", "reports"):
        for path in (base / floor).rglob("*.py"):
            said |= set(map(bare, of_code(path.read_text())))
    return said


@pytest.mark.parametrize("guide", GUIDES.values(), ids=str)
def test_every_word_that_a_guide_quotes_is_a_whole_label_of_some_page(guide, everything_said):
    source = Path(get_template(guide.words).origin.name).read_text()
    quoted = QUOTED.findall(source)
    assert len(quoted) > 5
    assert [words for words in quoted if bare(words) not in everything_said] == []


@pytest.mark.parametrize("guide", GUIDES.values(), ids=str)
def test_the_list_on_top_leads_to_every_task(guide, client, db):
    page = client.get(reverse("guide", args=[guide.key])).content.decode()
    anchors = re.findall(r'<section id="([^"]+)"', page)
    assert len(anchors) >= 4
    assert re.findall(r'class="ilink" href="#([^"]+)"', page) == anchors


@pytest.mark.parametrize("guide", GUIDES.values(), ids=str)
def test_a_guide_is_as_many_sheets_as_it_says_with_its_pictures(guide, client, db):
    answer = client.get(reverse("guide-pdf", args=[guide.key]))
    assert answer["Content-Type"] == "application/pdf"
    assert re.search(r'filename="huong-dan-[a-z-]+\.pdf"', answer["Content-Disposition"])
    assert guide.key not in answer["Content-Disposition"]
    with pdfplumber.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == guide.pages
        assert sum(len(page.images) for page in pdf.pages) == len(guide.pictures)
        assert guide.title in pdf.pages[0].extract_text()


@pytest.fixture
def another_calendar(settings):
    settings.CHI03_OPEN_MONTH_ON, settings.CHI03_REMIND_ON = 7, [4, -6]
    settings.CHI03_REMIND_OFFICERS_ON, settings.CHI03_REMIND_STAFF_ON = 0, 21


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("member", "Từ ngày 7, báo cáo của tháng đã mở sẵn"),
        ("officer", "Hệ thống tự nhắc trước hạn 6 ngày, sau hạn 4 ngày."),
        ("officer", "nhiều nhất một lần trong 3 ngày"),
        ("staff", "trước hạn 6 ngày, sau hạn 4 ngày cho đồng chí chưa gửi; đúng hạn cho người trả"),
        ("staff", "sau hạn 21 ngày thì vào danh sách quá hạn"),
    ],
)
def test_a_guide_tells_of_the_days_that_are_set_here(key, words, another_calendar, client, db):
    assert words in client.get(reverse("guide", args=[key])).content.decode()
    with pdfplumber.open(BytesIO(printed.__wrapped__(GUIDES[key]))) as pdf:
        told = " ".join(word for page in pdf.pages for word in page.extract_text().split())
    assert words in told


@pytest.mark.parametrize("key", ["officer", "staff"])
def test_where_authors_are_not_reminded_no_guide_says_so(key, settings, client, db):
    settings.CHI03_REMIND_ON = []
    page = client.get(reverse("guide", args=[key])).content.decode()
    assert "Hệ thống tự nhắc" not in page
    assert "cho đồng chí chưa gửi" not in page


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


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "500"])
def test_a_page_that_tells_of_an_error_leads_to_the_guide_even_without_a_context(status):
    page = get_template(f"{status}.html").render()
    assert f'href="{reverse("guide", args=["member"])}"' in page


@pytest.mark.parametrize("name", ["guide", "guide-pdf"])
def test_a_guide_that_nobody_wrote_does_not_exist(name, client, db):
    assert client.get(reverse(name, args=["nobody"])).status_code == 404


def test_nobody_in_a_capacity_without_a_guide_of_its_own_is_left_alone():
    assert guide_for(None) == GUIDES["member"]
    assert guide_for("inspector") == GUIDES["staff"]
