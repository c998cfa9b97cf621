"""What each page that moves somebody is called, says above its form, and does."""

from functools import partial

from django.urls import reverse

from cells.member.models import Member
from cells.member.moves import joining, leaving, services, stays
from cells.member.moves.models import Transfer
from cells.member.preview import Question
from cells.organisation.models import Cell


def names_of(cells: list[Cell]) -> str:
    return ", ".join(str(cell) for cell in cells)


def proposal(member: Member, homes: list[Cell]) -> Question:
    return Question(
        title="Chuyển sinh hoạt",
        lead=f"Giới thiệu đồng chí {member}, {names_of(homes)}. Bộ phận giúp việc tiếp nhận sau.",
        check_title="Kiểm tra lại trước khi giới thiệu",
        button="Giới thiệu",
        foresee=partial(services.foresee_proposal, member),
        carry_out=partial(services.propose_transfer, member),
        done="Đã lập giấy chuyển sinh hoạt. Tiếp theo: bộ phận giúp việc tiếp nhận.",
        back=member.get_absolute_url(),
    )


def receipt(transfer: Transfer) -> Question:
    return Question(
        title="Tiếp nhận chuyển sinh hoạt",
        lead=f"Đồng chí {transfer.member}, từ {transfer.from_cell} đến {transfer.to_cell}.",
        check_title="Kiểm tra lại trước khi tiếp nhận",
        button="Tiếp nhận",
        foresee=partial(services.foresee_receipt, transfer),
        carry_out=partial(services.receive_transfer, transfer),
        done=f"Đã tiếp nhận. Đồng chí {transfer.member} nay sinh hoạt ở {transfer.to_cell}.",
        back=transfer.get_absolute_url(),
    )


def joining_page() -> Question:
    return Question(
        title="Thêm đảng viên",
        check_title="Kiểm tra lại trước khi thêm",
        button="Thêm vào danh sách",
        foresee=joining.foresee_joining,
        carry_out=joining.join_cell,
        done="Đã thêm vào danh sách. Cần tài khoản thì đề nghị ở trang của đồng chí ấy.",
        back=reverse("member-list"),
        template="cells/member/moves/join.html",
    )


def entry(member: Member) -> Question:
    return Question(
        title="Đưa vào chi bộ",
        lead=f"Đồng chí {member} hiện không sinh hoạt ở chi bộ nào của đảng bộ.",
        check_title="Kiểm tra lại trước khi đưa vào chi bộ",
        button="Đưa vào chi bộ",
        foresee=partial(joining.foresee_return, member),
        carry_out=partial(joining.return_to_cell, member),
        done=f"Đã ghi đồng chí {member} vào chi bộ.",
        back=member.get_absolute_url(),
    )


def stay(member: Member, homes: list[Cell]) -> Question:
    return Question(
        title="Sinh hoạt tạm thời",
        lead=f"Đồng chí {member}, {names_of(homes)}. Đăng ký, báo cáo vẫn làm ở chi bộ mình.",
        check_title="Kiểm tra lại trước khi ghi",
        button="Ghi sinh hoạt tạm thời",
        foresee=partial(stays.foresee_stay, member),
        carry_out=partial(stays.begin_stay, member),
        done="Đã ghi sinh hoạt tạm thời.",
        back=member.get_absolute_url(),
    )


def end_of_stay(member: Member, cells: list[Cell]) -> Question:
    return Question(
        title="Kết thúc sinh hoạt tạm thời",
        lead=f"Đồng chí {member}, {names_of(cells)}.",
        check_title="Kiểm tra lại trước khi kết thúc",
        button="Kết thúc sinh hoạt tạm thời",
        foresee=partial(stays.foresee_end_of_stay, member),
        carry_out=partial(stays.end_stay, member),
        done="Đã ghi ngày kết thúc.",
        back=member.get_absolute_url(),
    )


def leaving_page(member: Member, homes: list[Cell]) -> Question:
    return Question(
        title="Thôi sinh hoạt",
        lead=f"Đồng chí {member}, {names_of(homes)}. Sang chi bộ khác thì dùng “Chuyển sinh hoạt”.",
        check_title="Kiểm tra lại trước khi ghi thôi sinh hoạt",
        button="Ghi thôi sinh hoạt",
        foresee=partial(leaving.foresee_leaving, member),
        carry_out=partial(leaving.leave_cell, member),
        done=f"Đã ghi đồng chí {member} thôi sinh hoạt.",
        back=member.get_absolute_url(),
    )
