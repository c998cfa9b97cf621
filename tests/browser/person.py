"""What a person does in front of a page, in the words of the tests."""

import os
import re
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, expect

PASSWORD = "mua-xuan-2014-abc"


class Person:
    password = PASSWORD

    def __init__(self, context: BrowserContext, address: str):
        self.context, self.address = context, address
        self.page = context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())

    def signs_in(self, username: str, password: str = PASSWORD) -> None:
        self.opens("sign-in")
        self.writes("Tên đăng nhập", username)
        self.writes("Mật khẩu", password)
        self.presses("Đăng nhập")

    def opens(self, name: str, *args: Any, **query: Any) -> Any:
        path = reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")
        return self.page.goto(self.address + path)

    def closes(self) -> None:
        """The page is gone at once: no question is asked, nothing more is sent."""
        self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())

    def is_at(self, name: str, *args: Any) -> None:
        expect(self.page).to_have_url(re.compile(re.escape(reverse(name, args=args)) + r"(\?|#|$)"))

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def saved(self) -> Locator:
        """Where autosave says what it has done."""
        return self.page.locator("[data-saved]")

    def work(self, number: int) -> Locator:
        """The part of a form that is about the item of this number."""
        return self.page.locator("main .item").nth(number - 1)

    def presses(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def presses_main(self, label: str) -> None:
        """The visible one, where the first button of the form is the one for the Enter key."""
        self.main.locator(".actionbar").get_by_role("button", name=label, exact=True).click()

    def follows(self, label: str) -> None:
        self.page.get_by_role("link", name=label, exact=True).click()

    def writes(self, label: str, text: str, inside: Locator | None = None) -> None:
        self.box(label, inside).fill(text)

    def chooses(self, label: str, inside: Locator) -> None:
        inside.get_by_text(label, exact=True).click()

    def box(self, label: str, inside: Locator | None = None) -> Locator:
        return (inside or self.page).get_by_label(label, exact=True)

    def reads(self, text: str) -> None:
        expect(self.main).to_contain_text(text)

    def reads_no(self, text: str) -> None:
        expect(self.main).not_to_contain_text(text)

    def shows(self, name: str) -> None:
        """The page as a picture, for whoever wants to look at it."""
        if folder := os.environ.get("CHI03_SHOTS"):
            self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
