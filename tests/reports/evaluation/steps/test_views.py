"""Pages of one paper after the self-review, and cells side by side: who, what, and when not."""

import pytest
from django.urls import reverse

from cells.models import AuditEntry, Membership, Notice
from reports.evaluation.round.services import publish_round
from reports.evaluation.services import reconsider_evaluation
from tests.factories import bare_evidence
from tests.reports.evaluation.steps.conftest import page_of


def text(response):
    return response.content.decode()


def comment_url(paper):
    return reverse("evaluation-comment", args=[paper.pk])


def test_the_cell_writes_what_others_say_and_the_member_reads_it(year, sign_in):
    paper = year.paper()
    words = {"version": 0, "unit_comment": "Tận tuỵ", "employer_rating": "good"}
    response = sign_in("deputy").post(comment_url(paper), words, follow=True)
    assert "Đã ghi nhận xét" in text(response)
    page = text(sign_in("member").get(paper.get_absolute_url()))
    assert "Tận tuỵ" in page
    assert "Hoàn thành tốt nhiệm vụ" in page


@pytest.mark.parametrize(("case", "is_asked"), [("guest", True), ("normal", False)])
def test_where_somebody_is_a_guest_is_asked_of_guests_only(year, sign_in, case, is_asked):
    paper = year.paper(case=case)
    form = sign_in("deputy").get(comment_url(paper)).context["form"]
    assert ("host_comment" in form.fields) is is_asked


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        ("member", 403),
        ("colleague", 404),
        ("other secretary", 404),
        ("staff", 403),
        ("deputy", 302),
    ],
)
def test_only_officers_write_what_others_say(year, sign_in, role, answer):
    paper = year.paper()
    words = {"version": 0, "unit_comment": "Tận tuỵ"}
    assert sign_in(role).post(comment_url(paper), words).status_code == answer
    paper.refresh_from_db()
    assert (paper.unit_comment == "Tận tuỵ") is (answer == 302)


def test_two_comments_on_one_version_stand_beside_one_another(year, sign_in):
    paper = year.paper()
    client = sign_in("deputy")
    client.post(comment_url(paper), {"version": 0, "unit_comment": "Tận tuỵ"})
    response = client.post(comment_url(paper), {"version": 0, "unit_comment": "Chăm chỉ"})
    assert response.status_code == 409
    assert "Tận tuỵ" in text(response)
    assert "Chăm chỉ" in text(response)
    again = {"version": response.context["form"]["version"].value(), "unit_comment": "Chăm chỉ"}
    assert client.post(comment_url(paper), again).status_code == 302


def test_too_late_a_comment_keeps_its_words(year, sign_in):
    paper = year.paper(at="proposed")
    response = sign_in("deputy").post(comment_url(paper), {"version": 0, "unit_comment": "Tận tuỵ"})
    assert "nhận xét không ghi được nữa" in text(response)
    assert "Tận tuỵ" in text(response)


def test_a_cell_has_comments_of_unit_and_union(year, sign_in):
    paper = year.cell_paper()
    url = reverse("cell-evaluation-comment", args=[paper.pk])
    client = sign_in("secretary")
    assert "residence_comment" not in client.get(url).context["form"].fields
    client.post(url, {"version": 0, "union_comment": "Đoàn kết"})
    paper.refresh_from_db()
    assert paper.union_comment == "Đoàn kết"


@pytest.mark.parametrize(
    ("role", "answer"), [("staff", 302), ("leader", 403), ("secretary", 403), ("member", 403)]
)
def test_staff_send_it_back_to_the_cell_with_words(year, sign_in, role, answer):
    paper = year.paper(at="proposed")
    url = reverse("evaluation-reconsider", args=[paper.pk])
    assert sign_in(role).post(url, {"note": "Xem lại số phiếu"}).status_code == answer
    paper.refresh_from_db()
    assert paper.status == ("submitted" if answer == 302 else "proposed")


@pytest.mark.parametrize(
    ("verb", "at", "boxes", "after"),
    [
        ("return", "submitted", {"note": "Ghi rõ hơn"}, ("returned", "normal")),
        ("classify", "submitted", {"note": "Theo QĐ 3", "case": "left"}, ("submitted", "left")),
        ("reconsider", "proposed", {"note": "Xem lại"}, ("submitted", "normal")),
    ],
)
def test_staff_who_lead_a_cell_leave_its_paper_to_others(
    year, sign_in, cast, verb, at, boxes, after
):
    paper = year.cell_paper(at=at)
    home = Membership.objects.filter(member=cast.members["staff"])
    home.update(cell=cast.cell, office="committee")
    url = reverse(f"cell-evaluation-{verb}", args=[paper.pk])
    assert sign_in("staff").post(url, boxes).status_code == 403
    home.update(office="")
    assert sign_in("staff").post(url, boxes).status_code == 302
    paper.refresh_from_db()
    assert (paper.status, paper.case) == after


