"""Grids: whose rows are written, what is stored, what is said when it is not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.scope import permission
from reports.evaluation.desks import CELLS, PEOPLE
from reports.evaluation.models import MemberEvaluation
from reports.evaluation.services import reconsider_evaluation
from reports.evaluation.steps import services
from reports.evaluation.steps.grid import APPRAISE, DECIDE, PROPOSE, ROWS, allowed_among
from tests.conftest import ROLES
from tests.factories import (
    CommitteePostFactory,
    MonthlyReportFactory,
    PledgeFactory,
    SessionFactory,
)
from tests.reports.evaluation.steps.conftest import ballot, counts, page_of

MAY = date(2013, 6, 5)  # when the report of May was due


@pytest.fixture
def votes(year):
    """The sheet of the cast's cell, with the secretary's own paper and a member's on it."""
    sheet = year.cell_paper()
    year.mine, year.theirs = year.paper("secretary"), year.paper("member")
    year.url = reverse("cell-evaluation-count", args=[sheet.pk])
    return year


def stored(paper):
    paper.refresh_from_db()
    return paper.status


def text(response):
    return response.content.decode()


def row_of(response, paper):
    return next(row for row in response.context["sheet"].rows if row.evaluation.pk == paper.pk)


# ---- the vote


def test_the_counts_of_a_person_and_the_proposal_are_stored(votes, sign_in, cast):
    session = SessionFactory(cell=cast.cell, held=True)
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.theirs)
    response = client.post(votes.url, data | {"session": session.pk}, follow=True)
    assert "Đã lưu 1 dòng" in text(response)
    paper = votes.theirs
    assert stored(paper) == "proposed"
    assert paper.proposed_level.code == "XS"
    assert paper.votes == {"XS": 12, "HTT": 6, "HT": 1, "KHT": 1}
    assert (paper.ballots_entitled, paper.session) == (20, session)
    assert "12/20 phiếu, đủ đa số" in text(response)


def test_one_wrong_row_does_not_lose_the_others_nor_its_own_words(votes, sign_in):
    right = votes.paper("colleague")
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(right) | counts(votes.theirs, valid=19)
    response = client.post(votes.url, data)
    assert response.status_code == 200
    assert (stored(right), stored(votes.theirs)) == ("proposed", "submitted")
    assert "Đã lưu 1 dòng" in text(response)
    assert "Còn 1 dòng chưa lưu" in text(response)
    assert "Các mức cộng lại 20 phiếu, phiếu hợp lệ 19" in text(response)
    assert row_of(response, votes.theirs).form["valid"].value() == "19"


@pytest.mark.parametrize(
    ("box", "given", "said"),
    [
        ("level", "", "Chọn mức."),
        ("level", "987654", "Chọn một mức trong danh sách."),
        ("valid", "", "Ghi số phiếu."),
        ("entitled", "hai mươi", "Ghi số phiếu, từ 0 trở lên."),
        ("issued", "-3", "Ghi số phiếu, từ 0 trở lên."),
        ("returned", "99999999999999999999", "Ghi số phiếu, từ 0 trở lên."),
    ],
)
def test_what_no_teller_counts_is_told_beside_its_row(votes, sign_in, box, given, said):
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.theirs, **{box: given})
    response = client.post(votes.url, data)
    assert said in text(response)
    assert stored(votes.theirs) == "submitted"


def test_own_row_is_skipped_and_marked(votes, sign_in):
    client = sign_in("secretary")
    response = client.get(votes.url)
    row = row_of(response, votes.mine)
    assert (row.is_own, row.form) == (True, None)
    assert "Bản của đồng chí: người khác ghi." in text(response)


def test_own_row_sent_all_the_same_is_forbidden_and_saves_nothing(votes, sign_in):
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.theirs) | counts(votes.mine)
    data |= {f"r{votes.mine.pk}-version": "0", f"r{votes.mine.pk}-seen": ""}
    assert client.post(votes.url, data).status_code == 403
    assert (stored(votes.mine), stored(votes.theirs)) == ("submitted", "submitted")


