from datetime import date
from pathlib import Path
from cells.models import Member
from pledges.models import PledgeItem, MonthlyReportLine
from pledges.monthly_report.slips import report_slips_pdf, slip_pile
from tests.pledges.monthly_report.conftest import earlier
MARCH = date(2014, 3, 1)
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Phương Giang"
def all_last(report, state):
    line = earlier(report, state, "Lời")
    for item in report.pledge.items.all()[1:]:
        MonthlyReportLine.objects.create(report=line.report, item=item, state=state)
    return line
def test_try(cast, report_of):
    a = report_of("member", items=3)
    all_last(a, "partly")
    b = report_of("colleague", items=4)
    Member.objects.filter(pk=b.author_id).update(full_name=LONG_NAME)
    PledgeItem.objects.filter(pledge=b.pledge).update(action="Đọc và ghi chép có suy nghĩ mỗi tuần một bài nói, bài viết của Bác " * 3, measure="mỗi tuần một bài, ghi vào sổ tay", rhythm="hằng tuần")
    line = all_last(b, "not_yet")
    type(line).objects.filter(pk=line.pk).update(difficulty="x")
    c = report_of("deputy", items=4)
    all_last(c, "done")
    PledgeItem.objects.filter(pledge=c.pledge).update(action="Đọc và ghi chép mỗi tuần một bài nói, bài viết của Bác", measure="mỗi tuần một bài", rhythm="hằng tuần")
    d = report_of("cell committee", items=4)
    PledgeItem.objects.filter(pledge=d.pledge).update(action="W" * 500)
    pdf = report_slips_pdf(slip_pile(cast.cell, MARCH).reports, title="T")
    Path("/tmp/slips/a.pdf").write_bytes(pdf)
