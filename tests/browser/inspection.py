"""What is wrong with the page that is open, in a sentence each."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
ENGLISH = re.compile(
    r"This field|required|Submit|Search|Next|Previous|Save|Cancel|Delete|\bAdd\b|Home\b|Log ?out|"
    r"Log ?in|Password|Choose|Select|\bNone\b|\bTrue\b|\bFalse\b|Unknown|Not found|Forbidden|"
    r"Ensure|Enter a|\bEmpty\b|Filter|results?\b|January|March|Monday|\{\{|\{%"
)
RUN_AXE = "options => axe.run(document, options).then(results => results.violations)"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (1280, 360)


class Watch:
    """Listens to a page from its first request on."""

    def __init__(self, page: Page):
        self.page = page
        self.heard: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("request", self.follow)

    def hear(self, message) -> None:
        refused = "Failed to load resource" in message.text and "40" in message.text
        if message.type in {"error", "warning"} and not refused:
            self.heard.append(f"console: {message.text}")

    def follow(self, request) -> None:
        here, there = urlsplit(self.page.url), urlsplit(request.url)
        if there.scheme in {"http", "https"} and here.netloc and there.netloc != here.netloc:
            self.heard.append(f"asked another host: {request.url}")

    def problems(self) -> list[str]:
        """Everything about the page as it stands now, and all that was heard while it loaded."""
        self.page.wait_for_load_state()  # a click has only begun to lead here
        found = [*self.heard, *words_of(self.page)]
        self.heard.clear()
        self.page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            found += [f"{width}: {problem}" for problem in looks_of(self.page)]
        self.heard.clear()  # what axe stirred up here is no fault of the page that follows
        return found


def words_of(page: Page) -> Iterator[str]:
    title = page.title()
    if not title.strip() or title.startswith(("Trang –", " –")):
        yield f"no title of its own: {title!r}"
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{headings} headings h1"
    for word in sorted(set(ENGLISH.findall(page.inner_text("body")))):
        yield f"English: {word}"


def looks_of(page: Page) -> Iterator[str]:
    if (over := page.evaluate(SIDEWAYS)) > 0:
        yield f"scrolls sideways by {over}px"
    for violation in page.evaluate(RUN_AXE, OPTIONS):
        places = ", ".join(str(node["target"][0]) for node in violation["nodes"][:4])
        yield f"axe {violation['id']} at {places}"
