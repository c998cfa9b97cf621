"""From where people nominate, what they find, and what waits on the home page."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cells.text import sort_key
from cells.web import TOO_LATE
from reports.commendation import batches, services
from reports.commendation.models import Commendation
from reports.commendation.offers import paragraphs
from reports.commendation.services import Praise, Source, nominate
from reports.home.honours import praise_tasks
from reports.models import CommendationBatch, CommendationForm
from tests.commending import batch_with, decide, set_status
from tests.factories import (
    AgendaItemFactory,
    CellFactory,
    CommendationBatchFactory,
    CommendationFactory,
    MemberFactory,
    MembershipFactory,
    MonthlyReportFactory,
    MonthlyReportLineFactory,
    OccasionFactory,
    PledgeFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
NEW = reverse("commendation-new")


@pytest.fixture
def line(cast):
    pledge = PledgeFactory(member=cast.members["member"], cell=cast.cell, accepted=True)
    report = MonthlyReportFactory(pledge=pledge, acknowledged=True)
    return MonthlyReportLineFactory(report=report, item__pledge=pledge)


@pytest.fixture
def session(cast):
    people = {"chair": cast.members["secretary"], "minute_taker": cast.members["deputy"]}
    return SessionFactory(cell=cast.cell, held=True, **people)


@pytest.mark.parametrize(
    ("who", "offers"), [("secretary", True), ("staff", True), ("member", False), ("leader", False)]
)
def test_a_line_of_a_report_offers_to_nominate_its_author(sign_in, line, who, offers):
    page = sign_in(who).get(line.report.get_absolute_url()).content.decode()
    assert (f"{NEW}?line={line.pk}" in page) is offers


def test_what_is_not_sent_yet_offers_nothing(sign_in, line):
    type(line.report).objects.update(status="returned")
    page = sign_in("secretary").get(line.report.get_absolute_url()).content.decode()
    assert f"{NEW}?line=" not in page


def test_a_nomination_from_a_line_begins_with_its_words_and_its_author(sign_in, line, cast):
    client, address = sign_in("secretary"), f"{NEW}?line={line.pk}"
    page = client.get(address).content.decode()
    assert line.sentence in page
    data = {
        "subject": cast.members["member"].pk,
        "form": "giay-khen",
        "achievement": "Đúng hạn cả tháng",
    }
    response = client.post(address, data)
    row = Commendation.objects.get()
    assert response.url == row.get_absolute_url()
    assert (row.line, row.member, row.session) == (line, cast.members["member"], None)
    assert "Báo cáo tháng 3/2014" in client.get(response.url).content.decode()


@pytest.mark.parametrize("who", ["member", "colleague", "stranger", "other secretary"])
def test_a_line_that_is_ones_own_or_out_of_sight_is_not_there(sign_in, line, who):
    assert sign_in(who).get(f"{NEW}?line={line.pk}").status_code == 404


def test_a_session_that_took_place_offers_to_nominate(sign_in, session, cast):
    client = sign_in("member")
    address = f"{NEW}?session={session.pk}"
    assert address in client.get(session.get_absolute_url()).content.decode()
    data = {"subject": "cell", "form": "giay-khen", "achievement": "Sinh hoạt có chất lượng"}
    client.post(address, data)
    assert Commendation.objects.get().session == session


def test_a_session_ahead_offers_nothing_and_cannot_be_named(sign_in, session, cast):
    type(session).objects.update(status="planned", ends_at=None)
    client, address = sign_in("member"), f"{NEW}?session={session.pk}"
    assert address not in client.get(session.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 404


def test_minutes_tell_how_many_were_nominated_in_the_session_and_not_who(sign_in, session, cast):
    AgendaItemFactory(session=session)
    form = CommendationForm.objects.get(code="giay-khen")
    nominate(
        cast.cell,
        by=cast.users["secretary"],
        member=cast.members["member"],
        praise=Praise(form=form, occasion=None, achievement="Việc tốt"),
        source=Source(session=session),
    )
    [told] = paragraphs(session)
    assert told == "Đề cử khen: 1 trường hợp."
    page = sign_in("secretary").get(reverse("session-minutes", args=[session.pk]))
    assert told in page.content.decode()


@pytest.mark.parametrize("query", ["?cell=x", "?cell=9999999", "?session=²", "?line=-1"])
def test_an_odd_address_is_not_there(sign_in, cast, query):
    assert sign_in("secretary").get(NEW + query).status_code == 404


def test_nobody_is_offered_themselves(sign_in, cast):
    form = sign_in("member").get(NEW).context["form"]
    named = [key for key, _ in form.fields["subject"].choices]
    assert str(cast.members["member"].pk) not in named
    assert {"cell", str(cast.members["colleague"].pk)} <= set(named)


def test_staff_say_first_of_which_cell(sign_in, cast):
    client = sign_in("staff")
    assert "Chọn nơi sinh hoạt" in client.get(NEW).content.decode()
    page = client.get(f"{NEW}?cell={cast.cell.pk}&member={cast.members['member'].pk}")
    assert page.context["form"]["subject"].value() == str(cast.members["member"].pk)


def test_a_form_that_does_not_fit_is_refused_beside_its_box(sign_in, cast):
    data = {"subject": "cell", "form": "bieu-duong-chi-bo", "achievement": "Tốt"}
    page = sign_in("member").post(NEW, data).content.decode()
    assert "không dùng để khen chi bộ" in page
    assert not Commendation.objects.exists()


def test_the_praised_person_learns_of_it_only_when_it_is_awarded(sign_in, cast):
    row = CommendationFactory(member=cast.members["member"], cell=cast.cell, proposed=True)
    assert sign_in("member").get(row.get_absolute_url()).status_code == 404
    decide(batch_with(row), by=cast.users["leader"])
    page = sign_in("member").get(row.get_absolute_url()).content.decode()
    assert "01-QĐ/ĐUCQ" in page
    certificate = sign_in("member").get(reverse("commendation-certificate", args=[row.pk]))
    assert certificate.content.startswith(b"%PDF")


def test_what_has_no_certificate_says_so(sign_in, cast):
    form = CommendationForm.objects.get(code="bieu-duong")
    row = CommendationFactory(
        member=cast.members["member"], cell=cast.cell, form=form, proposed=True
    )
    batch = batch_with(row)
    decide(batch, by=cast.users["leader"])
    client = sign_in("staff")
    for name, paper in (
        ("commendation-certificate", row),
        ("commendation-batch-certificates", batch),
    ):
        page = client.get(reverse(name, args=[paper.pk]), follow=True).content.decode()
        assert "giấy khen để in" in page


def test_the_register_is_found_by_name_form_and_state(sign_in, cast):
    CommendationFactory(member=cast.members["member"], cell=cast.cell)
    CommendationFactory(member=None, cell=cast.cell, proposed=True)
    client, here = sign_in("secretary"), reverse("commendation-list")
    for query, found in (
        ({"q": "thinh"}, 1),
        ({"q": "vu co so"}, 1),
        ({"status": "proposed"}, 1),
        ({"form": "giay-khen"}, 2),
        ({"q": "không có"}, 0),
    ):
        assert len(client.get(here, query).context["table"].rows) == found
    assert "Chưa có đề nghị khen nào" in sign_in("stranger").get(here).content.decode()


def test_days_since_the_last_award_and_who_never_had_one(sign_in, cast):
    row = CommendationFactory(member=cast.members["member"], cell=cast.cell, proposed=True)
    decide(batch_with(row), by=cast.users["leader"], dated_on=date(2014, 3, 10))
    client = sign_in("staff")
    page = re.sub(r"\s+", " ", client.get(reverse("commendation-coverage")).content.decode())
    assert "10/03/2014, 10 ngày trước" in page
    assert "chưa lần nào" in page
    names = [
        row.record.full_name
        for row in client.get(reverse("commendation-unpraised")).context["table"].rows
    ]
    assert "Nguyễn Văn Thịnh" not in names
    assert names == sorted(names, key=sort_key)
    of_cell = client.get(reverse("commendation-unpraised"), {"cell": cast.cell.pk})
    assert {each.record.home for each in of_cell.context["table"].rows} == {cast.cell.pk}


def test_the_home_page_asks_each_for_what_is_theirs(cast):
    CommendationFactory(member=cast.members["member"], cell=cast.cell)
    CommendationFactory(member=cast.members["secretary"], cell=cast.cell)
    CommendationFactory(member=cast.members["deputy"], cell=cast.cell, proposed=True)
    batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    told = {
        role: [task.title for task in praise_tasks(cast.user(role))]
        for role in ("secretary", "deputy", "staff", "leader", "executive", "member")
    }
    assert told == {
        "secretary": ["1 đề cử khen chờ chi bộ xét"],
        "deputy": ["2 đề cử khen chờ chi bộ xét"],
        "staff": ["1 đề nghị khen chờ tổng hợp"],
        "leader": ["Đợt khen chờ quyết định"],
        "executive": [],
        "member": [],
    }


def test_a_praise_that_the_cell_gives_waits_for_its_secretary(sign_in, cast):
    own = CommendationForm.objects.get(code="bieu-duong-chi-bo")
    for who in ("member", "deputy"):
        CommendationFactory(member=cast.members[who], cell=cast.cell, form=own, proposed=True)
    CommendationFactory(member=None, cell=cast.cell, proposed=True)
    told = {
        role: [task.title for task in praise_tasks(cast.user(role))]
        for role in ("secretary", "deputy", "cell committee", "staff")
    }
    assert told == {
        "secretary": ["2 đề nghị chờ chi bộ biểu dương"],
        "deputy": ["1 đề nghị chờ chi bộ biểu dương"],
        "cell committee": [],
        "staff": ["1 đề nghị khen chờ tổng hợp"],
    }
    [task] = praise_tasks(cast.user("secretary"))
    assert len(sign_in("secretary").get(task.url).context["table"].rows) == 2


def test_batches_begun_and_sent_back_wait_for_staff(sign_in, cast):
    back = batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    assert list(praise_tasks(cast.user("staff"))) == []
    batches.return_batch(back, by=cast.users["leader"], note="Thiếu Chi bộ Vụ Đảng viên")
    CommendationBatchFactory()
    told = [(task.state, task.url, task.said) for task in praise_tasks(cast.user("staff"))]
    begun = CommendationBatch.objects.latest("pk")
    assert told == [
        (
            "Cần bổ sung",
            back.get_absolute_url(),
            "Vũ Quốc Dũng: “Thiếu Chi bộ Vụ Đảng viên”",
        ),
        ("Đang lập", begun.get_absolute_url(), ""),
    ]
    CommendationBatchFactory()
    *_, task = praise_tasks(cast.user("staff"))
    assert task.title == "2 đợt khen chưa trình"
    assert len(sign_in("staff").get(task.url).context["table"].rows) == 3
    batches.present_batch(back, by=cast.users["staff"], planned_on=None, planned_number=None)
    assert [task.state for task in praise_tasks(cast.user("staff"))] == ["Đang lập"]


def test_a_batch_of_nothing_but_oneself_is_no_task(cast):
    batch_with(
        CommendationFactory(member=cast.members["leader"], cell=cast.other_cell, proposed=True)
    )
    assert list(praise_tasks(cast.user("leader"))) == []
    for _ in range(2):
        batch_with(CommendationFactory(member=None, proposed=True, occasion=None))
    assert [task.title for task in praise_tasks(cast.user("leader"))] == [
        "2 đợt khen chờ quyết định"
    ]


def test_all_of_it_is_one_read_and_for_staff_one_more(cast, django_assert_num_queries):
    for role, reads in (("secretary", 1), ("staff", 2), ("leader", 1)):
        user = cast.user(role)
        user.rights  # noqa: B018 – computed once a request
        with django_assert_num_queries(reads):
            list(praise_tasks(user))


def test_what_is_ticked_is_gathered_and_an_odd_key_is_refused(sign_in, cast):
    row = CommendationFactory(member=None, cell=cast.cell, proposed=True)
    client = sign_in("staff")
    response = client.post(reverse("commendation-batch-new"), {"title": "khen năm 2013"})
    batch = CommendationBatch.objects.get()
    assert response.url == reverse("commendation-batch-gather", args=[batch.pk])
    page = client.get(response.url).content.decode()
    assert "Chưa có đề nghị nào" in page  # of another occasion
    Commendation.objects.update(occasion=None)
    assert row.achievement in client.get(response.url).content.decode()
    refused = client.post(response.url, {"row": [row.pk, 987654321, "x"]}, follow=True)
    assert "vừa đổi trạng thái" in refused.content.decode()
    client.post(response.url, {"row": row.pk})
    assert batch.commendations.get() == row


def test_the_signer_is_told_of_their_own_row_and_signs_the_rest(sign_in, cast):
    own = CommendationFactory(member=cast.members["leader"], cell=cast.other_cell, proposed=True)
    batch = batch_with(own, CommendationFactory(member=None, cell=cast.cell, proposed=True))
    client, address = sign_in("leader"), reverse("commendation-batch-award", args=[batch.pk])
    page = client.get(address)
    assert "Đề nghị khen chính đồng chí" in page.content.decode()
    data = {name: page.context["form"].initial.get(name) for name in ("number", "authority")}
    data |= {"dated_on": "20/03/2014", "fingerprint": page.context["fingerprint"]}
    stale = client.post(address, data | {"fingerprint": "x"}).content.decode()
    assert "Danh sách vừa đổi" in stale
    assert client.post(address, data).url == batch.get_absolute_url()
    own.refresh_from_db()
    assert (own.status, own.batch.status) == ("gathered", "presented")
    alone = reverse("commendation-batch-award", args=[own.batch_id])
    page = client.get(alone)
    data["fingerprint"] = page.context["fingerprint"]
    assert "chỉ còn đề nghị khen chính đồng chí" in client.post(alone, data).content.decode()


def test_a_guest_of_the_cell_is_not_named_there(sign_in, cast):
    guest = cast.members["stranger"]
    MembershipFactory(member=guest, cell=cast.cell, is_temporary=True)
    named = dict(sign_in("member").get(NEW).context["form"].fields["subject"].choices)
    assert str(guest.pk) not in named


WORDS = "Lời đã gõ cả buổi"


@pytest.mark.parametrize(
    ("name", "role", "data"),
    [
        (
            "commendation-propose",
            "secretary",
            {
                "form": "giay-khen",
                "achievement": WORDS,
                "entitled": 5,
                "present": 5,
                "in_favour": 5,
            },
        ),
        ("commendation-decline", "secretary", {"note": WORDS}),
        ("commendation-refuse", "leader", {"note": WORDS}),
    ],
)
def test_what_was_typed_for_a_step_that_came_too_late_stays(sign_in, cast, name, role, data):
    row = CommendationFactory(member=cast.members["member"], cell=cast.cell, status="declined")
    client, address = sign_in(role), reverse(name, args=[row.pk])
    page = client.post(address, data)
    assert (page.status_code, TOO_LATE in page.content.decode()) == (409, True)
    assert WORDS in page.content.decode()
    row.refresh_from_db()
    assert row.status == "declined"
    assert client.get(address).url == row.get_absolute_url()


@pytest.mark.parametrize("verb", ["return", "edit"])
def test_what_was_typed_for_a_batch_that_moved_on_stays(sign_in, cast, verb):
    batch = batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    decide(batch, by=cast.users["leader"])
    role = "staff" if verb == "edit" else "leader"
    address = reverse(f"commendation-batch-{verb}", args=[batch.pk])
    page = sign_in(role).post(address, {"note": WORDS, "title": WORDS})
    assert page.status_code == 409
    assert TOO_LATE in page.content.decode()
    assert WORDS in page.content.decode()


def test_a_list_that_changed_is_told_of_even_when_the_number_is_wrong(sign_in, cast):
    """Else the next press would sign a list that was never read."""
    rows = [
        CommendationFactory(member=who, cell=cast.cell, proposed=True)
        for who in (None, cast.members["member"])
    ]
    batch = batch_with(*rows)
    client, address = sign_in("leader"), reverse("commendation-batch-award", args=[batch.pk])
    data = {"number": "", "dated_on": "20/03/2014", "authority": "standing"}
    data["fingerprint"] = client.get(address).context["fingerprint"]
    wrong = client.post(address, data)
    assert (wrong.status_code, "Danh sách vừa đổi" in wrong.content.decode()) == (200, False)
    services.refuse(
        Commendation.objects.get(pk=rows[0].pk), by=cast.users["executive"], note="Chưa rõ"
    )
    late = client.post(address, data)
    assert (late.status_code, "Danh sách vừa đổi" in late.content.decode()) == (409, True)
    data |= {"number": "1", "fingerprint": late.context["fingerprint"]}
    assert client.post(address, data).url == batch.get_absolute_url()


def test_ticks_stay_when_the_choice_is_refused(sign_in, cast):
    there = {"cell": cast.cell, "occasion": None, "proposed": True}
    stays, went = (
        CommendationFactory(member=cast.members[who], **there) for who in ("member", "colleague")
    )
    batch = CommendationBatchFactory(occasion=None)
    services.decline(went, by=cast.users["secretary"], note="Rút")
    client, address = sign_in("staff"), reverse("commendation-batch-gather", args=[batch.pk])
    page = client.post(address, {"row": [stays.pk, went.pk]})
    assert "vừa đổi trạng thái" in page.content.decode()
    assert page.context["ticked"] >= {stays.pk}
    assert re.search(rf'value="{stays.pk}"[^>]*checked', page.content.decode())
    client.post(address, {"row": [stays.pk]})
    assert batch.commendations.get() == stays


def test_a_page_that_is_old_leaves_alone_what_another_gathered(sign_in, cast):
    there = {"cell": cast.cell, "occasion": None, "proposed": True}
    mine, theirs = (
        CommendationFactory(member=cast.members[who], **there) for who in ("member", "colleague")
    )
    batch, client = CommendationBatchFactory(occasion=None), sign_in("staff")
    address = reverse("commendation-batch-gather", args=[batch.pk])
    client.post(address, {"row": [theirs.pk]})
    client.post(address, {"row": [mine.pk]})  # opened before the other was ticked
    assert set(batch.commendations.all()) == {mine, theirs}
    assert client.get(address).content.decode().count('name="shown"') == 2
    client.post(address, {"row": [mine.pk], "shown": [mine.pk, theirs.pk]})
    assert batch.commendations.get() == mine


def test_an_open_batch_is_mended_and_an_empty_one_dropped_on_its_page(sign_in, cast):
    batch, client = CommendationBatchFactory(), sign_in("staff")
    assert (
        reverse("commendation-batch-edit", args=[batch.pk])
        in client.get(batch.get_absolute_url()).content.decode()
    )
    address = reverse("commendation-batch-edit", args=[batch.pk])
    assert "Bỏ đợt khen này" in client.get(address).content.decode()
    client.post(address, {"title": "khen sơ kết", "occasion": batch.occasion_id})
    batch.refresh_from_db()
    assert batch.title == "khen sơ kết"
    gone = client.post(reverse("commendation-batch-drop", args=[batch.pk]))
    assert gone.url == reverse("commendation-batch-list")
    assert not CommendationBatch.objects.exists()
    full = batch_with(CommendationFactory(member=None, cell=cast.cell, proposed=True))
    set_status(full, "draft")
    assert (
        "Bỏ đợt khen này"
        not in client.get(reverse("commendation-batch-edit", args=[full.pk])).content.decode()
    )
    kept = client.post(reverse("commendation-batch-drop", args=[full.pk]), follow=True)
    assert "không bỏ được" in kept.content.decode()


def test_a_certificate_goes_with_the_decision_as_it_was_signed(sign_in, cast):
    """Not with what its form says today."""
    forms = CommendationForm.objects.filter(code__in=["giay-khen", "bieu-duong"])
    with_one, without = (
        CommendationFactory(member=cast.members["member"], cell=cast.cell, form=form, proposed=True)
        for form in forms.order_by("-has_certificate")
    )
    decide(batch_with(with_one, without), by=cast.users["leader"])
    CommendationForm.objects.filter(code="giay-khen").update(has_certificate=False)
    CommendationForm.objects.filter(code="bieu-duong").update(has_certificate=True)
    client = sign_in("member")
    for row, prints in ((with_one, True), (without, False)):
        address = reverse("commendation-certificate", args=[row.pk])
        assert (address in client.get(row.get_absolute_url()).content.decode()) is prints
        assert client.get(address).content.startswith(b"%PDF") is prints


def test_many_certificates_come_in_files_of_sixty(sign_in, cast):
    people = MemberFactory.create_batch(61)
    batch = batch_with(
        *(CommendationFactory(member=who, cell=cast.cell, proposed=True) for who in people)
    )
    decide(batch, by=cast.users["leader"])
    client = sign_in("staff")
    page = client.get(batch.get_absolute_url()).content.decode()
    address = reverse("commendation-batch-certificates", args=[batch.pk])
    assert "In giấy khen từ 61 đến 61 (PDF)" in page
    last = client.get(address, {"part": 2})
    assert len(PdfReader(BytesIO(last.content)).pages) == 1
    assert client.get(address, {"part": 3}).status_code == 404


@pytest.mark.parametrize("sort", ["subject", "-subject", "occasion", "-awarded_on", "form", "cell"])
def test_the_register_is_in_one_order_on_every_database(sign_in, cast, sort):
    """By names as lists are read; what has no occasion, and no day, stands last."""
    forms = list(CommendationForm.objects.exclude(given_by="cell").order_by("position"))
    there = {"cell": cast.cell, "proposed": True}
    old = CommendationFactory(
        member=cast.members["member"], form=forms[1], occasion=OccasionFactory(year=2012), **there
    )
    whole = CommendationFactory(member=None, form=forms[0], occasion=None, **there)
    elsewhere = CommendationFactory(
        member=cast.members["stranger"], form=forms[1], cell=cast.other_cell, proposed=True
    )
    decide(batch_with(whole), by=cast.users["leader"])
    page = sign_in("staff").get(reverse("commendation-list"), {"sort": sort})
    found = [row.record.pk for row in page.context["table"].rows]
    by_name = sorted(
        [old, whole, elsewhere],
        key=lambda row: row.member.sort_key if row.member else row.cell.sort_key,
    )
    assert (
        found
        == {
            "subject": [row.pk for row in by_name],
            "-subject": [row.pk for row in reversed(by_name)],
            "occasion": [old.pk, elsewhere.pk, whole.pk],
            "-awarded_on": [whole.pk, old.pk, elsewhere.pk],
            "form": [whole.pk, old.pk, elsewhere.pk],
            "cell": sorted(
                [old.pk, whole.pk, elsewhere.pk],
                key=lambda pk: (Commendation.objects.get(pk=pk).cell.sort_key, pk),
            ),
        }[sort]
    )


def test_what_may_be_gathered_stands_by_cell_the_cell_itself_before_its_people(sign_in, cast):
    there = {"occasion": None, "proposed": True}
    rows = [
        CommendationFactory(member=cast.members["member"], cell=cast.cell, **there),
        CommendationFactory(member=None, cell=cast.cell, **there),
        CommendationFactory(member=None, cell=cast.other_cell, **there),
    ]
    batch = CommendationBatchFactory(occasion=None)
    page = sign_in("staff").get(reverse("commendation-batch-gather", args=[batch.pk]))
    wanted = sorted(rows, key=lambda row: (row.cell.code, row.is_of_person))
    assert [row.pk for row in page.context["rows"]] == [row.pk for row in wanted]
    assert "đề nghị khen đột xuất mà chi bộ đã biểu quyết" in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("party", "Đảng viên chính thức"),
        ("union", "Đoàn viên của tổ công đoàn"),
        ("youth", "chi đoàn"),
    ],
)
def test_who_votes_is_said_in_the_words_of_the_body(sign_in, kind, words):
    cell = CellFactory(kind=kind)
    row = CommendationFactory(member=None, cell=cell)
    page = sign_in("staff").get(reverse("commendation-propose", args=[row.pk]))
    assert words in page.context["form"].fields["entitled"].help_text
    assert words in page.content.decode()


def test_everybody_nominates_where_they_belong_and_staff_everywhere(sign_in, cast):
    """The button, the page and the cells to choose from answer alike."""
    closed = CellFactory(closed_on=date(2013, 1, 1))
    for role, cell, answer in (
        ("member", cast.cell, 200),
        ("member", cast.other_cell, 404),
        ("staff", cast.other_cell, 200),
        ("staff", closed, 404),
        ("sysadmin", cast.cell, 403),
    ):
        client = sign_in(role)
        assert client.get(NEW, {"cell": cell.pk}).status_code == answer
        offers = f'href="{NEW}"' in client.get(reverse("commendation-list")).content.decode()
        assert offers is (role != "sysadmin")