def test_staff_write_the_row_of_an_officer_and_no_other(votes, sign_in):
    client = sign_in("staff")
    response = client.get(votes.url)
    assert row_of(response, votes.mine).form
    assert row_of(response, votes.theirs).why == "Người khác ghi bản này."
    client.post(votes.url, page_of(client, votes.url) | counts(votes.mine))
    assert stored(votes.mine) == "proposed"


def test_a_row_nobody_touched_is_not_saved_over_what_another_stored(votes, sign_in, cast):
    """The page stood open while a colleague proposed one of its rows."""
    other = votes.paper("colleague")
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(other)
    services.propose(
        votes.theirs,
        version=0,
        by=cast.users["deputy"],
        level=votes.level("HTT"),
        ballot=ballot(),
        note="Đã bàn",
    )
    client.post(votes.url, data)
    assert (stored(other), stored(votes.theirs)) == ("proposed", "proposed")
    assert votes.theirs.proposed_level.code == "HTT"


def test_two_who_wrote_one_row_see_both_and_the_second_may_replace(votes, sign_in, cast):
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.theirs)
    services.propose(
        votes.theirs,
        version=0,
        by=cast.users["deputy"],
        level=votes.level("HTT"),
        ballot=ballot(),
        note="Đã bàn",
    )
    response = client.post(votes.url, data)
    assert response.status_code == 409
    row = row_of(response, votes.theirs)
    assert ("Mức", "Hoàn thành tốt nhiệm vụ") in row.rival
    assert row.form["level"].value() == str(votes.level("XS").pk)
    again = data | {f"r{votes.theirs.pk}-version": row.form.version}
    client.post(votes.url, again)
    votes.theirs.refresh_from_db()
    assert votes.theirs.proposed_level.code == "XS"


def test_a_row_that_has_gone_on_gives_the_words_back(votes, sign_in, cast):
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.theirs, proposal_note="Gương mẫu")
    MemberEvaluation.objects.filter(pk=votes.theirs.pk).update(status="returned")
    response = client.post(votes.url, data)
    assert response.status_code == 409
    assert "Đồng chí vừa ghi:" in text(response)
    assert "Gương mẫu" in text(response)
    assert stored(votes.theirs) == "returned"
    MemberEvaluation.objects.filter(pk=votes.theirs.pk).update(status="submitted")
    client.post(votes.url, data)
    assert stored(votes.theirs) == "proposed"


@pytest.mark.parametrize(
    ("name", "role", "at"),
    [
        ("cell-evaluation-count", "secretary", "submitted"),
        ("round-evaluation-appraisals", "staff", "proposed"),
        ("round-evaluation-decisions", "leader", "appraised"),
    ],
)
def test_who_is_not_rated_any_more_gives_the_words_back(year, sign_in, name, role, at):
    """Staff changed the case while the page stood open."""
    sheet, paper = year.cell_paper(), year.paper(at=at)
    url = reverse(name, args=[sheet.pk if name.startswith("cell") else year.round.pk])
    note = {"staff": "appraisal_note", "leader": "over_quota_reason"}.get(role, "proposal_note")
    client = sign_in(role)
    data = page_of(client, url) | counts(paper) | {f"r{paper.pk}-{note}": "Gương mẫu"}
    MemberEvaluation.objects.filter(pk=paper.pk).update(case="exempt")
    response = client.post(url, data)
    assert response.status_code == 409
    assert "không xếp loại." in row_of(response, paper).why
    assert "Gương mẫu" in dict(row_of(response, paper).lost).values()
    assert stored(paper) == at
    assert "sheet" in (again := client.get(url)).context
    assert paper.pk not in {row.evaluation.pk for row in again.context["sheet"].rows}


def test_counts_of_the_meeting_begin_as_in_the_newest_proposal(votes, sign_in, cast):
    services.propose(
        votes.theirs,
        version=0,
        by=cast.users["deputy"],
        level=votes.level("XS"),
        ballot=ballot(entitled=23, issued=22, returned=21),
    )
    other = votes.paper("colleague")
    row = row_of(sign_in("secretary").get(votes.url), other)
    shown = {name: row.form[name].value() for name in ("entitled", "issued", "returned", "valid")}
    assert shown == {"entitled": 23, "issued": 22, "returned": 21, "valid": None}


