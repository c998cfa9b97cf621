"""Pages that list the papers, and the papers at their addresses: who gets what, when."""

import io

import pytest
from django.urls import reverse
from docx import Document

from cells.audit import AuditEntry
from cells.models import IssuedDocument
from reports.evaluation.papers.decision import content_of
from reports.models import CellEvaluation, MemberEvaluation
from tests.cells.print.reading import text_of
from tests.factories import MemberEvaluationFactory, MemberFactory
from tests.reports.evaluation.papers.conftest import ROLES

PDF = "application/pdf"
HOSTILE = "{{ 7 }} <w:t> </w:t> & =1+1"


def kind(answer):
    return answer.headers["Content-Type"]


def words(answer):
    document = Document(io.BytesIO(answer.content))
    cells = [box.text for table in document.tables for row in table.rows for box in row.cells]
    return " ".join([*(each.text for each in document.paragraphs), *cells])


def test_a_round_lists_its_papers_with_buttons_that_make_sense(rating, sign_in):
    world = rating("submitted")
    url = reverse("round-papers", args=[world.round.pk])
    page = sign_in("staff").get(url).content.decode()
    assert "Biểu 3" in page
    assert "Chưa có mức dự kiến quyết định nào." in page
    assert reverse("cell-papers", args=[world.cell.pk]) in page
    for model in (MemberEvaluation, CellEvaluation):
        decide(model, world)
    page = sign_in("staff").get(url).content.decode()
    sign = reverse("round-decision-sign", args=[world.round.pk])
    assert "Dự thảo (Word)" in page
    assert sign not in page
    assert sign in sign_in("leader").get(url).content.decode()


def decide(model, world):
    subject = "member" if model is MemberEvaluation else "cell"
    level, now = world.level("HTT", subject), world.round.opened_at
    model.objects.update(
        status="decided",
        proposed_level=level,
        proposed_at=now,
        appraised_level=level,
        appraised_at=now,
        decided_level=level,
        decided_at=now,
        frozen_evidence={},
    )


def test_without_a_cap_there_is_no_third_summary(rating, sign_in):
    world = rating("published")
    world.round.scheme.levels.update(quota_percent=None)
    client = sign_in("staff")
    page = client.get(reverse("round-papers", args=[world.round.pk])).content.decode()
    assert "Biểu 3" not in page
    assert client.get(reverse("round-paper", args=[world.round.pk, "summary-3"])).status_code == 404
    assert client.get(reverse("round-paper", args=[world.round.pk, "bogus"])).status_code == 404


def test_a_cells_officers_find_its_papers(rating, sign_in):
    world = rating("submitted")
    url = reverse("cell-papers", args=[world.cell.pk])
    page = sign_in("secretary").get(url).content.decode()
    assert "Phiếu ghi 5 đồng chí" in page
    assert "Chưa ghi kết quả bỏ phiếu." in page
    ballots = sign_in("secretary").get(reverse("cell-paper", args=[world.cell.pk, "ballots"]))
    assert kind(ballots) == PDF
    assert sign_in("member").get(url).status_code == 404
    assert sign_in("other secretary").get(url).status_code == 404


@pytest.mark.parametrize("key", ["summary-1", "summary-2", "summary-3", "proposals"])
def test_word_twins_hold_what_the_paper_says(rating, sign_in, key):
    world = rating("published")
    unit = {"unit": HOSTILE}
    member = world.cast.members["member"]
    type(member).objects.filter(pk=member.pk).update(**unit)
    url = reverse("round-paper-word", args=[world.round.pk, key])
    first, again = sign_in("staff").get(url), sign_in("staff").get(url)
    assert first.content == again.content
    said = words(first)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in said
    assert "Chi bộ Vụ Cơ sở đảng" in said
    if key == "summary-1":
        assert "100,00" in said
    if key == "proposals":
        assert HOSTILE in said


def test_the_decision_is_read_and_signed_on_one_page(rating, sign_in, tmp_path):
    world = rating("decided")
    pk = world.round.pk
    draft = sign_in("staff").get(reverse("round-decision", args=[pk]))
    assert "DỰ THẢO" in text_of(draft.content, tmp_path)
    said = words(sign_in("staff").get(reverse("round-decision-word", args=[pk])))
    assert "Điều 2. Văn phòng Đảng uỷ" in said
    assert world.cast.members["deputy"].full_name in said
    leader, url = sign_in("leader"), reverse("round-decision-sign", args=[pk])
    page = leader.get(url).content.decode()
    assert all(world.cast.members[role].full_name in page for role in ROLES)
    data = {
        "number": "9",
        "dated_on": "20/03/2014",
        "authority": "standing",
        "fingerprint": content_of(world.round).mark,
    }
    asked = leader.post(url, data).content.decode()
    assert "Số tiếp theo là 01" in asked
    assert "vừa đổi" not in asked
    for answer in ({"leap": "9"}, {"number": ""}):  # whatever else is wrong with it
        stale = leader.post(url, data | answer | {"fingerprint": "x"}).content.decode()
        assert stale.count("vừa đổi") == 1
    assert leader.post(url, data | {"leap": "9"}).status_code == 302
    document = IssuedDocument.objects.get()
    assert document.full_number == "09-QĐ/ĐUCQ"
    stored = leader.get(reverse("round-decision", args=[pk]))
    assert stored.content == bytes(document.file.content)
    assert leader.get(url).status_code == 302
    assert leader.get(reverse("round-decision-word", args=[pk])).status_code == 302
    assert str(document) in [entry.note for entry in AuditEntry.objects.of(world.round)]


