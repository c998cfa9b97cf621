"""Home says what waits in the yearly rating: own paper, the cell's meeting, staff, leaders."""

import pytest
from django.urls import reverse

from cells.models import Membership
from reports.evaluation.models import EvaluationRound
from tests.factories import CellFactory
from tests.reports.evaluation.steps.conftest import year  # noqa: F401 – a round with papers
from tests.todo import tasks_of


def cards(cast, role):
    return {task.title: task.url for task in tasks_of(cast.user(role))}


def test_a_member_finds_their_own_paper_to_write(cast, year):  # noqa: F811
    paper = year.paper(at="draft")
    found = cards(cast, "member")
    assert found["Tự kiểm điểm năm 2013"] == reverse("evaluation-write", args=[paper.pk])
    assert "Tự kiểm điểm năm 2013" not in cards(cast, "colleague")


@pytest.mark.parametrize(
    ("at", "role", "title", "name"),
    [
        ("submitted", "secretary", "2 bản chờ chi bộ đề xuất, năm 2013", "cell-evaluation-count"),
        ("proposed", "staff", "3 bản chờ thẩm định, năm 2013", "round-evaluation-appraisals"),
        ("appraised", "leader", "3 bản chờ quyết định, năm 2013", "round-evaluation-decisions"),
    ],
)
def test_each_finds_how_many_wait_for_them_without_their_own(cast, year, at, role, title, name):  # noqa: F811
    """Of four papers in this cell and the next; the own one and the secretary's are not theirs."""
    sheet = year.cell_paper()
    for each in ("member", "colleague", "stranger", role):
        year.paper(each, at=at)
    key = sheet.pk if role == "secretary" else year.round.pk
    assert cards(cast, role)[title] == reverse(name, args=[key])
    assert title not in cards(cast, "member")
    assert title not in cards(cast, "inspector")


def test_staff_step_in_for_several_cells_from_one_card(client, cast, year):  # noqa: F811
    """For the officers' own papers and where there is no officer, not for what the cell does."""
    for cell in (cast.cell, cast.other_cell):
        year.cell_paper(cell=cell)
    papers = [year.paper(who, at="submitted") for who in ("secretary", "stranger", "member")]
    Membership.objects.filter(cell=cast.other_cell).update(office="")
    address = cards(cast, "staff")["2 bản chờ chi bộ đề xuất, năm 2013"]
    client.force_login(cast.user("staff"))
    listed = {row.pk for row in client.get(address).context["table"].data}
    assert listed == {paper.pk for paper in papers[:2]}


@pytest.mark.parametrize(
    ("at", "role", "title", "name"),
    [
        ("draft", "secretary", "Báo cáo kiểm điểm năm 2013, CSD", "cell-evaluation-write"),
        ("submitted", "deputy", "Xếp loại CSD năm 2013", "cell-evaluation-propose"),
        (
            "proposed",
            "staff",
            "2 báo cáo của chi bộ chờ thẩm định, năm 2013",
            "round-cell-evaluation-appraisals",
        ),
        (
            "appraised",
            "leader",
            "2 báo cáo của chi bộ chờ quyết định, năm 2013",
            "round-cell-evaluation-decisions",
        ),
    ],
)
def test_papers_of_cells_wait_for_those_who_go_on_with_them(cast, year, at, role, title, name):  # noqa: F811
    """Of three cells: the one that the reader leads is judged by others."""
    third = CellFactory(code="TC", name="Chi bộ Vụ Tổ chức")
    own, *_ = (year.cell_paper(at, cell) for cell in (cast.cell, cast.other_cell, third))
    judges = Membership.objects.filter(member__in=[cast.members["staff"], cast.members["leader"]])
    judges.update(cell=third, office="committee")
    title = title.replace("CSD", cast.cell.short_name)
    key = year.round.pk if name.startswith("round") else own.pk
    assert cards(cast, role)[title] == reverse(name, args=[key])
    assert title not in cards(cast, "member")
    assert title not in cards(cast, "inspector")
    type(own).objects.update(case="left")
    assert title not in cards(cast, role)


def test_staff_find_the_round_until_it_is_closed(cast, year):  # noqa: F811
    year.paper(at="draft")
    assert "Vòng đánh giá năm 2013" in cards(cast, "staff")
    assert "Vòng đánh giá năm 2013" not in cards(cast, "leader")
    times = {"published_at": "2014-03-01T09:00Z", "closed_at": "2014-03-02T09:00Z"}
    EvaluationRound.objects.update(status="closed", **times)
    assert "Vòng đánh giá năm 2013" not in cards(cast, "staff")


def test_in_a_closed_round_only_who_was_put_off_still_waits(cast, year):  # noqa: F811
    year.paper(at="proposed")
    year.paper("colleague", at="proposed", case="postponed")
    times = {"published_at": "2014-03-01T09:00Z", "closed_at": "2014-03-02T09:00Z"}
    EvaluationRound.objects.update(status="closed", **times)
    assert "1 bản chờ thẩm định, năm 2013" in cards(cast, "staff")


def test_who_is_decided_after_the_others_waits_to_be_published(cast, year):  # noqa: F811
    year.paper(at="decided")
    year.paper("staff", at="decided")
    title = "1 bản chờ công bố, năm 2013"
    assert title not in cards(cast, "staff")
    EvaluationRound.objects.update(status="published", published_at="2014-03-01T09:00Z")
    assert cards(cast, "staff")[title] == f"{reverse('evaluation-list')}?year=2013&state=decided"
    assert title not in cards(cast, "leader")