def test_those_counts_alone_propose_nobody(votes, sign_in):
    client = sign_in("secretary")
    alone = {f"r{votes.theirs.pk}-issued": "20"}
    response = client.post(votes.url, page_of(client, votes.url) | alone, follow=True)
    assert "Không có dòng nào đổi" in text(response)
    assert stored(votes.theirs) == "submitted"


def test_a_session_of_another_cell_is_no_place_of_this_vote(votes, sign_in, cast):
    elsewhere = SessionFactory(cell=cast.other_cell, held=True)
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(votes.theirs) | {"session": elsewhere.pk}
    response = client.post(votes.url, data)
    assert "Chọn một buổi đã họp của chi bộ" in text(response)
    assert stored(votes.theirs) == "submitted"
    assert row_of(response, votes.theirs).form["valid"].value() == "20"


def test_somebody_of_another_cell_is_not_on_this_sheet(votes, sign_in):
    stranger = votes.paper("stranger")
    client = sign_in("secretary")
    data = page_of(client, votes.url) | counts(stranger) | {f"r{stranger.pk}-version": "0"}
    response = client.post(votes.url, data)
    assert "Có dòng không còn trong danh sách này" in text(response)
    assert stored(stranger) == "submitted"


def test_the_cell_itself_is_proposed_in_a_grid_of_one_row(year, sign_in, cast):
    paper = year.cell_paper()
    url = reverse("cell-evaluation-propose", args=[paper.pk])
    client = sign_in("secretary")
    client.post(url, page_of(client, url) | counts(paper))
    assert stored(paper) == "proposed"


def test_after_a_second_look_the_cell_may_keep_to_its_proposal(votes, sign_in, cast):
    client = sign_in("secretary")
    client.post(votes.url, page_of(client, votes.url) | counts(votes.theirs))
    votes.theirs.refresh_from_db()
    proposed = "Chi bộ đề xuất: Hoàn thành xuất sắc nhiệm vụ."
    assert proposed in text(sign_in("staff").get(votes.url))
    assert "Chi bộ đề xuất" in text(client.get(votes.theirs.get_absolute_url()))
    client = sign_in("secretary")
    reconsider_evaluation(votes.theirs, by=cast.users["staff"], note="Kiểm lại số phiếu")
    shown = page_of(client, votes.url)
    assert shown[f"r{votes.theirs.pk}-level"] == ""
    assert proposed not in text(sign_in("staff").get(votes.url))
    assert "Chi bộ đề xuất" not in text(client.get(votes.theirs.get_absolute_url()))
    client = sign_in("secretary")
    client.post(votes.url, shown)
    assert stored(votes.theirs) == "submitted"
    client.post(votes.url, shown | counts(votes.theirs))
    assert (stored(votes.theirs), votes.theirs.proposed_level.code) == ("proposed", "XS")


def test_points_are_asked_only_where_the_scheme_has_them(votes, sign_in):
    client = sign_in("secretary")
    assert "points" not in row_of(client.get(votes.url), votes.theirs).form.fields
    votes.with_points()
    row = counts(votes.theirs, points="91,5")
    client.post(votes.url, page_of(client, votes.url) | row)
    votes.theirs.refresh_from_db()
    assert str(votes.theirs.proposed_points) == "91.50"


@pytest.mark.parametrize(("at", "is_told"), [("draft", False), ("submitted", True)])
def test_the_level_of_a_draft_is_its_writers_affair(votes, sign_in, at, is_told):
    paper = votes.paper("colleague", at=at, self_level=votes.level("KHT"))
    page = text(sign_in("secretary").get(votes.url))
    assert paper.member.full_name in page
    assert ("Không hoàn thành nhiệm vụ\n" in page) is is_told


# ---- the committee


@pytest.mark.parametrize(
    ("name", "role", "at", "after"),
    [
        ("round-evaluation-appraisals", "staff", "proposed", "appraised"),
        ("round-evaluation-decisions", "leader", "appraised", "decided"),
    ],
)
def test_one_button_takes_over_the_level_before(year, sign_in, name, role, at, after):
    first, second = year.paper(at=at), year.paper("colleague", at=at)
    url = reverse(name, args=[year.round.pk])
    client = sign_in(role)
    client.post(url, page_of(client, url) | {"agree": "1"})
    assert (stored(first), stored(second)) == (after, after)