def test_staff_appraise_the_cells_that_they_do_not_lead(year, sign_in, cast):
    led, other = year.cell_paper("proposed"), year.cell_paper("proposed", cast.other_cell)
    home = Membership.objects.filter(member=cast.members["staff"])
    home.update(cell=cast.cell, office="committee")
    url, client = (
        reverse("round-cell-evaluation-appraisals", args=[year.round.pk]),
        sign_in("staff"),
    )
    client.post(url, page_of(client, url) | {"agree": "1"})
    for paper in (led, other):
        paper.refresh_from_db()
    assert (led.status, other.status) == ("proposed", "appraised")


def test_without_words_or_too_late_it_does_not_go_back(year, sign_in):
    paper = year.paper(at="decided")
    url = reverse("evaluation-reconsider", args=[paper.pk])
    client = sign_in("staff")
    assert "Ghi điều đề nghị chi bộ xem lại." in text(client.post(url, {"note": " "}))
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in text(client.post(url, {"note": "Xem lại"}))
    paper.refresh_from_db()
    assert paper.status == "decided"


@pytest.fixture
def published(year, cast):
    paper = year.paper(at="decided")
    publish_round(year.round, by=cast.users["staff"], note="Quyết định 15-QĐ/ĐUCQ")
    paper.refresh_from_db()
    return paper


@pytest.mark.parametrize("noun", ["evaluation", "cell-evaluation"])
def test_who_is_decided_after_the_others_is_published_by_itself(year, sign_in, cast, noun):
    """By staff, on a ground; before that everybody waits for the round."""
    late = year.cell_paper(at="decided") if noun.startswith("cell") else year.paper(at="decided")
    url = reverse(f"{noun}-publish", args=[late.pk])
    client, given = sign_in("staff"), {"note": "Quyết định 18-QĐ/ĐUCQ"}
    assert client.post(url, given).status_code == 403
    assert url not in text(client.get(late.get_absolute_url()))
    year.publish()
    assert url in text(client.get(late.get_absolute_url()))
    assert "Ghi căn cứ công bố" in text(client.post(url, {"note": " "}))
    assert sign_in("leader").post(url, given).status_code == 403
    client = sign_in("staff")
    assert client.post(url, given).status_code == 302
    late.refresh_from_db()
    assert late.status == "published"
    assert AuditEntry.objects.of(late).last().note == "Quyết định 18-QĐ/ĐUCQ"
    told = {"evaluation": [cast.members["member"].pk]}.get(noun, [])
    assert list(Notice.objects.values_list("member", flat=True)) == told
    assert "Hồ sơ này vừa được xử lý ở nơi khác" in text(client.post(url, given))


def test_nobody_publishes_their_own(year, sign_in):
    year.publish()
    mine, other = year.paper("staff", at="decided"), year.paper(at="decided")
    client, given = sign_in("staff"), {"note": "Quyết định 18-QĐ/ĐUCQ"}
    answers = [
        client.post(reverse("evaluation-publish", args=[each.pk]), given).status_code
        for each in (mine, other)
    ]
    assert answers == [403, 302]


def test_why_it_went_back_to_the_cell_the_person_reads_once_it_is_published(year, sign_in, cast):
    paper = year.paper(at="proposed")
    reconsider_evaluation(paper, by=cast.users["staff"], note="Mức này cao so với chi bộ bạn")

    def is_read(role):
        return "Mức này cao" in text(sign_in(role).get(paper.get_absolute_url()))

    assert (is_read("member"), is_read("deputy"), is_read("staff")) == (False, True, True)
    type(paper).objects.filter(pk=paper.pk).update(
        status="published",
        appraised_level=year.level("HTT"),
        appraised_at=paper.proposed_at,
        decided_level=year.level("HTT"),
        decided_at=paper.proposed_at,
        frozen_evidence=bare_evidence(paper),
    )
    assert is_read("member")


def amendment(**more):
    return {"version": 0, "level": "HT", "note": "Kết luận 03-KL/UBKT"} | more


