"""The pages of the yearly rating as people meet them, without JavaScript."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from cells import clock
from cells.models import Membership
from reports.evaluation.models import EvaluationRound, MemberEvaluation
from reports.evaluation.scheme.models import RatingScheme
from reports.evaluation.scheme.services import copy_scheme
from reports.evaluation.scheme.shipped import ship_rating_schemes
from tests.factories import (
    CellFactory,
    MemberEvaluationFactory,
    MemberFactory,
    MembershipFactory,
    RatingSchemeFactory,
)
from tests.pages import forms_of
from tests.reports.evaluation.conftest import NOTE, send
from tests.todo import tasks_of

HOSTILE = "<script>alert(1)</script> Tra\u0309 lời\u200b đúng\u202e hẹn"


@pytest.fixture
def own(cast, found):
    return found.member_evaluations.get(member=cast.members["member"])


def filled(client, url, **more):
    """The form of a page as it would be sent, with these boxes filled in."""
    [form, *_] = forms_of(client.get(url), url)
    return {**form.data, **more}


def written(own, **more):
    level = own.round.scheme.levels.get(subject="member", code="HTT")
    boxes = {f"text_{key}": "Làm đúng việc được giao." for key in ("conduct", "duties")}
    boxes |= {f"grade_{key}": "good" for key in ("conduct", "duties")}
    return {**boxes, "level": level.pk, **more}


def test_a_member_writes_checks_and_sends_without_javascript(cast, own, sign_in):
    client = sign_in("member")
    url = reverse("evaluation-write", args=[own.pk])
    response = client.post(url, filled(client, url, **written(own)))
    check = reverse("evaluation-check", args=[own.pk])
    assert response.url == check
    page = client.get(check)
    assert "Làm đúng việc được giao." in page.content.decode()
    [form] = forms_of(page, check)
    client.post(form.action, form.data)
    own.refresh_from_db()
    assert (own.status, own.self_level.code) == ("submitted", "HTT")


def test_hostile_text_is_stored_clean_and_stands_there_as_text(cast, own, sign_in):
    client = sign_in("member")
    url = reverse("evaluation-write", args=[own.pk])
    client.post(url, filled(client, url, **written(own, text_limits=HOSTILE)))
    assert own.parts.get(key="limits").text == "<script>alert(1)</script> Trả lời đúng hẹn"
    page = client.get(own.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("typed", ["x" * 5001, "lời\x00", "\n".join("x" * 401)])
def test_a_text_that_is_refused_stays_in_its_box(cast, own, sign_in, typed):
    client = sign_in("member")
    url = reverse("evaluation-write", args=[own.pk])
    response = client.post(url, filled(client, url, **written(own, text_limits=typed)))
    assert response.status_code == 200
    assert typed[:400].replace("\x00", "") in response.content.decode().replace("\x00", "")
    assert own.parts.count() == 0


def test_added_names_change_nothing_but_the_words(cast, own, sign_in):
    client = sign_in("member")
    url = reverse("evaluation-write", args=[own.pk])
    extra = {
        "status": "published",
        "case": "exempt",
        "cell": cast.other_cell.pk,
        "proposed_level": own.round.scheme.levels.first().pk,
        "decided_level": own.round.scheme.levels.first().pk,
        "text_leading": "Không có ở mẫu này",
    }
    client.post(url, filled(client, url, **written(own, **extra)))
    own.refresh_from_db()
    assert (own.status, own.case, own.cell) == ("draft", "normal", cast.cell)
    assert (own.proposed_level, own.decided_level) == (None, None)
    assert not own.parts.filter(key="leading").exists()


@pytest.mark.parametrize("level", ["999999", "x", "-1"])
def test_a_level_that_is_not_offered_is_refused(cast, own, sign_in, level):
    client = sign_in("member")
    url = reverse("evaluation-write", args=[own.pk])
    client.post(url, filled(client, url, **written(own, level=level)))
    own.refresh_from_db()
    assert (own.self_level, own.version) == (None, 0)


def test_two_tabs_the_second_sees_both_texts(cast, own, sign_in):
    client = sign_in("member")
    url = reverse("evaluation-write", args=[own.pk])
    data = filled(client, url, **written(own))
    client.post(url, data)
    response = client.post(url, {**data, "text_duties": "Bản của cửa sổ thứ hai"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của cửa sổ thứ hai" in page
    assert "Làm đúng việc được giao." in page


def test_autosave_keeps_counts_up_and_says_when_it_is_closed(cast, own, sign_in):
    client = sign_in("member")
    data = filled(client, reverse("evaluation-write", args=[own.pk]), **written(own))
    url = reverse("evaluation-autosave", args=[own.pk])
    assert client.post(url, data).json()["version"] == 1
    assert client.post(url, data).status_code == 409
    MemberEvaluation.objects.filter(pk=own.pk).update(case="exempt")
    assert "không sửa được" in client.post(url, {**data, "version": 1}).json()["message"]


def test_an_officer_who_is_too_late_gets_the_words_back(cast, own, sign_in):
    client = sign_in("secretary")
    url = reverse("evaluation-write", args=[own.pk])
    data = filled(client, url, **written(own))
    MemberEvaluation.objects.filter(pk=own.pk).update(version=1, saved_at=clock.now())
    response = client.post(url, data)
    assert response.status_code == 409
    assert "Làm đúng việc được giao." in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status", "sees"),
    [
        ("member", "proposed", False),
        ("secretary", "proposed", True),
        ("staff", "proposed", True),
        ("member", "decided", False),
        ("leader", "decided", True),
        ("member", "published", True),
    ],
)
def test_who_knows_a_level_before_it_is_published(cast, own, sign_in, role, status, sees):
    own.delete()
    paper = MemberEvaluationFactory(
        round=own.round, member=own.member, cell=own.cell, at=status, self_level=None
    )
    page = sign_in(role).get(paper.get_absolute_url()).content.decode()
    assert ("Hoàn thành tốt nhiệm vụ" in page) is sees


def test_officers_know_what_they_proposed_and_not_what_is_prepared(cast, own, sign_in):
    own.delete()
    level = own.round.scheme.levels.get(subject="member", code="HT")
    paper = MemberEvaluationFactory(
        round=own.round, member=own.member, cell=own.cell, at="decided", decided_level=level
    )
    page = sign_in("secretary").get(paper.get_absolute_url()).content.decode()
    assert "Hoàn thành tốt nhiệm vụ" in page
    assert "<dd>Hoàn thành nhiệm vụ</dd>" not in page


def test_staff_open_a_round_after_the_gaps_are_shown(cast, in_december, sign_in):
    RatingSchemeFactory()
    CellFactory(name="Chi bộ Văn phòng")
    lonely = MemberFactory(full_name="Tô Ngọc Vân")
    MembershipFactory(member=MemberFactory(admitted_on=None, full_name="Lê Tư"), cell=cast.cell)
    client = sign_in("staff")
    url = reverse("round-open")
    page = client.get(url).content.decode()
    for words in ("Chi bộ Văn phòng", lonely.full_name, "Lê Tư"):
        assert words in page
    data = filled(client, url, note=NOTE, self_due_on="10/12/2013", cell_due_on="20/12/2013")
    response = client.post(url, data)
    assert response.url == EvaluationRound.objects.get(year=2013).get_absolute_url()


def test_a_round_page_names_who_is_missing_and_counts_by_cell(cast, found, sign_in):
    page = sign_in("staff").get(found.get_absolute_url()).content.decode()
    assert "Nguyễn Văn Thịnh" in page
    assert "Đảng viên" in page
    page = sign_in("secretary").get(found.get_absolute_url()).content.decode()
    assert "Vi Văn Tuyển" not in page  # of the other cell


def count_of_link(page, query):
    """The number that is a link to this list."""
    return int(re.search(rf'{re.escape(query)}"[^>]*>(?:\d+/)?(\d+)<', page)[1])


@pytest.mark.parametrize("role", ["staff", "secretary"])
@pytest.mark.parametrize(
    ("state", "whose"), [("reviewed", "cell"), ("reviewed", "all"), ("awaiting", "all")]
)
def test_a_number_of_the_round_leads_to_so_many_papers(cast, found, sign_in, role, state, whose):
    """One is exempt, one is new and only reviewed, one has come from the cell next door."""
    rows = found.member_evaluations
    rows.filter(member=cast.members["colleague"]).update(case="exempt")
    sent = {"status": "submitted", "first_submitted_at": clock.now()}
    new = cast.members["deputy"]
    rows.filter(member=new).update(case="new", **sent)
    rows.filter(member=cast.members["member"]).update(**sent)
    rows.filter(member=cast.members["cell committee"]).update(cell=cast.other_cell, **sent)
    client = sign_in(role)
    page = client.get(found.get_absolute_url()).content.decode()
    query = {"year": 2013, "state": state}
    if whose == "cell":
        query = {"year": 2013, "cell": cast.cell.pk, "state": state}
    shown = urlencode(query).replace("&", "&amp;")
    if whose == "cell":
        shown = urlencode(query).replace("&", "&amp;" if "&amp;cell" in page else "&")
    listed = client.get(reverse("evaluation-list"), query).context["table"].rows
    names = {row.record.member for row in listed}
    assert count_of_link(page, shown) == len(names) > 0
    assert cast.members["colleague"] not in names
    assert (new in names) is (state == "reviewed")
    assert (cast.members["cell committee"] in names) is (role == "staff" and whose == "all")


def test_completing_says_who_came_and_who_is_gone(cast, found, sign_in):
    client, url = sign_in("staff"), reverse("round-complete", args=[found.pk])
    assert "Vòng đã đủ người" in client.post(url, follow=True).content.decode()
    MembershipFactory(member=MemberFactory(), cell=cast.cell)
    gone = Membership.objects.filter(member=cast.members["stranger"])
    gone.update(until=date(2013, 11, 30))
    page = client.post(url, follow=True).content.decode()
    assert "Đã thêm 1 bản cho người, chi bộ mới. 1 đồng chí không còn sinh hoạt ở đây" in page


@pytest.mark.parametrize(("case", "is_awaited"), [("new", False), ("normal", True)])
def test_who_is_not_rated_waits_for_no_vote(cast, own, sign_in, case, is_awaited):
    MemberEvaluation.objects.filter(pk=own.pk).update(case=case)
    own.refresh_from_db()
    send(own, cast.users["member"])
    page = sign_in("member").get(own.get_absolute_url()).content.decode()
    assert ("Đang chờ chi bộ họp" in page) is is_awaited
    assert "Người đọc: bí thư" in page


@pytest.mark.parametrize("case", ["exempt", "suspended", "left"])
def test_who_is_not_reviewed_any_more_waits_for_no_reader(cast, own, sign_in, case):
    """It was sent before staff changed the case."""
    send(own, cast.users["member"])
    client, url = sign_in("member"), own.get_absolute_url()
    assert "Người đọc: bí thư" in client.get(url).content.decode()
    MemberEvaluation.objects.filter(pk=own.pk).update(case=case)
    page = client.get(url).content.decode()
    assert "Người đọc:" not in page
    assert "năm nay không kiểm điểm, không xếp loại." in page


def test_publishing_too_early_says_what_is_missing_and_keeps_the_words(cast, found, sign_in):
    url = reverse("round-publish", args=[found.pk])
    page = sign_in("staff").post(url, {"note": "Quyết định số 12"}).content.decode()
    assert "chưa có mức dự kiến" in page
    assert "Quyết định số 12" in page


def titles(cast, role):
    return [task.title for task in tasks_of(cast.user(role))]


def test_cards_of_home_come_with_the_round_and_go_when_it_is_done(cast, own):
    assert "Tự kiểm điểm năm 2013" in titles(cast, "member")
    assert "Vòng đánh giá năm 2013" in titles(cast, "staff")
    assert any(title.startswith("Báo cáo kiểm điểm") for title in titles(cast, "secretary"))
    send(own, cast.users["member"])
    assert "Tự kiểm điểm năm 2013" not in titles(cast, "member")
    assert "1 bản chờ chi bộ đề xuất, năm 2013" in titles(cast, "secretary")


def test_a_scheme_in_use_is_followed_never_changed(cast, found, sign_in):
    scheme = found.scheme
    url = reverse("admin:reports_ratingscheme_change", args=[scheme.pk])
    assert sign_in("staff").post(url, {"name": "Tên khác"}).status_code == 403
    fresh = copy_scheme(scheme, first_year=2013)
    assert fresh.levels.count() == scheme.levels.count() == 8
    assert not fresh.is_used
    data = {"action": "copy_chosen", "_selected_action": [scheme.pk]}
    sign_in("staff").post(reverse("admin:reports_ratingscheme_changelist"), data)
    assert RatingScheme.objects.count() == 2  # one that is not used yet is there to be changed


def test_three_schemes_are_shipped_once(db):
    ship_rating_schemes()
    ship_rating_schemes()
    of_year = {year: RatingScheme.objects.of_year(year).get() for year in (2013, 2019, 2026)}
    codes = {
        year: list(scheme.levels.filter(subject="cell").values_list("code", flat=True))
        for year, scheme in of_year.items()
    }
    assert codes[2013] == ["TSVM_TB", "TSVM", "HTT", "HT", "YK"]
    assert codes[2019] == codes[2026] == ["XS", "HTT", "HT", "KHT"]
    assert not of_year[2013].levels.exclude(quota_percent=None).exists()
    assert [level.quota_percent for level in of_year[2019].levels.filter(code="XS")] == [None, 20]
    assert all("chưa xác minh" in scheme.note for scheme in of_year.values())