def test_who_signs_waits_until_everything_is_decided(rating, sign_in):
    world = rating("appraised")
    url = reverse("round-decision-sign", args=[world.round.pk])
    page = sign_in("leader").get(url, follow=True).content.decode()
    assert "Còn 6 đảng viên, chi bộ chưa có mức" in page
    assert sign_in("staff").get(url).status_code == 403


def test_a_sheet_leaves_after_a_reason_that_is_written_down(rating, sign_in):
    world = rating("published")
    for name, args, office in (
        ("round-paper-export", [world.round.pk, "summary-1"], "committee"),
        ("cell-paper-export", [world.cell.pk, "proposals"], "cell"),
    ):
        client, url = sign_in("staff"), reverse(name, args=args)
        assert "Ghi lý do" in client.post(url, {"reason": " "}).content.decode()
        answer = client.post(url, {"reason": "đối chiếu"})
        assert answer.content[:2] == b"PK"
        entry = AuditEntry.objects.filter(verb="export").last()
        assert entry.note.endswith("đối chiếu"), office


@pytest.mark.parametrize(
    ("role", "status", "answer"),
    [
        ("member", "draft", 200),
        ("secretary", "draft", 403),
        ("secretary", "submitted", 200),
        ("colleague", "published", 404),
        ("other secretary", "published", 404),
        ("leader", "submitted", 200),
    ],
)
def test_a_sheet_is_printed_by_whom_its_page_is_read(rating, sign_in, role, status, answer):
    world = rating(status)
    url = reverse("evaluation-pdf", args=[world.people["member"].pk])
    assert sign_in(role).get(url).status_code == answer


def test_a_notice_exists_once_it_is_published(rating, sign_in):
    world = rating("decided")
    url = reverse("evaluation-notice", args=[world.people["member"].pk])
    assert sign_in("staff").get(url).status_code == 403
    MemberEvaluation.objects.update(status="published")
    assert kind(sign_in("member").get(url)) == PDF


@pytest.mark.parametrize("how_many", [3, 30])
def test_the_lists_of_papers_ask_few_questions(
    rating, sign_in, how_many, django_assert_max_num_queries
):
    world = rating("published")
    for number in range(how_many):
        person = MemberFactory(full_name=f"Lê Văn {chr(65 + number % 26)}")
        MemberEvaluationFactory(
            round=world.round, member=person, cell=world.cell.cell, at="published"
        )
    client = sign_in("staff")
    for name, args in (
        ("round-papers", [world.round.pk]),
        ("cell-papers", [world.cell.pk]),
        ("cell-paper", [world.cell.pk, "proposals"]),
        ("round-paper", [world.round.pk, "summary-1"]),
        ("round-paper", [world.round.pk, "summary-2"]),
        ("round-decision", [world.round.pk]),
    ):
        with django_assert_max_num_queries(20):
            client.get(reverse(name, args=args))


# ---- the back office


def ask(client, papers, action, **more):
    keys = [paper.pk for paper in papers]
    data = {"action": action, "index": "0", "_selected_action": keys, **more}
    return client.post(reverse("admin:reports_memberevaluation_changelist"), data, follow=True)


def test_chosen_evaluations_are_printed_and_leave_as_a_sheet(rating, sign_in, tmp_path):
    world = rating("decided")
    chosen, client = [world.people["member"], world.people["deputy"]], sign_in("staff")
    assert "Lý do in" in ask(client, chosen, "print_chosen").content.decode()
    printed = ask(client, chosen, "print_chosen", reason="lưu hồ sơ")
    assert world.cast.members["deputy"].full_name in text_of(printed.content, tmp_path)
    page = ask(client, chosen, "export_chosen").content.decode()
    assert "Tải về (.xlsx)" in page
    assert "Ghi lý do tải về." in ask(client, chosen, "export_chosen", reason=" ").content.decode()
    assert ask(client, chosen, "export_chosen", reason="đối chiếu").content[:2] == b"PK"
    notes = list(AuditEntry.objects.values_list("verb", "note"))
    assert ("export", "2 bản kiểm điểm, xếp loại đảng viên: đối chiếu") in notes


def test_a_draft_among_the_chosen_is_not_printed(rating, sign_in):
    world = rating("draft")
    page = ask(sign_in("staff"), [world.people["member"]], "print_chosen").content.decode()
    assert "chưa in được" in page
