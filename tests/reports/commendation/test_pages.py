"""From where people nominate, what they find, and what waits on the home page."""

import re
from datetime import date

import pytest
from django.urls import reverse

from cells.text import sort_key
from cells.web import TOO_LATE
from reports.commendation.models import Commendation
from reports.commendation.offers import paragraphs
from reports.commendation.services import Praise, Source, nominate
from reports.models import CommendationForm
from tests.commending import batch_with, decide
from tests.factories import (
    AgendaItemFactory,
    CellFactory,
    CommendationFactory,
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
