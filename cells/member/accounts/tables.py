"""The sysadmin's list: names and states of accounts, nothing of anybody's work."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString

from cells.member.accounts.models import AccountState, User
from cells.templatetags.look import state_badge, vn_moment

BADGES = {
    AccountState.ASKED: "sent",
    AccountState.DISABLED: "exempt",
    AccountState.WITHOUT_SLIP: "return",
    AccountState.ISSUED: "sent",
    AccountState.EXPIRED: "late",
    AccountState.IN_USE: "done",
}


class AccountTable(tables.Table):
    caption = "Tài khoản"
    noun = "tài khoản"
    empty_title = "Chưa có tài khoản nào"

    person = tables.Column(
        "Họ và tên",
        accessor="pk",
        order_by=("member__sort_key", "username"),
        linkify=lambda record: reverse("account", args=[record.pk]),
    )
    cell_name = tables.Column("Chi bộ")
    username = tables.Column("Tên đăng nhập")
    state = tables.Column(
        "Tình trạng", orderable=False, attrs={"td": {"class": "table-stack__top"}}
    )
    asked_for = tables.Column("Đề nghị", order_by=("-asked_at",))
    last_login = tables.Column("Đăng nhập gần nhất")

    class Meta:
        template_name = "django_tables2/chi03.html"
        default = "–"

    def render_person(self, record: User) -> str:
        return str(record)

    def render_state(self, record: User) -> SafeString:
        return state_badge(record.state.label, BADGES[record.state])

    def render_asked_for(self, record: User) -> str:
        who = f", {record.asked_by}" if record.asked_by else ""
        return f"{record.get_asked_for_display()} ({vn_moment(record.asked_at)}{who})"

    def render_last_login(self, record: User) -> str:
        return vn_moment(record.last_login)
