"""What a round and a cell print, read back; the decision is signed into the register."""

import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cells import clock
from cells.print.render import render_pdf
from cells.sheet import read_sheet
from cells.workflow import Clash, IllegalMove
from reports.evaluation.papers import books, cell, decision, summaries
from reports.evaluation.papers.decision import SigningInput, content_of, sign_decision
from reports.evaluation.papers.sheet import sheet_context, sheet_pdf
from reports.evaluation.round.services import close_round, publish_round
from reports.evaluation.services import decide_evaluation, publish_evaluation
from reports.evaluation.steps.services import amend
from reports.models import MemberEvaluation
from tests.cells.print.reading import text_of
from tests.factories import MemberEvaluationFactory
from tests.reports.evaluation.papers.conftest import ROLES, add_ballot

LONG = "Nguyễn Thị Phương Thảo Hoàng Tôn Nữ Anh"
HOSTILE = '=HYPERLINK("http://x") <script>'


def name(rating, role):
    return rating.cast.members[role].full_name


def test_a_ballot_names_who_is_voted_on_and_nobody_who_votes(rating, tmp_path):
    world = rating("submitted")
    waiting = world.people["colleague"]
    MemberEvaluation.objects.filter(pk=waiting.pk).update(status="draft", first_submitted_at=None)
    context = cell.ballot_context(world.cell)
    text = text_of(render_pdf(cell.BALLOT, context), tmp_path)
    assert name(world, "member") in text
    assert name(world, "colleague") not in text  # has not sent the review yet
    assert "không ký tên" in text
    assert "T/M" not in text
    assert all(row["boxes"] == [True] * 4 for row in context["rows"])


def test_after_a_long_absence_the_two_best_boxes_are_closed(rating):
    world = rating("submitted")
    MemberEvaluation.objects.filter(pk=world.people["member"].pk).update(case="absent_capped")
    rows = {row["name"]: row["boxes"] for row in cell.ballot_context(world.cell)["rows"]}
    assert rows[name(world, "member")] == [False, False, True, True]


def test_few_people_share_a_page_and_it_stays_one_page(rating):
    world = rating("submitted")
    keep = [world.people["member"].pk, world.people["deputy"].pk]
    MemberEvaluation.objects.exclude(pk__in=keep).delete()
    member = world.cast.members["member"]
    member.full_name = LONG
    member.save()
    context = cell.ballot_context(world.cell)
    pdf = render_pdf(cell.BALLOT, context)
    assert len(context["slips"]) == 2
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page/") <= 1


def test_the_count_prints_the_tellers_sums_and_who_was_counted_apart(rating, tmp_path):
    world = rating("proposed")
    add_ballot(world.people["member"], {"XS": 2, "HTT": 3})
    reader = world.cast.user("deputy")
    text = text_of(render_pdf(cell.COUNT, cell.count_context(world.cell, reader)), tmp_path)
    assert "BIÊN BẢN KIỂM PHIẾU" in text
    assert "phát ra: 10; số phiếu thu về: 9; số phiếu hợp lệ: 8; số phiếu không hợp lệ: 1" in text
    assert f"Riêng đồng chí {name(world, 'member')}: Số phiếu phát ra: 7" in text
    assert "60,00" in text  # six of ten official members
    assert "Tỷ lệ tính trên số đảng viên chính thức của chi bộ" in text


@pytest.mark.parametrize(("status", "is_told"), [("proposed", False), ("published", True)])
def test_ones_own_line_of_the_count_waits_until_it_is_published(rating, status, is_told):
    world = rating(status)
    table = cell.count_context(world.cell, world.cast.user("secretary"))["table"]
    assert (name(world, "secretary") in [row[1] for row in table.rows]) is is_told
    assert name(world, "member") in [row[1] for row in table.rows]


def test_the_list_of_proposals_hides_what_its_reader_may_not_know(rating):
    world = rating("appraised")
    staff, deputy = world.cast.user("staff"), world.cast.user("deputy")
    of_all = books.round_tables(world.round, "proposals", staff)[0]
    assert of_all.columns[-1].label == "Ý kiến thẩm định"
    of_cell = books.cell_tables(world.cell, "proposals", deputy)[0]
    assert "Ý kiến thẩm định" not in [column.label for column in of_cell.columns]
    rows = {row[1]: row[-1] for row in of_cell.rows}
    assert rows[name(world, "deputy")] == "…"
    assert rows[name(world, "member")] == "Hoàn thành tốt nhiệm vụ"
    assert [row[-2] for row in of_cell.rows if row[1] == name(world, "member")] == ["6/8"]