@pytest.mark.parametrize(
    ("role", "answer"), [("leader", 302), ("staff", 403), ("secretary", 403), ("member", 403)]
)
def test_a_leader_amends_what_is_published(published, year, sign_in, role, answer):
    url = reverse("evaluation-amend", args=[published.pk])
    assert sign_in(role).post(url, amendment()).status_code == answer
    published.refresh_from_db()
    assert published.decided_level.code == ("HT" if answer == 302 else "HTT")


@pytest.mark.parametrize("is_capped", [True, False])
def test_why_a_cap_is_passed_is_asked_where_there_is_a_cap(year, sign_in, published, is_capped):
    if not is_capped:
        year.round.scheme.levels.update(quota_percent=None)
    waiting, client = year.paper("colleague", at="appraised"), sign_in("leader")
    amendment_page = client.get(reverse("evaluation-amend", args=[published.pk]))
    type(year.round).objects.update(status="open")
    grid = client.get(reverse("round-evaluation-decisions", args=[year.round.pk]))
    assert str(waiting.member) in text(grid)
    for page in (amendment_page, grid):
        assert ("Lý do vượt trần" in text(page).replace("lý do", "Lý do")) is is_capped


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"note": ""}, "Ghi lý do sửa mức đã công bố."),
        ({"level": ""}, "Trường này là bắt buộc"),
        ({"level": "987654"}, "987654"),
    ],
)
def test_an_amendment_says_what_it_lacks(published, year, sign_in, more, said):
    url = reverse("evaluation-amend", args=[published.pk])
    response = sign_in("leader").post(url, amendment(**more))
    assert response.status_code == 200
    assert said in text(response)
    published.refresh_from_db()
    assert published.decided_level.code == "HTT"


def test_the_second_amendment_is_told_of_the_first(published, year, sign_in):
    url = reverse("evaluation-amend", args=[published.pk])
    client = sign_in("leader")
    client.post(url, amendment())
    late = amendment(level="KHT")
    said = text(client.post(url, late))
    assert "mức hiện nay: Hoàn thành nhiệm vụ" in said
    published.refresh_from_db()
    assert published.decided_level.code == "HT"


def test_the_page_says_which_amendment_this_would_be(published, year, sign_in):
    url = reverse("evaluation-amend", args=[published.pk])
    client = sign_in("leader")
    assert "Sửa mức đã công bố, lần 1" in text(client.get(url))
    client.post(url, amendment())
    assert "Sửa mức đã công bố, lần 2" in text(client.get(url))


def test_cells_stand_side_by_side_over_those_who_are_rated(year, sign_in, cast):
    year.cell_paper(at="decided")
    year.cell_paper(at="submitted", cell=cast.other_cell)
    year.others(2, "decided", "XS", cell=cast.cell)
    year.others(1, "proposed", "HTT", cell=cast.cell)
    year.paper(at="submitted")
    year.paper("colleague", at="submitted", case="exempt")
    year.others(1, "appraised", "HT")
    response = sign_in("leader").get(reverse("round-compare", args=[year.round.pk]))
    comparison = response.context["comparison"]
    ours, theirs = comparison.lines
    if ours.name != cast.cell.short_name:
        ours, theirs = theirs, ours
    assert (ours.rated, ours.counts, ours.unsaid) == (4, [2, 1, 0, 0], 1)
    assert ours.shares[:2] == [(2, "50,00%"), (1, "25,00%")]
    assert ours.own_level == "Hoàn thành tốt nhiệm vụ"
    assert (theirs.rated, theirs.counts, theirs.own_level) == (1, [0, 0, 1, 0], "")
    assert (comparison.total.rated, comparison.total.counts) == (5, [2, 1, 1, 0])
    assert "Nguyễn Văn Thịnh" not in text(response)


@pytest.mark.parametrize(
    ("role", "answer"),
    [("staff", 200), ("inspector", 200), ("secretary", 403), ("member", 404)],
)
def test_levels_across_cells_are_for_the_committee(year, sign_in, role, answer):
    url = reverse("round-compare", args=[year.round.pk])
    assert sign_in(role).get(url).status_code == answer


def test_the_round_leads_each_to_their_grids(year, sign_in):
    page = text(sign_in("leader").get(year.round.get_absolute_url()))
    assert "Quyết định đảng viên" in page
    assert "Thẩm định đảng viên" not in page
    assert "Thẩm định đảng viên" in text(sign_in("staff").get(year.round.get_absolute_url()))
