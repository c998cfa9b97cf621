"""Every page, as somebody who may open it, on a desk and on a phone."""

from typing import Any

import pytest
from django.urls import reverse

from tests.browser.every_page import ANYBODY, FILES, PAGES, STEPS, WALKED_ELSEWHERE, Page
from tests.browser.full_office import fill
from tests.browser.inspection import Watch
from tests.permissions import served

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_address_is_walked_or_said_to_be_no_page():
    listed = {page.name for pages in PAGES.values() for page in pages}
    listed |= FILES | STEPS | set(WALKED_ELSEWHERE)
    ours = {name for name, _ in served(admin=False)}
    assert ours - listed == set()
    assert {name for name in listed if not name.startswith("admin:")} - ours == set()


@pytest.mark.parametrize("role", PAGES)
def test_pages_are_clean_for(role, office, person, visitor):
    papers = fill(office)
    walker = visitor() if role == ANYBODY else person(role)
    watch = Watch(walker.page)
    found = {str(page): visit(walker, watch, page, papers) for page in PAGES[role]}
    assert {page: problems for page, problems in found.items() if problems} == {}


def visit(walker, watch: Watch, page: Page, papers: dict) -> list[str]:
    args = [*(number_of(page, papers[key]) for key in page.papers), *page.words]
    response = walker.opens(page.name, *args, **page.query)
    right_place = walker.page.url.split("?")[0].endswith(reverse(page.name, args=args))
    wrong = [] if right_place else [f"leads to {walker.page.url}"]
    if response.status != page.status:
        wrong.append(f"answers {response.status}")
    return wrong + watch.problems()


def number_of(page: Page, paper: Any) -> Any:
    """By what an address names a paper: the check page knows its code only."""
    return paper.check_code if page.name.startswith("check-paper") else paper.pk


def test_an_address_that_nothing_answers_has_a_clean_page(office, visitor):
    lost = visitor()
    watch = Watch(lost.page)
    assert lost.page.goto(f"{lost.address}/khong-co/").status == 404
    assert watch.problems() == []
