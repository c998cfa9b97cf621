"""The cast: a full cell, a neighbour cell, the committee's bodies. It is 20 March 2014."""

import os
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from cells import clock
from cells.issue.types import ship_types
from cells.models import Cell, Member, User
from reports.commendation.shipped import ship_forms
from tests.crowd import crowd  # noqa: F401 – a fixture for every test
from tests.factories import (
    CellFactory,
    CommitteeFactory,
    CommitteePostFactory,
    LetterheadFactory,
    MemberFactory,
    MembershipFactory,
    TermFactory,
    ThemeFactory,
    UserFactory,
)

os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
)  # playwright's sync API runs a loop of its own
# How long a draw takes says how busy the machine is, nothing of the rule that is tried
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
THE_DAY = datetime(2014, 3, 20, 9, 0)


@pytest.fixture(scope="session", autouse=True)
def no_session_left(django_db_setup, django_db_blocker):
    """Before the test database is dropped: a thread of some server may still hold a connection,
    and PostgreSQL would refuse, though every test has passed."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def today():
    with clock.at(THE_DAY):
        yield THE_DAY.date()


@dataclass
class Cast:
    """Who is who; ``users["secretary"]`` signs in, ``members["secretary"]`` writes papers."""

    cell: Cell
    other_cell: Cell
    users: dict[str, User]

    @property
    def members(self) -> dict[str, Member]:
        return {role: user.member for role, user in self.users.items() if user.member}

    def user(self, role: str) -> User:
        """A freshly loaded account: its rights are not remembered from an earlier step."""
        return User.objects.get(pk=self.users[role].pk)


PEOPLE = {  # role: (full name, office in the cell, lives in the other cell)
    "member": ("Nguyễn Văn Thịnh", "", False),
    "colleague": ("Phan Ngọc Lan", "", False),
    "secretary": ("Trần Thị Mai", "secretary", False),
    "deputy": ("Đặng Hồng Hải", "deputy_secretary", False),
    "cell committee": ("Lê Minh Hoà", "committee", False),
    "stranger": ("Vi Văn Tuyển", "", True),
    "other secretary": ("Lương Thị Nhàn", "secretary", True),
}
BODIES = {  # role: (full name, body, title)
    "staff": ("Lê Thu Hà", "task_force", "member"),
    "leader": ("Vũ Quốc Dũng", "standing", "deputy_secretary"),
    "executive": ("Bùi Trọng Đức", "executive", "member"),
    "inspector": ("Hoàng Thuỳ Dung", "inspection", "member"),
}
ROLES = [*PEOPLE, *BODIES, "yesterday's secretary", "sysadmin"]


def assemble() -> Cast:
    CommitteeFactory()
    LetterheadFactory()
    ThemeFactory()
    ship_types()
    ship_forms()
    cell = CellFactory(code="CSD", name="Chi bộ Vụ Cơ sở đảng")
    other = CellFactory(code="DV", name="Chi bộ Vụ Đảng viên")
    for body in (None, cell, other):
        TermFactory(cell=body)
    users: dict[str, User] = {}
    for role, (name, office, elsewhere) in PEOPLE.items():
        member = MemberFactory(full_name=name)
        MembershipFactory(member=member, cell=other if elsewhere else cell, office=office)
        users[role] = UserFactory(member=member, username=role.replace(" ", "-"))
    for role, (name, body, title) in BODIES.items():
        member = MemberFactory(full_name=name)
        MembershipFactory(member=member, cell=other)
        CommitteePostFactory(member=member, body=body, title=title)
        users[role] = UserFactory(member=member, username=role)
    former = MemberFactory(full_name="Cao Thị Mỹ Hạnh")
    MembershipFactory(member=former, cell=cell, office="secretary", until=date(2014, 3, 19))
    users["yesterday's secretary"] = UserFactory(member=former, username="former")
    users["sysadmin"] = UserFactory(member=None, username="sysadmin", is_sysadmin=True)
    return Cast(cell=cell, other_cell=other, users=users)


@pytest.fixture
def cast(db) -> Cast:
    return assemble()


@pytest.fixture
def sign_in(client, cast):
    """``sign_in("secretary")`` answers a client that is signed in as that person."""

    def enter(role: str):
        client.force_login(cast.users[role], backend="cells.member.passwords.AccountBackend")
        return client

    return enter
