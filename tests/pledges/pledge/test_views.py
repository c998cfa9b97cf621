import io

import pytest
from pypdf import PdfReader

from cells import clock
from cells.audit import AuditEntry
from cells.models import Member
from cells.print.letterhead import letterhead_for
from pledges.models import Pledge
from pledges.pledge.paper import blank_context
from tests.conftest import ROLES
from tests.factories import (
    CellFactory,
    CriterionFactory,
    MemberFactory,
    MembershipFactory,
    PledgeFactory,
    PledgeItemFactory,
)


@pytest.fixture
def sent(cast):
    return PledgeFactory(member=cast.members["member"], cell=cast.cell, sent=True)


def colleagues(cast, how_many, **traits):
    return [
        PledgeFactory(
            member=MembershipFactory(cell=cast.cell).member,
            cell=cast.cell,
            **traits,
        )
        for _ in range(how_many)
    ]


def words_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


SEEN = {  # who sees the sent pledge of a plain member
    "member",
    "secretary",
    "deputy",
    "cell committee",
    "staff",
    "leader",
    "executive",
    "inspector",
}


@pytest.mark.parametrize("role", ROLES)
def test_another_cells_paper_does_not_exist(sign_in, sent, role):
    client = sign_in(role)
    for address in (f"/pledges/{sent.pk}/", f"/pledges/{sent.pk}.pdf"):
        assert client.get(address).status_code == (200 if role in SEEN else 404)
    step = client.post(f"/pledges/{sent.pk}/reopen/", {"note": "vì"})
    assert step.status_code == (404 if role not in SEEN else 200 if role == "staff" else 403)
    assert Pledge.objects.get().status == "submitted"


def test_a_number_never_used_is_not_found(sign_in):
    for pk in (999_999, 10**30):
        assert sign_in("staff").get(f"/pledges/{pk}/").status_code == 404


def test_a_draft_shows_that_it_exists_and_not_its_words(sign_in, cast):
    draft = PledgeFactory(
        member=cast.members["member"],
        cell=cast.cell,
        reflection="điều riêng",
        version=1,
        due_on="2014-04-01",
    )
    for address in (f"/pledges/{draft.pk}/", f"/pledges/queue/?pledge={draft.pk}"):
        page = sign_in("secretary").get(address).content.decode()
        assert "chỉ người viết đọc được" in page
        assert "điều riêng" not in page
    assert sign_in("secretary").get(f"/pledges/{draft.pk}.pdf").status_code == 403


def test_a_member_is_led_to_their_own_and_their_leaders(sign_in, cast, sent):
    leading = PledgeFactory(
        member=cast.members["secretary"], cell=cast.cell, by_leader=True, accepted=True
    )
    response = sign_in("member").get("/pledges/", follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [("/pledges/mine/", 302)]
    assert f"/pledges/{sent.pk}/" in page
    assert f"/pledges/{leading.pk}/" in page


def test_an_empty_year_says_so(sign_in):
    assert (
        "Đồng chí chưa có bản đăng ký nào"
        in sign_in("member").get("/pledges/mine/").content.decode()
    )
    assert "Chưa có bản đăng ký nào" in sign_in("staff").get("/pledges/").content.decode()
    assert "Không còn bản nào chờ" in sign_in("staff").get("/pledges/queue/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Nguyễn Văn Thịnh", "Vi Văn Tuyển"}),
        ("q=thinh", {"Nguyễn Văn Thịnh"}),
        ("q=%25", set()),
        ("state=Đã gửi", {"Nguyễn Văn Thịnh"}),
        ("state=Quá hạn", {"Vi Văn Tuyển"}),
        ("year=2013", {"Phan Ngọc Lan"}),
        ("year=", {"Nguyễn Văn Thịnh", "Vi Văn Tuyển", "Phan Ngọc Lan"}),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(sign_in, cast, sent, query, found):
    PledgeFactory(member=cast.members["stranger"], cell=cast.other_cell)
    PledgeFactory(member=cast.members["colleague"], cell=cast.cell, year=2013)
    response = sign_in("staff").get(f"/pledges/?{query}")
    assert {str(row.record.member) for row in response.context["table"].rows} == found


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=x",
        "sort=member__user__password",
        "cell=x",
        "year=x",
        "q=%00",
        "state=x",
        "cell=" + "9" * 30,
        "q=" + "a" * 10_000,
    ],
)
@pytest.mark.parametrize("address", ["/pledges/", "/pledges/queue/"])
def test_odd_addresses_get_a_page(sign_in, sent, address, query):
    assert sign_in("staff").get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["pledge=" + "9" * 5000, "pledge=-1", "year=²", "cell=&pledge=", "year=99999"]
)
def test_odd_places_in_the_queue_get_a_page(sign_in, sent, query):
    assert sign_in("secretary").get(f"/pledges/queue/?{query}").status_code == 200