@pytest.mark.parametrize(
    ("name", "role", "at"),
    [
        ("round-evaluation-appraisals", "staff", "proposed"),
        ("round-evaluation-decisions", "leader", "appraised"),
    ],
)
def test_nobody_judges_their_own_in_the_committees_grids(year, sign_in, name, role, at):
    mine, other = year.paper(role, at=at), year.paper(at=at)
    url = reverse(name, args=[year.round.pk])
    client = sign_in(role)
    assert row_of(client.get(url), mine).is_own
    level = year.level("HTT").pk
    boxes = {f"r{paper.pk}-level": level for paper in (mine, other)}
    versions = {f"r{mine.pk}-version": "0"}
    sent = page_of(client, url) | boxes | versions
    assert client.post(url, sent).status_code == 403
    assert (stored(mine), stored(other)) == (at, at)


def test_the_superiors_decision_on_the_committees_secretary_is_typed_by_staff(year, sign_in, cast):
    CommitteePostFactory(member=cast.members["member"], body="standing", title="secretary")
    paper = year.paper(at="appraised")
    url = reverse("round-evaluation-decisions", args=[year.round.pk])
    assert row_of(sign_in("leader").get(url), paper).why == "Cấp trên quyết định."
    client = sign_in("staff")
    row = {f"r{paper.pk}-level": year.level("HTT").pk}
    assert "Ghi số, ngày quyết định của cấp trên" in text(
        client.post(url, page_of(client, url) | row)
    )
    row[f"r{paper.pk}-superior_decision"] = "12-QĐ/TW, 02/01/2014"
    client.post(url, page_of(client, url) | row)
    assert stored(paper) == "decided"
    assert paper.superior_decision == "12-QĐ/TW, 02/01/2014"


def test_the_last_place_goes_to_one_row_and_the_next_asks_for_a_reason(year, sign_in):
    year.others(6, "decided", "HTT")
    first, second = year.paper(at="appraised"), year.paper("colleague", at="appraised")
    url = reverse("round-evaluation-decisions", args=[year.round.pk])
    client = sign_in("leader")
    best = {f"r{paper.pk}-level": year.level("XS").pk for paper in (first, second)}
    response = client.post(url, page_of(client, url) | best)
    assert sorted([stored(first), stored(second)]) == ["appraised", "decided"]
    assert "Ghi lý do vượt trần, lý do được in" in text(response)
    left = first if first.status == "appraised" else second
    reason = {f"r{left.pk}-over_quota_reason": "Thành tích đặc biệt"}
    client.post(url, page_of(client, url) | best | reason)
    assert stored(left) == "decided"


def test_a_cell_is_chosen_and_what_waits_stands_first(year, sign_in, cast):
    here, elsewhere = year.paper(at="proposed"), year.paper("stranger", at="proposed")
    done = year.paper("colleague", at="appraised")
    url = reverse("round-evaluation-appraisals", args=[year.round.pk])
    client = sign_in("staff")

    def shown(**query):
        sheet = client.get(url, query).context["sheet"]
        return {row.evaluation.pk for row in sheet.rows}

    assert shown() == {here.pk, elsewhere.pk}
    assert shown(cell=cast.cell.pk) == {here.pk}
    assert shown(cell=cast.cell.pk, show="all") == {here.pk, done.pk}
    assert shown(cell="abc", page="-7") == {here.pk, elsewhere.pk}


def test_a_page_holds_so_many_rows_and_the_rest_follow(year, sign_in):
    year.others(ROWS + 2, "proposed", "HTT")
    url = reverse("round-evaluation-appraisals", args=[year.round.pk])
    client = sign_in("staff")
    assert len(client.get(url).context["sheet"].rows) == ROWS
    assert len(client.get(url, {"page": 2}).context["sheet"].rows) == 2


def test_cells_are_appraised_and_decided_in_grids_of_their_own(year, sign_in):
    paper = year.cell_paper(at="proposed")
    for name, role, after in (
        ("round-cell-evaluation-appraisals", "staff", "appraised"),
        ("round-cell-evaluation-decisions", "leader", "decided"),
    ):
        url = reverse(name, args=[year.round.pk])
        client = sign_in(role)
        client.post(url, page_of(client, url) | {"agree": "1"})
        assert stored(paper) == after


