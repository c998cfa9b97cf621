"""What the back office keeps straight by itself: names, cards, whose steps are seen, the demo."""

import pytest
from django.urls import reverse

from cells.audit import AuditEntry, trace
from cells.member.accounts.services import disable_account
from cells.models import Cell, Member
from tests.factories import MemberFactory, MoralStandardFactory, PledgeFactory

pytestmark = pytest.mark.django_db
TRAIL = reverse("admin:cells_auditentry_changelist")


@pytest.fixture
def cell_form():
    return {"kind": "party", "code": "CB90", "report_day": "5", "letterhead_lines": "", "unit": ""}


@pytest.mark.parametrize(
    "name", ["CHI BỘ TẠP CHÍ HOÀ BÌNH", "Chi bộ Tạp chí Hòa Bình", "chi bộ  tạp chí hoà bình"]
)
def test_a_cell_of_the_same_name_is_refused_beside_the_field(sign_in, cast, cell_form, name):
    Cell.objects.create(code="CB80", name="Chi bộ Tạp chí Hoà Bình")
    page = sign_in("staff").post(reverse("admin:cells_cell_add"), cell_form | {"name": name})
    said = page.context["adminform"].form.errors["name"]
    assert said == ["Đã có Chi bộ Tạp chí Hoà Bình (mã CB80). Ghi tên khác."]


def test_a_cell_keeps_its_own_name(sign_in, cast, cell_form):
    cell = Cell.objects.create(code="CB90", name="Chi bộ Tạp chí Hòa Bình")
    change = reverse("admin:cells_cell_change", args=[cell.pk])
    answer = sign_in("staff").post(change, cell_form | {"name": "Chi bộ Tạp chí Hoà Bình"})
    assert answer.status_code == 302


@pytest.mark.parametrize("spelling", ["03.012345", "03 012 345", "03-012345", "03012345"])
def test_a_card_is_one_card_however_it_is_written(sign_in, cast, spelling):
    MemberFactory(card_number="03012345")
    member = MemberFactory(full_name="Lê Văn Tám")
    form = {"full_name": "Lê Văn Tám", "card_number": spelling}
    page = sign_in("staff").post(reverse("admin:cells_member_change", args=[member.pk]), form)
    assert "Số thẻ này đã có" in page.content.decode()


def test_a_card_is_kept_and_found_one_way(sign_in, cast):
    form = {"full_name": "Lê Văn Tám", "card_number": "03.012 345"}
    client, member = sign_in("staff"), MemberFactory(full_name="Lê Văn Tám")
    client.post(reverse("admin:cells_member_change", args=[member.pk]), form)
    assert Member.objects.get(full_name="Lê Văn Tám").card_number == "03012345"
    page = client.get(reverse("admin:cells_member_changelist"), {"q": "03.012"})
    assert "Lê Văn Tám" in page.content.decode()


def test_somebody_new_is_not_added_past_the_page_that_looks_for_doubles(sign_in, cast):
    form = {"full_name": "Lê Văn Tám"}
    assert sign_in("staff").post(reverse("admin:cells_member_add"), form).status_code == 403
    assert not Member.objects.filter(full_name="Lê Văn Tám").exists()


def test_the_trail_holds_the_steps_of_papers_the_reader_may_open(sign_in, cast):
    secretary = cast.users["secretary"]
    hidden, open_card = MoralStandardFactory(cell=cast.cell), MoralStandardFactory(cell=None)
    for paper in [hidden, open_card]:
        trace(paper, secretary, "draft", "", "draft")
    pledge = PledgeFactory(cell=cast.cell)
    trace(pledge, secretary, "open", "", "draft")
    disable_account(cast.users["member"], by=cast.users["sysadmin"], note="nghỉ hưu")
    found = sign_in("staff").get(TRAIL).context["cl"].queryset
    assert {entry.paper for entry in found} == {open_card, pledge}
    assert AuditEntry.objects.count() == 4


def test_the_demo_says_so_in_the_back_office_too(sign_in, settings):
    client, pages = sign_in("staff"), [reverse("admin:index"), TRAIL]
    assert not any("Bản chạy thử" in client.get(page).content.decode() for page in pages)
    settings.CHI03_DEMO = True
    assert all("Bản chạy thử" in client.get(page).content.decode() for page in pages)