def test_a_list_offers_only_years_whose_pledges_one_sees(sign_in, cast, sent):
    PledgeFactory(member=cast.members["stranger"], cell=cast.other_cell, year=2012)
    offered = {
        role: {
            year
            for year, _ in sign_in(role)
            .get("/pledges/")
            .context["filter"]
            .form["year"]
            .field.choices
        }
        for role in ("secretary", "staff")
    }
    assert offered == {"secretary": {"", 2014}, "staff": {"", 2014, 2012}}


def test_a_list_shows_only_the_own_cell(sign_in, cast, sent):
    PledgeFactory(member=cast.members["stranger"], cell=cast.other_cell)
    response = sign_in("secretary").get(f"/pledges/?cell={cast.other_cell.pk}")
    assert len(response.context["table"].rows) == 0
    assert cast.other_cell.short_name not in response.content.decode()


@pytest.mark.parametrize("address", ["/pledges/", "/pledges/queue/"])
def test_as_many_questions_for_3_rows_as_for_60(
    sign_in, cast, address, django_assert_max_num_queries
):
    counts = []
    for how_many in (3, 57):
        colleagues(cast, how_many, sent=True)
        client = sign_in("secretary")
        with django_assert_max_num_queries(20) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_queue_goes_from_paper_to_paper(sign_in, cast):
    first, second, third = colleagues(cast, 3, sent=True)
    client = sign_in("secretary")
    page = client.get("/pledges/queue/").content.decode()
    assert "0/3" in page
    assert "Nhận và sang người tiếp" in page
    response = client.post(
        f"/pledges/{second.pk}/accept/", {"queue": 1, "year": 2014, "version": 0}
    )
    assert response.url == f"/pledges/queue/?year=2014&pledge={third.pk}"
    response = client.post(
        f"/pledges/{third.pk}/return/", {"queue": 1, "year": 2014, "note": "Ghi rõ số lần."}
    )
    assert response.url == f"/pledges/queue/?year=2014&pledge={first.pk}"
    assert "2/3" in client.get(response.url).content.decode()


def test_one_does_not_find_oneself_in_the_queue(sign_in, cast):
    own = PledgeFactory(member=cast.members["secretary"], cell=cast.cell, sent=True)
    page = sign_in("secretary").get("/pledges/queue/").content.decode()
    assert "do phó bí thư Đặng Hồng Hải trả lời" in page
    assert f"pledge={own.pk}" not in page
    assert sign_in("secretary").post(f"/pledges/{own.pk}/accept/").status_code == 403
    assert sign_in("deputy").post(f"/pledges/{own.pk}/accept/").status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("member", 403),
        ("leader", 403),
        ("inspector", 403),
        ("sysadmin", 403),
        ("deputy", 200),
        ("staff", 200),
    ],
)
def test_the_queue_is_for_those_who_answer(sign_in, role, status):
    assert sign_in(role).get("/pledges/queue/").status_code == status


def test_a_return_without_words_is_asked_again_and_long_words_are_kept(sign_in, cast, sent):
    client, address = sign_in("secretary"), f"/pledges/{sent.pk}/return/"
    assert "Ghi điều cần bổ sung" in client.post(address, {"queue": 1, "note": ""}).content.decode()
    page = client.post(address, {"queue": 1, "year": 2014, "note": "dài " * 200}).content.decode()
    assert "tối đa 500 ký tự" in page
    assert "dài dài" in page
    client.post(address, {"note": "Ghi rõ số lần."})
    assert AuditEntry.objects.of(sent).get().note == "Ghi rõ số lần."
    assert "Ghi rõ số lần." in sign_in("member").get(f"/pledges/{sent.pk}/").content.decode()


def test_the_slower_officer_reads_a_sentence_and_keeps_the_words(sign_in, cast, sent):
    Pledge.objects.update(status="accepted", accepted_at="2014-03-20T00:00Z")
    page = (
        sign_in("deputy")
        .post(f"/pledges/{sent.pk}/return/", {"note": "lời đã gõ"})
        .content.decode()
    )
    assert "vừa được xử lý ở nơi khác" in page
    assert "lời đã gõ" in page
    response = sign_in("deputy").post(f"/pledges/{sent.pk}/accept/", {"version": 0}, follow=True)
    assert "vừa được xử lý ở nơi khác" in response.content.decode()
    assert not AuditEntry.objects.exists()


def test_a_text_changed_behind_the_page_is_not_accepted(sign_in, sent):
    Pledge.objects.update(version=5)
    response = sign_in("secretary").post(f"/pledges/{sent.pk}/accept/", {"version": 4}, follow=True)
    assert "vừa được sửa ở nơi khác" in response.content.decode()
    assert Pledge.objects.get().status == "submitted"