@pytest.mark.parametrize("step", [PROPOSE, APPRAISE, DECIDE], ids=lambda step: step.verb)
@pytest.mark.parametrize("desk", [PEOPLE, CELLS], ids=lambda desk: desk.noun)
def test_the_grids_ask_the_same_rule_as_everybody(year, cast, step, desk):
    """For a page at once, what the rule says of each paper; with a secretary of the committee."""
    CommitteePostFactory(member=cast.members["colleague"], body="standing", title="secretary")
    if desk is PEOPLE:
        papers = [year.paper(role, at="appraised") for role in cast.members if role in HERE]
    else:
        papers = [year.cell_paper("appraised", cell) for cell in (cast.cell, cast.other_cell)]
    for role in ROLES:
        user = cast.user(role)
        one_by_one = {p.pk for p in papers if user.has_perm(permission(step.verb, p), p)}
        assert allowed_among(step, desk, papers, user) == one_by_one, role


HERE = ("member", "colleague", "secretary", "deputy", "stranger", "staff", "leader")


# ---- what stands beside


def test_what_somebody_lacks_leads_to_where_it_is_missing(votes, sign_in, cast):
    member = cast.members["member"]
    response = sign_in("secretary").get(votes.url)
    gaps = dict(row_of(response, votes.theirs).gaps)
    assert list(gaps) == ["bản đăng ký"]
    pledge = PledgeFactory(member=member, cell=cast.cell, year=2013, accepted=True)
    MonthlyReportFactory(pledge=pledge, cell=cast.cell, month=date(2013, 5, 1), due_on=MAY)
    gaps = dict(row_of(sign_in("secretary").get(votes.url), votes.theirs).gaps)
    assert list(gaps) == ["1 báo cáo tháng"]
    assert sign_in("secretary").get(gaps["1 báo cáo tháng"]).status_code == 200
    votes.round.status = "closed"
    votes.round.published_at = votes.round.closed_at = votes.round.opened_at
    votes.round.save()
    assert not dict(row_of(sign_in("secretary").get(votes.url), votes.theirs).gaps)


def test_caps_warn_while_proposing_and_never_stop(votes, sign_in):
    votes.others(3, "proposed", "XS")
    client = sign_in("secretary")
    page = text(client.get(votes.url))
    assert "vượt trần 3 suất" in page
    assert "khi quyết định phải ghi lý do vượt trần" in page
    client.post(votes.url, page_of(client, votes.url) | counts(votes.theirs))
    assert stored(votes.theirs) == "proposed"


def test_both_readings_of_the_cap_are_shown_and_the_cell_as_a_guide(votes, sign_in):
    votes.others(10, "proposed", "HTT")
    votes.others(2, "proposed", "XS")
    page = text(sign_in("secretary").get(votes.url))
    assert "còn 0 suất" in page
    assert "trần 2 (20% số ở mức liền dưới)" in page
    assert "nếu tính trên số ở mức liền dưới và mức này: trần 2" in page
    assert "để tham khảo (trần tính trên toàn đảng bộ)" in page


def test_the_caps_follow_levels_that_are_not_saved(votes, sign_in):
    votes.others(6, "proposed", "HTT")
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    row = {f"r{votes.theirs.pk}-version": "0"}
    client = sign_in("secretary")
    before = client.post(url, row).json()
    assert before["said"] == "Hoàn thành xuất sắc nhiệm vụ: còn 1 suất."
    typed = row | {f"r{votes.theirs.pk}-level": votes.level("XS").pk}
    after = client.post(url, typed).json()
    assert after["said"] == "Hoàn thành xuất sắc nhiệm vụ: còn 0 suất."
    assert "trần 1" in after["card"]
    assert stored(votes.theirs) == "submitted"


def test_caps_count_nobody_whom_the_asker_does_not_see(votes, sign_in):
    stranger = votes.paper("stranger")
    votes.others(6, "proposed", "HTT")
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    typed = {f"r{stranger.pk}-version": "0", f"r{stranger.pk}-level": votes.level("XS").pk}
    said = sign_in("secretary").post(url, typed).json()["said"]
    assert said == "Hoàn thành xuất sắc nhiệm vụ: còn 1 suất."


