import pytest
from django.urls import reverse

from cells.models import AbsenceRequest, Session
from cells.scope import permission

VERBS = list(AbsenceRequest.VERBS)
ANSWERS = ["approve", "decline"]


@pytest.mark.parametrize(
    ("who", "whose", "sees", "may"),
    [
        ("member", "member", True, ["withdraw"]),
        ("colleague", "member", False, []),
        ("secretary", "member", True, ANSWERS),
        ("secretary", "secretary", True, ["withdraw"]),
        ("deputy", "secretary", True, ANSWERS),
        ("other secretary", "member", False, []),
        ("staff", "member", True, []),
        ("staff", "secretary", True, ANSWERS),
        ("leader", "member", True, []),
        ("sysadmin", "member", False, []),
    ],
)
def test_who_sees_and_who_answers(cast, ask, who, whose, sees, may):
    request, user = ask(whose), cast.user(who)
    assert AbsenceRequest.objects.visible_to(user).contains(request) is sees
    assert [v for v in VERBS if user.has_perm(permission(v, request), request)] == may


def test_a_member_asks_with_one_press_and_learns_who_answers(cast, session, sign_in):
    address = reverse("session-absence", args=[session.pk])
    client = sign_in("member")
    assert "Chọn lý do." in client.post(address, {"reason": "", "note": "đi xa"}).content.decode()
    response = client.post(address, {"reason": "mission", "note": "đi xa"}, follow=True)
    request = AbsenceRequest.objects.get()
    assert response.redirect_chain[-1][0] == request.get_absolute_url()
    assert "Người trả lời: bí thư Trần Thị Mai." in response.content.decode()
    assert client.get(address).url == request.get_absolute_url()


def test_a_request_that_comes_too_late_keeps_its_words(session, sign_in):
    Session.objects.filter(pk=session.pk).update(status="held")
    address = reverse("session-absence", args=[session.pk])
    response = sign_in("member").post(address, {"reason": "mission", "note": "đi xa"})
    assert response.status_code == 409
    assert "không xin vắng được nữa" in response.content.decode()
    assert 'value="đi xa"' in response.content.decode()
    assert sign_in("member").get(address).status_code == 302


def test_officers_find_what_waits_on_list_and_session_and_answer_there(cast, session, ask, sign_in):
    request = ask("member")
    client = sign_in("secretary")
    assert "Xin vắng, chờ trả lời (1)" in client.get(reverse("session-list")).content.decode()
    page = client.get(session.get_absolute_url()).content.decode()
    approve = reverse("absence-approve", args=[request.pk])
    assert approve in page
    response = client.post(approve, {"back": "1"})
    assert response.url == session.get_absolute_url()
    request.refresh_from_db()
    assert request.status == "approved"


def test_nobody_is_offered_to_answer_their_own_request(session, ask, sign_in):
    request = ask("secretary")
    page = sign_in("secretary").get(session.get_absolute_url()).content.decode()
    assert reverse("absence-approve", args=[request.pk]) not in page
    assert reverse("absence-approve", args=[request.pk]) in (
        sign_in("deputy").get(session.get_absolute_url()).content.decode()
    )


def test_colleagues_read_no_reasons(session, ask, sign_in):
    ask("member", note="đi Hà Giang")
    page = sign_in("colleague").get(session.get_absolute_url()).content.decode()
    assert "Hà Giang" not in page
    assert "Xin vắng…" in page


def test_the_officers_of_a_partner_answer_their_own_people(cast, session, ask, sign_in):
    session.partners.create(cell=cast.other_cell)
    ask("member", note="việc ở chi bộ chủ trì")
    ask("stranger", note="việc ở chi bộ cùng dự")
    page = sign_in("other secretary").get(session.get_absolute_url()).content.decode()
    assert "việc ở chi bộ cùng dự" in page
    assert "việc ở chi bộ chủ trì" not in page


def test_declining_needs_words_that_the_member_reads(ask, sign_in):
    request = ask("member")
    address = reverse("absence-decline", args=[request.pk])
    client = sign_in("secretary")
    assert "Ghi vì sao" in client.post(address, {"note": ""}).content.decode()
    client.post(address, {"note": "Buổi này bầu cử"})
    page = sign_in("member").get(request.get_absolute_url()).content.decode()
    assert "Buổi này bầu cử" in page
    late = sign_in("deputy").post(address, {"note": "Lời đến sau"})
    assert late.status_code == 409
    assert "Lời đến sau" in late.content.decode()
