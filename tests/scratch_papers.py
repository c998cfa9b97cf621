from pathlib import Path
import pytest
from tests.reports.evaluation.papers.conftest import *
from reports.evaluation.papers.sheet import sheet_pdf
OUT = Path("/tmp/out"); OUT.mkdir(exist_ok=True)
LONG = "Trong năm tôi luôn giữ vững lập trường, chấp hành đúng chủ trương của Đảng theo Chỉ thị 03-CT/TW; trả lời 146 hồ sơ đúng hạn; hướng dẫn hai đồng chí mới làm quen công việc của Vụ. "
def test_sheet(rating):
    r = rating("published")
    e = r.people["member"]
    e.member.full_name = "Nguyễn Thị Phương Thảo Hoàng Tôn Nữ Anh"
    e.member.job_title, e.member.unit = "Chuyên viên chính", "Vụ Cơ sở đảng, Cơ quan Ban Tổ chức"
    e.member.save()
    e.self_level = r.level("XS"); e.self_employer="good"; e.employer_rating="good"
    e.proposal_note = LONG; e.unit_comment="Hoàn thành tốt."
    e.union_comment="Gương mẫu."
    e.save()
    for k,g in [("conduct","excellent"),("duties","good"),("commitment",""),("limits",""),("remedies","good"),("direction","")]:
        write(e,k,LONG*2+"\n"+LONG,g)
    (OUT/"sheet.pdf").write_bytes(sheet_pdf(MemberEvaluation.objects.get(pk=e.pk)))
    MemberEvaluation.objects.filter(pk=r.people["colleague"].pk)
    b = MemberEvaluationFactory(round=r.round, member=MemberFactory(full_name="Vi"), cell=r.cast.cell, by_leader=True)
    (OUT/"blank.pdf").write_bytes(sheet_pdf(b))
    (OUT/"cellsheet.pdf").write_bytes(sheet_pdf(r.cell))
from tests.factories import MemberFactory
def big(cast, status, n=25):
    r = rating_at(cast, status)
    levels = {c: r.level(c) for c in ("XS","HTT","HT","KHT")}
    names = ["Nguyễn Thị Phương Thảo Hoàng Tôn Nữ Anh","Vi","Trần Quốc Khánh","Lê Thị Mỹ Hạnh"]
    for i in range(n):
        m = MemberFactory(full_name=names[i%4], job_title="Chuyên viên chính", unit="Vụ Cơ sở đảng, Cơ quan Trung ương")
        e = MemberEvaluationFactory(round=r.round, member=m, cell=cast.cell if i%2 else cast.other_cell, at=status, self_level=levels["XS"])
        if e.proposed_level:
            if i%5==0:
                e.proposed_level=levels["XS"]
                if e.appraised_level: e.appraised_level=levels["XS"]
                if e.decided_level: e.decided_level=levels["XS"]; e.over_quota_reason="Đồng chí đạt giải nhất toàn ngành, được cấp trên biểu dương"
            add_ballot(e)
    CellEvaluationFactory(round=r.round, cell=cast.other_cell, at=status)
    return r
def test_papers(cast):
    from cells.print.render import render_pdf
    from reports.evaluation.papers import cell, decision, summaries
    r = big(cast, "submitted")
    own = CellEvaluation.objects.get(pk=r.cell.pk)
    (OUT/"ballot.pdf").write_bytes(render_pdf(cell.BALLOT, cell.ballot_context(own)))
    MemberEvaluation.objects.filter(cell=cast.cell).exclude(member__in=list(cast.members.values())).delete()
    (OUT/"ballot2.pdf").write_bytes(render_pdf(cell.BALLOT, cell.ballot_context(own)))
@pytest.mark.parametrize("_", [1])
def test_papers2(cast, _):
    from cells.print.render import render_pdf
    from reports.evaluation.papers import cell, decision, summaries
    r = big(cast, "published")
    own = CellEvaluation.objects.get(pk=r.cell.pk)
    user = cast.user("secretary")
    (OUT/"count.pdf").write_bytes(render_pdf(cell.COUNT, cell.count_context(own, user)))
    (OUT/"list.pdf").write_bytes(render_pdf(cell.LIST, cell.proposals_context(own, user)))
    for n in (1,2,3):
        (OUT/f"bieu{n}.pdf").write_bytes(render_pdf(summaries.TEMPLATE, summaries.summary_context(r.round, summaries.summary_of(r.round, n))))
    (OUT/"decision.pdf").write_bytes(decision.draft_pdf(r.round, cast.user("leader")))
    (OUT/"notice.pdf").write_bytes(render_pdf(decision.NOTICE, decision.notice_context(MemberEvaluation.objects.first())))
