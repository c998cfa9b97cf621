"""Levels of a chi đoàn by keyboard: moving, the unsaved marker, the button behind the last row."""

import pytest
from playwright.sync_api import expect

from cells.organisation.models import CellKind
from reports.models import YouthAssessment
from reports.youth.services import ship_youth_scheme
from tests.factories import CellFactory, MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_levels_are_given_by_keyboard_and_a_refused_row_stays_unsaved(person, office):
    ship_youth_scheme()
    cell = CellFactory(code="CD", name="Chi đoàn cơ quan", kind=CellKind.YOUTH)
    leads = {"cell": cell, "office": "secretary"}
    MembershipFactory(member=office.members["secretary"], **leads)
    first, last = (MemberFactory(full_name=name) for name in ("Bùi Thanh An", "Vũ Bảo Yến"))
    for member in (first, last):
        MembershipFactory(member=member, cell=cell)
    secretary = person("secretary")
    secretary.opens("youth-levels", cell.pk, "2014-m1")
    page, keys = secretary.page, secretary.page.keyboard
    count = page.locator("[data-grid-count]")

    def box(member, name):
        return page.locator(f'[name="{member.pk}-{name}"]')

    box(first, "level").select_option("2")
    box(first, "note").focus()
    keys.press("Enter")
    expect(box(last, "note")).to_be_focused()
    keys.type("Rất cố gắng.")
    expect(count).to_have_text("2 dòng chưa lưu")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Lưu đánh giá")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_text("Đã có lời nhận xét: chọn mức.")).to_be_visible()
    expect(count).to_have_text("1 dòng chưa lưu")
    assert YouthAssessment.objects.get().member == first
