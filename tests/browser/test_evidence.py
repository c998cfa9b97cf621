"""A year on a desk and on a phone: the person objects to a line, an officer answers beside it."""

from datetime import date

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.inspection import Watch
from tests.factories import (
    AttendanceFactory,
    CellEvaluationFactory,
    EvaluationRoundFactory,
    MemberEvaluationFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    PledgeFactory,
    PledgeItemFactory,
    SessionFactory,
    SessionTaskFactory,
    moment,
)

pytestmark = pytest.mark.django_db(transaction=True)
LONG_WORD = "kếhoạchhọctậpvàlàmtheo" * 4


@pytest.fixture
def round_of_2014(office):
    return EvaluationRoundFactory(
        year=2014, self_due_on=date(2014, 12, 31), cell_due_on=date(2015, 1, 15)
    )


@pytest.fixture
def evaluation(office, criterion, round_of_2014):
    member = office.members["member"]
    pledge = PledgeFactory(member=member, cell=office.cell, accepted=True)
    actions = ["Trả lời hồ sơ đúng hạn", f"Tiết kiệm điện {LONG_WORD}", "Kèm cặp đồng chí mới"]
    items = [
        PledgeItemFactory(pledge=pledge, position=number, action=action, criterion=criterion)
        for number, action in enumerate(actions, start=1)
    ]
    for month, states in ((1, ("done", "partly", "not_yet")), (2, ("done", "done", "partly"))):
        report = MonthlyReportFactory(pledge=pledge, month=date(2014, month, 1), acknowledged=True)
        for item, state in zip(items, states, strict=True):
            MonthlyReportLineFactory(
                report=report,
                item=item,
                state=state,
                is_unchanged=state == "partly",
                comment=f"Nhận xét tháng {month} {LONG_WORD}",
            )
    MonthlyReportFactory(pledge=pledge, month=date(2014, 3, 1), status="excused")
    for day, state in ((5, "present"), (6, "unexcused")):
        session = SessionFactory(
            cell=office.cell, status="signed", starts_at=moment(2014, 3, day, 8)
        )
        AttendanceFactory(session=session, member=member, state=state)
        SessionTaskFactory(session=session, owner=member, due_on=date(2014, 3, 10 + day * 2))
    return MemberEvaluationFactory(round=round_of_2014, member=member, cell=office.cell)


@pytest.fixture
def of_cell(office, round_of_2014):
    return CellEvaluationFactory(round=round_of_2014, cell=office.cell)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_line_is_objected_to_and_answered(evaluation, person, width):
    member = person("member", width)
    watch = Watch(member.page)
    member.opens("evaluation-evidence", evaluation.pk)
    assert watch.problems() == []
    member.page.get_by_role("link", name="Có ý kiến về Phải gửi 2 báo cáo").click()
    assert watch.problems() == []
    member.page.get_by_text("Không đồng ý với dòng này").click()
    member.page.get_by_label("Ý kiến của đồng chí").fill(f"Tháng 1 nộp giấy. {LONG_WORD}")
    member.page.get_by_role("button", name="Ghi ý kiến").click()
    member.page.get_by_text("1 dòng có ý kiến không đồng ý").wait_for()
    assert watch.problems() == []
    officer = person("secretary", width)
    watch = Watch(officer.page)
    officer.opens("evaluation", evaluation.pk)
    assert watch.problems() == []
    officer.page.get_by_role("link", name="Phải gửi 2 báo cáo").click()
    officer.page.get_by_role("link", name="Trả lời ý kiến về").click()
    assert watch.problems() == []
    officer.page.get_by_label("Trả lời").fill("Đã nhận bản giấy.")
    officer.page.get_by_role("button", name="Trả lời").click()
    officer.page.get_by_text("Đã nhận bản giấy.").wait_for()
    assert officer.page.get_by_text("chưa được trả lời").count() == 0
    assert watch.problems() == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_year_of_a_cell_is_objected_to_and_answered(evaluation, of_cell, person, width):
    officer = person("deputy", width)
    watch = Watch(officer.page)
    officer.opens("cell-evaluation-evidence", of_cell.pk)
    assert watch.problems() == []
    officer.page.get_by_role("link", name="Có ý kiến về Đã quán triệt").click()
    officer.page.get_by_text("Không đồng ý với dòng này").click()
    officer.page.get_by_label("Ý kiến của đồng chí").fill("Thiếu một văn bản.")
    officer.page.get_by_role("button", name="Ghi ý kiến").click()
    officer.page.get_by_text("1 dòng có ý kiến không đồng ý").wait_for()
    staff = person("staff", width)
    watch = Watch(staff.page)
    staff.opens("cell-evaluation-evidence", of_cell.pk)
    staff.page.get_by_role("link", name="Trả lời ý kiến về").click()
    assert watch.problems() == []
    staff.page.get_by_label("Trả lời").fill("Đã bổ sung.")
    staff.page.get_by_role("button", name="Trả lời").click()
    staff.page.get_by_text("Đã bổ sung.").wait_for()
    assert watch.problems() == []
