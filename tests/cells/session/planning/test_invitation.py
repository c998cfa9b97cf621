from django.urls import reverse

from cells.models import Session
from cells.session.planning.invitation import invitation_context, invitation_pdf
from cells.session.planning.services import save_preparation
from tests.cells.print.reading import text_of
from tests.factories import DocumentFactory


def prepared(session, secretary, values, **changes):
    save_preparation(session, by=secretary, version=session.version, **{**values, **changes})
    return session


def test_the_printed_invitation_says_when_where_what_and_who_signs(
    cast, session, secretary, values, tmp_path
):
    document = DocumentFactory()
    session.items.create(position=9, kind="document", title="Quán triệt", document=document)
    more = {"partners": [cast.other_cell], "guests": "Đồng chí Vũ Quốc Dũng, Phó Bí thư Đảng uỷ"}
    prepared(session, secretary, values, **more, invitation="Đọc trước Chỉ thị 03-CT/TW")
    text = text_of(invitation_pdf(session), tmp_path)
    for words in (
        "CHI BỘ VỤ CƠ SỞ ĐẢNG",
        "GIẤY MỜI",
        "Hà Nội, ngày 20 tháng 3 năm 2014",
        "14 giờ 00, Thứ Năm, 03/04/2014",
        "Phòng 305",
        "Báo cáo kết quả làm theo tháng 2/2014",
        f"{document}: {document.abstract}",
        "- Chi bộ Vụ Đảng viên",
        "Đồng chí Vũ Quốc Dũng",
        "T/M CHI UỶ",
        "BÍ THƯ",
        "Trần Thị Mai",
    ):
        assert words in text


def test_page_and_print_say_the_same(session, sign_in):
    page = sign_in("member").get(reverse("session-invitation", args=[session.pk]))
    told = page.context["paper"]
    assert told == invitation_context(Session.objects.get(pk=session.pk))
    assert told["time"] in page.content.decode()


def test_a_cell_without_secretary_leaves_room_for_a_name(cast, session):
    cast.cell.memberships.exclude(office="").delete()
    told = invitation_context(session)
    assert (told["signer_title"], told["signer_name"]) == ("BÍ THƯ", "")


def test_an_invitation_to_what_was_called_off_is_not_printed(session, sign_in):
    Session.objects.filter(pk=session.pk).update(status="cancelled")
    address = reverse("session-invitation-pdf", args=[session.pk])
    response = sign_in("member").get(address, follow=True)
    assert "không in giấy mời" in response.content.decode()