def test_the_summaries_print_what_was_counted(rating, tmp_path):
    world = rating("published")
    MemberEvaluation.objects.filter(pk=world.people["member"].pk).update(case="new")
    xs = world.level("XS")
    MemberEvaluation.objects.filter(pk=world.people["deputy"].pk).update(
        decided_level=xs, over_quota_reason="Giải nhất toàn ngành"
    )
    world.round.status = "published"
    texts = []
    for number in (1, 2, 3):
        summary = summaries.summary_of(world.round, number)
        pdf = render_pdf(summaries.TEMPLATE, summaries.summary_context(world.round, summary))
        texts.append(text_of(pdf, tmp_path))
    first, second, third = texts
    assert "Cộng 5 4 1 25,00 3 75,00 0 0,00 0 0,00 0 1 0 0 33,33" in first
    assert "DỰ THẢO" not in first
    assert "Chi bộ chưa hoặc không xếp loại: 0. Tổng số chi bộ: 1." in second
    assert "Cộng 4 3 1 0 0 33,33 Vượt 1" in third
    assert "Trần 20% tính trên số “Hoàn thành tốt nhiệm vụ”" in third
    assert f"{name(world, 'deputy')}, Chi bộ Vụ Cơ sở đảng: Giải nhất toàn ngành" in third


@pytest.mark.parametrize(("status", "told"), [("draft", ""), ("submitted", "Tiên tiến")])
def test_the_second_summary_says_a_cells_own_level_once_it_is_sent(rating, status, told):
    world = rating(status)
    level = world.level("HTT", "cell")
    level.name = "Tiên tiến"
    level.save()
    type(world.cell).objects.update(self_level=level)
    [row] = summaries.summary_of(world.round, 2).tables[0].rows
    assert row[2] == told


@pytest.mark.parametrize(
    ("status", "role", "is_told"),
    [("decided", "staff", False), ("decided", "leader", True), ("published", "staff", True)],
)
def test_the_third_summary_names_its_reader_once_it_is_published(rating, status, role, is_told):
    """A reason stands beside whoever passes the cap, so it tells the level."""
    world = rating(status)
    rows = {"member": "Giải nhất toàn ngành", "deputy": "Sáng kiến cấp nhà nước"}
    for each, reason in rows.items():
        own = world.people[each]
        own.decided_level, own.over_quota_reason = world.level("XS"), reason
        own.member = world.cast.members[role if each == "member" else each]
        own.save()
    if status == "published":
        world.round.published_at = clock.now()
        world.round.save()
    reader = world.cast.user(role)
    [table] = books.round_tables(world.round, "summary-3", reader)
    notes = " ".join(table.notes)
    assert "Sáng kiến cấp nhà nước" in notes
    assert ("Giải nhất toàn ngành" in notes) is is_told


def test_an_open_rounds_summary_is_a_draft(rating, tmp_path):
    world = rating("proposed")
    context = summaries.summary_context(world.round, summaries.summary_of(world.round, 1))
    assert "DỰ THẢO" in text_of(render_pdf(summaries.TEMPLATE, context), tmp_path)


def test_a_sheet_of_every_table_holds_no_formula(rating):
    world = rating("published")
    member = world.cast.members["member"]
    type(member).objects.filter(pk=member.pk).update(job_title=HOSTILE, unit="@SUM(A1)")
    staff = world.cast.user("staff")
    for key in books.OF_ROUND:
        content = books.export_round(world.round, key, by=staff, reason="đối chiếu")
        assert read_sheet(content, "bang.xlsx")
        pages = load_workbook(io.BytesIO(content)).worksheets
        assert not [
            box.value for page in pages for row in page for box in row if box.data_type == "f"
        ]
    for key in books.OF_CELL:
        assert books.export_cell(world.cell, key, by=staff, reason="đối chiếu")
    with pytest.raises(ValidationError):
        books.export_round(world.round, "summary-1", by=staff, reason=" ")


# ---- the decision


def given(found, **values):
    before = {
        "number": 5,
        "dated_on": clock.today(),
        "authority": "standing",
        "fingerprint": content_of(found).mark,
    }
    return SigningInput(**before | values)