# ---- as many questions for three rows as for three hundred


def questions(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_grids_and_comparison_ask_as_much_for_three_as_for_three_hundred(year, sign_in, cast):
    sheet = year.cell_paper(at="proposed")
    here = [year.round.pk]
    pages = {
        "votes": ("secretary", reverse("cell-evaluation-count", args=[sheet.pk])),
        "appraisals": ("staff", reverse("round-evaluation-appraisals", args=here)),
        "decisions": ("leader", reverse("round-evaluation-decisions", args=here)),
        "cells": ("staff", reverse("round-cell-evaluation-appraisals", args=here)),
        "compare": ("leader", reverse("round-compare", args=here)),
        "home of staff": ("staff", reverse("home")),
        "home of a leader": ("leader", reverse("home")),
        "home of a secretary": ("secretary", reverse("home")),
    }

    def fill(how_many):
        for at in ("submitted", "proposed", "appraised"):
            year.others(how_many, at, "HTT", cell=cast.cell)

    fill(1)
    few = {name: questions(sign_in(who), url) for name, (who, url) in pages.items()}
    fill(99)
    many = {name: questions(sign_in(who), url) for name, (who, url) in pages.items()}
    assert many == few
    assert {name: asked for name, asked in many.items() if asked > 20} == {}


def test_officers_count_what_cells_proposed_and_bodies_what_is_prepared(votes, sign_in):
    """Six were proposed and raised since; the secretary's own paper stands in no sum of theirs."""
    votes.others(6, "decided", "XS")
    votes.paper("colleague", at="proposed")
    MemberEvaluation.objects.filter(pk=votes.mine.pk).update(
        status="proposed", proposed_level=votes.level("XS"), proposed_at=votes.round.opened_at
    )
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    said = {role: sign_in(role).post(url).json()["said"] for role in ("secretary", "leader")}
    assert said == {
        "secretary": "Hoàn thành xuất sắc nhiệm vụ: còn 1 suất.",
        "leader": "Hoàn thành xuất sắc nhiệm vụ: vượt trần 6 suất.",
    }
    page = text(sign_in("secretary").get(votes.url))
    assert "còn 1 suất" in page
    assert "Đang có 0" in page
    assert "không kể bản của đồng chí" in page
    assert "không kể bản" not in text(sign_in("staff").get(votes.url))


def test_who_was_put_off_takes_no_place_while_cells_propose(votes, sign_in):
    votes.others(10, "proposed", "HTT")
    votes.paper("colleague", at="proposed", case="postponed", proposed_level=votes.level("XS"))
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    said = {role: sign_in(role).post(url).json()["said"] for role in ("secretary", "leader")}
    room = "Hoàn thành xuất sắc nhiệm vụ: còn 1 suất."
    assert said == {"secretary": room, "leader": room}


@pytest.mark.parametrize(
    ("reader", "whose"), [("secretary", "secretary"), ("leader", "leader"), ("secretary", "guest")]
)
def test_a_level_that_one_may_not_know_is_not_found_by_trying(votes, sign_in, cast, reader, whose):
    """A level in a box takes the place of the stored one: not for one's own paper, nor for that of
    somebody who has come from another cell."""
    votes.others(6, "proposed", "HTT")
    if whose == "guest":
        paper = votes.paper("colleague", at="proposed", cell=cast.other_cell)
    elif whose == "secretary":
        paper = votes.mine
    else:
        paper = votes.paper(whose, at="proposed")
    xs = votes.level("XS")
    MemberEvaluation.objects.filter(pk=paper.pk).update(
        status="proposed", proposed_level=xs, proposed_at=votes.round.opened_at
    )
    assert MemberEvaluation.objects.visible_to(cast.user(reader)).contains(paper)
    url = reverse("round-evaluation-room", args=[votes.round.pk])
    client, keys = sign_in(reader), {f"r{paper.pk}-version": "0"}
    tried = [keys | {f"r{paper.pk}-level": votes.level(code).pk} for code in ("XS", "HTT")]
    assert len({client.post(url, each).json()["said"] for each in [keys, *tried]}) == 1
