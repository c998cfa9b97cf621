import os, pytest
from tests.browser.every_page import *
from tests.browser.full_office import fill
pytestmark = pytest.mark.django_db(transaction=True)
os.makedirs("/tmp/shots", exist_ok=True)
def test_shots(office, person, visitor):
    papers = fill(office)
    for role, pages in PAGES.items():
        w = visitor() if role == ANYBODY else person(role)
        for n, page in enumerate(pages):
            w.opens(page.name, *[papers[k].pk for k in page.papers], *page.words, **page.query)
            for width in (360, 1280):
                w.page.set_viewport_size({"width": width, "height": 800 if width==1280 else 740})
                name = f"{role}-{n:02}-{str(page)}".replace(" ", "_").replace(":", "_").replace("/","_")
                w.page.screenshot(path=f"/tmp/shots/{name}-{width}.png", full_page=True)
            w.page.set_viewport_size({"width": 1280, "height": 800})