def test_a_signed_decision_takes_its_number_and_keeps_its_file(rating, tmp_path):
    world = rating("decided")
    reason = {"decided_level": world.level("XS"), "over_quota_reason": "Giải nhất toàn ngành"}
    MemberEvaluation.objects.filter(pk=world.people["member"].pk).update(**reason)
    leader = world.cast.user("leader")
    document = sign_decision(world.round, given(world.round), by=leader)
    stored = bytes(document.file.content)
    text = text_of(stored, tmp_path)
    assert "Số 05-QĐ/ĐUCQ" in text
    assert "DỰ THẢO" not in text
    assert "Giải nhất toàn" in text
    assert [role for role in ROLES if name(world, role) not in text] == []
    counted = "5 đảng viên (Hoàn thành xuất sắc nhiệm vụ: 1; Hoàn thành tốt nhiệm vụ: 4)"
    assert counted in text
    assert (document.signer_name, document.signer_title) == ("Vũ Quốc Dũng", "PHÓ BÍ THƯ")
    assert document.check_code[:5] in text
    assert decision.decision_of(world.round) == document
    with pytest.raises(IllegalMove):
        sign_decision(world.round, given(world.round, number=6), by=leader)


def test_a_decision_is_signed_as_it_was_read_and_when_all_is_decided(rating):
    world = rating("decided")
    leader, read = world.cast.user("leader"), given(world.round)
    MemberEvaluation.objects.filter(pk=world.people["member"].pk).update(
        decided_level=world.level("HT")
    )
    with pytest.raises(Clash):
        sign_decision(world.round, read, by=leader)
    MemberEvaluation.objects.filter(pk=world.people["deputy"].pk).update(status="appraised")
    with pytest.raises(ValidationError, match="Còn 1"):
        sign_decision(world.round, given(world.round), by=leader)
    assert not world.round.documents.exists()


def test_signing_holds_the_round_before_it_looks_once_more(rating):
    """So no decision comes between the look and the signature."""
    world = rating("decided")
    signed = given(world.round)
    with CaptureQueriesContext(connection) as asked:
        sign_decision(world.round, signed, by=world.cast.user("leader"))
    written = [
        each["sql"] for each in asked if each["sql"].startswith(("UPDATE", "INSERT", "SAVEPOINT"))
    ]
    assert written[0].startswith("SAVEPOINT")
    assert "evaluationround" in written[1]


def test_over_a_cap_without_a_reason_nothing_is_signed(rating):
    world = rating("decided")
    best, leader = world.people["member"], world.cast.user("leader")
    MemberEvaluation.objects.filter(pk=best.pk).update(decided_level=world.level("XS"))
    with pytest.raises(ValidationError, match="vượt trần 1 suất, mới có 0 lý do"):
        sign_decision(world.round, given(world.round), by=leader)
    again = {"level": world.level("XS"), "evidence": {}, "by": leader}
    decide_evaluation(best, **again, over_quota_reason="Giải nhất toàn ngành")
    assert sign_decision(world.round, given(world.round), by=leader)


def test_a_reason_is_printed_only_while_a_cap_is_passed(rating):
    """Kept as it was typed: it is needed again as soon as somebody leaves the base."""
    world = rating("decided")
    best, leader = world.people["member"], world.cast.user("leader")
    again = {"evidence": best.frozen_evidence, "by": leader}
    reason = "Giải nhất toàn ngành"
    decide_evaluation(best, **again, level=world.level("XS"), over_quota_reason=reason)
    above = content_of(world.round)
    assert reason in str(above.people.rows)
    assert sheet_context(best, leader)["over_quota_reason"] == reason
    assert reason in str(summaries.summary_of(world.round, 3))
    MemberEvaluation.objects.filter(pk=best.pk).update(decided_level=world.level("HTT"))
    best.refresh_from_db()
    held = content_of(world.round)
    assert (best.over_quota_reason, reason in str(held.people.rows)) == (reason, False)
    assert held.mark != above.mark
    assert sheet_context(best, leader)["over_quota_reason"] == ""
    assert reason not in str(summaries.summary_of(world.round, 3))


def test_what_is_signed_is_not_decided_anew(rating):
    world = rating("decided")
    own, leader = world.people["member"], world.cast.user("leader")
    again = {"level": world.level("HT"), "evidence": {}, "by": leader}
    decide_evaluation(own, **again)
    sign_decision(world.round, given(world.round), by=leader)
    with pytest.raises(ValidationError, match="đã ký"):
        decide_evaluation(own, **again | {"level": world.level("HTT")})


def test_who_is_decided_after_the_signature_is_not_published_with_its_list(rating):
    """They stay decided and keep the round from closing until they are published singly."""
    world = rating("decided")
    leader, staff = world.cast.user("leader"), world.cast.user("staff")
    sign_decision(world.round, given(world.round), by=leader)
    late = MemberEvaluationFactory(
        round=world.round,
        member=world.cast.members["stranger"],
        cell=world.cast.other_cell,
        at="appraised",
    )
    with clock.at(clock.now() + timedelta(days=1)):
        decide_evaluation(late, level=world.level("HT"), evidence={}, by=leader)
    assert publish_round(world.round, by=staff, note="Quyết định 05-QĐ/ĐUCQ") == 6
    late.refresh_from_db()
    assert late.status == "decided"
    assert set(world.round.member_evaluations.exclude(pk=late.pk).values_list("status")) == {
        ("published",)
    }
    with pytest.raises(ValidationError, match="Còn 1 bản chưa xong"):
        close_round(world.round, by=staff, note="Xong")
    world.round.refresh_from_db()
    publish_evaluation(late, by=staff, note="Quyết định 18-QĐ/ĐUCQ")
    close_round(world.round, by=staff, note="Xong")
    assert world.round.status == "closed"