@pytest.mark.parametrize("place", [{}, {"queue": 1, "year": 2014}])
def test_a_text_changed_behind_the_page_is_not_returned_and_the_words_stay(sign_in, sent, place):
    Pledge.objects.update(version=5, reflection="chữ vừa đổi")
    data = {"version": 4, "note": "lời đã gõ"} | place
    client, address = sign_in("secretary"), f"/pledges/{sent.pk}/return/"
    response = client.post(address, data)
    page = response.content.decode()
    assert response.status_code == 409
    for said in ("vừa được sửa ở nơi khác", "lời đã gõ", "chữ vừa đổi", 'name="version" value="5"'):
        assert said in page
    assert Pledge.objects.get().status == "submitted"
    assert not AuditEntry.objects.exists()
    client.post(address, data | {"version": 5})
    assert Pledge.objects.get().status == "returned"


def test_the_pages_that_return_a_pledge_carry_the_version_that_was_read(sign_in, sent):
    Pledge.objects.update(version=5)
    client = sign_in("secretary")
    address = f"/pledges/{sent.pk}/return/"
    assert f"{address}?version=5" in client.get(f"/pledges/{sent.pk}/").content.decode()
    queue = client.get("/pledges/queue/").content.decode()
    assert 'name="version" value="5"' in queue[queue.index(address) :].partition("</form>")[0]
    for query, version in (("?version=4", 4), ("", 5), ("?version=x", 5)):
        page = client.get(f"{address}{query}").content.decode()
        assert f'name="version" value="{version}"' in page
    page = client.post(address, {"version": 4, "note": ""}).content.decode()
    assert 'name="version" value="4"' in page


@pytest.mark.parametrize("verb", ["submit", "withdraw", "accept"])
def test_looking_changes_nothing(sign_in, sent, verb):
    assert sign_in("member").get(f"/pledges/{sent.pk}/{verb}/").status_code == 405


def test_the_printed_pledge_says_what_the_page_says(sign_in, cast):
    pledge = PledgeFactory(
        member=cast.members["member"],
        cell=cast.cell,
        accepted=True,
        reflection='<img src="x"> {{ 1 }}',
    )
    criterion = CriterionFactory(standard__adopted=True, behaviour="Trách nhiệm")
    PledgeItemFactory(pledge=pledge, position=1, criterion=criterion, action="Việc còn làm")
    PledgeItemFactory(
        pledge=pledge,
        position=2,
        criterion=criterion,
        ended_on="2014-03-01",
        end_reason="chuyển vị trí",
    )
    response = sign_in("secretary").get(f"/pledges/{pledge.pk}.pdf")
    words = " ".join(words_of(response.content).split())
    assert response["Content-Type"] == "application/pdf"
    assert "DỰ THẢO" not in words
    for said in (
        "Nguyễn Văn Thịnh",
        "Trần Thị Mai",
        "Tôi sẽ việc còn làm, ",
        "chuyển vị trí",
        '<img src="x"> {{ 1 }}',
    ):
        assert said in words


def test_a_draft_is_printed_as_a_draft(sign_in, cast):
    draft = PledgeFactory(member=cast.members["member"], cell=cast.cell)
    assert "DỰ THẢO" in words_of(sign_in("member").get(f"/pledges/{draft.pk}.pdf").content)


@pytest.mark.parametrize("role", ["member", "staff", "sysadmin"])
def test_everybody_may_print_the_blank_form(sign_in, role):
    assert "BẢN ĐĂNG KÝ LÀM THEO" in words_of(sign_in(role).get("/pledges/blank.pdf").content)


def test_a_guests_blank_form_has_the_head_of_their_own_cell(cast):
    member = cast.members["member"]
    MembershipFactory(member=member, cell=CellFactory(code="A"), is_temporary=True)
    assert blank_context(member)["letterhead"] == letterhead_for(cast.cell, clock.today())


def test_nobody_reads_anything_without_signing_in(client, sent):
    for address in (
        "",
        "mine/",
        "queue/",
        "blank.pdf",
        f"{sent.pk}/",
        f"{sent.pk}.pdf",
        f"{sent.pk}/write/",
    ):
        assert client.get(f"/pledges/{address}").status_code == 302


def test_the_longest_name_and_a_name_of_one_word_stand_in_lists(sign_in, cast):
    for name in ("Công Tằng Tôn Nữ Nguyễn Phước Quỳnh Phương Giang", "Thịnh"):
        PledgeFactory(member=MemberFactory(full_name=name), cell=CellFactory(), sent=True)
    page = sign_in("staff").get("/pledges/").content.decode()
    assert all(member.full_name in page for member in Member.objects.filter(pledges__isnull=False))
