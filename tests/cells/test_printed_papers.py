"""Printing chosen papers in the back office: all or none, with a reason, for staff alone."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cells.audit import AuditEntry
from cells.models import Committee
from tests.cells.print.reading import text_of
from tests.conftest import ROLES
from tests.factories import CriterionFactory, MoralStandardFactory, PledgeFactory, ReviewFactory
from tests.world import changed_since, digest, make_pledge, words_of

PLEDGES = "admin:pledges_pledge_changelist"
REVIEWS = "admin:reports_review_changelist"
REASON = "lưu hồ sơ cuối năm"


@pytest.fixture
def pledges(cast):
    criterion = CriterionFactory(standard=MoralStandardFactory(cell=None, adopted=True))
    states = {"member": "accepted", "deputy": "returned", "colleague": "draft"}
    return {role: make_pledge(cast, role, state, criterion) for role, state in states.items()}


def chosen(*papers, **more):
    keys = [getattr(paper, "pk", paper) for paper in papers]
    return {"action": "print_chosen", "index": "0", "_selected_action": keys, **more}


def ask(client, *papers, at=PLEDGES, **more):
    return client.post(reverse(at), chosen(*papers, **more), follow=True)


def is_pdf(answer):
    return answer.headers["Content-Type"] == "application/pdf"


def test_the_chosen_pledges_become_one_file_after_a_reason(sign_in, cast, pledges, tmp_path):
    client, papers = sign_in("staff"), [pledges["member"], pledges["deputy"]]
    page = ask(client, *papers).content.decode()
    assert "Lý do in" in page
    assert "Tệp sẽ có <b>2</b> bản" in page
    assert "Ghi lý do in." in ask(client, *papers, reason=" ").content.decode()
    answer = ask(client, *papers, reason=REASON)
    assert is_pdf(answer)
    text = text_of(answer.content, tmp_path)
    assert words_of("member") in text
    assert words_of("deputy") in text
    entry = AuditEntry.objects.of(Committee.objects.get()).get()
    assert (entry.verb, entry.actor_label) == ("print", "Lê Thu Hà")
    assert entry.note == f"2 bản đăng ký làm theo: {REASON}"


def test_one_draft_among_them_and_nothing_is_printed(sign_in, pledges):
    client, before = sign_in("staff"), digest()
    page = ask(client, *pledges.values()).content.decode()
    assert "chưa in được: Bản đăng ký năm 2014 của Phan Ngọc Lan" in page
    again = ask(client, *pledges.values(), reason=REASON).content.decode()
    assert "chưa in được: Bản đăng ký năm 2014 của Phan Ngọc Lan" in again
    assert REASON in again
    assert not changed_since(before)


@pytest.mark.parametrize("odd", ["987654321", "x", "-1", "99999999999999999999", "1' OR 1=1"])
def test_a_number_that_no_paper_has_refuses_the_whole(sign_in, pledges, odd):
    answer = ask(sign_in("staff"), pledges["member"], odd, reason=REASON)
    assert answer.status_code == 200
    assert "không còn ở đây" in answer.content.decode()
    assert not AuditEntry.objects.exists()


def test_a_row_that_the_reader_does_not_see_refuses_the_whole(sign_in, cast):
    seen, unseen = ReviewFactory(), ReviewFactory(cell=cast.cell, title="sơ kết của chi bộ")
    answer = ask(sign_in("staff"), seen, unseen, at=REVIEWS, reason=REASON)
    assert "không còn ở đây" in answer.content.decode()
    assert "sơ kết của chi bộ" not in answer.content.decode()


def test_more_than_sixty_are_refused_with_a_sentence(sign_in, cast):
    for year in range(1950, 2011):
        PledgeFactory(member=cast.members["member"], cell=cast.cell, year=year, accepted=True)
    client = sign_in("staff")
    page = ask(client, PledgeFactory._meta.model.objects.first(), select_across="1")
    assert "Mỗi lần in nhiều nhất 60 bản, đang chọn 61." in page.content.decode()
    few = client.post(f"{reverse(PLEDGES)}?year=1950", chosen(1, select_across="1"))
    assert "Tệp sẽ có <b>1</b> bản" in few.content.decode()


def test_the_chosen_reviews_keep_their_own_page_numbers(sign_in, tmp_path):
    reviews = [ReviewFactory(), ReviewFactory(kind="final", title="tổng kết năm 2014")]
    answer = ask(sign_in("staff"), *reviews, at=REVIEWS, reason=REASON)
    text = text_of(answer.content, tmp_path)
    assert "sơ kết ba năm thực hiện" in text
    assert "tổng kết năm 2014" in text
    assert len(PdfReader(io.BytesIO(answer.content)).pages) >= 4
    again = ask(sign_in("staff"), *reviews, at=REVIEWS, reason=REASON)
    assert again.content == answer.content


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"staff"}))
def test_nobody_else_prints_here(sign_in, pledges, role):
    client, before = sign_in(role), digest()
    assert ask(client, pledges["member"], reason=REASON).status_code == 403
    assert ask(client, ReviewFactory.build(pk=1), at=REVIEWS, reason=REASON).status_code == 403
    assert not changed_since(before)


def test_the_trail_says_in_words_what_was_done(sign_in, pledges):
    client = sign_in("staff")
    ask(client, pledges["member"], reason=REASON)
    page = client.get(reverse("admin:cells_auditentry_changelist")).content.decode()
    assert "in hồ sơ" in page