def test_the_draft_hides_a_readers_own_line_and_the_signer_reads_all(rating):
    world = rating("decided")
    staff_row = world.people["member"]
    staff_row.member = world.cast.members["staff"]
    staff_row.save()
    hidden = decision.hidden_from(world.round, world.cast.user("staff"))
    content = content_of(world.round, hidden_member=hidden)
    rows = {row[1]: row[4] for row in content.people.rows}
    assert rows[name(world, "staff")] == "…"
    assert rows[name(world, "deputy")] == "Hoàn thành tốt nhiệm vụ"
    told = "{} đảng viên (Hoàn thành tốt nhiệm vụ: {})"
    assert content.counted[1] == told.format(4, 4) + ", không kể bản của đồng chí"
    assert decision.hidden_from(world.round, world.cast.user("leader")) is None
    assert content_of(world.round).counted[1] == told.format(5, 5)


def test_the_notice_names_the_level_and_the_signed_decision(rating, tmp_path):
    world = rating("decided")
    sign_decision(world.round, given(world.round), by=world.cast.user("leader"))
    MemberEvaluation.objects.update(status="published")
    own = MemberEvaluation.objects.get(pk=world.people["member"].pk)
    text = text_of(render_pdf(decision.NOTICE, decision.notice_context(own)), tmp_path)
    assert re.search(r"Theo Quyết định số 05-QĐ/ĐUCQ, ngày 20/03/2014", text)
    assert "được xếp loại: Hoàn thành tốt nhiệm vụ." in text


def printed(own, tmp_path):
    """Both papers that tell a person of their level."""
    own = MemberEvaluation.objects.with_people().get(pk=own.pk)
    return [
        text_of(render_pdf(decision.NOTICE, decision.notice_context(own)), tmp_path),
        text_of(sheet_pdf(own), tmp_path),
    ]


def test_an_amendment_is_printed_with_the_level_it_changed(rating, tmp_path):
    world = rating("decided")
    own, leader = world.people["member"], world.cast.user("leader")
    sign_decision(world.round, given(world.round), by=leader)
    publish_round(world.round, by=world.cast.user("staff"), note="Quyết định 05-QĐ/ĐUCQ")
    assert not [text for text in printed(own, tmp_path) if "Sửa lần" in text]
    own = MemberEvaluation.objects.get(pk=own.pk)
    level, note = world.level("HT"), "Kết luận 03-KL/UBKT"
    amend(own, level=level, note=note, version=own.version, by=leader)
    for text in printed(own, tmp_path):
        assert "Sửa lần 1: Hoàn thành tốt nhiệm vụ → Hoàn thành nhiệm vụ." in text
        assert "Kết luận 03-KL/UBKT (20/03/2014)" in text


@pytest.fixture
def listed(rating):
    """A signed list, and the paper of somebody who was put off, decided the day after."""
    world = rating("decided")
    late = world.people["member"]
    MemberEvaluation.objects.filter(pk=late.pk).update(case="postponed", status="appraised")
    world.late = MemberEvaluation.objects.get(pk=late.pk)
    evidence, leader = world.late.frozen_evidence, world.cast.user("leader")
    world.again = {"evidence": evidence, "by": leader}
    sign_decision(world.round, given(world.round), by=leader)
    with clock.at(clock.now() + timedelta(days=1)):
        decide_evaluation(world.late, level=world.level("HTT"), **world.again)
        yield world


def test_who_was_decided_after_the_list_was_signed_can_still_be_decided_anew(listed):
    decide_evaluation(listed.late, level=listed.level("HT"), **listed.again)
    assert listed.late.decided_level.code == "HT"
    with pytest.raises(ValidationError, match="đã ký"):
        decide_evaluation(listed.people["deputy"], level=listed.level("HT"), **listed.again)


def test_who_was_decided_after_the_list_was_signed_does_not_cite_it(listed, tmp_path):
    MemberEvaluation.objects.update(status="published")
    for own, is_cited in ((listed.late, False), (listed.people["deputy"], True)):
        assert ["05-QĐ/ĐUCQ" in text for text in printed(own, tmp_path)] == [is_cited] * 2
